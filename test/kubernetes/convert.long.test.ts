import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { valueOf } from '../../src/service/contracts/field';
import { applyChanges } from '../../src/service/contracts/fix';
import type { Autoscaler } from '../../src/service/languages/kubernetes/autoscaler';
import { toV2 } from '../../src/service/languages/kubernetes/convert';
import {
  insertEntry,
  removeEntry,
  replaceValue,
} from '../../src/service/languages/kubernetes/edits';
import { fieldsAt } from '../../src/service/languages/kubernetes/hpa-fields';
import { analyse } from './support';

/** Ways to write the same object. */
const STYLES: Readonly<Record<string, (object: object) => string>> = {
  block: (object) => stringify(object),
  'block, lists not indented': (object) => stringify(object, { indentSeq: false, indent: 4 }),
  quoted: (object) =>
    stringify(object, { defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN' }),
  'single quotes': (object) =>
    stringify(object, { defaultStringType: 'QUOTE_SINGLE', defaultKeyType: 'PLAIN' }),
  flow: (object) => stringify(object, { collectionStyle: 'flow', lineWidth: 0 }),
  'CRLF and BOM': (object) => `\uFEFF${stringify(object).replaceAll('\n', '\r\n')}`,
  'second document': (object) => `# first\nkind: Secret\n---\n${stringify(object)}...\n`,
  JSON: (object) => JSON.stringify(object),
  'pretty JSON': (object) => `${JSON.stringify(object, null, 2)}\n`,
};
const pathOf = (style: string) => (style.includes('JSON') ? 'a.json' : 'a.yaml');

const count = fc.integer({ min: 1, max: 100 });
const selector = fc.option(
  fc.constant(0).map(() => ({ matchLabels: { app: 'a', 'x.y/z': 'true' } })),
  {
    nil: undefined,
  },
);
const name = fc.constantFrom('queue-depth', 'http_requests', 'a/b');
const optional = (key: string, value: object | undefined) => (value ? { [key]: value } : {});

const METRIC = fc.oneof(
  fc.record({ resource: fc.constantFrom('cpu', 'memory'), percent: count }).map((made) => ({
    type: 'Resource',
    resource: { name: made.resource, targetAverageUtilization: made.percent },
  })),
  count.map((value) => ({
    type: 'Resource',
    resource: { name: 'memory', targetAverageValue: `${value}Mi` },
  })),
  fc.record({ name, selector, value: count }).map((made) => ({
    type: 'Pods',
    pods: {
      metricName: made.name,
      ...optional('selector', made.selector),
      targetAverageValue: `${made.value}`,
    },
  })),
  fc.record({ name, value: count }).map((made) => ({
    type: 'Object',
    object: {
      target: { kind: 'Ingress', name: 'main', apiVersion: 'networking.k8s.io/v1' },
      metricName: made.name,
      targetValue: `${made.value}k`,
    },
  })),
  fc.record({ name, selector, value: count }).map((made) => ({
    type: 'External',
    external: {
      metricName: made.name,
      ...optional('metricSelector', made.selector),
      targetAverageValue: made.value,
    },
  })),
);

const head = (version: string, spec: object) => ({
  apiVersion: `autoscaling/${version}`,
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'a' },
  spec: {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'a' },
    minReplicas: 2,
    ...spec,
    maxReplicas: 9,
  },
});

/** What an autoscaler does, whatever version says it. */
function meaning({ target, minReplicas, maxReplicas, metrics, behavior }: Autoscaler) {
  return {
    target: [target.apiVersion, target.kind, target.name].map(valueOf),
    bounds: [valueOf(minReplicas), valueOf(maxReplicas)],
    metrics: metrics.map((metric) =>
      [metric.type, metric.name, metric.container, metric.utilization, metric.value].map((field) =>
        field.state === 'known' ? String(field.value) : field.state,
      ),
    ),
    window: valueOf(behavior.scaleDownWindow),
  };
}

