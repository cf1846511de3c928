import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { resolveAutoscalers, workloadsByName } from '../../src/service/architecture/autoscalers';
import { type Entry, type EntryOf, entriesOf } from '../../src/service/architecture/entry';
import type { FactKind } from '../../src/service/contracts/fact';
import { analyse } from './support';

/** Resolves the autoscalers of files given by path. */
function resolve(files: Readonly<Record<string, string>>) {
  const entries: Entry[] = Object.entries(files).flatMap(([file, text]) =>
    entriesOf(analyse(text, file).facts, [
      { uri: `file:///${file}`, file, environment: null, build: null },
    ]),
  );
  const of = <K extends FactKind>(kind: K) =>
    entries.filter(({ fact }) => fact.kind === kind) as unknown as readonly EntryOf<K>[];
  return resolveAutoscalers(null, { of, ofBuild: of }, () => workloadsByName(of('workload')));
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

  it('knows that a chart’s names are not final', () => {
    const [found] = resolve({
      'charts/x/templates/hpa.yaml': hpa('x'),
      'charts/x/templates/x.yaml': deployment('x'),
    });
    assert.deepEqual([found?.scope.root, found?.scope.transformed], ['charts/x', true]);
  });
});
