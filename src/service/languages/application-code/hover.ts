import { citation } from '../../citations';
import type { Description } from '../../contracts/editing';
import type { Library, Option } from './libraries/library';
import type { ApplicationModel, PoolUse } from './model';

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

function optionText(option: Option, { library }: PoolUse): string {
  const facts = optionFacts(option);
  const suffix = facts === '' ? '' : ` (${facts})`;
  return `**${option.name}**${suffix}\n\n${option.meaning}\n\n${sourceOf(library)}`;
}

/** An option's unit and default: `in milliseconds, 10000 by default`. */
export function optionFacts({ unit, byDefault }: Option): string {
  return [
    ...(unit === 'none' ? [] : [`in ${unit}`]),
    ...(byDefault === null ? [] : [`${byDefault} by default`]),
  ].join(', ');
}

function unknownText(name: string, { library }: PoolUse): string {
  return `**${name}** is no pool option of ${library?.title}.\n\n${sourceOf(library)}`;
}

function poolText({ max, library }: PoolUse): string {
  const opens =
    max.state === 'known'
      ? `One process opens at most ${max.value} connections${max.origin === 'defaulted' ? ', the default' : ''}. Every process and every pod has its own pool.`
      : 'How many connections one process opens cannot be told from here. Every process and every pod has its own pool.';
  const waits =
    library?.acquires === 'forever'
      ? ' Unless a limit is set, a request waits for a free connection for ever.'
      : '';
  return `**${library?.title} pool**\n\n${opens}${waits}\n\n${sourceOf(library)}`;
}

/** A link to where a library tells about its options. */
export function sourceOf(library: Library | null): string {
  return library ? `[${library.title} ${library.version}](${citation(library.source).url})` : '';
}
