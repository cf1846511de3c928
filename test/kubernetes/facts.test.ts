import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Fact, FactKind } from '../../src/service/contracts/fact';
import { sameFacts } from '../../src/service/contracts/fact';
import { analyse, DEPLOYMENT, GUIDE_HPA } from './support';

function factOf<K extends FactKind>(kind: K, text: string, path?: string) {
  const fact = analyse(text, path).facts.find((each) => each.kind === kind);
  assert.ok(fact);
  return fact as Extract<Fact, { kind: K }>;
}

const known = (fact: { state: string; value?: unknown }) =>
  fact.state === 'known' ? fact.value : fact.state;

describe('kubernetes: facts', () => {
  it('tells of a workload', () => {
    const fact = factOf('workload', DEPLOYMENT);
    assert.equal(fact.resource, 'Deployment');
    assert.equal(known(fact.name), 'orders');
    assert.equal(known(fact.namespace), 'shop');
    assert.equal(known(fact.replicas), 2);
    assert.equal(known(fact.maxSurge), '25%');
    assert.equal(known(fact.maxUnavailable), '0');
    assert.deepEqual(fact.podLabels, { app: 'orders' });
    assert.ok(fact.podLabelsKnown && fact.complete);
    const [container] = fact.containers;
    assert.ok(container);
    assert.equal(known(container.commandLine), 'node server.js --port=80');
    assert.equal(container.env.DB_POOL_MAX && known(container.env.DB_POOL_MAX), '10');
    assert.equal(container.env.SECRET?.state, 'unknown');
    assert.equal(container.requests.cpu && known(container.requests.cpu), '1');
  });

  it('does not believe a count that the cluster has set, nor a partial template', () => {
    assert.equal(
      factOf('workload', `${DEPLOYMENT}status: { replicas: 2 }\n`).replicas.state,
      'unknown',
    );
    assert.equal(
      factOf('workload', 'apiVersion: apps/v1\nkind: Deployment\nspec: { replicas: 3 }\n').complete,
      false,
    );
  });

  it('tells of an autoscaler, KEDA’s defaults included', () => {
    const hpa = factOf('autoscaler', GUIDE_HPA);
    assert.deepEqual([known(hpa.minReplicas), known(hpa.maxReplicas)], [3, 50]);
    assert.deepEqual(hpa.triggers, ['cpu 70 %', 'memory 80 %']);
    assert.ok(hpa.complete);
    const keda = factOf(
      'autoscaler',
      'apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nspec: { scaleTargetRef: { name: a }, triggers: [{ type: cpu, metadata: { value: "60" } }] }\n',
    );
    assert.deepEqual(
      [known(keda.target.kind), known(keda.minReplicas), known(keda.maxReplicas)],
      ['Deployment', 0, 100],
    );
    assert.deepEqual(keda.triggers, ['cpu 60 %']);
  });

  it('tells of services and limit ranges', () => {
    assert.deepEqual(
      factOf('service', 'apiVersion: v1\nkind: Service\nspec: { selector: { app: a } }\n').selector,
      { app: 'a' },
    );
    assert.equal(
      factOf('service', 'apiVersion: v1\nkind: Service\nspec: { type: ExternalName }\n').selector,
      null,
    );
    assert.deepEqual(
      factOf(
        'limit-range',
        'apiVersion: v1\nkind: LimitRange\nspec: { limits: [{ type: Container, default: { cpu: 1 } }, { type: Pod, max: { memory: 1Gi } }] }\n',
      ).defaults,
      ['cpu'],
    );
  });

  it('stays equal when only lines move', () => {
    const before = analyse(`${DEPLOYMENT}---\n${GUIDE_HPA}`).facts;
    const after = analyse(
      `# note\n\n${DEPLOYMENT.replace('spec:', '# here\nspec:')}---\n\n${GUIDE_HPA}`,
    ).facts;
    assert.ok(sameFacts(before, after));
  });

  it('has a place for every path it names', () => {
    const { facts, places } = analyse(`${DEPLOYMENT}---\n${GUIDE_HPA}`);
    const paths = JSON.stringify(facts).matchAll(/"path":"([^"]*)"/g);
    for (const [, path] of paths) assert.ok(places.has(path ?? ''), path);
  });
});
