import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { valueOf } from '../../src/service/contracts/field';
import { inWords } from '../../src/service/languages/kubernetes/facts';
import { unknownFieldsOf } from '../../src/service/languages/kubernetes/unknown-fields';
import { analyse, DEPLOYMENT, GUIDE_HPA } from './support';

const hpa = (text: string, path?: string) => {
  const [first] = analyse(text, path).model.autoscalers;
  assert.ok(first);
  return first;
};

const unknownField = (text: string) => {
  const { model } = analyse(text);
  return model.autoscalers.flatMap((each) => unknownFieldsOf(model.file, each)).length;
};

describe('kubernetes: model', () => {
  it('reads an autoscaler of every version the same way', () => {
    const target = 'scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: a }';
    const make = (version: string, rest: string) =>
      hpa(
        `apiVersion: autoscaling/${version}\nkind: HorizontalPodAutoscaler\nspec:\n  ${target}\n  maxReplicas: 9\n  ${rest}\n`,
      );
    const words = (version: string, rest: string) => make(version, rest).metrics.map(inWords);
    const v2 =
      'metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }]';
    assert.deepEqual(words('v2', v2), ['cpu 60 %']);
    assert.deepEqual(words('v2beta2', v2), ['cpu 60 %']);
    assert.deepEqual(words('v1', 'targetCPUUtilizationPercentage: 60'), ['cpu 60 %']);
    assert.deepEqual(
      words(
        'v2beta1',
        'metrics: [{ type: Resource, resource: { name: cpu, targetAverageUtilization: 60 } }]',
      ),
      ['cpu 60 %'],
    );
    assert.deepEqual(words('v2', ''), ['cpu 80 %']);
    assert.deepEqual(
      words(
        'v2beta1',
        'metrics: [{ type: External, external: { metricName: depth, targetValue: 7 } }]',
      ),
      ['depth 7'],
    );
  });

  it('reads numbers from plain decimals only', () => {
    const min = (written: string) =>
      hpa(GUIDE_HPA.replace('minReplicas: 3', `minReplicas: ${written}`)).minReplicas;
    assert.equal(valueOf(min('7')), 7);
    assert.equal(valueOf(min('7.0')), 7);
    for (const written of ['"7"', '010', '0x7', '1_000', '7.5', 'yes', '!!int 7', '[7]', '!x 7']) {
      assert.equal(min(written).state, 'unknown', written);
    }
    assert.equal(min('').state, 'absent');
    assert.equal(min('null').state, 'absent');
  });

  it('follows aliases and merge keys, with the alias as the place', () => {
    const text = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
x-bounds: &bounds { minReplicas: 4, maxReplicas: 40 }
spec:
  <<: *bounds
  maxReplicas: 50
  scaleTargetRef: { name: a }
`;
    const { minReplicas, maxReplicas } = hpa(text);
    assert.equal(valueOf(minReplicas), 4);
    assert.equal(valueOf(maxReplicas), 50);
    assert.ok(
      minReplicas.state === 'known' &&
        text.slice(minReplicas.at.start, minReplicas.at.end) === '*bounds',
    );
  });

  it('survives aliases that ask for billions of values and for themselves', () => {
    const bomb = Array.from(
      { length: 12 },
      (_, i) => `  a${i + 1}: &a${i + 1} [${`*a${i}, `.repeat(9)}]`,
    );
    const { places } = analyse(`kind: Deployment\nspec:\n  a0: &a0 1\n${bomb.join('\n')}\n`);
    assert.ok(places.size < 100_000);
    analyse('kind: Deployment\nspec: &s { s: *s }\n');
  });

  it('survives nesting that no parser bears', () => {
    assert.match(
      analyse(`kind: Deployment\na: ${'['.repeat(20_000)}`).syntax[0]?.message ?? '',
      /nested too deeply/,
    );
  });

  it('takes nothing for absent in a document that is broken', () => {
    const { object, minReplicas } = hpa(`${GUIDE_HPA.replace('  minReplicas: 3\n', '')}  beh`);
    assert.ok(object.broken);
    assert.equal(minReplicas.state, 'unknown');
  });

  it('knows copies of live objects, and patches', () => {
    assert.ok(hpa(`${GUIDE_HPA}status: { currentReplicas: 3 }\n`).object.live);
    assert.ok(!hpa(`${GUIDE_HPA}status: { currentReplicas: 0, desiredReplicas: 0 }\n`).object.live);
    assert.ok(
      hpa('apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nspec: { maxReplicas: 3 }\n')
        .patch,
    );
    assert.ok(!hpa(GUIDE_HPA).patch);
  });

  it('takes lists apart, and typed lists give their items kind and version', () => {
    const { model } = analyse(
      '{"apiVersion":"apps/v1","kind":"DeploymentList","items":[{"metadata":{"name":"a"}},{"metadata":{"name":"b"}}]}',
      'a.json',
    );
    assert.deepEqual(
      model.workloads.map(({ object }) => [object.path, valueOf(object.name), object.group]),
      [
        ['/0/items/0', 'a', 'apps'],
        ['/0/items/1', 'b', 'apps'],
      ],
    );
  });

  it('is not fooled by names that every table of JavaScript knows', () => {
    for (const name of ['constructor', '__proto__', 'toString']) {
      analyse(DEPLOYMENT.replace('kind: Deployment', `kind: ${name}\n#kind: Deployment`));
      const { metrics } = hpa(GUIDE_HPA.replaceAll('type: Resource', `type: ${name}`));
      assert.equal(metrics[0]?.utilization.state, 'known');
      assert.equal(unknownField(GUIDE_HPA.replace('autoscaling/v2', `autoscaling/${name}`)), 0);
      assert.equal(unknownField(`${GUIDE_HPA}  ${name}: 1\n`), 1);
    }
  });

  it('leaves objects of other groups alone', () => {
    assert.deepEqual(
      analyse('apiVersion: serving.knative.dev/v1\nkind: Service\nspec: {}\n').model.services,
      [],
    );
    assert.deepEqual(analyse(DEPLOYMENT.replace('apps/v1', 'example.com/v1')).model.workloads, []);
  });
});
