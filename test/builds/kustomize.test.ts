import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { kustomizations } from '../../src/service/builds/kustomize';
import { type DataNode, nodeAt, plainOf, textOf } from '../../src/service/syntax/data-node';
import { memorySources } from './files';

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 2
  template:
    spec:
      containers:
        - name: log
          image: logger:1
        - name: web
          image: shop/web:1.0
          ports:
            - containerPort: 8080
          envFrom:
            - configMapRef:
                name: settings
`;
const HPA = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  minReplicas: 1
  maxReplicas: 4
`;
const BASE = {
  'base/kustomization.yaml': 'resources: [web.yaml, hpa.yaml]\n',
  'base/web.yaml': DEPLOYMENT,
  'base/hpa.yaml': HPA,
};

function build(files: Readonly<Record<string, string>>, folder = 'prod') {
  const sources = memorySources({ ...BASE, ...files });
  const roots = kustomizations.find(sources);
  const root = roots.find((each) => each.root === folder) ?? {
    id: folder,
    kind: 'kustomize' as const,
    root: folder,
    environment: { name: null, class: 'unknown' as const, qualifier: null },
    files: [],
    limits: [],
  };
  return kustomizations.evaluate(sources, root).build;
}

function find(documents: readonly DataNode[], kind: string): DataNode {
  return documents.find((node) => textOf(nodeAt(node, ['kind'])) === kind) ?? assert.fail(kind);
}

function trailAt(node: DataNode, ...steps: (string | number)[]): readonly string[] {
  return nodeAt(node, steps)?.trail.map(({ uri, path, how }) => `${uri}${path} ${how}`) ?? [];
}

describe('kustomizations that include each other', () => {
  const ids = (files: Readonly<Record<string, string>>) =>
    kustomizations.find(memorySources(files)).map(({ root }) => root);
  const including = (...names: readonly string[]) => `resources: [${names.join(', ')}]\n`;

  it('are built once, and say so', () => {
    const round = {
      'a/kustomization.yaml': including('../b'),
      'b/kustomization.yaml': including('../c'),
      'c/kustomization.yaml': including('../a'),
    };
    assert.deepEqual(ids(round), ['a']);
    assert.deepEqual(build(round, 'a').limits, ['a includes itself']);
    assert.deepEqual(ids({ 'a/kustomization.yaml': including('.') }), ['a']);
  });

  it('are no builds of their own where another leads to them, nor is what only they include', () => {
    const files = {
      'a/kustomization.yaml': including('../b'),
      'b/kustomization.yaml': including('../a', '../base'),
      'base/kustomization.yaml': 'resources: []\n',
      'prod/kustomization.yaml': including('../b'),
    };
    assert.deepEqual(ids(files), ['prod']);
  });
});

