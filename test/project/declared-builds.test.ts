import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { NEVER_CANCELLED } from '../../src/service/contracts/ports';
import { memoryPorts, ROOT } from '../support/memory';

type Files = Readonly<Record<string, string>>;

const COMPOSE: Files = {
  'deploy/compose.yaml': 'services:\n  web:\n    image: shop\n    deploy: { replicas: 1 }\n',
  'deploy/large.yaml': 'services:\n  web:\n    deploy: { replicas: 6 }\n',
};

const serviceOf = (files: Files) => createService(memoryPorts(new Map(Object.entries(files))));

async function builtFrom(files: Files) {
  return (await serviceOf(files).builds(ROOT)).map(({ id, layers }) => [id, layers]);
}

async function reviewOf(files: Files) {
  const service = serviceOf(files);
  return (await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED)).output;
}

/** A `headroom.yaml` with these builds. */
const declared = (...builds: readonly object[]) => ({
  'headroom.yaml': `builds: ${JSON.stringify(builds)}\n`,
});

describe('builds that headroom.yaml names', () => {
  it('count alone for their root, with their environment and their layers', async () => {
    const names = declared(
      { root: 'deploy', environment: 'prod-eu', layers: ['compose.yaml', 'large.yaml'] },
      { root: './deploy/', environment: 'dev', layers: ['compose.yaml'] },
    );
    assert.deepEqual(await builtFrom({ ...COMPOSE, ...names }), [
      ['compose:deploy/compose.yaml@prod-eu', ['deploy/compose.yaml', 'deploy/large.yaml']],
      ['compose:deploy/compose.yaml@dev', ['deploy/compose.yaml']],
    ]);
  });

  it('of a template take its parameters from files beside it', async () => {
    const files = {
      'infra/app.yaml':
        'Parameters:\n  Most: { Type: Number }\nResources:\n  Web:\n    Type: AWS::AutoScaling::AutoScalingGroup\n    Properties: { MinSize: 6, MaxSize: !Ref Most, VPCZoneIdentifier: [a, b] }\n',
      'infra/prod.json': '[{ "ParameterKey": "Most", "ParameterValue": "9" }]\n',
      'infra/env/tiny.json': '[{ "ParameterKey": "Most", "ParameterValue": "4" }]\n',
      ...declared({ root: 'infra/app.yaml', environment: 'tiny', layers: ['env/tiny.json'] }),
    };
    assert.deepEqual(await builtFrom(files), [
      ['cloudformation:infra/app.yaml@tiny', ['infra/app.yaml', 'infra/env/tiny.json']],
    ]);
    const found = (await reviewOf(files)).files.flatMap(({ path, findings }) =>
      findings.filter(({ rule }) => rule === 'asg/size-order').map(() => path),
    );
    // It stands at the minimum, which the template says, and is true of this build alone.
    assert.deepEqual(found, ['infra/app.yaml']);
  });

  it('leave other roots as they are found', async () => {
    const files = {
      ...COMPOSE,
      'other/kustomization.yaml': 'resources: []\n',
      'overlays/kustomization.yaml': 'resources: []\n',
      ...declared({ root: 'overlays', environment: 'live' }),
    };
    const ids = (await builtFrom(files)).map(([id]) => id);
    assert.ok(ids.includes('kustomize:other'));
    assert.ok(ids.includes('kustomize:overlays@live'));
    assert.ok(!ids.includes('kustomize:overlays'));
  });

  it('are told where nothing is built from their root, or where they have none', async () => {
    const files = { ...COMPOSE, ...declared({ root: 'deplyo' }, { environment: 'prod' }) };
    const { files: rows } = await reviewOf(files);
    const said = rows
      .filter(({ path }) => path === 'headroom.yaml')
      .flatMap(({ findings }) => findings.map(({ message }) => message));
    assert.equal(said.length, 2);
    assert.ok(said.some((message) => message.startsWith('A build needs a root')));
    assert.ok(said.some((message) => message.includes('Nothing is built from "deplyo"')));
  });

  it('are evaluated up to 24 of one root, and the others named', async () => {
    const many = Array.from({ length: 26 }, (_, index) => ({
      root: 'deploy',
      environment: `tenant-${String(index).padStart(2, '0')}`,
    }));
    const files = { ...COMPOSE, ...declared(...many) };
    assert.equal((await builtFrom(files)).length, 24);
    const { notReviewed } = await reviewOf(files);
    assert.deepEqual(
      notReviewed.map(({ why }) => why),
      ['tenant-24', 'tenant-25'].map(
        (name) =>
          `compose:deploy/compose.yaml@${name} is not evaluated: over 24 builds of one root`,
      ),
    );
  });
});

describe('a build that its tool refuses', () => {
  it('is named, at the file that is at fault, with what the tool says', async () => {
    const chart = (digest: string) => ({
      'chart/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 0.1.0\n',
      'chart/values.yaml': 'replicas: 2\n',
      'chart/templates/web.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  annotations: { digest: {{ ${digest} | quote }} }
spec: { replicas: {{ .Values.replicas }} }
`,
    });
    const broken = chart('include (print $.Template.BasePath "/configmap.yaml") .');
    assert.deepEqual((await reviewOf(broken)).notReviewed, [
      {
        path: 'chart/templates/web.yaml',
        why: 'helm:chart is not evaluated: it does not render: no template "shop/templates/configmap.yaml"',
      },
    ]);
    assert.deepEqual((await reviewOf(chart('.Values.replicas'))).notReviewed, []);
  });
});
