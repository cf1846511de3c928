import type { Evidence } from '../contracts/checklist';
import { budgetsOf } from '../features/capacity';
import { askedEnvironments } from '../features/nodeAnswers';
import type { Project } from '../project/project';

/** What each database server of the asked environments leaves to more instances, at the pools that ask it. */
export function roomFor(project: Project, chosen?: string | null): readonly Evidence[] {
  const asked = new Set(askedEnvironments(project, chosen));
  const budgets = budgetsOf(project).filter(({ environment }) => asked.has(environment));
  return budgets.flatMap(({ server, limit, byDefault, rollout: [, rollout], rows }) => {
    const [largest] = rows;
    const granted = limit ?? byDefault;
    if (!largest?.pool.at || granted === null || granted === undefined) return [];
    const { uri, path, range } = largest.pool.at;
    const each = Math.max(1, (largest.processes.value ?? 1) * (largest.each ?? 1));
    const more = Math.floor((granted - rollout) / each);
    const room =
      rollout > granted
        ? 'lower the pools before more instances come'
        : more === 0
          ? 'no room for another instance'
          : `room for ${more} more ${largest.noun} of ${largest.unit}`;
    const by = limit === null ? ' that it grants by default' : '';
    const message = `pools ask for up to ${rollout} of ${granted} connections of ${server}${by}: ${room}`;
    return [{ uri, path, line: range.start.line, message }];
  });
}
