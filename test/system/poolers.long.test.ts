import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { memoryPorts, ROOT } from '../support/memory';

const POOL = `import { Pool } from 'pg';
export const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
`;
const APP = (url: string, replicas = 12) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: shop }
spec:
  replicas: ${replicas}
  strategy: { type: Recreate }
  selector: { matchLabels: { app: shop } }
  template:
    metadata: { labels: { app: shop } }
    spec:
      containers:
        - name: shop
          image: 'registry.example.com/shop:1'
          command: [node, server.js]
          env: [{ name: DATABASE_URL, value: '${url}' }]
`;
const server = (name: string, image: string, more: string, replicas = 1) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  replicas: ${replicas}
  strategy: { type: Recreate }
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec: { containers: [{ name: ${name}, image: '${image}', ${more} }] }
---
apiVersion: v1
kind: Service
metadata: { name: ${name} }
spec: { selector: { app: ${name} } }
`;
const BOUNCER = (variables: string, replicas = 2) =>
  server(
    'bouncer',
    'edoburu/pgbouncer:1.23',
    `env: [{ name: DB_HOST, value: db }, ${variables}]`,
    replicas,
  );
const POSTGRES = server('db', 'postgres:16', 'args: [-c, max_connections=60]');

async function capacity(files: Readonly<Record<string, string>>) {
  const all = new Map(
    Object.entries({ 'package.json': '{ "name": "shop" }', 'src/db.ts': POOL, ...files }),
  );
  const service = createService(memoryPorts(all));
  const { budgets } = await service.capacity(ROOT);
  return { service, of: (name: string) => budgets.find(({ server: own }) => own.startsWith(name)) };
}

describe('a pooler on the way', () => {
  it('has a budget of its clients, and is a client of its server', async () => {
    const { of } = await capacity({
      'k8s/app.yaml': APP('postgres://shop@bouncer/shop'),
      'k8s/bouncer.yaml': BOUNCER(
        "{ name: DEFAULT_POOL_SIZE, value: '25' }, { name: MAX_CLIENT_CONN, value: '100' }",
      ),
      'k8s/db.yaml': POSTGRES,
    });
    const clients = of('bouncer');
    assert.deepEqual([clients?.steady, clients?.limit, clients?.arithmetic], [120, 200, '2 × 100']);
    const database = of('db');
    // 2 instances × 25 for the one user of one database that clients come as, of 60 − 3.
    assert.deepEqual([database?.steady, database?.limit], [50, 57]);
    assert.equal(database?.rows[0]?.arithmetic, '2 pods × 25');
    assert.equal(database?.rows[0]?.pool.origin, 'derived');
    assert.deepEqual(database?.missing, []);
  });

  it('never asks for more than its clients do', async () => {
    const { of } = await capacity({
      'k8s/app.yaml': APP('postgres://shop@bouncer/shop', 3),
      'k8s/bouncer.yaml': BOUNCER("{ name: DEFAULT_POOL_SIZE, value: '25' }"),
      'k8s/db.yaml': POSTGRES,
    });
    assert.equal(of('db')?.steady, 30);
    assert.equal(of('db')?.rows[0]?.bound, '30 clients can ask for 50');
    // PgBouncer takes 100 clients where nobody says another number.
    assert.deepEqual([of('bouncer')?.limit, of('bouncer')?.limitOrigin], [200, 'defaulted']);
  });

  it('takes the smallest of what a database may have and what its users ask', async () => {
    const { of } = await capacity({
      'k8s/app.yaml': APP('postgres://shop@bouncer/shop'),
      'k8s/bouncer.yaml': BOUNCER(
        "{ name: DEFAULT_POOL_SIZE, value: '25' }, { name: MAX_DB_CONNECTIONS, value: '8' }",
      ),
      'k8s/db.yaml': POSTGRES,
    });
    assert.equal(of('db')?.steady, 16);
  });

  it('is told where it opens more than the server grants', async () => {
    const { service } = await capacity({
      'k8s/app.yaml': APP('postgres://shop@bouncer/shop'),
      'k8s/bouncer.yaml': BOUNCER(
        "{ name: DEFAULT_POOL_SIZE, value: '40' }, { name: MAX_CLIENT_CONN, value: '500' }",
      ),
      'k8s/db.yaml': POSTGRES,
    });
    const { output } = await service.review(
      [ROOT],
      { base: ROOT, only: ['capacity/connections-over-budget'] },
      { isCancelled: () => false } as never,
    );
    const findings = output.files.flatMap(({ path, findings: all }) =>
      all.map(({ severity, message }) => `${path} ${severity} ${message}`),
    );
    assert.equal(findings.length, 1);
    assert.match(findings[0] ?? '', /^k8s\/bouncer\.yaml warning bouncer can open 2 × 40 = 80/);
  });

  it('changes nothing for a service that is not deployed with it', async () => {
    const { of } = await capacity({
      'k8s/app.yaml': APP('postgres://shop@db/shop', 4),
      'k8s/db.yaml': POSTGRES,
      'other/compose.yaml': `services:
  bouncer: { image: 'edoburu/pgbouncer:1.23', environment: { DB_HOST: elsewhere } }
`,
    });
    assert.equal(of('db')?.steady, 40);
  });

  it('leaves the size of one whose settings are not read open, and says so', async () => {
    const { of } = await capacity({
      'k8s/app.yaml': APP('postgres://shop@cat/shop'),
      'k8s/cat.yaml': server(
        'cat',
        'ghcr.io/postgresml/pgcat:1.2',
        'env: [{ name: DB_HOST, value: db }]',
      ),
      'k8s/db.yaml': POSTGRES,
    });
    assert.match(of('db')?.missing[0]?.why ?? '', /settings of pgcat are not read/);
  });
});

