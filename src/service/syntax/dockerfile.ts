import { DockerfileParser } from 'dockerfile-ast';
import { type Span, span } from '../contracts/span';

/** An instruction of a Dockerfile. */
export interface DockerfileInstruction {
  /** In capitals: `CMD`. */
  readonly keyword: string;
  readonly at: Span;
  readonly flags: readonly { readonly name: string; readonly value: string }[];
  /** What stands behind the flags, lines joined, comments left out. */
  readonly text: string;
  readonly textAt: Span;
  /** `NAME=value` of `ENV`, `ARG` and `LABEL`; quotes taken off. */
  readonly properties: readonly DockerfileProperty[];
  /** The text that is written in the instruction itself (`COPY <<EOF /start.sh`), where it has one. */
  readonly hereDocument: string | null;
}

/** A name and its value. */
export interface DockerfileProperty {
  readonly name: string;
  readonly value: string | null;
  readonly at: Span;
}

/** A Dockerfile, read. */
export interface DockerfileSyntax {
  readonly instructions: readonly DockerfileInstruction[];
  readonly comments: readonly { readonly at: Span; readonly text: string }[];
}

interface Position {
  readonly line: number;
  readonly character: number;
}
interface Range {
  readonly start: Position;
  readonly end: Position;
}
interface PropertyLike {
  getName(): string;
  getUnescapedValue(): string | null;
  getRange(): Range;
}
/** What only some kinds of instruction have. */
interface MoreOfInstruction {
  getProperties?(): readonly PropertyLike[];
  getProperty?(): PropertyLike | null;
  getFlags?(): readonly { getName(): string; getValue(): string | null }[];
  getHeredocs?(): readonly { getContentRange(): Range | null }[];
}

/** No Dockerfile is longer; the reader takes a time that grows faster than the text. */
const MAX_LENGTH = 100_000;

/** Reads a Dockerfile. Never throws: what the parser cannot read has no instructions. */
export function readDockerfile(text: string): DockerfileSyntax {
  if (text.length > MAX_LENGTH) return { instructions: [], comments: [] };
  const lines = [0];
  for (const { index, 0: end } of text.matchAll(/\r\n|\n|\r/g)) lines.push(index + end.length);
  const offset = ({ line, character }: Position) =>
    Math.min(text.length, (lines[line] ?? text.length) + character);
  const spanOf = ({ start, end }: Range): Span => span(offset(start), offset(end));
  try {
    const file = DockerfileParser.parse(text);
    return {
      comments: file.getComments().map((comment) => ({
        at: spanOf(comment.getRange()),
        text: comment.getContent() ?? '',
      })),
      instructions: file.getInstructions().map((instruction) => {
        const at = spanOf(instruction.getRange());
        const content = instruction.getArgumentsRange();
        const raw = content ? text.slice(offset(content.start), offset(content.end)) : '';
        const more = instruction as unknown as MoreOfInstruction;
        const property = more.getProperty?.();
        const [written, ...others] = more.getHeredocs?.() ?? [];
        const here = others.length === 0 ? written?.getContentRange() : null;
        return {
          keyword: instruction.getKeyword(),
          at,
          flags: (more.getFlags?.() ?? []).map((flag) => ({
            name: flag.getName(),
            value: flag.getValue() ?? '',
          })),
          text: joined(raw, file.getEscapeCharacter()),
          textAt: content ? spanOf(content) : at,
          properties: (more.getProperties?.() ?? (property ? [property] : [])).map((one) => ({
            name: one.getName(),
            value: unquoted(one.getUnescapedValue()),
            at: spanOf(one.getRange()),
          })),
          hereDocument: here ? text.slice(offset(here.start), offset(here.end)) : null,
        };
      }),
    };
  } catch {
    return { instructions: [], comments: [] };
  }
}

/** Continued lines as one, without comments between them. */
function joined(text: string, escape: string): string {
  return text
    .split(/\r\n|\n|\r/)
    .filter((line, index) => index === 0 || !/^\s*#/.test(line))
    .map((line) => line.trimEnd())
    .map((line) => (line.endsWith(escape) ? line.slice(0, -1) : `${line}\n`))
    .join('')
    .trim();
}

function unquoted(value: string | null): string | null {
  return value === null ? null : value.replace(/^(["'])(.*)\1$/s, '$2');
}
