import type { Region, Use } from '../uses';
import { type Known, type Mapper, readsOne, writes } from './found';

const DJANGO = /^(?:django|rest_framework)\b/;

const READS = /^(?:get|first|last|exists|count|aggregate|earliest|latest|in_bulk|get_or_create)$/;
const WRITES = /^(?:create|update|bulk_create|bulk_update|delete|update_or_create)$/;

/** Methods that only a manager or a query of Django has before them. */
const ASKED =
  /\.(?:filter|exclude|order_by|select_related|prefetch_related)\(|\.\w{1,80}_set(?:\.|$)/;

/** `User.objects.get(…)` of Django, at the end of a chain too, and what its objects do: `row.save()`. */
export const django: Mapper = (use, known) => {
  const { receiver, method } = use;
  const reads = READS.test(method);
  if (!reads && !WRITES.test(method) && !/^(?:save|set|add|remove)$/.test(method)) return undefined;
  const manager = /^([A-Z]\w*)\.objects(?=\.|$)/.exec(receiver)?.[1];
  const ofModel = manager !== undefined && isModel(manager, known);
  if (!ofModel && !known.has(DJANGO)) return undefined;
  if (manager !== undefined || ASKED.test(receiver)) {
    if (reads) return readsOne(manager ?? null);
    return WRITES.test(method) ? writes(manager ?? null) : undefined;
  }
  return changesItem(use) ? writes(null) : undefined;
};

/** What changes a row that a loop has read: `row.save()`, `row.tags.set(tags)`, `row.tags.add(*tags)`. */
function changesItem({ receiver, method, arguments: values, region }: Use): boolean {
  const [root = '', field, ...more] = receiver.split('.');
  if (more.length > 0 || !isItem(root, region)) return false;
  if (field === undefined) {
    // A form that is not committed changes an object, and no row.
    const plain = values.every(({ text }) => /^(?!commit\s*=\s*False)\w+\s*=/.test(text));
    return /^(?:save|delete)$/.test(method) && plain;
  }
  if (!/^\w+$/.test(field)) return false;
  // Sets of Python itself take one item at a time, and have no `set`.
  if (method === 'set') return values.length === 1;
  return /^(?:add|remove)$/.test(method) && (values[0]?.text.startsWith('*') ?? false);
}

function isItem(name: string, from: Region | null): boolean {
  for (let region = from; region && region.kind !== 'function'; region = region.around) {
    if (region.kind === 'loop' && region.binds.includes(name)) return true;
  }
  return false;
}

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
