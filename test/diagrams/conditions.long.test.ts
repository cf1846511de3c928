import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { NEVER_CANCELLED } from '../../src/service/contracts/ports';
import { reviewFiles } from '../support/examples';
import { memoryPorts, ROOT } from '../support/memory';

type Files = Readonly<Record<string, string>>;

const serviceOf = (files: Files) => createService(memoryPorts(new Map(Object.entries(files))));

async function drawn(files: Files) {
  const drawing = await serviceOf(files).systemDrawing(ROOT, {});
  assert.ok(drawing);
  const { boxes, mermaid, legend } = drawing;
  return {
    boxes: boxes.map(({ whole, state }) => [...whole, state]).sort(),
    dashed: /class (\S+) open/.exec(mermaid)?.[1]?.split(',').length ?? 0,
    legend,
  };
}

const program = (name: string, most: number) => ({
  [`${name}/package.json`]: `{ "name": "${name}", "dependencies": { "pg": "^8.0.0" } }\n`,
  [`${name}/Dockerfile`]: 'FROM node:22\nCOPY . .\nCMD ["node", "db.js"]\n',
  [`${name}/db.js`]: `import pg from 'pg';
export const pool = new pg.Pool({ max: ${most}, connectionTimeoutMillis: 1000, connectionString: process.env.DATABASE_URL });
pool.on('error', console.error);
`,
});
const CODE = { ...program('web', 10), ...program('jobs', 90) };

const compose = (web: string, jobs: string) => `services:
  web: { build: web, environment: { DATABASE_URL: 'postgres://u@db/x' }${web} }
  jobs: { build: jobs, environment: { DATABASE_URL: 'postgres://u@db/x' }${jobs} }
  db: { image: 'postgres:16', command: postgres -c max_connections=50 }
`;

