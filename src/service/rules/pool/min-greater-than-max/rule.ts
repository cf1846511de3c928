import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import { insertOption, replaceNumber } from '../../../languages/application-code/edits';
import type { Library } from '../../../languages/application-code/libraries/library';
import type { ApplicationModel } from '../../../languages/application-code/model';
import type { OptionUse, PoolUse } from '../../../languages/application-code/pools';

export default defineRule({
  id: 'pool/min-greater-than-max',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Pool minimum above its maximum',
  summary: 'A pool keeps more connections than it may open.',
  citations: ['guide.connection-pooling', 'knex.pool', 'psycopg-pool.pool', 'asyncpg.pool'],
  practices: [],
  checklist: ['connection-pooling'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ application }, report) {
    for (const pool of application.pools) {
      const { library, max } = pool;
      const min = minimum(pool);
      if (max.state !== 'known' || !min || min.value <= max.value || max.value <= 0) continue;
      if (!min.use && max.origin === 'defaulted') continue;
      const byDefault = (is: boolean) => (is ? ' (the default)' : '');
      report({
        ...(min.use ? { at: { at: min.use.entry.value.at, path: min.use.path } } : { at: max }),
        severity: library?.minAboveMax === 'throws' ? 'error' : 'warning',
        message: `${min.name} is ${min.value}${byDefault(!min.use)} and the most this pool opens is ${max.value}${byDefault(max.origin === 'defaulted')}: ${consequence(library)}. Let the minimum be at most the maximum.`,
        citations: library ? [library.source] : [],
        fixes: () => fixes(application, pool, min, max.value),
      });
    }
  },
});

interface Minimum {
  readonly name: string;
  readonly value: number;
  /** Where it is written; `null` for the library's default. */
  readonly use: OptionUse | null;
}

/** The minimum as written; the default only where the library is known to refuse it. */
function minimum({ options, library, complete, engine }: PoolUse): Minimum | undefined {
  const use = options.find(({ option, entry }) =>
    library ? option?.role === 'min' : entry.name === 'min',
  );
  if (use) {
    const { value, name } = use.entry;
    return value.kind === 'number' && value.env === null
      ? { name, value: value.value, use }
      : undefined;
  }
  const option = library?.options.find(({ role }) => role === 'min');
  const refused = library?.minAboveMax === 'throws' && complete;
  // knex keeps another minimum for SQLite, and which database it is cannot be told.
  if (!option || !refused || engine === 'other' || engine === 'unknown') return undefined;
  return option.byDefault === null
    ? undefined
    : { name: option.name, value: option.byDefault, use: null };
}

function consequence(library: Library | null): string {
  switch (library?.minAboveMax) {
    case 'throws':
      return `${library.title} refuses it and the program does not start`;
    case 'clamped':
      return `${library.title} takes the smaller, so the minimum is not what it says`;
    default:
      return 'one of them is not what it says';
  }
}

function fixes(
  application: ApplicationModel,
  pool: PoolUse,
  { use, name }: Minimum,
  max: number,
): readonly Fix[] {
  const edits = use
    ? replaceNumber(use.entry.value, String(max))
    : insertOption(application, pool, name, String(max));
  return edits ? [{ title: `Set ${name} to ${max}`, kind: 'suggestion', edits }] : [];
}
