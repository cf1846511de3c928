// Holds the library tables against the real libraries: `npm run pools-truth`.
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { CACHES } from '../../src/service/languages/application-code/caches';
import { LIBRARIES } from '../../src/service/languages/application-code/libraries/all';
import type {
  Library,
  Option,
} from '../../src/service/languages/application-code/libraries/library';
import { EFFECTIVE, KEEPS } from './effective.mjs';

const JAVASCRIPT = LIBRARIES.filter(
  ({ language, constructs }) => language === 'javascript' && constructs.length > 0,
);

type Options = Readonly<Record<string, number>>;

/** A number that is nobody's default, and fits every option. */
const TELLING = 77;

/** Another name for an option, and the name under which the library keeps it. */
const KEPT_AS: Readonly<Record<string, string>> = {
  poolSize: 'max',
  'extra.max': 'max',
  'extra.connectionLimit': 'connectionLimit',
};

/** Libraries without a pool of their own, or whose options are not in code. */
const WITHOUT_POOL = ['Prisma Client', 'ioredis'];

const counted = ({ unit }: Option) => unit !== 'none';
const everyName = new Set(
  JAVASCRIPT.flatMap(({ options }) => options.filter(counted).map(({ name }) => name)).filter(
    (name) => !name.includes('.'),
  ),
);
// The guide's own words, which several libraries do not know.
for (const name of ['acquireTimeout', 'idleTimeout', 'connectionLimit']) everyName.add(name);

after(() => {
  // Some libraries keep trying to connect; nothing is left to be told.
  setTimeout(() => process.exit(), 500).unref();
});

for (const library of JAVASCRIPT.filter(({ title }) => !WITHOUT_POOL.includes(title))) {
  describe(`${library.title} ${library.version}`, () => {
    const construct = EFFECTIVE[library.title];
    assert.ok(construct, `${library.title} is not constructed anywhere`);
    const options = library.options.filter(counted);

    it('has the defaults of the table', async () => {
      const inForce = await construct({});
      for (const { name, byDefault } of options) {
        if (byDefault !== null) assert.equal(inForceAt(inForce, name), byDefault, name);
      }
    });

    it('takes every option of the table', async () => {
      for (const { name, role } of options) {
        const room = role === 'min' ? roomFor(library) : {};
        const inForce = await construct({ ...room, ...written(name) });
        assert.equal(inForceAt(inForce, name), TELLING, name);
      }
    });

    it(`lets an option of another library be ${library.unknownOption}`, async () => {
      const own = new Set(library.options.map(({ name }) => name));
      const usual = numbersOf(await construct({}));
      for (const name of [...everyName].filter((other) => !own.has(other))) {
        if (library.unknownOption === 'throws') {
          await assert.rejects(async () => construct({ [name]: TELLING }), name);
        } else if (library.unknownOption === 'ignored') {
          const inForce = numbersOf(await construct({ [name]: TELLING }));
          for (const { name: known } of options) {
            assert.equal(inForce[known], usual[known], `${name} changes ${known}`);
          }
        }
      }
    });

    const min = options.find(({ role }) => role === 'min');
    const max = options.find(({ role }) => role === 'max');
    if (min && max && library.minAboveMax !== 'unchecked') {
      it(`lets a minimum above the maximum be ${library.minAboveMax}`, async () => {
        const wrong = async () => construct({ [min.name]: 9, [max.name]: 3 });
        if (library.minAboveMax === 'throws') await assert.rejects(wrong);
        else await wrong();
      });
    }

    it(`waits for a connection ${library.acquires === 'forever' ? 'for ever' : 'for a while'} by default`, async () => {
      const wait = options.find(({ role }) => role === 'acquireTimeout');
      if (!wait) return;
      const limit = inForceAt(await construct({}), wait.name);
      assert.equal(limit === 0 ? 'forever' : 'limited', library.acquires);
    });
  });
}

const MILLISECONDS = { milliseconds: 1, seconds: 1000 } as const;

for (const { title, version, lifetime } of CACHES.filter(
  ({ lifetime: { form } }) => form !== 'words',
)) {
  describe(`${title} ${version}`, () => {
    const keep = KEEPS[title];
    assert.ok(keep, `${title} is not tried anywhere`);

    it('keeps a value as long as the table says', async () => {
      if (lifetime.form === 'number') {
        assertAbout(await keep(3600), 3600 * MILLISECONDS[lifetime.unit]);
      } else if (lifetime.form === 'options') {
        for (const [key, unit] of Object.entries(lifetime.keys)) {
          if (unit !== 'none') assertAbout(await keep({ [key]: 3600 }), 3600 * MILLISECONDS[unit]);
        }
      }
    });

    it('keeps it for ever, or for no time that can be told, where the form is another’s', async () => {
      const own = lifetime.form === 'options' ? Object.keys(lifetime.keys) : [];
      for (const key of ['ttl', 'EX', 'expire', 'ex'].filter((other) => !own.includes(other))) {
        const kept = await keep({ [key]: 3600 });
        assert.ok(kept === 0 || Number.isNaN(kept), `{ ${key}: 3600 }: ${kept} ms`);
      }
    });
  });
}

/** Time goes on while it is measured. */
function assertAbout(kept: number, expected: number): void {
  assert.ok(kept > expected * 0.5 && kept <= expected, `${kept} ms, not ${expected}`);
}

/** Nothing, or no end, is written as 0 in the table. */
function inForceAt(inForce: Readonly<Record<string, unknown>>, name: string): unknown {
  const value = inForce[KEPT_AS[name] ?? name];
  return value === undefined || value === null || value === Number.POSITIVE_INFINITY ? 0 : value;
}

/** An option with a value that tells; one within another stands there. */
function written(name: string): Readonly<Record<string, unknown>> {
  const [own = '', ...inner] = name.split('.');
  return { [own]: inner.length > 0 ? written(inner.join('.')) : TELLING };
}

function numbersOf(inForce: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(inForce).filter(([, value]) => typeof value === 'number'),
  );
}

/** A maximum that leaves room for a minimum. */
function roomFor({ options }: Library): Options {
  const max = options.find(({ role }) => role === 'max');
  return max ? { [max.name]: 2 * TELLING } : {};
}
