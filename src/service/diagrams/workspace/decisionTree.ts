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
  const here = standingAt(taken);
  const { steps, ways } = decisionTree(practice);
  const boxes = new Map(
    steps.map(({ name, label, shape }) => {
      const own = recommendations.filter(({ strategy }) => STRATEGIES[name]?.includes(strategy));
      const figures = own.flatMap((each) => figuresOf(each, placeOf));
      const advised = own.length > 0 ? say('✔ advised') : '';
      const marks =
        name === here && advised !== ''
          ? [say('▶ here, ✔ advised')]
          : [name === here ? hereAt(name) : '', advised];
      const box = drawn.box(
        plain({
          ...{ id: idOf('step', name), kind: KINDS[shape], figures },
          texts: [...label.split('\n'), ...marks.filter((mark) => mark !== '')],
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
  const all = new Set(['measure where', ...led]);
  // What is answered of a step that no answer leads to is no part of the way.
  const reached = new Set(['measure']);
  for (const way of all) {
    const [from = '', to = ''] = way.split(' ');
    if (reached.has(from)) reached.add(to);
    else all.delete(way);
  }
  return led.length === 0 ? new Set() : all;
}

/** The step where the answers end. */
function standingAt(taken: ReadonlySet<string>): string {
  const ways = [...taken].map((way) => way.split(' '));
  let at = 'measure';
  for (let next = at; next; next = ways.find(([from]) => from === at)?.[1] ?? '') at = next;
  return at;
}

/** A question that nobody has answered, else the end of the way. */
function hereAt(name: string): string {
  return Object.values(ANSWERS).some((ways) =>
    Object.values(ways).some((way) => way.startsWith(`${name} `)),
  )
    ? say('▶ here: not answered')
    : say('▶ here');
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
