import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { PANEL_TEXTS } from '../src/webview/texts';

/** What translators translate, beside `package.nls.json`. */
export const BUNDLE_FILE = 'l10n/bundle.l10n.json';

/** Every text of the editor's surfaces, by itself: a translation has the same keys. */
export function translationBundle(): string {
  const own = ['src/extension', 'src/service/diagrams', 'src/service/features']
    .flatMap(textsIn)
    .filter(({ isTranslated }) => isTranslated);
  const all = [...own.map(({ text }) => text), ...Object.values(PANEL_TEXTS)];
  const entries = [...new Set(all)].sort().map((text) => [text, text] as const);
  return `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`;
}

/** A text of a source file that somebody may read. */
export interface SourceText {
  readonly file: string;
  readonly line: number;
  /** `{0}`, `{1}` … stand for what is put in. */
  readonly text: string;
  readonly isTranslated: boolean;
}

/** Calls whose texts nobody but a developer reads. */
const QUIET = /^(?:log|console)\.|^(?:Error|ResponseError)$|^registerTool|\.(?:info|error|warn)$/;

/** The texts of the sources in a folder that are sentences, or names of things that people see. */
export function textsIn(folder: string): readonly SourceText[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => textsOf(join(folder, name)));
}

function textsOf(file: string): readonly SourceText[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(file, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const found: SourceText[] = [];
  const visit = (node: ts.Node, isTranslated: boolean): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) return;
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const callee = node.expression.getText(source);
      if (QUIET.test(callee)) return;
      if (/(?:^|\.)l10n\.t$|^say$/.test(callee)) {
        const [first, ...rest] = node.arguments ?? [];
        if (first) visit(first, true);
        for (const argument of rest) visit(argument, isTranslated);
        return;
      }
    }
    const text = textOf(node);
    if (text !== undefined && (isTranslated || isRead(text, node))) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
      found.push({ file, line: line + 1, text, isTranslated });
    }
    if (ts.isTemplateExpression(node)) {
      for (const { expression } of node.templateSpans) visit(expression, false);
      return;
    }
    ts.forEachChild(node, (child) => visit(child, isTranslated && !ts.isTemplateSpan(child)));
  };
  visit(source, false);
  return found;
}

function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return (
    node.head.text + node.templateSpans.map(({ literal }, at) => `{${at}}${literal.text}`).join('')
  );
}

/** Words, or what is put in for them. */
const SENTENCE = /(?:[a-z]{2,}|\{\d+\})[,;:]? [a-z]{2,}|[a-z]{2,}[,;:]? (?:[a-z]{2,}|\{\d+\})/i;

/**
 * Two words in a row are a sentence, and so is a word beside what is put in; a capital begins the name of something that
 * is seen.
 */
function isRead(text: string, node: ts.Node): boolean {
  const parent = node.parent;
  if (parent && ts.isPropertyAssignment(parent) && parent.name === node) return false;
  if (/^[a-z]+:|^[a-z]+-src |^<|<\/|^[./]|=[*"'$]/.test(text)) return false;
  return SENTENCE.test(text) || /^[A-Z][a-z]+(?:…)?$/.test(text);
}
