/** An nginx configuration of about `lines` lines: upstreams, and servers that proxy to them. */
export function nginxOf(lines: number): string {
  const sites = Array.from({ length: Math.ceil((lines - 4) / 20) }, (_, site) => nginxSite(site));
  return `events {}\nhttp {\n  proxy_connect_timeout 5s;\n${sites.join('')}}\n`;
}

/** The same as a configuration of one file a site. */
export function nginxFilesOf(sites: number): Readonly<Record<string, string>> {
  const files: Record<string, string> = {
    'nginx.conf': 'events {}\nhttp {\n  proxy_connect_timeout 5s;\n  include sites/*.conf;\n}\n',
  };
  for (let site = 0; site < sites; site++) files[`sites/${site}.conf`] = nginxSite(site);
  return files;
}

function nginxSite(site: number): string {
  return `  upstream shop${site} {
    least_conn;
    server 10.0.${site % 250}.1:8080 weight=3 max_fails=3 fail_timeout=30s;
    server 10.0.${site % 250}.2:8080;
  }
  server {
    listen 80; # plain
    server_name shop${site}.example.com;
    location / {
      proxy_pass http://shop${site};
      proxy_http_version 1.1;
      proxy_set_header Host $host;
      proxy_set_header Connection "";
    }
    location ~* "^/assets/.*\\.(?:css|js)$" {
      root /srv/shop${site};
      expires 30d;
    }
  }

`;
}

/** A stream of `count` Kubernetes documents, Deployments and their autoscalers in turn. */
export function manifestsOf(count: number): string {
  return Array.from({ length: count }, (_, index) =>
    index % 2 === 0 ? deployment(`shop${index}`) : autoscaler(`shop${index - 1}`),
  ).join('---\n');
}

/** A stream of `count` Deployments of about 22 KB each, as rendered charts are: mostly settings. */
export function streamOf(count: number): string {
  const settings = (name: string) =>
    Array.from(
      { length: 330 },
      (_, index) =>
        `            - name: SETTING_${index}\n              value: "${name} ${index}"\n`,
    ).join('');
  return Array.from({ length: count }, (_, index) => {
    const name = `shop${index}`;
    const env = `          env:\n${settings(name)}          resources:`;
    return deployment(name).replace('          resources:', env);
  }).join('---\n');
}

function deployment(name: string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  labels: { app: ${name} }
spec:
  selector:
    matchLabels: { app: ${name} }
  template:
    metadata:
      labels: { app: ${name} }
    spec:
      containers:
        - name: web
          image: registry.example.com/${name}:1.0
          resources:
            requests: { cpu: 500m, memory: 256Mi }
            limits: { memory: 512Mi }
`;
}

function autoscaler(name: string): string {
  return `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: ${name}
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: ${name}
  minReplicas: 3
  maxReplicas: 50
  metrics:
    - type: Resource
      resource:
        name: cpu
        target: { type: Utilization, averageUtilization: 70 }
`;
}

/** A CloudFormation template with `count` Auto Scaling groups and their policies. */
export function templateOf(count: number): string {
  const resources = Array.from({ length: count }, (_, index) => [
    [
      `Group${index}`,
      {
        Type: 'AWS::AutoScaling::AutoScalingGroup',
        Properties: {
          MinSize: '2',
          MaxSize: '20',
          HealthCheckType: 'ELB',
          HealthCheckGracePeriod: 300,
          VPCZoneIdentifier: { Ref: 'Subnets' },
          TargetGroupARNs: [{ Ref: 'Targets' }],
        },
      },
    ],
    [
      `Policy${index}`,
      {
        Type: 'AWS::AutoScaling::ScalingPolicy',
        Properties: {
          AutoScalingGroupName: { Ref: `Group${index}` },
          PolicyType: 'TargetTrackingScaling',
          TargetTrackingConfiguration: {
            TargetValue: 70,
            PredefinedMetricSpecification: { PredefinedMetricType: 'ASGAverageCPUUtilization' },
          },
        },
      },
    ],
  ]).flat();
  return `${JSON.stringify({ Resources: Object.fromEntries(resources) }, null, 2)}\n`;
}

/** A lock file of npm with `count` packages: other people's JSON. */
export function lockOf(count: number): string {
  const packages = Array.from({ length: count }, (_, index) => [
    `node_modules/package-${index}`,
    {
      version: `${index % 20}.${index % 7}.0`,
      resolved: `https://registry.example.com/package-${index}.tgz`,
      integrity: `sha512-${String(index).repeat(20)}`,
      dependencies: { [`package-${index + 1}`]: '^1.0.0' },
      engines: { node: '>=18' },
    },
  ]);
  const lock = { name: 'shop', lockfileVersion: 3, packages: Object.fromEntries(packages) };
  return `${JSON.stringify(lock, null, 2)}\n`;
}

/** A CloudFormation template of `count` functions, without a group; `mention` puts the word into its texts. */
export function tablesOf(count: number, mention = ''): string {
  const resources = Array.from({ length: count }, (_, index) => [
    `Table${index}`,
    {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        TableName: `orders-${index}`,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        Tags: [{ Key: 'holds', Value: `orders ${index} ${mention}` }],
      },
    },
  ]);
  return `${JSON.stringify({ Resources: Object.fromEntries(resources) }, null, 2)}\n`;
}

