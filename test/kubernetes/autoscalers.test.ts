import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Entry, EntryOf } from '../../src/service/architecture/architecture';
import { resolveAutoscalers } from '../../src/service/architecture/autoscalers';
import type { FactKind } from '../../src/service/contracts/fact';
import { analyse } from './support';

/** Resolves the autoscalers of files given by path. */
function resolve(files: Readonly<Record<string, string>>) {
  const entries: Entry[] = Object.entries(files).flatMap(([file, text]) =>
    analyse(text, file).facts.map((fact) => ({
      uri: `file:///${file}`,
      file,
      environment: null,
      fact,
    })),
  );
  const of = <K extends FactKind>(kind: K) =>
    entries.filter(({ fact }) => fact.kind === kind) as unknown as readonly EntryOf<K>[];
  return resolveAutoscalers(of);
}

const hpa = (name: string, rest = '') =>
  `apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: ${name} ${rest}}\nspec: { maxReplicas: 9, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: ${name} } }\n`;
const deployment = (name: string, rest = '') =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: ${name} ${rest}}\nspec: { selector: {}, template: { spec: { containers: [{ name: ${name} }] } } }\n`;

describe('kubernetes: which workload an autoscaler scales', () => {
  it('finds it in the nearest place', () => {
    const [found] = resolve({
      'a/hpa.yaml': hpa('x'),
      'a/d/x.yaml': deployment('x'),
      'b/x.yaml': deployment('x'),
    });
    assert.equal(found?.target?.file, 'a/d/x.yaml');
    const [far] = resolve({ 'a/hpa.yaml': hpa('x'), 'b/x.yaml': deployment('x') });
    assert.equal(far?.target?.file, 'b/x.yaml');
    assert.deepEqual(far?.scope.workloads, []);
  });

  it('does not choose between two', () => {
    const [found] = resolve({
      'hpa.yaml': hpa('x'),
      'a/x.yaml': deployment('x'),
      'b/x.yaml': deployment('x'),
    });
    assert.equal(found?.target, null);
    assert.equal(found?.candidates.length, 2);
  });

  it('respects namespaces, and prefers the one that is named', () => {
    const [found] = resolve({
      'hpa.yaml': hpa('x', ', namespace: blue'),
      'a.yaml': deployment('x'),
      'b.yaml': deployment('x', ', namespace: blue'),
      'c.yaml': deployment('x', ', namespace: green'),
    });
    assert.equal(found?.target?.file, 'b.yaml');
    const [none] = resolve({
      'hpa.yaml': hpa('x', ', namespace: blue'),
      'c.yaml': deployment('x', ', namespace: green'),
    });
    assert.deepEqual(none?.candidates, []);
  });

  it('stays within what a kustomization builds, through its bases', () => {
    const files = {
      'base/kustomization.yaml': 'resources: [x.yaml]\n',
      'base/x.yaml': deployment('x'),
      'overlays/a/kustomization.yaml':
        'resources: [../../base, hpa.yaml]\npatches: [{ path: size.yaml }]\n',
      'overlays/a/hpa.yaml': hpa('x'),
      'overlays/a/size.yaml':
        'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: x }\nspec: { replicas: 5 }\n',
      'elsewhere/x.yaml': deployment('x'),
    };
    const [found] = resolve(files);
    assert.equal(found?.target?.file, 'base/x.yaml');
    assert.equal(found?.scope.root, 'overlays/a');
    assert.ok(found?.targetPatched && !found.scope.transformed);
    const [renamed] = resolve({
      ...files,
      'overlays/a/kustomization.yaml': 'namePrefix: a-\nresources: [../../base, hpa.yaml]\n',
    });
    assert.ok(renamed?.scope.transformed && !renamed.targetPatched);
  });

  it('survives kustomizations that name each other', () => {
    const [found] = resolve({
      'a/kustomization.yaml': 'resources: [../b, hpa.yaml]\n',
      'b/kustomization.yaml': 'resources: [../a]\n',
      'a/hpa.yaml': hpa('x'),
    });
    assert.equal(found?.target, null);
  });

  it('knows that a chart’s names are not final', () => {
    const [found] = resolve({
      'charts/x/templates/hpa.yaml': hpa('x'),
      'charts/x/templates/x.yaml': deployment('x'),
    });
    assert.deepEqual([found?.scope.root, found?.scope.transformed], ['charts/x', true]);
  });
});
