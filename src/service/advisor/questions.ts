import type { Question } from '../contracts/advice';
import { didYouMean } from '../project/configuration';
import type { Given } from './given';

/** A question and when it is worth asking. */
interface Asked extends Question {
  when(given: Given): boolean;
}

const YES_NO = [
  { value: 'yes', text: 'Yes' },
  { value: 'no', text: 'No' },
];

const always = () => true;

/** What the decision tree and the decision matrix want to know, in the order in which they ask. */
export const QUESTIONS: readonly Asked[] = [
  choice('bottleneck', 'What is the bottleneck, by measurement?', always, [
    { value: 'code', text: 'Code or queries' },
    { value: 'cpu', text: 'CPU' },
    { value: 'memory', text: 'Memory' },
    { value: 'database', text: 'The database' },
    { value: 'network', text: 'The network' },
    { value: 'unknown', text: 'Not measured yet' },
  ]),
  choice(
    'can-grow',
    'Can the machine grow for a price that is worth it?',
    (given) => given.is('bottleneck', 'cpu') || given.is('bottleneck', 'memory'),
    YES_NO,
  ),
  choice(
    'database-load',
    'What does the database mostly do?',
    (given) => given.is('bottleneck', 'database'),
    [
      { value: 'reads', text: 'Mostly reads' },
      { value: 'balanced', text: 'Reads and writes' },
      { value: 'writes', text: 'Mostly writes' },
    ],
  ),
  number('response-time', 'How long do slow responses take?', 'seconds'),
  number('cpu', 'How high does CPU stay?', 'percent'),
  number('memory', 'How full is memory?', 'percent'),
  choice('traffic', 'How does traffic come?', always, [
    { value: 'steady', text: 'Steadily' },
    { value: 'spikes', text: 'In spikes' },
  ]),
  choice('users', 'Where are the users?', always, [
    { value: 'near', text: 'Near the servers' },
    { value: 'far', text: 'Far away, and they wait' },
  ]),
  number('growth', 'How fast does the load grow, a month?', 'percent'),
  choice(
    'instances',
    'Can the application run more than once, with no state in its process?',
    (given) => given.leadsTo('horizontal'),
    YES_NO,
  ),
  choice(
    'autoscaling',
    'Does something scale it already?',
    (given) => given.leadsTo('horizontal'),
    YES_NO,
  ),
  choice(
    'database',
    'Do the instances share a database?',
    (given) => given.leadsTo('horizontal'),
    YES_NO,
  ),
  choice('cache', 'Is there a cache already?', (given) => given.leadsTo('caching'), YES_NO),
];

/** What is wrong with an answer, or `undefined`. */
export function problemWith(id: string, answer: string): string | undefined {
  const question = QUESTIONS.find((candidate) => candidate.id === id);
  if (!question) {
    const ids = QUESTIONS.map((candidate) => candidate.id);
    return `unknown question "${id}"${didYouMean(id, ids)}; one of ${ids.join(', ')}`;
  }
  const values = question.options.map(({ value }) => value);
  if (values.length > 0) {
    return values.includes(answer)
      ? undefined
      : `${id} takes ${values.join(', ')}; it is "${answer}"${didYouMean(answer, values)}`;
  }
  return /^\d+(\.\d+)?$/.test(answer)
    ? undefined
    : `${id} takes a number of ${question.unit}; it is "${answer}"`;
}

function choice(
  id: string,
  text: string,
  when: Asked['when'],
  options: Question['options'],
): Asked {
  return { id, text, options, unit: null, when };
}

function number(id: string, text: string, unit: string): Asked {
  return { id, text, options: [], unit, when: always };
}
