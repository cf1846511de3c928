import type { EmbeddedText } from '../contracts/embedded';
import type { Fact } from '../contracts/fact';
import type { Report, Target } from '../contracts/finding';
import { type Fix, isStructural, type TextChange } from '../contracts/fix';
import type {
  Analysis,
  EmbeddedAnalysis,
  Language,
  LanguageId,
  SourceText,
} from '../contracts/language';
import { type Span, span } from '../contracts/span';
import { language, recognise } from '../languages/registry';

/** What is read where it stands in another file: servers, and settings of pools and processes. */
const READ: ReadonlySet<LanguageId> = new Set(['nginx', 'pool-settings', 'process-settings']);

/** Separates the path of a value from a path within its text. */
const WITHIN = '#';

/** Whether a path leads into a text that a value holds. */
export function isEmbedded(path: string): boolean {
  return path.includes(WITHIN);
}

/** The analysis of a file with what the texts say that it holds; these are told as the file's own. */
export function withEmbedded(source: SourceText, analysis: Analysis): Analysis {
  const inner = (analysis.embedded ?? []).flatMap((text): EmbeddedAnalysis[] => {
    const own = { uri: source.uri, path: `${source.path}/${text.name}`, text: text.text };
    const id = recognise(own)?.id;
    if (id === undefined || !READ.has(id)) return [];
    const reader = language(id) as Language;
    // A grammar would have to be loaded first.
    if ((reader.grammars?.(own) ?? []).length > 0) return [];
    return [{ source: text, language: id, analysis: reader.analyse(own) }];
  });
  if (inner.length === 0) return analysis;
  const places = new Map(analysis.places);
  for (const { source: text, analysis: own } of inner) {
    for (const [path, at] of own.places) places.set(within(text, path), outerSpan(text, at));
  }
  return {
    ...analysis,
    places,
    inner,
    facts: [
      ...analysis.facts,
      ...inner.flatMap(({ source: text, analysis: own }) =>
        own.facts.map((fact) => moved(fact, text) as Fact),
      ),
    ],
    comments: [
      ...analysis.comments,
      ...inner.flatMap(({ source: text, analysis: own }) =>
        own.comments.map((comment) => ({ ...comment, at: outerSpan(text, comment.at) })),
      ),
    ],
  };
}

function within({ path }: EmbeddedText, inner: string): string {
  return `${path}${WITHIN}${inner}`;
}

/** A fact with its paths as those of the file. */
function moved(value: unknown, text: EmbeddedText): unknown {
  if (Array.isArray(value)) return value.map((each) => moved(each, text));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, each]) => [
    key,
    key === 'path' && typeof each === 'string' ? within(text, each) : moved(each, text),
  ]);
  return Object.fromEntries(entries);
}

/** The line of an offset of an embedded text. */
function lineAt({ lines }: EmbeddedText, offset: number) {
  return lines?.findLast(({ inner }) => inner <= offset);
}

function outerSpan(text: EmbeddedText, { start, end }: Span): Span {
  const [first, last] = [lineAt(text, start), lineAt(text, end)];
  if (!first || !last) return text.at;
  const from = first.isSame ? first.outer + start - first.inner : first.outer;
  const to = last.isSame ? last.outer + end - last.inner : last.outer + last.length;
  return span(from, Math.max(from, Math.min(to, last.outer + last.length)));
}

/** A report about an embedded text as one about the file that holds it. */
export function broughtOut(report: Report, { source }: EmbeddedAnalysis): Report {
  const target = (at: Target): Target =>
    'at' in at && !('elsewhere' in at)
      ? { ...at, at: outerSpan(source, at.at), path: within(source, at.path) }
      : at;
  const { related, fixes } = report;
  return {
    ...report,
    at: target(report.at),
    ...(related ? { related: related.map((each) => ({ ...each, at: target(each.at) })) } : {}),
    ...(fixes ? { fixes: () => fixes().flatMap((fix) => fixOutside(fix, source) ?? []) } : {}),
  };
}

/** A fix of an embedded text as changes of the file; only where its lines stand there as they are. */
function fixOutside(fix: Fix, text: EmbeddedText): Fix | undefined {
  const isPlain = text.lines?.every(({ isSame }) => isSame) === true;
  if (!isPlain || fix.copies !== undefined) return undefined;
  const edits = fix.edits.map((edit): TextChange | undefined => {
    if (isStructural(edit) || 'uri' in edit) return undefined;
    const newText = edit.newText.replace(/\n(?=[^\n])/g, `\n${text.indent ?? ''}`);
    return { ...edit, span: outerSpan(text, edit.span), newText };
  });
  return edits.every((edit) => edit !== undefined) ? { ...fix, edits } : undefined;
}
