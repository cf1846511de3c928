import type { PlainPlaces } from '../../contracts/language';
import type { Span } from '../../contracts/span';

/** Where structural paths stand: a map that is made when somebody looks, which few files see. */
export class Places implements PlainPlaces {
  readonly plain = true;
  readonly #paths: string[] = [];
  readonly #spans: Span[] = [];
  #made: Map<string, Span> | undefined;

  add(path: string, at: Span): void {
    this.#paths.push(path);
    this.#spans.push(at);
  }

  get #map(): ReadonlyMap<string, Span> {
    this.#made ??= new Map(this);
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
  *[Symbol.iterator](): MapIterator<[string, Span]> {
    for (const [index, path] of this.#paths.entries()) {
      const at = this.#spans[index];
      if (at) yield [path, at];
    }
  }
}
