import { type Span, span } from '../../contracts/span';

/** Where an offset of an HCL text is, as far as completion needs it. */
export interface HclPlace {
  /** The headers of the blocks around it: `['resource', 'aws_x', 'y']`, `['launch_template']`. */
  readonly blocks: readonly (readonly string[])[];
  /** What its block has already. */
  readonly written: ReadonlySet<string>;
  /** The attribute whose value is written here; `undefined` where a name is. */
  readonly key: string | undefined;
  /** The word under the cursor. */
  readonly replaces: Span;
  /** The opening quote stands there already. */
  readonly quoted: boolean;
  /** What closes the quote that is open before it, if nothing does yet. */
  readonly closing: string;
  /** The white space before the line. */
  readonly indent: string;
}

const VALUE =
  /^(?<indent>[ \t]*)(?<key>\w+)[ \t]*=[ \t]*(?:\[(?:[^\]]*[^\w.:"\]-])?)?(?<quote>"?)(?<typed>[\w.:-]*)$/;
const NAME = /^(?<indent>[ \t]*)(?<typed>\w*)$/;
/** What is not structure: comments, texts, and texts of several lines. */
const SKIPPED =
  /#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$(?![\s\S]))|<<-?(\w+)\r?\n[\s\S]*?(?:^[ \t]*\1[ \t]*$|$(?![\s\S]))|"(?:\\.|\$\{(?:[^}"\n$]|\$(?!\{))*(?:"[^"\n]*"(?:[^}"\n$]|\$(?!\{))*)*\}|[^"\\\n])*"?/gm;
const PART = /^[ \t]*(\w+)((?:[ \t]+(?:\w+|"[^"\n]*"))*)[ \t]*([{=])|[{}]/gm;

/**
 * Where an offset of a text is. It reads braces and the lines before them, not the tree: where
 * something is being typed, the tree is what is broken.
 */
export function placeInHcl(text: string, offset: number): HclPlace | undefined {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const before = text.slice(start, offset);
  const found = (VALUE.exec(before) ?? NAME.exec(before))?.groups;
  const scopes = scopesAround(text, offset);
  if (found === undefined || scopes === undefined) return undefined;
  const { indent = '', key, quote = '', typed = '' } = found;
  return {
    blocks: scopes.map(({ header }) => header),
    written: new Set(scopes.at(-1)?.written),
    key,
    replaces: span(offset - typed.length, offset),
    quoted: quote !== '',
    closing: text.startsWith(quote, offset) ? '' : quote,
    indent,
  };
}

interface Scope {
  readonly header: readonly string[];
  readonly written: string[];
}

/** The open braces at an offset, read to the end of the innermost; none within longer texts. */
function scopesAround(text: string, offset: number): readonly Scope[] | undefined {
  const structure = structureOf(text, offset);
  const scopes: Scope[] = [];
  let around: readonly Scope[] | undefined;
  for (const match of structure?.matchAll(PART) ?? []) {
    const [whole, name, labels = '', sign] = match;
    const end = match.index + whole.length;
    if (end > offset && around === undefined) around = [...scopes];
    if (around !== undefined && scopes.length < around.length) break;
    const isTyped = match.index <= offset && offset < end;
    if (name !== undefined && !isTyped) scopes.at(-1)?.written.push(name);
    if (sign === '{' || whole === '{') {
      scopes.push({ header: name === undefined ? [] : [name, ...words(labels)], written: [] });
    }
    if (whole === '}') scopes.pop();
  }
  return structure === undefined ? undefined : (around ?? scopes);
}

/** The text without comments and texts; `undefined` where the offset is inside one that began above. */
function structureOf(text: string, offset: number): string | undefined {
  let inside = false;
  const structure = text.replace(SKIPPED, (skipped, ...rest) => {
    const at = rest.find((part): part is number => typeof part === 'number') ?? 0;
    const line = text.slice(at, offset).includes('\n');
    if (at < offset && offset < at + skipped.length && line) inside = true;
    return isLabel(skipped) ? skipped : skipped.replace(/[^\n]/g, ' ');
  });
  return inside ? undefined : structure;
}

function isLabel(text: string): boolean {
  return /^"\w+"$/.test(text);
}

function words(labels: string): readonly string[] {
  return labels.match(/\w+/g) ?? [];
}
