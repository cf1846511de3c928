import { grouped } from '../../architecture/grouped';
import type { DrawingArrow } from '../../contracts/drawing';
import type { System } from '../../contracts/system';
import { idOf } from '../../system/identifiers';
import { type ExternalCall, externalCalls } from '../../system/views/externals';
import { say } from '../words';
import { BY_DEFAULT, figure } from './labels';
import { type Plain, plain } from './plain';

/** A box for each system elsewhere that code of the workloads calls, with the longest that one of them waits for it. */
export function externalParts(system: System): {
  readonly boxes: readonly Plain[];
  readonly arrows: readonly DrawingArrow[];
} {
  const byHost = [...grouped(externalCalls(system), ({ host }) => host)];
  const idOfHost = (host: string) => idOf('external', system.environment, host);
  return {
    boxes: byHost.map(([host, calls]) => {
      const [longest = calls[0]] = [...calls].sort((a, b) => patience(b) - patience(a));
      return plain({
        ...{ id: idOfHost(host), kind: 'external', at: calls[0]?.at ?? null },
        texts: [host, ...(longest ? [limitOf(longest)] : [])],
        places: calls.map(({ at }) => at),
        figures: calls.map((call) => ({
          text: say('{0}: {1}', call.workload.name, limitOf(call)),
          at: call.at,
        })),
      });
    }),
    arrows: byHost.flatMap(([host, calls]) =>
      calls.map(({ workload, at, certainty }): DrawingArrow => {
        const kind = certainty === 'stated' ? 'stated' : 'inferred';
        return { from: workload.id, to: idOfHost(host), label: '', kind, count: null, at };
      }),
    ),
  };
}

/** How long a call waits, for comparing; what is not known may be longer than all that is. */
function patience({ timeout }: ExternalCall): number {
  if (timeout.state === 'absent') return Number.POSITIVE_INFINITY;
  return timeout.state === 'known' ? timeout.value : Number.MAX_VALUE;
}

/** `timeout 3 s`, `timeout 5 s*` where nobody wrote it, `timeout ?`, `no timeout`. */
function limitOf({ timeout }: ExternalCall): string {
  if (timeout.state === 'absent') return say('no timeout');
  if (timeout.state === 'unknown') return say('timeout ?');
  const mark = timeout.origin === 'defaulted' ? BY_DEFAULT : '';
  return say('timeout {0}', `${figure(timeout.value / 1000)} s${mark}`);
}
