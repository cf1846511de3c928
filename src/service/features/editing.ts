import {
  type CompletionItem,
  CompletionItemKind,
  type DocumentSymbol,
  type FoldingRange,
  InsertTextFormat,
  InsertTextMode,
  type Position,
  SymbolKind,
  type TextEdit,
} from 'vscode-languageserver-types';
import type { OutlineItem, Proposal } from '../contracts/editing';
import type { OpenedFile } from '../project/file';
import type { Project } from '../project/project';
import { offsetAt, positionAt, rangeOf } from '../text/lines';
import { namesAround } from './names';

const PROPOSAL_KINDS: Readonly<Record<Proposal['kind'], CompletionItemKind>> = {
  directive: CompletionItemKind.Keyword,
  block: CompletionItemKind.Module,
  property: CompletionItemKind.Property,
  value: CompletionItemKind.Value,
  variable: CompletionItemKind.Variable,
  name: CompletionItemKind.Reference,
  snippet: CompletionItemKind.Snippet,
};

const OUTLINE_KINDS: Readonly<Record<OutlineItem['kind'], SymbolKind>> = {
  block: SymbolKind.Namespace,
  object: SymbolKind.Object,
  group: SymbolKind.Module,
  property: SymbolKind.Property,
  function: SymbolKind.Function,
};

/** What can be written at a position. */
export function completions(
  file: OpenedFile,
  position: Position,
  project: Project,
): readonly CompletionItem[] {
  const offset = offsetAt(file.lines, position, file.text.length);
  const names = namesAround(file, project);
  const proposals =
    file.language.complete?.(file, file.analysis, offset, project.settings(), names) ?? [];
  return proposals.map(({ label, kind, detail, documentation, replaces, newText }, index) => ({
    label,
    // What a language offers first stands first, and its indentation is meant as it is written.
    sortText: String(index).padStart(4, '0'),
    insertTextMode: InsertTextMode.asIs,
    kind: PROPOSAL_KINDS[kind],
    detail,
    ...(documentation === ''
      ? {}
      : { documentation: { kind: 'markdown' as const, value: documentation } }),
    insertTextFormat: kind === 'snippet' ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    textEdit: { range: rangeOf(file.lines, replaces), newText },
  }));
}

/** The outline of a file. */
export function symbols(file: OpenedFile): readonly DocumentSymbol[] {
  const convert = ({ name, detail, kind, at, nameAt, children }: OutlineItem): DocumentSymbol => ({
    name: name === '' ? '…' : name,
    detail,
    kind: OUTLINE_KINDS[kind],
    range: rangeOf(file.lines, at),
    selectionRange: rangeOf(file.lines, nameAt),
    children: children.map(convert),
  });
  return (file.language.outline?.(file.analysis) ?? []).map(convert);
}

/** What can be folded; stretches of one line cannot. */
export function folds(file: OpenedFile): readonly FoldingRange[] {
  return (file.language.folds?.(file.analysis) ?? []).flatMap(({ start, end }) => {
    const startLine = positionAt(file.lines, start).line;
    const endLine = positionAt(file.lines, end).line;
    return endLine > startLine ? [{ startLine, endLine }] : [];
  });
}

/** The edits that lay a file out anew; white space only. */
export function formatted(file: OpenedFile, indent: string): readonly TextEdit[] {
  return (file.language.format?.(file, file.analysis, indent) ?? []).map(({ span, newText }) => ({
    range: rangeOf(file.lines, span),
    newText,
  }));
}
