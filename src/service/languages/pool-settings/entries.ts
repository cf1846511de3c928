import type { Comment, SyntaxProblem } from '../../contracts/language';
import type { Span } from '../../contracts/span';

/** A setting as a file writes it, whatever the file's format: names from the outside in, and a value. */
export interface Entry {
  /** `['spring', 'datasource', 'hikari', 'maximum-pool-size']`. */
  readonly keys: readonly string[];
  /** The last name. */
  readonly nameAt: Span;
  /** The value without quotes. */
  readonly text: string;
  readonly at: Span;
  /** Which of the documents of the file it stands in, counted from 0. */
  readonly document: number;
}

/** A file of settings, read. */
export interface SettingsText {
  readonly entries: readonly Entry[];
  readonly comments: readonly Comment[];
  readonly syntax: readonly SyntaxProblem[];
}

/** Spring binds `maximum-pool-size`, `maximumPoolSize` and `MAXIMUM_POOL_SIZE` to one property. */
export function canonical(name: string): string {
  return name.toLowerCase().replace(/[-_ ]/g, '');
}

/** A setting of Sidekiq: that for production, where they are told apart. */
export function sidekiqEntry(entries: readonly Entry[], name: string): Entry | undefined {
  const isNamed = (keys: readonly string[]) => keys.at(-1)?.replace(/^:/, '') === name;
  return (
    entries.findLast(
      ({ keys }) => keys.length === 2 && /^:?production$/.test(keys[0] ?? '') && isNamed(keys),
    ) ?? entries.findLast(({ keys }) => keys.length === 1 && isNamed(keys))
  );
}
