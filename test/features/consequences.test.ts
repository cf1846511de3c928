import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BY_RULE, consequenceOf } from '../../src/service/features/consequences';
import { RULES } from '../../src/service/rules';

describe('what a guided fix changes', () => {
  const guided = RULES.filter(({ fixes }) => fixes.includes('guided')).map(({ id }) => id);

  it('is known of each rule that has one', () => {
    assert.deepEqual(
      guided.filter((rule) => consequenceOf(rule) === undefined),
      [],
    );
  });

  it('is told of no rule that has none', () => {
    assert.deepEqual(
      Object.keys(BY_RULE).filter((rule) => !guided.some((id) => id === rule)),
      [],
    );
  });
});
