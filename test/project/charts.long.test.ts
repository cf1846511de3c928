import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { NEVER_CANCELLED } from '../../src/service/contracts/ports';
import { fixesOf } from '../support/examples';
import { memoryPorts, ROOT, uriOf } from '../support/memory';

type Files = Readonly<Record<string, string>>;

/** A chart with an autoscaler, and values of production over its own. */
const CHART: Files = {
  'Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 0.1.0\n',
  'values.yaml': `replicaCount: 2
resources: {}
autoscaling:
  enabled: true
  minReplicas: 3
  maxReplicas: 12
`,
  'values-prod.yaml': 'autoscaling:\n  maxReplicas: 2\n',
  'templates/shop.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}-shop
spec:
  replicas: {{ .Values.replicaCount }}
  selector:
    matchLabels: { app: shop }
  template:
    metadata:
      labels: { app: shop }
    spec:
      containers:
        - name: shop
          image: registry.test/shop:1
          resources:
            {{- toYaml .Values.resources | nindent 12 }}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: {{ .Release.Name }}-shop
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: {{ .Release.Name }}-shop }
  minReplicas: {{ .Values.autoscaling.minReplicas }}
  maxReplicas: {{ .Values.autoscaling.maxReplicas }}
  metrics:
    - type: Resource
      resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } }
`,
};

/** `path:line rule` of what is found. */
async function found(files: Files): Promise<readonly string[]> {
  const service = createService(memoryPorts(new Map(Object.entries(files))));
  const { output } = await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
  return output.files.flatMap(({ path, findings }) =>
    findings.map(({ range, rule }) => `${path}:${range.start.line + 1} ${rule}`),
  );
}

describe('findings about charts', () => {
  it('stand at the value that decides, or at the line of the template', async () => {
    const all = await found(CHART);
    assert.ok(all.includes('values-prod.yaml:2 kubernetes/hpa-min-greater-than-max'), String(all));
    assert.ok(
      all.includes('templates/shop.yaml:6 kubernetes/hpa-target-replicas-set'),
      String(all),
    );
    assert.ok(all.includes('values.yaml:2 kubernetes/hpa-target-missing-requests'), String(all));
  });

  it('stand in values that say nothing of autoscaling, too', async () => {
    const files = {
      'Chart.yaml': CHART['Chart.yaml'] ?? '',
      'values.yaml': 'replicaCount: 2\nlowest: 5\nhighest: 2\n',
      'templates/hpa.yaml': `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: shop
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: shop }
  minReplicas: {{ .Values.lowest }}
  maxReplicas: {{ .Values.highest }}
`,
    };
    const all = await found(files);
    assert.ok(all.includes('values.yaml:2 kubernetes/hpa-min-greater-than-max'), String(all));
  });

  it('are no graver than an information where only a default decides', async () => {
    const { 'values-prod.yaml': _, ...rest } = CHART;
    const wrong = {
      'values.yaml': (CHART['values.yaml'] ?? '').replace('maxReplicas: 12', 'maxReplicas: 2'),
    };
    const severities = async (files: Files) => {
      const service = createService(memoryPorts(new Map(Object.entries(files))));
      const { output } = await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
      return output.files.flatMap(({ path, findings }) =>
        findings
          .filter(({ rule }) => /hpa-min-greater|replicas-set/.test(rule))
          .map(({ rule, severity }) => `${path} ${rule.slice(11)} ${severity}`),
      );
    };
    const structure = 'templates/shop.yaml hpa-target-replicas-set warning';
    assert.deepEqual(await severities({ ...rest, ...wrong }), [
      structure,
      'values.yaml hpa-min-greater-than-max error',
    ]);
    // What the other file is for is not known, so something else may stand over these values.
    assert.deepEqual(await severities({ ...rest, ...wrong, 'values-redis.yaml': 'a: 1\n' }), [
      structure,
      'values.yaml hpa-min-greater-than-max information',
    ]);
  });

  it('name the release that a deployment tool names', async () => {
    const files = {
      ...CHART,
      'clusters/prod/shop.yaml': `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: front, namespace: shop}
