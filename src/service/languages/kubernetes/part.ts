import type { Comment, SyntaxProblem } from '../../contracts/language';
import { type Span, span } from '../../contracts/span';
import { mentionsKind } from './detect';
import type { Node } from './tree';
import { parseYaml } from './yaml';

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
  /** A template chooses by the cluster's version: an old `apiVersion` in it may be meant for one. */
  readonly choosesVersion: boolean;
}

/** As what a file is read: of manifests only the kinds that matter, of the others every document. */
export type Reading = 'manifests' | 'kustomization' | 'values' | 'releases';

/** A document that says nothing. */
export const EMPTY: ManifestDocument = {
  index: 0,
  at: span(0, 0),
  root: undefined,
  templated: false,
  open: false,
  broken: false,
  choosesVersion: false,
};

/** A document of a stream, every offset counted from its own first character. */
export interface Part {
  readonly text: string;
  /** The text with template expressions masked. */
  readonly masked: string;
  /** Its number among the documents with content; -1 for one that has none. */
  readonly index: number;
  readonly reading: Reading;
  /** `undefined` for what is not our business. */
  readonly document: ManifestDocument | undefined;
  readonly problems: readonly SyntaxProblem[];
  readonly comments: readonly Comment[];
}

type Wanted = Pick<Part, 'text' | 'masked' | 'index' | 'reading'>;
type Flags = Pick<ManifestDocument, 'templated' | 'open' | 'choosesVersion'>;

/**
 * Which document of an earlier text stands for the one at a place of the new text: counted from the
 * front, or from the end where documents have come or gone before it.
 */
export function reuse(earlier: readonly Part[], count: number) {
  const later = earlier.length - count;
  return (number: number, text: string): Part | undefined =>
    [earlier[number], earlier[number + later]].find((part) => part?.text === text);
}

/** The document of a text: the earlier one as far as it is the same, and parsed where it is not. */
export function partOf(
  wanted: Wanted,
  flags: Flags,
  earlier: Part | undefined,
): { readonly part: Part; readonly isNew: boolean } {
  const isSame =
    earlier?.masked === wanted.masked &&
    earlier.reading === wanted.reading &&
    (earlier.document?.open ?? flags.open) === flags.open;
  if (!isSame) return freshPart(wanted, flags);
  const { document } = earlier;
  const unchanged =
    earlier.index === wanted.index &&
    (document === undefined ||
      (document.templated === flags.templated && document.choosesVersion === flags.choosesVersion));
  if (unchanged) return { part: earlier, isNew: false };
  const renumbered = document && { ...document, ...flags, index: wanted.index };
  return { part: { ...earlier, ...wanted, document: renumbered }, isNew: false };
}

function freshPart(wanted: Wanted, flags: Flags): { readonly part: Part; readonly isNew: boolean } {
  const { masked, index, reading } = wanted;
  if (index === -1 || (reading === 'manifests' && !mentionsKind(masked))) {
    const comments = commentsIn(masked);
    return { part: { ...wanted, document: undefined, problems: [], comments }, isNew: false };
  }
  const { root, problems: errors, doubled, comments } = parseYaml(masked);
  // The branches of a template each write the key; one of them is left.
  const problems = flags.open ? errors : [...errors, ...doubled];
  const broken = problems.length > 0;
  const document = { index, at: span(0, masked.length), root, broken, ...flags };
  return { part: { ...wanted, document, problems, comments }, isNew: true };
}

/** Comments of a document that is not read still may switch rules off for the file. */
function commentsIn(text: string): readonly Comment[] {
  return [...text.matchAll(/^[ \t]*(#.*)$/gm)].map((match) => {
    const written = match[1] ?? '';
    const start = match.index + match[0].length - written.length;
    return { at: span(start, start + written.length), text: written.slice(1).trim() };
  });
}
