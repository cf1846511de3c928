import type { ResolvedAutoscaler } from '../../architecture/autoscalers';
import type { Factor } from '../../contracts/system';
import { factorOf } from '../factors';

/** How few and how many pods an autoscaler asks for; where nothing is written, what Kubernetes or KEDA takes. */
export function autoscalerBounds({
  uri,
  fact,
}: Pick<ResolvedAutoscaler['entry'], 'uri' | 'fact'>): {
  readonly least: Factor;
  readonly most: Factor;
} {
  const isKeda = fact.resource === 'ScaledObject';
  return {
    least: factorOf(
      isKeda ? 'minReplicaCount' : 'minReplicas',
      uri,
      fact.minReplicas,
      isKeda ? 0 : 1,
    ),
    most: factorOf(
      isKeda ? 'maxReplicaCount' : 'maxReplicas',
      uri,
      fact.maxReplicas,
      isKeda ? 100 : null,
    ),
  };
}
