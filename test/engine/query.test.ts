import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createQueries, type Query } from '../../src/service/engine/query';
import { sameData } from '../../src/service/engine/same';

const length = (text: string) => `${text.length}`;

/** Texts, the number of words of each, and the sum of all. */
function counting() {
  const queries = createQueries();
  const text = queries.input<string>('text', { print: length });
  const names = queries.input<readonly string[]>('names', { initial: () => [], equal: sameData });
  const words = queries.query('words', (key) => text(key).split(/\s+/).length);
  const sum = queries.query('sum', () => queries.each(names(''), words).reduce((a, b) => a + b, 0));
  const isEven = queries.query('isEven', () => sum('') % 2 === 0);
  const count = (name: string) => queries.computed.get(name) ?? 0;
  return { queries, text, names, words, sum, isEven, count };
}

/** The answer, which must be there. */
function answer<T>(queries: ReturnType<typeof createQueries>, goal: () => T): T {
  const attempt = queries.attempt(goal);
  assert.ok(attempt.done, JSON.stringify(attempt));
  return attempt.value;
}

describe('a query', () => {
  it('is computed once, and again when what it asked has another value', () => {
    const { queries, text, names, sum, count } = counting();
    names.set('', ['a', 'b']);
    text.set('a', 'one two');
    text.set('b', 'three');
    assert.equal(
      answer(queries, () => sum('')),
      3,
    );
    assert.equal(
      answer(queries, () => sum('')),
      3,
    );
    assert.deepEqual([count('words'), count('sum')], [2, 1]);
    text.set('b', 'three four');
    assert.equal(
      answer(queries, () => sum('')),
      4,
    );
    assert.deepEqual([count('words'), count('sum')], [3, 2]);
  });

  it('is left alone when what it asked comes to the same', () => {
    const { queries, text, names, isEven, count } = counting();
    names.set('', ['a', 'b']);
    text.set('a', 'one two');
    text.set('b', 'three');
    answer(queries, () => isEven(''));
    text.set('b', 'thirteen');
    assert.equal(
      answer(queries, () => isEven('')),
      false,
    );
    assert.deepEqual([count('words'), count('sum'), count('isEven')], [3, 1, 1]);
    text.set('b', 'two more words');
    answer(queries, () => isEven(''));
    assert.deepEqual([count('sum'), count('isEven')], [2, 2]);
  });

  it('does not hear of inputs that it asked once and no longer asks', () => {
    const queries = createQueries();
    const input = queries.input<string>('input');
    const chosen = queries.query('chosen', () => (input('which') === 'a' ? input('a') : 'none'));
    input.set('which', 'a');
    input.set('a', '1');
    answer(queries, () => chosen(''));
    input.set('which', 'b');
    assert.equal(
      answer(queries, () => chosen('')),
      'none',
    );
    input.set('a', '2');
    answer(queries, () => chosen(''));
    assert.equal(queries.computed.get('chosen'), 2);
  });

  it('that asks for itself is an error, by whatever way', () => {
    const queries = createQueries();
    const other: Query<number> = queries.query('other', () => own(''));
    const own: Query<number> = queries.query('own', () => other(''));
    assert.throws(() => queries.attempt(() => own('')), /own\(\) asks for itself, through other/);
  });

  it('must not tell inputs', () => {
    const queries = createQueries();
    const input = queries.input<number>('input');
    const bad = queries.query('bad', () => input.set('a', 1));
    assert.throws(() => queries.attempt(() => bad('')), /told while a query computes/);
  });
});

