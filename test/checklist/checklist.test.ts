import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { CHECKLIST } from '../../src/service/checklist-items';
import { isDone } from '../../src/service/contracts/checklist';
import { NEVER_CANCELLED } from '../../src/service/contracts/ports';
import { span } from '../../src/service/contracts/span';
import { readTicks, withTick } from '../../src/service/project/ticks';
import { RULES } from '../../src/service/rules';
import { memoryPorts, ROOT } from '../support/memory';

const TWO = 'upstream api {\n  server 10.0.0.1:80;\n  server 10.0.0.2:80;\n}\n';
const TWICE = 'upstream api {\n  server 10.0.0.1:80;\n  server 10.0.0.1:80;\n}\n';

async function itemOf(files: Record<string, string>, id: string) {
  const service = createService(memoryPorts(new Map(Object.entries(files))));
  const { groups } = await service.checklist(ROOT);
  const item = groups.flatMap(({ items }) => items).find((candidate) => candidate.id === id);
  assert.ok(item);
  return item;
}

describe('the scaling checklist', () => {
  it('has the guide’s items, each once', () => {
    const sizes = Object.fromEntries(CHECKLIST.map(({ id, items }) => [id, items.length]));
    assert.deepEqual(
      [
        sizes.optimize,
        (sizes.before ?? 0) + (sizes.during ?? 0) + (sizes.after ?? 0),
        sizes.replicas,
      ],
      [18, 14, 5],
    );
    const ids = CHECKLIST.flatMap(({ items }) => items.map(({ id }) => id));
    assert.equal(new Set(ids).size, ids.length);
  });

  it('has every item that a rule answers', () => {
    const ids = new Set(CHECKLIST.flatMap(({ items }) => items.map(({ id }) => id)));
    for (const { id, checklist } of RULES) {
      for (const item of checklist) assert.ok(ids.has(item), `${id} names ${item}`);
    }
  });

  it('is answered by what the files show, with the place', async () => {
    const item = await itemOf({ 'nginx.conf': TWO }, 'load-balancing-failover');
    assert.equal(item.found, 'yes');
    assert.deepEqual(
      item.evidence.map(({ path, line }) => `${path}:${line}`),
      ['nginx.conf:0'],
    );
    assert.ok(isDone(item));
  });

  it('is answered no by findings, and by nothing where nothing is', async () => {
    const twice = await itemOf({ 'nginx.conf': TWICE }, 'load-balancing-failover');
    assert.equal(twice.found, 'no');
    assert.match(twice.evidence[0]?.message ?? '', /nginx\/upstream-duplicate-server/);
    const none = await itemOf({ 'nginx.conf': 'events {}\n' }, 'load-balancing-failover');
    assert.equal(none.found, null);
    assert.ok(!isDone(none));
  });

  it('says that every container requests what it needs only where every one does', async () => {
    const deployment = (name: string, requests: string) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec: { containers: [{ name: ${name}, image: 'example/${name}:1'${requests} }] }
`;
    const full = ', resources: { requests: { cpu: 100m, memory: 64Mi } }';
    const api = deployment('api', full);
    const some = { 'api.yaml': api, 'web.yaml': deployment('web', '') };
    const partly = await itemOf(some, 'resource-requests');
    assert.equal(partly.found, 'partly');
    assert.equal(partly.says, '1 of 2 workloads requests CPU and memory; web does not');
    assert.deepEqual(
      partly.evidence.map(({ path, message }) => [path, message]),
      [
        ['web.yaml', 'web: the container web requests no CPU and no memory'],
        ['api.yaml', 'api: each container requests CPU and memory'],
      ],
    );
    assert.ok(!isDone(partly));
    assert.equal((await itemOf({ 'api.yaml': api }, 'resource-requests')).found, 'yes');
  });

  it('takes nothing as there that a template may leave out', async () => {
    const hpa = `{{- if .Values.autoscaling.enabled }}
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: api }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: api }
  minReplicas: 3
  maxReplicas: 10
  metrics:
    - type: Resource
      resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } }
{{- end }}
`;
    const files = { 'chart/Chart.yaml': 'name: api\n', 'chart/templates/hpa.yaml': hpa };
    assert.notEqual((await itemOf(files, 'autoscaling-targets')).found, 'yes');
    assert.equal(
      (await itemOf({ 'hpa.yaml': hpa.replace(/\{\{.*\n/g, '') }, 'autoscaling-targets')).found,
      'yes',
    );
  });

  it('keeps a person’s answer beside what the workspace says', async () => {
    const files = {
      'nginx.conf': TWICE,
      'headroom-checklist.yaml': 'load-balancing-failover: yes\n',
    };
    const item = await itemOf(files, 'load-balancing-failover');
    assert.deepEqual([item.ticked, item.found], ['yes', 'no']);
  });
});

describe('headroom-checklist.yaml', () => {
  it('keeps comments and order when an item is answered and taken back', () => {
    const text = '# ours\ncdn: yes # CloudFront\nprofile: no\n';
    const ticked = withTick(text, 'indexes', 'not-applicable');
    assert.equal(ticked, '# ours\ncdn: yes # CloudFront\nprofile: no\nindexes: not-applicable\n');
    assert.equal(withTick(ticked, 'indexes', null), text);
  });

  it('keeps why somebody says so beside the answer, and takes it back with it', () => {
    const text = withTick('indexes: yes\n', 'cdn', 'not-applicable', 'two countries,\n one region');
    assert.equal(text, 'indexes: yes\ncdn: not-applicable # two countries, one region\n');
    assert.deepEqual([...readTicks(text).reasons], [['cdn', 'two countries, one region']]);
    assert.equal(withTick(text, 'cdn', null), 'indexes: yes\n');
    assert.equal(withTick(text, 'cdn', 'yes'), 'indexes: yes\ncdn: yes\n');
  });

  it('begins with what it is', () => {
    const text = withTick('', 'cdn', 'yes');
    assert.match(text, /^# Answers to Headroom/);
    assert.deepEqual([...readTicks(text).ticks], [['cdn', 'yes']]);
    assert.deepEqual([...readTicks(withTick(text, 'cdn', null)).ticks], []);
  });

  it('says what it cannot use, with the nearest name, and uses the rest', () => {
    const { ticks, problems } = readTicks('cdm: yes\ncdn: perhaps\nprofile: true\n');
    assert.deepEqual([...ticks], [['profile', 'yes']]);
    assert.deepEqual(
      problems.map(({ at }) => at),
      [span(0, 3), span(14, 21)],
    );
    assert.match(problems[0]?.message ?? '', /did you mean "cdn"/);
    for (const text of ['- a', '[', 'a: [', '\u0000', ': :']) readTicks(text);
  });

  it('is told in its file, in the editor and in a review, what cannot be used', async () => {
    const ticks = 'cdn: yes\nprofil: no\n';
    const service = createService(memoryPorts(new Map([['headroom-checklist.yaml', ticks]])));
    const { output, uris } = await service.review(
      [ROOT],
      { base: ROOT, only: [] },
      NEVER_CANCELLED,
    );
    const [file] = output.files;
    assert.deepEqual(
      [
        file?.path,
        file?.language,
        file?.findings.map(({ rule, range }) => [rule, range.start.line]),
      ],
      ['headroom-checklist.yaml', 'configuration', [['headroom/configuration', 1]]],
    );
    const [uri = ''] = uris;
    const { items } = await service.diagnostics(uri, NEVER_CANCELLED);
    assert.match(String(items[0]?.message), /did you mean "profile"/);
    const opened = service.onDidChange(() => {});
    service.open({ uri, languageId: 'yaml', version: 1, text: 'cdn: yes\n' });
    await service.checklist(ROOT);
    assert.deepEqual((await service.diagnostics(uri, NEVER_CANCELLED)).items, []);
    opened();
  });
});
