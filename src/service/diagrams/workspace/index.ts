import { say } from '../words';
import { autoscalingView } from './autoscaling';
import { cacheLayersView } from './cacheLayers';
import { loadBalancerView } from './loadBalancer';
import { multiRegionView } from './multiRegion';
import { readReplicasView } from './readReplicas';
import { shardingView } from './sharding';
import { trafficView } from './traffic';
import type { WorkspaceView } from './view';

/** The views that a workspace fills, where its files say something of them. */
export const WORKSPACE_VIEWS: readonly WorkspaceView[] = [
  trafficView,
  autoscalingView,
  cacheLayersView,
  loadBalancerView,
  readReplicasView,
  shardingView,
  multiRegionView,
];

/** The view that the advice for a workspace fills: what it says, and which way the answers lead. */
export const DECISION_TREE = {
  id: 'decision-tree',
  get title() {
    return say('Decision tree');
  },
  get description() {
    return say('Measure, relieve the bottleneck, measure again: where the answers lead');
  },
} as const;
