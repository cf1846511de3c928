import { poolSettings } from '../build';
import { canonical, type Entry } from '../entries';
import type { PoolSettings } from '../model';
import { ADO_NET, PRISMA } from '../products';
import {
  connectionStringWords,
  engineOfConnectionString,
  engineOfUrl,
  urlParameters,
} from '../strings';

/** An address of a database that Prisma reads. */
export const PRISMA_URL = /^(?:postgres(?:ql)?|mysql|sqlserver|mongodb(?:\+srv)?):/;

/** Whether an entry of a schema is the database's address. */
export function isAddress({ keys, text }: Entry): boolean {
  return keys.at(-1) === 'url' && PRISMA_URL.test(text);
}

/** What an address says of the pool behind it. */
export function prismaPool(entry: Entry): readonly PoolSettings[] {
  const parameters = urlParameters(entry.text, entry.at.start);
  const name = entry.keys.join('.');
  return [
    poolSettings({
      product: PRISMA,
      name,
      path: `/${entry.keys.join('/')}`,
      engine: engineOfUrl(entry.text),
      complete: true,
      parts: parameters,
      at: entry.nameAt,
      variable: /^[A-Z][A-Z0-9_]*$/.test(name) ? name : undefined,
    }),
  ];
}

/** `appsettings.Production.json` adds to `appsettings.json`; a connection string is whole in either. */
export function netPool(entry: Entry): readonly PoolSettings[] {
  if (canonical(entry.keys[0] ?? '') !== 'connectionstrings') return [];
  const words = connectionStringWords(entry.text, entry.at.start);
  const engine = engineOfConnectionString(words);
  if (engine === undefined) return [];
  const name = entry.keys.slice(1).join('.');
  return [
    poolSettings({
      product: ADO_NET,
      name,
      path: `/ConnectionStrings/${name}`,
      engine,
      complete: true,
      parts: words,
      at: entry.nameAt,
      // What is on a developer's machine is where nobody else goes.
      ...(!/=\s*(?:localhost|127\.)/i.test(entry.text) && { address: entry }),
      // A variable takes the place of the whole text.
      overrides: { max: [], min: [], target: [`ConnectionStrings__${name}`] },
      inAddress: {
        ...{ max: 'Maximum Pool Size', min: 'Minimum Pool Size', wins: true },
        inWords: { byDefault: 100 },
      },
    }),
  ];
}
