import { citation } from '../citations';
import type { Advice, AnsweredQuestion, Recommendation } from '../contracts/advice';
import type { Checklist, Evidence } from '../contracts/checklist';
import { nodeAnswersOf } from '../features/nodeAnswers';
import type { Project } from '../project/project';
import { tableOf } from '../text/tables';
import { roomFor } from './evidence';
import type { Given } from './given';
import { QUESTIONS } from './questions';
import { REASONS } from './reasons';
import { STRATEGIES } from './strategies';

/** What people have answered, by question. */
export type Answers = Readonly<Record<string, string>>;

const MEASURE =
  'Measure first; scale when the load cannot be carried, responses get slower, errors rise, or growth is plain to see.';

const AGAIN =
  'Then test again. Solved: keep watching, with alerts. Not solved, and the machine cannot grow further: scale out. Else: optimise, measure, scale, once more.';

/**
 * The decision tree and the decision matrix of the guide, answered: by people where they did, else
 * by the system of the files, in the environment that is chosen.
 */
export function adviceOf(
  project: Project,
  checklist: Checklist,
  answers: Answers,
  environment?: string | null,
): Advice {
  const shown = nodeAnswersOf(project, environment);
  const ofSystem = (id: string) => {
    const outcome = shown.get(id)?.outcome;
    return outcome === 'yes' || outcome === 'no' ? outcome : null;
  };
  const answerOf = (id: string) => answers[id] ?? ofSystem(id);
  const reasons = new Map<string, string[]>();
  const given: Given = {
    is: (id, answer) => answerOf(id) === answer,
    number: (id) => (answers[id] === undefined ? undefined : Number(answers[id])),
    practice: project.settings().practice,
    leadsTo: (strategy) => reasons.has(strategy),
  };
  for (const { strategies, cost, because } of REASONS) {
    const words = because(given);
    if (words === undefined) continue;
    for (const strategy of strategies) {
      if (strategy === 'vertical' && given.is('can-grow', 'no')) continue;
      const known = reasons.get(strategy) ?? [];
      reasons.set(strategy, [...known, `${words}${cost === null ? '' : ` (cost: ${cost})`}.`]);
    }
  }
  const slow = slownessOf(checklist);
  if (slow.length > 0) {
    const findings = `${slow.length} ${slow.length === 1 ? 'finding says' : 'findings say'}`;
    const known = reasons.get('optimize') ?? [];
    reasons.set('optimize', [...known, `${findings} where to begin, before anything is scaled.`]);
  }
  const evidence = tableOf<readonly Evidence[]>({
    optimize: slow,
    caching: shown.get('cache')?.nodes ?? [],
    horizontal: reasons.has('horizontal')
      ? [
          ...(shown.get('autoscaling')?.nodes.filter(({ holds }) => holds === 'yes') ?? []),
          ...roomFor(project, environment),
        ]
      : [],
  });
  const recommendations = STRATEGIES.filter(({ id }) => reasons.has(id)).map(
    ({ id, title, compared, citations, cautions }): Recommendation => ({
      strategy: id,
      title,
      because: reasons.get(id) ?? [],
      cautions: cautions(given),
      evidence: evidence[id] ?? [],
      compared,
      sources: citations.map((source) => {
        const { title: page, url } = citation(source);
        return { title: page, url };
      }),
    }),
  );
  const isOf = (question: (typeof QUESTIONS)[number]) =>
    question.when(given) || answerOf(question.id) !== null;
  const questions = QUESTIONS.filter(isOf).map(
    ({ id, text, options, unit }): AnsweredQuestion => ({
      id,
      text,
      options,
      unit,
      answer: answerOf(id),
      from: answers[id] !== undefined ? 'you' : ofSystem(id) === null ? null : 'workspace',
      says: shown.get(id)?.says ?? null,
      evidence: shown.get(id)?.nodes ?? [],
    }),
  );
  return {
    root: project.root,
    verdict: verdictOn(recommendations, given),
    way: wayOf(questions, recommendations),
    recommendations,
    questions,
  };
}

/** The findings about what can be made faster before anything is scaled. */
function slownessOf({ groups }: Checklist): readonly Evidence[] {
  const items = groups.find(({ id }) => id === 'optimize')?.items ?? [];
  return items.filter(({ found }) => found === 'no').flatMap(({ evidence }) => evidence);
}

function verdictOn(recommendations: readonly Recommendation[], given: Given): string {
  const asked = recommendations.filter(({ strategy }) => strategy !== 'optimize');
  const [first] = recommendations;
  const isMeasured = ['code', 'cpu', 'memory', 'database', 'network'].some((part) =>
    given.is('bottleneck', part),
  );
  if (!isMeasured && asked.length === 0) {
    return `Nothing that is known here asks for scaling. ${MEASURE}`;
  }
  const begin = first ? `Begin here: ${first.title}.` : '';
  return isMeasured
    ? `${begin} In small steps, each measured.`
    : `The bottleneck is not measured yet; that comes first. ${begin}`;
}

/** The way through the decision tree, as far as it has been answered. */
function wayOf(
  questions: readonly AnsweredQuestion[],
  recommendations: readonly Recommendation[],
): readonly string[] {
  const steps = ['bottleneck', 'can-grow', 'database-load'].flatMap((id) => {
    const question = questions.find((candidate) => candidate.id === id);
    if (!question) return [];
    const answer = question.options.find(({ value }) => value === question.answer);
    return [`${question.text} ${answer?.text ?? 'Not answered.'}`];
  });
  return recommendations.length === 0
    ? steps
    : [...steps, recommendations.map(({ title }) => title).join('; '), AGAIN];
}
