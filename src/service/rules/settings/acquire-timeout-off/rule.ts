import { defineRule } from '../../../contracts/rule';
import { settingOf } from '../../../languages/pool-settings/build';

export default defineRule({
  id: 'settings/acquire-timeout-off',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Unlimited wait in settings',
  summary: 'Settings let requests wait for a free connection without limit.',
  citations: ['guide.connection-pooling', 'hikaricp.pool', 'prisma.pool', 'pgbouncer.config'],
  practices: [],
  checklist: ['connection-pooling'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ settings }, report) {
    for (const pool of settings.pools) {
      const wait = settingOf(pool, 'acquireTimeout');
      const byDefault = wait?.option?.byDefault;
      if (!wait || !byDefault || !pool.product.zeroWaitsForever) continue;
      if (wait.value.state !== 'known' || wait.value.value !== 0) continue;
      report({
        at: wait,
        message: `${wait.name} is 0: when every connection is taken, requests wait for ever and pile up. Let them fail after a while; ${pool.product.title} waits ${byDefault} ${wait.option?.unit} by default.`,
        citations: [pool.product.source],
        fixes: () => [
          {
            title: `Set ${wait.name} to ${byDefault}, the default`,
            kind: 'suggestion',
            edits: [{ span: wait.at, newText: `${byDefault}` }],
          },
        ],
      });
    }
  },
});
