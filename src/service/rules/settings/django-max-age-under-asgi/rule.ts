import { defineRule } from '../../../contracts/rule';
import { DJANGO } from '../../../languages/pool-settings/products';

export default defineRule({
  id: 'settings/django-max-age-under-asgi',
  since: '0.2.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'CONN_MAX_AGE under ASGI',
  summary: 'Connections outlive their requests in a Django application that runs under ASGI.',
  citations: ['django.databases'],
  practices: [],
  checklist: ['connection-pooling'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: ['settings/django-pool-with-max-age'],
  check({ settings }, report) {
    const { asgi } = settings;
    if (!asgi) return;
    for (const pool of settings.pools) {
      if (pool.product !== DJANGO || pool.engine === 'other') continue;
      const age = pool.settings.find(
        ({ name, text, value }) =>
          name === 'CONN_MAX_AGE' &&
          (text === 'None' || (value.state === 'known' && value.value > 0)),
      );
      if (!age) continue;
      report({
        at: age,
        message: `CONN_MAX_AGE is ${age.text} and the application runs under ASGI: the threads that keep a connection there come and go with the load, and leave theirs open. Django advises 0, with a pool of the backend or a pooler.`,
        related: [{ at: asgi, message: 'ASGI_APPLICATION' }],
        fixes: () => [
          {
            title: `Set CONN_MAX_AGE to 0: each request then opens a connection, unless a pool keeps them`,
            kind: 'suggestion',
            edits: [{ span: age.at, newText: '0' }],
          },
        ],
      });
    }
  },
});