function converts(object: object): void {
  for (const [style, write] of Object.entries(STYLES)) {
    const text = write(object);
    const { model } = analyse(text, pathOf(style));
    const [before] = model.autoscalers;
    assert.ok(before, `${style}: ${text}`);
    const changes = toV2(model.file, before);
    assert.ok(changes, `${style} is converted: ${text}`);
    const after = applyChanges(text, changes);
    const read = analyse(after, pathOf(style));
    const [now] = read.model.autoscalers;
    assert.ok(now, after);
    assert.deepEqual(read.syntax, [], after);
    assert.equal(valueOf(now.object.apiVersion), 'autoscaling/v2');
    assert.deepEqual(meaning(now), meaning(before), `${style}:\n${text}\n${after}`);
    for (const { place, key } of now.keys) {
      assert.ok(fieldsAt('v2', place)?.includes(key) ?? true, `${place}.${key} in\n${after}`);
    }
    const lines = (each: string) => each.includes('\r\n') && !/[^\r]\n/.test(each);
    assert.equal(lines(after), lines(text), style);
  }
}

describe('kubernetes: conversion to autoscaling/v2', () => {
  it('means the same after it, in every style of writing', () => {
    fc.assert(
      fc.property(fc.array(METRIC, { minLength: 1, maxLength: 3 }), (metrics) =>
        converts(head('v2beta1', { metrics })),
      ),
      { numRuns: 12, seed: 5 },
    );
    converts(head('v2beta1', {}));
    converts(head('v2beta2', { behavior: { scaleDown: { stabilizationWindowSeconds: 60 } } }));
    converts(head('v1', { targetCPUUtilizationPercentage: 65 }));
    converts(head('v1', { targetCPUUtilizationPercentage: 65, behavior: { scaleDown: {} } }));
    converts(head('v1', {}));
  });

  it('is not offered by halves', () => {
    const refused = (text: string) => {
      const { model } = analyse(text);
      const [autoscaler] = model.autoscalers;
      assert.ok(autoscaler);
      return toV2(model.file, autoscaler) === undefined;
    };
    const old = stringify(head('v1', { targetCPUUtilizationPercentage: 65 }));
    assert.ok(refused(old.replace('65', '{{ .x }}')));
    assert.ok(refused(old.replace('65', '65\n  metrics: []')));
    const beta = stringify(
      head('v2beta1', {
        metrics: [{ type: 'Resource', resource: { name: 'cpu', targetAverageUtilization: 7 } }],
      }),
    );
    assert.ok(!refused(beta));
    assert.ok(refused(beta.replace('name: cpu', 'name: cpu\n        target: { type: Value }')));
  });

  it('keeps comments', () => {
    const text = stringify(head('v1', { targetCPUUtilizationPercentage: 65 }))
      .replace('apiVersion', '# about\napiVersion')
      .replace('65', '65 # measured');
    const { model } = analyse(text);
    const [autoscaler] = model.autoscalers;
    const after = applyChanges(text, (autoscaler && toV2(model.file, autoscaler)) ?? []);
    assert.ok(after.includes('# about\n') && after.includes('# measured'), after);
  });
});

describe('kubernetes: edits in every style of writing', () => {
  const object = head('v2', { metrics: [{ type: 'Resource', resource: { name: 'cpu' } }] });

  it('replaces, adds and removes, and leaves every other value as it is', () => {
    for (const [style, write] of Object.entries(STYLES)) {
      const text = write(object);
      const path = pathOf(style);
      const { model } = analyse(text, path);
      const root = model.autoscalers[0]?.object.path ?? '';
      const read = (changes: ReturnType<typeof replaceValue>) => {
        assert.ok(changes, style);
        const after = analyse(applyChanges(text, changes), path);
        assert.deepEqual(after.syntax, [], style);
        const [now] = after.model.autoscalers;
        assert.ok(now, style);
        return now;
      };
      const before = model.autoscalers[0];
      assert.ok(before);
      const replaced = read(replaceValue(model.file, `${root}/spec/maxReplicas`, 12));
      assert.deepEqual(meaning(replaced), { ...meaning(before), bounds: [2, 12] }, style);
      const removed = read(removeEntry(model.file, `${root}/spec/minReplicas`));
      assert.deepEqual(meaning(removed), { ...meaning(before), bounds: [undefined, 9] }, style);
      const rules = { scaleDown: { stabilizationWindowSeconds: 600 } };
      const added = read(insertEntry(model.file, `${root}/spec`, 'behavior', rules));
      assert.deepEqual(meaning(added), { ...meaning(before), window: 600 }, style);
    }
  });
});
