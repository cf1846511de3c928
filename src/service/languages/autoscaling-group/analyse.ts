import type { Field } from '../../contracts/field';
import type { Analysis, SourceText } from '../../contracts/language';
import type { Span } from '../../contracts/span';
import { readTemplate } from './cloudformation';
import { isJson } from './detect';
import { factOf } from './facts';
import { parseJson } from './json';
import { type AutoscalingGroupModel, fieldsOf, type ScalingPolicy } from './model';
import { readRequest } from './requests';
import { type Shape, shapeOf } from './shape';
import { parseYaml } from './yaml';

/** Reads a document once, from text to model, facts and places. Never throws. */
export function analyse({ text, path }: SourceText): Analysis<AutoscalingGroupModel> {
  const format = isJson(text, path) ? 'json' : 'yaml';
  const { root, problems, comments } = format === 'json' ? parseJson(text) : parseYaml(text);
  const shape = shapeOf(root, path);
  const { groups, policies } =
    root === undefined || shape === undefined
      ? { groups: [], policies: [] }
      : shape === 'cloudformation' || shape === 'cdk'
        ? readTemplate(root, shape)
        : readRequest(root, shape);
  const model: AutoscalingGroupModel = {
    document: { text, format, root },
    shape,
    groups,
    policies,
  };
  return {
    model,
    syntax: problems,
    facts: groups.map(factOf),
    places: placesOf(model),
    comments,
    description: describe(model),
    limits: shape === undefined ? [] : (LIMITS[shape] ?? []),
  };
}

/** The smallest token of every path; what is absent stands at the name of its owner. */
function placesOf({ groups, policies }: AutoscalingGroupModel): ReadonlyMap<string, Span> {
  const places = new Map<string, Span>();
  const add = (owner: Span, field: Field<unknown>) =>
    places.set(field.path, field.state === 'absent' ? owner : field.at);
  for (const group of groups) {
    for (const field of fieldsOf(group)) add(group.at, field);
    for (const schedule of group.schedules) {
      places.set(schedule.path, schedule.at);
      for (const field of [schedule.minSize, schedule.maxSize, schedule.desiredCapacity]) {
        add(schedule.at, field);
      }
    }
    places.set(group.path, group.at);
  }
  for (const policy of policies) {
    for (const field of fieldsOfPolicy(policy)) add(policy.at, field);
    for (const alarm of policy.alarms) places.set(alarm.path, alarm.at);
    places.set(policy.path, policy.at);
  }
  return places;
}

function fieldsOfPolicy(policy: ScalingPolicy): readonly Field<unknown>[] {
  const { type, scalingAdjustment, adjustmentType, cooldown, target } = policy;
  const own = [type, scalingAdjustment, adjustmentType, cooldown];
  return target === undefined
    ? own
    : [...own, target.targetValue, target.metric, target.disableScaleIn];
}

const DOCUMENTS: Readonly<Record<Shape, string>> = {
  cloudformation: 'a CloudFormation template',
  cdk: 'a CloudFormation template that CDK synthesised',
  describe: 'the output of describe-auto-scaling-groups',
  create: 'the input of create-auto-scaling-group',
  update: 'the input of update-auto-scaling-group',
  policy: 'the input of put-scaling-policy',
  guide: 'an Auto Scaling group in the guide’s simplified shape',
  skeleton: 'an input skeleton that is not filled in',
  'warm-pool': 'the input of put-warm-pool',
  'scheduled-action': 'the input of put-scheduled-update-group-action',
  'instance-refresh': 'the input of start-instance-refresh',
};

const LIMITS: Partial<Readonly<Record<Shape, readonly string[]>>> = {
  cdk: ['CDK generates this file, so no fixes are offered: change the construct’s properties.'],
  describe: ['This is a snapshot of a live group, so no fixes are offered.'],
  skeleton: ['The skeleton is not filled in, so there is nothing to review.'],
  'warm-pool': ['Warm pools are recognised but not reviewed.'],
  'scheduled-action': ['Scheduled actions outside a template are recognised but not reviewed.'],
  'instance-refresh': ['Instance refreshes are recognised but not reviewed.'],
};

function describe({ shape, groups, policies }: AutoscalingGroupModel): string {
  if (shape === undefined) return 'a document without an Auto Scaling group';
  const document = DOCUMENTS[shape];
  if (shape !== 'cloudformation' && shape !== 'cdk' && shape !== 'describe') return document;
  const counted = [
    count(groups.length, 'Auto Scaling group'),
    ...(policies.length === 0 ? [] : [count(policies.length, 'scaling policy')]),
  ];
  return `${document} with ${counted.join(' and ')}`;
}

function count(n: number, noun: string): string {
  if (n === 1) return `1 ${noun}`;
  return `${n === 0 ? 'no' : n} ${noun.endsWith('y') ? `${noun.slice(0, -1)}ies` : `${noun}s`}`;
}
