import type { Span } from '../../contracts/span';

/** Where structural paths stand: a map that is made when somebody looks, which few files see. */
export class Places implements ReadonlyMap<string, Span> {
  readonly #added: [string, Span][] = [];
  #made: Map<string, Span> | undefined;

  add(path: string, at: Span): void {
    this.#added.push([path, at]);
  }

  get #map(): ReadonlyMap<string, Span> {
    this.#made ??= new Map(this.#added);
    return this.#made;
  }

  get size(): number {
    return this.#map.size;
  }

  get(path: string): Span | undefined {
    return this.#map.get(path);
  }

  has(path: string): boolean {
    return this.#map.has(path);
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

  /** All that was added; of two at one path the later counts. */
  [Symbol.iterator]() {
    return this.#added[Symbol.iterator]();
  }
}
