import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { createService } from '../../src/service';
import type { DrawingRequest } from '../../src/service/contracts/service';
import type { Content, DrawMessage, ToPanel } from '../../src/webview/messages';
import { memoryPorts, ROOT } from '../support/memory';
import { graphOfShop, messageOf } from './support';

/** Something that the panel shows. */
export interface Surface {
  readonly name: string;
  readonly message: ToPanel;
  /** What is clicked before the picture is taken. */
  readonly select?: string | undefined;
}

/** Every surface of the panel: what the contact sheet shows and what is measured. */
export async function allSurfaces(): Promise<readonly Surface[]> {
  const shop = await systemOf('examples/shop');
  const many = manyServices(60);
  const folded = await drawn(many, {});
  const fold = folded.boxes.find(({ members }) => members.length > 0);
  const some = manyServices(24);
  const few = await drawn(some, { most: 8 });
  const opened = await drawn(some, {
    most: 8,
    open: few.boxes.filter(({ members }) => members.length > 0).map(({ id }) => id),
  });
  const database = shop.boxes.find(({ kind }) => kind === 'database');
  const service = createService(memoryPorts(filesIn('examples/shop')));
  const views = [
    { id: 'system', title: 'System' },
    { id: 'file', title: 'This file' },
  ].concat(service.diagramViews());
  const shown = (content: Content, more: Partial<DrawMessage> = {}): ToPanel => ({
    ...messageOf(content),
    ...{ file: 'db.ts', views, environments: [null, 'prod', 'dev'], environment: 'prod' },
    ...more,
  });
  const references = await Promise.all(
    service.referenceViews().map(async ({ id, title }): Promise<Surface[]> => {
      const graph = await service.referenceDiagram(id, ROOT);
      const note = 'The guide’s reference: no file here says anything of it.';
      return graph
        ? [
            {
              name: `${title} (guide)`,
              message: shown({ kind: 'graph', graph }, { view: id, note }),
            },
          ]
        : [];
    }),
  );
  const answers = { bottleneck: 'database', 'database-load': 'reads' };
  const filled = await Promise.all(
    FILLED.map(async ([view, root]): Promise<Surface> => {
      const made = typeof root === 'string' ? filesIn(root) : root;
      const files = new Map([...made].filter(([path]) => path !== 'headroom.yaml'));
      const drawing = await drawn(files, { view, answers });
      const note = `Drawn from ${drawing.sources.slice(0, 3).join(', ')}`;
      const message = shown({ kind: 'system', drawing }, { view, note });
      return {
        name: `${view}, of ${typeof root === 'string' ? root.replace('test/systems/', '').replace('/files', '') : 'a sketch'}`,
        message,
      };
    }),
  );
  const system = (
    name: string,
    drawing: Awaited<ReturnType<typeof drawn>>,
    select?: string,
  ): Surface => ({ name, message: shown({ kind: 'system', drawing }), select });
  const nothing = (
    name: string,
    reasons: readonly string[],
    action?: { title: string; command: string },
    title?: string,
  ): Surface => ({
    name,
    message: {
      ...{ type: 'nothing', file: '', uri: '', locked: false, views, reasons },
      ...(title ? { title } : {}),
      ...(action ? { action } : {}),
    },
  });
  return [
    system('shop', shop),
    system('shop, a database selected', shop, database?.id),
    system('parcels', await systemOf('test/systems/nest-parcels/files')),
    system('clinic', await systemOf('test/systems/django-clinic/files')),
    system('60 services, folded', folded),
    system('a fold selected', folded, fold?.id),
    system('24 services, open', opened),
    system('described twice', await drawn(describedTwice(), {})),
    system('pools alone', await drawn(new Map([['src/db.ts', POOL]]), {})),
    {
      name: 'nginx',
      message: shown(
        { kind: 'graph', graph: await graphOfShop('nginx/nginx.conf') },
        { view: 'file', file: 'nginx.conf' },
      ),
    },
    {
      name: 'autoscaler',
      message: shown(
        { kind: 'graph', graph: await graphOfShop('k8s/hpa.yaml') },
        { view: 'file', file: 'hpa.yaml' },
      ),
    },
    ...filled,
    ...references.flat(),
    nothing('no folder', ['No folder is open.'], { title: 'Open Folder', command: '' }),
    nothing(
      'reading',
      ['Reading 120 of 177 files'],
      { title: 'Show Log', command: '' },
      'One moment',
    ),
    nothing('nothing recognised', ['34 files were read, and none says what runs.'], {
      title: 'Show What Was Read',
      command: '',
    }),
  ];
}

const CLUSTER = `apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata: { name: orders }
spec: { instances: 3 }
`;

function sketch(path: string, text: string): Map<string, string> {
  return new Map([[path, text]]);
}

