import { type PooledAddress, poolersBehind } from '../../../architecture/poolers';
import type { SessionUseFact } from '../../../contracts/fact';
import type { Place } from '../../../contracts/finding';
import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import type { PoolUse } from '../../../contracts/system';
import { severityIn } from '../../../system/severity';
import { pooledUse } from '../../../system/views/transaction-poolers';
import { tableOf } from '../../../text/tables';

export default defineRule({
  id: 'topology/prepared-statements-over-pooler',
  since: '0.2.0',
  status: 'stable',
  scope: 'project',
  severity: 'warning',
  title: 'Prepared statements over a pooler',
  summary: 'Prepared statements go through a PgBouncer that does not carry them.',
  citations: ['pgbouncer.config', 'prisma.pgbouncer', 'supabase.prisma', 'azure.pgbouncer'],
  practices: [],
  checklist: ['connection-pooling'],
  fixes: ['suggestion'],
  needs: ['closed-world'],
  defersTo: [],
  check({ architecture, system }, report) {
    const uses = architecture.of('session-use').filter(({ fact }) => fact.what === 'prepared');
    if (uses.length === 0) return;
    const pooled = poolersBehind(architecture);
    for (const { fact, uri } of uses) {
      const to = fact.driver === undefined ? pooled(fact) : undefined;
      const off = SWITCHES_OFF[fact.says];
      const found = to ? undefined : pooledUse(system, uri, fact.of);
      const own = found && isPreparing(found.use, fact) ? found : undefined;
      if (own?.to.uncarried && off) {
        const { pooler, at, uncarried } = own.to;
        report({
          at: { uri, path: fact.path },
          severity: severityIn(system, 'warning'),
          message: `${fact.says} prepares its statements, and ${own.use.workload.name} goes through ${pooler.name}, which does not carry them (${uncarried}): a statement that was prepared on one server connection runs on another, and fails. ${off.advice}, or let PgBouncer 1.21 or later carry them.`,
          subject: `${uri}#${fact.path}`,
          related: [{ at, message: 'PgBouncer, with pool_mode = transaction' }],
          fixes: () => (off.option && fact.of ? inTheCode({ uri, path: fact.of }, off.option) : []),
        });
        continue;
      }
      if (!to?.between.uncarried || !off) continue;
      if (off.parameter.test(Object.keys(to.address.parameters).join(' '))) continue;
      const { name, between, address } = to;
      const used = { uri, path: fact.path };
      // The address is what changes, where it says whether statements are prepared.
      const inAddress = fact.says === 'Prisma' && to.editable ? to.at : null;
      const cure = between.at ? ', or let PgBouncer 1.21 or later carry them' : '';
      report({
        at: inAddress ?? used,
        message: `${fact.says} prepares its statements, and ${name} leads to ${between.name} that does not carry them (${between.uncarried}): a statement that was prepared on one server connection runs on another, and fails. ${off.advice}${cure}.`,
        related: [
          ...(inAddress
            ? [{ at: used, message: `${fact.says} takes its address from ${name}` }]
            : []),
          ...(to.at && !inAddress
            ? [{ at: to.at, message: `${name} leads to ${address.host}` }]
            : []),
          ...(between.at
            ? [{ at: between.at, message: 'PgBouncer, with pool_mode = transaction' }]
            : []),
        ],
        fixes: () =>
          inAddress
            ? inTheAddress(to, inAddress)
            : off.option && fact.of
              ? inTheCode({ uri, path: fact.of }, off.option)
              : [],
      });
    }
  },
});

/** Whether the address of a pool names the driver that prepares, and does not tell it otherwise. */
function isPreparing({ address }: PoolUse, { driver, says }: SessionUseFact): boolean {
  const [before = '', after = ''] = (address ?? '').split('?', 2);
  if (driver !== undefined && !before.includes(`+${driver}:`)) return false;
  return SWITCHES_OFF[says]?.parameter.test(after) !== true;
}

/** How a library is told to leave them out, in its address and in words. */
const SWITCHES_OFF = tableOf<{
  readonly parameter: RegExp;
  readonly advice: string;
  /** The option of the pool, where it has one. */
  readonly option?: readonly [name: string, value: string];
}>({
  Prisma: { parameter: /\bpgbouncer\b/, advice: 'Add pgbouncer=true to the address' },
  pgx: {
    parameter: /\bdefault_query_exec_mode\b/,
    advice: 'Add default_query_exec_mode=exec to the address',
  },
  asyncpg: {
    parameter: /\bstatement_cache_size\b/,
    advice: 'Set statement_cache_size to 0',
    option: ['statement_cache_size', '0'],
  },
  'SQLAlchemy over asyncpg': {
    parameter: /\bprepared_statement_cache_size\b/,
    advice: 'Set statement_cache_size to 0 and prepared_statement_name_func in connect_args',
  },
  'Active Record': {
    parameter: /\bprepared_statements\b/,
    advice: 'Set prepared_statements: false in database.yml',
  },
  'Postgres.js': {
    parameter: /\bprepare\b/,
    advice: 'Set prepare to false',
    option: ['prepare', 'false'],
  },
});

function inTheAddress({ name }: PooledAddress, at: Place): readonly Fix[] {
  return [
    {
      title: `Add pgbouncer=true to ${name}: Prisma then prepares no statements`,
      kind: 'suggestion',
      edits: [{ ...at, change: { op: 'insert', key: 'pgbouncer', text: 'true' } }],
    },
  ];
}

function inTheCode(at: Place, [key, text]: readonly [string, string]): readonly Fix[] {
  return [
    {
      title: `Set ${key} to ${text}: no statement is prepared by name`,
      kind: 'suggestion',
      edits: [{ ...at, change: { op: 'insert', key, text } }],
    },
  ];
}
