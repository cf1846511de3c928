import type { PoolFact } from '../../contracts/fact';
import type { PoolUse, StoreNode, WorkloadNode } from '../../contracts/system';
import { isAddressOfDatabase } from '../database-variables';
import { factor } from '../factors';
import { idOf } from '../identifiers';
import { staysOpen } from '../jobs';
import { unknownIn } from '../variables';
import type { storeRelation } from './leads';

const OF_REQUEST = 'a child holds one connection for the request it works on';
const OF_JOB = 'a worker holds one connection for the job it works on';

/** What holds the connection of a program of PHP, by its name. */
const HOLDERS: readonly (readonly [RegExp, string])[] = [
  [/^(?:php-fpm|apache2-foreground)$/, OF_REQUEST],
  [/^artisan (?:octane|serve)$/, OF_REQUEST],
  [/^artisan (?:queue:|horizon)|^console /, OF_JOB],
  [/^artisan schedule:work$/, 'what is due runs in a process that holds one connection'],
];

/** Commands of a program of PHP that end by themselves. */
const COMMAND = /^(?:artisan|console) /;

/** Whether a program is of PHP, which has no pools, so that none in its code says what it opens. */
export function isOfPhp(program: string): boolean {
  return /^php\b/.test(program) || holderOf(program) !== undefined;
}

/** What holds the connection of a program; `undefined` where it is not of PHP, or not known. */
export function holderOf(program: string): string | undefined {
  return HOLDERS.find(([pattern]) => pattern.test(program))?.[1];
}

/**
 * What programs of PHP open: PHP keeps no pool, a child of PHP-FPM works on one request at a time, a worker of a queue
 * on one job, and holds one connection for it, to the database whose address its container is given.
 */
export function connectionsOfPhp(
  running: readonly WorkloadNode[],
  leads: ReturnType<typeof storeRelation>,
  poolers: (store: StoreNode) => readonly StoreNode[],
): readonly PoolUse[] {
  return running.flatMap((workload) =>
    workload.containers.flatMap((container): readonly PoolUse[] => {
      const { code, processes, variables } = container;
      const held = processes.flatMap((process) => {
        const ofCommand = COMMAND.test(process.program)
          ? 'a command holds one connection'
          : undefined;
        const holder = process.work === 'once' ? ofCommand : holderOf(process.program);
        const why = staysOpen(process, workload) ? holder : undefined;
        return why === undefined ? [] : [{ process, why }];
      });
      const [address] = [...variables].filter(([name, each]) => isAddressOfDatabase(name, each));
      if (held.length === 0 || !address) return [];
      const [name, variable] = address;
      const value =
        variable.state === 'known'
          ? ({ state: 'known', value: variable.value, at: variable.at } as const)
          : unknownIn(name, variable);
      const lead = leads.lead(value, 'unknown', workload, variable.at);
      const [only, ...alike] = lead.stores;
      const behind = only?.kind === 'pooler' && alike.length === 0 ? poolers(only) : [];
      return held.map(({ process, why }): PoolUse => {
        const at = process.count.at ?? process.at;
        return {
          id: idOf('pool', workload.id, process.id, at.uri, at.path),
          ...{ pool: poolAt(at.path), uri: at.uri, file: workload.file },
          ...{ workload, container, process },
          size: factor('connection', 1, at, 'derived', why),
          least: factor('least', 0, null, 'derived'),
          certainty: code?.certainty ?? 'stated',
          evidence: code?.evidence ?? [],
          way: [...lead.stores, ...behind],
          address: value.state === 'known' ? value.value : null,
          account: null,
          wayCertainty: lead.certainty,
        };
      });
    }),
  );
}

/** What a child has instead of a pool. */
function poolAt(path: string): PoolFact {
  const absent = { state: 'absent', path } as const;
  const max = { state: 'known', value: 1, origin: 'defaulted', path } as const;
  return {
    kind: 'pool',
    path,
    library: 'php-fpm',
    engine: 'unknown',
    max,
    min: absent,
    target: absent,
  };
}
