import { absent, type Field, known, type Located } from '../../contracts/field';
import { type Body, booleanField, numberField, stringField } from './fields';
import { blockOf } from './metric-specification';
import { child, isNoValue, member, type ObjectNode, pointer } from './tree';

/** CloudFormation's `UpdatePolicy` of a group: what a stack update does to its instances. */
export interface UpdatePolicy {
  /** `unknown` where an intrinsic function decides it. */
  readonly state: 'written' | 'absent' | 'unknown';
  readonly rolling: RollingUpdate | undefined;
  readonly replacing: Located | undefined;
  readonly refresh: (Located & { readonly body: Body }) | undefined;
  /** What waits for signals of instances, and for how long. */
  readonly awaits: (Located & { readonly timeout: Field<string> }) | undefined;
  /** Whether sizes that the template did not change are left as they are. */
  readonly keepsSizes: Field<boolean> | undefined;
}

/** `AutoScalingRollingUpdate`; `at` is its name. */
export interface RollingUpdate extends Located {
  readonly body: Body;
  /** 0 where absent. */
  readonly minInService: Field<number>;
  readonly minActivePercent: Field<number>;
  /** How many are replaced at once; 1 where absent. */
  readonly batch: Field<number>;
}

const NONE: UpdatePolicy = {
  state: 'absent',
  rolling: undefined,
  replacing: undefined,
  refresh: undefined,
  awaits: undefined,
  keepsSizes: undefined,
};

/** Reads what stands beside a group's properties. */
export function updatePolicyOf(beside: ObjectNode | undefined, resource: string): UpdatePolicy {
  const value = child(beside, 'UpdatePolicy');
  const created = awaitedAtCreation(beside, resource);
  if (value === undefined || isNoValue(value)) return { ...NONE, awaits: created };
  if (value.kind !== 'object' || value.open) return { ...NONE, state: 'unknown', awaits: created };
  const body: Body = { node: value, path: pointer(resource, 'UpdatePolicy'), at: value.at };
  const rolling = locate(body, 'AutoScalingRollingUpdate');
  const inner = blockOf(body, 'AutoScalingRollingUpdate');
  const schedule = blockOf(body, 'AutoScalingScheduledAction');
  const refresh = locate(body, 'AutoScalingInstanceRefresh');
  const refreshBody = blockOf(body, 'AutoScalingInstanceRefresh');
  const waits = inner && booleanField(inner, 'WaitOnResourceSignals');
  return {
    state: 'written',
    awaits:
      rolling && inner && waits?.state === 'known' && waits.value
        ? { ...rolling, at: waits.at, path: waits.path, timeout: stringField(inner, 'PauseTime') }
        : created,
    rolling:
      rolling === undefined || inner === undefined
        ? undefined
        : {
            ...rolling,
            body: inner,
            minInService: numberField(inner, 'MinInstancesInService'),
            minActivePercent: numberField(inner, 'MinActiveInstancesPercent'),
            batch: numberField(inner, 'MaxBatchSize'),
          },
    replacing: locate(body, 'AutoScalingReplacingUpdate'),
    refresh:
      refresh === undefined || refreshBody === undefined
        ? undefined
        : { ...refresh, body: refreshBody },
    keepsSizes:
      schedule === undefined
        ? undefined
        : booleanField(schedule, 'IgnoreUnmodifiedGroupSizeProperties'),
  };
}

/** `CreationPolicy`, which holds for a replacing update as well. */
function awaitedAtCreation(
  beside: ObjectNode | undefined,
  resource: string,
): UpdatePolicy['awaits'] {
  const policy = child(beside, 'CreationPolicy');
  const entry = member(policy, 'ResourceSignal');
  if (policy === undefined || entry?.value.kind !== 'object') return undefined;
  const path = pointer(pointer(resource, 'CreationPolicy'), 'ResourceSignal');
  const body: Body = { node: entry.value, path, at: entry.value.at };
  const count = numberField(body, 'Count');
  if (count.state === 'known' && count.value === 0) return undefined;
  return { at: entry.keyAt, path, timeout: stringField(body, 'Timeout') };
}

function locate(body: Body, key: string): Located | undefined {
  const entry = member(body.node, key);
  if (entry === undefined || isNoValue(entry.value)) return undefined;
  return { at: entry.keyAt, path: pointer(body.path, key) };
}

/** Instances there may be while they are replaced, in percent of the size; absent: no more than that. */
export function mostDuringUpdate(body: Body, updates: UpdatePolicy): Field<number> {
  const { replacing, refresh } = updates;
  // A replacing update makes a second group of the same size.
  if (replacing) return known(200, replacing.at, replacing.path, 'derived');
  const inside = refresh?.body ?? blockOf(body, 'InstanceRefresh');
  const preferences = inside && blockOf(inside, 'Preferences');
  const policy = blockOf(body, 'InstanceMaintenancePolicy');
  for (const block of [preferences, policy]) {
    const most = block && numberField(block, 'MaxHealthyPercentage');
    if (most && most.state !== 'absent') return most;
  }
  return absent(body.at.end, pointer(body.path, 'MaxHealthyPercentage'));
}
