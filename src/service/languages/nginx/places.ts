import type { PlainPlaces } from '../../contracts/language';
import { type Span, span } from '../../contracts/span';
import type { NginxDirective, Scope } from './model';

const TOP = span(0, 0);

/**
 * Where structural paths stand. A path is followed from level to level; a table of all is made for those who
 * want all.
 */
export class Places implements PlainPlaces {
  readonly plain = true;
  readonly #root: Scope;
  readonly #directives: readonly NginxDirective[];
  readonly #levels = new Map<Scope, ReadonlyMap<string, NginxDirective>>();
  #made: Map<string, Span> | undefined;

  constructor(root: Scope, directives: readonly NginxDirective[]) {
    this.#root = root;
    this.#directives = directives;
  }

  get(path: string): Span | undefined {
    if (path === '') return TOP;
    const [, owner = '', index] = ARGUMENT.exec(path) ?? [];
    const found = this.#owner(owner);
    if (!found || index === undefined) return found?.at;
    const words = 'args' in found ? found.args : found.words;
    const word = words[Number(index)];
    return word && word.state !== 'absent' ? word.at : undefined;
  }

  /** The directive or the row of a table that has a path. */
  #owner(path: string): NginxDirective | NginxDirective['rows'][number] | undefined {
    const slash = path.lastIndexOf('/');
    if (slash < 0) return undefined;
    const above = path.slice(0, slash);
    const outer = above === '' ? null : this.#owner(above);
    if (outer === undefined) return undefined;
    if (outer === null) return this.#level(this.#root).get(path);
    if (!('args' in outer)) return undefined;
    if (outer.block) return this.#level(outer.block).get(path);
    return outer.rows.find((row) => row.path === path);
  }

  #level(scope: Scope): ReadonlyMap<string, NginxDirective> {
    const known = this.#levels.get(scope);
    if (known) return known;
    const made = new Map(scope.directives.map((directive) => [directive.path, directive]));
    this.#levels.set(scope, made);
    return made;
  }

  has(path: string): boolean {
    return this.get(path) !== undefined;
  }

  get #map(): ReadonlyMap<string, Span> {
    this.#made ??= new Map(this.#all());
    return this.#made;
  }

  *#all(): Generator<[string, Span]> {
    yield ['', TOP];
    for (const directive of this.#directives) {
      yield [directive.path, directive.at];
      for (const arg of directive.args) if (arg.state !== 'absent') yield [arg.path, arg.at];
      for (const row of directive.rows) {
        yield [row.path, row.at];
        for (const word of row.words) if (word.state !== 'absent') yield [word.path, word.at];
      }
    }
  }

  get size(): number {
    return this.#map.size;
  }

  keys() {
    return this.#map.keys();
  }

  values() {
    return this.#map.values();
  }

  entries() {
    return this.#map.entries();
  }

  forEach(call: (at: Span, path: string, map: ReadonlyMap<string, Span>) => void): void {
    this.#map.forEach((at, path) => {
      call(at, path, this);
    });
  }

  [Symbol.iterator]() {
    return this.#map[Symbol.iterator]();
  }
}

/** The path of an argument is that of its owner with a number; any other path is its own owner's. */
const ARGUMENT = /^(.*?)(?:@(\d+))?$/s;
