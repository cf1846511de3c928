import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import { createService } from '../../src/service';
import { composeFiles } from '../../src/service/builds/compose';
import { manifests } from '../../src/service/builds/manifests';
import { ASSUMED_RELEASE } from '../../src/service/contracts/build';
import { NEVER_CANCELLED, type Ports } from '../../src/service/contracts/ports';
import { defineRule, type Rule } from '../../src/service/contracts/rule';
import { nginxDetector } from '../../src/service/languages/nginx/detect';
import { RULES } from '../../src/service/rules';
import { memoryPorts, ROOT, uriOf } from '../support/memory';

const TWICE = 'upstream api {\n  server 10.0.0.1:80;\n  server 10.0.0.1:80;\n}\n';
const OTHER = 'upstream other {\n  server 10.0.0.1:80;\n  server 10.0.0.1:80;\n}\n';
const HPA = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: api }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: api }
  minReplicas: 3
  maxReplicas: 10
`;
const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: { name: api }
spec:
  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: { app: api } }
    spec: { containers: [{ name: web, image: 'example/web:1' }] }
`;
const FOUND = 'nginx/upstream-duplicate-server';
const INTERNAL = 'headroom/internal';

const PLANTED = {
  since: '0.1.0',
  status: 'stable',
  severity: 'warning',
  title: 'Planted',
  summary: 'Nothing; it fails.',
  citations: [],
  practices: [],
  checklist: [],
  fixes: ['safe'],
  needs: [],
  defersTo: [],
} as const;

function serviceOf(
  files: Readonly<Record<string, string>>,
  planted: readonly Rule[] = [],
  change: (ports: Ports) => Ports = (ports) => ports,
) {
  const logged: string[] = [];
  const ports = {
    ...memoryPorts(new Map(Object.entries(files))),
    log: (line: string) => void logged.push(line),
  };
  return { service: createService(change(ports), [...RULES, ...planted]), logged };
}

async function reviewed(service: ReturnType<typeof createService>, only: readonly string[] = []) {
  const { output } = await service.review([ROOT], { base: ROOT, only }, NEVER_CANCELLED);
  return output.files.flatMap(({ path, findings }) =>
    findings.map(({ rule, message }) => ({ path, rule, message })),
  );
}

