import type { ComposeServiceFact } from '../contracts/fact';

/** Whether a service is one that `docker compose` runs for sure: Swarm neither builds nor knows `restart`. */
export function isOfDockerCompose({ build, restart }: ComposeServiceFact): boolean {
  return build !== null || restart.state === 'known';
}