describe('an attempt', () => {
  it('says all that is wanted at once, and goes on with what it has', () => {
    const { queries, text, names, sum, count } = counting();
    names.set('', ['a', 'b', 'c']);
    text.set('b', 'one');
    const first = queries.attempt(() => sum(''));
    assert.deepEqual(first, {
      done: false,
      wanted: [
        { input: 'text', key: 'a' },
        { input: 'text', key: 'c' },
      ],
    });
    text.set('a', 'one');
    text.set('c', 'one');
    assert.equal(
      answer(queries, () => sum('')),
      3,
    );
    assert.equal(count('words'), 3);
  });

  it('asks for no more than 32 inputs at once', () => {
    const { queries, names, sum } = counting();
    names.set(
      '',
      Array.from({ length: 100 }, (_, index) => `${index}`),
    );
    const first = queries.attempt(() => sum(''));
    assert.equal(!first.done && first.wanted.length, 32);
    const more = queries.attempt(
      () => sum(''),
      () => true,
      64,
    );
    assert.equal(!more.done && more.wanted.length, 64);
  });

  it('tries what lacks an input once, however many ask it', () => {
    const queries = createQueries();
    const text = queries.input<string>('text');
    let tries = 0;
    const shared = queries.query('shared', () => {
      tries++;
      return text('a');
    });
    const own = queries.query('own', (key) => `${key} ${shared('')}`);
    const goal = () => queries.each(['1', '2', '3'], own);
    assert.deepEqual(queries.attempt(goal), {
      done: false,
      wanted: [{ input: 'text', key: 'a' }],
    });
    assert.equal(tries, 1);
    text.set('a', 'x');
    assert.deepEqual(answer(queries, goal), ['1 x', '2 x', '3 x']);
    assert.equal(tries, 2);
  });

  it('pauses between queries, never before one has been computed, and loses nothing', () => {
    const { queries, text, names, sum, count } = counting();
    const keys = ['a', 'b', 'c', 'd'];
    names.set('', keys);
    for (const key of keys) text.set(key, 'one two');
    let attempts = 0;
    for (;;) {
      attempts++;
      const attempt = queries.attempt(
        () => sum(''),
        () => false,
      );
      if (attempt.done) {
        assert.equal(attempt.value, 8);
        break;
      }
      assert.deepEqual(attempt.wanted, []);
    }
    assert.equal(attempts, 4);
    assert.equal(count('words'), 4);
  });
});

describe('an input', () => {
  it('that is forgotten is wanted again, and changes nothing when it comes back equal', () => {
    const { queries, text, names, sum, count } = counting();
    names.set('', ['a']);
    text.set('a', 'one two');
    answer(queries, () => sum(''));
    text.forget('a');
    assert.deepEqual(
      queries.attempt(() => sum('')),
      { done: false, wanted: [{ input: 'text', key: 'a' }] },
    );
    text.set('a', 'one two');
    answer(queries, () => sum(''));
    assert.deepEqual([count('words'), count('sum')], [1, 1]);
  });

  it('that is released is wanted only by what computes from it, and compared by its print', () => {
    const { queries, text, names, words, sum, count } = counting();
    names.set('', ['a']);
    text.set('a', 'one two');
    answer(queries, () => sum(''));
    text.release('a');
    assert.equal(
      answer(queries, () => sum('')),
      2,
    );
    words.release('a');
    assert.equal(queries.attempt(() => words('a')).done, false);
    text.set('a', 'one two');
    assert.equal(
      answer(queries, () => words('a')),
      2,
    );
    assert.equal(
      answer(queries, () => sum('')),
      2,
    );
    assert.equal(count('sum'), 1);
    text.release('a');
    text.set('a', 'three');
    assert.equal(
      answer(queries, () => sum('')),
      1,
    );
  });
});

it('an eager query that comes to the same leaves all that rests on it untouched', () => {
  const queries = createQueries();
  const text = queries.input<string>('text');
  const kind = queries.query('kind', (key) => text(key)[0] ?? '', { eager: true });
  const list = queries.query('list', () => ['a', 'b'].map((key) => kind(key)).join(''));
  text.set('a', 'x1');
  text.set('b', 'y1');
  assert.equal(
    answer(queries, () => list('')),
    'xy',
  );
  text.set('a', 'x2');
  assert.equal(
    answer(queries, () => list('')),
    'xy',
  );
  assert.equal(queries.computed.get('kind'), 3);
  text.set('b', 'z');
  assert.equal(
    answer(queries, () => list('')),
    'xz',
  );
  assert.equal(queries.computed.get('list'), 2);
});

