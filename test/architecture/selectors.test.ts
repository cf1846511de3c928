import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { selects } from '../../src/service/architecture/selectors';

const LABELS = { app: 'shop', tier: 'web' };

/** Conditions on a label, and whether pods with these labels meet them. */
const CONDITIONS: readonly (readonly [string, string, readonly string[], boolean])[] = [
  ['tier', 'In', ['web', 'api'], true],
  ['tier', 'In', ['api'], false],
  ['track', 'In', ['stable'], false],
  ['tier', 'NotIn', ['api'], true],
  ['tier', 'NotIn', ['web'], false],
  ['track', 'NotIn', ['canary'], true],
  ['tier', 'Exists', [], true],
  ['track', 'Exists', [], false],
  ['track', 'DoesNotExist', [], true],
  ['tier', 'DoesNotExist', [], false],
  ['tier', 'Gt', ['1'], false],
];

describe('architecture: label selectors', () => {
  it('wants every label, and takes an empty selector for all pods', () => {
    assert.ok(selects({ labels: {}, expressions: [] }, LABELS));
    assert.ok(selects({ labels: { app: 'shop' }, expressions: [] }, LABELS));
    assert.ok(!selects({ labels: { app: 'shop', tier: 'api' }, expressions: [] }, LABELS));
    assert.ok(!selects({ labels: { constructor: 'x' }, expressions: [] }, {}));
  });

  it('reads each operator as Kubernetes does', () => {
    for (const [key, operator, values, expected] of CONDITIONS) {
      const selector = { labels: {}, expressions: [{ key, operator, values }] };
      assert.equal(selects(selector, LABELS), expected, `${key} ${operator} ${values}`);
    }
  });
});
