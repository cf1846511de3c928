import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { linearExpression } from '../../src/service/text/linear-expressions';

describe('expressions of others', () => {
  it('may say how they are read, as in RE2', () => {
    const holds: readonly (readonly [string, string, boolean])[] = [
      ['(?i)WEB-[a-z]+', 'xweb-ABC', true],
      ['(?i)^[^a]$', 'A', false],
      ['(?i:a)b', 'Ab', true],
      ['(?i:a)b', 'AB', false],
      ['(a(?i)b)c', 'aBc', true],
      ['(a(?i)b)c', 'aBC', false],
      ['(?s)a.b', 'a\nb', true],
      ['a.b', 'a\nb', false],
      ['(?m)^b$', 'a\nb\nc', true],
      ['^b$', 'a\nb', false],
      ['\\Ab\\z', 'b', true],
      ['(?P<name>a)(?<other>b)', 'ab', true],
      ['[[:alpha:]]+[[:^alpha:]]', 'a1', true],
      ['a{,2}', 'a{,2}', true],
      ['a{2', 'a{2', true],
    ];
    for (const [source, subject, expected] of holds) {
      assert.equal(linearExpression(source)?.test(subject), expected, source);
    }
  });

  it('are not judged where RE2 takes them for none, or they are larger than anybody writes', () => {
    for (const source of [
      ...[
        '(',
        ')',
        '[',
        '[b-a]',
        '*',
        'a**',
        'a{2}{3}',
        'a{1001}',
        'a{3,2}',
        '(?=a)',
        '(?<!a)',
        '(?z)',
      ],
      ...[
        '\\1',
        '\\k<a>',
        '\\pL',
        '\\Qa\\E',
        '[[:what:]]',
        '(?P<>a)',
        '\\',
        '(a{1000}){1000}',
        '('.repeat(200),
      ],
    ]) {
      assert.equal(linearExpression(source), undefined, source);
    }
  });

  it('take no longer than text and expression are long', () => {
    for (const source of ['(a+)+$', '(a|a)*b', '(a*)*b', '(.*)(.*)(.*)x', '(a?){500}a{500}b']) {
      const started = process.cpuUsage();
      assert.equal(linearExpression(source)?.test('a'.repeat(500)), /\$$/.test(source), source);
      assert.ok(process.cpuUsage(started).user < 2_000_000, source);
    }
  });
});
