import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { NEVER_CANCELLED } from '../../src/service/contracts/ports';
import { memoryPorts, ROOT } from '../support/memory';

/** An autoscaler and its target with nothing to report. */
const CLEAN = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: orders
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: orders
  minReplicas: 3
  maxReplicas: 50
  metrics:
    - type: Resource
      resource:
        name: cpu
        target:
          type: Utilization
          averageUtilization: 70
  behavior:
    scaleUp:
      selectPolicy: Max
    scaleDown:
      stabilizationWindowSeconds: 600
      policies:
        - type: Percent
          value: 50
          periodSeconds: 60
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: orders
spec:
  selector: { matchLabels: { app: orders } }
  template:
    metadata: { labels: { app: orders } }
    spec:
      containers:
        - name: web
          resources: { requests: { cpu: 500m } }
`;

/** What somebody may get wrong, by the rule that has to notice. */
const MUTATIONS: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  'hpa-min-equals-max': [
    ['maxReplicas: 50', 'maxReplicas: 3'],
    ['minReplicas: 3', 'minReplicas: 50'],
  ],
  'hpa-min-greater-than-max': [['minReplicas: 3', 'minReplicas: 51']],
  'hpa-target-not-scalable': [
    ['kind: Deployment\n    name', 'kind: DaemonSet\n    name'],
    ['apps/v1\n    kind: Deployment\n    name', 'batch/v1\n    kind: Job\n    name'],
  ],
  'hpa-target-group-wrong': [
    ['apiVersion: apps/v1\n    kind', 'apiVersion: v1\n    kind'],
    ['apiVersion: apps/v1\n    kind', 'apiVersion: extensions/v1beta1\n    kind'],
    ['    apiVersion: apps/v1\n    kind', '    kind'],
  ],
  'hpa-bounds-invalid': [
    ['minReplicas: 3', 'minReplicas: 0'],
    ['minReplicas: 3', 'minReplicas: -1'],
    ['maxReplicas: 50', 'maxReplicas: 0'],
    ['averageUtilization: 70', 'averageUtilization: 0'],
  ],
  'hpa-behavior-invalid': [
    ['Seconds: 600', 'Seconds: 3601'],
    ['Seconds: 600', 'Seconds: -1'],
    ['periodSeconds: 60', 'periodSeconds: 1801'],
    ['periodSeconds: 60', 'periodSeconds: 0'],
    ['value: 50', 'value: 0'],
    ['type: Percent', 'type: percent'],
    ['selectPolicy: Max', 'selectPolicy: max'],
    ['selectPolicy: Max', 'policies: []'],
  ],
  'hpa-scale-down-window-short': [
    ['Seconds: 600', 'Seconds: 0'],
    ['Seconds: 600', 'Seconds: 300'],
  ],
  'hpa-direction-disabled': [
    ['selectPolicy: Max', 'selectPolicy: Disabled'],
    ['    scaleDown:', '    scaleDown:\n      selectPolicy: Disabled'],
  ],
  'hpa-memory-only': [['name: cpu', 'name: memory']],
  'hpa-metric-target-type-mismatch': [
    ['averageUtilization: 70', 'averageValue: 1'],
    ['type: Utilization', 'type: AverageValue'],
  ],
  'hpa-metric-source-mismatch': [
    ['- type: Resource', '- type: Pods'],
    ['- type: Resource', '- type: resource'],
  ],
  'hpa-scale-rate-high': [['value: 50', 'value: 100']],
  'hpa-utilization-unreachable': [
    ['requests: { cpu: 500m }', 'requests: { cpu: 500m }, limits: { cpu: 300m }'],
    ['requests: { cpu: 500m }', 'requests: { cpu: 2 }, limits: { cpu: 1400m }'],
  ],
  'hpa-behavior-not-set': [[CLEAN.slice(CLEAN.indexOf('  behavior:'), CLEAN.indexOf('---')), '']],
  'hpa-removed-api-version': [
    ['autoscaling/v2', 'autoscaling/v2beta2'],
    ['autoscaling/v2', 'autoscaling/v2beta1'],
  ],
  'hpa-unknown-field': [
    ['Seconds: 600', 'Secs: 600'],
    ['averageUtilization: 70', 'targetAverageUtilization: 70'],
  ],
  'hpa-target-replicas-set': [['spec:\n  selector', 'spec:\n  replicas: 2\n  selector']],
  'hpa-target-missing-requests': [['resources: { requests: { cpu: 500m } }', 'image: web']],
  'hpa-target-not-found': [['    name: orders\n  min', '    name: order\n  min']],
};

/** The same manifest, written on other machines. */
const WRITTEN: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => text,
  'with CRLF': (text) => text.replaceAll('\n', '\r\n'),
  'with a byte-order mark': (text) => `\uFEFF${text}`,
  'after another document': (text) =>
    `# Copyright\n---\nkind: ConfigMap\napiVersion: v1\n---\n${text}`,
};

describe('kubernetes: planted defects', () => {
  for (const [name, write] of Object.entries(WRITTEN)) {
    it(`nothing is reported from the clean manifest, ${name}`, async () => {
      assert.deepEqual(await rulesOf(write(CLEAN)), []);
    });
  }
  for (const [rule, mutations] of Object.entries(MUTATIONS)) {
    it(`kubernetes/${rule} finds each of its ${mutations.length}`, async () => {
      for (const [before, after] of mutations) {
        const text = CLEAN.replace(before, after);
        assert.notEqual(text, CLEAN, before);
        for (const [name, write] of Object.entries(WRITTEN)) {
          const found = await rulesOf(write(text));
          assert.ok(found.includes(`kubernetes/${rule}`), `${after}, ${name}: ${found.join(' ')}`);
        }
      }
    });
  }
});

async function rulesOf(text: string): Promise<readonly string[]> {
  const service = createService(memoryPorts(new Map([['orders.yaml', text]])));
  const { output } = await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
  return output.files.flatMap(({ findings }) => findings.map(({ rule }) => rule));
}