describe('RDS Proxy', () => {
  it('takes a share of what its database grants', async () => {
    const stack = `
resource "aws_ecs_service" "shop" {
  name            = "shop"
  desired_count   = 40
  task_definition = aws_ecs_task_definition.shop.arn
}
resource "aws_ecs_task_definition" "shop" {
  container_definitions = jsonencode([{
    name        = "shop"
    image       = "registry.example.com/shop:3"
    command     = ["node", "server.js"]
    environment = [{ name = "DATABASE_URL", value = "postgres://shop@\${aws_db_proxy.main.endpoint}/shop" }]
  }])
}
resource "aws_db_proxy" "main" {
  name          = "main-proxy"
  engine_family = "POSTGRESQL"
}
resource "aws_db_proxy_default_target_group" "main" {
  db_proxy_name = aws_db_proxy.main.name
  connection_pool_config {
    max_connections_percent = 50
  }
}
resource "aws_db_proxy_target" "main" {
  db_proxy_name          = aws_db_proxy.main.name
  db_instance_identifier = aws_db_instance.main.identifier
}
resource "aws_db_parameter_group" "main" {
  family = "postgres16"
  parameter {
    name  = "max_connections"
    value = "205"
  }
}
resource "aws_db_instance" "main" {
  identifier           = "main"
  engine               = "postgres"
  instance_class       = "db.r6g.large"
  parameter_group_name = aws_db_parameter_group.main.name
}
`;
    // Half of all that it grants; how many clients ask the proxy is nobody's limit.
    const { of } = await capacity({ 'infra/main.tf': stack });
    assert.deepEqual([of('main')?.steady, of('main')?.limit], [102, 200]);
    assert.equal(of('main-proxy'), undefined);
  });
});

/** CloudNativePG's own kinds: a cluster of three, and poolers in front of it. */
const CLUSTER = `apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata: { name: db }
spec:
  instances: 3
  postgresql: { parameters: { max_connections: '100' } }
`;
const POOLER = (more: string) => `apiVersion: postgresql.cnpg.io/v1
kind: Pooler
metadata: { name: front }
spec:
  cluster: { name: db }
  instances: 2
  ${more}
  pgbouncer: { poolMode: transaction, parameters: { max_client_conn: '90', default_pool_size: '30' } }
`;

describe('a pooler that an operator runs', () => {
  it('takes so many clients, and opens so many connections at the server that takes writes', async () => {
    const { of } = await capacity({
      'k8s/db.yaml': CLUSTER,
      'k8s/pooler.yaml': POOLER('type: rw'),
      'k8s/app.yaml': APP('postgres://shop@front/shop'),
    });
    const clients = of('front');
    assert.deepEqual([clients?.limit, clients?.steady], [180, 120]);
    // Two of 30 for the one user; a rollout of its Deployment has 3 or 4, and 120 clients are there for all.
    const server = of('db');
    assert.deepEqual([server?.limit, server?.steady, server?.rollout], [97, 60, [90, 120]]);
  });

  it('hands on to the servers that only read, where it says so', async () => {
    const { of } = await capacity({
      'k8s/db.yaml': CLUSTER,
      'k8s/pooler.yaml': POOLER('type: ro'),
      'k8s/app.yaml': APP('postgres://shop@front/shop'),
    });
    assert.equal(of('db (readers)')?.steady, 60);
  });

  it('leaves nothing to be told where it is near and the address is not known', async () => {
    const { of } = await capacity({
      'k8s/db.yaml': CLUSTER,
      'k8s/pooler.yaml': POOLER('type: rw'),
      'k8s/app.yaml': APP('').replace(
        "value: ''",
        'valueFrom: { secretKeyRef: { name: x, key: y } }',
      ),
    });
    assert.equal(of('db'), undefined);
  });
});

describe('servers of a cluster that only read', () => {
  it('are reached by a name of their own, and have a budget of their own', async () => {
    const { of } = await capacity({
      'k8s/db.yaml': CLUSTER,
      'k8s/app.yaml': APP('postgres://shop@db-ro/shop'),
    });
    const readers = of('db (readers)');
    assert.deepEqual([readers?.limit, readers?.steady], [97, 120]);
  });

  it('leaves no sum whole where a second pool of a program may ask it too', async () => {
    const url = 'postgres://u:p@bouncer:6432/shop';
    const second = `import { Pool } from 'pg';
import { address } from './settings';
export const reports = new Pool({ connectionString: address(), max: 40 });
`;
    const files = {
      'k8s/app.yaml': APP(url, 1),
      'k8s/bouncer.yaml': BOUNCER("{ name: MAX_CLIENT_CONN, value: '90' }", 1),
      'k8s/db.yaml': POSTGRES,
    };
    const alone = (await capacity(files)).of('bouncer');
    assert.deepEqual(alone?.missing, []);
    const both = (await capacity({ ...files, 'src/reports.ts': second })).of('bouncer');
    assert.deepEqual(
      both?.missing.map(({ factor, why }) => [factor, why]),
      [['another pool of shop', 'whether it leads here is not written']],
    );
  });
});
