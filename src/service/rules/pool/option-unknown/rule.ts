import { isKnown } from '../../../contracts/field';
import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import { numberText, removeEntry, renameOption } from '../../../languages/application-code/edits';
import {
  defaultMax,
  type Library,
  type Option,
} from '../../../languages/application-code/libraries/library';
import type { ApplicationModel } from '../../../languages/application-code/model';
import type { OptionUse, PoolUse } from '../../../languages/application-code/pools';
import { isOtherMajor } from '../../../languages/application-code/versions';
import {
  converted,
  effective,
  type Meant,
  meantBy,
} from '../../../languages/application-code/vocabulary';

export default defineRule({
  id: 'pool/option-unknown',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Option of another library',
  summary: 'A pool option has the name another library gives it.',
  citations: ['guide.connection-pooling', 'mysql2.pool', 'node-postgres.pool', 'knex.pool'],
  practices: [],
  checklist: ['connection-pooling'],
  fixes: ['suggestion', 'guided'],
  needs: [],
  defersTo: [],
  check({ application }, report) {
    for (const pool of application.pools) {
      const { library } = pool;
      if (!library || library.unknownOption === 'unchecked' || isOtherMajor(pool)) continue;
      for (const use of pool.options) {
        const meant = meantBy(use, library);
        if (!meant) continue;
        report({
          at: use,
          severity: library.unknownOption === 'throws' ? 'error' : 'warning',
          message: `${consequence(use, meant, pool, library)} ${advice(meant, pool, library)}`,
          citations: [library.source],
          fixes: () => fixes(application, pool, use, meant),
        });
      }
    }
  },
});

function consequence(
  { entry: { name, value } }: OptionUse,
  meant: Meant,
  pool: PoolUse,
  library: Library,
): string {
  const { title, unknownOption, acquires } = library;
  if (unknownOption === 'throws') return `${title} refuses the pool option "${name}" and throws.`;
  const ignored = `${title} ignores the pool option "${name}"`;
  const holds = defaultMax(library);
  const says = value.kind === 'number' && value.value === holds;
  if (meant.role === 'max' && holds !== null && !says && !isSet(pool, meant.own)) {
    const wanted = value.kind === 'number' ? `, not ${value.value}` : '';
    return `${ignored}: a process opens at most ${holds} connections${wanted}.`;
  }
  if (meant.role === 'acquireTimeout' && acquires === 'forever' && !isSet(pool, meant.own)) {
    return `${ignored}: a request waits for a free connection for ever.`;
  }
  return `${ignored}: what it says has no effect.`;
}

function advice({ own, role }: Meant, pool: PoolUse, { title }: Library): string {
  if (own && isSet(pool, own)) return `${own.name} is set as well.`;
  if (own) return `The option is called ${own.name} here.`;
  return role === 'acquireTimeout'
    ? `${title} has none that limits waiting for a connection.`
    : `${title} has no such option.`;
}

/** Today's value under the right name first: a dead option that comes alive is a change. */
function fixes(
  application: ApplicationModel,
  pool: PoolUse,
  use: OptionUse,
  meant: Meant,
): readonly Fix[] {
  const { own } = meant;
  const { name, value } = use.entry;
  if (!own || isSet(pool, own)) return [removal(application, use)];
  if (value.kind !== 'number' || !value.literal) return [];
  const wanted = converted(value.value, meant.unit, own.unit);
  const today = effective(meant);
  const written = (number: number) =>
    `${own.name}${application.grammar === 'python' ? '=' : ': '}${numberText(number)}`;
  const rename = (kind: Fix['kind'], title: string, to: number): Fix => ({
    title,
    kind,
    edits: renameOption(use, own.name, numberText(to)),
  });
  if (today === wanted || changesNothingThatWorks(meant, pool, wanted, today)) {
    return [rename('suggestion', `Rename ${name} to ${written(wanted)}`, wanted)];
  }
  const runs = pool.library?.unknownOption !== 'throws';
  const before = today === null ? 'the default' : numberText(today);
  const live = rename(
    'guided',
    `Make it ${written(wanted)} (${runs ? 'today' : 'by default'} ${before} → ${numberText(wanted)})`,
    wanted,
  );
  if (today === null) return [removal(application, use), live];
  const keep = `Write ${runs ? 'what holds today' : 'the default'}: ${written(today)}`;
  return [rename('suggestion', keep, today), live];
}

function removal(application: ApplicationModel, use: OptionUse): Fix {
  const title = `Remove ${use.entry.name}`;
  return { title, kind: 'suggestion', edits: [removeEntry(application, use.entry)] };
}

/**
 * A limit where requests would wait for ever does no harm; neither does an option of a pool that
 * could not start, unless it asks for more connections than the default, or for a minimum that the
 * pool would refuse as well.
 */
function changesNothingThatWorks(
  { role }: Meant,
  { library, max }: PoolUse,
  wanted: number,
  today: number | null,
): boolean {
  if (library?.unknownOption === 'throws') {
    if (role === 'min') return isKnown(max) && wanted <= max.value;
    return role !== 'max' || (today !== null && today > 0 && wanted <= today);
  }
  return role === 'acquireTimeout' && library?.acquires === 'forever';
}

function isSet({ options }: PoolUse, own: Option | null): boolean {
  return options.some(({ option }) => option !== null && option.name === own?.name);
}
