/** An input that nobody has told yet. */
export interface Wanted {
  readonly input: string;
  readonly key: string;
}

/** So many inputs are wanted at once, where an attempt does not say it. */
export const MAX_WANTED = 32;

/** What is thrown to leave an attempt; nobody but {@link Queries.attempt} and `each` catches it. */
export class Stop {
  constructor(readonly pauses: boolean) {}
}

/** An input is wanted. */
export const LACKS = new Stop(false);
/** Time for something else; what has been computed stays. */
const PAUSES = new Stop(true);
/** Stands for a value that is not known, or was released. */
export const NONE = Symbol('no value');

/** `doubtful`: something it rests on may have changed. `stale`: something it asked has changed. */
type State = 'valid' | 'doubtful' | 'stale';

/** So many dependents are a list, which takes less than a set; more are a set, which is quicker. */
const MOST_LISTED = 8;

const NOBODY: readonly QueryCell[] = [];

/** Something that can be asked: one input or query for one key. There are many of them: each holds little. */
export abstract class Cell {
  state: State = 'stale';
  value: unknown = NONE;
  /** The number of who asked last: most who ask again do so at once. */
  askedBy = 0;
  /** Most cells of a large project have one or none. */
  #dependents: Set<QueryCell> | QueryCell[] | QueryCell | undefined;

  constructor(readonly key: string) {}

  abstract get name(): string;
  /** Makes it valid, its value at hand or released. */
  abstract validate(): void;
  /** Makes it valid with its value at hand. */
  abstract bring(): unknown;

  addDependent(cell: QueryCell): void {
    const known = this.#dependents;
    if (known === undefined) this.#dependents = cell;
    else if (known instanceof Set) known.add(cell);
    else if (!Array.isArray(known)) {
      if (known !== cell) this.#dependents = [known, cell];
    } else if (!known.includes(cell)) {
      if (known.length < MOST_LISTED) known.push(cell);
      else this.#dependents = new Set(known).add(cell);
    }
  }

  dropDependent(cell: QueryCell): void {
    const known = this.#dependents;
    if (known instanceof Set) known.delete(cell);
    else if (Array.isArray(known)) {
      const at = known.indexOf(cell);
      if (at >= 0) known.splice(at, 1);
    } else if (known === cell) this.#dependents = undefined;
  }

  #each(): Iterable<QueryCell> {
    const known = this.#dependents;
    if (known === undefined) return NOBODY;
    return known instanceof Set || Array.isArray(known) ? known : [known];
  }

  /** Its value is another than before. */
  changed(): void {
    for (const dependent of this.#each()) {
      const { state } = dependent;
      dependent.state = 'stale';
      if (state === 'valid') dependent.doubtedItself();
    }
  }

  /** It may come to have another value. */
  doubted(): void {
    for (const dependent of this.#each()) {
      if (dependent.state !== 'valid') continue;
      dependent.state = 'doubtful';
      dependent.doubtedItself();
    }
  }
}

/** A query that is being computed. */
export interface Asking {
  readonly cell: QueryCell;
  /** No two have the same; from 1. */
  readonly number: number;
  /** What it has asked so far; what others asked in between may stand there more than once. */
  readonly asked: Cell[];
}

/** Lists of what was asked that are longer are looked through for what was asked twice. */
const MAX_ASKED_TWICE = 8;

/** What the cells of one memo share. */
export interface Run {
  /** The query that is being computed, and what it has asked so far. */
  asking: Asking | undefined;
  /** How many queries have begun to be computed. */
  begun: number;
  /** Eager queries that may come to have another value; see {@link settle}. */
  readonly unsettled: Set<QueryCell>;
  readonly wanted: Map<string, Wanted>;
  /** So many inputs are wanted at once. */
  mostWanted: number;
  /** Counts the attempts and what is told between them: until then no input comes. */
  round: number;
  mayGoOn: () => boolean;
  computedNow: number;
  readonly computed: Map<string, number>;
}

/** What the inputs of a name share. */
export interface InputKind {
  readonly name: string;
  readonly run: Run;
}

/** An input for one key. */
export class InputCell extends Cell {
  print: string | undefined;

  constructor(
    key: string,
    private readonly kind: InputKind,
  ) {
    super(key);
  }

  get name(): string {
    return this.kind.name;
  }

  validate(): void {
    if (this.state !== 'valid') this.#want();
  }

  bring(): unknown {
    if (this.state !== 'valid' || this.value === NONE) this.#want();
    return this.value;
  }

  #want(): never {
    const { name, key } = this;
    this.kind.run.wanted.set(`${name}\n${key}`, { input: name, key });
    throw LACKS;
  }
}

