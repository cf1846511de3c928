import type { BuildSources } from '../../contracts/build';
import {
  type DataNode,
  dataUnknown,
  entryOf,
  nodeAt,
  pointer,
  stepsOf,
  type Trail,
  type TrailStep,
  textOf,
  type UnknownReason,
} from '../../syntax/data-node';
import { readYaml, type YamlData } from '../../syntax/yaml';
import { type LinesOf, type OptionalObject, type ReadText, readOrRemembered } from './remembered';
import type { RenderedText } from './render';
import type { TemplateLines } from './template-lines';
import { computedPiece, MANY_MARK, type Piece, type Rope, UNKNOWN_MARK } from './values';

/** What the texts of a chart are, as data. */
export interface Documents {
  readonly documents: readonly DataNode[];
  readonly limits: readonly string[];
  /** Objects that are there under a condition alone, which cannot be told. */
  readonly optional: readonly OptionalObject[];
  /** The templates that write documents. */
  readonly writing: readonly string[];
}

/**
 * Reads what templates write; each node knows the values and the lines it comes from. `vendored`: folders of
 * charts that come from elsewhere. What a template of the build wrote the last time as it does now is not read again.
 */
export function documentsOf(
  sources: BuildSources,
  texts: readonly RenderedText[],
  { build, vendored }: { readonly build: string; readonly vendored: readonly string[] },
): Documents {
  const outside = vendored.map((folder) => sources.uri(`${folder}/`));
  const isVendored = (uri: string) => outside.some((folder) => uri.startsWith(folder));
  const key = `${build}\n${outside.join('\n')}`;
  const read = readOrRemembered(sources, key, texts, (text, lines) =>
    readText(text, lines, isVendored),
  );
  return {
    documents: read.flatMap(({ documents }) => documents),
    limits: read.flatMap(({ limits }) => limits),
    optional: read.flatMap(({ optional }) => optional),
    writing: read.flatMap(({ documents, isBroken }, index) =>
      documents.length > 0 && !isBroken ? (texts[index]?.path ?? []) : [],
    ),
  };
}

const NOTHING: ReadText = { documents: [], limits: [], isBroken: false, optional: [] };

/** Conditions within each other: what stands deeper is left alone. */
const MAX_HIDDEN = 8;

function readText(
  { path, rope }: RenderedText,
  lines: LinesOf,
  isVendored: (uri: string) => boolean,
  depth = 0,
): ReadText {
  const text = withoutMarks(standing(rope));
  if (!/\S/.test(text)) return NOTHING;
  const whole = joined([...rope, computedPiece('\n', [])]);
  if (whole.text.trim() === '') return NOTHING;
  const read = readYaml(whole.text, { uri: '' });
  const reader: Reader = { lines, whole, read, isVendored };
  const documents: DataNode[] = [];
  const limits: string[] = [];
  const optional: OptionalObject[] = [];
  const isBroken = read.problems.length > 0;
  for (const [index, node] of read.documents.entries()) {
    const made = placed(reader, node, `/${index}`);
    if (made.kind === 'scalar' && made.value === null) continue;
    if (made.kind === 'map' && made.entries.size === 0 && made.open === null) continue;
    if (isBroken) {
      const object = objectOf(made);
      documents.push(dataUnknown('what a template writes cannot be read', made.trail, object));
      continue;
    }
    if (made.kind !== 'map') {
      const why = made.kind === 'unknown' ? made.why : 'a template writes no object';
      limits.push(`${path}: ${why}`);
      documents.push(dataUnknown(why, made.trail));
      const marks = depth < MAX_HIDDEN ? piecesOf(reader, `/${index}`) : [];
      for (const { condition, rope: own } of marks.flatMap(({ hidden }) => hidden ?? [])) {
        const inner = readText({ path, rope: own }, lines, isVendored, depth + 1);
        if (inner.isBroken) continue;
        const found = inner.documents.filter(({ kind }) => kind === 'map');
        optional.push(
          ...found.map((object) => ({ condition, node: object })),
          ...inner.optional.map((each) => ({
            ...each,
            condition: `${condition} and ${each.condition}`,
          })),
        );
      }
      continue;
    }
    if (
      entryOf(made, 'kind')?.kind === 'unknown' ||
      (made.open && entryOf(made, 'kind') === undefined)
    ) {
      limits.push(`${path}: what kind of object it writes is not known`);
    }
    documents.push(made);
  }
  if (isBroken) limits.push(`${path}: what it writes cannot be read`);
  return { documents, limits, isBroken, optional };
}

function objectOf(node: DataNode): string | null {
  const kind = textOf(entryOf(node, 'kind'));
  const name = textOf(nodeAt(node, ['metadata', 'name']));
  return kind === undefined ? null : `${kind}/${name ?? ''}`;
}

