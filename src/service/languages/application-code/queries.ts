import type { Located } from '../../contracts/field';
import type { Handles } from './handles';
import { keptWith } from './tree';
import { type Argument, functionOf, inside, type Region, type Use, type Uses } from './uses';

/** A statement or an ORM call that reaches a database. */
export interface Query extends Located {
  readonly use: Use;
  readonly kind: 'read' | 'write';
  /** What it reads or writes: a table, a model; `null` where that is not plain. */
  readonly subject: string | null;
  /** It reads any number of rows. */
  readonly many: boolean;
  /** The statement, where it is one. */
  readonly sql: string | null;
  /** It reads any number of rows, and they are the answer to a request. */
  readonly sent: boolean;
  /** The loop that runs it once for each item. */
  readonly loop: Region | null;
}

type Found = Pick<Query, 'kind' | 'subject' | 'many' | 'sql'>;

const READS_ONE = /^(?:findUnique|findUniqueOrThrow|findFirst|findFirstOrThrow)$/;
const PRISMA_WRITES = /^(?:create|createMany|update|updateMany|upsert|delete|deleteMany)$/;
const MODEL_READS = /^(?:findById|findOne|findByPk|findOneBy|findOneOrFail|findOneByOrFail)$/;
const MODEL_LISTS = /^(?:find|findAll|findBy)$/;
const MODEL_WRITES =
  /^(?:create|insertMany|update\w*|findByIdAndUpdate|findOneAndUpdate|delete\w*|findByIdAndDelete|destroy|save)$/;
const STATEMENTS =
  /^(?:query|execute|exec|unsafe|fetch|fetchrow|fetchval|Query|QueryRow|QueryContext|QueryRowContext|Exec|ExecContext|Get|Select|GetContext|SelectContext|queryForObject|queryForList|queryForMap|update)$/;

/** Finds what reaches a database, by handles and by forms that only one library has. */
export function readQueries(uses: Uses, handles: Handles, text: string): readonly Query[] {
  const queries: Query[] = [];
  const orm = ormOf(uses);
  const batching = uses.all.filter(({ method }) => /^(?:chunk|partition)$/.test(method));
  const answers = uses.all.filter(({ method }) => ANSWERS.test(method));
  for (const use of uses.all) {
    const found =
      statement(use, handles) ??
      prisma(use, orm, handles) ??
      model(use, orm, handles) ??
      python(use, orm) ??
      gorm(use, orm) ??
      drizzle(use, orm);
    if (!found) continue;
    const path = `/queries/${queries.length}`;
    queries.push({
      at: use.methodAt,
      path,
      use,
      ...found,
      loop: loopOf(use, batching, text),
      sent: found.many && isSent(use, answers, text),
    });
  }
  return queries;
}

/** Which libraries the file imports that say how their calls are to be read. */
function ormOf({ imports }: Uses) {
  const modules = new Set([...imports.values()].map(({ module }) => module));
  const has = (pattern: RegExp) => [...modules].some((module) => pattern.test(module));
  return {
    imports,
    models: has(
      /^(?:mongoose|sequelize|sequelize-typescript|typeorm|@nestjs\/(?:mongoose|typeorm|sequelize))$/,
    ),
    gorm: has(/^gorm\.io\/gorm$/),
    drizzle: has(/^drizzle-orm\b/),
    sqlalchemy: has(/^sqlalchemy\b/),
    django: has(/^django\b/),
  };
}

type Orm = ReturnType<typeof ormOf>;

/** `pool.query('SELECT …')`, on what is known to be a pool or a connection. */
function statement(use: Use, handles: Handles): Found | undefined {
  const found = STATEMENTS.test(use.method) ? statementIn(use) : undefined;
  if (!found) return undefined;
  const handle = handles.of(use.receiver);
  return handle?.kind === 'cache' || (!handle && !DATABASE.test(use.receiver)) ? undefined : found;
}

/** Receivers that are called as databases are. */
const DATABASE = /(?:^|\.)(?:\w*[pP]ool|conn|connection|client|tx|trx|db|cursor|cur|jdbcTemplate)$/;

