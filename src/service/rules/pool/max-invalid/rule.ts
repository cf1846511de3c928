import { defineRule } from '../../../contracts/rule';
import type { Library } from '../../../languages/application-code/libraries/library';

export default defineRule({
  id: 'pool/max-invalid',
  since: '0.2.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  summary: 'A pool size of zero or less, which means something else.',
  citations: [
    'guide.connection-pooling',
    'node-postgres.pool',
    'mongodb.pool',
    'sqlalchemy.pool',
    'go.pool',
  ],
  practices: [],
  checklist: ['connection-pooling'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ application }, report) {
    for (const { library, options } of application.pools) {
      if (!library) continue;
      for (const { option, entry, path } of options) {
        const { value } = entry;
        if (value.kind !== 'number' || value.env !== null || !option) continue;
        const meaning = MEANINGS[library.title]?.(option.name, value.value);
        if (meaning === undefined || NO_LIMIT.test(around(application.text, value.at.end)))
          continue;
        report({
          at: { at: value.at, path },
          severity: meaning.breaks ? 'error' : 'warning',
          message: `${entry.name} ${value.value} ${meaning.says}. Write how many connections one process may open.`,
          citations: [library.source],
        });
      }
    }
  },
});

/** Somebody who says so means it. */
const NO_LIMIT = /unlimited|no limit|unbounded/i;

/** The rest of the line, where a comment would say it. */
function around(text: string, from: number): string {
  const line = text.lastIndexOf('\n', from);
  const before = text.lastIndexOf('\n', line - 1);
  const end = text.indexOf('\n', from);
  return text.slice(before + 1, end === -1 ? undefined : end);
}

interface Meaning {
  readonly says: string;
  readonly breaks: boolean;
}

const UNLIMITED: Meaning = {
  says: 'is no limit: load decides how many connections the database gets',
  breaks: false,
};

/** What zero and less mean, by library; nothing where they mean what they say. */
const MEANINGS: Readonly<
  Record<Library['title'], (option: string, value: number) => Meaning | undefined>
> = {
  'node-postgres': (option, value) => {
    if (option !== 'max') return undefined;
    if (value < 0)
      return { says: 'lets the pool open none: every request waits for ever', breaks: true };
    return value === 0 ? { says: 'is read as the default, 10', breaks: false } : undefined;
  },
  'MongoDB driver': (option, value) =>
    option === 'maxPoolSize' && value === 0 ? UNLIMITED : undefined,
  PyMongo: (option, value) => (option === 'maxPoolSize' && value === 0 ? UNLIMITED : undefined),
  SQLAlchemy: (option, value) =>
    (option === 'pool_size' && value === 0) || (option === 'max_overflow' && value === -1)
      ? UNLIMITED
      : undefined,
  'database/sql': (option, value) =>
    option === 'SetMaxOpenConns' && value <= 0 ? UNLIMITED : undefined,
};
