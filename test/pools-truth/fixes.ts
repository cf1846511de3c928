// Holds the first fix of pool/option-unknown against the real libraries: a pool that is made from the
// fixed text does what it did before. Part of `npm run pools-truth`.
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { LIBRARIES } from '../../src/service/languages/application-code/libraries/all';
import type { Library } from '../../src/service/languages/application-code/libraries/library';
import { meantBy } from '../../src/service/languages/application-code/vocabulary';
import { fixesOf } from '../support/examples';
import { EFFECTIVE } from './effective.mjs';

const JAVASCRIPT = LIBRARIES.filter(
  ({ language, constructs }) => language === 'javascript' && constructs.length > 0,
);

const RULE = 'pool/option-unknown';
const FILE = 'src/db.ts';
const ADDRESS = "'postgres://127.0.0.1/shop'";

/** A number that is nobody's default, and fits every option. */
const WANTED = 77;

const counted = JAVASCRIPT.flatMap(({ options }) => options).filter(({ unit }) => unit !== 'none');
const names = new Set([...counted.map(({ name }) => name), 'acquireTimeout', 'poolSize']);
// `extra.max` is an option within one of TypeORM's own.
for (const name of names) if (name.includes('.')) names.delete(name);

after(() => {
  // Some libraries keep trying to connect; nothing is left to be told.
  setTimeout(() => process.exit(), 500).unref();
});

for (const library of JAVASCRIPT) {
  const make = EFFECTIVE[library.title];
  const wrong = [...names].filter((name) => roleOf(name, library) !== undefined);
  if (!make || library.unknownOption === 'unchecked' || wrong.length === 0) continue;

  describe(`${library.title}: the first fix of an option of another library`, () => {
    for (const name of wrong) {
      it(name, async () => {
        const text = textOf(library, name);
        const fixes = await fixesOf(new Map([[FILE, text]]), RULE);
        const preferred = fixes.find((fix) => fix.preferred);
        assert.ok(preferred, `nothing is reported, or no fix is preferred:\n${text}`);
        const fixed = preferred.texts.get(FILE) ?? '';
        const written = optionsIn(fixed, library);
        assert.ok(!(name in written), fixed);

        const throws = library.unknownOption === 'throws';
        if (throws) await assert.rejects(async () => make({ [name]: WANTED }));
        const today = numbersOf(await make(throws ? {} : { [name]: WANTED }));
        const then = numbersOf(await make(written));
        const limit = limitBrought(name, library);
        for (const { name: known, role } of library.options) {
          if (limit !== undefined && known === limit) assert.ok(Number(then[known]) > 0, fixed);
          // What could not start may get what was asked for, and never more connections.
          else if (!throws) assert.equal(then[known], today[known], fixed);
          else if (role === 'max') assert.ok(Number(then[known]) <= Number(today[known]), fixed);
        }
      });
    }
  });
}

/** What a name is taken for in a library that does not know it. */
function roleOf(name: string, library: Library) {
  const at = { start: 0, end: 0 };
  const value = { kind: 'number', at, value: WANTED, literal: true, env: null } as const;
  const entry = { name, nameAt: at, value, whole: at };
  const option = library.options.find((own) => own.name === name) ?? null;
  return meantBy({ path: '', at, entry, option }, library)?.role;
}

/** A limit to waiting is the one thing that may come alive: without it, requests wait for ever. */
function limitBrought(name: string, library: Library): string | undefined {
  const limits = library.acquires === 'forever' && roleOf(name, library) === 'acquireTimeout';
  return limits ? library.options.find(({ role }) => role === 'acquireTimeout')?.name : undefined;
}

/** A pool of a library with one option, as people write it. */
function textOf({ modules: [module], constructs }: Library, option: string): string {
  const construct = constructs.find(({ makes }) => makes === 'pool');
  assert.ok(construct);
  const { name, options, within = [], ofAddress } = construct;
  const isCalledTwice = name === 'default()';
  const imported = isCalledTwice ? 'maker' : name === 'default' ? 'make' : `{ ${name} as make }`;
  const literal = within.reduceRight(
    (inner, key) => `{ ${key}: ${inner} }`,
    // What is given no address is given a pool that somebody else made.
    ofAddress ? `{ host: '127.0.0.1', ${option}: ${WANTED} }` : `{ ${option}: ${WANTED} }`,
  );
  const before = options === 'last' || options === 1 ? `${ADDRESS}, ` : '';
  const made = isCalledTwice ? 'const make = maker();\n' : '';
  return `import ${imported} from '${module}';\n\n${made}export const pool = make(${before}${literal});\n`;
}

/** What a text hands to the library, by running it. */
function optionsIn(text: string, { constructs }: Library): Readonly<Record<string, number>> {
  const body = text
    .replace(/^import .*\n/, '')
    .replace(/^const make = .*\n/m, '')
    .replace('export const', 'const');
  let handed: unknown[] = [];
  new Function('make', body)((...all: unknown[]) => {
    handed = all;
  });
  const within = constructs.find(({ makes }) => makes === 'pool')?.within ?? [];
  return within.reduce(
    (object, key) => (object as Record<string, never>)[key] ?? {},
    handed.at(-1) as Record<string, number>,
  );
}

function numbersOf(inForce: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(inForce).filter(([, value]) => typeof value === 'number'),
  );
}