function shards(): Map<string, string> {
  const urls = [0, 1, 2].map((index) => `SHARD_${index}: 'postgres://shard-${index}/shop'`);
  const pools = [0, 1, 2].map(
    (index) => `  new Pool({ connectionString: process.env.SHARD_${index} }),\n`,
  );
  const stores = [0, 1, 2].map((index) => `  shard-${index}: { image: 'postgres:16' }\n`);
  return new Map([
    ['package.json', '{ "name": "shop" }'],
    ['Dockerfile', 'FROM node:22\nCOPY . .\n'],
    [
      'compose.yaml',
      `services:\n  shop:\n    build: .\n    command: node server.js\n    environment: { ${urls.join(', ')} }\n${stores.join('')}`,
    ],
    [
      'src/db.ts',
      `import { Pool } from 'pg';\nconst shards = [\n${pools.join('')}];\nexport const poolOf = (id: number) => shards[id % shards.length];\n`,
    ],
  ]);
}

function regions(): Map<string, string> {
  const region = (name: string, code: string, role: string) => `provider "aws" {
  alias  = "${name}"
  region = "${code}"
}
resource "aws_ecs_service" "${name}" {
  provider      = aws.${name}
  name          = "web"
  desired_count = 6
}
resource "aws_rds_cluster" "${name}" {
  provider                  = aws.${name}
  cluster_identifier        = "orders-${name}"
  engine                    = "aurora-postgresql"
  global_cluster_identifier = aws_rds_global_cluster.orders.id
}
resource "aws_lb" "${name}" {
  provider = aws.${name}
  name     = "${name}"
}
resource "aws_route53_record" "${name}" {
  name           = "shop.example.com"
  type           = "A"
  set_identifier = "${name}"
  failover_routing_policy { type = "${role}" }
  alias {
    name                   = aws_lb.${name}.dns_name
    evaluate_target_health = true
  }
}
`;
  const all = [
    region('eu', 'eu-west-1', 'PRIMARY'),
    region('us', 'us-east-1', 'SECONDARY'),
    'resource "aws_rds_global_cluster" "orders" {\n  global_cluster_identifier = "orders"\n}\n',
  ];
  return new Map([['main.tf', all.join('')]]);
}

/** Views that these workspaces fill. */
const FILLED = [
  ['traffic', 'examples/shop'],
  ['autoscaling', 'examples/shop'],
  ['load-balancer', 'test/systems/rails-market/files'],
  ['cache-layers', 'test/systems/django-clinic/files'],
  ['decision-tree', 'examples/shop'],
  ['read-replicas', sketch('replicas.yaml', CLUSTER)],
  ['sharding', shards()],
  ['multi-region', regions()],
] as const;

const POOL = `import { Pool } from 'pg';
export const pool = new Pool({ max: 10 });
`;

/** What many repositories hold: the same system as a compose project, and as manifests. */
function describedTwice(): Map<string, string> {
  const parts = [
    { name: 'catalogue', store: 'mysql' },
    { name: 'shipping', store: 'redis' },
  ];
  const services = parts.flatMap(({ name, store }) => [
    `  ${name}: { image: 'shop/${name}:1', environment: { STORE: '${store}' } }`,
    `  ${store}: { image: '${store}:8' }`,
  ]);
  const deployment = (name: string, image: string, variables: string) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  replicas: 2
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec: { containers: [{ name: ${name}, image: '${image}', env: [${variables}] }] }
---
apiVersion: v1
kind: Service
metadata: { name: ${name} }
spec: { selector: { app: ${name} }, ports: [{ port: 80 }] }
`;
  const manifests = parts.flatMap(({ name, store }) => [
    deployment(name, `shop/${name}:1`, `{ name: STORE, value: ${store} }`),
    deployment(store, `${store}:8`, ''),
  ]);
  return new Map([
    ['compose.yaml', `services:\n${services.join('\n')}\n`],
    ['k8s/shop.yaml', manifests.join('---\n')],
  ]);
}

function systemOf(root: string) {
  return drawn(filesIn(root), {});
}

async function drawn(files: Map<string, string>, request: DrawingRequest) {
  const drawing = await createService(memoryPorts(files)).systemDrawing(ROOT, {
    most: 20,
    ...request,
  });
  if (!drawing) throw new Error('There is no system.');
  return drawing;
}

function filesIn(root: string): Map<string, string> {
  const paths = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(root, join(parentPath, name)));
  return new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

function manyServices(count: number): Map<string, string> {
  const services = Array.from(
    { length: count },
    (_, index) =>
      `  service-${index}:\n    image: shop/service-${index}:1\n    deploy: { replicas: ${(index % 5) + 1} }\n`,
  );
  return new Map([
    ['compose.yaml', `services:\n${services.join('')}  db: { image: 'postgres:16' }\n`],
  ]);
}
