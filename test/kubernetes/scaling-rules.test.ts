import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { known } from '../../src/service/contracts/field';
import { span } from '../../src/service/contracts/span';
import {
  type ScalingRules,
  secondsToGrow,
} from '../../src/service/languages/kubernetes/scaling-rules';

const field = <T>(value: T) => known(value, span(0, 0), '/');

function rules(
  select: string,
  ...policies: readonly (readonly [type: string, value: number, period: number])[]
): ScalingRules {
  return {
    direction: 'scaleUp',
    window: field(0),
    selectPolicy: field(select),
    policies: policies.map(([type, value, period]) => ({
      type: field(type),
      value: field(value),
      periodSeconds: field(period),
    })),
    tolerance: field(''),
    emptyPolicies: undefined,
  };
}

describe('how long an autoscaler needs to grow', () => {
  it('adds at once what a period allows, and again when it is over', () => {
    assert.equal(secondsToGrow(rules('Max', ['Pods', 1, 60]), 2, 3), 0);
    assert.equal(secondsToGrow(rules('Max', ['Pods', 1, 60]), 2, 5), 120);
    assert.equal(secondsToGrow(rules('Max', ['Percent', 100, 15]), 2, 16), 30);
  });

  it('takes the larger of two, or the smaller where that is selected', () => {
    const two = [
      ['Pods', 1, 60],
      ['Percent', 100, 60],
    ] as const;
    assert.equal(secondsToGrow(rules('Max', ...two), 4, 32), 120);
    assert.equal(secondsToGrow(rules('Min', ...two), 4, 7), 120);
  });

  it('is not known without policies, and where it never grows', () => {
    assert.equal(secondsToGrow(rules('Max'), 2, 10), undefined);
    assert.equal(secondsToGrow(rules('Disabled', ['Pods', 1, 60]), 2, 10), undefined);
  });
});
