import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { resolveAutoscalers } from '../../src/service/architecture/autoscalers';
import type { Entry, EntryOf } from '../../src/service/architecture/entry';
import type { FactKind } from '../../src/service/contracts/fact';
import { analyse } from './support';

/** Resolves the autoscalers of files given by path. */
function resolve(files: Readonly<Record<string, string>>) {
  const entries: Entry[] = Object.entries(files).flatMap(([file, text]) =>
    analyse(text, file).facts.map((fact) => ({
      uri: `file:///${file}`,
      file,
      environment: null,
      build: null,
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
  });

  it('follows names and namespaces through prefixes, suffixes and components', () => {
    const files = {
      'base/kustomization.yaml': 'namePrefix: b-\nresources: [x.yaml]\n',
      'base/x.yaml': deployment('x'),
      'overlays/a/kustomization.yaml':
        'namePrefix: a-\nnameSuffix: -1\nnamespace: blue\ncomponents: [../../parts/c]\nresources: [../../base, hpa.yaml]\n',
      'parts/c/kustomization.yaml': 'kind: Component\nnamePrefix: c-\nresources: []\n',
    };
    for (const name of ['x', 'b-x', 'c-b-x', 'a-c-b-x-1']) {
      const [found] = resolve({ ...files, 'overlays/a/hpa.yaml': hpa(name, ', namespace: red') });
      assert.equal(found?.target?.file, 'base/x.yaml', name);
      assert.ok(!found.scope.transformed && !found.targetPatched);
    }
    const [other] = resolve({ ...files, 'overlays/a/hpa.yaml': hpa('a-x') });
    assert.deepEqual([other?.candidates, other?.scope.transformed], [[], false]);
    for (const hidden of [
      'namePrefix: $(X)',
      'resources: [https://x/y]',
      'components: [../gone]',
    ]) {
      const [open] = resolve({
        ...files,
        'overlays/a/kustomization.yaml': `${hidden}\n${hidden.startsWith('r') ? '' : 'resources: [../../base, hpa.yaml]\n'}`,
        'overlays/a/hpa.yaml': hpa('x'),
      });
      assert.ok(open?.scope.transformed || open?.scope.by === 'folder', hidden);
    }
  });

  it('knows what a patch changes, and what it leaves', () => {
    const with_ = (patch: string, extra: Record<string, string> = {}) =>
      resolve({
        'o/kustomization.yaml': `namePrefix: p-\nresources: [x.yaml, hpa.yaml]\n${patch}`,
        'o/x.yaml': deployment('x'),
        'o/hpa.yaml': hpa('x'),
        ...extra,
      })[0];
    const inline = (target: string, path: string) =>
      `patches:\n- target: { ${target} }\n  patch: "[{ op: add, path: ${path}, value: 1 }]"\n`;
    assert.ok(with_(inline('kind: Deployment', '/spec/replicas'))?.targetPatched);
    assert.ok(with_(inline('kind: Deployment, name: p-x', '/spec/template'))?.targetPatched);
    assert.ok(with_(inline('labelSelector: a=b', '/spec/replicas'))?.targetPatched);
    assert.ok(!with_(inline('kind: Deployment, name: y', '/spec/replicas'))?.targetPatched);
    assert.ok(!with_(inline('kind: Ingress', '/spec/replicas'))?.targetPatched);
    assert.ok(!with_(inline('kind: Deployment', '/metadata/labels'))?.targetPatched);
    const max = with_(inline('kind: HorizontalPodAutoscaler', '/spec/maxReplicas'));
    assert.equal(max?.entry.fact.maxReplicas.state, 'unknown');
    assert.ok(max.entry.fact.complete && max.target !== null);
    const file = (text: string) => with_('patches: [{ path: p.yaml }]\n', { 'o/p.yaml': text });
    const patch = (spec: string) =>
      `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: x }\nspec: ${spec}\n`;
    assert.ok(file(patch('{ replicas: 5 }'))?.targetPatched);
    assert.ok(!file(patch('{ template: { spec: { nodeSelector: { a: b } } } }'))?.targetPatched);
    assert.ok(!file(patch('{ replicas: 5 }').replace('name: x', 'name: y'))?.targetPatched);
    assert.deepEqual(
      with_('replicas: [{ name: x, count: 4 }]\n')?.setReplicas.map(({ count }) => count),
      [4],
    );
  });

  it('sees overlays of one base as alternatives', () => {
    const found = resolve({
      'base/kustomization.yaml': 'resources: [x.yaml, hpa.yaml]\n',
      'base/x.yaml': deployment('x'),
      'base/hpa.yaml': hpa('x'),
      'a/kustomization.yaml': 'namespace: a\nresources: [../base]\n',
      'b/kustomization.yaml': 'namespace: b\nresources: [../base]\n',
    });
    assert.equal(found.length, 1);
    assert.equal(found[0]?.target?.file, 'base/x.yaml');
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
