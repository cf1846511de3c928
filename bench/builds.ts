import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { NEVER_CANCELLED } from '../src/service/contracts/ports';
import { ROOT } from '../test/support/memory';
import { ms } from './measure';
import { overlaysOf } from './samples';
import { serviceOf } from './service';

/** Overlays over one base of 28 files: what a review takes and keeps, and how both grow with their number. */
export async function manyBuilds(): Promise<
  readonly (readonly [what: string, figure: string, beside: string])[]
> {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  const kept = () => {
    collect();
    return process.memoryUsage().heapUsed / 1e6;
  };
  const memory: number[] = [];
  const times: string[] = [];
  for (const count of [100, 200, 400]) {
    const before = kept();
    const service = serviceOf(overlaysOf(count));
    const start = performance.now();
    await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
    times.push(ms(performance.now() - start));
    memory.push(Math.round(kept() - before));
    // The service is in use until here, so that all it keeps has been counted.
    await service.builds(ROOT);
  }
  return [
    [
      '100, 200, 400 overlays of 28 objects: review',
      times.join(', '),
      `kept ${memory.join(', ')} MB`,
    ],
  ];
}
