import type { Span } from '../../contracts/span';
import type { ScalingGroup, SourceDocument } from './model';
import { ALWAYS, type Presence } from './presence';
import { child, isNoValue, linkOf, member, type Node, pointer, textOf } from './tree';

/** A target group or a balancer that is attached to a group, and where that is said. */
export interface AttachedTarget {
  /** What it is called there: equal for equal resources. */
  readonly target: string;
  /** Said by the group itself, or by a resource beside it. */
  readonly by: 'group' | 'resource';
  /** The property that says it: `TargetGroupARNs`. */
  readonly key: string;
  readonly at: Span;
  readonly path: string;
  /** Which of several groups of one description it is, as it is written: `aws_autoscaling_group.web[0]`. */
  readonly group: string | null;
  readonly presence: Presence;
}

/** What a group is attached to, each time that it is said; what cannot be told is left out. */
export function attachedTargets(
  { body, attached }: ScalingGroup,
  { text }: SourceDocument,
): readonly AttachedTarget[] {
  const own = ['TargetGroupARNs', 'LoadBalancerNames', 'TrafficSources'].flatMap((key) => {
    const value = member(body.node, key)?.value;
    if (value === undefined) return [];
    const path = pointer(body.path, key);
    const where = { by: 'group' as const, key, path, group: null, presence: ALWAYS };
    return targetsIn(key, value, text).map((found) => ({ ...where, ...found }));
  });
  const beside = attached.flatMap(({ key, value, of, place, presence }) => {
    const group = of ? (instanceOf(of, text) ?? null) : null;
    const where = { by: 'resource' as const, key, path: place.path, group, presence };
    return targetsIn(key, value, text).map((found) => ({ ...where, ...found }));
  });
  return [...own, ...beside];
}

/** Whether the group itself says all that it is attached to by this property. */
export function saysAll({ body }: ScalingGroup, key: string, { text }: SourceDocument): boolean {
  const value = member(body.node, key)?.value;
  return (
    value?.kind === 'array' && value.items.every((item) => nameOf(key, item, text) !== undefined)
  );
}

function targetsIn(
  key: string,
  value: Node,
  text: string,
): readonly { target: string; at: Span }[] {
  const items = value.kind === 'array' ? value.items : [value];
  return items.flatMap((item) => {
    const target = nameOf(key, item, text);
    return target === undefined ? [] : [{ target, at: item.at }];
  });
}

function nameOf(key: string, item: Node, source: string): string | undefined {
  if (isNoValue(item)) return undefined;
  const value = key === 'TrafficSources' ? child(item, 'Identifier') : item;
  const link = linkOf(value);
  if (value !== undefined && link !== undefined) return instanceOf(value, source) ?? link;
  const text = textOf(value);
  return text === undefined || text === '' || text.includes('${') ? undefined : text;
}

/** Which instance of a resource is meant: they are told apart by what stands in the brackets. */
function instanceOf({ at }: Node, source: string): string | undefined {
  return /^[\w.-]+\[(?:\d+|"[^"]*")\][\w.[\]"-]*$/
    .exec(source.slice(at.start, at.end))?.[0]
    .replace(/\.(?:arn|id|name)$/, '');
}
