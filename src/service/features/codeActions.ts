import {
  type CodeAction,
  CodeActionKind,
  type Range,
  type TextEdit,
} from 'vscode-languageserver-types';
import { isMap, isScalar, parseDocument } from 'yaml';
import type { FixKind, TextChange } from '../contracts/fix';
import { type Finding, fixesOf } from '../engine/finding';
import { failureLine, failureOf } from '../engine/internal';
import { batchFix, changesOf, planPass } from '../fix/apply';
import { CONFIGURATION_NAME } from '../project/configuration';
import type { OpenedFile } from '../project/file';
import type { Project } from '../project/project';
import { type LineIndex, lineIndex, positionAt, rangeOf } from '../text/lines';
import { child } from '../text/paths';
import { diagnosticOf, rulePage } from './diagnostics';

/** The kind of Headroom's fix-all; safe fixes only. */
export const FIX_ALL = `${CodeActionKind.SourceFixAll}.headroom`;

/** The editor's command that puts a text on the clipboard. */
const COPY = 'headroom.copy';

const ORDER: readonly FixKind[] = ['safe', 'suggestion', 'guided'];

/**
 * The code actions for a range: for each finding its preferred fix, other fixes, guided fixes,
 * disable for the line and the file, turn the rule off, show its page; then fix-all.
 */
export function codeActions(
  file: OpenedFile,
  range: Range,
  only: readonly CodeActionKind[] | undefined,
  project: Project,
): readonly CodeAction[] {
  const wants = (kind: string) => !only || only.some((k) => kind === k || kind.startsWith(`${k}.`));
  const findings = project.findings(file.uri);
  const here = findings.filter(({ at }) => touches(rangeOf(file.lines, at), range));
  const actions: CodeAction[] = [];
  if (wants(CodeActionKind.QuickFix)) {
    for (const finding of here) actions.push(...fixActions(finding, file, project));
    for (const finding of here) actions.push(...silencingActions(finding, file, project));
    for (const rule of new Set(here.map((finding) => finding.rule))) {
      const action = fixAllOfRule(
        findings.filter((other) => other.rule === rule),
        project,
      );
      if (action) actions.push(action);
    }
  }
  if (wants(FIX_ALL)) {
    const { changes, applied } = planPass(findings, false, project);
    if (applied > 0) {
      actions.push({
        title: 'Headroom: apply all safe fixes',
        kind: FIX_ALL,
        edit: { changes: editsOf(changes, project) },
      });
    }
  }
  return actions;
}

function fixActions(finding: Finding, file: OpenedFile, project: Project): readonly CodeAction[] {
  const preferred = batchFix(finding, true);
  const { fixes, thrown } = fixesOf(finding);
  if (thrown !== undefined) {
    const failure = failureOf(`a fix of ${finding.rule}`, thrown);
    project.ports.log(failureLine(failure, file.path));
  }
  const ordered = [...fixes].sort(
    (a, b) =>
      Number(b === preferred) - Number(a === preferred) ||
      ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind),
  );
  const actions: CodeAction[] = [];
  for (const fix of ordered) {
    if (fix.copies !== undefined) {
      actions.push({
        title: fix.title,
        kind: CodeActionKind.QuickFix,
        diagnostics: [diagnosticOf(finding, project)],
        command: { title: 'Copy', command: COPY, arguments: [fix.copies] },
      });
      continue;
    }
    const changes = changesOf(fix, file.uri, project);
    if (!changes) continue;
    actions.push({
      title: fix.title,
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnosticOf(finding, project)],
      isPreferred: fix === preferred,
      edit: { changes: editsOf(changes, project) },
    });
  }
  return actions;
}

/** One action for several findings of a rule in a file; nothing of what is guided is in it. */
function fixAllOfRule(findings: readonly Finding[], project: Project): CodeAction | undefined {
  const { changes, applied } = planPass(findings, true, project);
  if (applied < 2) return undefined;
  return {
    title: `Fix all ${applied} of ${findings[0]?.rule} in this file`,
    kind: CodeActionKind.QuickFix,
    diagnostics: findings.map((finding) => diagnosticOf(finding, project)),
    edit: { changes: editsOf(changes, project) },
  };
}

