import { CITATIONS, type CitationId } from '../../citations';
import type { Description } from '../../contracts/editing';
import { isKnown } from '../../contracts/field';
import { contains, span } from '../../contracts/span';
import type { PracticeId } from '../../practices';
import { toRequests } from './convert';
import {
  type AutoscalingGroupModel,
  isCpuPercent,
  type Machine,
  type ScalingPolicy,
} from './model';
import type { Node } from './tree';

/** Scale-in begins at this share of the target: seen on real groups, documented nowhere. */
const SCALE_IN_SHARE = 0.7;
const SCALE_OUT_MINUTES = 3;
const SCALE_IN_MINUTES = 15;

/**
 * What a value at this offset does, as Markdown; `undefined` where nothing is to be said.
 * `practice` gives the figures of the guide as the workspace has set them.
 */
export function describeAt(
  model: AutoscalingGroupModel,
  offset: number,
  practice: (id: PracticeId) => number,
): Description | undefined {
  const cursor = span(offset, offset);
  for (const { kind, size } of model.machines) {
    if (isKnown(size) && contains(size.at, cursor)) {
      return { at: size.at, markdown: machineMarkdown(kind, size.value) };
    }
  }
  for (const policy of model.policies) {
    const value = policy.target?.targetValue;
    if (value !== undefined && isKnown(value) && contains(value.at, cursor)) {
      return {
        at: value.at,
        markdown: targetMarkdown(policy, value.value, practice('autoscaling.cpu-scale-down')),
      };
    }
    const { cooldown } = policy;
    if (isKnown(cooldown) && contains(cooldown.at, cursor)) {
      return { at: cooldown.at, markdown: cooldownMarkdown(policy, cooldown.value, practice) };
    }
    if (model.shape === 'guide' && contains(policy.at, cursor)) {
      const markdown = requestsMarkdown(model);
      if (markdown !== undefined) return { at: policy.at, markdown };
    }
  }
  return defaultAt(model.document.root, offset);
}

/** The default of a parameter, where a reference to it stands. */
function defaultAt(root: Node | undefined, offset: number): Description | undefined {
  const node = innermost(root, offset);
  if (node?.kind !== 'intrinsic' || node.byDefault === undefined) return undefined;
  const { value, of } = node.byDefault;
  return {
    at: node.at,
    markdown:
      `**${value.value} by default**: the default of ${of}. Whoever deploys this may give another ` +
      'value, so it is shown only: no error or warning is built on it.',
  };
}

