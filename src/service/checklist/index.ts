import { CHECKLIST } from '../checklist-items';
import type { AnsweredItem, Checklist, Evidence } from '../contracts/checklist';
import type { Rule } from '../contracts/rule';
import { nodeAnswersOf } from '../features/nodeAnswers';
import type { Project } from '../project/project';
import { readTicks } from '../project/ticks';
import { lineIndex, positionAt } from '../text/lines';

/** The checklist of a project as its files, its findings and its team answer it. */
export function checklistOf(
  project: Project,
  rules: readonly Rule[],
  ticksText: string | undefined,
  environment?: string | null,
): Checklist {
  const text = ticksText ?? '';
  const { ticks, reasons, problems } = readTicks(text);
  const lines = lineIndex(text);
  const against = findingsByItem(project, rules, environment);
  const answers = nodeAnswersOf(project, environment);
  const groups = CHECKLIST.map((group) => ({
    ...group,
    items: group.items.map((item): AnsweredItem => {
      const no = against.get(item.id) ?? [];
      const answer = answers.get(item.id);
      return {
        ...item,
        ticked: ticks.get(item.id) ?? null,
        reason: reasons.get(item.id) ?? null,
        found: no.length > 0 ? 'no' : (answer?.outcome ?? null),
        says: answer?.says ?? null,
        evidence: no.length > 0 ? no : (answer?.nodes ?? []),
      };
    }),
  }));
  return {
    root: project.root,
    groups,
    problems: problems.map(({ at, message }) => ({
      line: positionAt(lines, at.start).line,
      message,
    })),
  };
}

/** Hints are worth knowing; they answer nothing, nor does what holds in other environments only. */
function findingsByItem(
  project: Project,
  rules: readonly Rule[],
  chosen: string | null | undefined,
): ReadonlyMap<string, readonly Evidence[]> {
  const items = new Map(rules.map(({ id, checklist }) => [id as string, checklist]));
  const found = new Map<string, Evidence[]>();
  for (const { uri, path, lines } of project.files()) {
    for (const { rule, severity, message, at, environments } of project.findings(uri)) {
      if (severity === 'hint') continue;
      const isElsewhere = chosen != null && environments && !environments.includes(chosen);
      if (isElsewhere) continue;
      const { line } = positionAt(lines, at.start);
      for (const item of items.get(rule) ?? []) {
        add(found, item, { uri, path, line, message: `${message} (${rule})` });
      }
    }
  }
  return found;
}

function add(found: Map<string, Evidence[]>, item: string, evidence: Evidence): void {
  const list = found.get(item);
  if (list) list.push(evidence);
  else found.set(item, [evidence]);
}
