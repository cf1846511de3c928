import { citation } from '../../citations';
import type { Description } from '../../contracts/editing';
import { cover } from '../../contracts/span';
import type { SettingsModel } from './model';
import type { Option, Product } from './products';

/** What a setting means, its unit and its default. */
export function describeAt({ pools }: SettingsModel, offset: number): Description | undefined {
  for (const { product, settings } of pools) {
    for (const { nameAt, at, option, name } of settings) {
      if (!option || offset < nameAt.start || offset > at.end) continue;
      return { at: cover(nameAt, at), markdown: text(name, option, product) };
    }
  }
  return undefined;
}

function text(name: string, { unit, byDefault, meaning }: Option, product: Product): string {
  const facts = [
    ...(unit === 'none' ? [] : [`in ${unit}`]),
    ...(byDefault === null ? [] : [`${byDefault} by default`]),
  ];
  const suffix = facts.length > 0 ? ` (${facts.join(', ')})` : '';
  const source = `[${product.title} ${product.version}](${citation(product.source).url})`;
  return `**${name}**${suffix}\n\n${meaning}\n\n${source}`;
}
