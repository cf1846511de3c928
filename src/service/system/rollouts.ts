import type { FactValue, WorkloadFact } from '../contracts/fact';
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
  const share = shareOf(maxSurge);
  if (share === undefined || strategy.state === 'unknown') {
    return {
      kind: 'unknown',
      at: { uri, path: maxSurge.path },
      alive: (count) => [count, 2 * count],
    };
  }
  return {
    kind: 'rolling',
    at: maxSurge.state === 'absent' ? null : { uri, path: maxSurge.path },
    alive: (count) => {
      const least = count + surge(share, count);
      return [least, Math.max(least, 2 * count)];
    },
  };
}

/** Each is stopped before the next begins. */
export function recreated(uri: string, path: string): Rollout {
  return { kind: 'recreate', at: { uri, path }, alive: (count) => [count, count] };
}

function shareOf(value: FactValue<string>): string | undefined {
  if (value.state === 'absent') return DEFAULT_SHARE;
  return value.state === 'known' && /^\d+%?$/.test(value.value) ? value.value : undefined;
}

/** `maxSurge` is rounded up. */
function surge(share: string, count: number): number {
  const amount = Number.parseInt(share, 10);
  return share.endsWith('%') ? Math.ceil((count * amount) / 100) : amount;
}
