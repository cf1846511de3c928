import { type Known, type Mapper, readsOne, writes } from './found';

const DJANGO = /^(?:django|rest_framework)\b/;
const DJANGO_READS = /^(?:get|first|last|latest|earliest|count|exists|aggregate|in_bulk)$/;
const DJANGO_WRITES =
  /^(?:create|get_or_create|update_or_create|update|bulk_create|bulk_update|delete)$/;

/** `User.objects.get(…)`, `User.objects.filter(…).count()` of Django: what ends a query set asks. */
export const django: Mapper = ({ receiver, method }, known) => {
  const model = /^([A-Z]\w*)\.objects(?:\.|$)/.exec(receiver)?.[1];
  if (model === undefined || !(known.has(DJANGO) || isModel(model, known))) return undefined;
  if (DJANGO_READS.test(method)) return readsOne(model);
  return DJANGO_WRITES.test(method) ? writes(model) : undefined;
};

const FLASK = /^flask_sqlalchemy\b/;
const FLASK_READS =
  /^(?:get|get_or_404|first|first_or_404|one|one_or_404|one_or_none|scalar|count|all|paginate)$/;

/** `User.query.filter_by(…).first()` of Flask-SQLAlchemy. */
export const flaskModel: Mapper = ({ receiver, method }, known) => {
  const model = /^([A-Z]\w*)\.query(?:\.|$)/.exec(receiver)?.[1];
  if (model === undefined || !(known.has(FLASK) || isModel(model, known))) return undefined;
  if (FLASK_READS.test(method)) return readsOne(model);
  return /^(?:update|delete)$/.test(method) ? writes(model) : undefined;
};

/** A class that comes from a module of models. */
function isModel(name: string, { imports }: Known): boolean {
  return /(?:^|\.)models(?:\.|$)/.test(imports.get(name)?.module ?? '');
}
