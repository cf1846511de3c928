import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { NEVER_CANCELLED } from '../src/service/contracts/ports';
import { ROOT, uriOf } from '../test/support/memory';
import { exponent, median, ms } from './measure';
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
  const times: (readonly [number, number])[] = [];
  const edits: (readonly [number, number])[] = [];
  for (const count of [100, 200, 400]) {
    const before = kept();
    const files = overlaysOf(count);
    const service = serviceOf(files);
    const start = performance.now();
    await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
    times.push([count, performance.now() - start]);
    memory.push(Math.round(kept() - before));
    const text = files[EDITED] ?? '';
    const edit = async (run: number) => {
      const typed = text.replace(/(?<=maxReplicas: )\d+/, String(20 + run));
      service.open({ uri: uriOf(EDITED), languageId: 'yaml', version: run, text: typed });
      await service.diagnostics(uriOf(EDITED), NEVER_CANCELLED);
    };
    edits.push([count, await median(5, edit)]);
  }
  const shown = (points: typeof times) => points.map(([, time]) => ms(time)).join(', ');
  const power = (points: typeof times) =>
    `time grows with their number to the power ${exponent(points).toFixed(2)}`;
  return [
    [
      '100, 200, 400 overlays of 28 objects: review',
      shown(times),
      `${power(times)}; kept ${memory.join(', ')} MB`,
    ],
    ['an edit of one of them, until its findings are there', shown(edits), power(edits)],
  ];
}

/** The overlay that is edited. */
const EDITED = 'overlays/tenant5/prod/patch.yaml';
