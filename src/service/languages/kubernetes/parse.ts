import type { Comment, SourceText, SyntaxProblem } from '../../contracts/language';
import { type Span, span } from '../../contracts/span';
import { splitDocuments } from '../../syntax/yaml-documents';
import { isChartValues, isHelmfile, isKustomization } from './detect';
import { isJson, parseJson } from './json';
import { EMPTY, type ManifestDocument, type Part, partOf, type Reading, reuse } from './part';
import { type Masked, mask } from './template';
import { moved, type View, viewFrom } from './view';

/** A document of a stream where it stands now. */
export interface PlacedPart {
  readonly part: Part;
  readonly start: number;
  /** Brings what is counted from the start of the document to its place in the file. */
  readonly view: View;
}

/** A file, from text to trees. */
export interface ParsedFile {
  readonly text: string;
  readonly format: 'yaml' | 'json';
  /** Every document, those that are not our business included. */
  readonly parts: readonly PlacedPart[];
  readonly documents: readonly ManifestDocument[];
  readonly syntax: readonly SyntaxProblem[];
  readonly comments: readonly Comment[];
  readonly limits: readonly string[];
  /** How many documents had to be parsed for this text; the others stand as they stood before. */
  readonly parsed: number;
}

const TOO_LONG = 5_000_000;
const VERSION_CHOICE =
  /Capabilities|semverCompare|kubeVersion|\beq\b[^{}]{0,200}\bv\d(?:(?:alpha|beta)\d)?"/i;

/**
 * Parses a manifest, each document by itself; documents of other kinds are skipped unread. Documents
 * that `previous` held already are taken from there, so that a keystroke costs the parse of one.
 */
export function parseFile(
  { text, path }: Pick<SourceText, 'text' | 'path'>,
  previous?: ParsedFile,
): ParsedFile {
  if (text.length > TOO_LONG) {
    return fileOf(text, 'yaml', [], 0, ['The file is larger than 5 MB and is not read.']);
  }
  const reading = readingOf(path, text);
  return isJson(text, path) ? parseJsonFile(text, reading) : parseYamlFile(text, reading, previous);
}

function readingOf(path: string, text: string): Reading {
  if (isKustomization(path, text)) return 'kustomization';
  if (isHelmfile(path, text)) return 'releases';
  return isChartValues(path, text) ? 'values' : 'manifests';
}

function parseJsonFile(text: string, reading: Reading): ParsedFile {
  const { root, problems: errors, doubled, comments } = parseJson(text);
  const problems = [...errors, ...doubled];
  const at = span(0, text.length);
  const document = { ...EMPTY, at, root, broken: problems.length > 0 };
  const whole = { text, masked: text, index: 0, reading };
  const part: Part = { ...whole, document, problems, comments };
  return fileOf(text, 'json', [{ part, start: 0, view: viewFrom(0) }], 1, []);
}

function parseYamlFile(
  text: string,
  reading: Reading,
  previous: ParsedFile | undefined,
): ParsedFile {
  const masked = mask(text);
  const choosesVersion = masked.expressions.some(({ start, end }) =>
    VERSION_CHOICE.test(text.slice(start, end)),
  );
  const streams = splitDocuments(masked.text);
  const kept = reuse(previous?.parts.map(({ part }) => part) ?? [], streams.length);
  let index = -1;
  let parsed = 0;
  const parts = streams.map(({ at, bare }, number): PlacedPart => {
    if (!bare) index += 1;
    const wanted = {
      text: text.slice(at.start, at.end),
      masked: masked.text.slice(at.start, at.end),
      index: bare ? -1 : index,
      reading,
    };
    const flags = {
      templated: masked.expressions.some((expression) => startsIn(expression, at)),
      open: masked.directives.some((directive) => startsIn(directive, at)),
      choosesVersion,
    };
    const { part, isNew } = partOf(wanted, flags, kept(number, wanted.text));
    if (isNew) parsed += 1;
    return { part, start: at.start, view: viewFrom(at.start) };
  });
  return fileOf(text, 'yaml', parts, parsed, parts.length === 0 ? [] : limitsOf(text, masked));
}

/** What of a template was not read, for people. */
function limitsOf(text: string, { expressions, directives }: Masked): readonly string[] {
  const [first] = expressions;
  if (first === undefined) return [];
  const example = text.slice(first.start, first.end).split(/\r?\n/)[0] ?? '';
  const masked =
    expressions.length === 1
      ? `1 template expression is taken as unknown: ${example}`
      : `${expressions.length} template expressions are taken as unknown, the first one ${example}`;
  if (directives.length === 0) return [masked];
  const lines = `${directives.length} of them may bring in or leave out lines: nothing beside them is said to be missing.`;
  return [masked, lines];
}

function fileOf(
  text: string,
  format: ParsedFile['format'],
  parts: readonly PlacedPart[],
  parsed: number,
  limits: readonly string[],
): ParsedFile {
  const placed = <T extends { readonly at: Span }>(items: readonly T[], by: number) =>
    items.map((item) => ({ ...item, at: moved(item.at, by) }));
  return {
    text,
    format,
    parts,
    documents: parts.flatMap(({ part, view }) => (part.document ? [view(part.document)] : [])),
    // What a template writes may mend what seems broken.
    syntax: parts.flatMap(({ part, start }) =>
      part.document?.templated ? [] : placed(part.problems, start),
    ),
    comments: parts.flatMap(({ part, start }) => placed(part.comments, start)),
    limits,
    parsed,
  };
}

function startsIn(inner: Span, outer: Span): boolean {
  return outer.start <= inner.start && inner.start < outer.end;
}
