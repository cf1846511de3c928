import type { ComposeServiceFact } from '../contracts/fact';
import type { Rollout, WorkloadNode } from '../contracts/system';
import { textOf } from './factors';
import { recreated, rolling, unknownRollout } from './rollouts';

/**
 * Whether a service is one that `docker compose` runs for sure: Swarm neither builds nor knows `restart`, and the file is
 * not called a stack.
 *
 * @param file - where the service is written
 */
export function isOfDockerCompose({ build, restart }: ComposeServiceFact, file: string): boolean {
  return (build !== null || restart.state === 'known') && !isStack(file);
}

/**
 * Whether Swarm runs a service: its file is called a stack, or `deploy` has keys that `docker compose` passes over.
 * What both could run, since it has keys of both, is of Swarm perhaps.
 *
 * @param file - where the service is written
 */
export function ofSwarm(fact: ComposeServiceFact, file: string): 'yes' | 'perhaps' | 'no' {
  if (isStack(file)) return 'yes';
  if (fact.swarm.evidence === null) return 'no';
  return fact.build === null ? 'yes' : 'perhaps';
}

/** Whether a file has the name of a stack: `docker-stack.yml`, `compose.swarm.prod.yaml`. */
function isStack(file: string): boolean {
  return /(?:^|[/._-])(?:stack|swarm)[._-][^/]*$/.test(file);
}

/**
 * Whether the name of a workload stands for the address of each of its containers, as the DNS of `docker compose`
 * has it. Swarm gives a service one virtual address, unless `endpoint_mode` says otherwise.
 */
export function hasAddressEach({ fact, file }: WorkloadNode): boolean {
  if (fact.kind !== 'compose-service') return false;
  return ofSwarm(fact, file) === 'no' || textOf(fact.swarm.endpointMode) === 'dnsrr';
}

/**
 * How Swarm replaces the tasks of a service: so many at a time, each stopped before the next is started, or
 * started first; those that stop are not waited for then (docs.docker.com, "update_config").
 */
export function swarmRollout({ swarm, path }: ComposeServiceFact, uri: string): Rollout {
  const { order, parallelism } = swarm;
  if (order.state === 'unknown') return unknownRollout({ uri, path: order.path });
  if (order.state === 'absent' || order.value !== 'start-first') return recreated(uri, path);
  if (parallelism.state === 'unknown') return unknownRollout({ uri, path: parallelism.path });
  const count = parallelism.state === 'known' ? parallelism.value : 1;
  const surge = count === 0 ? ({ percent: 100, rounded: 'up' } as const) : { count };
  return rolling({ uri, path: order.path }, surge, { areStoppingCounted: false });
}