spec:
  chart: {spec: {chart: ., sourceRef: {kind: GitRepository, name: all}}}
  values:
    autoscaling:
      maxReplicas: 1
`,
    };
    const service = createService(memoryPorts(new Map(Object.entries(files))));
    const { output } = await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
    const found = output.files.flatMap(({ path, findings }) =>
      findings.map((each) => ({ ...each, path })),
    );
    const bounds = found.filter(({ rule }) => rule.endsWith('hpa-min-greater-than-max'));
    assert.deepEqual(
      bounds.map(({ path, range }) => `${path}:${range.start.line + 1}`),
      ['clusters/prod/shop.yaml:8'],
    );
    assert.ok(found.some(({ message }) => message.includes('front-shop')));
  });

  it('name no release', async () => {
    const service = createService(memoryPorts(new Map(Object.entries(CHART))));
    const { output } = await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
    const messages = output.files.flatMap(({ findings }) => findings.map(({ message }) => message));
    assert.ok(messages.some((message) => message.includes('<release>-shop')));
    assert.ok(!messages.some((message) => message.includes('release-name')));
  });

  it('have fixes that edit values and leave templates as they are', async () => {
    let count = 0;
    for (const rule of [
      'kubernetes/hpa-min-greater-than-max',
      'kubernetes/hpa-target-missing-requests',
      'kubernetes/hpa-target-replicas-set',
    ]) {
      const before = (await found(CHART)).filter((each) => each.endsWith(rule));
      for (const { texts, title } of await fixesOf(new Map(Object.entries(CHART)), rule)) {
        count++;
        const after: Files = { ...CHART, ...Object.fromEntries(texts) };
        assert.equal(after['templates/shop.yaml'], CHART['templates/shop.yaml']);
        const left = (await found(after)).filter((each) => each.endsWith(rule));
        assert.ok(left.length < before.length, `${title}: ${left}`);
      }
    }
    assert.ok(count > 0);
  });
});

describe('an edit of a chart', () => {
  const template = CHART['templates/shop.yaml'] ?? '';
  const aside = (first: string) =>
    template.replace(
      '        - name: shop\n',
      `        {{- if .Values.aside }}\n        ${first} name: aside\n        {{- end }}\n        - name: shop\n`,
    );
  const EDITS: readonly (readonly [path: string, text: string])[] = [
    ['values-prod.yaml', 'autoscaling:\n  maxReplicas: 1\n'],
    // The lines of the template move, and with them the places that what it writes leads back to.
    ['templates/shop.yaml', `# moved\n\n${template}`],
    ['values.yaml', `# moved too\n${CHART['values.yaml']}`],
    ['values.yaml', (CHART['values.yaml'] ?? '').replace('replicaCount: 2', 'replicaCount: 4')],
    ['templates/shop.yaml', template.replace('maxReplicas:', 'maxReplicas: 0')],
    // What is not written says which item of a list a line is.
    ['templates/shop.yaml', aside('-')],
    ['templates/shop.yaml', aside('#')],
    ['templates/shop.yaml', template],
    ['values-prod.yaml', CHART['values-prod.yaml'] ?? ''],
  ];

  it('says what a chart says that is read for the first time', async () => {
    const files = new Map(Object.entries(CHART));
    const service = createService(memoryPorts(files));
    const of = async (one: typeof service) => {
      const reviewed = await one.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
      const build = await one.build(ROOT, 'helm:.@prod');
      return { files: reviewed.output.files, build };
    };
    await of(service);
    for (const [path, text] of EDITS) {
      files.set(path, text);
      service.fileChanged(uriOf(path));
      assert.deepEqual(await of(service), await of(createService(memoryPorts(new Map(files)))));
    }
  });
});
