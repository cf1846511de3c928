import { type Mapper, readsMany, readsOne, writes } from '../../queries/found';
import { statementIn } from '../../queries/statements';
import type { Node } from '../../syntax/node';
import { functionOf, type Use } from '../../uses';
import { SESSION } from '../leases';
import { connections, defineLibrary, pool, seconds, setting } from '../library';
import { LIFE, UNLIMITED, WAIT } from '../meanings';

const SQLALCHEMY = /^(?:sqlalchemy|sqlmodel|flask_sqlalchemy)\b/;
/** What a session or a connection is called where nothing in the file says what it is. */
const CALLED_SESSION = /(?:^|[._])session$|^db$/;
const ASKS =
  /^(?:first|one|one_or_none|all|scalar|count|first_or_404|one_or_404|get_or_404|paginate)$/;
/** `User.query.filter_by(…)` of Flask-SQLAlchemy: no other library is asked that way. */
const OWN_QUERY =
  /^([A-Z]\w*)\.query(?:\.(?:filter|filter_by|join|outerjoin|options|order_by|with_entities|add_columns)\(|$)/;
/** Modules beside which a name may hold a query: a file of Flask takes its session from its own modules. */
const WITH_SESSIONS = /^(?:sqlalchemy|sqlmodel|flask_sqlalchemy)\b|(?:^|\.)models$/;
const QUERIES = /^(?:[A-Z]\w*\.query\b|[\w.]*(?:session|db)\.query\()/;
const RUNS = /^(?:execute|exec|scalar|scalars|scalar_one|stream)$/;

const ROWS =
  /^(?:unique|scalars?|scalar_one|scalar_one_or_none|one|one_or_none|first|all|fetchone|fetchall|mappings)$/;

/** The method that is called on what a call gives. */
function chainedOn({ node }: Use): string {
  const around = node.parent?.type === 'await' ? node.parent.parent : node;
  const outer = around?.type === 'parenthesized_expression' ? around.parent : around?.parent;
  return outer?.type === 'attribute' ? (outer.childForFieldName('attribute')?.text ?? '') : '';
}

/** Whether a chain says which rows are meant; filters that are put together elsewhere may be none. */
function isNarrowed(chain: string): boolean {
  if (/\.(?:limit|join|outerjoin|with_entities|get)\(/.test(chain)) return true;
  const filters = [...chain.matchAll(/\.filter(?:_by)?\(([^()]{0,200})(\)?)/g)];
  return filters.some(([, given = '', end]) => end === '' || !/^\*{0,2}\w*$/.test(given));
}

/** `session.scalars(select(Order).order_by(…)).unique().all()`: all rows of one model, and nothing that narrows them. */
function isWhole(use: Use, statement: string): boolean {
  const asked = statement.replace(/\s+/g, '');
  if (!/^(?:\w+\.)?select\([A-Z]\w*\)/.test(asked)) return false;
  const steps = asked.match(/\.\w+(?=\()/g) ?? [];
  return (
    steps.every((step) => /^\.(?:select|order_by|options|\w*load|desc|asc)$/.test(step)) &&
    listed(use)
  );
}

/** Whether the rows of a call are all taken: the last of what is called on it is `all`. */
function listed(use: Use): boolean {
  const [name] = use.result.kind === 'variable' ? use.result.names : [];
  if (name !== undefined && /^\w+$/.test(name)) {
    // `result = await session.execute(…)`, and then `result.scalars().all()`.
    const taken = new RegExp(`\\b${name}(?:\\.(?:scalars|unique|mappings)\\(\\))*\\.all\\(\\)`);
    if (taken.test(functionOf(use).node.text)) return true;
  }
  let at: Node | null = use.node.parent;
  let last = '';
  for (
    ;
    at && /^(?:attribute|call|await|parenthesized_expression)$/.test(at.type);
    at = at.parent
  ) {
    if (at.type === 'attribute') last = at.childForFieldName('attribute')?.text ?? '';
  }
  return last === 'all';
}

/** `session.get(User, id)`, `session.execute(select(User)…)`, `connection.execute(text('…'))`. */
const sqlalchemy: Mapper = (use, { has, handles, builtAs }) => {
  const { method } = use;
  const asks = ASKS.test(method);
  const runs = RUNS.test(method) || /^(?:get|refresh)$/.test(method);
  const changes = /^(?:update|delete)$/.test(method);
  if (!asks && !runs && !changes) return undefined;
  const { arguments: values } = use;
  // `fails = session.query(Fails).filter(…)`, and then `fails.all()`.
  const built = asks && has(WITH_SESSIONS) ? builtAs(use) : undefined;
  const receiver = built !== undefined && QUERIES.test(built) ? built : use.receiver;
  const own = OWN_QUERY.exec(receiver)?.[1];
  if (own !== undefined) {
    if (method === 'all') return readsMany(own, !isNarrowed(receiver));
    if (changes) return writes(own);
    return asks || method === 'get' ? readsOne(own) : undefined;
  }
  if (changes) return undefined;
  // `session.query(User).filter(User.id == id).first()`: the chain has the model and the item.
  const [, asking, model] = /^([\w.]+)\.query\((\w+)\)/.exec(receiver) ?? [];
  const first = values[0]?.text ?? '';
  const holder = asking ?? receiver;
  if (asking === undefined && !runs) return undefined;
  const isHeld = SQLALCHEMY.test(handles.of(holder, use)?.module ?? '');
  const isNear = has(SQLALCHEMY) || (asking !== undefined && has(WITH_SESSIONS));
  if (!isHeld && !(CALLED_SESSION.test(holder) && isNear)) return undefined;
  if (asking !== undefined) {
    if (method === 'all')
      return readsMany(model ?? null, /^[A-Z]/.test(model ?? '') && !isNarrowed(receiver));
    return asks || method === 'get' ? readsOne(model ?? null) : undefined;
  }
  if (method === 'refresh') return isHeld ? readsOne(null) : undefined;
  if (method === 'get') return /^[A-Z]\w*$/.test(first) ? readsOne(first) : undefined;
  const changed = /^(?:\w+\.)?(?:insert|update|delete)\((\w+)?/.exec(first);
  if (changed) return writes(changed[1] ?? null);
  const selected = /^(?:\w+\.)?select\((\w+)?/.exec(first);
  if (selected)
    return isWhole(use, first)
      ? readsMany(selected[1] ?? null, true)
      : readsOne(selected[1] ?? null);
  // What is asked for its rows reads, whatever the statement is made of.
  const isRead =
    method === 'execute'
      ? ROWS.test(chainedOn(use))
      : /^(?:scalars?|scalar_one|stream)$/.test(method);
  return statementIn(use) ?? (isRead ? readsOne(null) : undefined);
};

/** SQLAlchemy, as read in its source or documentation at the version given. */
export default defineLibrary({
  title: 'SQLAlchemy',
  language: 'python',
  // SQLModel hands on what SQLAlchemy has, create_engine and the session among it (its __init__.py, 0.0.24).
  modules: [
    ...['sqlalchemy', 'sqlalchemy.ext.asyncio', 'sqlalchemy.orm', 'sqlalchemy.orm.session'],
    ...['sqlalchemy.engine', 'sqlalchemy.ext.asyncio.session', 'sqlmodel'],
  ],
  packages: ['sqlalchemy'],
  engine: 'unknown',
  constructs: [pool('create_engine', 'settings'), pool('create_async_engine', 'settings')],
  options: [
    connections('pool_size', 'max', 5, 'Connections one process keeps; 0 is no limit.'),
    connections(
      'max_overflow',
      'overflow',
      10,
      'Connections above pool_size under load; -1 is no limit.',
    ),
    seconds('pool_timeout', 'acquireTimeout', 30, WAIT),
    seconds('pool_recycle', 'lifetime', -1, `${LIFE} -1 is never.`),
    setting('pool_pre_ping', 'Whether a connection is tested before it is handed out.'),
    setting('pool_use_lifo', 'Whether the connection given back last is handed out first.'),
  ],
  unknownOption: 'throws',
  acquires: 'limited',
  minAboveMax: 'unchecked',
  collected: /^create_engine$/,
  handles: {
    ...{ Engine: 'pool', Connection: 'connection', Session: 'connection' },
    ...{ AsyncEngine: 'pool', AsyncConnection: 'connection', AsyncSession: 'connection' },
  },
  leases: [SESSION],
  alsoHands: /^begin$/,
  sessions: ['Session', 'AsyncSession'],
  factories: /^(?:async_)?(?:sessionmaker|scoped_session)$/,
  keeping: { tests: /^pool_pre_ping$/, needsAll: true },
  prepares({ text }) {
    if (/statement_cache_size|prepared_statement_name_func/.test(text)) return undefined;
    const says = 'SQLAlchemy over asyncpg';
    if (/\+asyncpg\b/.test(text)) return says;
    return /\bcreate_async_engine\(/.test(text) ? { says, driver: 'asyncpg' } : undefined;
  },
  outOfRange: (option, value) =>
    (option === 'pool_size' && value === 0) || (option === 'max_overflow' && value === -1)
      ? UNLIMITED
      : undefined,
  snippet: {
    prefix: 'pool-sqlalchemy',
    roles: ['max', 'overflow', 'acquireTimeout', 'lifetime'],
    lines: [
      'import os',
      '',
      'from sqlalchemy import create_engine',
      '',
      'engine = create_engine(',
      '    os.environ["DATABASE_URL"],',
      '    @NAME=VALUE,',
      '    pool_pre_ping=True,',
      ')',
    ],
  },
  queries: [sqlalchemy],
  version: '2.0',
  source: 'sqlalchemy.pool',
});