function standing(rope: Rope): string {
  return rope.map(({ text }) => text).join('');
}

interface Joined {
  readonly text: string;
  readonly pieces: readonly Piece[];
  /** Where each piece begins. */
  readonly starts: readonly number[];
}

/**
 * The pieces as one text. A mark that stands alone on a line becomes a key, so that it can be read. A document
 * begins behind `---` at the start of a line, as Helm takes it, also where a template trims the end of that line.
 */
function joined(rope: Rope): Joined {
  const text = standing(rope);
  const pieces: Piece[] = [];
  const starts: number[] = [];
  let made = '';
  let at = 0;
  for (const piece of rope) {
    if (/^\S/.test(piece.text) && /(?:^|\n)---$/.test(made.slice(-4))) {
      pieces.push(computedPiece('\n', []));
      starts.push(made.length);
      made += '\n';
    }
    pieces.push(piece);
    starts.push(made.length);
    made += piece.text;
    at += piece.text.length;
    if (piece.unknown === null) continue;
    const start = at - piece.text.length;
    const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
    const lineEnd = text.indexOf('\n', at);
    const after = text.slice(at, lineEnd === -1 ? text.length : lineEnd);
    if (/^[ \t]+$/.test(before) && /^[ \t\r]*$/.test(after)) {
      // Each key of a map is another one.
      pieces.push({ ...piece, text: '' });
      starts.push(made.length);
      made += `${pieces.length}${UNKNOWN_MARK}: ~`;
    }
  }
  return { text: made, pieces, starts };
}

interface Reader {
  readonly lines: LinesOf;
  readonly whole: Joined;
  readonly read: YamlData;
  isVendored(path: string): boolean;
}

/** The node with the places that its text comes from; what is not known in it is said. */
function placed(reader: Reader, node: DataNode, path: string): DataNode {
  switch (node.kind) {
    case 'unknown':
      return { ...node, trail: [] };
    case 'scalar': {
      const pieces = piecesOf(reader, path);
      const trail = trailOf(reader, pieces, path);
      const mark = pieces.find(({ unknown }) => unknown !== null);
      if (node.text.includes(UNKNOWN_MARK)) {
        return dataUnknown(
          mark?.unknown ?? 'it cannot be told',
          trail,
          expressionOf(node.text, pieces),
        );
      }
      return { ...node, trail };
    }
    case 'list': {
      let { open } = node;
      const items = node.items.flatMap((item, index) => {
        const made = placed(reader, item, pointer(path, index));
        if (item.kind !== 'scalar' || !item.text.includes(MANY_MARK)) return [made];
        open ??= made.kind === 'unknown' ? made : null;
        return [];
      });
      const [first] = items;
      const own = first ? around(first.trail, '0') : trailOf(reader, piecesOf(reader, path), path);
      return { ...node, items, open: open && whyOf(open), trail: own };
    }
    case 'map': {
      let open = node.open;
      const entries = new Map<string, DataNode>();
      let own: Trail | undefined;
      let marked: Piece | undefined;
      for (const [key, value] of node.entries) {
        const inner = pointer(path, key);
        if (key.includes(UNKNOWN_MARK)) {
          marked ??= markBefore(reader, reader.read.placeOf(inner)?.start ?? 0);
          open ??= { why: marked?.unknown ?? 'what stands here is not known', expression: null };
          continue;
        }
        const made = placed(reader, value, inner);
        entries.set(key, made);
        own ??= around(made.trail, key);
      }
      if (entries.size === 0 && open) {
        const trail = marked ? trailOf(reader, [marked], path) : [];
        return dataUnknown(open.why, trail);
      }
      return {
        ...node,
        entries,
        open,
        trail: own ?? trailOf(reader, piecesOf(reader, path), path),
      };
    }
  }
}

/** A text in parts, with a variable for each value that is not known; `null` where it is no more than one. */
function expressionOf(text: string, pieces: readonly Piece[]): string | null {
  const marks = pieces.flatMap(({ unknown }) => unknown ?? []);
  const parts = text.split(UNKNOWN_MARK);
  if (text.includes(MANY_MARK) || text.trim() === UNKNOWN_MARK) return null;
  return parts
    .map((part, index) => {
      const written = part.replace(/[\\$]/g, '\\$&');
      const why = marks[index - 1] ?? 'unknown';
      return index === 0 ? written : `\${${why.replace(/\W+/g, '_')}}${written}`;
    })
    .join('');
}

function whyOf({ why, expression }: UnknownReason): UnknownReason {
  return { why, expression };
}

/**
 * The places of a block by those of its first part: the line of the template, and the block of values
 * where the key came along from there.
 */