describe('a part that throws costs only itself', () => {
  it('a rule: it is named at the file, the log has what a report needs, all else is reviewed', async () => {
    const broken = defineRule({
      ...PLANTED,
      id: 'nginx/planted',
      scope: 'document',
      check: ({ nginx }) => {
        if (nginx.upstreams.some(({ name }) => String(name) === 'x')) return;
        throw new TypeError('planted');
      },
    });
    const { service, logged } = serviceOf({ 'a.conf': TWICE, 'b.yaml': HPA, 'c.conf': OTHER }, [
      broken,
    ]);
    const found = await reviewed(service);
    const internal = found.filter(({ rule }) => rule === INTERNAL);
    assert.deepEqual(
      internal.map(({ path }) => path),
      ['a.conf', 'c.conf'],
    );
    assert.match(internal[0]?.message ?? '', /rule nginx\/planted/);
    assert.deepEqual(
      found.filter(({ rule }) => rule === FOUND).map(({ path }) => path),
      ['a.conf', 'c.conf'],
    );
    assert.ok(found.some(({ path }) => path === 'b.yaml'));
    assert.equal(logged.length, 2);
    assert.match(
      logged[0] ?? '',
      /rule nginx\/planted \| a\.conf \| TypeError: planted \| at .*isolation\.alone\./,
    );
    assert.ok(logged.every((line) => !line.includes('\n')));
    const text = { uri: uriOf('a.conf'), languageId: 'nginx', version: 1, text: `${TWICE}\n` };
    service.open(text);
    const { items } = await service.diagnostics(text.uri, NEVER_CANCELLED);
    assert.ok(
      items.some(({ code }) => code === INTERNAL) && items.some(({ code }) => code === FOUND),
    );
  });

  it('a rule that nobody asked for is not told of', async () => {
    const broken = defineRule({
      ...PLANTED,
      id: 'nginx/planted',
      scope: 'document',
      check: () => {
        throw new TypeError('planted');
      },
    });
    const { service } = serviceOf({ 'a.conf': TWICE }, [broken]);
    assert.deepEqual(
      (await reviewed(service, [FOUND])).map(({ rule }) => rule),
      [FOUND],
    );
    assert.deepEqual(
      (await reviewed(service, ['nginx/planted'])).map(({ rule }) => rule),
      [INTERNAL],
    );
  });

  it('a rule about configurations of several files', async () => {
    const broken = defineRule({
      ...PLANTED,
      id: 'nginx/planted',
      scope: 'document',
      check: () => {
        throw new TypeError('planted');
      },
    });
    const main = 'events {}\nhttp {\n  include conf.d/*.conf;\n}\n';
    const { service } = serviceOf({ 'nginx.conf': main, 'conf.d/a.conf': TWICE }, [broken]);
    const found = await reviewed(service);
    assert.equal(
      found.filter(({ rule, path }) => rule === INTERNAL && path === 'nginx.conf').length,
      1,
    );
    assert.ok(found.some(({ rule }) => rule === FOUND));
  });

  it('a rule about the project', async () => {
    const broken = defineRule({
      ...PLANTED,
      id: 'topology/planted',
      scope: 'project',
      check: () => {
        throw new TypeError('planted');
      },
    });
    const { service, logged } = serviceOf({ 'a.conf': TWICE, 'b.yaml': HPA }, [broken]);
    const found = await reviewed(service);
    const internal = found.filter(({ rule }) => rule === INTERNAL);
    assert.deepEqual(
      internal.map(({ path }) => path),
      ['a.conf'],
    );
    assert.match(internal[0]?.message ?? '', /rule topology\/planted/);
    assert.ok(found.some(({ rule }) => rule === FOUND));
    assert.equal(logged.length, 1);
  });

  it('a fix: its finding is reported, beside what failed', async () => {
    const broken = defineRule({
      ...PLANTED,
      id: 'nginx/planted',
      scope: 'document',
      check: (_, report) =>
        report({
          at: { at: { start: 0, end: 8 }, path: '' },
          message: 'Here.',
          fixes: () => {
            throw new TypeError('planted');
          },
        }),
    });
    const { service } = serviceOf({ 'a.conf': TWICE }, [broken]);
    const rules = (await reviewed(service)).map(({ rule }) => rule);
    for (const rule of ['nginx/planted', INTERNAL, FOUND]) assert.ok(rules.includes(rule), rule);
    const { texts } = await service.fix([ROOT], { unsafe: true, only: [] }, NEVER_CANCELLED);
    assert.ok(texts.has(uriOf('a.conf')), 'the other fixes are made');
    service.open({ uri: uriOf('a.conf'), languageId: 'nginx', version: 1, text: TWICE });
    const range = { start: { line: 0, character: 0 }, end: { line: 3, character: 0 } };
    const actions = await service.codeActions(uriOf('a.conf'), range, undefined, NEVER_CANCELLED);
    assert.ok(actions.length > 0);
  });

  it('a reader: the file is told of, the others are reviewed', async () => {
    const { service } = serviceOf({ 'a.conf': TWICE, 'b.yaml': HPA });
    const detect = mock.method(nginxDetector, 'detect', ({ path }: { path: string }) => {
      if (path === 'a.conf') throw new TypeError('planted');
      return false;
    });
    try {
      const found = await reviewed(service);
      assert.deepEqual(
        found.filter(({ rule }) => rule === INTERNAL).map(({ path }) => path),
        ['a.conf'],
      );
      assert.ok(found.some(({ path }) => path === 'b.yaml'));
    } finally {
      detect.mock.restore();
    }
  });

  it('a language: its file is told of, the others are reviewed', async () => {
    const group = 'resource "aws_autoscaling_group" "web" {\n  min_size = 1\n  max_size = 2\n}\n';
    const { service, logged } = serviceOf({ 'a.conf': TWICE, 'web.tf': group }, [], (ports) => ({
      ...ports,
      assets: {
        load: async (name) => {
          if (name.includes('hcl')) throw new TypeError('planted');
          return ports.assets.load(name);
        },
      },
    }));
    const { output } = await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
    const told = output.files.find(({ path }) => path === 'web.tf');
    assert.equal(told?.skipped, 'an internal error');
    assert.deepEqual(
      told?.findings.map(({ rule }) => rule),
      [INTERNAL],
    );
    assert.ok(output.files.some(({ path, findings }) => path === 'a.conf' && findings.length > 0));
    assert.match(logged[0] ?? '', /web\.tf \| TypeError: planted/);
  });

  it('the reading of builds: the file is told of, the others are reviewed', async () => {
    const rolls = 'kind: Deployment\napiVersion: apps/v1\nmetadata: { name: web }\n';
    const { service, logged } = serviceOf({
      'a.conf': TWICE,
      'k/web.yaml': rolls,
      'k/b.yaml': HPA,
    });
    const find = mock.method(manifests, 'find', () => {
      throw new TypeError('planted');
    });
    try {
      const found = await reviewed(service);
      const internal = found.filter(({ rule }) => rule === INTERNAL);
      assert.equal(internal.length, 1);
      assert.match(internal[0]?.message ?? '', /the builds of manifests/);
      assert.ok(found.some(({ rule }) => rule === FOUND));
      assert.equal(logged.length, 1);
    } finally {
      find.mock.restore();
    }
  });

  it('the evaluation of one build: the others are evaluated', async () => {
    const services = (image: string) => `services:\n  web:\n    image: ${image}\n`;
    const { service, logged } = serviceOf({
      'a.conf': TWICE,
      'one/compose.yaml': services('a'),
      'two/compose.yaml': services('b'),
    });
    const { evaluate } = composeFiles;
    const mocked = mock.method(
      composeFiles,
      'evaluate',
      (...[sources, root]: Parameters<typeof evaluate>) => {
        if (root.root.startsWith('one/')) throw new TypeError('planted');
        return evaluate(sources, root);
      },
    );
    try {
      const found = await reviewed(service);
      const internal = found.filter(({ rule }) => rule === INTERNAL);
      assert.deepEqual(
        internal.map(({ message }) => /stopped (.*) in this file/.exec(message)?.[1]),
        ['the build compose:one/compose.yaml'],
      );
      assert.ok(found.some(({ rule }) => rule === FOUND));
      assert.match(logged[0] ?? '', /one\/compose\.yaml \| TypeError: planted/);
      const all = await service.builds(ROOT);
      assert.ok(all.some(({ id }) => id.includes('two')));
    } finally {
      mocked.mock.restore();
    }
  });

  it('a relation of the system: it is told once, and rules that do not ask it report', async () => {
    const { service, logged } = serviceOf({ 'a.conf': TWICE, 'b.yaml': DEPLOYMENT });
    const { startsWith } = String.prototype;
    // Only the relation of the workloads of Kubernetes asks whether a chart has given the name.
    const asked = mock.method(
      String.prototype,
      'startsWith',
      function (this: string, ...args: Parameters<typeof startsWith>) {
        if (args[0] === `${ASSUMED_RELEASE}-`) throw new TypeError('planted');
        return startsWith.apply(this, args);
      },
    );
    try {
      const found = await reviewed(service);
      const internal = found.filter(({ rule }) => rule === INTERNAL);
      assert.equal(internal.length, 1);
      assert.match(internal[0]?.message ?? '', /the join of files \(workloads of a build\)/);
      assert.ok(found.some(({ rule }) => rule === FOUND));
      // What rests on it fails with it, which is not told again.
      assert.equal(logged.length, 1);
    } finally {
      asked.mock.restore();
    }
  });

  it('a view: the others answer', async () => {
    // Only the checklist asks a rule which of its items it answers.
    const planted = {
      ...defineRule({ ...PLANTED, id: 'nginx/planted', scope: 'document', check() {} }),
      get checklist(): never {
        throw new TypeError('planted');
      },
    };
    const { service, logged } = serviceOf({ 'a.conf': TWICE }, [planted]);
    await assert.rejects(service.checklist(ROOT), /the checklist stopped with an internal error/);
    assert.match(logged[0] ?? '', /the checklist \| .* \| TypeError: planted/);
    assert.deepEqual((await service.capacity(ROOT)).budgets, []);
    assert.ok((await reviewed(service)).some(({ rule }) => rule === FOUND));
  });
});
