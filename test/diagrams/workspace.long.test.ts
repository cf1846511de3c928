import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import type { SystemDrawing } from '../../src/service/contracts/service';
import { memoryPorts, ROOT } from '../support/memory';

type Files = Readonly<Record<string, string>>;

const POOL = `import { Pool } from 'pg';
export const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
`;
const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: { name: shop }
spec:
  replicas: 3
  selector: { matchLabels: { app: shop } }
  template:
    metadata: { labels: { app: shop } }
    spec:
      containers:
        - name: shop
          image: shop:1
          readinessProbe: { httpGet: { path: /healthz, port: 3000 }, periodSeconds: 5 }
---
apiVersion: v1
kind: Service
metadata: { name: shop }
spec: { selector: { app: shop }, ports: [{ port: 3000 }] }
`;
const NGINX = `server {
  location / { proxy_pass http://shop:3000; proxy_read_timeout 15s; }
  location /old { proxy_pass http://10.0.0.9:80; }
}
`;

function drawn(files: Files, view: string, request = {}): Promise<SystemDrawing | null> {
  const ports = memoryPorts(new Map(Object.entries(files)));
  return createService(ports).systemDrawing(ROOT, { view, ...request });
}

/** The lines of the boxes by kind, and the arrows by the first lines of their ends. */
async function seen(files: Files, view: string, request = {}) {
  const drawing = await drawn(files, view, request);
  assert.ok(drawing, `${view} is drawn`);
  const name = (id: string) => drawing.boxes.find((box) => box.id === id)?.whole[0];
  return {
    drawing,
    of: (kind: string) =>
      drawing.boxes.filter((box) => box.kind === kind).map(({ whole }) => whole),
    arrows: drawing.arrows.map(({ from, to, label }) =>
      [name(from), name(to), label].filter(Boolean).join(' > '),
    ),
  };
}

describe('a drawing of the guide, filled from a workspace', () => {
  it('traffic: from the client through each route to what answers', async () => {
    const files = { 'k8s/shop.yaml': DEPLOYMENT, 'nginx.conf': NGINX };
    const { drawing, of, arrows } = await seen(files, 'traffic');
    assert.deepEqual(of('route'), [
      ['/', '15 s'],
      ['/old', '60 s*'],
    ]);
    assert.deepEqual(of('external'), [['10.0.0.9']]);
    assert.deepEqual(arrows, [
      'clients > nginx',
      'nginx > /',
      '/ > shop',
      'nginx > /old',
      '/old > 10.0.0.9',
    ]);
    assert.deepEqual(drawing.sources, ['nginx.conf', 'k8s/shop.yaml']);
    const timeout = drawing.boxes
      .flatMap(({ figures }) => figures)
      .find(({ text }) => text === 'proxy_read_timeout 15 s');
    assert.equal(timeout?.at?.path, 'nginx.conf');
  });

  it('traffic: routes stand in the frame of the proxy that they are of', async () => {
    const files = {
      'shop/compose.yaml': `services:
  proxy: { image: 'nginx:1', volumes: ['./proxy/nginx.conf:/etc/nginx/nginx.conf'] }
  shop: { image: 'shop:1' }
`,
      'shop/proxy/nginx.conf': NGINX,
    };
    const { drawing, of } = await seen(files, 'traffic');
    assert.equal(of('route').length, 2);
    assert.deepEqual(drawing.groups, []);
    assert.equal(new Set(drawing.boxes.flatMap(({ unit }) => unit ?? [])).size, 1);
  });

  it('autoscaling: what the file says, the guide’s figures only beside it', async () => {
    const hpa = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: shop }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: shop }
  minReplicas: 2
  maxReplicas: 9
  metrics:
    - type: Resource
      resource: { name: cpu, target: { type: Utilization, averageUtilization: 55 } }
  behavior: { scaleDown: { stabilizationWindowSeconds: 120 } }
`;
    const files = { 'k8s/shop.yaml': DEPLOYMENT, 'k8s/hpa.yaml': hpa };
    const { drawing, of, arrows } = await seen(files, 'autoscaling');
    assert.deepEqual(of('signal'), [['cpu 55 %']]);
    const [scaler] = drawing.boxes;
    assert.deepEqual(scaler?.whole.slice(1), ['2–9 pods', 'up 0 s*, down 120 s']);
    assert.equal(arrows.length, 2);
    const figures = scaler?.figures.map(({ text }) => text) ?? [];
    assert.ok(figures.includes('waits before it adds pods: 0 s, by default'), figures.join('; '));
    assert.ok(figures.includes('waits before it removes pods: 120 s'), figures.join('; '));
    assert.ok(figures.includes('the guide waits 300 s before it adds, 900 s before it removes'));
  });

  it('autoscaling: a service of ECS and what its tasks follow', async () => {
    const template = `Resources:
  Web: { Type: AWS::ECS::Service, Properties: { DesiredCount: 2, TaskDefinition: web } }
  Target:
    Type: AWS::ApplicationAutoScaling::ScalableTarget
    Properties:
      ServiceNamespace: ecs
      ScalableDimension: ecs:service:DesiredCount
      ResourceId: !Sub 'service/main/\${Web.Name}'
      MinCapacity: 2
      MaxCapacity: 12
  Policy:
    Type: AWS::ApplicationAutoScaling::ScalingPolicy
    Properties:
      ScalingTargetId: !Ref Target
      PolicyType: TargetTrackingScaling
      TargetTrackingScalingPolicyConfiguration:
        TargetValue: 60
        PredefinedMetricSpecification: { PredefinedMetricType: ECSServiceAverageCPUUtilization }
`;
    const { drawing, of, arrows } = await seen({ 'stack.yaml': template }, 'autoscaling');
    assert.deepEqual(of('signal'), [['CPU 60 %']]);
    assert.deepEqual(of('service'), [
      ['tasks of Web', '2–12 tasks'],
      ['▲1 Web', '2–12 tasks'],
    ]);
    assert.equal(arrows.length, 2, drawing.mermaid);
    // One of the two says that it is of ECS.
    const named = template
      .replace(/ +ScalableDimension: .*\n/, '')
      .replace('DesiredCount: 2,', 'DesiredCount: 2, ServiceName: shop,');
    assert.deepEqual((await seen({ 'stack.yaml': named }, 'autoscaling')).of('service'), [
      ['tasks of shop', '2–12 tasks'],
      ['▲1 shop', '2–12 tasks'],
    ]);
  });

  it('cache layers: what looks into which cache, and what is behind it', async () => {
    const compose = `services:
  shop:
    build: .
    command: node server.js
    environment:
      DATABASE_URL: postgres://shop@db/shop
      REDIS_URL: redis://cache:6379
  cache: { image: 'redis:7', command: redis-server --maxmemory 256mb --maxmemory-policy allkeys-lru }
  db: { image: 'postgres:16' }
`;
    const redis = `import { createClient } from 'redis';
export const cache = createClient({ url: process.env.REDIS_URL });
`;
    const files = {
      Dockerfile: 'FROM node:22\nCOPY . .\n',
      'package.json': '{ "name": "shop" }',
      'compose.yaml': compose,
      'src/db.ts': POOL,
      'src/cache.ts': redis,
    };
    const { of, arrows } = await seen(files, 'cache-layers');
    assert.deepEqual(of('cache'), [['cache', '256 MB, allkeys-lru']]);
    assert.deepEqual([...arrows].sort(), ['▲1 shop > cache', '▲1 shop > db']);
  });

  it('load balancer: how each is asked whether it works', async () => {
    const files = { 'k8s/shop.yaml': DEPLOYMENT, 'nginx.conf': NGINX };
    const { of, arrows } = await seen(files, 'load-balancer');
    assert.deepEqual(of('signal'), [['readiness /healthz', 'every 5 s', 'out after 3*']]);
    assert.ok(arrows.includes('readiness /healthz > shop'), arrows.join('; '));
    assert.ok(arrows.includes('nginx > shop'), arrows.join('; '));
  });

  it('load balancer: a Service that a cloud makes a balancer for, and not one of the cluster alone', async () => {
    const open = DEPLOYMENT.replace('spec: { selector', 'spec: { type: LoadBalancer, selector');
    const { of, arrows } = await seen({ 'k8s/shop.yaml': open }, 'load-balancer');
    assert.deepEqual(of('edge'), [['shop', 'layer 4, by connection']]);
    assert.deepEqual([...arrows].sort(), [
      'clients > shop',
      'readiness /healthz > shop',
      'shop > shop',
    ]);
    assert.equal(await drawn({ 'k8s/shop.yaml': DEPLOYMENT }, 'load-balancer'), null);
  });

  it('a tool that clients ask is in every view, one that nobody is led to in none', async () => {
    const tool = (name: string, image: string, type: string) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec: { containers: [{ name: ${name}, image: '${image}' }] }
---
apiVersion: v1
kind: Service
metadata: { name: ${name} }
spec: { type: ${type}, selector: { app: ${name} }, ports: [{ port: 80 }] }
`;
    const files = {
      'k8s/shop.yaml': DEPLOYMENT,
      'k8s/jaeger.yaml': tool('jaeger', 'jaegertracing/all-in-one:1', 'LoadBalancer'),
      'k8s/grafana.yaml': tool('grafana', 'grafana/grafana:11', 'ClusterIP'),
    };
    for (const view of ['system', 'traffic', 'load-balancer']) {
      const { of, arrows } = await seen(files, view);
      const names = of('service').map(([name]) => name);
      assert.deepEqual(
        ['jaeger', 'grafana'].map((name) => names.includes(name)),
        [true, false],
        view,
      );
      assert.ok(
        arrows.some((arrow) => arrow === 'clients > jaeger' || arrow === 'jaeger > jaeger'),
        `${view}: ${arrows.join('; ')}`,
      );
    }
    const routed = await seen(
      { ...files, 'nginx.conf': 'server { location / { proxy_pass http://grafana; } }\n' },
      'system',
    );
    assert.ok(routed.arrows.includes('nginx > grafana'), routed.arrows.join('; '));
  });

  it('what another environment is developed with is no way into this one', async () => {
    const proxy =
      "  proxy: { image: 'nginx:1', volumes: ['./docker/images/nginx.conf:/etc/nginx/nginx.conf'] }\n";
    const compose = (more: string) => `services:\n  shop: { image: 'shop:1' }\n${more}`;
    const ways = async (files: Files) =>
      (await seen(files, 'traffic'))
        .of('route')
        .map(([pattern]) => pattern)
        .sort();
    const own = { 'compose.yaml': compose(proxy), 'docker/images/nginx.conf': NGINX };
    const development = NGINX.replace('/old', '/debug');
    for (const folder of ['docker/devenv/files', '.devcontainer', 'docker/gitpod', 'dev/nginx']) {
      const files = { ...own, [`${folder}/nginx.conf`]: development };
      assert.deepEqual(await ways(files), ['/', '/old'], folder);
    }
    // What runs here may be given a file of such a folder, and folders of a system are no environment.
    const given = compose("  proxy: { image: 'nginx:1', volumes: ['./dev/nginx:/etc/nginx'] }\n");
    assert.deepEqual(await ways({ 'compose.yaml': given, 'dev/nginx/nginx.conf': development }), [
      '/',
      '/debug',
    ]);
    const root = 'rootfs/usr/local/etc/nginx/nginx.conf';
    assert.deepEqual(await ways({ 'compose.yaml': compose(''), [root]: NGINX }), ['/', '/old']);
    // Where nothing is seen to run, it is all there is.
    assert.deepEqual(await ways({ 'dev/nginx.conf': NGINX }), ['/', '/old']);
  });

  it('an autoscaler without its workload is none that runs, where others are seen to run', async () => {
    const scaler = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: gone }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: gone }
  minReplicas: 2
  maxReplicas: 20
  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } } }]
`;
    const both = { 'k8s/shop.yaml': DEPLOYMENT, 'k8s/gone.yaml': scaler };
    const system = await seen(both, 'system');
    assert.deepEqual(system.of('service'), [['shop', '3 pods']]);
    const { of, arrows } = await seen(both, 'autoscaling');
    assert.deepEqual(of('service').flat().slice(0, 2), ['HPA gone', '2–20 pods']);
    assert.deepEqual(arrows, ['cpu 70 % > HPA gone']);
    const alone = await seen({ 'k8s/gone.yaml': scaler }, 'system');
    assert.deepEqual(alone.of('service'), [['? gone', '2–20 pods', 'not seen here']]);
  });

  it('read replicas: how many copies a file says there are', async () => {
    const main = `resource "aws_db_instance" "main" {
  identifier     = "orders"
  engine         = "postgres"
  instance_class = "db.r6g.large"
}
resource "aws_db_instance" "copy" {
  identifier          = "orders-copy"
  replicate_source_db = aws_db_instance.main.identifier
  instance_class      = "db.r6g.large"
}
`;
    const { of, arrows } = await seen({ 'main.tf': main }, 'read-replicas');
    assert.equal(of('database').length, 2);
    assert.deepEqual(arrows, ['orders > orders-copy > copies']);
    const cluster = `apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata: { name: orders }
spec: { instances: 3 }
`;
    const operated = await seen({ 'db.yaml': cluster }, 'read-replicas');
    assert.deepEqual(operated.arrows, ['orders > 2 replicas > copies']);
  });

  it('cache layers: what is behind a pooler as well', async () => {
    const compose = `services:
  shop:
    build: .
    command: node server.js
    environment: { DATABASE_URL: 'postgres://shop@pooler/shop', REDIS_URL: 'redis://cache:6379' }
  cache: { image: 'redis:7' }
  pooler:
    image: edoburu/pgbouncer:1.23
    environment: { DB_HOST: db, DEFAULT_POOL_SIZE: 15 }
  db: { image: 'postgres:16' }
`;
    const files = {
      Dockerfile: 'FROM node:22\nCOPY . .\n',
      'package.json': '{ "name": "shop" }',
      'compose.yaml': compose,
      'src/db.ts': POOL,
    };
    const { arrows } = await seen(files, 'cache-layers');
    assert.deepEqual([...arrows].sort(), ['pooler > db', '▲1 shop > cache', '▲1 shop > pooler']);
  });

  it('sharding: a list in code that a key picks from, and where each of its pools leads', async () => {
    const compose = `services:
  shop:
    build: .
    command: node server.js
    environment: { SHARD_0_URL: 'postgres://a/shop', SHARD_1_URL: 'postgres://b/shop' }
  a: { image: 'postgres:16' }
  b: { image: 'postgres:16' }
`;
    const code = (picks: string) => `import { Pool } from 'pg';
const shards = [
  new Pool({ connectionString: process.env.SHARD_0_URL, max: 5 }),
  new Pool({ connectionString: process.env.SHARD_1_URL, max: 5 }),
];
export function poolOf(id: number) { return shards[${picks}]; }
`;
    const files = (picks: string) => ({
      Dockerfile: 'FROM node:22\nCOPY . .\n',
      'package.json': '{ "name": "shop" }',
      'compose.yaml': compose,
      'src/db.ts': code(picks),
    });
    const byRemainder = await seen(files('id % shards.length'), 'sharding');
    assert.deepEqual(byRemainder.of('signal'), [['shards', 'by remainder', '2 databases']]);
    assert.deepEqual(byRemainder.arrows, [
      '▲2 shop > shards',
      'shards > a > rest 0',
      'shards > b > rest 1',
    ]);
    const figure = byRemainder.drawing.boxes
      .flatMap(({ figures }) => figures)
      .find(({ text }) => text === 'picked by id % shards.length in src/db.ts');
    assert.equal(figure?.at?.path, 'src/db.ts');
    const byKey = await seen(files('bucketOf(id)'), 'sharding');
    assert.deepEqual(byKey.of('signal'), [['shards', 'by key', '2 databases']]);
    assert.deepEqual(byKey.arrows, ['▲2 shop > shards', 'shards > a', 'shards > b']);
    // A counter spreads load over equals; what a comment says is no code.
    assert.equal(await drawn(files('next++ % shards.length'), 'sharding'), null);
    assert.equal(await drawn(files('0 /* shards[key] */'), 'sharding'), null);
  });

  it('sharding: programs that spread rows, caches in groups, servers that are called shards', async () => {
    const mongo = `services:
  router: { image: 'mongo:7', command: mongos --configdb cfg/config:27019 }
  config: { image: 'mongo:7', command: mongod --configsvr --replSet cfg }
  s0a: { image: 'mongo:7', command: mongod --shardsvr --replSet rs0 }
  s0b: { image: 'mongo:7', command: mongod --shardsvr --replSet rs0 }
  s1a: { image: 'mongo:7', command: mongod --shardsvr --replSet rs1 }
`;
    const sharded = await seen({ 'compose.yaml': mongo }, 'sharding');
    assert.deepEqual(sharded.of('signal'), [['router', 'mongos', '2 shards']]);
    assert.deepEqual(sharded.of('database'), [
      ['rs0', '2 servers'],
      ['rs1', '1 server'],
    ]);
    assert.ok(sharded.drawing.arrows.every(({ kind }) => kind === 'inferred'));
    const vitess = (shard: number, range: string) =>
      `  tablet${shard}: { image: 'vitess/lite:v21', command: vttablet --init_keyspace shop --init_shard ${range} }\n`;
    const gate = "  gate: { image: 'vitess/lite:v21', command: vtgate --cell test }\n";
    const ranges = { 'compose.yaml': `services:\n${gate}${vitess(1, '-80')}${vitess(2, '80-')}` };
    const tablets = await seen(ranges, 'sharding');
    assert.deepEqual(tablets.of('database'), [
      ['shop -80', '-80'],
      ['shop 80-', '80-'],
    ]);
    const cache = `resource "aws_elasticache_replication_group" "main" {
  replication_group_id = "sessions"
  num_node_groups      = 3
}
`;
    const groups = await seen({ 'main.tf': cache }, 'sharding');
    assert.deepEqual(groups.arrows, ['sessions > 3 shards']);
    const one = cache.replace('3', '1');
    assert.equal(await drawn({ 'main.tf': one }, 'sharding'), null);
    const named = "services:\n  shard-0: { image: 'mysql:8' }\n  shard-1: { image: 'mysql:8' }\n";
    const family = await seen({ 'compose.yaml': named }, 'sharding');
    assert.equal(family.of('database').length, 2);
    const other = named.replaceAll('shard', 'shop');
    assert.equal(await drawn({ 'compose.yaml': other }, 'sharding'), null);
  });

  it('multi-region: by the providers of resources, with what DNS says and what is copied', async () => {
    const region = (name: string, code: string) => `provider "aws" {
  alias  = "${name}"
  region = "${code}"
}
module "${name}" {
  source    = "./site"
  providers = { aws = aws.${name} }
}
resource "aws_rds_cluster" "${name}" {
  provider                  = aws.${name}
  cluster_identifier        = "shop-${name}"
  engine                    = "aurora-postgresql"
  global_cluster_identifier = aws_rds_global_cluster.shop.id
}
resource "aws_lb" "${name}" {
  provider = aws.${name}
  name     = "${name}"
}
`;
    const record = (
      name: string,
      type: string,
      check: string,
    ) => `resource "aws_route53_record" "${name}" {
  zone_id        = "Z1"
  name           = "shop.example.com"
  type           = "A"
  set_identifier = "${name}"
  failover_routing_policy { type = "${type}" }
  alias {
    name                   = aws_lb.${name}.dns_name
    zone_id                = aws_lb.${name}.zone_id
    evaluate_target_health = ${check}
  }
}
`;
    const main = [
      region('eu', 'eu-west-1'),
      region('us', 'us-east-1'),
      'resource "aws_rds_global_cluster" "shop" {\n  global_cluster_identifier = "shop"\n}\n',
    ].join('');
    const site = `resource "aws_ecs_service" "web" {
  name          = "web"
  desired_count = 3
}
`;
    const dns = record('eu', 'PRIMARY', 'true') + record('us', 'SECONDARY', 'false');
    const files = { 'infra/main.tf': main, 'infra/dns.tf': dns, 'infra/site/main.tf': site };
    const { of, arrows } = await seen(files, 'multi-region');
    assert.deepEqual(of('service'), [
      ['eu-west-1', 'web', '3 tasks'],
      ['us-east-1', 'web', '3 tasks'],
    ]);
    assert.deepEqual(of('edge'), [['shop.example.com', 'by failover', '1 of 2 checked']]);
    assert.deepEqual(arrows, [
      'clients > shop.example.com',
      'shop.example.com > eu-west-1 > first',
      'shop.example.com > us-east-1 > second',
      'eu-west-1 > shop-eu',
      'us-east-1 > shop-us',
      'shop > shop-eu > part',
      'shop > shop-us > part',
    ]);
    // One region is none of several.
    const one = { 'infra/main.tf': main.replaceAll('us-east-1', 'eu-west-1') };
    assert.equal(await drawn(one, 'multi-region'), null);
  });

  it('multi-region: by the environments of one system; other names of environments say nothing', async () => {
    const overlay = (replicas: number) => `resources: [../../base]
replicas: [{ name: shop, count: ${replicas} }]
`;
    const base = {
      'k8s/base/kustomization.yaml': 'resources: [shop.yaml]\n',
      'k8s/base/shop.yaml': DEPLOYMENT,
    };
    const files = (a: string, b: string) => ({
      ...base,
      [`k8s/overlays/${a}/kustomization.yaml`]: overlay(3),
      [`k8s/overlays/${b}/kustomization.yaml`]: overlay(5),
    });
    const { of, drawing } = await seen(files('prod-eu', 'prod-us'), 'multi-region');
    assert.deepEqual(of('service'), [
      ['eu', 'shop', '3 pods'],
      ['us', 'shop', '5 pods'],
    ]);
    assert.ok(drawing.arrows.every(({ kind }) => kind === 'inferred'));
    for (const [a, b] of [
      ['prod-blue', 'prod-green'],
      ['prod-eu', 'dev-us'],
      ['prod-eu', 'prod'],
    ] as const) {
      assert.equal(await drawn(files(a, b), 'multi-region'), null, `${a}, ${b}`);
    }
  });

  it('multi-region: records of CloudFormation that name the region themselves', async () => {
    const record = (id: string, region: string) => `  ${id}:
    Type: AWS::Route53::RecordSet
    Properties:
      Name: shop.example.com.
      Type: CNAME
      SetIdentifier: ${id}
      Region: ${region}
      HealthCheckId: abc
      ResourceRecords: [${id.toLowerCase()}.example.com]
`;
    const template = `Resources:\n${record('Europe', 'eu-west-1')}${record('America', 'us-east-1')}`;
    const { arrows, of } = await seen({ 'dns.yaml': template }, 'multi-region');
    assert.deepEqual(of('edge'), [['shop.example.com.', 'by latency', '2 of 2 checked']]);
    assert.deepEqual(arrows.slice(1), [
      'shop.example.com. > europe.example.com',
      'shop.example.com. > america.example.com',
    ]);
    const alone = `Resources:\n${record('Europe', 'eu-west-1')}`;
    assert.equal(await drawn({ 'dns.yaml': alone }, 'multi-region'), null);
  });

  it('the decision tree: where the answers lead, and what is advised', async () => {
    const files = { 'k8s/shop.yaml': DEPLOYMENT };
    assert.equal(await drawn(files, 'decision-tree'), null);
    const answers = { bottleneck: 'database', 'database-load': 'reads' };
    const { drawing, of } = await seen(files, 'decision-tree', { answers });
    const taken = drawing.arrows.filter(({ kind }) => kind === 'taken').map(({ label }) => label);
    assert.deepEqual(taken, ['', 'database', 'reads, 90 %']);
    assert.deepEqual(
      of('service').filter((lines) => lines.some((line) => line.endsWith('✔ advised'))),
      [['read replicas', 'and a cache', '▶ here, ✔ advised']],
    );
  });

  it('the decision tree says at which question one stands', async () => {
    const files = { 'k8s/shop.yaml': DEPLOYMENT };
    const standing = async (answers: Record<string, string>) => {
      const { drawing } = await seen(files, 'decision-tree', { answers });
      return drawing.boxes.flatMap(({ lines }) =>
        lines.some((line) => line.startsWith('▶')) ? [lines] : [],
      );
    };
    assert.deepEqual(await standing({ bottleneck: 'database' }), [
      ['reads or writes?', '▶ here: not answered'],
    ]);
    // An answer to a question that no other answer leads to is no part of the way.
    assert.deepEqual(await standing({ bottleneck: 'cpu', 'database-load': 'reads' }), [
      ['a larger machine?', '▶ here: not answered'],
    ]);
  });

  it('is not drawn where no file says anything of it', async () => {
    const files = { 'src/db.ts': POOL };
    for (const view of ['traffic', 'autoscaling', 'cache-layers', 'load-balancer', 'sharding']) {
      assert.equal(await drawn(files, view), null, view);
    }
  });

  it('is folded as the system is', async () => {
    const locations = Array.from(
      { length: 300 },
      (_, index) => `  location /${index} { proxy_pass http://10.0.0.9:80; }`,
    );
    const files = { 'nginx.conf': `server {\n${locations.join('\n')}\n}\n` };
    const { drawing } = await seen(files, 'traffic', { most: 20 });
    assert.ok(drawing.boxes.length <= 20, `${drawing.boxes.length}`);
    assert.equal(drawing.boxesInAll, 303);
  });
});
