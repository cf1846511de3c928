import type { Place } from '../../../contracts/finding';
import { defineRule } from '../../../contracts/rule';
import type { System } from '../../../contracts/system';
import { readAddress } from '../../../system/address-text';
import { severityIn } from '../../../system/severity';
import { patience } from '../../../system/views/patience';
import { tableOf } from '../../../text/tables';

export default defineRule({
  id: 'topology/statement-outlives-proxy',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'warning',
  title: 'Statement outlives the proxy',
  summary: 'A statement may run for longer than the proxy waits for its answer.',
  citations: ['postgresql.statement-timeout', 'nginx.proxy.read-timeout', 'guide.database'],
  practices: [],
  checklist: ['database-configuration'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ system }, report) {
    const limits = limitsOf(system);
    const told = new Set<string>();
    for (const { workload, process, uri, pool, way, address } of system.pools) {
      if (process.work === 'tasks' || process.work === 'schedule') continue;
      const limit =
        limits.find((each) => each.uri === uri && each.pool === pool.path) ??
        onRole(address, system) ??
        onServer(way);
      const proxy = limit && patience(system, workload);
      if (!limit || !proxy || limit.seconds <= proxy.seconds) continue;
      const key = `${limit.at.uri}#${limit.at.path} ${proxy.route.id}`;
      if (told.has(key)) continue;
      told.add(key);
      const { route, seconds } = proxy;
      report({
        at: route.readTimeout.at ?? route.at,
        severity: severityIn(system, route.readTimeout.at ? 'warning' : 'information'),
        message: `${route.edge} waits ${seconds} s for ${workload.name} (${route.readTimeout.name}${route.readTimeout.at ? '' : ', its default'}), and a statement may run for ${limit.seconds} s (statement_timeout): the caller has a 504, and the database goes on working for nobody, with a connection of the pool. Let statement_timeout end first.`,
        subject: key,
        related: [{ at: limit.at, message: `statement_timeout: ${limit.seconds} s` }],
      });
    }
  },
});

interface Limit {
  readonly seconds: number;
  readonly at: Place;
}

/** After how long the statements of pools are given up. */
function limitsOf(
  system: System,
): readonly (Limit & { readonly uri: string; readonly pool: string })[] {
  return system.of('statement-limit').map(({ uri, fact }) => ({
    uri,
    pool: fact.pool,
    seconds: fact.milliseconds / 1000,
    at: { uri, path: fact.path },
  }));
}

/** What a role is told that the address of a pool names, or its database. */
function onRole(address: string | null, system: System): Limit | undefined {
  const { user = null, database = null } = readAddress(address ?? '') ?? {};
  for (const { uri, fact } of system.of('database-role')) {
    const { what, called, statementTimeout: limit } = fact;
    if (called !== (what === 'role' ? user : database) || limit.state !== 'known') continue;
    return { seconds: limit.value / 1000, at: { uri, path: limit.path } };
  }
  return undefined;
}

/** What the one server a pool leads to is told itself. */
function onServer(way: System['pools'][number]['way']): Limit | undefined {
  const [only, ...others] = way;
  const setting = others.length === 0 ? only?.settings.get('statement_timeout') : undefined;
  if (setting?.state !== 'known') return undefined;
  const [, amount, unit = 'ms'] = /^(\d+)\s*(ms|s|min)?$/.exec(setting.value.trim()) ?? [];
  const milliseconds = Number(amount) * (UNITS[unit] ?? 1);
  return milliseconds > 0 && Number.isFinite(milliseconds)
    ? { seconds: milliseconds / 1000, at: setting.at }
    : undefined;
}

const UNITS = tableOf<number>({ ms: 1, s: 1000, min: 60_000 });