function around(trail: Trail, key: string): Trail {
  const line = trail.at(-1);
  if (line === undefined) return [];
  const block = outer(line, key);
  // Nothing is put into a block of a template: what stands around it decides where it would be.
  if (line.how !== 'included') return [{ ...block, how: 'rendered' }];
  const given = trail.slice(0, -1).filter(({ path }) => stepsOf(path).at(-1) === key);
  return [...given.map((step) => outer(step, key)), line];
}

/** A place without the last step of its path, where that is the key. */
function outer(step: TrailStep, key: string): TrailStep {
  const at = step.path.lastIndexOf('/');
  return at > 0 && stepsOf(step.path).at(-1) === key
    ? { ...step, path: step.path.slice(0, at) }
    : step;
}

function pieceIndex({ whole: { starts } }: Reader, offset: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The mark that a line of its own was made for, which ends at an offset. */
function markBefore(reader: Reader, offset: number): Piece | undefined {
  const { whole } = reader;
  for (let at = pieceIndex(reader, offset); at >= 0; at--) {
    if (whole.pieces[at]?.unknown !== null && whole.pieces[at]?.text !== '')
      return whole.pieces[at];
  }
  return undefined;
}

/** The parts of the text that a path leads to. */
function piecesOf(reader: Reader, path: string): readonly Piece[] {
  const at = reader.read.placeOf(path);
  if (!at) return [];
  const { pieces, starts } = reader.whole;
  const found: Piece[] = [];
  for (let index = pieceIndex(reader, at.start); index < pieces.length; index++) {
    const piece = pieces[index];
    const start = starts[index] ?? 0;
    if (!piece || start >= at.end) break;
    if (start + piece.text.length <= at.start && piece.text !== '') continue;
    const isCut = piece.isLiteral && piece.site !== null && start < at.start;
    found.push(
      isCut && piece.site
        ? { ...piece, site: { ...piece.site, at: piece.site.at + at.start - start } }
        : piece,
    );
  }
  return found;
}

/**
 * Where a value comes from: the values that it is made of, then the line of the template. What a template
 * puts in quotes is a text by them.
 */
function trailOf(reader: Reader, pieces: readonly Piece[], path: string): Trail {
  const values = pieces.filter(({ trail }) => trail.length > 0);
  const texts = pieces.filter(({ text, trail }) => trail.length === 0 && /\S/.test(text));
  const [only] = values;
  const isWhole = values.length === 1 && texts.length === 0 && only?.isWhole === true;
  const given = values.flatMap(({ trail }) => trail.slice(0, 1));
  const site = pieces.find((piece) => piece.site !== null)?.site ?? null;
  const steps: TrailStep[] = [];
  for (const step of given) {
    if (step.uri === '' || reader.isVendored(step.uri)) continue;
    if (steps.some((other) => other.uri === step.uri && other.path === step.path)) continue;
    steps.push(isWhole ? step : { ...step, how: 'computed' });
  }
  if (site === null || site.path === '') return steps;
  const { uri, lines } = reader.lines(site.path);
  if (reader.isVendored(uri)) return steps;
  const at = templatePath(lines(), site.at, stepsOf(path).at(-1) ?? '');
  steps.push({ uri, path: at, how: howOf(reader, pieces, path) });
  return steps;
}

/** What a template does: it writes a value, puts one in at a key of its own, or takes in keys as well. */
function howOf(reader: Reader, pieces: readonly Piece[], path: string): TrailStep['how'] {
  if (pieces.every(({ isLiteral }) => isLiteral)) return 'written';
  const at = reader.read.placeOf(path);
  const { text, pieces: all } = reader.whole;
  const line = at ? text.lastIndexOf('\n', at.start - 1) + 1 : 0;
  const first = line + (/^[ \t]*/.exec(text.slice(line, at?.start ?? line))?.[0].length ?? 0);
  const key = at && first < at.start ? all[pieceIndex(reader, first)] : undefined;
  return key === undefined || key.isLiteral ? 'rendered' : 'included';
}

/** The path of the line of a template, as the language of manifests calls it. */
function templatePath(lines: TemplateLines | undefined, offset: number, key: string): string {
  if (!lines) return '';
  let low = 0;
  let high = lines.starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lines.starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  for (let line = low; line >= 0; line--) {
    const paths = lines.paths[line] ?? [];
    const named = paths.find((each) => stepsOf(each).at(-1) === key);
    if (line === low && named !== undefined) return named;
    const last = paths.at(-1);
    if (last !== undefined) return last;
  }
  return '';
}

/** A text without the marks of documents that it begins with. */
function withoutMarks(text: string): string {
  const mark = /[ \t\r\n]*---[ \t]*(?=\r?\n|$)/y;
  let from = 0;
  while (mark.test(text)) from = mark.lastIndex;
  return text.slice(from);
}
