import { isKnown } from '../../contracts/field';
import type { Autoscaler } from './autoscaler';

/** A queue says exactly what is left to do; workers on it may go as soon as it is empty. */
export function worksOffQueue({ metrics }: Autoscaler): boolean {
  return (
    metrics.length > 0 && metrics.every(({ type }) => isKnown(type) && type.value === 'External')
  );
}
