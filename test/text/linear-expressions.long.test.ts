import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { linearExpression } from '../../src/service/text/linear-expressions';

/** Expressions that RE2 and ECMAScript read alike. */
const atom = fc.constantFrom(
  ...['a', 'b', '-', '.', '\\.', '\\d', '\\w', '\\W', '\\b', '^', '$', 'é', '\\x61'],
  ...['[ab]', '[^a]', '[a-c-]', '[]-a]', '[\\d.]', '[^\\w]'].map((set) =>
    set.replace('[]', '[\\]'),
  ),
);
const { expression } = fc.letrec<{ expression: string; part: string }>((tie) => ({
  part: fc.oneof(
    { maxDepth: 3 },
    atom,
    fc
      .tuple(
        fc.oneof(
          atom,
          tie('expression').map((inner) => `(${inner})`),
        ),
        fc.constantFrom('*', '+', '?', '{2}', '{1,2}', '{1,}', '*?'),
      )
      .filter(([what]) => !/^(?:\^|\$|\\b)$/.test(what))
      .map(([what, times]) => what + times),
    tie('expression').map((inner) => `(?:${inner})`),
  ),
  expression: fc.oneof(
    { maxDepth: 3 },
    fc.array(tie('part'), { maxLength: 4 }).map((parts) => parts.join('')),
    fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `${a}|${b}`),
  ),
}));
const text = fc.string({
  unit: fc.constantFrom('a', 'b', 'c', '-', '.', ']', '1', 'é', ' '),
  maxLength: 8,
});

describe('expressions of others', () => {
  it('mean what they mean', () => {
    fc.assert(
      fc.property(expression, text, (source, subject) => {
        const found = linearExpression(source)?.test(subject);
        assert.equal(found, new RegExp(source, 'u').test(subject), `${source} in ${subject}`);
      }),
      { numRuns: 2000 },
    );
  });
});