/** A TypeScript file of about `lines` lines with one pool and many handlers. */
export function serverOf(lines: number): string {
  const handlers = Array.from(
    { length: Math.ceil((lines - 6) / 5) },
    (_, index) => `app.get('/orders/${index}', async (request, response) => {
  const { rows } = await pool.query('select * from orders where id = $1', [request.params.id]);
  response.json(rows.map((row) => ({ id: row.id, total: row.total * ${index} })));
});
`,
  );
  return `import express from 'express';
import { Pool } from 'pg';

export const pool = new Pool({ max: 10, connectionTimeoutMillis: 5000 });
export const app = express();
${handlers.join('\n')}`;
}

/** The same in Python, with Flask and SQLAlchemy. */
export function pythonServerOf(lines: number): string {
  const handlers = Array.from(
    { length: Math.ceil((lines - 6) / 6) },
    (_, index) => `@app.get("/orders/${index}")
def order_${index}(id):
    with engine.connect() as connection:
        rows = connection.execute(text("select * from orders where id = :id"), {"id": id})
        return [{"id": row.id, "total": row.total * ${index}} for row in rows]
`,
  );
  return `from flask import Flask
from sqlalchemy import create_engine, text

app = Flask(__name__)
engine = create_engine("postgresql://db/shop", pool_size=10, pool_timeout=5)
${handlers.join('\n')}`;
}

/** The same in Go, with database/sql. */
export function goServerOf(lines: number): string {
  const handlers = Array.from(
    { length: Math.ceil((lines - 14) / 9) },
    (_, index) => `func order${index}(w http.ResponseWriter, r *http.Request) {
	row := db.QueryRowContext(r.Context(), "SELECT total FROM orders WHERE id = $1", r.PathValue("id"))
	var total int
	if err := row.Scan(&total); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	fmt.Fprintf(w, "%d", total*${index})
}
`,
  );
  return `package main

import (
	"database/sql"
	"fmt"
	"net/http"
)

var db, _ = sql.Open("pgx", "postgres://db/shop")

func init() {
	db.SetMaxOpenConns(10)
}
${handlers.join('\n')}`;
}

/** The same in Java, with HikariCP, in one class. */
export function javaServerOf(lines: number): string {
  const handlers = Array.from(
    { length: Math.ceil((lines - 16) / 9) },
    (_, index) => `  @GetMapping("/orders/${index}")
  public int order${index}(@PathVariable long id) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement("SELECT total FROM orders WHERE id = ?")) {
      statement.setLong(1, id);
      ResultSet rows = statement.executeQuery();
      return rows.next() ? rows.getInt("total") * ${index} : 0;
    }
  }
`,
  );
  return `package shop;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;

class Orders {
  private final HikariDataSource dataSource;

  Orders() {
    HikariConfig config = new HikariConfig();
    config.setMaximumPoolSize(10);
    dataSource = new HikariDataSource(config);
  }

${handlers.join('\n')}}
`;
}

/** A TypeScript file of about `lines` lines whose handlers take connections out of a pool. */
export function transactionsOf(lines: number): string {
  const handlers = Array.from(
    { length: Math.ceil((lines - 6) / 12) },
    (_, index) => `export async function pay${index}(id: string, items: readonly Item[]) {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    for (const item of items) {
      await client.query('update stock set left = left - 1 where id = $1', [item.id]);
    }
    await client.query('COMMIT');
  } finally {
    client.release();
  }
}
`,
  );
  return `import { Pool } from 'pg';
import type { Item } from './items';

const pool = new Pool({ max: 10, connectionTimeoutMillis: 5000 });
${handlers.join('')}`;
}

/** A source file that has nothing to do with Headroom, of about 4 KB. */
export function unrelated(index: number): string {
  const functions = Array.from(
    { length: 40 },
    (_, number) => `export function total${index}of${number}(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, ${number});
}
`,
  );
  return functions.join('\n');
}

/** A base of 14 Deployments and their autoscalers, and so many overlays that patch one of them. */
export function overlaysOf(count: number): Readonly<Record<string, string>> {
  const files: Record<string, string> = {};
  const resources: string[] = [];
  for (let index = 0; index < 14; index++) {
    const name = `app${index}`;
    resources.push(`deployment${index}.yaml`, `hpa${index}.yaml`);
    files[`base/deployment${index}.yaml`] = `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      containers:
        - name: main
          image: example/${name}:1.2
          ports: [{ containerPort: 8080 }]
          env: [{ name: DATABASE_URL, value: postgres://db/${name} }]
          resources: { requests: { cpu: 100m, memory: 128Mi }, limits: { memory: 256Mi } }
          readinessProbe: { httpGet: { path: /healthz, port: 8080 } }
`;
    files[`base/hpa${index}.yaml`] = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: ${name} }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: ${name} }
  minReplicas: 2
  maxReplicas: 10
  metrics:
    - type: Resource
      resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } }
`;
  }
  files['base/kustomization.yaml'] =
    `resources:\n${resources.map((path) => `  - ${path}\n`).join('')}`;
  for (let index = 0; index < count; index++) {
    const folder = `overlays/tenant${index}/prod`;
    files[`${folder}/kustomization.yaml`] =
      `namespace: tenant${index}\nresources: [../../../base]\npatches:\n  - path: patch.yaml\n`;
    files[`${folder}/patch.yaml`] = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: app3 }
spec: { maxReplicas: ${3 + (index % 7)} }
`;
  }
  return files;
}
