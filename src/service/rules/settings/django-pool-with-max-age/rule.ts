import { defineRule } from '../../../contracts/rule';
import type { PoolSettings, Setting } from '../../../languages/pool-settings/model';
import { DJANGO } from '../../../languages/pool-settings/products';

export default defineRule({
  id: 'settings/django-pool-with-max-age',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'Pool with CONN_MAX_AGE',
  summary: 'Django refuses a connection pool together with connections that outlive a request.',
  citations: ['django.databases'],
  practices: [],
  checklist: ['connection-pooling'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ settings }, report) {
    for (const pool of settings.pools) {
      const age = pool.product === DJANGO ? ageOf(pool) : undefined;
      const hasPool = pool.settings.some(({ name }) => !name.startsWith('CONN_'));
      if (!age || !hasPool || pool.engine !== 'postgres') continue;
      report({
        at: age,
        message: `CONN_MAX_AGE is ${age.text} beside a pool: Django raises ImproperlyConfigured at the first query, because the pool keeps the connections. Set it to 0, or take the pool out.`,
        fixes: () => [
          {
            title: 'Set CONN_MAX_AGE to 0: the pool keeps the connections',
            kind: 'suggestion',
            edits: [{ span: age.at, newText: '0' }],
          },
        ],
      });
    }
  },
});

/** An age that is certainly not 0. */
function ageOf({ settings }: PoolSettings): Setting | undefined {
  return settings.find(
    ({ name, text, value }) =>
      name === 'CONN_MAX_AGE' &&
      (text === 'None' || (value.state === 'known' && value.value !== 0)),
  );
}
