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

  it('counts with the tolerance that is written, each way by itself', () => {
    assert.equal(thresholdsOf(70, { up: 0, down: 0 }).up, 71);
    assert.equal(thresholdsOf(70, { up: 0.05, down: 0.2 }).up, 74);
    assert.equal(thresholdsOf(100, { up: 0.05, down: 0.2 }).down(50), 79);
    assert.equal(thresholdsOf(70, { up: 0, down: 1 }).down(10), undefined);
    assert.ok(thresholdsOf(70, { up: 1e15, down: 0 }).up > 6e16);
    const hover = (behavior: string) =>
      at(`${GUIDE_HPA}  behavior: ${behavior}\n`, 'averageUtilization: 7')?.markdown ?? '';
    const both = hover('{ scaleUp: { tolerance: 0.05 }, scaleDown: { tolerance: "200m" } }');
    assert.match(both, /\| 10 \| 55 % or less \| 74 % or more \|/);
    assert.match(
      both,
      /tolerates 20 % on the way down and 5 % on the way up.*from Kubernetes 1\.35/,
    );
    const up = hover('{ scaleUp: { tolerance: 0 } }');
    assert.match(up, /\| 3 \| 46 % or less \| 71 % or more \|/);
    assert.match(hover('{ scaleDown: { tolerance: 1 } }'), /\| 10 \| never \| 78 % or more \|/);
    assert.doesNotMatch(hover('{ scaleUp: {} }'), /1\.35/);
    assert.equal(hover('{ scaleUp: { tolerance: {{ .x }} } }'), '');
    assert.equal(hover('{ scaleUp: { tolerance: -1 } }'), '');
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

  const PACED = `${GUIDE_HPA}  behavior:
    scaleUp:
      stabilizationWindowSeconds: 0
      selectPolicy: Max
      policies:
      - { type: Percent, value: 50, periodSeconds: 60 }
    scaleDown:
      stabilizationWindowSeconds: 600
      policies:
      - { type: Pods, value: 4, periodSeconds: 120 }
      - { type: Percent, value: 10, periodSeconds: 90 }
`;
  const said = (text: string, word: string) => at(text, word)?.markdown ?? '';

  it('explains rates and windows', () => {
    assert.match(said(PACED, 'stabilizationWindowSeconds: '), /No waiting/);
    assert.match(
      said(PACED, 'stabilizationWindowSeconds: 6'),
      /highest count asked for within 600 s/,
    );
    const slow = PACED.replace('Seconds: 0', 'Seconds: 120');
    assert.match(
      said(slow, 'stabilizationWindowSeconds: '),
      /lowest count .* within 120 s.*first pod/,
    );
    const up = said(PACED, 'value: 5');
    assert.match(up, /At most 50 % more within any 60 s/);
    assert.match(up, /\| 3 \| 5 \|\n\| 10 \| 15 \|\n\| 50 \| 75 \|/);
    assert.match(said(PACED, 'periodSeconds: 12'), /\| 3 \| 0 \|\n\| 10 \| 6 \|/);
    assert.match(said(PACED, 'value: 10'), /\| 10 \| 9 \|\n\| 50 \| 45 \|/);
    assert.match(said(PACED, 'selectPolicy: '), /larger change/);
    assert.equal(said(PACED.replace('value: 4', 'value: {{ .x }}'), 'value: {'), '');
  });

  it('says what the API knows of a key', () => {
    assert.match(said(GUIDE_HPA, 'maxR'), /\*\*maxReplicas\*\* \(number, required\)/);
    assert.match(said(PACED, 'selectP'), /One of `Max`, `Min`, `Disabled`/);
    assert.match(said(`${GUIDE_HPA}---\n${GUIDE_HPA}`.replace('maxR', 'x'), 'maxR'), /maxReplicas/);
    assert.equal(said(GUIDE_HPA, 'metad'), '');
    const json =
      '{ "apiVersion": "autoscaling/v2", "kind": "HorizontalPodAutoscaler", "spec": { "maxReplicas": 3 } }';
    const found = describeAt(analyse(json, 'a.json').model, json.indexOf('maxR'));
    assert.equal(json.slice(found?.at.start, found?.at.end), '"maxReplicas"');
  });
});
