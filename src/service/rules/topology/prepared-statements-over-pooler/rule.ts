import { type PooledAddress, type Pooler, pooledAddresses } from '../../../architecture/poolers';
import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: 'topology/prepared-statements-over-pooler',
  since: '0.2.0',
  status: 'stable',
  scope: 'project',
  severity: 'warning',
  summary: 'Prepared statements go through a PgBouncer that does not carry them.',
  citations: ['pgbouncer.config', 'prisma.pgbouncer'],
  practices: [],
  checklist: ['connection-pooling'],
  fixes: ['suggestion'],
  needs: ['closed-world'],
  defersTo: [],
  check({ architecture }, report) {
    const uses = architecture.of('session-use').filter(({ fact }) => fact.what === 'prepared');
    if (uses.length === 0) return;
    const pooled = pooledAddresses(architecture);
    for (const { fact, uri } of uses) {
      const to = pooled.get(fact.databaseEnv);
      const why = to && notCarried(to.pooler);
      const off = SWITCHES_OFF[fact.says];
      if (!to || !why || !off || off.parameter.test(Object.keys(to.address.parameters).join(' ')))
        continue;
      report({
        at: { uri, path: fact.path },
        message: `${fact.says} prepares its statements, and ${fact.databaseEnv} leads to a PgBouncer in transaction mode that does not carry them (${why}): a statement that was prepared on one server connection runs on another, and fails. ${off.advice}, or let PgBouncer 1.21 or later carry them.`,
        related: [
          { at: to.at, message: `${fact.databaseEnv} leads to ${to.address.host}` },
          { at: to.pooler.at, message: 'PgBouncer, with pool_mode = transaction' },
        ],
        fixes: () => (fact.says === 'Prisma' && to.editable ? fixes(to) : []),
      });
    }
  },
});

/** Why a PgBouncer does not carry prepared statements; `undefined` where it does, or nobody can tell. */
function notCarried({ version, preparedStatements }: Pooler): string | undefined {
  if (preparedStatements.state === 'known') {
    return preparedStatements.value === 0 ? 'max_prepared_statements = 0' : undefined;
  }
  const [major = 0, minor = 0] = (version ?? '').split('.').map(Number);
  if (version === null || major !== 1) return undefined;
  if (minor < 21) return `version ${version}`;
  return minor < 24 && preparedStatements.state === 'absent'
    ? `version ${version} carries none by default`
    : undefined;
}

/** How a library is told to leave them out, in its address and in words. */
const SWITCHES_OFF: Readonly<
  Record<string, { readonly parameter: RegExp; readonly advice: string }>
> = {
  Prisma: { parameter: /\bpgbouncer\b/, advice: 'Add pgbouncer=true to the address' },
  pgx: {
    parameter: /\bdefault_query_exec_mode\b/,
    advice: 'Add default_query_exec_mode=exec to the address',
  },
  asyncpg: { parameter: /\bstatement_cache_size\b/, advice: 'Set statement_cache_size to 0' },
  'Postgres.js': { parameter: /\bprepare\b/, advice: 'Set prepare to false' },
};

function fixes({ at, address }: PooledAddress): readonly Fix[] {
  return [
    {
      title: `Add pgbouncer=true to ${address.env}: Prisma then prepares no statements`,
      kind: 'suggestion',
      edits: [{ ...at, change: { op: 'insert', key: 'pgbouncer', text: 'true' } }],
    },
  ];
}
