import { type Mapper, readsMany, writes } from '../../queries/found';
import { transaction } from '../leases';
import { connections, defineLibrary, milliseconds, pool, setting } from '../library';
import { IDLE, MAX, MIN, WAIT } from '../meanings';

/** `db('orders')` with what follows it, up to the last call of the chain. */
const CHAIN =
  /^((?:this\.)?[\w$.]+)(?:<[^()]{1,80}>)?\((['"`])(\w+)(?: as \w+)?\2\)((?:\.[\s\S]*)?)$/;
const WRITES = /\.(?:insert|update|upsert|del|delete|increment|decrement|truncate)$/;
const NARROWS =
  /\.(?:where\w*|(?:and|or)Where\w*|modify|paginate|first|limit|count\w*|max|min|sum|avg|pluck|forUpdate)$/;

/** `await db('orders').where({ id }).first()`: a handle of knex, called with the name of a table. */
const chain: Mapper = (use, { handles }) => {
  const { receiver, method, awaited, result } = use;
  if (!awaited && result.kind !== 'returned') return undefined;
  const [, root = '', , table = ''] = CHAIN.exec(receiver) ?? [];
  if (root === '' || !isKnex(handles.of(root, use))) return undefined;
  const calls = callsOf(`${receiver}.${method}`);
  if (calls.some((call) => WRITES.test(call))) return writes(table);
  return readsMany(table, !calls.some((call) => NARROWS.test(call)));
};

function isKnex(handle: ReturnType<Parameters<Mapper>[1]['handles']['of']>): boolean {
  return handle?.module === 'knex' && handle.kind !== 'model';
}

/** The names of the calls of a chain, each with its dot; what stands in parentheses is left out. */
function callsOf(text: string): readonly string[] {
  const names: string[] = [];
  let depth = 0;
  let name = '';
  for (const character of text) {
    if (character === '(') {
      if (depth === 0) names.push(name);
      depth++;
      name = '';
    } else if (character === ')') depth--;
    else if (depth === 0) name += character;
  }
  return [...names, name];
}

/** knex, as read in its source or documentation at the version given. */
export default defineLibrary({
  title: 'knex',
  language: 'javascript',
  modules: ['knex'],
  engine: 'unknown',
  constructs: [pool('default', 0, ['pool']), pool('knex', 0, ['pool'])],
  options: [
    connections('max', 'max', 10, MAX),
    connections('min', 'min', 2, MIN),
    milliseconds('acquireTimeoutMillis', 'acquireTimeout', 60_000, WAIT),
    milliseconds('createTimeoutMillis', 'other', 30_000, 'How long opening a connection may take.'),
    milliseconds('destroyTimeoutMillis', 'other', 5000, 'How long closing a connection may take.'),
    milliseconds('idleTimeoutMillis', 'idleTimeout', 30_000, IDLE),
    milliseconds('reapIntervalMillis', 'other', 1000, 'How often idle connections are looked for.'),
    milliseconds('createRetryIntervalMillis', 'other', 200, 'Pause before opening is tried again.'),
    setting('propagateCreateError', 'Whether a failed opening fails the request at once.'),
    setting('afterCreate', 'Called with each new connection.'),
    setting('validate', 'Tests a connection before it is handed out.'),
    setting('log', 'Called with messages.'),
  ],
  unknownOption: 'throws',
  acquires: 'limited',
  minAboveMax: 'throws',
  leases: [transaction(/^transaction$/, /^(?:commit|rollback)$/, 'rollback')],
  queries: [chain],
  managed: [{ take: /^transaction$/, parameter: 0 }],
  snippet: {
    prefix: 'pool-knex',
    lines: [
      "import knex from 'knex';",
      '',
      'export const db = knex({',
      "  client: '${1:pg}',",
      '  connection: process.env.DATABASE_URL,',
      '  pool: {',
      '    min: 0,',
      '    @NAME: VALUE,',
      '  },',
      '});',
    ],
  },
  version: '3.3 (tarn 3.1)',
  since: 1,
  source: 'knex.pool',
});
