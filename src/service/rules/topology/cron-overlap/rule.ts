import { defineRule } from '../../../contracts/rule';
import type { System, WorkloadNode, WorkloadTest } from '../../../contracts/system';
import { readAddress } from '../../../system/address-text';
import { MOST_MINUTES, minutesOfOverlap } from '../../../system/jobs';
import { secondsBetween } from '../../../system/schedules';
import { settingIn } from '../../../system/setting-names';
import { severityIn } from '../../../system/severity';
import { triggersOf } from '../../../system/sources/functions';
import { clientIn } from '../../../system/store-clients';

export default defineRule({
  id: 'topology/cron-overlap',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'information',
  title: 'CronJob runs pile up',
  summary: 'Runs of a CronJob that works on a database may pile up.',
  citations: ['kubernetes.cron-jobs', 'guide.connection-pooling'],
  practices: [],
  checklist: ['connection-pooling'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ system }, report) {
    for (const workload of system.workloadsWhere(SCHEDULED)) {
      const { fact, at, name, id, complete } = workload;
      if (fact.kind === 'function') {
        const found = overlapOf(workload, system);
        if (found) report(found);
        continue;
      }
      if (fact.kind !== 'workload' || !fact.job || !complete) continue;
      const { schedule, concurrency, deadline } = fact.job;
      const minutes = minutesOfOverlap(fact.job);
      if (minutes === undefined) continue;
      const longest = deadline.state === 'known' ? deadline.value : null;
      const store = databaseOf(workload, system);
      if (store === undefined) continue;
      const written = concurrency.state === 'known';
      report({
        at: { uri: at.uri, path: written ? concurrency.path : schedule.path },
        severity: severityIn(system, 'information'),
        message: `${name} starts ${minutes === 1 ? 'every minute' : `as often as every ${minutes} minutes`}, whether or not the run before it has ended (concurrencyPolicy Allow${written ? '' : ', the default'}), and ${longest === null ? 'nothing ends a run that hangs (no activeDeadlineSeconds)' : `a run may take ${longest} s`}: when ${store} is slow, runs pile up, each with connections of its own, and make it slower. Let a run be left out while the last one works: concurrencyPolicy: Forbid.`,
        subject: id,
        fixes: () => [
          {
            title: 'Leave a run out while the last one works: concurrencyPolicy: Forbid',
            kind: 'suggestion',
            edits: [
              written
                ? {
                    uri: at.uri,
                    path: concurrency.path,
                    change: { op: 'replace', text: 'Forbid' } as const,
                  }
                : {
                    uri: at.uri,
                    path: schedule.path.replace(/\/schedule$/, ''),
                    change: { op: 'insert', key: 'concurrencyPolicy', text: 'Forbid' } as const,
                  },
            ],
          },
        ],
      });
    }
  },
});

const SCHEDULED: WorkloadTest = {
  name: 'may be scheduled',
  holds: ({ fact }) => fact.kind === 'function' || (fact.kind === 'workload' && fact.job !== null),
};

/** A schedule of EventBridge that calls a function again while the last call may still be at work. */
function overlapOf(workload: WorkloadNode, system: System) {
  const { fact, at, name, id, most, containers } = workload;
  const limit = containers[0]?.processes[0]?.requestTimeout;
  // One at a time: a second call is turned away.
  if (fact.kind !== 'function' || most.origin === 'declared' || !limit || limit.value === null)
    return undefined;
  const store = databaseOf(workload, system);
  const entry = system.of('function').find((each) => each.uri === at.uri && each.fact === fact);
  if (!entry || store === undefined) return undefined;
  for (const { uri, fact: trigger } of triggersOf(entry, system)) {
    if (trigger.by !== 'schedule' || trigger.schedule.state !== 'known') continue;
    const seconds = secondsBetween(trigger.schedule.value);
    if (seconds === undefined || seconds > MOST_MINUTES * 60 || limit.value <= seconds) continue;
    return {
      at: { uri, path: trigger.schedule.path },
      severity: severityIn(system, 'information'),
      message: `${name} is called every ${seconds} s (${trigger.schedule.value}), whether or not the last call has ended, and a call may take ${limit.value} s (${limit.name}): when ${store} is slow, two and more work on the same rows at once. Let one run at a time (${settingIn(entry, 'ReservedConcurrentExecutions')}: 1), or let a call end before the next.`,
      subject: id,
      related: limit.at ? [{ at: limit.at, message: `${limit.name}: ${limit.value} s` }] : [],
    };
  }
  return undefined;
}

/** Variables in which people keep the address of a database. */
const ADDRESS =
  /^(?:\w+_)?(?:DATABASE_URL|DB_(?:HOST|URL|URI)|PGHOST|(?:POSTGRES|MYSQL|PG)_(?:HOST|URL|URI))$/;

/** The database a workload asks, as its pools, its variables or a client that it runs show. */
function databaseOf(workload: WorkloadNode, system: System): string | undefined {
  const pool = system.pools.find((use) => use.workload === workload);
  const led = pool?.way.find(({ store }) => store === 'database');
  if (led) return led.name;
  for (const { variables } of workload.containers) {
    for (const [name, value] of variables) {
      const address = value.state === 'known' ? readAddress(value.value) : undefined;
      if (address && /^(?:postgres|mysql|mariadb|mssql|oracle)$/.test(address.engine ?? '')) {
        return address.host;
      }
      // A file is no server that gets slower.
      const isFile = value.state === 'known' && /^(?:sqlite|file)\w*:/i.test(value.value);
      if (ADDRESS.test(name) && !isFile) return 'the database';
    }
  }
  return workload.containers
    .filter(({ role }) => role === 'main')
    .flatMap(
      ({ entrypoint, command }) =>
        clientIn([...(entrypoint?.words ?? []), ...(command?.words ?? [])]) ?? [],
    )
    .find(({ asks }) => asks === 'database')?.host;
}
