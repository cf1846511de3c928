/** About twice the directives there are. */
const MAX_NAMES = 2000;

/** Keys of tables, which stand where names do, are seldom written like this. */
const LIKE_A_NAME = /^[a-z]\w{1,50}$/;

/** What has been worked out of the names of directives: a few hundred names stand for all there are. */
export class ByName<V> {
  readonly #known = new Map<string, V>();

  get(name: string): V | undefined {
    return this.#known.get(name);
  }

  /** Keeps what a name says, where there are not too many, and answers with it. */
  keep(name: string, value: V): V {
    if (this.#known.size < MAX_NAMES && LIKE_A_NAME.test(name)) this.#known.set(name, value);
    return value;
  }
}
