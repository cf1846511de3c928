import type { Architecture } from '../../../architecture/architecture';
import type { EntryOf } from '../../../architecture/entry';
import type { FactValue } from '../../../contracts/fact';
import type { Standing } from '../../../contracts/questions';
import { factorOf, textOf } from '../../factors';
import type { NodeQuestion } from './question';
import { unevaluated } from './unevaluated';

const SCALERS = ['autoscaler', 'autoscalers'] as const;

/** Whether each autoscaler has a minimum and a maximum with something between. */
export const LIMITS: NodeQuestion = {
  id: 'autoscaling-limits',
  quantifier: 'every',
  nodes: SCALERS,
  holds: ['has a minimum below its maximum', 'have a minimum below their maximum'],
  standings: (architecture) => scalersOf(architecture).map(limitsOf),
};

/** Whether each autoscaler follows something that is measured. */
export const TARGETS: NodeQuestion = {
  id: 'autoscaling-targets',
  quantifier: 'every',
  nodes: SCALERS,
  holds: ['follows a metric', 'follow a metric'],
  standings: (architecture) =>
    scalersOf(architecture).map(({ name, at, triggers, unread, entry }): Standing => {
      if (triggers.length === 0) return { name, holds: 'unknown', at, says: unread };
      return unevaluated({ name, holds: 'yes', at, says: triggers.join(', ') }, entry);
    }),
};

/** Something that changes a count, in the words of its tool. */
interface Scaler {
  readonly name: string;
  readonly at: Standing['at'];
  readonly noun: string;
  readonly min: FactValue<number>;
  readonly max: FactValue<number>;
  /** What holds where nothing is written; `null`: nothing does. */
  readonly defaults: readonly [number | null, number | null];
  readonly triggers: readonly string[];
  /** Why it may follow something nonetheless. */
  readonly unread: string;
  readonly entry: { readonly file: string; readonly build: unknown };
}

function scalersOf({ of }: Architecture): readonly Scaler[] {
  const common = (entry: EntryOf<'autoscaler' | 'scaling-group' | 'scalable-target'>) => ({
    at: { uri: entry.uri, path: entry.fact.path },
    entry,
  });
  return [
    ...of('autoscaler')
      .filter(({ fact }) => fact.complete)
      .map((entry): Scaler => {
        const { fact } = entry;
        const isKeda = fact.resource === 'ScaledObject';
        return {
          ...common(entry),
          name: textOf(fact.name) ?? fact.resource,
          noun: 'replicas',
          min: fact.minReplicas,
          max: fact.maxReplicas,
          defaults: isKeda ? [0, 100] : [1, null],
          triggers: fact.triggers,
          unread: 'it names no metric, or none that can be read',
        };
      }),
    ...of('scaling-group').map((entry): Scaler => {
      const { fact } = entry;
      return {
        ...common(entry),
        name: textOf(fact.name) ?? entry.file,
        noun: 'instances',
        min: fact.minSize,
        max: fact.maxSize,
        defaults: [null, null],
        triggers: fact.triggers,
        unread: 'no policy of it is in sight',
      };
    }),
    ...of('scalable-target').map((entry): Scaler => {
      const { fact } = entry;
      return {
        ...common(entry),
        name: fact.scales.name ?? fact.scales.resource ?? textOf(fact.namespace) ?? entry.file,
        noun: 'units',
        min: fact.minCapacity,
        max: fact.maxCapacity,
        defaults: [null, null],
        triggers: [],
        unread: 'the policies of a scalable target are not read',
      };
    }),
  ];
}

function limitsOf({ name, at, noun, min, max, defaults, entry }: Scaler): Standing {
  const least = factorOf('minimum', at.uri, min, defaults[0]);
  const most = factorOf('maximum', at.uri, max, defaults[1]);
  for (const each of [least, most]) {
    const isTold = each.value !== null && each.origin !== 'assumed';
    if (isTold) continue;
    const says = `${each.name}: ${each.why ?? 'it is not written'}`;
    return { name, holds: 'unknown', at: each.at ?? at, says };
  }
  const isBetween = Number(least.value) < Number(most.value);
  const says = isBetween
    ? `${least.value} to ${most.value} ${noun}`
    : `it stays at ${most.value} ${noun}`;
  return unevaluated({ name, holds: isBetween ? 'yes' : 'no', at: most.at ?? at, says }, entry);
}
