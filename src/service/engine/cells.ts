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

/** Something that can be asked: one input or query for one key. */
export abstract class Cell {
  state: State = 'stale';
  value: unknown = NONE;
  /** Who asked last: most who ask again do so at once. */
  askedBy: Asking | undefined;
  /** A set only where there are several: most cells of a large project have one or none. */
  #dependents: Set<QueryCell> | QueryCell | undefined;

  constructor(
    readonly name: string,
    readonly key: string,
  ) {}

  /** Makes it valid, its value at hand or released. */
  abstract validate(): void;
  /** Makes it valid with its value at hand. */
  abstract bring(): unknown;

  addDependent(cell: QueryCell): void {
    if (this.#dependents instanceof Set) this.#dependents.add(cell);
    else if (this.#dependents === undefined) this.#dependents = cell;
    else if (this.#dependents !== cell) this.#dependents = new Set([this.#dependents, cell]);
  }

  dropDependent(cell: QueryCell): void {
    if (this.#dependents instanceof Set) this.#dependents.delete(cell);
    else if (this.#dependents === cell) this.#dependents = undefined;
  }

  #each(): Iterable<QueryCell> {
    if (this.#dependents instanceof Set) return this.#dependents;
    return this.#dependents === undefined ? [] : [this.#dependents];
  }

  /** Its value is another than before. */
  changed(): void {
    const eager: QueryCell[] = [];
    for (const dependent of this.#each()) {
      const { state } = dependent;
      dependent.state = 'stale';
      if (state !== 'valid') continue;
      if (dependent.isEager) eager.push(dependent);
      else dependent.doubted();
    }
    for (const dependent of eager) dependent.computeOrDoubt();
  }

  /** It may come to have another value. */
  doubted(): void {
    for (const dependent of this.#each()) {
      if (dependent.state !== 'valid') continue;
      dependent.state = 'doubtful';
      dependent.doubted();
    }
  }
}

/** A query that is being computed. */
export interface Asking {
  readonly cell: QueryCell;
  /** What it has asked so far; what others asked in between may stand there more than once. */
  readonly asked: Cell[];
}

/** Lists of what was asked that are longer are looked through for what was asked twice. */
const MAX_ASKED_TWICE = 8;

/** What the cells of one memo share. */
export interface Run {
  /** The query that is being computed, and what it has asked so far. */
  asking: Asking | undefined;
  readonly wanted: Map<string, Wanted>;
  /** So many inputs are wanted at once. */
  mostWanted: number;
  /** Counts the attempts and what is told between them: until then no input comes. */
  round: number;
  mayGoOn: () => boolean;
  computedNow: number;
  readonly computed: Map<string, number>;
}

/** An input for one key. */
export class InputCell extends Cell {
  print: string | undefined;

  constructor(
    name: string,
    key: string,
    private readonly run: Run,
  ) {
    super(name, key);
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
    this.run.wanted.set(`${name}\n${key}`, { input: name, key });
    throw LACKS;
  }
}

/** How a query compares its answers; see `QueryOptions`. */
interface Comparing {
  readonly equal: (a: never, b: never) => boolean;
  readonly reuse: ((before: never, after: never) => unknown) | undefined;
  readonly eager: boolean;
}

/** A query for one key, and what it asked. */
export class QueryCell extends Cell {
  #asked: readonly Cell[] = [];
  #isBusy = false;
  /** The round in which it lacked an input: it still does. */
  #lacked = -1;

  constructor(
    name: string,
    key: string,
    private readonly run: Run,
    private readonly compute: (key: string) => unknown,
    private readonly comparing: Comparing,
  ) {
    super(name, key);
  }

  get isEager(): boolean {
    return this.comparing.eager;
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
    if (this.#lacked === this.run.round) throw LACKS;
    try {
      if (this.state === 'doubtful') this.#askAgain();
      if (this.state === 'stale' || withValue) this.#computeNow();
    } catch (stop) {
      if (stop === LACKS) this.#lacked = this.run.round;
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
    this.#isBusy = true;
    let stopped: unknown;
    try {
      for (const cell of this.#asked) {
        try {
          cell.validate();
        } catch (stop) {
          if (stop !== LACKS || this.run.wanted.size >= this.run.mostWanted) throw stop;
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
    const { run } = this;
    if (run.computedNow > 0 && !run.mayGoOn()) throw PAUSES;
    const outer = run.asking;
    const asked: Cell[] = [];
    run.asking = { cell: this, asked };
    this.#isBusy = true;
    let value: unknown;
    try {
      value = this.compute(this.key);
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
    const { equal, reuse } = this.comparing;
    if (reuse) value = reuse((before === NONE ? undefined : before) as never, value as never);
    if (before !== NONE && equal(before as never, value as never)) return;
    this.value = value;
    // What was released is computed from the same as before: nothing has changed.
    if (!wasReleased) this.changed();
  }

  #relink(all: Cell[]): void {
    let asked = all;
    if (all.length > MAX_ASKED_TWICE) {
      asked = [...new Set(all)];
      // Who was asked may know this list for long.
      all.length = 0;
    }
    if (this.#asked.length > 0) {
      const still = new Set(asked);
      for (const cell of this.#asked) if (!still.has(cell)) cell.dropDependent(this);
    }
    for (const cell of asked) cell.addDependent(this);
    this.#asked = asked;
  }

  #circle(): Error {
    const { asking } = this.run;
    const by = asking ? `${asking.cell.name}(${asking.cell.key})` : 'a query it asked';
    return new Error(`${this.name}(${this.key}) asks for itself, through ${by}.`);
  }
}
