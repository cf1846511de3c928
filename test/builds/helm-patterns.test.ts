import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Undecided } from '../../src/service/builds/helm/arguments';
import { pattern } from '../../src/service/builds/helm/patterns';

describe('regular expressions of charts', () => {
  it('are those of names and versions', () => {
    for (const own of ['^[a-z0-9-]+$', '^v?[0-9]+[.][0-9]+', '(?i)prod', 'a|b', '-+$'])
      assert.ok(pattern(own, '', 'release-name-web') instanceof RegExp, own);
  });

  it('are not evaluated where they could go back over a text too often', () => {
    const text = 'a'.repeat(60);
    for (const own of [
      '(a+)+$',
      '(a|a)*b',
      '(?:a{1,9}){9}b',
      'a?'.repeat(30),
      'a*a*a*a*a*b',
      '.*.*x',
    ])
      assert.throws(
        () => pattern(own, '', own === '.*.*x' ? 'a'.repeat(5000) : text),
        Undecided,
        own,
      );
  });
});
