import { type Mapper, readsOne, writes } from './found';
import { statementIn } from './statements';

const DJANGO = /^django\b/;

/** `User.objects.get(…)` of Django. */
export const django: Mapper = ({ receiver, method }, { has }) => {
  const manager = has(DJANGO) ? /^([A-Z]\w*)\.objects$/.exec(receiver)?.[1] : undefined;
  if (manager === undefined) return undefined;
  if (/^(?:get|first|last)$/.test(method)) return readsOne(manager);
  return /^(?:create|update|bulk_create|delete)$/.test(method) ? writes(manager) : undefined;
};

const SQLALCHEMY = /^(?:sqlalchemy|sqlmodel|flask_sqlalchemy)\b/;
/** What a session or a connection is called where nothing in the file says what it is. */
const SESSION = /(?:^|[._])session$|^db$/;
const ASKS = /^(?:first|one|one_or_none|all|scalar|count)$/;
const RUNS = /^(?:execute|exec|scalar|scalars|scalar_one|stream)$/;

/** `session.get(User, id)`, `session.execute(select(User)…)`, `connection.execute(text('…'))`. */
export const sqlalchemy: Mapper = (use, { has, handles }) => {
  const { method } = use;
  const asks = ASKS.test(method);
  const runs = RUNS.test(method) || method === 'get';
  if (!asks && !runs) return undefined;
  const { receiver, arguments: values } = use;
  // `session.query(User).filter(User.id == id).first()`: the chain has the model and the item.
  const [, asking, model] = /^([\w.]+)\.query\((\w+)\)/.exec(receiver) ?? [];
  const first = values[0]?.text ?? '';
  const holder = asking ?? receiver;
  if (asking === undefined && !runs) return undefined;
  const isHeld = SQLALCHEMY.test(handles.of(holder, use)?.module ?? '');
  if (!isHeld && !(SESSION.test(holder) && has(SQLALCHEMY))) return undefined;
  if (asking !== undefined) return asks || method === 'get' ? readsOne(model ?? null) : undefined;
  if (method === 'get') return /^[A-Z]\w*$/.test(first) ? readsOne(first) : undefined;
  const selected = /^(?:\w+\.)?select\((\w+)?/.exec(first);
  return selected ? readsOne(selected[1] ?? null) : statementIn(use);
};
