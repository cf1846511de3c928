import { defineRule } from '../../../contracts/rule';
import type { WorkloadTest } from '../../../contracts/system';
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
  citations: ['aws.rds.multi-az', 'guide.database'],
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
      if (!isProduction(build?.split('@')[1] ?? null, file)) continue;
      report({
        at: most.at,
        severity: 'warning',
        message: `${name} runs as one task in production: when it is lost, or its machine is maintained, nobody answers until another has started. Run at least two, in several zones.`,
        subject: id,
      });
    }
    for (const { uri, file, fact, environment } of system.of('managed-database')) {
      const { multiAz, sort, identifier, resource } = fact;
      // Only one that says so itself: what is not written may be switched on elsewhere.
      if (
        SMALL.test(file) ||
        sort !== 'instance' ||
        fact.of ||
        multiAz.state !== 'known' ||
        multiAz.value
      )
        continue;
      const name = textOf(identifier) ?? resource;
      const scaled = system.workloads.find(
        ({ role, most }) => role === 'service' && most.value !== null && most.value > 1,
      );
      report({
        at: { uri, path: multiAz.path },
        severity: severityIn(system, isProduction(environment, file) ? 'warning' : 'information'),
        message: `${name} runs in one zone: when its machine or its zone is lost, or AWS maintains it, ${scaled ? `all ${scaled.most.value} ${scaled.noun} of ${scaled.name} wait` : 'everything waits'} until it is there again, from a backup at worst. Let a second one stand by (Multi-AZ).`,
        subject: resource,
        fixes: () => [
          {
            title: `Let a second one stand by: ${resource.startsWith('aws_') ? 'multi_az' : 'MultiAZ'}: false → true`,
            kind: 'guided',
            edits: [{ uri, path: multiAz.path, change: { op: 'replace', text: 'true' } }],
          },
        ],
      });
    }
  },
});

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