/** What a statement says by itself. */
const statementIn = keptWith((use: Use): Found | undefined => {
  const sql = use.arguments.map(({ string }) => string).find((string) => string !== null);
  if (!sql || !/^\s*(?:SELECT|WITH|INSERT|UPDATE|DELETE)\b/i.test(sql)) return undefined;
  const reads = /^\s*(?:SELECT|WITH)\b/i.test(sql);
  const table = /\b(?:FROM|INTO|UPDATE)\s+["`]?([\w.]+)["`]?/i.exec(sql)?.[1] ?? null;
  const one =
    /\bLIMIT\b|\bWHERE\b|\bFETCH\s+(?:FIRST|NEXT)\b|\bTOP\s|\b(?:count|sum|max|min|avg|exists)\s*\(|\bGROUP\s+BY\b|\bDISTINCT\b|pg_catalog|information_schema/i;
  const row = /^(?:fetchrow|fetchval|QueryRow|QueryRowContext|Get|GetContext|queryForObject)$/;
  return {
    kind: reads ? 'read' : 'write',
    subject: table,
    many: reads && !row.test(use.method) && !one.test(sql),
    sql,
  };
});

/** `prisma.user.findUnique(…)`: no other library has these names. */
function prisma(use: Use, { imports }: Orm, handles: Handles): Found | undefined {
  const { method } = use;
  if (!READS_ONE.test(method) && method !== 'findMany' && !PRISMA_WRITES.test(method))
    return undefined;
  const { receiver, arguments: values } = use;
  const [, root = '', client = '', table] = /^(?:((?:\w+\.)*))?(\w*)\.(\w+)$/.exec(receiver) ?? [];
  if (table === undefined || !/^[a-z]/.test(table)) return undefined;
  const isClient = handles.of(`${root}${client}`)?.module === '@prisma/client';
  const named = isClient || /prisma|^tx$|^db$/i.test(client);
  const [first] = `${root}${client}`.split('.');
  const held = first === 'this' || first === 'ctx' || first === 'context' || client === 'tx';
  if (
    !named ||
    !(isClient || held || imports.has(first ?? '') || imports.has(client) || /prisma/i.test(client))
  )
    return undefined;
  if (client === 'db' && !isClient && !/prisma/i.test(imports.get(client)?.module ?? 'prisma')) {
    // A name of the project: only methods that nobody else has are proof.
    if (!READS_ONE.test(method) && method !== 'findMany') return undefined;
  }
  if (READS_ONE.test(method)) return { kind: 'read', subject: table, many: false, sql: null };
  return method === 'findMany'
    ? { kind: 'read', subject: table, many: !bounded(values[0]), sql: null }
    : { kind: 'write', subject: table, many: false, sql: null };
}

/** Whether an argument says which rows are meant: anything but `{}`. */
function selects(argument: Argument | undefined): boolean {
  return argument !== undefined && !/^\{\s*\}$/.test(argument.text);
}

/** Whether an argument limits how many rows come. */
function bounded(argument: Argument | undefined): boolean {
  if (!argument) return false;
  if (!argument.text.startsWith('{')) return true;
  return /\b(?:take|limit|first|cursor|distinct|where)\b|\.\.\./.test(argument.text);
}

/** `User.findById(id)`, `userRepository.findOneBy(…)` of Mongoose, Sequelize, TypeORM, JPA. */
function model(use: Use, { models, imports }: Orm, handles: Handles): Found | undefined {
  const { receiver, method } = use;
  const isKnown = handles.of(receiver)?.kind === 'model';
  if (!models && !isKnown) return undefined;
  const name = /(\w+)$/.exec(receiver)?.[1] ?? '';
  const isModel = isKnown || /^[A-Z][a-z]\w*$/.test(receiver);
  const isRepository = /[a-z]Repository$|[a-z]Repo$/.test(name);
  const imported = imports.get(receiver);
  // Sequelize's and Mongoose's own classes have no rows.
  if (!isKnown && imported && /^(?:mongoose|sequelize|typeorm|@)/.test(imported.module))
    return undefined;
  if (!isModel && !isRepository) return undefined;
  if (MODEL_READS.test(method)) return { kind: 'read', subject: name, many: false, sql: null };
  if (MODEL_LISTS.test(method)) {
    return { kind: 'read', subject: name, many: !selects(use.arguments[0]), sql: null };
  }
  return MODEL_WRITES.test(method)
    ? { kind: 'write', subject: name, many: false, sql: null }
    : undefined;
}

/** `session.get(User, id)` of SQLAlchemy, `User.objects.get(…)` of Django. */
function python(
  { receiver, method, arguments: values }: Use,
  { sqlalchemy, django }: Orm,
): Found | undefined {
  const manager = django ? /^([A-Z]\w*)\.objects$/.exec(receiver)?.[1] : undefined;
  if (manager !== undefined) {
    if (/^(?:get|first|last)$/.test(method))
      return { kind: 'read', subject: manager, many: false, sql: null };
    if (/^(?:create|update|bulk_create|delete)$/.test(method))
      return { kind: 'write', subject: manager, many: false, sql: null };
  }
  if (!sqlalchemy) return undefined;
  // `session.query(User).filter(User.id == id).first()`: the chain has the model and the item.
  const asked = /(?:^|[._])session\.query\((\w+)\)/.exec(receiver)?.[1];
  if (asked !== undefined && /^(?:first|one|one_or_none|all|scalar|count)$/.test(method)) {
    return { kind: 'read', subject: asked, many: false, sql: null };
  }
  if (!/(?:^|[._])session$|^db$/.test(receiver)) return undefined;
  const [first] = values;
  if (method === 'get' && /^[A-Z]\w*$/.test(first?.text ?? '')) {
    return { kind: 'read', subject: first?.text ?? null, many: false, sql: null };
  }
  if (/^(?:execute|scalar|scalars)$/.test(method) && /^select\(/.test(first?.text ?? '')) {
    return {
      kind: 'read',
      subject: /^select\((\w+)/.exec(first?.text ?? '')?.[1] ?? null,
      many: false,
      sql: null,
    };
  }
  return undefined;
}

/** `db.First(&user, id)` of GORM. */
function gorm(
  { receiver, method, arguments: values }: Use,
  { gorm: used }: Orm,
): Found | undefined {
  if (!used || !/^&\w+$/.test(values[0]?.text ?? '')) return undefined;
  if (!/(?:^|\.)(?:db|DB|tx)\b/.test(receiver)) return undefined;
  return /^(?:First|Take|Last|Find)$/.test(method)
    ? { kind: 'read', subject: null, many: false, sql: null }
    : undefined;
}

/** `await db.select().from(users).where(eq(users.id, id))` of Drizzle; the last call of the chain. */
function drizzle(
  { receiver, method, awaited, result }: Use,
  { drizzle: used }: Orm,
): Found | undefined {
  if (!used || !(awaited || result.kind === 'returned')) return undefined;
  const table = /\.select\(.*\)\.from\((\w+)\)/.exec(`${receiver}.${method}(`)?.[1];
  if (table === undefined || !/^(?:where|limit|orderBy|leftJoin|innerJoin)$/.test(method)) {
    return undefined;
  }
  return { kind: 'read', subject: table, many: false, sql: null };
}

/** The loop around a query that gives it another item each time. */
function loopOf(use: Use, batching: readonly Use[], text: string): Region | null {
  const names = new Set<string>();
  for (let region: Region | null = use.region; region; region = region.around) {
    if (region.kind === 'loop') {
      // Prisma puts what is asked in the same turn of the event loop into one query.
      if (names.size > 0 && /^findUnique(?:OrThrow)?$/.test(use.method)) return null;
      return region.over !== null &&
        isPlain(region, use, batching, text) &&
        mentions(use, [...region.binds, ...names])
        ? region
        : null;
    }
    // A function inside the loop is the loop's callback, or runs when it likes.
    if (region.kind === 'function' && region.around?.kind !== 'loop') return null;
    if (region.kind === 'function') for (const name of region.binds) names.add(name);
  }
  return null;
}

/** Goes through items to the end: no batches, pages, retries, and nothing that may stop early. */
function isPlain(loop: Region, use: Use, batching: readonly Use[], text: string): boolean {
  const over = loop.over ?? '';
  if (
    /chunk|batch|page|slice\(|range\(|retr|attempt|Object\.(?:keys|entries)|^\[|^\(|cursor/i.test(
      over,
    )
  ) {
    return false;
  }
  const body = text.slice(loop.at.start, loop.at.end);
  if (/\bbreak\b|\.has\(|\bnot in\b|cache|memo|loader|setTimeout|sleep/i.test(body)) return false;
  // A loop that returns looks for something; its callback's own return is none of it.
  const scope = functionOf({ region: use.region });
  const own = scope.around === loop;
  if (!own && /\breturn\b/.test(body) && /\breturn\b(?![^\n]*\berr\b)/.test(body)) return false;
  return !batching.some(({ at }) => inside(at, loop.at));
}

function mentions({ arguments: values, receiver }: Use, names: readonly string[]): boolean {
  return names.some((name) => {
    const word = new RegExp(`(?<![.\\w$])${name.replaceAll('$', '\\$')}\\b`);
    return word.test(receiver) || values.some(({ text }) => word.test(text));
  });
}

/** Calls that answer a request. */
const ANSWERS = /^(?:json|send|jsonify|Response)$/;

/** Returned, or handed to what answers the request as it is. */
function isSent(use: Use, answers: readonly Use[], text: string): boolean {
  if (use.result.kind === 'returned') return true;
  const scope = functionOf(use);
  const rest = text.slice(use.at.end, scope.at.end);
  if (use.result.kind === 'passed') {
    return answers.some(({ at }) => inside(use.at, at));
  }
  if (use.result.kind !== 'variable') return false;
  return use.result.names.some((name) => {
    const answer = new RegExp(
      `(?:\\.(?:json|send)\\(|\\breturn\\s+)\\s*(?:\\{\\s*)?(?:\\w+:\\s*)?${name.replaceAll('$', '\\$')}(?:\\.rows)?\\s*[,;)}\\n]`,
    );
    return answer.test(rest);
  });
}
