import assert from 'node:assert/strict';
import type { CodeAction, TextEdit } from 'vscode-languageserver-types';
import { createService } from '../../src/service';
import { applyChanges } from '../../src/service/contracts/fix';
import type { OutputFinding } from '../../src/service/contracts/output';
import { NEVER_CANCELLED } from '../../src/service/contracts/ports';
import type { HeadroomService } from '../../src/service/contracts/service';
import { lineIndex, offsetAt } from '../../src/service/text/lines';
import { memoryPorts, ROOT, uriOf } from './memory';

/** A fenced block of an example. */
export interface Block {
  readonly kind: 'input' | 'output' | 'fixed';
  readonly file: string;
  /** The title of the fix a `fixed` block shows. */
  readonly title: string;
  readonly text: string;
  /** Offsets of the text in the Markdown file, for rewriting. */
  readonly start: number;
  readonly end: number;
}

/** The blocks under one `### Example` heading. */
export interface Example {
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** The examples of a rule's README.md or cases.md; other fenced blocks are prose. */
export function parseExamples(markdown: string): readonly Example[] {
  const examples: { title: string; blocks: Block[] }[] = [];
  let current: { title: string; blocks: Block[] } | undefined;
  const pattern = /^(#{1,6}) (.*)$|^(`{3,})([^\n]*)\n([\s\S]*?)^\3`*[ \t]*$/gm;
  for (const match of markdown.matchAll(pattern)) {
    const [whole, hashes, heading, fence, info = '', text = ''] = match;
    if (hashes !== undefined) {
      current = undefined;
      if (hashes.length === 3 && /^Example\b/.test(heading ?? '')) {
        current = { title: heading ?? '', blocks: [] };
        examples.push(current);
      }
    } else if (current && fence !== undefined) {
      const start = (match.index ?? 0) + whole.indexOf('\n') + 1;
      const block = readBlock(info, text, start);
      if (block) current.blocks.push(block);
    }
  }
  return examples.filter(({ blocks }) => blocks.length > 0);
}

function readBlock(info: string, text: string, start: number): Block | undefined {
  const file = /\bfile=(\S+)/.exec(info)?.[1] ?? '';
  const title = /\bfixed="((?:[^"\\]|\\.)*)"/.exec(info)?.[1]?.replace(/\\(.)/g, '$1');
  const place = { file, text, start, end: start + text.length };
  if (/^output\b/.test(info)) return { kind: 'output', title: '', ...place };
  if (file === '') return undefined;
  if (title !== undefined) return { kind: 'fixed', title, ...place };
  return { kind: 'input', title: '', ...place };
}

/** What the service says about the files of an example. */
export interface Reviewed {
  /** The service, which has read the files. */
  readonly service: HeadroomService;
  /** Every finding, of whatever rule. */
  readonly all: readonly { readonly path: string; readonly finding: OutputFinding }[];
  /** The findings of the rule, a line each, as an `output` block has them. */
  readonly lines: readonly string[];
  /** Errors and warnings of every rule, as `rule path`, for comparing before and after a fix. */
  readonly grave: readonly string[];
  readonly findings: readonly { readonly path: string; readonly finding: OutputFinding }[];
}

/** Reviews files in memory as one project. */
export async function reviewFiles(
  files: ReadonlyMap<string, string>,
  rule: string,
): Promise<Reviewed> {
  const service = createService(memoryPorts(new Map(files)));
  const { output } = await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
  const all = output.files.flatMap(({ path, findings }) =>
    findings.map((finding) => ({ path, finding })),
  );
  for (const { path, finding } of all) assertSound(finding, path, files);
  const findings = all.filter(({ finding }) => finding.rule === rule);
  return {
    service,
    all,
    findings,
    lines: findings.map(({ path, finding }) => outputLine(path, finding)),
    grave: all
      .filter(({ finding }) => finding.severity === 'error' || finding.severity === 'warning')
      .map(({ path, finding }) => `${finding.rule} ${path}`),
  };
}