it('an eager query may rest on others, and on another eager one', () => {
  const queries = createQueries();
  const text = queries.input<string>('text');
  const words = queries.query('words', (key) => text(key).split(' '));
  const first = queries.query('first', (key) => words(key)[0] ?? '', { eager: true });
  const length = queries.query('length', (key) => first(key).length, { eager: true });
  const shown = queries.query('shown', () => `${first('a')} ${length('a')} ${length('b')}`);
  text.set('a', 'one two');
  text.set('b', 'three');
  const say = () => answer(queries, () => shown(''));
  assert.equal(say(), 'one 3 5');
  text.set('a', 'one three');
  assert.equal(say(), 'one 3 5');
  assert.equal(queries.computed.get('shown'), 1);
  text.set('a', 'two three');
  assert.equal(say(), 'two 3 5');
  text.set('b', 'nine');
  assert.equal(say(), 'two 3 4');
});

/** What is done to a memo: values told, forgotten, released, answers released and asked. */
const STEP = fc.record({
  does: fc.constantFrom('set', 'set', 'forget', 'releaseInput', 'releaseAnswer', 'ask', 'pause'),
  key: fc.nat(5),
  value: fc.nat(7),
  query: fc.nat(11),
});

/**
 * Twelve queries: each asks inputs and queries before it, some of them only where another answer says
 * so, and every third answers coarsely. Without a memo they are plain functions.
 */
function answersOf(
  input: (key: string) => number,
  wrap: (index: number, compute: () => number) => () => number,
) {
  const all: (() => number)[] = [];
  for (let index = 0; index < 12; index++) {
    all.push(
      wrap(index, () => {
        const first = input(`${index % 6}`);
        const before = all[(index * 7 + first) % Math.max(1, index)];
        const value = index > 0 && first % 3 !== 0 ? first + (before?.() ?? 0) : first * 2;
        const more = value % 2 === 0 ? input(`${(index + 2) % 6}`) : 0;
        return index % 3 === 0 ? Math.floor((value + more) / 4) : value + more;
      }),
    );
  }
  return all;
}

it('a memo answers what a fresh computation answers, after anything was done to it', () => {
  let reused = 0;
  fc.assert(
    fc.property(fc.array(STEP, { maxLength: 60 }), (steps) => {
      const queries = createQueries();
      const values = new Map(Array.from({ length: 6 }, (_, key) => [`${key}`, key]));
      const input = queries.input<number>('input', { print: String });
      for (const [key, value] of values) input.set(key, value);
      const made: Query<number>[] = [];
      const memo = answersOf(input, (index, compute) => {
        const query = queries.query(`q${index}`, compute, { eager: index % 5 === 0 });
        made.push(query);
        return () => query('');
      });
      const fresh = answersOf(
        (key) => values.get(key) ?? 0,
        (_, compute) => compute,
      );
      const ask = (index: number, mayGoOn: () => boolean) => {
        for (;;) {
          const attempt = queries.attempt(() => memo[index]?.(), mayGoOn);
          if (attempt.done) return attempt.value;
          for (const { key } of attempt.wanted) input.set(key, values.get(key) ?? 0);
        }
      };
      for (const { does, key, value, query } of steps) {
        if (does === 'set') {
          values.set(`${key}`, value);
          input.set(`${key}`, value);
        } else if (does === 'forget') {
          values.set(`${key}`, value);
          input.forget(`${key}`);
        } else if (does === 'releaseInput') input.release(`${key}`);
        else if (does === 'releaseAnswer') made[query]?.release('');
        else
          assert.equal(
            ask(query, () => does !== 'pause'),
            fresh[query]?.(),
          );
      }
      for (let index = 0; index < 12; index++) {
        assert.equal(
          ask(index, () => true),
          fresh[index]?.(),
        );
      }
      const before = [...queries.computed.values()].reduce((a, b) => a + b, 0);
      for (let index = 0; index < 12; index++) ask(index, () => true);
      const after = [...queries.computed.values()].reduce((a, b) => a + b, 0);
      if (after === before) reused++;
    }),
    { numRuns: 300 },
  );
  assert.equal(reused, 300);
});
