import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { helmCharts } from '../../src/service/builds/helm';
import { plainOf } from '../../src/service/syntax/data-node';
import { memorySources } from './files';

type Files = Readonly<Record<string, string>>;

const CHART: Files = {
  'charts/web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 0.1.0\n',
  'charts/web/values.yaml': 'size: 1\nimage: {tag: none, pull: Always}\n',
  'charts/web/values-prod.yaml': 'size: 5\n',
  'charts/web/templates/a.yaml':
    'kind: A\nname: {{ .Release.Name }}/{{ .Release.Namespace }}\nsize: {{ .Values.size }}\ntag: {{ .Values.image.tag }}\n',
};

/** What each build makes, in short: `name size tag`. */
function made(files: Files): Record<string, string> {
  const sources = memorySources({ ...CHART, ...files });
  return Object.fromEntries(
    helmCharts.find(sources).map((root) => {
      const { build } = helmCharts.evaluate(sources, root);
      const [first] = build.documents.map(plainOf) as Record<string, unknown>[];
      const plain = (value: unknown) =>
        typeof value === 'object' ? Object.values(value ?? {}).join() : String(value);
      return [build.id, ['name', 'size', 'tag'].map((key) => plain(first?.[key])).join(' ')];
    }),
  );
}

describe('what a chart is released with', () => {
  it('is what files of values are called after, where nothing says more', () => {
    assert.deepEqual(made({}), { 'helm:charts/web@prod': 'release-name/default 5 none' });
  });

  it('is no environment that only a word stands for', () => {
    const { 'charts/web/values-prod.yaml': _, ...plain } = CHART;
    const files = { ...plain, 'charts/web/values-redis.yaml': 'size: 9\n' };
    const sources = memorySources(files);
    const [root, ...more] = helmCharts.find(sources);
    assert.deepEqual([root?.id, root?.isDefault, more], ['helm:charts/web', true, []]);
    const named = memorySources(files, { blue: ['charts/web/values-redis.yaml'] });
    assert.deepEqual(
      helmCharts.find(named).map(({ id }) => id),
      ['helm:charts/web@blue'],
    );
    const held = memorySources({ ...plain, 'charts/web/environments/eu.yaml': 'size: 9\n' });
    assert.deepEqual(
      helmCharts.find(held).map(({ id }) => id),
      ['helm:charts/web@eu'],
    );
  });

  it('is what a HelmRelease of Flux says', () => {
    const release = (from: string) => `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: front, namespace: shop}
spec:
  chart:
    spec:
      chart: ./charts/web
      sourceRef: {kind: GitRepository, name: all}
  ${from}
  values: {size: 7}
`;
    assert.deepEqual(made({ 'clusters/production/web.yaml': release('interval: 1m') }), {
      'helm:charts/web@production': 'front/shop 7 none',
    });
    assert.deepEqual(
      made({ 'clusters/production/web.yaml': release('valuesFrom: [{kind: ConfigMap, name: c}]') }),
      { 'helm:charts/web@production': 'front/shop 7 values of the ConfigMap c are not read' },
    );
    const elsewhere = release('interval: 1m').replace('GitRepository', 'HelmRepository');
    assert.deepEqual(Object.keys(made({ 'clusters/production/web.yaml': elsewhere })), [
      'helm:charts/web@prod',
    ]);
  });

  it('is what an Application of Argo CD says', () => {
    const application = (helm: string) => `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: web-staging}
spec:
  source:
    path: charts/web
    repoURL: https://git.test/shop.git
    helm:
${helm.replace(/^/gm, '      ')}
  destination: {namespace: shop}
`;
    const id = 'helm:charts/web@staging';
    const all: readonly (readonly [string, string])[] = [
      ['valueFiles: [values-prod.yaml]', 'web-staging/shop 5 none'],
      ['releaseName: front\nvalues: |\n  size: 6\n', 'front/shop 6 none'],
      ['valueFiles: [values-prod.yaml]\nvaluesObject: {size: 8}', 'web-staging/shop 8 none'],
      [
        'valueFiles: [$values/charts/web/values-prod.yaml]\nparameters: [{name: image.tag, value: "7"}]',
        'web-staging/shop 5 7',
      ],
    ];
    for (const [helm, wanted] of all) {
      const found = made({ 'argocd/apps/web.yaml': application(helm) });
      assert.deepEqual(Object.values(found), [wanted], helm);
    }
    assert.deepEqual(
      Object.keys(made({ 'argocd/apps/web.yaml': application('values: "size: 2"') })),
      [id],
    );
  });

  it('is what an ApplicationSet fills in for each element of a list', () => {
    const set = `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: web}
spec:
  generators:
    - list:
        elements:
          - {env: prod, size: "3"}
          - {env: dev, size: "2"}
  template:
    metadata: {name: 'web-{{env}}'}
    spec:
      source:
        path: charts/web
        helm: {parameters: [{name: size, value: '{{ .size }}'}]}
      destination: {namespace: '{{env}}'}
`;
    assert.deepEqual(made({ 'argocd/set.yaml': set }), {
      'helm:charts/web@prod': 'web-prod/prod 3 none',
      'helm:charts/web@dev': 'web-dev/dev 2 none',
    });
  });

  it('is what a helmfile says, once for each environment whose name it fills in', () => {
    const helmfile = `environments:
  prod: {}
  dev: {}
releases:
  - name: front
    namespace: shop
    chart: ./charts/web
    values: ["charts/web/values-{{ .Environment.Name }}.yaml", {image: {tag: a}}]
  - {name: other, chart: ./charts/web, installed: false}
`;
    const files = { 'helmfile.yaml': helmfile, 'charts/web/values-dev.yaml': 'size: 2\n' };
    assert.deepEqual(made(files), {
      'helm:charts/web@prod': 'front/shop 5 a',
      'helm:charts/web@dev': 'front/shop 2 a',
    });
  });

  it('is what a command line says', () => {
    const line = (words: string) => ({
      '.github/workflows/deploy.yml': `jobs:\n  prod:\n    steps:\n      - run: |\n          helm upgrade --install ${words}\n`,
    });
    const all: readonly (readonly [string, Record<string, string>])[] = [
      [
        'front charts/web -n shop \\\n            -f charts/web/values-prod.yaml --set image.tag=$SHA',
        {
          'helm:charts/web@prod': 'front/shop 5 image.tag is given by a command line',
        },
      ],
      [
        'front ./charts/web --values=charts/web/values-prod.yaml --set size=3,image.tag=v1 --wait',
        { 'helm:charts/web@prod': 'front/default 3 v1' },
      ],
      // It is run once for each file that the variable may mean.
      ['front charts/web -f values-$ENV.yaml', { 'helm:charts/web@prod': 'front/default 5 none' }],
      // Nobody can tell which file a run takes: names tell, as without it.
      [
        'front charts/web -f $FILE -f values-$ENV.yaml',
        { 'helm:charts/web@prod': 'release-name/default 5 none' },
      ],
      ['front repository/web', { 'helm:charts/web@prod': 'release-name/default 5 none' }],
    ];
    for (const [words, wanted] of all) assert.deepEqual(made(line(words)), wanted, words);
  });

  it('is what a folded block of a workflow says on several lines', () => {
    const workflow = (mark: string) => ({
      '.github/workflows/deploy.yml': `jobs:
  prod:
    steps:
      - run: ${mark}
          helm upgrade --install front charts/web --namespace shop
          -f charts/web/values-prod.yaml --set image.tag=v2
      - run: helm upgrade --install aside elsewhere/web
`,
    });
    for (const mark of ['>', '>-'])
      assert.deepEqual(made(workflow(mark)), { 'helm:charts/web@prod': 'front/shop 5 v2' }, mark);
  });

  it('is what scripts say with their variables', () => {
    const start = `#!/usr/bin/env bash
ROOT=$(dirname "$0")
CHART_DIR="$ROOT/../charts/web/"
`;
    const files = {
      'charts/web/values-staging.yaml': 'size: 2\n',
      'charts/web/values-training.yaml': 'size: 4\n',
      'bin/production_deploy.sh': `${start}helm upgrade $NAME \\\n  $CHART_DIR --set image.tag=$TAG\n`,
      'bin/staging_deploy.sh': `${start}helm upgrade $NAME $CHART_DIR --values \${CHART_DIR}/values-staging.yaml\n`,
      'bin/training_deploy.sh': `${start}helm upgrade $NAME $CHART_DIR --values \${CHART_DIR}/values-training.yaml\n`,
    };
    const { 'charts/web/values-prod.yaml': _, ...plain } = CHART;
    const tag = 'image.tag is given by a command line';
    assert.deepEqual(made({ ...files, 'charts/web/values-prod.yaml': 'size: 6\n' }), {
      'helm:charts/web@production': `release-name/default 1 ${tag}`,
      'helm:charts/web@staging': 'release-name/default 2 none',
      'helm:charts/web@training': 'release-name/default 4 none',
    });
    // What a function of the script takes by its name, another one takes for the other environments.
    const deploy = `ENVIRONMENT=$1
staging() { helm upgrade front-$BRANCH ./charts/web/. -f charts/web/values-staging.yaml; }
others() { helm upgrade front ./charts/web/. --values ./charts/web/values-"$ENVIRONMENT".yaml; }
`;
    const both = { ...plain, 'charts/web/values-staging.yaml': 'size: 2\n', 'bin/deploy': deploy };
    assert.deepEqual(made({ ...both, 'charts/web/values-prod.yaml': 'size: 6\n' }), {
      'helm:charts/web@prod': 'front/default 6 none',
      'helm:charts/web@staging': 'release-name/default 2 none',
    });
  });

  it('is one build for each release of a chart that several have', () => {
    const helmfile = `releases:
  - {name: orders, chart: ./charts/web, values: [{size: 2}]}
  - {name: users, chart: ./charts/web, values: [{size: 3}]}
`;
    assert.deepEqual(made({ 'deploy/prod/helmfile.yaml': helmfile.replaceAll('./', '../../') }), {
      'helm:charts/web:orders@prod': 'orders/default 2 none',
      'helm:charts/web:users@prod': 'users/default 3 none',
    });
  });

  it('is nobody’s here where a repository publishes charts', () => {
    const { 'charts/web/values-prod.yaml': _, ...plain } = CHART;
    const files = {
      ...plain,
      'charts/db/Chart.yaml': 'apiVersion: v2\nname: db\nversion: 0.1.0\n',
      '.github/workflows/release.yml': 'steps: [{uses: helm/chart-releaser-action@v1}]\n',
    };
    const flags = (some: Files) =>
      helmCharts.find(memorySources(some)).map(({ isPublished }) => isPublished === true);
    assert.deepEqual(flags(files), [true, true]);
    assert.deepEqual(flags({ ...files, '.github/workflows/release.yml': '' }), [false, false]);
  });

  it('leaves out a file of values that is not there where Argo CD is told to', () => {
    const application = (more: string) => `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: front-prod}
spec:
  source:
    path: charts/web
    helm:
      releaseName: front
      valueFiles: [values-prod.yaml, values-prod-eu.yaml]
${more}`;
    const limits = (more: string) => {
      const sources = memorySources({ ...CHART, 'argocd/front.yaml': application(more) });
      return helmCharts.find(sources).map((root) => helmCharts.evaluate(sources, root).build);
    };
    const [open] = limits('');
    assert.deepEqual(open?.limits, ['charts/web/values-prod-eu.yaml is not read']);
    const [closed] = limits('      ignoreMissingValueFiles: true\n');
    assert.deepEqual(closed?.limits, []);
    assert.ok(!closed?.layers.includes('charts/web/values-prod-eu.yaml'));
    assert.ok(closed?.layers.includes('charts/web/values-prod.yaml'));
  });

  it('is the chart that takes another along from beside it, and not that one by itself', () => {
    const files = {
      'deploy/shop/Chart.yaml':
        'apiVersion: v2\nname: shop\nversion: 0.1.0\ndependencies:\n  - {name: web, version: 0.1.0, repository: "file://../web"}\n',
      'deploy/shop/values-prod.yaml': 'web: {size: 7}\n',
      'deploy/web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 0.1.0\n',
      'deploy/web/values.yaml': 'size: 1\n',
      'deploy/web/templates/a.yaml': 'kind: A\nsize: {{ .Values.size }}\n',
    };
    const ids = (more: Files) =>
      helmCharts.find(memorySources({ ...files, ...more })).map(({ id }) => id);
    assert.deepEqual(ids({}), ['helm:deploy/shop@prod']);
    // Released by itself too, it is both.
    assert.deepEqual(ids({ 'deploy/web/values-staging.yaml': 'size: 2\n' }), [
      'helm:deploy/shop@prod',
      'helm:deploy/web@staging',
    ]);
    assert.deepEqual(ids({ 'bin/install.sh': 'helm install web ../deploy/web\n' }), [
      'helm:deploy/shop@prod',
      'helm:deploy/web',
    ]);
  });
});