/** Words of programs that no sentence for people holds, unless a file does. */
const UNSAID = /\b(?:undefined|NaN|Infinity)\b|\[object Object\]/;

/** A message says nothing that only a program means, and every place is inside its text. */
export function assertSound(
  finding: OutputFinding,
  path: string,
  files: ReadonlyMap<string, string>,
): void {
  const places = [
    { path, range: finding.range, message: finding.message },
    ...finding.related,
    ...finding.fixes.map(({ title }) => ({ path, range: finding.range, message: title })),
  ];
  for (const place of places) {
    const said = UNSAID.exec(place.message)?.[0];
    const isWritten = said !== undefined && [...files.values()].some((text) => text.includes(said));
    assert.ok(said === undefined || isWritten, `${finding.rule}: ${place.message}`);
    const lines = (files.get(place.path) ?? '').split(/\r\n|\r|\n/);
    for (const { line, character } of [place.range.start, place.range.end]) {
      assert.ok(character >= 0 && character <= (lines[line]?.length ?? -1) + 1, finding.rule);
    }
  }
}

/** `path:line:column-line:column severity rule — message`, one-based. */
export function outputLine(
  path: string,
  { range, severity, rule, message }: OutputFinding,
): string {
  const { start, end } = range;
  const place = `${start.line + 1}:${start.character + 1}-${end.line + 1}:${end.character + 1}`;
  return `${path}:${place} ${severity} ${rule} — ${message}`;
}

/** A quick fix, with the texts it leaves behind. */
export interface AppliedFix {
  readonly title: string;
  readonly preferred: boolean;
  readonly texts: ReadonlyMap<string, string>;
}

/** The quick fixes a rule offers in these files. */
export async function fixesOf(
  files: ReadonlyMap<string, string>,
  rule: string,
): Promise<readonly AppliedFix[]> {
  return fixesIn(files, await reviewFiles(files, rule), rule);
}

/** The quick fixes that a rule offers in files that have been reviewed for it. */
export async function fixesIn(
  files: ReadonlyMap<string, string>,
  { service, findings }: Reviewed,
  rule: string,
): Promise<readonly AppliedFix[]> {
  const fixes: AppliedFix[] = [];
  for (const { path, finding } of findings) {
    if (finding.fixes.length === 0) continue;
    const actions = await service.codeActions(
      uriOf(path),
      finding.range,
      ['quickfix'],
      NEVER_CANCELLED,
    );
    for (const { title } of finding.fixes) {
      const action = actions.find(
        (candidate) => candidate.title === title && isOf(candidate, rule),
      );
      if (!action) continue;
      const preferred = action.isPreferred === true;
      fixes.push({ title, preferred, texts: applied(files, action) });
    }
  }
  return fixes;
}

function isOf(action: CodeAction, rule: string): boolean {
  return action.diagnostics?.some(({ code }) => code === rule) ?? false;
}

function applied(
  files: ReadonlyMap<string, string>,
  action: CodeAction,
): ReadonlyMap<string, string> {
  const texts = new Map(files);
  for (const [uri, edits] of Object.entries(action.edit?.changes ?? {})) {
    const path = uri.slice(ROOT.length + 1);
    texts.set(path, applyEdits(texts.get(path) ?? '', edits));
  }
  return texts;
}

/** A text after LSP edits. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const lines = lineIndex(text);
  return applyChanges(
    text,
    edits.map(({ range, newText }) => ({
      span: {
        start: offsetAt(lines, range.start, text.length),
        end: offsetAt(lines, range.end, text.length),
      },
      newText,
    })),
  );
}

/** The input files of an example. */
export function inputsOf({ blocks }: Example): ReadonlyMap<string, string> {
  return new Map(
    blocks.filter(({ kind }) => kind === 'input').map(({ file, text }) => [file, text]),
  );
}

/** The expected output lines of an example; none when it must be silent. */
export function expectedOf({ blocks }: Example): readonly string[] {
  return blocks
    .filter(({ kind }) => kind === 'output')
    .flatMap(({ text }) => text.split('\n').filter((line) => line.trim() !== ''));
}