/** What the cells of one query share; see `QueryOptions`. */
export interface QueryKind {
  readonly name: string;
  readonly run: Run;
  readonly compute: (key: string) => unknown;
  readonly equal: (a: never, b: never) => boolean;
  readonly reuse: ((before: never, after: never) => unknown) | undefined;
  readonly eager: boolean;
}

/** A query for one key, and what it asked. */
export class QueryCell extends Cell {
  #asked: readonly Cell[] = NOBODY;
  #isBusy = false;
  /** The round in which it lacked an input: it still does. */
  #lacked = -1;

  constructor(
    key: string,
    private readonly kind: QueryKind,
  ) {
    super(key);
  }

  get name(): string {
    return this.kind.name;
  }

  /** It has come to be in doubt: so has what rests on it, or, where it is eager, waits for its answer. */
  doubtedItself(): void {
    if (this.kind.eager) this.kind.run.unsettled.add(this);
    else this.doubted();
  }

  validate(): void {
    if (this.state !== 'valid') this.#unlessLacking(false);
  }

  bring(): unknown {
    if (this.#isBusy) throw this.#circle();
    this.validate();
    // What was released is computed once more.
    if (this.value === NONE) this.#unlessLacking(true);
    return this.value;
  }

  /** Many ask the same: what lacks an input is tried once. */
  #unlessLacking(withValue: boolean): void {
    if (this.#isBusy) throw this.#circle();
    const { run } = this.kind;
    if (this.#lacked === run.round) throw LACKS;
    try {
      if (this.state === 'doubtful') this.#askAgain();
      if (this.state === 'stale' || withValue) this.#computeNow();
    } catch (stop) {
      if (stop === LACKS) this.#lacked = run.round;
      throw stop;
    }
  }

  /** Answers at once; where it cannot, what rests on it becomes doubtful. */
  computeOrDoubt(): void {
    try {
      this.validate();
    } catch (stop) {
      this.doubted();
      if (!(stop instanceof Stop)) throw stop;
    }
  }

  /** Validates what was asked, in the order it was asked, until something has changed. */
  #askAgain(): void {
    const { run } = this.kind;
    this.#isBusy = true;
    let stopped: unknown;
    try {
      for (const cell of this.#asked) {
        try {
          cell.validate();
        } catch (stop) {
          if (stop !== LACKS || run.wanted.size >= run.mostWanted) throw stop;
          stopped = stop;
        }
        if (this.state !== 'doubtful') return;
      }
      if (stopped) throw stopped;
      this.state = 'valid';
    } finally {
      this.#isBusy = false;
    }
  }

  #computeNow(): void {
    const { run, compute } = this.kind;
    if (run.computedNow > 0 && !run.mayGoOn()) throw PAUSES;
    const outer = run.asking;
    const asked: Cell[] = [];
    run.asking = { cell: this, number: ++run.begun, asked };
    this.#isBusy = true;
    let value: unknown;
    try {
      value = compute(this.key);
    } finally {
      run.asking = outer;
      this.#isBusy = false;
    }
    run.computedNow++;
    run.computed.set(this.name, (run.computed.get(this.name) ?? 0) + 1);
    this.#relink(asked);
    const wasReleased = this.value === NONE && this.state === 'valid';
    this.state = 'valid';
    const before = this.value;
    const { equal, reuse } = this.kind;
    if (reuse) value = reuse((before === NONE ? undefined : before) as never, value as never);
    if (before !== NONE && equal(before as never, value as never)) return;
    this.value = value;
    // What was released is computed from the same as before: nothing has changed.
    if (!wasReleased) this.changed();
  }

  #relink(all: Cell[]): void {
    // A list that has grown has room for more than it holds: it is copied, for it is kept.
    const asked = all.length > MAX_ASKED_TWICE ? [...new Set(all)] : all.slice();
    if (this.#asked.length > 0) {
      const still = new Set(asked);
      for (const cell of this.#asked) if (!still.has(cell)) cell.dropDependent(this);
    }
    for (const cell of asked) cell.addDependent(this);
    this.#asked = asked;
  }

  #circle(): Error {
    const { asking } = this.kind.run;
    const by = asking ? `${asking.cell.name}(${asking.cell.key})` : 'a query it asked';
    return new Error(`${this.name}(${this.key}) asks for itself, through ${by}.`);
  }
}

/**
 * Has the eager queries answer that are in doubt, so that what rests on them is in doubt only where one has another
 * value. First those that something they asked has changed for: others may rest on them.
 */
export function settle({ unsettled }: Run): void {
  while (unsettled.size > 0) {
    const all = [...unsettled];
    const stale = all.filter(({ state }) => state === 'stale');
    for (const cell of stale.length > 0 ? stale : all) {
      unsettled.delete(cell);
      if (cell.state !== 'valid') cell.computeOrDoubt();
    }
  }
}
