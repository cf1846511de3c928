import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { overloadFor } from '../../src/service/contracts/linking';

describe('the method of one name that a call means', () => {
  const cases: readonly (readonly [lists: readonly string[], takes: string, meant?: string])[] = [
    [['Long', 'Long,Store'], '?,?', 'Long,Store'],
    [['', 'Long'], '', ''],
    [['Long', 'List'], 'List', 'List'],
    [['Long', 'List'], '?'],
    // An `ArrayList` is a `List`, which nothing here says.
    [['Long', 'List'], 'ArrayList'],
    [['Long,List', 'Long,Set'], '?,Set', 'Long,Set'],
    [['Long', 'String...'], 'Long'],
    [['Long'], 'Long,Store'],
  ];
  for (const [lists, takes, meant] of cases) {
    it(`(${lists.join(') (')}) of (${takes}): ${meant ?? 'not told'}`, () => {
      assert.equal(overloadFor(lists, takes), meant);
    });
  }
});
