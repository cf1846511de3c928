import type { EntryOf } from '../../../architecture/entry';
import { grouped } from '../../../architecture/grouped';
import type { PoolLifetime } from '../../../contracts/fact';
import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import type { StoreNode, System } from '../../../contracts/system';
import { folderOf } from '../../../text/paths';

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
  check({ architecture, system }, report) {
    const timeouts = grouped(architecture.of('server-timeout'), ({ fact }): string => fact.engine);
    const pools = architecture.of('pool');
    const tested = new Set(
      pools.flatMap(({ file, fact }) => (fact.lifetime?.tested ? folderOf(file) : [])),
    );
    for (const { fact, uri, file } of pools) {
      const { lifetime, engine, library } = fact;
      // What one file of settings has tested, one beside it for a profile has as well.
      if (!lifetime || lifetime.tested || (fact.profile && tested.has(folderOf(file)))) continue;
      const store = storeBehind(system, uri, fact.path);
      const own = engine === 'unknown' ? store?.engine : engine;
      const [server, another] = timeouts.get(own === 'mariadb' ? 'mysql' : (own ?? '')) ?? [];
      // With two servers it is open which of them is meant.
      if (!server || another || isSetOtherwise(store, server)) continue;
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

/** What a pool leads to; its own file does not always say it, as that of a profile of Spring. */
function storeBehind({ pools }: System, uri: string, path: string): StoreNode | undefined {
  return pools.find((use) => use.uri === uri && use.pool.path === path)?.way.at(-1);
}

/** A server of the project whose settings are seen, and this one is not among them. */
function isSetOtherwise(
  store: StoreNode | undefined,
  { fact: { setting } }: EntryOf<'server-timeout'>,
): boolean {
  return (
    store !== undefined &&
    store.workload !== null &&
    store.settingsOpen === null &&
    !store.settings.has(setting)
  );
}

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
