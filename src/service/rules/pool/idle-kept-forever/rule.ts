import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: 'pool/idle-kept-forever',
  since: '0.2.0',
  status: 'stable',
  scope: 'document',
  severity: 'hint',
  title: 'Idle connections never closed',
  summary: 'A pool never closes connections that lie unused.',
  citations: ['node-postgres.pool', 'guide.connection-pooling'],
  practices: [],
  checklist: ['connection-pooling'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ application }, report) {
    // What lies idle then lies with the pooler, which closes its own.
    if (BEHIND_POOLER.test(application.text)) return;
    for (const { library, options } of application.pools) {
      if (library?.title !== 'node-postgres') continue;
      for (const { option, entry, path } of options) {
        const { value } = entry;
        if (
          option?.role !== 'idleTimeout' ||
          value.kind !== 'number' ||
          value.env !== null ||
          value.value !== 0
        )
          continue;
        report({
          at: { at: value.at, path },
          message: `${entry.name} is 0: what a burst has opened stays open in every process, and counts against the database until the process ends. Let idle connections go after some seconds.`,
          fixes: () => [
            {
              title: 'Set it to 30_000 ms',
              kind: 'suggestion',
              edits: [{ span: value.at, newText: '30_000' }],
            },
          ],
        });
      }
    }
  },
});

const BEHIND_POOLER = /pgbouncer|pooler|rds-?proxy|\b6432\b/i;
