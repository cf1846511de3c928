interface Named {
  readonly name: string;
}

/** What stands at a level under one name, and what others have found out about it and keep. */
export interface NamedList<D extends Named> {
  readonly name: string;
  readonly directives: D[];
  /** What holds at the level itself, and at levels inside it; see `effective`. */
  own: unknown;
  inherited: unknown;
}

/** Above so many names a table is faster than looking at each. */
const FEW = 12;

/** Directives by name. Levels have few names each, and there are very many levels. */
export class NamedDirectives<D extends Named> {
  private lists: NamedList<D>[] | undefined;
  private table: Map<string, NamedList<D>> | undefined;
  private seen = 0;

  /** @param all may still grow */
  constructor(private readonly all: readonly D[]) {}

  /** What stands under a name, with what is kept about it. */
  list(name: string): NamedList<D> | undefined {
    const lists = this.current();
    if (this.table) return this.table.get(name);
    for (const list of lists) if (list.name === name) return list;
    return undefined;
  }

  get(name: string): readonly D[] | undefined {
    return this.list(name)?.directives;
  }

  has(name: string): boolean {
    return this.list(name) !== undefined;
  }

  /** Each name, in the order in which the first of it stands. */
  keys(): readonly string[] {
    return this.current().map(({ name }) => name);
  }

  private current(): readonly NamedList<D>[] {
    this.lists ??= [];
    for (; this.seen < this.all.length; this.seen++) {
      const directive = this.all[this.seen];
      if (directive) this.sort(directive, this.lists);
    }
    return this.lists;
  }

  private sort(directive: D, lists: NamedList<D>[]): void {
    const { name } = directive;
    const known = this.table ? this.table.get(name) : lists.find((list) => list.name === name);
    if (known) {
      known.directives.push(directive);
      return;
    }
    const made = { name, directives: [directive], own: undefined, inherited: undefined };
    lists.push(made);
    if (this.table) this.table.set(name, made);
    else if (lists.length > FEW) this.table = new Map(lists.map((list) => [list.name, list]));
  }
}
