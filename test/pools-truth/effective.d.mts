/** By the title of the library: the options in force once a pool is constructed with these. */
export const EFFECTIVE: Readonly<
  Record<
    string,
    (options: Readonly<Record<string, unknown>>) => Promise<Readonly<Record<string, unknown>>>
  >
>;

/** By the title of the cache: for how many milliseconds a value is kept. */
export const KEEPS: Readonly<Record<string, (lifetime: unknown) => Promise<number>>>;
