import type { ContainerServiceFact, TargetGroupFact } from '../../../contracts/fact';
import { defineRule } from '../../../contracts/rule';
import type { FactEntry, System, WorkloadNode, WorkloadTest } from '../../../contracts/system';
import { stackOf } from '../../../system/sources/stacks';

export default defineRule({
  id: 'topology/check-before-start',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'information',
  title: 'Checked before it has started',
  summary: 'A task of ECS may be replaced for a failed check before it has had its time to start.',
  citations: ['aws.ecs.check-grace', 'guide.load-balancing'],
  practices: [],
  checklist: ['health-checks'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ system }, report) {
    for (const workload of system.workloadsWhere(OF_ECS)) {
      const { fact, name, at } = workload;
      if (fact.kind !== 'container-service' || fact.checkGrace.state === 'unknown') continue;
      const group = targetGroupOf(fact, workload, system);
      const start = startOf(fact, workload, system);
      if (!group || !start) continue;
      const grace = fact.checkGrace.state === 'known' ? fact.checkGrace.value : 0;
      const { checkInterval: interval, unhealthyThreshold: failures } = group.fact;
      if (interval.state === 'unknown' || failures.state === 'unknown') continue;
      const [period, times] = [valueOr(interval, INTERVAL), valueOr(failures, FAILURES)];
      const least = Math.max(grace, period * times);
      if (least >= start.seconds) continue;
      const isWritten = fact.checkGrace.state === 'known';
      const place = { uri: at.uri, path: isWritten ? fact.checkGrace.path : fact.path };
      const says = isWritten
        ? `ECS looks at the balancer's check of ${name} from ${grace} s after its start (healthCheckGracePeriodSeconds)`
        : `ECS looks at the balancer's check of ${name} from its start (healthCheckGracePeriodSeconds is not set)`;
      report({
        at: place,
        severity: system.class === 'development' ? 'hint' : 'information',
        message: `${says}, which fails after ${period} s × ${times}, and its container is given ${start.seconds} s to start (startPeriod): a task that needs more than ${least} s of them is stopped and started again, each time. Give the service as long as the container.`,
        subject: workload.id,
        related: [
          { at: start.at, message: `startPeriod: ${start.seconds} s` },
          { at: { uri: group.uri, path: group.fact.path }, message: `${period} s × ${times}` },
        ],
        fixes: () =>
          fact.checkGrace.state === 'known' && fact.checkGrace.origin === 'declared'
            ? [
                {
                  title: `Set the grace period: ${grace} s → ${start.seconds} s`,
                  kind: 'guided',
                  edits: [{ ...place, change: { op: 'replace', text: `${start.seconds}` } }],
                },
              ]
            : [],
      });
    }
  },
});

const OF_ECS: WorkloadTest = {
  name: 'is a service of ECS',
  holds: ({ fact }) => fact.kind === 'container-service',
};

/** Seconds between two checks, and failures after which a target is unhealthy, where nothing is written. */
const INTERVAL = 30;
const FAILURES = 2;

function valueOr(field: TargetGroupFact['checkInterval'], otherwise: number): number {
  return field.state === 'known' ? field.value : otherwise;
}

/** The one group of targets that a service is in. */
function targetGroupOf(
  { targetGroups }: ContainerServiceFact,
  { unit }: WorkloadNode,
  system: System,
): FactEntry<TargetGroupFact> | undefined {
  const [link, ...others] = targetGroups;
  if (!link || others.length > 0 || link.resource === null) return undefined;
  return system
    .of('target-group')
    .find((each) => each.fact.resource === link.resource && stackOf(each) === unit);
}

/** How long the container that is asked is given to start, where its task says so. */
function startOf({ taskDefinition }: ContainerServiceFact, { unit }: WorkloadNode, system: System) {
  const task = system
    .of('task-definition')
    .find((each) => each.fact.resource === taskDefinition && stackOf(each) === unit);
  const [container, ...others] = (task?.fact.containers ?? []).filter(
    ({ essential }) => essential.state !== 'known' || essential.value,
  );
  const period = container?.healthcheck?.startPeriod;
  if (!task || others.length > 0 || period?.state !== 'known') return undefined;
  return { seconds: period.value, at: { uri: task.uri, path: period.path } };
}
