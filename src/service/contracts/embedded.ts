import type { Span } from './span';

/** A file of another language that a text holds as a value, such as an `nginx.conf` of a ConfigMap. */
export interface EmbeddedText {
  /** The structural path of the value. */
  readonly path: string;
  /** The name of the file that it becomes. */
  readonly name: string;
  readonly text: string;
  /** Where the value stands. */
  readonly at: Span;
  /** Where each of its lines stands in the file; `null` where only the whole has a place. */
  readonly lines: readonly EmbeddedLine[] | null;
  /** What stands before each line in the file. */
  readonly indent?: string;
}

/** A line of an embedded text. */
export interface EmbeddedLine {
  /** Its offset in the text, and in the file. */
  readonly inner: number;
  readonly outer: number;
  /** Its length in the file. */
  readonly length: number;
  /** Whether the file has it as the text does; else something is written otherwise there (`$$`). */
  readonly isSame: boolean;
}
