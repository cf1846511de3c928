import type { FactValue, WorkloadFact } from '../contracts/fact';
import type { Place } from '../contracts/finding';
import type { Rollout } from '../contracts/system';

/** What Kubernetes adds and takes away during a rollout where a Deployment does not say. */
const DEFAULT_SHARE = '25%';

/**
 * Pods alive during a rollout. A pod that is stopping is not counted by `maxSurge` (KEP-3973): how
 * many of those there are depends on how long one takes to stop and the next to be ready, which no
 * file says, so it is a range from replicas + surge to twice the replicas.
 */
export function rolloutOf(fact: WorkloadFact, uri: string): Rollout {
  const { resource, path } = fact;
  return resource === 'Deployment' || resource === 'Rollout' || resource === 'DeploymentConfig'
    ? deploymentRollout(fact, uri)
    : recreated(uri, path);
}

/** How a Deployment replaces its pods. */
export function deploymentRollout(
  { strategy, maxSurge }: Pick<WorkloadFact, 'strategy' | 'maxSurge'>,
  uri: string,
): Rollout {
  const kind = strategy.state === 'known' ? strategy.value : 'RollingUpdate';
  if (kind === 'Recreate') return recreated(uri, strategy.path);
  if (kind === 'BlueGreen') {
    const all = { percent: 100, rounded: 'up' } as const;
    return rolling({ uri, path: strategy.path }, all, { areStoppingCounted: true });
  }
  const share = shareOf(maxSurge);
  if (share === undefined || strategy.state === 'unknown') {
    return unknownRollout({ uri, path: maxSurge.path });
  }
  const at = maxSurge.state === 'absent' ? null : { uri, path: maxSurge.path };
  return rolling(at, surgeOf(share), { areStoppingCounted: false });
}

/** Each is stopped before the next begins. */
export function recreated(uri: string, path: string): Rollout {
  return new Replacement('recreate', { uri, path }, NOTHING, true);
}

/** How they are replaced cannot be told: all of them twice at most. */
export function unknownRollout(at: Place | null): Rollout {
  return new Replacement('unknown', at, NOTHING, false);
}

/** Nothing tells of a rollout: as many as there are. */
export function unseenRollout(): Rollout {
  return new Replacement('unknown', null, NOTHING, true);
}

/**
 * Old and new stand side by side.
 *
 * @param surge - what is added meanwhile
 * @param areStoppingCounted - those that stop are among them; else they come on top, at most as many as there were
 */
export function rolling(
  at: Place | null,
  surge: Surge,
  { areStoppingCounted }: { readonly areStoppingCounted: boolean },
): Rollout {
  return new Replacement('rolling', at, surge, areStoppingCounted);
}

/** What is added while replicas are replaced: so many, or so much of them in percent, rounded to a whole number. */
export type Surge =
  | { readonly count: number }
  | { readonly percent: number; readonly rounded: 'up' | 'down' };

const NOTHING: Surge = { count: 0 };

/** A class, since two that say the same have to be equal: a function is equal to itself alone. */
class Replacement implements Rollout {
  constructor(
    readonly kind: Rollout['kind'],
    readonly at: Place | null,
    private readonly surge: Surge,
    private readonly areStoppingCounted: boolean,
  ) {}

  alive(replicas: number): readonly [number, number] {
    const least = replicas + Math.max(0, added(this.surge, replicas));
    return [least, this.areStoppingCounted ? least : Math.max(least, 2 * replicas)];
  }
}

function added(surge: Surge, replicas: number): number {
  if ('count' in surge) return surge.count;
  const share = (replicas * surge.percent) / 100;
  return surge.rounded === 'up' ? Math.ceil(share) : Math.floor(share);
}

function shareOf(value: FactValue<string>): string | undefined {
  if (value.state === 'absent') return DEFAULT_SHARE;
  return value.state === 'known' && /^\d+%?$/.test(value.value) ? value.value : undefined;
}

/** `maxSurge` is rounded up. */
function surgeOf(share: string): Surge {
  const amount = Number.parseInt(share, 10);
  return share.endsWith('%') ? { percent: amount, rounded: 'up' } : { count: amount };
}
