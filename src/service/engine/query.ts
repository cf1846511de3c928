import {
  type Cell,
  InputCell,
  LACKS,
  MAX_WANTED,
  NONE,
  QueryCell,
  type Run,
  Stop,
  settle,
  type Wanted,
} from './cells';

/**
 * A tracked memo. Inputs are set by whoever drives it; queries compute from inputs and other queries,
 * and what each one asked is recorded while it runs. When an input changes, what rests on it becomes
 * doubtful and is validated when somebody asks: a query is computed again only where something it
 * asked has another *value* than before. See `docs/architecture.md`, "Queries".
 */
export interface Queries {
  /** Something that is told from outside, by key. */
  input<V>(name: string, options?: InputOptions<V>): Input<V>;
  /** Something that is computed, by key. `compute` is pure but for what it asks. */
  query<V>(name: string, compute: (key: string) => V, options?: QueryOptions<V>): Query<V>;
  /** The answers for all keys. Where one lacks an input, the others are tried before it stops. */
  each<K, V>(keys: Iterable<K>, ask: (key: K) => V): readonly V[];
  /**
   * Runs `goal`, which asks queries, until it is done, lacks inputs or is to pause. What has been
   * computed is kept, so that the next attempt goes on from there.
   *
   * @param mostWanted so many inputs are wanted at once, by default 32
   */
  attempt<T>(goal: () => T, mayGoOn?: () => boolean, mostWanted?: number): Attempt<T>;
  /** How often each query has been computed, by name. */
  readonly computed: ReadonlyMap<string, number>;
}

/** What came of an attempt: an answer, or the inputs that are wanted for one; none where it paused. */
export type Attempt<T> =
  | { readonly done: true; readonly value: T }
  | { readonly done: false; readonly wanted: readonly Wanted[] };

/** How an input compares, and what it is before it is told. */
export interface InputOptions<V> {
  /** Without it an input is wanted until it is told. */
  readonly initial?: (key: string) => V;
  readonly equal?: (a: V, b: V) => boolean;
  /** A short stand-in for a value, by which a released one is compared with the next. */
  readonly print?: (value: V) => string;
}

/** An input; calling it asks. */
export interface Input<V> {
  (key: string): V;
  /** Tells the value. Nothing becomes doubtful where it is equal to the last. */
  set(key: string, value: V): void;
  /** Tells that the value may no longer hold: it is wanted again before anything is answered from it. */
  forget(key: string): void;
  /** Drops the value, which still holds, to free what it keeps. */
  release(key: string): void;
  /** The value, where it is told and kept; asks nothing. */
  peek(key: string): V | undefined;
  /** Whether it would be answered at once: the value is told, kept and not in doubt. */
  isAtHand(key: string): boolean;
  /** Whether anybody has asked for it, or told it. */
  isAsked(key: string): boolean;
}

/** How the answers of a query compare. */
export interface QueryOptions<V> {
  /** Whether two answers say the same; by default only the very same. */
  readonly equal?: (a: V, b: V) => boolean;
  /**
   * What is kept of a new answer: the parts of the last one that say the same, or that one itself where all
   * of it does. Without it, whichever of the two `equal` decides for.
   */
  readonly reuse?: (before: V | undefined, after: V) => V;
  /**
   * Computed again before anything else is answered, once something it rests on has been told anew, so that all
   * that rests on it is left alone where it answers the same. For what is asked by much and is rarely another, such
   * as what a text is, or which builds there are.
   */
  readonly eager?: boolean;
}

/** A query; calling it asks. */
export interface Query<V> {
  (key: string): V;
  /** Drops the answer, which still holds, to free what it keeps. */
  release(key: string): void;
  /** The last answer, where it is kept, whether it still holds or not; asks nothing. */
  peek(key: string): V | undefined;
}

function kept(cell: Cell | undefined): unknown {
  return cell === undefined || cell.value === NONE ? undefined : cell.value;
}

