import { BOUNDED, CACHE, DATABASE } from './data';
import { FAILOVER } from './edges';
import type { NodeQuestion } from './question';
import { LIMITS, TARGETS } from './scaling';
import { HEALTH_CHECKS, REDUNDANCY, REQUESTS, SCALED, STATELESS } from './workloads';

/** The questions that the graph of an environment answers. A new one is an object and a line here. */
export const NODE_QUESTIONS: readonly NodeQuestion[] = [
  BOUNDED,
  CACHE,
  DATABASE,
  FAILOVER,
  HEALTH_CHECKS,
  LIMITS,
  REDUNDANCY,
  REQUESTS,
  SCALED,
  STATELESS,
  TARGETS,
];
