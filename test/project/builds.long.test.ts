import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import type { BuildOutput } from '../../src/service/contracts/build-output';
import type { OutputFinding } from '../../src/service/contracts/output';
import { NEVER_CANCELLED } from '../../src/service/contracts/ports';
import { fixesOf } from '../support/examples';
import { memoryPorts, ROOT, uriOf } from '../support/memory';

const BASE = {
  'base/kustomization.yaml': 'resources: [hpa.yaml, web.yaml]\n',
  'base/hpa.yaml': `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  minReplicas: 6
  maxReplicas: 24
`,
  'base/web.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: registry.example.com/web:1
          resources: { requests: { cpu: 250m } }
`,
};
const patch = (spec: string) =>
  `apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: web }\nspec:\n${spec}`;

type Files = Readonly<Record<string, string>>;

/** Two overlays that rename, and one that puts the ceiling below the floor of the base. */
const PROJECT: Files = {
  ...BASE,
  'overlays/prod/kustomization.yaml': 'resources: [../../base]\nnamePrefix: prod-\n',
  'overlays/staging/kustomization.yaml': 'resources: [../../base]\nnamePrefix: staging-\n',
  'overlays/eu/kustomization.yaml': 'resources: [../../base]\npatches: [{ path: patch.yaml }]\n',
  'overlays/eu/patch.yaml': patch('  maxReplicas: 4\n'),
};

async function findingsIn(
  files: Files,
): Promise<readonly (OutputFinding & { readonly path: string })[]> {
  const service = createService(memoryPorts(new Map(Object.entries(files))));
  const { output } = await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
  return output.files.flatMap(({ path, findings }) => findings.map((each) => ({ ...each, path })));
}

async function of(rule: string, files: Files) {
  return (await findingsIn(files)).filter((finding) => finding.rule === rule);
}

const FLOOR = 'kubernetes/hpa-min-greater-than-max';
const COUNT = 'kubernetes/hpa-target-replicas-set';

describe('findings of builds', () => {
  it('are one where the cause is one, whatever each overlay calls the object', async () => {
    const { 'overlays/eu/patch.yaml': _, ...rest } = PROJECT;
    const files = { ...rest, 'overlays/eu/kustomization.yaml': 'resources: [../../base]\n' };
    const unset = await of('kubernetes/hpa-behavior-not-set', files);
    assert.deepEqual(
      unset.map(({ path, environments }) => [path, environments]),
      [['base/hpa.yaml', undefined]],
    );
    assert.equal((await of(COUNT, files)).length, 1);
  });

  it('are one where a rule about the system finds one cause in each environment', async () => {
    const migrating = (name: string) =>
      `        - name: ${name}
          image: registry.example.com/web:1
          command: [alembic, upgrade, head]