function silencingActions(
  finding: Finding,
  file: OpenedFile,
  project: Project,
): readonly CodeAction[] {
  const action = (title: string, uri: string, edits: TextEdit[]): CodeAction => ({
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnosticOf(finding, project)],
    edit: { changes: { [uri]: edits } },
  });
  const actions: CodeAction[] = [];
  const nextLine = file.language.comment(file, `headroom-disable-next-line ${finding.rule} -- `);
  if (nextLine !== undefined) {
    const line = positionAt(file.lines, finding.at.start).line;
    const start = file.lines[line] ?? 0;
    const indent = /^[ \t]*/.exec(file.text.slice(start))?.[0] ?? '';
    const newline = file.text.includes('\r\n') ? '\r\n' : '\n';
    const insert = (offset: number, newText: string) => {
      const at = positionAt(file.lines, offset);
      return [{ range: { start: at, end: at }, newText }];
    };
    actions.push(
      action(
        `Disable ${finding.rule} for this line`,
        file.uri,
        insert(start, `${indent}${nextLine.trimEnd()} reason${newline}`),
      ),
    );
    const whole = file.language.comment(file, `headroom-disable-file ${finding.rule} -- reason`);
    const top = file.text.startsWith('\uFEFF') ? 1 : 0;
    actions.push(
      action(`Disable ${finding.rule} for this file`, file.uri, insert(top, `${whole}${newline}`)),
    );
  }
  if (!finding.rule.startsWith('headroom/')) {
    const off = turnOff(finding.rule, project);
    const title = `Turn ${finding.rule} off in ${CONFIGURATION_NAME}`;
    if (off) actions.push(action(title, off.uri, [off.edit]));
  }
  actions.push({
    title: `Show documentation of ${finding.rule}`,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnosticOf(finding, project)],
    command: {
      title: 'Explain Rule',
      command: 'headroom.explainRule',
      arguments: [finding.rule, rulePage(finding.rule)],
    },
  });
  return actions;
}

/**
 * The edit of the root's `headroom.yaml` that turns a rule off; the file may not exist yet.
 * `undefined` where the file is broken or its `rules` is no map: its own findings say so.
 */
function turnOff(
  rule: string,
  project: Project,
): { readonly uri: string; readonly edit: TextEdit } | undefined {
  // A document that has never been saved lies in no folder.
  if (!project.root.includes('://')) return undefined;
  const uri = child(project.root, CONFIGURATION_NAME);
  const text = project.configurations().find((file) => file.uri === uri)?.text ?? '';
  const document = parseDocument(text);
  const rules = document.get('rules', true) as unknown;
  if (document.errors.length > 0 || !(document.contents === null || isMap(document.contents))) {
    return undefined;
  }
  if (isScalar(rules) && rules.value === null) document.delete('rules');
  else if (rules !== undefined && !isMap(rules)) return undefined;
  document.setIn(['rules', rule], 'off');
  const written = document.toString({ lineWidth: 0 });
  const newText = text.includes('\r\n') ? written.replaceAll('\n', '\r\n') : written;
  return {
    uri,
    edit: { range: rangeOf(lineIndex(text), { start: 0, end: text.length }), newText },
  };
}

function editsOf(
  changes: ReadonlyMap<string, readonly TextChange[]>,
  project: Project,
): Record<string, TextEdit[]> {
  const edits: Record<string, TextEdit[]> = {};
  for (const [uri, list] of changes) {
    const lines: LineIndex = project.file(uri)?.lines ?? [0];
    edits[uri] = list.map(({ span, newText }) => ({ range: rangeOf(lines, span), newText }));
  }
  return edits;
}

function touches(a: Range, b: Range): boolean {
  const before = (x: Range['start'], y: Range['start']) =>
    x.line < y.line || (x.line === y.line && x.character < y.character);
  return !before(a.end, b.start) && !before(b.end, a.start);
}
