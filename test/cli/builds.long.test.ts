import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type Cli, makeCli } from './support';

const FILES: Readonly<Record<string, string>> = {
  'k8s/base/kustomization.yaml': 'resources: [web.yaml]\n',
  'k8s/base/web.yaml':
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {replicas: 2}\n',
  'k8s/overlays/prod/kustomization.yaml':
    'resources: [../../base, "https://example.com/x?ref=v1"]\nreplicas: [{name: web, count: 6}]\n',
  'plain/config.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {A: "1"}\n',
};

describe('headroom builds and headroom build', () => {
  let cli: Cli;

  before(async () => {
    cli = await makeCli();
    write(cli, FILES);
  });

  after(() => cli.remove());

  it('lists what would be applied, and what of it could not be evaluated', () => {
    const { status, stdout } = cli.run(['builds']);
    assert.equal(status, 0);
    assert.match(stdout, /^kustomize:k8s\/overlays\/prod@prod {2}3 files$/m);
    assert.match(stdout, /not evaluated: https:\/\/example\.com/);
    const { version, builds } = JSON.parse(cli.run(['builds', '--format', 'json']).stdout);
    assert.equal(version, 1);
    assert.deepEqual(builds[1], {
      id: 'manifests:plain',
      kind: 'manifests',
      root: 'plain',
      environment: null,
      layers: ['plain/config.yaml'],
      limits: [],
    });
  });

  it('prints one, and where its values were decided', () => {
    const id = 'kustomize:k8s/overlays/prod@prod';
    const yaml = cli.run(['build', id]);
    assert.equal(yaml.status, 0);
    assert.match(yaml.stdout, /^ {2}replicas: 6$/m);
    assert.match(yaml.stderr, /not evaluated/);
    const json = JSON.parse(cli.run(['build', id, '.', '--format', 'json']).stdout);
    assert.equal(json[0].spec.replicas, 6);
    const { stdout } = cli.run(['build', id, '--trail']);
    assert.match(
      stdout,
      /\/0\/spec\/replicas: 6 {2}# k8s\/overlays\/prod\/kustomization\.yaml\/0\/replicas\/0\/count \(replaced\)/,
    );
  });

  it('prints the resources of a cloud by their addresses, and the services of compose', async () => {
    const own = await makeCli();
    write(own, {
      'infra/main.tf':
        'terraform {\n  backend "s3" {}\n}\nresource "aws_autoscaling_group" "web" {\n  for_each = toset(["a"])\n  min_size = 2\n  max_size = 4\n}\n',
      'stack.yaml':
        'Parameters:\n  Most: { Type: Number }\nResources:\n  Web:\n    Type: AWS::AutoScaling::AutoScalingGroup\n    UpdatePolicy: { AutoScalingReplacingUpdate: { WillReplace: true } }\n    Properties: { MinSize: 2, MaxSize: !Ref Most }\n',
      'stack-prod.json': '[{ "ParameterKey": "Most", "ParameterValue": "6" }]',
      'compose.yaml': 'services:\n  web:\n    image: web:1\n',
    });
    const json = (id: string) => JSON.parse(own.run(['build', id, '.', '--format', 'json']).stdout);
    const [group] = json('terraform:infra').resources;
    assert.equal(group.address, 'aws_autoscaling_group.web["a"]');
    assert.equal(group.type, 'aws_autoscaling_group');
    assert.equal(group.values.max_size, 4);
    const [web] = json('cloudformation:stack.yaml@prod').resources;
    assert.deepEqual([web.address, web.type], ['Web', 'AWS::AutoScaling::AutoScalingGroup']);
    assert.equal(web.values.MaxSize, 6);
    assert.ok(web.UpdatePolicy);
    assert.deepEqual(Object.keys(json('compose:compose.yaml').services), ['web']);
    own.remove();
  });

  it('knows a build that is not there, with the nearest name', () => {
    const { status, stderr } = cli.run(['build', 'kustomize:k8s/overlays/prod@prd']);
    assert.equal(status, 2);
    assert.match(stderr, /unknown build .*prod@prod/);
  });
});

function write({ folder }: Cli, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}
