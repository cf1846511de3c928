import { citation } from '../../citations';
import type { Description } from '../../contracts/editing';
import type { Library, Option } from './libraries/library';
import type { ApplicationModel } from './model';
import type { PoolUse } from './pools';
import { isOtherMajor } from './versions';

/** What an option means, its unit and its default; for a pool, what one process may open. */
export function describeAt({ pools }: ApplicationModel, offset: number): Description | undefined {
  for (const pool of pools) {
    for (const { at, entry, option } of pool.options) {
      const end = Math.max(entry.value.at.end, at.end);
      if (!pool.library || offset < at.start || offset > end) continue;
      const known = option ? optionText(option, pool) : unknownText(entry.name, pool);
      return { at: { start: at.start, end }, markdown: known };
    }
    if (pool.library && pool.at.start <= offset && offset <= pool.at.end) {
      return { at: pool.at, markdown: poolText(pool) };
    }
  }
  return undefined;
}

function optionText(option: Option, pool: PoolUse): string {
  const facts = optionFacts(option);
  const suffix = facts === '' ? '' : ` (${facts})`;
  return `**${option.name}**${suffix}\n\n${option.meaning}\n\n${sourceFor(pool)}`;
}

/** An option's unit and default: `in milliseconds, 10000 by default`. */
export function optionFacts({ unit, byDefault }: Option): string {
  return [
    ...(unit === 'none' ? [] : [`in ${unit}`]),
    ...(byDefault === null ? [] : [`${byDefault} by default`]),
  ].join(', ');
}

function unknownText(name: string, pool: PoolUse): string {
  return `**${name}** is no pool option of ${pool.library?.title}.\n\n${sourceFor(pool)}`;
}

function poolText(pool: PoolUse): string {
  const { max, library } = pool;
  const opens =
    max.state === 'known'
      ? `One process opens at most ${max.value} connections${max.origin === 'defaulted' ? ', the default' : ''}. Every process and every pod has its own pool.`
      : 'How many connections one process opens cannot be told from here. Every process and every pod has its own pool.';
  const waits =
    library?.acquires === 'forever'
      ? ' Unless a limit is set, a request waits for a free connection for ever.'
      : '';
  return `**${library?.title} pool**\n\n${opens}${waits}\n\n${sourceFor(pool)}`;
}

/** The source, and a word about the version where the project uses another. */
function sourceFor(pool: PoolUse): string {
  const other = isOtherMajor(pool)
    ? `; this project asks for ${pool.version}, which may differ`
    : '';
  return `${sourceOf(pool.library)}${other}`;
}

/** A link to where a library tells about its options. */
export function sourceOf(library: Library | null): string {
  return library ? `[${library.title} ${library.version}](${citation(library.source).url})` : '';
}
