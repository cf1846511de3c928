import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { complete } from '../../src/service/languages/kubernetes/complete';
import { schemaAt } from '../../src/service/languages/kubernetes/hpa-fields';
import { GUIDE_HPA } from './support';

/** The labels offered at `|`. */
const offered = (text: string, path = 'hpa.yaml') =>
  complete({ uri: '', path, text: text.replace('|', '') }, text.indexOf('|')).map(
    ({ label }) => label,
  );

describe('kubernetes: completion', () => {
  it('offers the keys that a block lacks, half typed or not', () => {
    assert.deepEqual(offered(`${GUIDE_HPA}  |`), ['behavior']);
    assert.deepEqual(offered(GUIDE_HPA.replace('  minReplicas: 3', '  mi|')), [
      'behavior',
      'minReplicas',
    ]);
    const behavior = (rest: string) => offered(`${GUIDE_HPA}  behavior:\n${rest}`);
    assert.deepEqual(behavior('    |'), ['scaleDown', 'scaleUp']);
    assert.deepEqual(behavior('    scaleUp: {}\n    |'), ['scaleDown']);
    assert.deepEqual(behavior('    scaleDown:\n      stabilizationWindowSeconds: 3\n      |'), [
      'policies',
      'selectPolicy',
      'tolerance',
    ]);
    assert.deepEqual(behavior('    scaleDown:\n      policies:\n      - type: Pods\n        |'), [
      'periodSeconds',
      'value',
    ]);
    assert.deepEqual(behavior('    scaleDown:\n      policies:\n        - |'), [
      'periodSeconds',
      'type',
      'value',
    ]);
  });

  it('knows lists, whatever their dashes stand under, and items before', () => {
    for (const text of [GUIDE_HPA, GUIDE_HPA.replace(/^ {2}(?=[- ] )/gm, '    ')]) {
      const target = text.replace('averageUtilization: 80', '|');
      assert.ok(target.includes('|'));
      assert.deepEqual(offered(target), ['averageUtilization', 'averageValue', 'value']);
    }
    assert.deepEqual(offered(GUIDE_HPA.replace('  - type: Resource', '  - |')).slice(0, 2), [
      'containerResource',
      'external',
    ]);
  });

  it('offers the values of a key', () => {
    assert.deepEqual(offered(GUIDE_HPA.replace('type: Utilization', 'type: |')), [
      'Utilization',
      'AverageValue',
      'Value',
    ]);
    assert.deepEqual(offered(GUIDE_HPA.replace('name: cpu', 'name: c|')), ['cpu', 'memory']);
    assert.deepEqual(offered(GUIDE_HPA.replace('kind: Deployment', 'kind: "D|')).length, 2);
    assert.deepEqual(offered(GUIDE_HPA.replace('maxReplicas: 50', 'maxReplicas: |')), []);
  });

  it('knows versions and KEDA, and is silent elsewhere', () => {
    const v1 = offered(`${GUIDE_HPA.split('  metrics')[0]?.replace('/v2', '/v1')}  |`);
    assert.deepEqual(v1, ['targetCPUUtilizationPercentage']);
    const keda = 'apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nspec:\n';
    assert.ok(offered(`${keda}  |`).includes('maxReplicaCount'));
    const nested = '  advanced:\n    horizontalPodAutoscalerConfig:\n      behavior:\n        |';
    assert.deepEqual(offered(keda + nested), ['scaleDown', 'scaleUp']);
    assert.deepEqual(offered('apiVersion: v1\nkind: ConfigMap\nspec:\n  |'), []);
    assert.deepEqual(offered(`${GUIDE_HPA}---\napiVersion: v1\nkind: Secret\nspec:\n  |`), []);
    assert.deepEqual(offered(GUIDE_HPA.replace('maxReplicas: 50', '# a |')), []);
  });

  const JSON_HPA = `{
  "apiVersion": "autoscaling/v2",
  "kind": "HorizontalPodAutoscaler",
  "spec": {
    "minReplicas": 3,
    "metrics": [{ "type": "Pods", "pods": { "target": { "type": "Value" } } }],
    "behavior": { "scaleUp": { "policies": [] } }
  }
}
`;
  const json = (before: string, after: string) =>
    offered(JSON_HPA.replace(before, after), 'a.json');

  it('offers keys and values in JSON, within quotes and without', () => {
    assert.deepEqual(json('"minReplicas": 3', '"minReplicas": 3, "|"'), [
      'maxReplicas',
      'scaleTargetRef',
    ]);
    assert.deepEqual(json('"minReplicas"', '"mi|"'), [
      'maxReplicas',
      'minReplicas',
      'scaleTargetRef',
    ]);
    assert.deepEqual(json('"minReplicas": 3', '"minReplicas": 3, ma|'), [
      'maxReplicas',
      'scaleTargetRef',
    ]);
    assert.deepEqual(json('[]', '[{ | }]'), ['periodSeconds', 'type', 'value']);
    assert.deepEqual(json('"Value"', '"|"'), ['Utilization', 'AverageValue', 'Value']);
    assert.deepEqual(json('"Value"', '|'), ['Utilization', 'AverageValue', 'Value']);
    assert.equal(json('"Pods"', '"R|').length, 5);
    const list = `{ "apiVersion": "v1", "kind": "List", "items": [${JSON_HPA.replace('"minR', '"x|": 1, "minR')}] }`;
    assert.deepEqual(offered(list, 'a.json'), ['maxReplicas', 'scaleTargetRef']);
  });

  it('offers nothing in JSON where the place is not clear', () => {
    assert.deepEqual(json('"Value"', '"Value" |'), []);
    assert.deepEqual(json('"Value"', '|"Value"'), []);
    assert.deepEqual(json('"Value"', '"Value"|'), []);
    assert.deepEqual(json('"Value"', '3|'), []);
    assert.deepEqual(json('[]', '[|]'), []);
    assert.deepEqual(json('v2', 'v9').concat(json('{\n', '{ |\n')), []);
    for (let at = 0; at <= JSON_HPA.length; at += 1) {
      const source = { uri: '', path: 'a.json', text: JSON_HPA.slice(0, at) };
      for (const { replaces } of complete(source, at)) assert.ok(replaces.end <= at);
    }
  });

  it('writes JSON that can be read', () => {
    const text = JSON_HPA.replace('"minReplicas": 3', 'ma|');
    const at = text.indexOf('|');
    const whole = text.replace('|', '');
    const [first] = complete({ uri: '', path: 'a.json', text: whole }, at);
    assert.equal(first?.newText, '"maxReplicas": ');
    assert.equal(whole.slice(first?.replaces.start, first?.replaces.end), 'ma');
  });

  it('survives every offset', () => {
    for (const text of [GUIDE_HPA, GUIDE_HPA.replaceAll('\n', '\r\n'), 'a\n- b:\n\t- c: {{\n']) {
      for (let at = 0; at <= text.length; at += 1) complete({ uri: '', path: 'a.yaml', text }, at);
    }
  });

  it('describes fields by version', () => {
    const names = (kind: string, place: string) => schemaAt(kind, place)?.map(({ name }) => name);
    const hpa = 'autoscaling/v2 HorizontalPodAutoscaler';
    assert.ok(names(hpa, 'spec.behavior.scaleUp')?.includes('tolerance'));
    assert.equal(names(hpa, 'spec.behavior.scaleUp[]'), undefined);
    assert.equal(names(hpa, 'metadata'), undefined);
    assert.equal(names('autoscaling/v9 HorizontalPodAutoscaler', 'spec'), undefined);
    assert.equal(names('constructor', 'spec'), undefined);
  });
});
