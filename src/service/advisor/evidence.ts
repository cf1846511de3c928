import { mayBeOff } from '../checklist/switched';
import type { Evidence } from '../contracts/checklist';
import type { Fact } from '../contracts/fact';
import { budgetsOf } from '../features/capacity';
import type { Project } from '../project/project';
import { positionAt } from '../text/lines';

/** What the files of a project answer by themselves. */
export interface Shown {
  /** `null` where what they show leaves the question open. */
  readonly answer: string | null;
  readonly evidence: readonly Evidence[];
}

/** A place in a file that answers a question, by its structural path. */
interface Sign {
  readonly question: string;
  readonly path: string;
  readonly message: string;
  /** It speaks against the answer that the others give. */
  readonly against?: boolean;
}

/** The questions that the files of a project answer; what is not there answers nothing. */
export function shownBy(project: Project): ReadonlyMap<string, Shown> {
  const found = new Map<string, { signs: Evidence[]; against: boolean }>();
  const add = (question: string, evidence: Evidence, against = false) => {
    const entry = found.get(question) ?? { signs: [], against: false };
    found.set(question, { signs: [...entry.signs, evidence], against: entry.against || against });
  };
  for (const { uri, path, lines, facts, places } of project.files()) {
    for (const sign of facts.flatMap((fact) => (mayBeOff(path, fact) ? [] : signsOf(fact)))) {
      const at = places.get(sign.path);
      if (!at) continue;
      const { line } = positionAt(lines, at.start);
      add(sign.question, { uri, path, line, message: sign.message }, sign.against);
    }
  }
  return new Map(
    [...found].map(([question, { signs, against }]) => [
      question,
      { answer: against ? null : 'yes', evidence: signs },
    ]),
  );
}

/** What each database server leaves to more instances, at the pools that ask it. */
export function roomFor(project: Project): readonly Evidence[] {
  return budgetsOf(project).flatMap(({ server, limit, byDefault, rollout: [, rollout], rows }) => {
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

function signsOf(fact: Fact): readonly Sign[] {
  switch (fact.kind) {
    case 'autoscaler':
      return scaled(fact.triggers, fact.path);
    case 'scaling-group':
      return scaled(fact.triggers, fact.path);
    case 'service':
      return fact.sessionAffinity.state === 'known' && fact.sessionAffinity.value === 'ClientIP'
        ? [
            {
              question: 'instances',
              path: fact.sessionAffinity.path,
              message: 'clients are bound to the pod they met first: its process may hold state',
              against: true,
            },
          ]
        : [];
    case 'pool':
      if (fact.engine === 'redis')
        return [{ question: 'cache', path: fact.path, message: 'connections to Redis' }];
      return fact.engine === 'unknown' || fact.engine === 'other'
        ? []
        : [{ question: 'database', path: fact.path, message: `connections to ${fact.engine}` }];
    default:
      return [];
  }
}

function scaled(triggers: readonly string[], path: string): readonly Sign[] {
  return triggers.length === 0
    ? []
    : [{ question: 'autoscaling', path, message: `scaled by ${triggers.join(', ')}` }];
}
