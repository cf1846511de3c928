import type { Comment, SourceText, SyntaxProblem } from '../../contracts/language';
import { type Span, span } from '../../contracts/span';
import { documentCache } from './cache';
import { isKustomization, mentionsKind } from './detect';
import { isJson, parseJson } from './json';
import { splitDocuments } from './split';
import { mask } from './template';
import { moved, type Node, shift } from './tree';
import { type ParsedDocument, parseYaml } from './yaml';

/** One document of a file, as far as it is our business. */
export interface ManifestDocument {
  /** Its number among the documents with content, from 0; the first step of every path in it. */
  readonly index: number;
  readonly at: Span;
  readonly root: Node | undefined;
  /** It is written by a template, so some of its values are not what stands there. */
  readonly templated: boolean;
  /** Template expressions bring in or leave out whole lines: what is absent may yet come. */
  readonly open: boolean;
  /** It has syntax errors, so what seems absent may be misread. */
  readonly broken: boolean;
}

/** A file, from text to trees. */
export interface ParsedFile {
  readonly text: string;
  readonly format: 'yaml' | 'json';
  readonly documents: readonly ManifestDocument[];
  readonly syntax: readonly SyntaxProblem[];
  readonly comments: readonly Comment[];
  readonly limits: readonly string[];
  /** A template chooses by the cluster's version: an old `apiVersion` in it may be meant for one. */
  readonly choosesVersion: boolean;
}

const TOO_LONG = 5_000_000;
const VERSION_CHOICE = /Capabilities|semverCompare|kubeVersion/i;
const NOTHING: ParsedFile = {
  text: '',
  format: 'yaml',
  documents: [],
  syntax: [],
  comments: [],
  limits: [],
  choosesVersion: false,
};

/**
 * Parses a manifest, each document by itself; documents of other kinds are skipped unread. A
 * document whose text has not changed since the last parse is not parsed again.
 */
export function parseFile({ text, path }: Pick<SourceText, 'text' | 'path'>): ParsedFile {
  if (text.length > TOO_LONG) {
    const limits = ['The file is larger than 5 MB and is not read.'];
    return { ...NOTHING, text, limits };
  }
  return isJson(text, path)
    ? parseJsonFile(text)
    : parseYamlFile(text, isKustomization(path, text));
}

function parseJsonFile(text: string): ParsedFile {
  const { root, problems, comments } = documentCache(text, 'json', parseJson);
  const at = span(0, text.length);
  const broken = problems.length > 0;
  const document = { index: 0, at, root, templated: false, open: false, broken };
  return { ...NOTHING, text, format: 'json', documents: [document], syntax: problems, comments };
}

function parseYamlFile(text: string, all: boolean): ParsedFile {
  const masked = mask(text);
  const documents: ManifestDocument[] = [];
  const syntax: SyntaxProblem[] = [];
  const comments: Comment[] = [];
  let index = -1;
  for (const { at, bare } of splitDocuments(masked.text)) {
    const part = masked.text.slice(at.start, at.end);
    if (!bare) index += 1;
    const ours = !bare && (all || mentionsKind(part));
    const parsed = ours ? documentCache(part, 'yaml', parseYaml) : skipped(part);
    const templated = masked.expressions.some((expression) => within(expression, at));
    comments.push(...parsed.comments.map((comment) => placed(comment, at.start)));
    if (!ours) continue;
    if (!templated) syntax.push(...parsed.problems.map((problem) => placed(problem, at.start)));
    documents.push({
      index,
      at,
      root: parsed.root === undefined ? undefined : shift(parsed.root, at.start),
      templated,
      open: masked.directives.some((directive) => within(directive, at)),
      broken: parsed.problems.length > 0,
    });
  }
  const limits = documents.some(({ templated }) => templated)
    ? ['Values written by a template are taken as unknown.']
    : [];
  const choosesVersion = masked.expressions.some(({ start, end }) =>
    VERSION_CHOICE.test(text.slice(start, end)),
  );
  return { text, format: 'yaml', documents, syntax, comments, limits, choosesVersion };
}

/** Comments of a document that is not read still may switch rules off for the file. */
function skipped(text: string): ParsedDocument {
  const comments = [...text.matchAll(/^[ \t]*(#.*)$/gm)].map((match) => {
    const written = match[1] ?? '';
    const start = match.index + match[0].length - written.length;
    return { at: span(start, start + written.length), text: written.slice(1).trim() };
  });
  return { root: undefined, problems: [], comments };
}

function placed<T extends { readonly at: Span }>(item: T, by: number): T {
  return { ...item, at: moved(item.at, by) };
}

function within(inner: Span, outer: Span): boolean {
  return outer.start <= inner.start && inner.start < outer.end;
}