`;
    const web = `${BASE['base/web.yaml']}      initContainers:\n${migrating('tenants')}${migrating('shop')}`;
    const files: Files = {
      'base/kustomization.yaml': 'resources: [web.yaml]\n',
      'base/web.yaml': web,
      'overlays/prod/kustomization.yaml': 'resources: [../../base]\nnamePrefix: prod-\n',
      'overlays/staging/kustomization.yaml': 'resources: [../../base]\n',
      'overlays/eu/kustomization.yaml':
        'resources: [../../base]\nreplicas: [{ name: web, count: 9 }]\n',
    };
    const found = await of('topology/start-side-effect', files);
    assert.deepEqual(
      found.map(({ path, environments, range }) => [path, range.start.line + 1, environments]),
      [
        ['base/web.yaml', 17, undefined],
        ['base/web.yaml', 20, undefined],
      ],
    );
    const prints = found.map(({ fingerprint }) => fingerprint);
    assert.equal(new Set(prints).size, 2);
  });

  it('are one where a build without an environment belongs to each', async () => {
    const claimed = {
      'cache/kustomization.yaml': 'resources: [claim.yaml, cache.yaml]\n',
      'cache/claim.yaml':
        'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: data }\nspec: { accessModes: [ReadWriteOnce] }\n',
      'cache/cache.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: cache }
spec:
  replicas: 1
  strategy: { type: RollingUpdate }
  selector: { matchLabels: { app: cache } }
  template:
    metadata: { labels: { app: cache } }
    spec:
      volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }]
      containers: [{ name: cache, image: registry.example.com/cache:1 }]
`,
    };
    const files = { ...PROJECT, ...claimed };
    const found = await of('topology/claim-bound-rolling-update', files);
    assert.deepEqual(
      found.map(({ path, range }) => `${path}:${range.start.line + 1}`),
      ['cache/cache.yaml:6'],
    );
  });

  it('name the environments they hold in, and where the value comes from', async () => {
    const [finding, ...more] = await of(FLOOR, PROJECT);
    assert.deepEqual(more, []);
    assert.equal(finding?.path, 'overlays/eu/patch.yaml');
    assert.deepEqual(finding?.trail, [
      { path: 'overlays/eu/patch.yaml', at: '/0/spec/maxReplicas', how: 'patched' },
    ]);
    const one = await of('kubernetes/hpa-behavior-not-set', {
      ...PROJECT,
      'overlays/eu/patch.yaml': patch('  behavior: { scaleDown: { selectPolicy: Max } }\n'),
    });
    assert.deepEqual(
      one.map(({ environments }) => environments),
      [['prod', 'staging']],
    );
  });

  it('keep their fingerprint when their message changes', async () => {
    const [before] = await of(FLOOR, PROJECT);
    const changed = { ...PROJECT, 'overlays/eu/patch.yaml': patch('  maxReplicas: 5 # less\n') };
    const [after] = await of(FLOOR, changed);
    assert.notEqual(after?.message, before?.message);
    assert.equal(after?.fingerprint, before?.fingerprint);
    const all = (await findingsIn(PROJECT)).map(({ fingerprint }) => fingerprint);
    assert.equal(new Set(all).size, all.length);
  });

  it('are suppressed and ignored at any place that the value has passed', async () => {
    const named: Files = {
      ...PROJECT,
      'overlays/prod/kustomization.yaml':
        'resources: [../../base]\nreplicas:\n  - { name: web, count: 2 }\n',
    };
    assert.equal((await of(COUNT, named)).length, 2);
    const comment = '# headroom-disable-next-line kubernetes/hpa-target-replicas-set -- batch\n';
    const quiet = (path: string, line: string) => ({
      ...named,
      [path]: named[path]?.replace(line, `${comment}${line}`) ?? '',
    });
    const atBase = await findingsIn(quiet('base/web.yaml', '  replicas: 3\n'));
    assert.deepEqual(
      atBase.filter(({ rule }) => rule === COUNT).map(({ path }) => path),
      ['overlays/prod/kustomization.yaml'],
    );
    assert.deepEqual(
      atBase.filter(({ rule }) => rule === 'headroom/unused-suppression'),
      [],
    );
    const ignored = await of(COUNT, {
      ...named,
      'headroom.yaml': `root: true\nignore:\n  - { file: base/web.yaml, at: /0/spec/replicas, rule: ${COUNT}, reason: batch }\n`,
    });
    assert.deepEqual(
      ignored.map(({ path }) => path),
      ['overlays/prod/kustomization.yaml'],
    );
  });

  it('have fixes that change no build without the finding', async () => {
    const files = new Map(Object.entries(PROJECT));
    const before = await buildsOf(files);
    let count = 0;
    for (const { rule, path, environments } of await findingsIn(PROJECT)) {
      const mayChange = ({ id, layers }: BuildOutput) =>
        layers.includes(path) && (environments?.some((name) => id.endsWith(`@${name}`)) ?? true);
      for (const { texts, title } of await fixesOf(files, rule)) {
        const after = await buildsOf(texts);
        for (const build of before.filter((each) => !mayChange(each))) {
          const same = after.find(({ id }) => id === build.id);
          assert.deepEqual(same, build, `${title} changes ${build.id}`);
        }
        count++;
      }
    }
    assert.ok(count >= 2);
  });
});

/** Every build with what it applies. */
async function buildsOf(
  files: ReadonlyMap<string, string>,
): Promise<readonly (BuildOutput & { readonly printed: unknown })[]> {
  const service = createService(memoryPorts(new Map(files)));
  const builds = await service.builds(ROOT);
  return Promise.all(
    builds.map(async (build) => ({ ...build, printed: await service.build(ROOT, build.id) })),
  );
}

describe('an edit', () => {
  async function evaluations(path: string, change: (text: string) => string) {
    const files = new Map(Object.entries(PROJECT));
    const service = createService(memoryPorts(files));
    const computed = async () => {
      await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
      return service.counters().queries.get('build') ?? 0;
    };
    const first = await computed();
    files.set(path, change(files.get(path) ?? ''));
    service.fileChanged(uriOf(path));
    return (await computed()) - first;
  }

  it('of an overlay evaluates that overlay, of a base those that include it', async () => {
    assert.equal(await evaluations('overlays/eu/patch.yaml', (text) => text.replace('4', '5')), 1);
    assert.equal(await evaluations('base/hpa.yaml', (text) => text.replace('24', '25')), 3);
  });

  it('of an overlay reads again what it changes, and asks nothing of other builds', async () => {
    const files = new Map(Object.entries(PROJECT));
    const service = createService(memoryPorts(files));
    const counted = async () => {
      await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
      return new Map(service.counters().queries);
    };
    const first = await counted();
    files.set('overlays/eu/patch.yaml', patch('  maxReplicas: 5\n'));
    service.fileChanged(uriOf('overlays/eu/patch.yaml'));
    const second = await counted();
    const more = (name: string) => (second.get(name) ?? 0) - (first.get(name) ?? 0);
    const names = [
      'build',
      'object read',
      'entries of a build',
      'reports about a build',
      'placed reports of a build',
    ];
    assert.deepEqual(
      names.map((name) => [name, more(name)]),
      names.map((name) => [name, 1]),
    );
  });

  it('of a comment evaluates nothing', async () => {
    for (const path of [
      'base/hpa.yaml',
      'overlays/eu/patch.yaml',
      'overlays/eu/kustomization.yaml',
    ]) {
      assert.equal(await evaluations(path, (text) => `# moved\n\n${text}`), 0, path);
    }
  });
});
