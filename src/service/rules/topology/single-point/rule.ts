import { environmentOfBuild } from '../../../contracts/build';
import type { FactValue, ManagedDatabaseFact } from '../../../contracts/fact';
import { defineRule } from '../../../contracts/rule';
import type { FactEntry, System, WorkloadTest } from '../../../contracts/system';
import { isOfTerraform, settingOfAws } from '../../../system/aws-settings';
import { classOf } from '../../../system/environments';
import { textOf } from '../../../system/factors';
import { severityIn } from '../../../system/severity';

export default defineRule({
  id: 'topology/single-point',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'information',
  title: 'Single point of failure',
  summary: 'All that is scaled depends on one machine that nothing stands in for.',
  citations: ['aws.rds.multi-az', 'aws.elasticache.failover', 'guide.database'],
  practices: [],
  checklist: ['redundancy'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ system }, report) {
    if (system.class === 'development' || system.class === 'staging') return;
    for (const { role, most, routed, name, id, file, build } of system.workloadsWhere(OF_ECS)) {
      const isOne = most.value === 1 && most.origin === 'declared' && most.at;
      if (role !== 'service' || !routed || !isOne) continue;
      // What is of no environment is in each of them.
      if (!isProduction(environmentOfBuild(build), file)) continue;
      report({
        at: most.at,
        severity: 'warning',
        message: `${name} runs as one task in production: when it is lost, or its machine is maintained, nobody answers until another has started. Run at least two, in several zones.`,
        subject: id,
      });
    }
    for (const { id, name, role, least, scaledBy, routed, build, file } of system.workloadsWhere(
      OF_ECS,
    )) {
      const isOne = scaledBy && least.value === 1 && least.origin === 'declared' && least.at;
      if (role !== 'service' || !routed || !isOne || SMALL.test(file)) continue;
      const environment = environmentOfBuild(build);
      report({
        at: least.at,
        severity: severityIn(system, isProduction(environment, file) ? 'warning' : 'information'),
        message: `${name} is scaled down to one task (${least.name}: 1), and a load balancer sends requests to it: whenever it is quiet, one lost task or zone leaves nobody to answer, and the first of a rush meets one task alone. Keep at least two, in several zones.`,
        subject: id,
      });
    }
    for (const entry of system.of('managed-database')) {
      if (SMALL.test(entry.file)) continue;
      const found = standbyOf(entry, system) ?? copyOf(entry) ?? onlyCopy(entry);
      if (!found) continue;
      const { uri, file, fact, environment } = entry;
      const { field, key, says, todo } = found;
      report({
        at: { uri, path: field.path },
        severity: severityIn(
          system,
          todo !== null && isProduction(environment, file) ? 'warning' : 'information',
        ),
        message: `${textOf(fact.identifier) ?? fact.resource} ${says}`,
        subject: fact.resource,
        fixes: () =>
          todo === null
            ? []
            : [
                {
                  title: `${todo}: ${key}: false → true`,
                  kind: 'guided',
                  edits: [{ uri, path: field.path, change: { op: 'replace', text: 'true' } }],
                },
              ],
      });
    }
  },
});

/** What is switched off of a database, as the file calls it, and what comes of that. */
interface SwitchedOff {
  readonly field: FactValue<boolean> | FactValue<number>;
  readonly key: string;
  readonly says: string;
  /** What switching it on does; `null` where it is no switch. */
  readonly todo: string | null;
}

/** Only one that says so itself: what is not written may be switched on elsewhere. */
function standbyOf(
  { fact: { sort, of, multiAz, resource } }: FactEntry<ManagedDatabaseFact>,
  { workloads }: System,
): SwitchedOff | undefined {
  if (sort !== 'instance' || of || multiAz.state !== 'known' || multiAz.value) return undefined;
  const scaled = workloads.find(
    ({ role, most }) => role === 'service' && most.value !== null && most.value > 1,
  );
  const waits = scaled
    ? `all ${scaled.most.value} ${scaled.noun} of ${scaled.name} wait`
    : 'everything waits';
  return {
    field: multiAz,
    key: isOfTerraform(resource) ? 'multi_az' : 'MultiAZ',
    says: `runs in one zone: when its machine or its zone is lost, or AWS maintains it, ${waits} until it is there again, from a backup at worst. Let a second one stand by (Multi-AZ).`,
    todo: 'Let a second one stand by',
  };
}

/** A replica of a cache that nothing makes the first one. */
function copyOf({
  fact: { automaticFailover, copies, resource },
}: FactEntry<ManagedDatabaseFact>): SwitchedOff | undefined {
  if (automaticFailover.state !== 'known' || automaticFailover.value) return undefined;
  if (copies.state !== 'known' || copies.value < 2) return undefined;
  return {
    field: automaticFailover,
    key: settingOfAws(resource, 'automatic_failover_enabled'),
    says: `has ${copies.value} nodes with the same keys, and automatic failover is off: when the first one is lost, the others only answer reads until somebody promotes one by hand. Let one of them take over.`,
    todo: 'Let a replica take over',
  };
}

/** A cache of production that is one node. */
function onlyCopy({
  environment,
  file,
  fact: { sort, engine, copies, resource },
}: FactEntry<ManagedDatabaseFact>): SwitchedOff | undefined {
  if (sort !== 'cache' || !isProduction(environment, file)) return undefined;
  if (copies.state !== 'known' || copies.value !== 1) return undefined;
  if (engine.state === 'known' && /memcached/.test(engine.value)) return undefined;
  return {
    field: copies,
    key: settingOfAws(resource, 'num_cache_clusters'),
    says: 'is one node in production: when it is lost, or AWS maintains it, every key of it is gone, and what it held back reaches the database at once. Give it a replica in another zone, with automatic failover.',
    todo: null,
  };
}

const OF_ECS: WorkloadTest = { name: 'is of ECS', holds: ({ tool }) => tool === 'ecs' };

/** Folders and files of environments in which nobody waits for a standby. */
const SMALL =
  /(?:^|[/._-])(?:dev|development|test|testing|sandbox|qa|stage|staging|stg|uat|examples?)(?=[/._-])/i;

function isProduction(environment: string | null, file: string): boolean {
  return (
    classOf(environment) === 'production' ||
    /(?:^|[/._-])(?:prod|production|prd|live)(?=[/._-])/i.test(file)
  );
}