describe('what runs under a condition alone', () => {
  it('is drawn with it, and counted in no sum', async () => {
    const files = { ...CODE, 'compose.yaml': compose('', ', profiles: [nightly, tools]') };
    const { boxes, dashed, legend } = await drawn(files);
    assert.deepEqual(boxes, [
      ['? db', '10–100 of 47', 'up to 53 too many', 'unknown'],
      ['jobs', '1* container', 'if nightly or tools', 'optional'],
      ['web', '1* container', 'pool 10', 'normal'],
    ]);
    assert.equal(dashed, 2);
    assert.ok(legend.includes('if: only under this condition'), legend.join('; '));
    const [budget, ...others] = (await serviceOf(files).capacity(ROOT)).budgets;
    assert.equal(others.length, 0);
    assert.deepEqual(
      [budget?.steady, budget?.ceiling, budget?.rows.length, budget?.conditional?.length],
      [10, 10, 1, 1],
    );
    const [jobs] = budget?.conditional ?? [];
    assert.deepEqual([jobs?.unit, jobs?.condition, jobs?.steady], ['jobs', 'nightly or tools', 90]);
    // Nothing is reported of what nobody is known to start.
    const RULE = 'capacity/connections-over-budget';
    assert.deepEqual((await reviewFiles(new Map(Object.entries(files)), RULE)).lines, []);
  });

  it('is drawn and counted like all else where a file asks for it', async () => {
    const files = {
      ...CODE,
      'compose.yaml': compose('', ', profiles: [nightly]'),
      '.env': 'COMPOSE_PROFILES=nightly\n',
    };
    const { boxes } = await drawn(files);
    assert.deepEqual(boxes, [
      ['web', '1* container', 'pool 10', 'normal'],
      ['▲ OVER db', '100 of 47', '53 too many', 'over'],
      ['▲1 jobs', '1* container', 'pool 90', 'normal'],
    ]);
  });

  it('is all there is where everything is behind profiles, but what has one in common is started', async () => {
    const apart = {
      ...CODE,
      'compose.yaml': compose(', profiles: [app]', ', profiles: [nightly]'),
    };
    const withoutDatabase = (files: Files) => ({
      ...files,
      'compose.yaml': (files['compose.yaml'] ?? '').replace(/\n {2}db:.*/, ''),
    });
    assert.deepEqual(
      (await drawn(withoutDatabase(apart))).boxes.filter(([name]) => name !== '? db'),
      [
        ['jobs', '1* container', 'if nightly', 'optional'],
        ['web', '1* container', 'if app', 'optional'],
      ],
    );
    const common = {
      ...CODE,
      'compose.yaml': compose(', profiles: [app]', ', profiles: [app, nightly]'),
    };
    assert.deepEqual(
      (await drawn(withoutDatabase(common))).boxes.filter(([, , , state]) => state === 'normal'),
      [
        ['jobs', '1* container', 'pool 90', 'normal'],
        ['web', '1* container', 'pool 10', 'normal'],
      ],
    );
  });

  it('is drawn so in a template of CloudFormation, and a database too', async () => {
    const template = (parameters: string) => ({
      'stack.yaml': `Parameters: { Live: { Type: String${parameters} } }
Conditions: { IsLive: !Equals [!Ref Live, 'yes'] }
Resources:
  Web: { Type: AWS::AutoScaling::AutoScalingGroup, Properties: { MinSize: 2, MaxSize: 4 } }
  More: { Type: AWS::AutoScaling::AutoScalingGroup, Condition: IsLive, Properties: { MinSize: 2, MaxSize: 6 } }
  Data: { Type: AWS::RDS::DBInstance, Condition: IsLive, Properties: { Engine: postgres } }
  Balancer: { Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Condition: IsLive }
  Targets: { Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: { Port: 80, Protocol: HTTP } }
  Listener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Balancer
      DefaultActions: [{ Type: forward, TargetGroupArn: !Ref Targets }]
`,
    });
    const { boxes } = await drawn(template(''));
    assert.deepEqual(
      boxes.filter(([, , condition]) => condition === 'if IsLive'),
      [
        ['Balancer', 'alb · 60 s*', 'if IsLive', 'optional'],
        ['Data', 'postgres', 'if IsLive', 'optional'],
        ['More', '2–6 instances', 'if IsLive', 'optional'],
      ],
    );
    assert.ok(boxes.some(([name, , state]) => name === 'Web' && state === 'normal'));
    const parameters = (live: string) => ({
      ...template(''),
      'prod.json': `[{ "ParameterKey": "Live", "ParameterValue": "${live}" }]`,
    });
    const names = async (live: string) =>
      (await drawn(parameters(live))).boxes.map(([name, ...rest]) => `${name} ${rest.at(-1)}`);
    const all = ['Balancer normal', 'Data normal', 'More normal', 'Web normal', 'clients normal'];
    assert.deepEqual(await names('yes'), all);
    assert.deepEqual(await names('no'), ['Web normal']);
  });

  it('is drawn so where nobody can tell the count of Terraform, its own or that of its module', async () => {
    const group = (count: string) => `resource "aws_autoscaling_group" "this" {
  ${count}
  min_size = 1
  max_size = 3
}
`;
    const backend = 'terraform {\n  backend "s3" {}\n}\n';
    const own = await drawn({
      'main.tf': `${backend}variable "busy" {}\n${group('count = var.busy ? 1 : 0')}`,
    });
    assert.deepEqual(
      own.boxes.map((box) => box.slice(1)),
      [['1–3 instances', 'if var.busy', 'optional']],
    );
    const around = await drawn({
      'main.tf': `${backend}variable "busy" {}\nmodule "web" {\n  source = "./web"\n  count = var.busy ? 0 : 1\n}\n`,
      'web/main.tf': group(''),
    });
    assert.deepEqual(
      around.boxes.map((box) => box.slice(1)),
      [['1–3 instances', 'if not var.busy', 'optional']],
    );
    const known = await drawn({
      'main.tf': `${backend}variable "busy" {}\n${group('count = var.busy ? 1 : 0')}`,
      'prod.tfvars': 'busy = true\n',
    });
    assert.deepEqual(
      known.boxes.map((box) => box.slice(1)),
      [['1–3 instances', 'normal']],
    );
  });

  it('is drawn so where nobody can tell what a for_each of Terraform goes through', async () => {
    const group = (each: string) => `terraform {
  backend "s3" {}
}
variable "names" {}
resource "aws_autoscaling_group" "this" {
  for_each = ${each}
  min_size = 1
  max_size = 3
}
`;
    const open = await drawn({ 'main.tf': group('toset(var.names)') });
    assert.deepEqual(open.boxes, [
      ['this', '1–3 instances', 'if any in toset(var.names)', 'optional'],
    ]);
    const known = await drawn({ 'main.tf': group('toset(["a"])') });
    assert.deepEqual(
      known.boxes.map((box) => box.slice(1)),
      [['1–3 instances', 'normal']],
    );
  });

  const deployment = (name: string) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec: { containers: [{ name: ${name}, image: "shop/${name}:1", env: [{ name: DATABASE_URL, value: 'postgres://u@db/x' }] }] }
`;
  const chart = (jobs: string) => ({
    ...CODE,
    'chart/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 0.1.0\n',
    'chart/values.yaml': 'jobs: { enabled: true }\n',
    'chart/values-prod.yaml': 'jobs: { enabled: true }\n',
    'chart/templates/web.yaml': deployment('web'),
    'chart/templates/jobs.yaml': jobs,
    'headroom.yaml':
      'databases: [{ name: db, engine: postgres, maxConnections: 50, reserved: 0 }]\n',
  });
  const HAS = '.Capabilities.APIVersions.Has "shop.example/v1"';

  it('is drawn so where nobody can tell an if of Helm, and no budget holds without it', async () => {
    const files = chart(`{{- if ${HAS} }}\n${deployment('jobs')}{{- end }}\n`);
    assert.deepEqual((await drawn(files)).boxes, [
      ['? db', '20–200 of 47', 'up to 153 too many', 'unknown'],
      ['jobs', '1* pod', `if ${HAS}`, 'optional'],
      ['web', '1* pod', 'pool 10', 'normal'],
    ]);
    const [budget] = (await serviceOf(files).capacity(ROOT)).budgets;
    assert.deepEqual(
      [budget?.rows.length, budget?.conditional?.map(({ unit }) => unit)],
      [1, ['jobs']],
    );
    // Nothing is reported of what nobody can tell to be there.
    const options = { base: ROOT, only: [] };
    const { output } = await serviceOf(files).review([ROOT], options, NEVER_CANCELLED);
    const jobs = output.files.find(({ path }) => path === 'chart/templates/jobs.yaml');
    assert.deepEqual(jobs?.findings ?? [], []);
  });

  it('of both ways of Helm each under its own condition, and within each other under both', async () => {
    const two = `{{- if ${HAS} }}\n${deployment('fast')}{{- else }}\n${deployment('slow')}{{- end }}\n`;
    const other = '.Capabilities.APIVersions.Has "b.example/v1"';
    const deep = `{{- if ${HAS} }}\n{{- if ${other} }}\n${deployment('deep')}{{- end }}\n{{- end }}\n`;
    const conditions = async (jobs: string) =>
      (await drawn(chart(jobs))).boxes.flatMap(([name, , condition]) =>
        condition?.startsWith('if ') ? [`${name}: ${condition}`] : [],
      );
    assert.deepEqual(await conditions(two), [`fast: if ${HAS}`, `slow: if not ${HAS}`]);
    assert.deepEqual(await conditions(deep), [`deep: if ${HAS} and ${other}`]);
  });

  it('but not where the values tell', async () => {
    const { boxes } = await drawn(
      chart(`{{- if .Values.jobs.enabled }}\n${deployment('jobs')}{{- end }}\n`),
    );
    assert.deepEqual(
      boxes.map((box) => box.at(-1)),
      ['normal', 'over', 'normal'],
    );
  });
});
