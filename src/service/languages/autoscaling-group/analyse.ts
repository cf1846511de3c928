import { type Field, valueOf } from '../../contracts/field';
import type { Analysis, SourceText } from '../../contracts/language';
import type { Span } from '../../contracts/span';
import { readTemplate } from './cloudformation';
import { detailFields } from './details';
import {
  isDeclared,
  isHcl,
  isJson,
  isParameters,
  isScript,
  isServerless,
  isValues,
} from './detect';
import { groupFacts, serviceFacts } from './facts';
import { parseHcl } from './hcl';
import { parseJson } from './json';
import {
  type AutoscalingGroupModel,
  type Content,
  fieldsOf,
  NO_CONTENT,
  type ScalingPolicy,
  type SourceDocument,
} from './model';
import { IN_MODULE } from './modules';
import type { Parsed } from './parsed';
import { presenterOf } from './present';
import { readRequest } from './requests';
import { readScript } from './script';
import { asOutput, type Shape, shapeOf } from './shape';
import { oneFile, readPlan, readTerraform } from './terraform';
import { type Node, objectAt } from './tree';
import { valuePlaces, writtenPlaces } from './written-places';
import { parseYaml } from './yaml';

/** Reads a document once, from text to model, facts and places. Never throws. */
export function analyse({ text, path }: SourceText): Analysis<AutoscalingGroupModel> {
  if (isScript(path)) return analyseScript(text);
  const format = isHcl(text, path) ? 'hcl' : isJson(text, path) ? 'json' : 'yaml';
  const { root: parsed, problems, comments } = parse(text, format);
  const whole = asOutput(parsed);
  const isConfiguration = isServerless(path, text);
  const root = isConfiguration ? (objectAt(whole, 'resources') ?? whole) : whole;
  const inModule = format === 'hcl' && /\.tf$/i.test(path);
  const shape = shapeOf(root, path, isDeclared(text, path)) ?? (inModule ? 'terraform' : undefined);
  const read = contentOf(root, shape);
  const present = presenterOf(shape);
  const model: AutoscalingGroupModel = {
    document: {
      text,
      format,
      root: read.root,
      shape,
      ...(format === 'hcl' ? { written: root } : {}),
    },
    shape,
    ...read.content,
  };
  const places = placesOf(model);
  const facts = [...groupFacts(model), ...serviceFacts(model, places)];
  const hasParameters = isParameters(text, path);
  if (inModule) writtenPlaces(root, places);
  else if (shape === 'cloudformation' || isValues(path) || hasParameters) {
    valuePlaces(root, places);
  }
  if (isConfiguration) valuePlaces(whole, places);
  return {
    model,
    ...(inModule ? { tree: root, joins: IN_MODULE } : {}),
    syntax: problems,
    facts,
    places,
    comments,
    description: isValues(path)
      ? 'values of Terraform’s variables'
      : hasParameters
        ? 'values of a template’s parameters'
        : isConfiguration
          ? 'a configuration of the Serverless Framework'
          : describe(model),
    limits: shape === undefined ? [] : (LIMITS[shape] ?? []),
    ...(present === undefined ? {} : { present }),
  };
}

function analyseScript(text: string): Analysis<AutoscalingGroupModel> {
  const machines = readScript(text);
  return {
    model: {
      ...NO_CONTENT,
      machines,
      document: { text, format: 'script', root: undefined, shape: 'script' },
      shape: 'script',
    },
    syntax: [],
    facts: [],
    places: new Map(machines.map(({ path, at }) => [path, at])),
    comments: [],
    description: DOCUMENTS.script,
    limits: ['Of scripts only commands that resize a machine are read.'],
  };
}

function parse(text: string, format: SourceDocument['format']): Parsed {
  if (format === 'hcl') return parseHcl(text);
  return format === 'json' ? parseJson(text) : parseYaml(text);
}

