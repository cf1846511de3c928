import type { Field, Located } from '../../contracts/field';
import { type Body, booleanField, numberField, read } from './fields';
import { blockOf } from './metric-specification';
import type { AutoscalingGroupModel, InstanceRefresh } from './model';
import { member } from './tree';

/** What an instance refresh prefers. */
export interface RefreshPreferences {
  /** 90 where absent. */
  readonly minHealthy: Field<number>;
  readonly maxHealthy: Field<number>;
  readonly checkpoints: Field<readonly number[]>;
  /** Seconds. */
  readonly checkpointDelay: Field<number>;
  readonly autoRollback: Field<boolean>;
}

/** Reads the preferences of an instance refresh. */
export function preferencesOf({ body }: InstanceRefresh): RefreshPreferences {
  return {
    minHealthy: numberField(body, 'MinHealthyPercentage'),
    maxHealthy: numberField(body, 'MaxHealthyPercentage'),
    checkpointDelay: numberField(body, 'CheckpointDelay'),
    autoRollback: booleanField(body, 'AutoRollback'),
    checkpoints: read(body, 'CheckpointPercentages', (node) => {
      if (node.kind !== 'array') return undefined;
      const values = node.items.map((item) =>
        item.kind === 'scalar' && typeof item.value === 'number' ? item.value : undefined,
      );
      return values.every((value) => value !== undefined) ? values : undefined;
    }),
  };
}

/** Two bounds of healthy capacity; `at` is the block's name. */
export interface HealthyBounds extends Located {
  readonly min: Field<number>;
  readonly max: Field<number>;
  /** A maintenance policy takes both or none. */
  readonly needsBoth: boolean;
}

/** Every pair of bounds: of maintenance policies and of instance refreshes. */
export function healthyBoundsOf(model: AutoscalingGroupModel): readonly HealthyBounds[] {
  const maintained = model.groups.flatMap(({ body }) => {
    const entry = member(body.node, 'InstanceMaintenancePolicy');
    const block = blockOf(body, 'InstanceMaintenancePolicy');
    return entry === undefined || block === undefined
      ? []
      : [boundsOf({ at: entry.keyAt, path: block.path }, block, true)];
  });
  return [
    ...maintained,
    ...model.refreshes.map((refresh) => boundsOf(refresh, refresh.body, false)),
  ];
}

function boundsOf({ at, path }: Located, block: Body, needsBoth: boolean): HealthyBounds {
  const min = numberField(block, 'MinHealthyPercentage');
  return { at, path, min, max: numberField(block, 'MaxHealthyPercentage'), needsBoth };
}
