import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createService } from '../../src/service';
import { NEVER_CANCELLED } from '../../src/service/contracts/ports';
import type { HeadroomService } from '../../src/service/contracts/service';
import { memoryPorts, ROOT, uriOf } from '../support/memory';

const ALL = { base: ROOT, only: [] };
const DUPLICATE = 'nginx/upstream-duplicate-server';
const twice = (address: string) =>
  `upstream api {\n  server ${address};\n  server ${address};\n}\n`;
const off = `root: true\nrules: { ${DUPLICATE}: off }\n`;

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: { name: api }
spec:
  replicas: 3
  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: { app: api } }
    spec: { containers: [{ name: web, image: 'example/web:1' }] }
`;
const HPA = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: api }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: api }
  minReplicas: 3
  maxReplicas: 10
`;

/** A project, one within it, and one within that; the inner two judge differently. */
function twoLevels(): Map<string, string> {
  return new Map([
    ['headroom.yaml', 'root: true\n'],
    ['nginx.conf', twice('10.0.0.1')],
    ['k8s/hpa.yaml', HPA],
    ['inner/headroom.yaml', off],
    ['inner/nginx.conf', twice('10.0.0.2')],
    ['inner/k8s/deployment.yaml', DEPLOYMENT],
    ['inner/deep/headroom.yaml', 'root: true\n'],
    ['inner/deep/nginx.conf', twice('10.0.0.3')],
  ]);
}

function serviceOver(files: Map<string, string>): HeadroomService {
  return createService(memoryPorts(files));
}

/** `path rule` of each finding of a rule, or of all. */
async function found(
  service: HeadroomService,
  where = ROOT,
  only: readonly string[] = [DUPLICATE],
) {
  const { output } = await service.review([where], { base: ROOT, only }, NEVER_CANCELLED);
  return output.files.flatMap(({ path, findings }) =>
    findings.map(({ rule }) => `${path} ${rule}`),
  );
}

async function pathsOf(service: HeadroomService, where = ROOT) {
  const { output } = await service.review([where], ALL, NEVER_CANCELLED);
  return output.files.map(({ path }) => path);
}

describe('a project within a project', () => {
  it('is reviewed with the folder around it, each file once and in its own project', async () => {
    const service = serviceOver(twoLevels());
    assert.deepEqual(await found(service), [
      `inner/deep/nginx.conf ${DUPLICATE}`,
      `nginx.conf ${DUPLICATE}`,
    ]);
    assert.deepEqual(await pathsOf(service), [...twoLevels().keys()].sort());
    for (const path of twoLevels().keys()) {
      const parses = service.counters().parses.get(`${uriOf(path)}@0`) ?? 0;
      assert.ok(parses <= 1, `${path} was parsed ${parses} times`);
    }
  });

  it('is reviewed alone from within, and by one of its files', async () => {
    const service = serviceOver(twoLevels());
    assert.deepEqual((await pathsOf(service, uriOf('inner/deep'))).sort(), [
      'inner/deep/headroom.yaml',
      'inner/deep/nginx.conf',
    ]);
    assert.deepEqual(await pathsOf(service, uriOf('inner/nginx.conf')), ['inner/nginx.conf']);
    assert.deepEqual(await found(service, uriOf('inner/nginx.conf')), []);
  });

  it('is joined with nothing around it', async () => {
    const replicas = 'kubernetes/hpa-target-replicas-set';
    const files = twoLevels();
    assert.deepEqual(await found(serviceOver(files), ROOT, [replicas]), []);
    files.set('inner/headroom.yaml', 'rules: {}\n');
    assert.deepEqual(await found(serviceOver(files), ROOT, [replicas]), [
      `inner/k8s/deployment.yaml ${replicas}`,
    ]);
  });

  it('is reported once where it is named beside the folder around it', async () => {
    const service = serviceOver(twoLevels());
    const uris = [uriOf('inner/deep/nginx.conf'), ROOT];
    const { output } = await service.review(uris, ALL, NEVER_CANCELLED);
    assert.deepEqual(
      output.files.map(({ path }) => path),
      [...twoLevels().keys()].sort(),
    );
  });

  it('is fixed by its own configuration', async () => {
    const service = serviceOver(twoLevels());
    const options = { unsafe: true, only: [DUPLICATE] };
    const { texts } = await service.fix([ROOT], options, NEVER_CANCELLED);
    assert.deepEqual([...texts.keys()].sort(), [
      uriOf('inner/deep/nginx.conf'),
      uriOf('nginx.conf'),
    ]);
  });

  it('keeps its own configuration when one is given for the project around it', async () => {
    const files = twoLevels().set('ci.yml', 'root: true\n');
    const ports = { ...memoryPorts(files), configuration: uriOf('ci.yml') };
    const service = createService(ports);
    assert.ok(!(await found(service)).includes(`inner/nginx.conf ${DUPLICATE}`));
    const named = await found(createService(ports), uriOf('inner/nginx.conf'));
    assert.deepEqual(named, [`inner/nginx.conf ${DUPLICATE}`], 'asked for itself it takes it');
  });

  it('has a root, a checklist and a budget of its own', async () => {
    const files = twoLevels();
    files.set(
      'inner/nginx.conf',
      'upstream api {\n  server a:80;\n  server b:80 max_fails=3;\n}\n',
    );
    const service = serviceOver(files);
    assert.deepEqual(await service.roots(ROOT), [ROOT, uriOf('inner'), uriOf('inner/deep')]);
    assert.deepEqual(await service.roots(uriOf('inner/deep')), [uriOf('inner/deep')]);
    assert.equal((await service.checklist(uriOf('inner'))).root, uriOf('inner'));
    const { groups } = await service.checklist(ROOT);
    const evidence = groups.flatMap(({ items }) => items.flatMap((item) => item.evidence));
    assert.ok(evidence.every(({ path }) => !path.startsWith('inner/')));
  });
});

