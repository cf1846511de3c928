import type { EntryOf } from '../../../architecture/entry';
import { grouped } from '../../../architecture/grouped';
import type { PoolLifetime } from '../../../contracts/fact';
import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: 'topology/pool-outlives-server-timeout',
  since: '0.2.0',
  status: 'stable',
  scope: 'project',
  severity: 'warning',
  title: 'Kept longer than the server does',
  summary: 'A pool keeps connections for longer than the database server does.',
  citations: ['hikaricp.pool', 'sqlalchemy.pool', 'mysql.wait-timeout'],
  practices: [],
  checklist: ['connection-pooling'],
  fixes: ['suggestion'],
  needs: ['closed-world'],
  defersTo: [],
  check({ architecture }, report) {
    const timeouts = grouped(architecture.of('server-timeout'), ({ fact }) => fact.engine);
    for (const { fact, uri } of architecture.of('pool')) {
      const { lifetime, engine, library } = fact;
      const family = engine === 'mariadb' ? 'mysql' : engine;
      const [server, another] = timeouts.get(family) ?? [];
      // With two servers it is open which of them is meant.
      if (!lifetime || lifetime.tested || !server || another) continue;
      const { seconds, setting } = server.fact;
      if (lifetime.seconds !== null && lifetime.seconds < seconds) continue;
      const kept = lifetime.seconds === null ? 'for ever' : `for ${lifetime.seconds} seconds`;
      const tries = library === 'com.zaxxer.hikari';
      report({
        at: { uri, path: lifetime.path },
        severity: tries ? 'information' : 'warning',
        message: `${lifetime.option} lets the pool keep a connection ${kept}, and the server closes one that is idle for ${seconds} (${setting}): ${tries ? 'the pool notices when it is to hand it out, and the request waits for a new one' : 'the first requests after a quiet time get connections that are gone, and fail'}. Keep them some seconds shorter than the server.`,
        related: [
          {
            at: { uri: server.uri, path: server.fact.path },
            message: `${setting} is ${seconds} seconds`,
          },
        ],
        fixes: () => fixes(uri, lifetime, server),
      });
    }
  },
});

/** HikariCP advises some seconds less than what the server allows; it takes no less than 30. */
function fixes(
  uri: string,
  { perSecond, path, option }: PoolLifetime,
  { fact }: EntryOf<'server-timeout'>,
): readonly Fix[] {
  const seconds = Math.floor(fact.seconds - 30);
  if (perSecond === null || seconds < 30) return [];
  return [
    {
      title: `Set ${option} to ${seconds * perSecond}, 30 seconds below ${fact.setting}`,
      kind: 'suggestion',
      edits: [{ uri, path, change: { op: 'replace', text: `${seconds * perSecond}` } }],
    },
  ];
}
