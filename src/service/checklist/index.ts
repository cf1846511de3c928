import type { AnsweredItem, Checklist, Evidence } from '../contracts/checklist';
import type { Rule } from '../contracts/rule';
import { lineIndex, positionAt } from '../project/lines';
import type { Project } from '../project/project';
import { readTicks } from '../project/ticks';
import { shownBy } from './evidence';
import { CHECKLIST } from './items';

/** The checklist of a project as its files, its findings and its team answer it. */
export function checklistOf(
  project: Project,
  rules: readonly Rule[],
  ticksText: string | undefined,
): Checklist {
  const text = ticksText ?? '';
  const { ticks, problems } = readTicks(text);
  const lines = lineIndex(text);
  const against = findingsByItem(project, rules);
  const speaking = shownByItem(project);
  const groups = CHECKLIST.map((group) => ({
    ...group,
    items: group.items.map((item): AnsweredItem => {
      const no = against.get(item.id) ?? [];
      const yes = speaking.get(item.id) ?? [];
      return {
        ...item,
        ticked: ticks.get(item.id) ?? null,
        found: no.length > 0 ? 'no' : yes.length > 0 ? 'yes' : null,
        evidence: no.length > 0 ? no : yes,
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

/** Hints are worth knowing; they answer nothing. */
function findingsByItem(
  project: Project,
  rules: readonly Rule[],
): ReadonlyMap<string, readonly Evidence[]> {
  const items = new Map(rules.map(({ id, checklist }) => [id as string, checklist]));
  const found = new Map<string, Evidence[]>();
  for (const { uri, path, lines } of project.files()) {
    for (const { rule, severity, message, at } of project.findings(uri)) {
      if (severity === 'hint') continue;
      const { line } = positionAt(lines, at.start);
      for (const item of items.get(rule) ?? []) {
        add(found, item, { uri, path, line, message: `${message} (${rule})` });
      }
    }
  }
  return found;
}

function shownByItem(project: Project): ReadonlyMap<string, readonly Evidence[]> {
  const found = new Map<string, Evidence[]>();
  for (const { uri, path, lines, facts, places } of project.files()) {
    for (const shown of facts.flatMap(shownBy)) {
      const at = places.get(shown.path);
      if (!at) continue;
      const { line } = positionAt(lines, at.start);
      add(found, shown.item, { uri, path, line, message: shown.message });
    }
  }
  return found;
}

function add(found: Map<string, Evidence[]>, item: string, evidence: Evidence): void {
  const list = found.get(item);
  if (list) list.push(evidence);
  else found.set(item, [evidence]);
}
