interface Named {
  readonly name: string;
}

/** What stands at a level under one name, and what others have found out about it and keep. */
export interface NamedList<D extends Named> {
  readonly name: string;
  readonly directives: readonly D[];
  /** What holds at the level itself, and at levels inside it; see `effective`. */
  own: unknown;
  inherited: unknown;
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

  /** @param all complete when somebody asks for the first time */
  constructor(private readonly all: readonly D[]) {}

  /** What stands under a name, with what is kept about it. */
  list(name: string): NamedList<D> | undefined {
    if (this.all.length > FEW) {
      this.table ??= tableOf(this.all);
      return this.table.get(name);
    }
    if (this.lists) for (const list of this.lists) if (list.name === name) return list;
    const found = this.all.filter((directive) => directive.name === name);
    if (found.length === 0) return undefined;
    const made = { name, directives: found, own: undefined, inherited: undefined };
    if (this.lists) this.lists.push(made);
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
}

function tableOf<D extends Named>(all: readonly D[]): Map<string, NamedList<D>> {
  const lists = new Map<string, D[]>();
  for (const directive of all) {
    const list = lists.get(directive.name);
    if (list) list.push(directive);
    else lists.set(directive.name, [directive]);
  }
  const kept = { own: undefined, inherited: undefined };
  return new Map([...lists].map(([name, directives]) => [name, { name, directives, ...kept }]));
}
