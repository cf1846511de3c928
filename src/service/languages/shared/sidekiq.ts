import type { QueueAppFact } from '../../contracts/fact';
import type { Placed } from '../../contracts/facts/placed';
import { absent, type Field, known, unknown } from '../../contracts/field';
import { type Span, span } from '../../contracts/span';
import { rubyExpression } from './ruby-expressions';

/** Where an address is given: `url: ENV.fetch("REDIS_URL")`, to the end of its line or of the next word. */
const ADDRESS = /\burl(?::|["']?\s*=>)[ \t]*([^,}\r\n]+(?:,\s*["'][^"']*["']\))?)/g;

/** The Redis that an initializer of Rails gives Sidekiq; nothing where it names several. */
export function sidekiqRedis(text: string): readonly Placed<QueueAppFact>[] {
  const found = [...text.matchAll(ADDRESS)].map(({ index, 0: whole, 1: written = '' }) => ({
    text: written.trim(),
    at: span(index + whole.length - written.length, index + whole.length),
  }));
  const [first] = found;
  if (!first || found.some((each) => each.text !== first.text)) return [];
  const none = <T>(name: string): Field<T> => absent(first.at.end, `/queue/${name}`);
  return [
    {
      kind: 'queue-app',
      at: first.at,
      path: '/queue',
      library: 'sidekiq',
      broker: addressOf(first.text, first.at),
      concurrency: none('concurrency'),
      processes: none('processes'),
      timeLimit: none('timeLimit'),
      softTimeLimit: none('softTimeLimit'),
      acksLate: none('acksLate'),
      visibilityTimeout: none('visibilityTimeout'),
      schedule: [],
    },
  ];
}

function addressOf(text: string, at: Span): Field<string> {
  const path = '/queue/broker';
  const expression = rubyExpression(text);
  if (expression === undefined) return unknown('what its code gives', at, path);
  return expression.includes('$')
    ? { ...unknown('a text with variables', at, path), expression }
    : known(expression, at, path);
}
