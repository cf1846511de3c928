import { autoscalingReference } from './autoscaling';
import { cacheLayersReference } from './cache-layers';
import { decisionTreeReference } from './decision-tree';
import { loadBalancerReference } from './load-balancer';
import { multiRegionReference } from './multi-region';
import { readReplicasReference } from './read-replicas';
import { shardingReference } from './sharding';
import type { ReferenceView } from './view';

/** The drawings of the guide, in its order. */
export const REFERENCE_VIEWS: readonly ReferenceView[] = [
  decisionTreeReference,
  cacheLayersReference,
  loadBalancerReference,
  readReplicasReference,
  shardingReference,
  autoscalingReference,
  multiRegionReference,
];