describe('builds: kustomize', () => {
  it('lays a strategic patch over a base, items of lists by their keys', () => {
    const { id, documents, closed, layers } = build({
      'prod/kustomization.yaml': 'resources: [../base]\npatches:\n  - path: web.yaml\n',
      'prod/web.yaml':
        'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  replicas: null\n  template:\n    spec:\n      containers:\n        - name: web\n          image: shop/web:2.0\n          ports:\n            - {containerPort: 9090, name: metrics}\n        - name: log\n          $patch: delete\n',
    });
    const web = find(documents, 'Deployment');
    assert.deepEqual(plainOf(nodeAt(web, ['spec']) ?? assert.fail()), {
      template: {
        spec: {
          containers: [
            {
              name: 'web',
              image: 'shop/web:2.0',
              ports: [{ containerPort: 9090, name: 'metrics' }, { containerPort: 8080 }],
              envFrom: [{ configMapRef: { name: 'settings' } }],
            },
          ],
        },
      },
    });
    assert.equal(id, 'kustomize:prod@prod');
    assert.ok(closed);
    assert.deepEqual(layers, [
      'base/web.yaml',
      'base/hpa.yaml',
      'base/kustomization.yaml',
      'prod/web.yaml',
      'prod/kustomization.yaml',
    ]);
    assert.deepEqual(trailAt(web, 'spec', 'template', 'spec', 'containers', 0, 'image'), [
      'file:///prod/web.yaml/0/spec/template/spec/containers/0/image patched',
    ]);
  });

  it('says of a value of a patch that stands in the kustomization where in it', () => {
    const { documents } = build({
      'prod/kustomization.yaml':
        'resources: [../base]\npatches:\n  - target: {kind: HorizontalPodAutoscaler, name: w.*}\n    patch: |\n      - op: replace\n        path: /spec/maxReplicas\n        value: 16\n',
    });
    const hpa = find(documents, 'HorizontalPodAutoscaler');
    assert.equal(textOf(nodeAt(hpa, ['spec', 'maxReplicas'])), '16');
    assert.deepEqual(trailAt(hpa, 'spec', 'maxReplicas'), [
      'file:///prod/kustomization.yaml/0/patches/0/patch#/0/0/value patched',
    ]);
  });

  it('renames, and follows names into what uses them', () => {
    const { documents } = build({
      'prod/kustomization.yaml':
        'resources: [../base]\nnamePrefix: eu-\nnamespace: shop\nreplicas: [{name: web, count: 5}]\nimages: [{name: shop/web, newTag: "3"}]\nconfigMapGenerator:\n  - name: settings\n    literals: [POOL=10]\n',
    });
    const web = find(documents, 'Deployment');
    const spec = ['spec', 'template', 'spec', 'containers', 1];
    assert.equal(textOf(nodeAt(web, ['metadata', 'name'])), 'eu-web');
    assert.equal(textOf(nodeAt(web, ['metadata', 'namespace'])), 'shop');
    assert.equal(textOf(nodeAt(web, ['spec', 'replicas'])), '5');
    assert.equal(textOf(nodeAt(web, [...spec, 'image'])), 'shop/web:3');
    const settings = find(documents, 'ConfigMap');
    const name = textOf(nodeAt(settings, ['metadata', 'name'])) ?? '';
    assert.match(name, /^eu-settings-[a-z0-9]{10}$/);
    assert.equal(textOf(nodeAt(web, [...spec, 'envFrom', 0, 'configMapRef', 'name'])), name);
    const hpa = find(documents, 'HorizontalPodAutoscaler');
    assert.equal(textOf(nodeAt(hpa, ['spec', 'scaleTargetRef', 'name'])), 'eu-web');
    assert.deepEqual(trailAt(web, 'spec', 'replicas'), [
      'file:///prod/kustomization.yaml/0/replicas/0/count replaced',
    ]);
  });

  it('applies components to what includes them, after its resources and generators', () => {
    const { documents } = build({
      'prod/kustomization.yaml': 'resources: [../base]\ncomponents: [../more]\n',
      'more/kustomization.yaml':
        'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nreplicas: [{name: web, count: 9}]\n',
    });
    assert.equal(textOf(nodeAt(find(documents, 'Deployment'), ['spec', 'replicas'])), '9');
  });

  it('copies values by replacements and vars', () => {
    const { documents } = build({
      'prod/kustomization.yaml':
        'resources: [../base]\nreplacements:\n  - source: {kind: Deployment, name: web, fieldPath: spec.replicas}\n    targets:\n      - select: {kind: HorizontalPodAutoscaler}\n        fieldPaths: [spec.minReplicas]\n',
    });
    const hpa = find(documents, 'HorizontalPodAutoscaler');
    assert.equal(plainOf(nodeAt(hpa, ['spec', 'minReplicas']) ?? assert.fail()), 2);
    assert.deepEqual(trailAt(hpa, 'spec', 'minReplicas'), [
      'file:///base/web.yaml/0/spec/replicas replaced',
      'file:///base/hpa.yaml/0/spec/minReplicas written',
    ]);
  });

  it('says what it could not evaluate, and evaluates the rest', () => {
    const cases: readonly (readonly [string, RegExp])[] = [
      ['resources: [../base, "https://example.com/x?ref=v1"]\n', /example\.com.* elsewhere/],
      ['resources: [../base, missing.yaml]\n', /missing\.yaml is not there/],
      ['resources: [../base, ../prod]\n', /includes itself/],
      ['resources: [../base]\npatches: [{path: gone.yaml}]\n', /gone\.yaml is not there/],
      ['resources: [../base]\nhelmCharts: [{name: redis}]\n', /helmCharts/],
      [
        'resources: [../base]\npatches:\n  - patch: "{apiVersion: apps/v1, kind: Deployment, metadata: {name: nobody}}"\n',
        /meets no Deployment nobody/,
      ],
    ];
    for (const [text, why] of cases) {
      const { documents, closed, limits } = build({ 'prod/kustomization.yaml': text });
      assert.equal(documents.length, 2, text);
      assert.equal(closed, false, text);
      assert.match(limits.join('\n'), why);
    }
  });

  it('matches names by expressions of any kind in time that grows with them', () => {
    const hostile = `(${'a?'.repeat(30)})+${'a'.repeat(30)}`;
    const targets = (name: string) =>
      `resources: [../base]\npatches:\n  - target: { kind: Deployment, name: '${name}' }\n    patch: '[{op: replace, path: /spec/replicas, value: 7}]'\n`;
    const replicas = (name: string) => {
      const built = build({ 'prod/kustomization.yaml': targets(name) });
      return [
        textOf(nodeAt(find(built.documents, 'Deployment'), ['spec', 'replicas'])),
        built.limits.join('\n'),
      ];
    };
    assert.deepEqual(replicas('(?i)WE[a-b]|x'), ['7', '']);
    assert.deepEqual(replicas('we'), ['2', '']);
    assert.deepEqual(replicas(hostile), ['2', '']);
    for (const unjudged of ['(?=web)web', 'web(']) {
      const [count, why] = replicas(unjudged);
      assert.equal(count, '2');
      assert.match(why ?? '', /the expression "[^"]+" is not evaluated/);
    }
    const { limits } = build({
      'prod/kustomization.yaml':
        'resources: [../base]\nimages: [{ name: "(", newTag: "2" }]\nreplacements:\n  - sourceValue: x\n    targets: [{ select: { kind: Deployment }, fieldPaths: ["spec.template.spec.containers.[name=(].image"] }]\n',
    });
    assert.equal(limits.length, 2, limits.join('\n'));
  });

  it('does not tell how a list is merged where a schema of the user says it', () => {
    const patch =
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n' +
      'spec: {replicas: 3, template: {spec: {containers: [{name: web, image: x}]}}}\n';
    const { documents, closed, limits } = build({
      'prod/kustomization.yaml':
        'resources: [../base]\nopenapi: {path: schema.json}\npatches: [{path: patch.yaml}]\n',
      'prod/patch.yaml': patch,
      'prod/schema.json': '{}',
    });
    const web = find(documents, 'Deployment');
    assert.equal(textOf(nodeAt(web, ['spec', 'replicas'])), '3');
    assert.equal(nodeAt(web, ['spec', 'template', 'spec', 'containers'])?.kind, 'unknown');
    assert.equal(closed, false);
    assert.match(limits.join('\n'), /openapi of prod/);
  });

  it('knows no more than who an object is where a plugin may change it', () => {
    const program = 'apiVersion: example.com/v1\nkind: Sizes\nmetadata: {name: sizes}\n';
    for (const files of [{}, { 'prod/plugin.yaml': program }]) {
      const { documents, closed } = build({
        'prod/kustomization.yaml': 'resources: [../base]\ntransformers: [plugin.yaml]\n',
        ...files,
      });
      const hpa = find(documents, 'HorizontalPodAutoscaler');
      assert.equal(textOf(nodeAt(hpa, ['metadata', 'name'])), 'web');
      assert.equal(nodeAt(hpa, ['spec'])?.kind, 'unknown');
      const labels = nodeAt(hpa, ['metadata', 'labels']);
      assert.ok(labels === undefined || labels.kind === 'unknown');
      assert.equal(closed, false);
    }
  });

  it('ends in bounded time where bases fan out without end', () => {
    const files: Record<string, string> = {};
    for (let n = 0; n < 40; n++) {
      files[`k${n}/kustomization.yaml`] = `resources: [../k${n + 1}, ../k${n + 1}]\n`;
    }
    const { closed, limits } = build(files, 'k0');
    assert.equal(closed, false);
    assert.match(limits.join('\n'), /too many folders/);
  });
});
