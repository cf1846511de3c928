import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CONTRIBUTORS } from '../../src/service/builds';
import { yamlOf } from '../../src/service/builds/printed';
import type { Contribution } from '../../src/service/contracts/build';
import { plainOf } from '../../src/service/syntax/data-node';
import { readYaml } from '../../src/service/syntax/yaml';
import { memorySources } from './files';

const object = (kind: string, name: string, rest = '') =>
  `apiVersion: ${kind === 'HorizontalPodAutoscaler' ? 'autoscaling/v2' : 'v1'}\nkind: ${kind}\nmetadata: {name: ${name}}\n${rest}`;
const scaling = (name: string) =>
  object(
    'HorizontalPodAutoscaler',
    name,
    `spec: {scaleTargetRef: {kind: Deployment, name: ${name}}}\n`,
  );

function contributions(
  files: Readonly<Record<string, string>>,
  environments: Readonly<Record<string, readonly string[]>> = {},
): readonly Contribution[] {
  const sources = memorySources(files, environments);
  return CONTRIBUTORS.flatMap((contributor) =>
    contributor.find(sources).map((root) => contributor.evaluate(sources, root)),
  );
}

function layers(
  files: Readonly<Record<string, string>>,
  environments = {},
): Record<string, string> {
  return Object.fromEntries(
    contributions(files, environments).map(({ build }) => [
      build.id,
      `${build.layers.join(' ')}${build.closed ? '' : ' (open)'}`,
    ]),
  );
}

