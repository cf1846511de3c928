import { type Choice, type Field, referenced } from '../../contracts/field';
import type { PoolUse } from './pools';
import type { Call } from './reading';
import type { ChosenObject } from './values';

type Made = Omit<PoolUse, 'version'>;

/** The call with each of the objects that a variable chooses of, by what the variable says. */
export function alternativesOf(
  call: Call,
): { readonly chosen: ChosenObject; readonly calls: ReadonlyMap<string, Call> } | undefined {
  for (const [index, value] of call.arguments.entries()) {
    if (value.kind !== 'other' || !value.chosen) continue;
    const { chosen } = value;
    const calls = [...chosen.of].map(
      ([name, object]) =>
        [name, { ...call, arguments: call.arguments.with(index, object) }] as const,
    );
    return { chosen, calls: new Map(calls) };
  }
  return undefined;
}

/** One pool of those that a variable chooses of: what they agree on, and of the rest what each says. */
export function chosenPool(
  pools: ReadonlyMap<string, Made>,
  { env, fallback }: ChosenObject,
): Made | undefined {
  const [first, ...others] = pools.values();
  if (!first) return undefined;
  const field = <T extends string | number>(of: (pool: Made) => Field<T>): Field<T> => {
    const given = [...pools].map(([name, pool]) => [name, of(pool)] as const);
    const own = of(first);
    if (given.every(([, each]) => each.state === 'absent')) return own;
    const choices = given.flatMap(([name, each]): readonly [string, Choice][] => {
      if (each.state === 'known') return [[name, each.value]];
      return each.state === 'unknown' && each.reference ? [[name, each.reference]] : [];
    });
    const reference = { space: 'env', name: env, fallback } as const;
    return referenced(
      { ...reference, choices: Object.fromEntries(choices) },
      first.call.nameAt,
      own.path,
    );
  };
  const isOne = others.every(({ engine }) => engine === first.engine);
  return {
    ...first,
    engine: isOne ? first.engine : 'unknown',
    object: null,
    complete: false,
    options: [],
    max: field(({ max }) => max),
    min: field(({ min }) => min),
    parts: null,
    acquireTimeout: field(({ acquireTimeout }) => acquireTimeout),
    target: field(({ target }) => target),
  };
}
