import {
  type CodeAction,
  CodeActionKind,
  type Range,
  type TextEdit,
} from 'vscode-languageserver-types';
import type { FixKind, TextChange } from '../contracts/fix';
import type { SilencingRequest } from '../contracts/service';
import { type Finding, fixesOf } from '../engine/finding';
import { failureLine, failureOf } from '../engine/internal';
import { batchFix, changesOf, planPass } from '../fix/apply';
import type { OpenedFile } from '../project/file';
import type { Project } from '../project/project';
import { type LineIndex, rangeOf } from '../text/lines';
import { diagnosticOf, rulePage } from './diagnostics';
import { silencings } from './silencing';

/** The kind of Headroom's fix-all; safe fixes only. */
export const FIX_ALL = `${CodeActionKind.SourceFixAll}.headroom`;

/** The editor's command that puts a text on the clipboard. */
const COPY = 'headroom.copy';

/** Fixes of one finding that are offered: with "Ignore…" and "Explain" there are six. */
const MOST_FIXES = 4;

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
    const rules = new Set(here.map((finding) => finding.rule));
    const ofRules = new Map(
      [...rules].map((rule) => {
        const alike = findings.filter((other) => other.rule === rule);
        return [rule, fixAllOfRule(alike, project)] as const;
      }),
    );
    for (const finding of here) {
      const most = MOST_FIXES - (ofRules.get(finding.rule) ? 1 : 0);
      actions.push(...fixActions(finding, file, project).slice(0, most));
    }
    for (const action of ofRules.values()) if (action) actions.push(action);
    for (const finding of here) actions.push(...silencingActions(finding, file, project));
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
      data: { kind: fix.kind, rule: finding.rule },
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
  const diagnostics = [diagnosticOf(finding, project)];
  const kind = CodeActionKind.QuickFix;
  return [
    ...silencings(finding, file, project, 'reason').map(({ scope, title, uri, edits }) => ({
      title,
      kind,
      diagnostics,
      edit: { changes: { [uri]: [...edits] } },
      data: { silences: scope },
    })),
    {
      title: `Explain ${finding.rule}`,
      kind,
      diagnostics,
      command: {
        title: 'Explain Rule',
        command: 'headroom.explainRule',
        arguments: [finding.rule, rulePage(finding.rule)],
      },
    },
  ];
}

/** The changes that silence a finding of a rule at a place, with a reason; `null` where there is none. */
export function silenced(
  file: OpenedFile,
  project: Project,
  at: Range,
  { rule, scope, reason }: SilencingRequest,
): Readonly<Record<string, readonly TextEdit[]>> | null {
  const finding = project
    .findings(file.uri)
    .find((other) => other.rule === rule && touches(rangeOf(file.lines, other.at), at));
  const found =
    finding && silencings(finding, file, project, reason).find((one) => one.scope === scope);
  return found ? { [found.uri]: found.edits } : null;
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