describe('builds: manifests', () => {
  it('takes files that a script completes, but none that a template engine writes', () => {
    const image = (written: string) => `${object('Deployment', 'web')}spec: {image: ${written}}\n`;
    assert.deepEqual(
      layers({
        'k8s/deployment-production.tmpl': image('shop:__IMAGE_TAG__'),
        'k8s/deployment-staging.yaml.template': image('"shop:${TAG}"'),
        'k8s/deployment-test.yaml.tmpl': image('shop:{{ .Tag }}'),
        'web/page.tmpl': '<html>{{ .Title }}</html>\n',
        'docs/apiVersion.tmpl': 'apiVersion: 1\n',
      }),
      {
        'manifests:k8s@production': 'k8s/deployment-production.tmpl',
        'manifests:k8s@staging': 'k8s/deployment-staging.yaml.template',
      },
    );
  });

  it('takes folders by kind as one system, and folders by application one by one', () => {
    assert.deepEqual(
      layers({
        'k8s/hpa/web.yaml': scaling('web'),
        'k8s/deployments/web.yaml': object('Deployment', 'web'),
        'k8s/services/web.yaml': object('Service', 'web'),
      }),
      { 'manifests:k8s': 'k8s/deployments/web.yaml k8s/hpa/web.yaml k8s/services/web.yaml' },
    );
    assert.deepEqual(
      layers({
        'apps/a/web.yaml': object('Deployment', 'web'),
        'apps/b/web.yaml': object('Deployment', 'web'),
      }),
      { 'manifests:apps/a': 'apps/a/web.yaml', 'manifests:apps/b': 'apps/b/web.yaml' },
    );
  });

  it('takes environments side by side as alternatives, each with what they share', () => {
    assert.deepEqual(
      layers({
        'k8s/config.yaml': object('ConfigMap', 'config'),
        'k8s/production/web.yaml': object('Deployment', 'web'),
        'k8s/staging/web.yaml': object('Deployment', 'web'),
      }),
      {
        'manifests:k8s@production': 'k8s/config.yaml k8s/production/web.yaml',
        'manifests:k8s@staging': 'k8s/config.yaml k8s/staging/web.yaml',
      },
    );
    assert.deepEqual(
      layers({
        'k/web-prod.yaml': object('Deployment', 'web'),
        'k/web-dev.yaml': object('Deployment', 'web'),
      }),
      { 'manifests:k@prod': 'k/web-prod.yaml', 'manifests:k@dev': 'k/web-dev.yaml' },
    );
  });

  it('takes files that say their kind or their program beside the environment as one', () => {
    assert.deepEqual(
      layers({
        'k/deployment-prod.yaml': object('Deployment', 'web'),
        'k/hpa-prod.yaml': scaling('web'),
        'k/service-dev.yml': object('Service', 'web'),
        'k/web-deployment.dev.yaml': object('Deployment', 'web'),
        'k/hpa-prod-eu.yaml': object('ConfigMap', 'other'),
      }),
      {
        'manifests:k@prod': 'k/deployment-prod.yaml k/hpa-prod.yaml',
        'manifests:k@prod-eu': 'k/hpa-prod-eu.yaml',
        'manifests:k@dev': 'k/web-deployment.dev.yaml k/service-dev.yml',
      },
    );
    assert.deepEqual(
      layers({
        'k/quota.yaml': object('ResourceQuota', 'all'),
        'k/orders-prod/a.yaml': object('Deployment', 'first'),
        'k/stock-prod/b.yaml': object('Deployment', 'second'),
      }),
      { 'manifests:k@prod': 'k/quota.yaml k/orders-prod/a.yaml k/stock-prod/b.yaml' },
    );
  });

  it('takes tenants that define the same for alternatives, and so what headroom.yaml names', () => {
    const tenants = {
      'k/quota.yaml': object('ResourceQuota', 'all'),
      'k/acme-prod/a.yaml': object('Deployment', 'web').replace('name', 'namespace: acme, name'),
      'k/globex-prod/a.yaml': object('Deployment', 'web').replace('name', 'namespace: glo, name'),
    };
    assert.deepEqual(Object.keys(layers(tenants)), [
      'manifests:k@acme-prod',
      'manifests:k@globex-prod',
    ]);
    const named = { 'prod-a': ['k/a/**'], 'prod-b': ['k/b/**'] };
    const files = {
      'k/quota.yaml': object('ResourceQuota', 'all'),
      'k/a/a.yaml': object('Deployment', 'a'),
      'k/b/b.yaml': object('Deployment', 'b'),
    };
    assert.deepEqual(Object.keys(layers(files, named)), [
      'manifests:k@prod-a',
      'manifests:k@prod-b',
    ]);
  });

  it('keeps what is named after nothing for itself where only development is named', () => {
    assert.deepEqual(
      layers({
        'k/web.yaml': object('Deployment', 'web'),
        'k/dev/mail.yaml': object('Deployment', 'mail'),
      }),
      { 'manifests:k': 'k/web.yaml', 'manifests:k@dev': 'k/web.yaml k/dev/mail.yaml' },
    );
  });

  it('does not take files that bring the same namespace for alternatives', () => {
    const own = (name: string) =>
      `${object('Namespace', 'shop')}---\n${object('Deployment', name)}`;
    assert.deepEqual(layers({ 'k/a.yaml': own('a'), 'k/b.yaml': own('b') }), {
      'manifests:k': 'k/a.yaml k/b.yaml',
    });
  });

  it('leaves twins of no environment alone, and says that more may be applied', () => {
    assert.deepEqual(
      layers({
        'k/a.yaml': object('Deployment', 'web'),
        'k/b.yaml': object('Deployment', 'web'),
        'k/hpa.yaml': scaling('web'),
      }),
      {
        'manifests:k': 'k/hpa.yaml (open)',
        'manifests:k/a.yaml': 'k/a.yaml (open)',
        'manifests:k/b.yaml': 'k/b.yaml (open)',
      },
    );
  });

  it('leaves charts, templates and what a kustomization applies to those', () => {
    assert.deepEqual(
      layers({
        'chart/Chart.yaml': 'apiVersion: v2\nname: x\n',
        'chart/templates/web.yaml': object('Deployment', 'web'),
        'other/web.yaml':
          'apiVersion: v1\nkind: Deployment\nmetadata: {name: {{ .Values.name }}}\n',
        'base/kustomization.yaml': 'resources: [web.yaml]\n',
        'base/web.yaml': object('Deployment', 'web'),
      }),
      {
        'kustomize:base': 'base/web.yaml base/kustomization.yaml',
        'helm:chart': 'chart/templates/web.yaml',
      },
    );
  });

  it('names environments as the configuration does', () => {
    assert.deepEqual(layers({ 'eu/web.yaml': object('Deployment', 'web') }, { live: ['eu/**'] }), {
      'manifests:eu@live': 'eu/web.yaml',
    });
  });

  it('binds the variables of containers to ConfigMaps and Secrets of the build', () => {
    const [contribution] = contributions({
      'k/all.yaml': `${object('ConfigMap', 'settings', 'data: {POOL_SIZE: "40", HOST: db}\n')}---\n${object('Secret', 'database', 'data: {URL: cG9zdGdyZXM6Ly9kYg==}\nstringData: {USER: shop}\n')}---\n${object('Deployment', 'web', 'spec:\n  template:\n    spec:\n      containers:\n        - name: web\n          envFrom: [{configMapRef: {name: settings}}, {secretRef: {name: gone}}]\n          env:\n            - {name: HOST, value: own}\n            - name: URL\n              valueFrom: {secretKeyRef: {name: database, key: URL}}\n')}`,
    });
    const web = contribution?.documents.find(({ name }) => name === 'Deployment/web.yaml');
    const [node] = readYaml(web?.text ?? '', { uri: '' }).documents;
    const plain = plainOf(node ?? assert.fail()) as {
      spec: { template: { spec: { containers: { env: unknown }[] } } };
    };
    assert.deepEqual(plain.spec.template.spec.containers[0]?.env, [
      { name: 'HOST', value: 'own' },
      { name: 'URL', value: 'postgres://db' },
      { name: 'POOL_SIZE', value: '40' },
    ]);
    assert.deepEqual(
      web
        ?.trail('/0/spec/template/spec/containers/0/env/2/value')
        .map(({ path, how }) => `${path} ${how}`),
      ['/0/data/POOL_SIZE written', '/2/spec/template/spec/containers/0/envFrom/0 bound'],
    );
  });

  it('reads templates of OpenShift with their parameters', () => {
    const [contribution] = contributions({
      'k/t.yaml':
        'apiVersion: template.openshift.io/v1\nkind: Template\nmetadata: {name: t}\nparameters:\n  - {name: N, value: "3"}\n  - {name: HOST, required: true}\nobjects:\n  - apiVersion: apps/v1\n    kind: Deployment\n    metadata: {name: "web-${N}"}\n    spec: {replicas: "${{N}}", paused: "${HOST}"}\n',
    });
    assert.deepEqual(contribution?.build.documents.map(plainOf), [
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'web-3' },
        spec: { replicas: 3, paused: { '!unknown': 'the parameter HOST has no value here' } },
      },
    ]);
  });

  it('gives a Rollout the pods of the Deployment it runs', () => {
    const [contribution] = contributions({
      'k/r.yaml':
        'apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: {name: web}\nspec: {workloadRef: {kind: Deployment, name: web}}\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {template: {spec: {containers: [{name: web}]}}}\n',
    });
    const rollout = plainOf(contribution?.build.documents[0] ?? assert.fail()) as {
      spec: { template: unknown };
    };
    assert.deepEqual(rollout.spec.template, { spec: { containers: [{ name: 'web' }] } });
  });

  it('prints what it reads back as the same values', () => {
    const texts = [
      'a: {b: [], c: {}, d: null, e: ~}\nf: "yes"\n"?": 1\n',
      '- [1, [2, {a: 3}]]\n- "a: b"\n- |\n  x\n   y\n\n- "\\u2028"\n- 0644\n- "0644"\n- 1e3\n- ""\n- -1\n- .5\n',
      'a:\n  - b: 1\n    c:\n      - d\n  - - e\n  - {}\n',
      'x y: "#no"\n"a/b": "- z"\ntrue: "null"\n',
    ];
    for (const text of texts) {
      const [read] = readYaml(text, { uri: '' }).documents;
      const node = read ?? assert.fail();
      const again = readYaml(yamlOf(node), { uri: '' });
      assert.deepEqual(again.problems, []);
      assert.deepEqual(again.documents.map(plainOf), [plainOf(node)], text);
    }
  });
});
