import { isKnown, type Known } from '../../contracts/field';
import { type Body, bodyOf, numberField } from './fields';
import type { AutoscalingGroupModel } from './model';
import { type Limit, RANGES } from './ranges';
import { child, pointer } from './tree';

/** A number outside of what AWS takes. */
export interface OutOfBounds {
  readonly limit: Limit;
  readonly key: string;
  readonly field: Known<number>;
  readonly body: Body;
  readonly editable: boolean;
}

/** Every known number of the document that AWS rejects by its bounds. */
export function outOfBounds(model: AutoscalingGroupModel): readonly OutOfBounds[] {
  return RANGES.flatMap((limit) =>
    ownersOf(model, limit).flatMap(({ body, editable }) => {
      const blocks = limit.keys.slice(0, -1).reduce(enter, [body]);
      const key = limit.keys.at(-1) ?? '';
      return blocks.flatMap((block) => {
        const field = numberField(block, key);
        if (!isKnown(field) || field.origin === 'defaulted' || accepts(limit, field.value))
          return [];
        return [{ limit, key, field, body: block, editable }];
      });
    }),
  );
}

/** The accepted value that is nearest. */
export function nearest(
  { low, high = Number.POSITIVE_INFINITY, only }: Limit,
  value: number,
): number {
  if (only === undefined) return Math.min(Math.max(value, low), high);
  const distance = (option: number) => Math.abs(option - value);
  return only.reduce((best, option) => (distance(option) < distance(best) ? option : best));
}

interface Owner {
  readonly body: Body;
  readonly editable: boolean;
}

function ownersOf(model: AutoscalingGroupModel, { subject, shape }: Limit): readonly Owner[] {
  if (shape !== undefined && model.shape !== shape) return [];
  switch (subject) {
    case 'group':
      return model.groups;
    case 'policy':
      return model.policies;
    case 'refresh':
      return model.refreshes;
    case 'warm-pool':
      return model.warmPools;
  }
}

function enter(bodies: readonly Body[], key: string): Body[] {
  return bodies.flatMap((body) => {
    const value = child(body.node, key);
    if (value === undefined) return [];
    const path = pointer(body.path, key);
    if (value.kind !== 'array') return [bodyOf(value, path)];
    return value.items.map((item, index) => bodyOf(item, pointer(path, index)));
  });
}

function accepts({ low, high, also, only }: Limit, value: number): boolean {
  if (also?.includes(value)) return true;
  if (only !== undefined) return only.includes(value);
  return value >= low && (high === undefined || value <= high);
}
