import { isDevelopment } from '../architecture/development';
import { CHECKLIST } from '../checklist-items';
import type { AnsweredItem, Checklist, Evidence } from '../contracts/checklist';
import type { Rule } from '../contracts/rule';
import type { Project } from '../project/project';
import { readTicks } from '../project/ticks';
import { lineIndex, positionAt } from '../text/lines';
import { shownBy, shownOfEach } from './evidence';
import { mayBeOff } from './switched';

/** The checklist of a project as its files, its findings and its team answer it. */
export function checklistOf(
  project: Project,
  rules: readonly Rule[],
  ticksText: string | undefined,
  environment?: string | null,
): Checklist {
  const text = ticksText ?? '';
  const { ticks, problems } = readTicks(text);
  const lines = lineIndex(text);
  const against = findingsByItem(project, rules, environment);
  const { shown: speaking, open } = shownByItem(project);
  const groups = CHECKLIST.map((group) => ({
    ...group,
    items: group.items.map((item): AnsweredItem => {
      const no = against.get(item.id) ?? [];
      const yes = speaking.get(item.id) ?? [];
      return {
        ...item,
        ticked: ticks.get(item.id) ?? null,
        found: no.length > 0 ? 'no' : yes.length > 0 && !open.has(item.id) ? 'yes' : null,
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

/** What files show, by item, and the items that not every one of theirs answers with yes. */
function shownByItem(project: Project): {
  readonly shown: ReadonlyMap<string, readonly Evidence[]>;
  readonly open: ReadonlySet<string>;
} {
  const each = new Map<string, (Evidence & { readonly name: string; readonly holds: boolean })[]>();
  const found = new Map<string, Evidence[]>();
  for (const { uri, path, lines, facts, places, environment } of project.files()) {
    for (const shown of facts.flatMap((fact) => (mayBeOff(path, fact) ? [] : shownBy(fact)))) {
      const at = places.get(shown.path);
      if (!at) continue;
      const { line } = positionAt(lines, at.start);
      add(found, shown.item, { uri, path, line, message: shown.message });
    }
    if (isDevelopment(environment, { file: path })) continue;
    for (const { item, path: at, name, holds } of facts.flatMap(shownOfEach)) {
      const place = places.get(at);
      if (!place) continue;
      const { line } = positionAt(lines, place.start);
      each.set(item, [...(each.get(item) ?? []), { uri, path, line, message: name, name, holds }]);
    }
  }
  const open = new Set<string>();
  for (const [item, all] of each) {
    const not = all.filter(({ holds }) => !holds);
    if (not.length > 0) open.add(item);
    const count = `${all.length - not.length} of ${all.length} workloads`;
    for (const { name, holds, ...place } of not.length > 0 ? not : all) {
      add(found, item, {
        ...place,
        message: holds ? `${count}: ${name} does` : `${count}: ${name} does not`,
      });
    }
  }
  return { shown: found, open };
}

function add(found: Map<string, Evidence[]>, item: string, evidence: Evidence): void {
  const list = found.get(item);
  if (list) list.push(evidence);
  else found.set(item, [evidence]);
}
