import {
  type BalancerListenerFact,
  type ContainerServiceFact,
  type DnsRecordFact,
  type Fact,
  type FunctionFact,
  type FunctionTriggerFact,
  factValue,
  type GlobalDatabaseFact,
  type LoadBalancerFact,
  type ManagedDatabaseFact,
  type ParameterGroupFact,
  type QueueFact,
  type ScalableTargetFact,
  type ScalingGroupFact,
  type TargetGroupFact,
  type TaskDefinitionFact,
} from '../../contracts/fact';
import { withoutPlaces } from '../../contracts/facts/placed';
import type { Field } from '../../contracts/field';
import type { Span } from '../../contracts/span';
import { tableOf } from '../../text/tables';
import { linksIn } from './balancers';
import { stringField } from './fields';
import {
  type AutoscalingGroupModel,
  isCpuPercent,
  type ScalingGroup,
  type ScalingPolicy,
} from './model';
import type { TargetPolicy } from './services';
import { child, itemsOf } from './tree';
import { mostDuringUpdate } from './update-policy';
import { userDataOf, userDataText } from './user-data';

/** What a document says about its groups: rows that others can join. */
export function groupFacts({ groups, document }: AutoscalingGroupModel): readonly Fact[] {
  const scripts = new Map(
    groups.flatMap((group) => {
      const { machine } = group.launch;
      return machine ? [[machine.path, signalsIn(userDataText(group) ?? '')] as const] : [];
    }),
  );
  const inScripts = [...scripts.values()].reduce((sum, count) => sum + count, 0);
  // What is said outside of scripts may be said for any group.
  const isElsewhere = signalsIn(document.text) > inScripts;
  return groups.map((group) => {
    const own = scripts.get(group.launch.machine?.path ?? '') ?? 0;
    return groupFact(group, isElsewhere || own > 0);
  });
}

/** What sends a signal to a stack. */
const SIGNAL = /\bcfn-signal\b|\bsignal-resource\b|\bSignalResource\b|\bsignal_resource\b/g;

function signalsIn(text: string): number {
  return text.match(SIGNAL)?.length ?? 0;
}

/** What is said of services, tasks, bounds and databases; `places` gets where each path stands. */
export function serviceFacts(
  {
    services,
    tasks,
    targets,
    databases,
    parameterGroups,
    balancers,
    listeners,
    targetGroups,
    records,
    globalDatabases,
    functions,
    triggers,
    queues,
  }: AutoscalingGroupModel,
  places: Map<string, Span>,
): readonly Fact[] {
  return [
    ...services.map(
      ({
        body: _body,
        editable: _editable,
        target: _target,
        countWhen: _countWhen,
        deploymentController: _deploymentController,
        ...service
      }) => withoutPlaces<ContainerServiceFact>(service, places),
    ),
    ...tasks.map((task) => withoutPlaces<TaskDefinitionFact>(task, places)),
    ...targets.map(
      ({
        body: _body,
        editable: _editable,
        policies,
        suspended: _suspended,
        presence: _presence,
        ...target
      }) => {
        const metrics = policies.map(({ metric }) => metric);
        const triggers = policies.map(followed);
        return withoutPlaces<ScalableTargetFact>({ ...target, metrics, triggers }, places);
      },
    ),
    ...databases.map((database) => withoutPlaces<ManagedDatabaseFact>(database, places)),
    ...parameterGroups.map((group) => withoutPlaces<ParameterGroupFact>(group, places)),
    ...balancers.map((balancer) => withoutPlaces<LoadBalancerFact>(balancer, places)),
    ...listeners.map((listener) => withoutPlaces<BalancerListenerFact>(listener, places)),
    ...targetGroups.map(({ attributes: _attributes, ...group }) =>
      withoutPlaces<TargetGroupFact>(group, places),
    ),
    ...records.map((record) => withoutPlaces<DnsRecordFact>(record, places)),
    ...globalDatabases.map((one) => withoutPlaces<GlobalDatabaseFact>(one, places)),
    ...functions.map((each) => withoutPlaces<FunctionFact>(each, places)),
    ...triggers.map((each) => withoutPlaces<FunctionTriggerFact>(each, places)),
    ...queues.map((each) => withoutPlaces<QueueFact>(each, places)),
  ];
}