function contentOf(
  root: Node | undefined,
  shape: Shape | undefined,
): { readonly root: Node | undefined; readonly content: Content } {
  if (root === undefined || shape === undefined) return { root, content: NO_CONTENT };
  switch (shape) {
    case 'terraform':
      return readTerraform(oneFile(root));
    case 'terraform-plan':
      return { root, content: readPlan(root) };
    case 'cloudformation':
    case 'cdk':
      return readTemplate(root, shape);
    default:
      return { root, content: readRequest(root, shape) };
  }
}

/** The smallest token of every path; what is absent stands at the name of its owner. */
function placesOf(model: AutoscalingGroupModel): Map<string, Span> {
  const { groups, policies, schedules } = model;
  const places = new Map<string, Span>();
  const add = (owner: Span, field: Field<unknown>) =>
    places.set(field.path, field.state === 'absent' ? owner : field.at);
  for (const group of groups) {
    for (const field of [...fieldsOf(group), ...detailFields(group.details)]) add(group.at, field);
    const { awaits } = group.updates;
    if (awaits) {
      places.set(awaits.path, awaits.at);
      add(awaits.at, awaits.timeout);
    }
    for (const source of group.launch.written) places.set(source.path, source.at);
    places.set(group.path, group.at);
  }
  for (const schedule of schedules) {
    const { minSize, maxSize, desiredCapacity, recurrence } = schedule;
    for (const field of [minSize, maxSize, desiredCapacity, recurrence]) add(schedule.at, field);
    places.set(schedule.path, schedule.at);
  }
  for (const pool of model.warmPools) {
    for (const field of [pool.poolState, pool.minSize, pool.maxPreparedCapacity]) {
      add(pool.at, field);
    }
    places.set(pool.path, pool.at);
  }
  for (const refresh of model.refreshes) places.set(refresh.path, refresh.at);
  for (const machine of model.machines) add(machine.at, machine.size);
  for (const policy of policies) {
    for (const field of fieldsOfPolicy(policy)) add(policy.at, field);
    for (const step of valueOf(policy.steps) ?? []) places.set(step.path, step.at);
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
  terraform: 'a Terraform file',
  'terraform-plan': 'a Terraform plan',
  'describe-policies': 'the output of describe-policies',
  'target-tracking': 'the configuration of a target-tracking policy',
  predictive: 'the configuration of a predictive policy',
  describe: 'the output of describe-auto-scaling-groups',
  create: 'the input of create-auto-scaling-group',
  update: 'the input of update-auto-scaling-group',
  policy: 'the input of put-scaling-policy',
  guide: 'an Auto Scaling group in the guide’s simplified shape',
  script: 'a script that resizes a machine',
  skeleton: 'an input skeleton that is not filled in',
  'warm-pool': 'the input of put-warm-pool',
  'scheduled-action': 'the input of put-scheduled-update-group-action',
  'instance-refresh': 'the input of start-instance-refresh',
  'scalable-target': 'a scalable target',
};

const LIMITS: Partial<Readonly<Record<Shape, readonly string[]>>> = {
  cdk: [
    'CDK generates this file, so fixes copy a property for the construct instead of editing it.',
  ],
  'terraform-plan': ['This is a plan, so no fixes are offered: change the configuration.'],
  'describe-policies': ['This is a snapshot of live policies, so no fixes are offered.'],
  describe: [
    'This is a snapshot of a live group, so fixes copy an AWS CLI command instead of editing it.',
  ],
  skeleton: ['The skeleton is not filled in, so there is nothing to review.'],
};

const COUNTED: ReadonlySet<Shape> = new Set([
  'cloudformation',
  'cdk',
  'describe',
  'terraform',
  'terraform-plan',
]);

function describe({ shape, groups, policies }: AutoscalingGroupModel): string {
  if (shape === undefined) return 'a document without an Auto Scaling group';
  const document = DOCUMENTS[shape];
  if (!COUNTED.has(shape)) return document;
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
