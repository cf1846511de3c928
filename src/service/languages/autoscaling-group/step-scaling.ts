import { valueOf } from '../../contracts/field';
import type { Fix, TextChange } from '../../contracts/fix';
import { colonOf, literal, remove, replaceMember } from './edits';
import { type Alarm, directionOf, type ScalingPolicy, type SourceDocument } from './model';
import { type Member, member, type ObjectNode } from './tree';

/**
 * The same policy as step scaling: one step with the same numbers. The pause becomes the warm-up
 * of new instances; a policy that removes instances has none. Not offered where the alarm, whose
 * direction decides the step's open end, is not in the file.
 */
export function toStepScaling(document: SourceDocument, policy: ScalingPolicy): readonly Fix[] {
  const { body, scalingAdjustment, cooldown } = policy;
  const openEnd = openEndOf(policy.alarms);
  const amount = valueOf(scalingAdjustment);
  const adjustment = member(body.node, 'ScalingAdjustment');
  if (!policy.editable || body.node === undefined || adjustment === undefined) return [];
  if (openEnd === undefined || amount === undefined || cooldown.state === 'unknown') return [];
  if (policy.adjustmentType.state === 'absent') return [];

  const warmup = amount > 0 ? valueOf(cooldown) : undefined;
  const changes = [
    ...writeStep(document, body.node, adjustment, { openEnd, amount }),
    ...writeWarmup(document, body.node, warmup),
  ];
  if (!changes.every((change) => change !== undefined)) return [];
  const before = cooldown.state === 'known' ? `Cooldown ${cooldown.value}` : 'the default cooldown';
  const after = warmup === undefined ? 'no pause' : `EstimatedInstanceWarmup ${warmup}`;
  const title = `Convert to step scaling: ${before} → ${after}`;
  return [{ title, kind: 'guided', edits: changes.flat() }];
}

type OpenEnd = 'MetricIntervalLowerBound' | 'MetricIntervalUpperBound';
type Changes = readonly (readonly TextChange[] | undefined)[];

function writeStep(
  document: SourceDocument,
  owner: ObjectNode,
  adjustment: Member,
  { openEnd, amount }: { readonly openEnd: OpenEnd; readonly amount: number },
): Changes {
  const kind = ['PolicyType', literal(document, 'StepScaling')] as const;
  const step = ['StepAdjustments', stepText(document, adjustment, openEnd, amount)] as const;
  const type = member(owner, 'PolicyType');
  if (type === undefined) return [replaceMember(document, owner, adjustment, [kind, step])];
  return [
    replaceMember(document, owner, type, [kind]),
    replaceMember(document, owner, adjustment, [step]),
  ];
}

function writeWarmup(
  document: SourceDocument,
  owner: ObjectNode,
  warmup: number | undefined,
): Changes {
  const pause = member(owner, 'Cooldown');
  if (pause === undefined) return [];
  if (warmup === undefined) return [remove(document, owner, pause)];
  const entry = ['EstimatedInstanceWarmup', String(warmup)] as const;
  return [replaceMember(document, owner, pause, [entry])];
}

/** One step on one line, as dense as its neighbours. */
function stepText(
  document: SourceDocument,
  neighbour: Member,
  openEnd: OpenEnd,
  amount: number,
): string {
  const compact = document.format === 'json' && colonOf(document, neighbour) === ':';
  const [colon, blank] = compact ? [':', ''] : [': ', ' '];
  const key = (name: string) => (document.format === 'json' ? `"${name}"` : name);
  const bound = `${key(openEnd)}${colon}0`;
  const size = `${key('ScalingAdjustment')}${colon}${amount}`;
  return `[{${blank}${bound},${blank}${size}${blank}}]`;
}

/** A step reaches from the alarm's threshold away, in the direction in which the alarm fires. */
function openEndOf(alarms: readonly Alarm[]): OpenEnd | undefined {
  const [first, ...others] = alarms.map(({ comparison }) => directionOf(valueOf(comparison) ?? ''));
  if (first === undefined || others.some((direction) => direction !== first)) return undefined;
  return first === 'above' ? 'MetricIntervalLowerBound' : 'MetricIntervalUpperBound';
}