describe('root: true that comes or goes in an editor', () => {
  const uri = uriOf('inner/headroom.yaml');

  it('in a document that is not saved moves the folder’s files at once', async () => {
    const files = twoLevels().set('inner/headroom.yaml', '');
    const service = serviceOver(files);
    const open = (version: number, text: string) =>
      service.open({ uri, languageId: 'yaml', version, text });
    const before = [
      `inner/deep/nginx.conf ${DUPLICATE}`,
      `inner/nginx.conf ${DUPLICATE}`,
      `nginx.conf ${DUPLICATE}`,
    ];
    assert.deepEqual(await found(service), before);
    open(1, off);
    assert.deepEqual(
      await found(service),
      before.filter((line) => !line.startsWith('inner/nginx')),
    );
    assert.deepEqual(await service.roots(ROOT), [ROOT, uriOf('inner'), uriOf('inner/deep')]);
    open(2, off.replace('true', 'tru'));
    assert.deepEqual(await service.roots(ROOT), [ROOT, uriOf('inner/deep')]);
    service.close(uri);
    assert.deepEqual(await found(service), before);
  });

  it('tells the open documents in that folder', async () => {
    const service = serviceOver(twoLevels());
    const nginx = uriOf('inner/nginx.conf');
    service.open({ uri: nginx, languageId: 'nginx', version: 1, text: twice('10.0.0.2') });
    await found(service);
    const told = new Promise<readonly string[]>((resolve) => service.onDidChange(resolve));
    service.open({ uri, languageId: 'yaml', version: 1, text: 'rules: {}\n' });
    assert.ok((await told).includes(nginx));
    const { items } = await service.diagnostics(nginx, NEVER_CANCELLED);
    assert.ok(items.some(({ code }) => code === DUPLICATE));
  });

  it('while the project is being read is not missed', async () => {
    const files = twoLevels();
    let isFirst = true;
    const service: HeadroomService = createService({
      ...memoryPorts(files),
      yieldNow: async () => {
        if (!isFirst) return;
        isFirst = false;
        files.set('inner/headroom.yaml', 'rules: {}\n');
        service.fileChanged(uri);
      },
    });
    await found(service);
    assert.ok((await found(service)).includes(`inner/nginx.conf ${DUPLICATE}`));
  });

  it('with its folder leaves nothing behind', async () => {
    const files = twoLevels();
    const service = serviceOver(files);
    await found(service);
    for (const path of [...files.keys()]) if (path.startsWith('inner/')) files.delete(path);
    service.fileChanged(uriOf('inner'));
    assert.deepEqual(await service.roots(ROOT), [ROOT]);
    files.set('inner/nginx.conf', twice('10.0.0.9'));
    service.fileChanged(uriOf('inner/nginx.conf'));
    assert.deepEqual(await found(service), [
      `inner/nginx.conf ${DUPLICATE}`,
      `nginx.conf ${DUPLICATE}`,
    ]);
  });
});

/** Whose configuration becomes what, and whether an editor or another program says so. */
const step = fc.record({
  path: fc.constantFrom(
    'headroom.yaml',
    'inner/headroom.yaml',
    'inner/deep/headroom.yaml',
    'k8s/headroom.yaml',
    'inner/k8s/deployment.yaml',
    'k8s/hpa.yaml',
    'nginx.conf',
    'inner/nginx.conf',
  ),
  text: fc.constantFrom('root: true\n', off, 'rules: {}\n', `rules: { ${DUPLICATE}: off }\n`, null),
  way: fc.constantFrom('open', 'close', 'disk'),
  asked: fc.boolean(),
});

it('a project whose bounds were moved says what a fresh one says', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      const files = twoLevels();
      const live = serviceOver(files);
      await found(live);
      for (const [index, { path, text, way, asked }] of steps.entries()) {
        const uri = uriOf(path);
        const isConfiguration = path.endsWith('headroom.yaml');
        const now = isConfiguration
          ? text
          : (twoLevels().get(path) ?? '').replace('10', `1${index}`);
        if (now === null) files.delete(path);
        else files.set(path, now);
        if (way === 'disk' || now === null) {
          live.close(uri);
          live.fileChanged(uri);
        } else {
          live.open({ uri, languageId: '', version: index + 1, text: now });
          if (asked) await live.diagnostics(uri, NEVER_CANCELLED);
          if (way === 'close') live.close(uri);
        }
        if (asked) await live.review([uri], ALL, NEVER_CANCELLED);
      }
      const fresh = serviceOver(files);
      assert.deepEqual(await live.roots(ROOT), await fresh.roots(ROOT));
      const [is, should] = await Promise.all(
        [live, fresh].map((one) => one.review([ROOT], ALL, NEVER_CANCELLED)),
      );
      assert.deepEqual(is, should);
    }),
    { numRuns: 20 },
  );
});
