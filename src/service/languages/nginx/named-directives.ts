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
  /** How many of its directives have their paths, and which paths are taken. */
  numbered: number;
  taken: Map<string, number> | undefined;
}

/** Above so many directives a table of all names is faster than looking at each. */
const FEW = 16;

/**
 * Directives by name. There are very many levels, with few directives each, and of most names nobody ever
 * asks: there a list is made for a name that somebody asks for.
 */
export class NamedDirectives<D extends Named> {
  private lists: NamedList<D>[] | undefined;
  private table: Map<string, NamedList<D>> | undefined;
  private seen = 0;

  /** @param all may still grow */
  constructor(private readonly all: readonly D[]) {}

  /** What stands under a name, with what is kept about it. */
  list(name: string): NamedList<D> | undefined {
    if (this.seen !== this.all.length) this.grow();
    if (this.table) return this.table.get(name);
    const { lists, all } = this;
    if (lists) for (const list of lists) if (list.name === name) return list;
    let made: NamedList<D> | undefined;
    for (const directive of all) {
      if (directive.name !== name) continue;
      if (made) made.directives.push(directive);
      else made = listOf(directive);
    }
    if (!made) return undefined;
    if (lists) lists.push(made);
    else this.lists = [made];
    return made;
  }

  get(name: string): readonly D[] | undefined {
    return this.list(name)?.directives;
  }

  has(name: string): boolean {
    if (this.all.length > FEW) return this.list(name) !== undefined;
    for (const directive of this.all) if (directive.name === name) return true;
    return false;
  }

  /** Each name, in the order in which the first of it stands. */
  keys(): readonly string[] {
    return [...new Set(this.all.map(({ name }) => name))];
  }

  /** Adds what has come since somebody last asked to the lists there are. */
  private grow(): void {
    const { all } = this;
    if (!this.table && all.length > FEW) {
      this.table = new Map(this.lists?.map((list) => [list.name, list]));
      this.lists = undefined;
      // What has no list yet has been passed by.
      for (let index = 0; index < this.seen; index++) {
        const directive = all[index];
        if (directive && !this.table.get(directive.name)?.directives.includes(directive)) {
          this.add(directive, this.table);
        }
      }
    }
    for (; this.seen < all.length; this.seen++) {
      const directive = all[this.seen];
      if (!directive) continue;
      if (this.table) this.add(directive, this.table);
      else this.lists?.find(({ name }) => name === directive.name)?.directives.push(directive);
    }
  }

  private add(directive: D, table: Map<string, NamedList<D>>): void {
    const known = table.get(directive.name);
    if (known) known.directives.push(directive);
    else table.set(directive.name, listOf(directive));
  }
}

function listOf<D extends Named>(directive: D): NamedList<D> {
  return {
    name: directive.name,
    directives: [directive],
    own: undefined,
    inherited: undefined,
    numbered: 0,
    taken: undefined,
  };
}