function groupFact(group: ScalingGroup, mentionsSignal: boolean): ScalingGroupFact {
  return {
    kind: 'scaling-group',
    path: group.path,
    name: factValue(group.name),
    minSize: factValue(group.minSize),
    maxSize: factValue(group.maxSize),
    desiredCapacity: factValue(group.desiredCapacity),
    healthCheckType: factValue(group.healthCheckType),
    healthCheckGracePeriod: factValue(group.healthCheckGracePeriod),
    triggers: group.policies.map(triggerOf),
    targetGroups: [
      // A reference in the place of a list stands for any number of them.
      ...itemsOf(child(group.body.node, 'TargetGroupARNs')).flatMap(linksIn),
      ...group.attached.flatMap(({ key, value }) =>
        key === 'TargetGroupARNs' ? linksIn(value) : [],
      ),
    ],
    mostDuringUpdate: factValue(mostDuringUpdate(group.body, group.updates)),
    region: factValue(stringField(group.body, 'Region')),
    awaitsSignals: group.updates.awaits
      ? {
          path: group.updates.awaits.path,
          timeout: factValue(group.updates.awaits.timeout),
        }
      : null,
    mentionsSignal,
    userData: userDataOf(group),
    ...(group.condition === undefined ? {} : { condition: group.condition }),
  };
}

/** Metrics of Application Auto Scaling as people call them, with the unit of what they aim at. */
const FOLLOWED = tableOf<readonly [name: string, unit: string]>({
  ECSServiceAverageCPUUtilization: ['CPU', ' %'],
  ECSServiceAverageMemoryUtilization: ['memory', ' %'],
  ALBRequestCountPerTarget: ['requests', ''],
});

/** What a policy of a scalable target follows, and what it aims at. */
function followed({ metric, targetValue }: TargetPolicy): string {
  const written = metric.state === 'known' ? metric.value : 'metric';
  const [name, unit] = FOLLOWED[written] ?? [written, ''];
  return targetValue.state === 'absent' ? name : `${name} ${said(targetValue, unit)}`;
}

/** A policy in a few words, as a diagram shows it. */
export function triggerOf(policy: ScalingPolicy): string {
  if (policy.target !== undefined) {
    const { metric, targetValue } = policy.target;
    if (metric.state !== 'known') return `metric ${said(targetValue)}`;
    return isCpuPercent(metric.value)
      ? `CPU ${said(targetValue, ' %')}`
      : `${metric.value} ${said(targetValue)}`;
  }
  const step = stepOf(policy);
  const [alarm] = policy.alarms;
  if (alarm === undefined || alarm.metric.state !== 'known') return step;
  const sign = alarm.comparison.state === 'known' ? (SIGNS[alarm.comparison.value] ?? '') : '';
  const threshold = said(alarm.threshold);
  const metric = isCpuPercent(alarm.metric.value) ? 'CPU' : alarm.metric.value;
  return `${metric} ${sign} ${threshold}: ${step}`.replace('  ', ' ');
}

function said(value: Field<number>, unit = ''): string {
  if (value.state === 'known') return `${value.value}${unit}`;
  const byDefault = value.state === 'unknown' ? value.byDefault : undefined;
  return byDefault === undefined ? `?${unit}` : `${byDefault.value}${unit} (default)`;
}

const SIGNS = tableOf<string>({
  GreaterThanThreshold: '>',
  GreaterThanOrEqualToThreshold: '≥',
  LessThanThreshold: '<',
  LessThanOrEqualToThreshold: '≤',
});

function stepOf(policy: ScalingPolicy): string {
  const { scalingAdjustment: amount, adjustmentType: type } = policy;
  if (amount.state !== 'known') {
    return policy.type.state === 'known' ? policy.type.value : 'SimpleScaling';
  }
  const signed = amount.value > 0 ? `+${amount.value}` : String(amount.value);
  if (type.state === 'known' && type.value === 'ExactCapacity') return `set to ${amount.value}`;
  return type.state === 'known' && type.value === 'PercentChangeInCapacity'
    ? `${signed} %`
    : signed;
}
