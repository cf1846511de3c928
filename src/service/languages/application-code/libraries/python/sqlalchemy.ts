import { isLasting } from '../../../../text/column-names';
import { type Condition, nothingAsked } from '../../queries/conditions';
import { asks as asked, type Mapper, readsMany, readsOne, writes } from '../../queries/found';
import { statementIn } from '../../queries/statements';
import type { Node } from '../../syntax/node';
import { type RecordOfCode, recordsOf } from '../../tables/records';
import {
  type ColumnOfModel,
  callsIn,
  keysBy,
  keywordOf,
  type ModelOfCode,
  snakeCase,
  type Tables,
  wordsIn,
} from '../../tables/table';
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

/** What else a chain may say that finds rows another way, or asks for one of several things. */
const NOT_PLAIN =
  /\.(?:join|outerjoin|select_from|having|union|correlate|with_entities|add_entity)\(|\b(?:or_|exists|any_|case|aliased|union|subquery)\(|\.(?:any|has|exists|subquery|op|contains)\(|\s[|&]\s/;
/** A comparison of a column with something that is given: `Order.email == email`. */
const COMPARED = /^\(?(?:\w+\.)?([A-Z]\w*)\.(\w+)\s*(==|!=|<=|>=|<|>|\.)\s*([\s\S]*?)\)?$/;

/** What `.filter_by(email=email)`, `.where(Order.email == email)` of one model ask for, where all of it is plain. */
function conditionOf(text: string, model: string): Condition | undefined {
  if (text.length > MAX_STATEMENT || NOT_PLAIN.test(text.replace(/\.select_from\(\w+\)/g, '')))
    return undefined;
  const found = nothingAsked();
  const asked = callsIn(text, /^(?:filter|filter_by|where)$/);
  for (const { name, arguments: values } of asked) {
    for (const value of values) {
      const [, keyword, given] = /^(\w+)\s*=(?!=)\s*([\s\S]*)$/.exec(value) ?? [];
      const [, of, column, sign = '==', other = ''] =
        name === 'filter_by' ? [null, model, keyword, '==', given] : (COMPARED.exec(value) ?? []);
      if (column === undefined || of !== model || other === '') return undefined;
      if (/^(?:True|False|None)$/.test(other) || /^is_?(?:not)?_?\(/.test(other)) {
        found.states.push(column);
        const isSet = other === 'True' || /^is_?not_?\(None\)|^is_?\(True\)/.test(other);
        if (isLasting(column, isSet === (sign !== '!='))) found.lasting.push(column);
      } else if (sign === '.' && /^(?:i?like|startswith|endswith|icontains)\(/.test(other))
        found.texts.push(column);
      // What compares two columns of the table is no lookup; a word that stands there picks a kind of rows.
      else if (sign === '==' && !/^["'\d]|^(?:\w+\.)?[A-Z]\w*\./.test(other))
        found.equal.push(column);
      else found.others.push(column);
    }
  }
  return asked.length === 0 ? undefined : found;
}

/** The model that a statement reads: of `select(models.Order.id)`, of `select(func.count()).select_from(Order)`. */
function modelAsked(statement: string): string | undefined {
  const [, from] = /\.select_from\((?:\w+\.)?([A-Z]\w*)\)/.exec(statement) ?? [];
  return from ?? /^(?:\w+\.)?select\([a-z_().]{0,60}([A-Z]\w*)/.exec(statement)?.[1];
}

/** Longer statements are not read. */
const MAX_STATEMENT = 3000;

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
    const where = conditionOf(built ?? use.node.text, own);
    if (method === 'all') return asked(readsMany(own, !isNarrowed(receiver)), where, false);
    if (changes) return asked(writes(own), where, false);
    return asks || method === 'get' ? asked(readsOne(own), where, false) : undefined;
  }
  // `session.query(User).filter(User.id == id).first()`: the chain has the model and the item.
  const [, asking, model] = /^([\w.]+)\.query\((\w+)\)/.exec(receiver) ?? [];
  const given = values[0]?.text ?? '';
  // `statement = select(Order).where(…)`, and then `session.execute(statement)`.
  const named =
    runs && /^[a-z_]\w*$/.test(given)
      ? builtAs({ receiver: given, region: use.region })
      : undefined;
  const first = named ?? given;
  const holder = asking ?? receiver;
  if (asking === undefined && (!runs || changes)) return undefined;
  const isHeld = SQLALCHEMY.test(handles.of(holder, use)?.module ?? '');
  const isNear = has(SQLALCHEMY) || (asking !== undefined && has(WITH_SESSIONS));
  if (!isHeld && !(CALLED_SESSION.test(holder) && isNear)) return undefined;
  if (asking !== undefined) {
    const where = model === undefined ? undefined : conditionOf(built ?? use.node.text, model);
    if (method === 'all')
      return asked(
        readsMany(model ?? null, /^[A-Z]/.test(model ?? '') && !isNarrowed(receiver)),
        where,
        false,
      );
    if (changes) return asked(writes(model ?? null), where, false);
    return asks || method === 'get' ? asked(readsOne(model ?? null), where, false) : undefined;
  }
  if (method === 'refresh') return isHeld ? readsOne(null) : undefined;
  if (method === 'get') return /^[A-Z]\w*$/.test(first) ? readsOne(first) : undefined;
  const changed = /^(?:\w+\.)?(?:insert|update|delete)\(((?:\w+\.)?\w+)?/.exec(first);
  if (changed) {
    const of = /(?<!\w)\w+$/.exec(changed[1] ?? '')?.[0];
    return asked(writes(of ?? null), of === undefined ? undefined : conditionOf(first, of), false);
  }
  const selected = /^(?:\w+\.)?select\((\w+)?/.exec(first);
  if (selected) {
    const of = modelAsked(first);
    return isWhole(use, first)
      ? readsMany(selected[1] ?? null, true)
      : asked(
          readsOne(of ?? selected[1] ?? null),
          of === undefined ? undefined : conditionOf(first, of),
          false,
        );
  }
  // What is asked for its rows reads, whatever the statement is made of.
  const isRead =
    method === 'execute'
      ? ROWS.test(chainedOn(use))
      : /^(?:scalars?|scalar_one|stream)$/.test(method);
  return statementIn(use) ?? (isRead ? readsOne(null) : undefined);
};

const COLUMN = /^(?:\w+\.)*(?:Column|mapped_column|Field)\(/;
/** Types of Python and of SQLAlchemy that bring no index by themselves. */
const PLAIN =
  /^(?:str|int|float|bytes|Decimal|UUID|uuid|datetime|date|time|timedelta|bool|Any|dict|Optional|Union|None|Mapped|EmailStr|typing|decimal|sa|db|types)$/;

/** A column of a class; nothing for a relation, a hybrid property or anything else. */
function columnOf(
  { name, type, value }: RecordOfCode['fields'][number],
  isSqlModel: boolean,
): ColumnOfModel | undefined {
  const isColumn = COLUMN.test(value);
  const isTyped = /^Mapped\[|^(?:\w+\.)Mapped\[/.test(type) || (isSqlModel && type !== '');
  if (!isColumn && (!isTyped || /^(?:\w+\.)*[rR]elationship\(/.test(value))) return undefined;
  const [written] = callsIn(value, /^(?:Column|mapped_column|Field)$/);
  const values = written?.arguments ?? [];
  const called = /^["'](\w+)["']$/.exec(values[0] ?? '')?.[1];
  const isTrue = (keyword: string) => keywordOf(values, keyword) === 'True';
  const unique = isTrue('unique') || isTrue('primary_key');
  // A type of the project's own may bring an index with it (`Annotated`).
  const isOwn = wordsIn(type).some((word) => !PLAIN.test(word));
  const says = ['index', 'unique', 'primary_key'].some((keyword) => {
    const said = keywordOf(values, keyword);
    return said !== undefined && !/^(?:False|None)$/.test(said);
  });
  const foreign = /\bForeignKey\(|\bforeign_key\s*=/.test(value);
  return {
    names: called === undefined ? [name] : [name, called],
    type: /\b(?:bool|Boolean|Enum)\b/.test(`${type} ${value}`) ? 'bool' : 'text',
    indexed:
      says || isOwn || (!isColumn && value !== '') || values.some((one) => one.startsWith('*')),
    unique,
    to: foreign ? '' : null,
  };
}

/** Keys that `__table_args__` says, or a statement beside the class. */
function keysIn(text: string) {
  return callsIn(text, /^(?:Index|UniqueConstraint|PrimaryKeyConstraint)$/).flatMap(
    ({ name, arguments: values }) => {
      const [first = '', ...others] = values
        .slice(name === 'Index' ? 1 : 0)
        .filter((value) => !/^\w+\s*=/.test(value));
      return keysBy(first, name !== 'Index', others.flatMap(wordsIn));
    },
  );
}

function modelIn({ name, head, fields, rest }: RecordOfCode): readonly ModelOfCode[] {
  const isSqlModel = /\btable\s*=\s*True\b/.test(head);
  const written = fields.find((field) => field.name === '__tablename__')?.value;
  const table = /^["'](\w+)["']$/.exec(written ?? '')?.[1];
  if (written !== undefined && table === undefined) return [];
  const isModel = isSqlModel || table !== undefined || /\(\s*(?:\w+\.)?(?:Base|Model)\b/.test(head);
  if (!isModel || /\b__(?:abstract|table)__\s*=/.test(rest)) return [];
  const said = fields.find((field) => field.name === '__table_args__')?.value;
  if (said !== undefined && (!/^[({]/.test(said) || /[(,]\s*\*/.test(said))) return [];
  const columns = fields.flatMap((field) => columnOf(field, isSqlModel) ?? []);
  if (columns.length === 0) return [];
  const called = table ?? (isSqlModel ? name.text : snakeCase(name.text));
  return [{ names: [name.text], at: name, table: called, columns, keys: keysIn(rest) }];
}

/** The classes that are tables, and the indexes that are made of their columns beside them. */
const tables: Tables = {
  adds: 'index=True on COLUMN of MODEL, and a migration, add one.',
  read({ root, grammar, uses }) {
    if (grammar !== 'python') return [];
    const beside = uses.all
      .filter(({ method, region }) => method === 'Index' && region.kind === 'file')
      .flatMap((use): readonly ModelOfCode[] => {
        const [, model] = /^(?:\w+\.)*?([A-Z]\w*)\.\w+/.exec(use.arguments[1]?.text ?? '') ?? [];
        const keys = keysIn(use.node.text);
        return model === undefined
          ? []
          : [{ names: [model], at: use.node, table: model, columns: [], keys, changes: true }];
      });
    return [...recordsOf(root).flatMap(modelIn), ...beside];
  },
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
  poolClass: {
    option: 'poolclass',
    usual: /(?:^|\.)(?:AsyncAdapted|FallbackAsyncAdapted)?QueuePool$/,
    none: /(?:^|\.)NullPool$/,
  },
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
  tables,
  version: '2.0',
  source: 'sqlalchemy.pool',
});
