import { isDevelopment } from '../architecture/development';
import type { NodeAnswer, NodeEvidence } from '../contracts/checklist';
import { outcomeOf, type Standing } from '../contracts/questions';
import type { SystemClass } from '../contracts/system';
import type { Project } from '../project/project';
import { NODE_QUESTIONS } from '../system/views/questions';
import { MOST_NAMES, sentenceOf } from '../system/views/questions/question';
import { listOf } from '../text/enumeration';
import { placeOf } from './capacity';
import { environmentsOf } from './environments';

/** What the system answers of itself, each question by its id; what it has no node for is not there. */
export type NodeAnswers = ReadonlyMap<string, NodeAnswer>;

/** The kinds of environment that are asked, the first that a project has. */
const ASKED: readonly SystemClass[] = ['production', 'unknown', 'staging'];

/** How nodes are told: what does not hold first. */
const ORDER: Readonly<Record<Standing['holds'], number>> = { no: 0, unknown: 1, yes: 2 };

/**
 * The questions that the graph answers, in the environment that is chosen; else in all of production, for a
 * tick on "every" needs every one.
 */
export function nodeAnswersOf(project: Project, chosen?: string | null): NodeAnswers {
  const environments = askedEnvironments(project, chosen);
  const named = environments.flatMap((environment) => environment ?? []);
  const answers = new Map<string, NodeAnswer>();
  for (const question of NODE_QUESTIONS) {
    const nodes = environments.flatMap((environment) =>
      question
        .standings(project.architecture(environment))
        .map((standing) => evidenceOf(standing, project))
        .filter((node) => chosen !== undefined || !isDevelopment(environment, { file: node.path })),
    );
    const seen = new Set<string>();
    const each = nodes.filter((node) => {
      const key = JSON.stringify(node);
      return !seen.has(key) && seen.add(key);
    });
    const outcome = outcomeOf(question.quantifier, each);
    if (outcome === null) continue;
    answers.set(question.id, {
      outcome,
      says: sentenceOf(question, each, listOf(named, MOST_NAMES)),
      nodes: each.toSorted((a, b) => ORDER[a.holds] - ORDER[b.holds]),
    });
  }
  return answers;
}

/** The environments that questions are asked of: what is chosen, else the gravest kind in which something runs. */
export function askedEnvironments(
  project: Project,
  chosen?: string | null,
): readonly (string | null)[] {
  const all = environmentsOf(project);
  if (chosen !== undefined && all.includes(chosen)) return [chosen];
  const classes = new Map(
    all.map((environment) => [environment, project.architecture(environment).system]),
  );
  const of = (kind: SystemClass, runs: boolean) =>
    all.filter((environment) => {
      const system = classes.get(environment);
      return system?.class === kind && (!runs || system.workloads.length > 0);
    });
  const [found = []] = [true, false]
    .flatMap((runs) => ASKED.map((kind) => of(kind, runs)))
    .filter(({ length }) => length > 0);
  return found;
}

function evidenceOf({ name, holds, at, says }: Standing, project: Project): NodeEvidence {
  const { uri, path, range } = placeOf(at, project);
  return { uri, path, line: range.start.line, message: `${name}: ${says}`, name, holds };
}
