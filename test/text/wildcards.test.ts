import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import picomatch from 'picomatch';
import { globMatcher } from '../../src/service/languages/nginx/globs';
import { matchesGlob } from '../../src/service/project/globs';

/** Of a pattern of `headroom.yaml`, what it matches and what it does not. */
const EXAMPLES: readonly (readonly [
  pattern: string,
  yes: readonly string[],
  no: readonly string[],
])[] = [
  ['a[0-9].yaml', ['a1.yaml', 'x/y/a7.yaml'], ['ab.yaml', 'a12.yaml', 'a.yaml']],
  ['a[!0-9].yaml', ['ab.yaml'], ['a1.yaml']],
  [
    '{a{b,c},d}.yaml',
    ['ab.yaml', 'ac.yaml', 'd.yaml', 'x/d.yaml'],
    ['a.yaml', 'ad.yaml', 'b.yaml'],
  ],
  ['k8s/**', ['k8s/a', 'k8s/a/b.yaml'], ['k8s', 'x/k8s/a']],
  ['k8s/', ['k8s/a/b'], ['k8sx/a']],
  ['**/dev/*.yaml', ['dev/a.yaml', 'x/y/dev/a.yaml'], ['dev/x/a.yaml', 'xdev/a.yaml']],
  ['/a.yaml', ['a.yaml'], ['x/a.yaml']],
  ['a?c', ['abc', 'a.c'], ['ac', 'a/c']],
  ['{**/a,b}/*.conf', ['a/x.conf', 'q/a/x.conf', 'b/x.conf'], ['q/b/x.conf']],
  ['{a', ['{a'], ['a']],
  ['a\\*b', ['a*b'], ['axb']],
  ['{}', [], ['a']],
];

describe('globs', () => {
  for (const [pattern, yes, no] of EXAMPLES) {
    it(`reads ${pattern}`, () => {
      for (const path of yes) assert.ok(matchesGlob(path, pattern), path);
      for (const path of no) assert.ok(!matchesGlob(path, pattern), path);
    });
  }

  it('takes a text of nothing but wildcards, braces and brackets in steps that its length bounds', () => {
    const hostile = ['{[}],a', '*a', '**/', '{a,b}', '{', '{a,{', '[a', '?*', '{**/*,', '*'];
    for (const unit of hostile) {
      const pattern = `${unit.repeat(60)}x`;
      const path = `${'a/'.repeat(50)}${'a'.repeat(100)}`;
      const before = process.cpuUsage();
      matchesGlob(path, pattern);
      globMatcher(pattern)(path);
      assert.ok(process.cpuUsage(before).user < 2_000_000, unit);
    }
  });

  it('says what picomatch says of patterns that both read', () => {
    const word = fc.constantFrom('a', 'b', '*', '?', '[ab]', '{a,b}', '{a*,b}');
    const part = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(''));
    const pattern = fc
      .array(fc.oneof(part, fc.constant('**')), { minLength: 2, maxLength: 4 })
      .map((parts) => parts.join('/').replace(/\*{2,}(?=[^/])|(?<=[^/])\*{2,}/g, '*'));
    const path = fc
      .array(fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 3 }), {
        minLength: 1,
        maxLength: 4,
      })
      .map((parts) => parts.join('/'));
    fc.assert(
      fc.property(pattern, path, (pattern, path) => {
        // Whether `a/**` means `a` itself is told apart.
        fc.pre(!/\*\*$/.test(pattern) && !/\*\*\/\*\*/.test(pattern));
        assert.equal(
          matchesGlob(path, pattern),
          picomatch(pattern, { dot: true })(path),
          `${pattern} ${path}`,
        );
      }),
      { numRuns: 400 },
    );
  });
});