/** A memo with nothing in it; `computed` takes how often each query is computed, by name. */
export function createQueries(computed: Map<string, number> = new Map()): Queries {
  const run: Run = {
    asking: undefined,
    begun: 0,
    unsettled: new Set(),
    wanted: new Map(),
    mostWanted: MAX_WANTED,
    round: 0,
    mayGoOn: () => true,
    computedNow: 0,
    computed,
  };

  function ask(cell: Cell): unknown {
    const { asking } = run;
    if (asking === undefined) settle(run);
    else if (cell.askedBy !== asking.number) {
      cell.askedBy = asking.number;
      asking.asked.push(cell);
    }
    return cell.bring();
  }

  return {
    computed: run.computed,
    input<V>(name: string, { initial, equal = Object.is, print }: InputOptions<V> = {}): Input<V> {
      const kind = { name, run };
      const cells = new Map<string, InputCell>();
      const cellOf = (key: string) => {
        const known = cells.get(key);
        if (known) return known;
        const cell = new InputCell(key, kind);
        if (initial) {
          cell.value = initial(key);
          cell.state = 'valid';
        }
        cells.set(key, cell);
        return cell;
      };
      return Object.assign((key: string) => ask(cellOf(key)) as V, {
        set(key: string, value: V) {
          if (run.asking) throw new Error(`${name}(${key}) is told while a query computes.`);
          run.round++;
          const cell = cellOf(key);
          const before = cell.value;
          const known = cell.print;
          const isSame =
            before === NONE
              ? known !== undefined && known === print?.(value)
              : equal(before as V, value);
          cell.print = undefined;
          cell.state = 'valid';
          if (isSame && before !== NONE) return;
          cell.value = value;
          if (!isSame) cell.changed();
        },
        forget(key: string) {
          const cell = cells.get(key);
          if (cell?.state !== 'valid') return;
          cell.state = 'stale';
          cell.doubted();
        },
        release(key: string) {
          const cell = cells.get(key);
          if (!cell || cell.value === NONE || !print) return;
          cell.print = print(cell.value as V);
          cell.value = NONE;
        },
        peek: (key: string) => kept(cells.get(key)) as V | undefined,
        isAtHand(key: string) {
          const cell = cells.get(key);
          return cell?.state === 'valid' && cell.value !== NONE;
        },
        isAsked: (key: string) => cells.has(key),
      });
    },
    query<V>(
      name: string,
      compute: (key: string) => V,
      { equal = Object.is, reuse, eager = false }: QueryOptions<V> = {},
    ): Query<V> {
      const kind = { name, run, compute, equal, reuse, eager };
      const cells = new Map<string, QueryCell>();
      const cellOf = (key: string) => {
        const known = cells.get(key);
        if (known) return known;
        const cell = new QueryCell(key, kind);
        cells.set(key, cell);
        return cell;
      };
      return Object.assign((key: string) => ask(cellOf(key)) as V, {
        release(key: string) {
          const cell = cells.get(key);
          if (cell) cell.value = NONE;
        },
        peek: (key: string) => kept(cells.get(key)) as V | undefined,
      });
    },
    each(keys, askOne) {
      let stopped: unknown;
      const answers = [];
      for (const key of keys) {
        try {
          answers.push(askOne(key));
        } catch (stop) {
          if (stop !== LACKS || run.wanted.size >= run.mostWanted) throw stop;
          stopped = stop;
        }
      }
      if (stopped) throw stopped;
      return answers;
    },
    attempt(goal, mayGoOn = () => true, mostWanted = MAX_WANTED) {
      run.wanted.clear();
      run.round++;
      run.mostWanted = mostWanted;
      run.mayGoOn = mayGoOn;
      run.computedNow = 0;
      try {
        return { done: true, value: goal() };
      } catch (stop) {
        if (!(stop instanceof Stop)) throw stop;
        return { done: false, wanted: stop.pauses ? [] : [...run.wanted.values()] };
      } finally {
        run.mayGoOn = () => true;
      }
    },
  };
}
