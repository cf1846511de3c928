import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { describeAt } from '../../src/service/languages/kubernetes/hover';
import {
  secondsToReach,
  secondsWithoutBehavior,
} from '../../src/service/languages/kubernetes/ramp';
import { thresholdsOf } from '../../src/service/languages/kubernetes/thresholds';
import { analyse, GUIDE_HPA } from './support';

const at = (text: string, word: string) =>
  describeAt(analyse(text).model, text.indexOf(word) + word.length);

describe('kubernetes: hover', () => {
  it('shows where a target of 70 % really scales up and down', () => {
    const found = at(GUIDE_HPA, 'averageUtilization: 7');
    assert.equal(GUIDE_HPA.slice(found?.at.start, found?.at.end), '70');
    assert.match(found?.markdown ?? '', /70 % of the requested cpu/);
    assert.match(found?.markdown ?? '', /\| 3 \| 46 % or less \| 78 % or more \|/);
    assert.match(found?.markdown ?? '', /\| 10 \| 62 % or less \| 78 % or more \|/);
  });

  it('agrees with the controller’s arithmetic', () => {
    const { up, down } = thresholdsOf(70);
    assert.deepEqual([up, ...[2, 3, 4, 5, 10, 50].map(down)], [78, 35, 46, 52, 56, 62, 62]);
    assert.equal(secondsWithoutBehavior(3, 50), 75);
    assert.equal(secondsToReach({ from: 3, to: 50, window: 120, percent: 50, period: 60 }), 480);
    assert.equal(secondsToReach({ from: 3, to: 50, window: 0, percent: 50, period: 120 }), 735);
  });

  it('says what floor and ceiling mean, and nothing elsewhere', () => {
    assert.match(at(GUIDE_HPA, 'minReplicas: ')?.markdown ?? '', /At least 3 pods/);
    assert.match(
      at(GUIDE_HPA, 'maxReplicas: ')?.markdown ?? '',
      /At most 50 pods.*3 to 50 in about 75 s/,
    );
    assert.doesNotMatch(
      at(`${GUIDE_HPA}  behavior: {}\n`, 'maxReplicas: ')?.markdown ?? '',
      /Without/,
    );
    assert.equal(at(GUIDE_HPA, 'Deploy'), undefined);
    assert.equal(at(GUIDE_HPA.replace('70', '{{ .x }}'), 'averageUtilization: {'), undefined);
  });
});