/** The smallest part of the tree around an offset that is a value; a function is one whole. */
function innermost(node: Node | undefined, offset: number): Node | undefined {
  if (node?.kind === 'object' || node?.kind === 'array') {
    const parts = node.kind === 'array' ? node.items : node.members.map(({ value }) => value);
    // Blocks of one type are one part, which reaches over others that stand between them.
    for (const part of parts) {
      const found = contains(part.at, span(offset, offset)) ? innermost(part, offset) : undefined;
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (node?.kind !== 'intrinsic' || node.byDefault !== undefined) return node;
  return innermost(node.argument, offset);
}

/** Two alarms behind one number, and how fast they let the group change. */
function targetMarkdown(policy: ScalingPolicy, target: number, guide: number): string {
  const metric = policy.target?.metric;
  const cpu = metric !== undefined && isKnown(metric) && isCpuPercent(metric.value);
  const unit = cpu ? ' %' : '';
  const low = round(SCALE_IN_SHARE * target);
  const shrinks =
    policy.target?.disableScaleIn.state === 'known' && policy.target.disableScaleIn.value;
  const lines = [
    `**Target ${target}${unit}**: two alarms, made and kept by AWS`,
    '',
    `- above ${target}${unit} for ${SCALE_OUT_MINUTES} minutes: instances are added`,
    shrinks
      ? '- `DisableScaleIn` is true: this policy never removes an instance'
      : `- below about ${low}${unit} (0.70 × target) for ${SCALE_IN_MINUTES} minutes: instances are ` +
        'removed. The factor is observed, not documented',
  ];
  if (cpu && target > 0 && target <= 100) {
    lines.push(
      `- CPU cannot exceed 100 %, so one evaluation grows a saturated group by 100/${target} at ` +
        `most: × ${round(100 / target)}`,
    );
  }
  if (cpu && !shrinks && low > guide) {
    lines.push(
      '',
      `The guide removes capacity below ${guide} %; AWS begins near ${low} %. For the ` +
        `guide’s trigger set \`DisableScaleIn\` and add a step policy that scales in at ${guide} %.`,
    );
  }
  return lines.join('\n');
}

/** Where the guide and AWS disagree, both are cited. */
function cooldownMarkdown(
  { scalingAdjustment }: ScalingPolicy,
  seconds: number,
  practice: (id: PracticeId) => number,
): string {
  const shrinks = isKnown(scalingAdjustment) && scalingAdjustment.value < 0;
  const wanted = practice(
    shrinks ? 'autoscaling.scale-down-cooldown' : 'autoscaling.scale-up-cooldown',
  );
  return [
    `**Cooldown ${seconds} s**: after a change by a simple policy, the group waits this long before ` +
      'the next. Target tracking and step scaling do not wait; they have a warm-up instead.',
    '',
    `- [The guide](${CITATIONS['guide.autoscaling'].url}): about ${wanted} s ` +
      `${shrinks ? 'before removing' : 'after adding'} capacity`,
    ...(shrinks
      ? [
          `- [AWS](${CITATIONS['aws.autoscaling.cooldowns'].url}): a shorter one than the default 300 s ` +
            'when instances are removed, because terminating needs no warm-up and idle instances cost. ' +
            'The guide is the more careful: capacity that was removed too early has to boot again',
        ]
      : []),
  ].join('\n');
}

const SOURCES: Readonly<Record<Machine['kind'], CitationId>> = {
  launch: 'aws.autoscaling.instance-refresh',
  instance: 'aws.ec2.resize',
  database: 'aws.rds.modify',
};

/** What it takes to make one machine larger, and what to do instead. */
function machineMarkdown(kind: Machine['kind'], size: string): string {
  return [
    `**${size}**: ${MACHINES[kind].join('\n')}`,
    '',
    `[${CITATIONS[SOURCES[kind]].title}](${CITATIONS[SOURCES[kind]].url}) · ` +
      `[${CITATIONS['guide.scaling'].title}](${CITATIONS['guide.scaling'].url})`,
  ].join('\n');
}

const MACHINES: Readonly<Record<Machine['kind'], readonly string[]>> = {
  launch: [
    'the size of every instance this launches. Running instances keep the size they have. To resize ' +
      'without downtime:',
    '',
    '1. write the new size as a new version of the launch template',
    '2. start an instance refresh, which replaces a few instances at a time and waits for each to be healthy',
    '3. watch the target metric: larger instances change what a percentage of CPU means',
  ],
  instance: [
    'another size means stop and start: the machine is down for minutes, its instance store is lost, ' +
      'and its public address changes unless it is elastic. Without downtime:',
    '',
    '1. start a second instance of the new size behind the load balancer',
    '2. drain and stop the first when the second is healthy',
    '3. or put both into an Auto Scaling group, where an instance refresh does this',
  ],
  database: [
    'another class restarts the database: it is unavailable while that lasts, at once or in the next ' +
      'maintenance window. With fewer seconds of downtime:',
    '',
    '1. in Multi-AZ, the standby is resized first and a failover follows: connections break once, so ' +
      'the application has to reconnect',
    '2. or resize a read replica, promote it, and point the application at it',
    '3. the connection limit follows the memory of the class: look at the pools again',
  ],
};

/** The guide's document in the two parts that the AWS CLI accepts. */
function requestsMarkdown(model: AutoscalingGroupModel): string | undefined {
  const [group] = model.groups;
  const requests = group === undefined ? undefined : toRequests(group);
  if (requests === undefined) return undefined;
  return [
    '**The same group for the AWS CLI**: two inputs, one after the other',
    '',
    '`aws autoscaling create-auto-scaling-group --cli-input-json …`',
    ...json(requests.create),
    '`aws autoscaling put-scaling-policy --cli-input-json …`',
    ...json(requests.putPolicy),
  ].join('\n');
}

function json(value: unknown): readonly string[] {
  return ['```json', JSON.stringify(value, undefined, 2), '```'];
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
