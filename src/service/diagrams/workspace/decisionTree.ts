import type { Advice, AnsweredQuestion, Recommendation } from '../../contracts/advice';
import type { BoxFigure, BoxKind } from '../../contracts/drawing';
import type { Place } from '../../contracts/finding';
import { idOf } from '../../system/identifiers';
import { tableOf } from '../../text/tables';
import { decisionTree, type TreeStep } from '../reference/decision-tree';
import { plain } from '../system/plain';
import { say } from '../words';
import { collector, type Parts, type Seen } from './view';

/** What of the advice stands at a step. */
const STRATEGIES = tableOf<readonly string[]>({
  code: ['optimize'],
  vertical: ['vertical'],
  horizontal: ['horizontal'],
  replicas: ['replicas', 'caching'],
  shards: ['sharding'],
  network: ['cdn'],
});

/** Where each answer leads. */
const ANSWERS = tableOf<Readonly<Record<string, string>>>({
  bottleneck: {
    code: 'where code',
    cpu: 'where machine',
    memory: 'where machine',
    database: 'where database',
    network: 'where network',
  },
  'can-grow': { yes: 'machine vertical', no: 'machine horizontal' },
  'database-load': {
    reads: 'database replicas',
    balanced: 'database pooling',
    writes: 'database shards',
  },
});

const KINDS: Readonly<Record<TreeStep['shape'], BoxKind>> = {
  box: 'service',
  rounded: 'clients',
  decision: 'signal',
  store: 'database',
};

/** The decision tree with the way that the answers lead, and what files show at its ends. */
export function decisionTreeParts(
  { practice }: Seen,
  advice: Advice,
  placeOf: (evidence: Recommendation['evidence'][number]) => Place | null,
): Parts | null {
  const { recommendations, questions } = advice;
  const taken = waysTaken(questions);
  if (recommendations.length === 0 && taken.size === 0) return null;
  const drawn = collector();
  const { steps, ways } = decisionTree(practice);
  const boxes = new Map(
    steps.map(({ name, label, shape }) => {
      const own = recommendations.filter(({ strategy }) => STRATEGIES[name]?.includes(strategy));
      const figures = own.flatMap((each) => figuresOf(each, placeOf));
      const box = drawn.box(
        plain({
          ...{ id: idOf('step', name), kind: KINDS[shape], figures },
          texts: [...label.split('\n'), ...(own.length > 0 ? [say('✔ advised')] : [])],
          at: figures.find(({ at }) => at !== null)?.at ?? null,
          places: [],
        }),
      );
      return [name, box] as const;
    }),
  );
  for (const { from, to, label } of ways) {
    const [a, b] = [boxes.get(from), boxes.get(to)];
    const isTaken = taken.has(`${from} ${to}`);
    if (a && b) {
      drawn.arrow(a, b, { label, kind: isTaken ? 'taken' : 'stated' });
    }
  }
  return drawn.parts();
}

function waysTaken(questions: readonly AnsweredQuestion[]): ReadonlySet<string> {
  const led = questions.flatMap(({ id, answer }) => ANSWERS[id]?.[answer ?? ''] ?? []);
  return new Set(led.length === 0 ? [] : ['start measure', 'measure where', ...led]);
}

function figuresOf(
  { title, because, evidence }: Recommendation,
  placeOf: (evidence: Recommendation['evidence'][number]) => Place | null,
): readonly BoxFigure[] {
  return [
    ...because.map((text) => ({ text: `${title}: ${text}`, at: null })),
    ...evidence.map((each) => ({ text: each.message, at: placeOf(each) })),
  ];
}
