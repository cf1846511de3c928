import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { helmCharts } from '../../src/service/builds/helm';
import { nodeAt, plainOf, textOf } from '../../src/service/syntax/data-node';
import { memoryPorts, ROOT } from '../support/memory';
import { memorySources } from './files';

const OCI = 'oci://registry-1.docker.io/bitnamicharts';
const chart = (dependencies: string) =>
  `apiVersion: v2\nname: shop\nversion: 1.0.0\ndependencies:\n${dependencies}`;
const dependency = (name: string, repository = OCI, more = '') =>
  `  - {name: ${name}, version: 1.2.3, repository: "${repository}"${more}}\n`;

function documents(files: Readonly<Record<string, string>>) {
  const sources = memorySources(files);
  const [root] = helmCharts.find(sources);
  if (!root) return [];
  return helmCharts.evaluate(sources, root).build.documents;
}

function names(files: Readonly<Record<string, string>>) {
  return documents(files).map((each) => {
    const { kind } = plainOf(each) as { kind: string };
    return `${kind} ${textOf(nodeAt(each, ['metadata', 'name']))}`;
  });
}

describe('a chart of a server that everybody knows and that is not here', () => {
  it('makes the server under the name that others reach it by', () => {
    const files = (values: string, more = '') => ({
      'Chart.yaml': chart(dependency('postgresql', OCI, more)),
      'values.yaml': values,
      'templates/a.yaml': 'kind: A\nmetadata: {name: a}\n',
    });
    const of = (name: string) => [
      'A a',
      `ConfigMap ${name}-settings`,
      `Service ${name}`,
      `StatefulSet ${name}`,
    ];
    assert.deepEqual(names(files('{}')).sort(), of('release-name-postgresql'));
    const alias = names(files('db: {nameOverride: main}', ', alias: db'));
    assert.deepEqual(alias.sort(), of('release-name-main'));
    const full = names(files('postgresql: {fullnameOverride: pg}'));
    assert.deepEqual(full.sort(), of('pg'));
    const replicated = names(files('postgresql: {architecture: replication}'));
    assert.ok(replicated.includes('StatefulSet release-name-postgresql-primary'));
    const off = files('postgresql: {enabled: false}', ', condition: postgresql.enabled');
    assert.deepEqual(names(off), ['A a']);
  });

  it('is nothing where it comes from somebody else', () => {
    const files = {
      'Chart.yaml': chart(dependency('postgresql', 'https://charts.example.org')),
      'values.yaml': '{}',
      'templates/a.yaml': 'kind: A\nmetadata: {name: a}\n',
    };
    assert.deepEqual(names(files), ['A a']);
  });

  it('has what its values set, and what else it has is not known', () => {
    const files = {
      'Chart.yaml': chart(dependency('redis') + dependency('mysql', '@bitnami')),
      'values.yaml': `redis:
  commonConfiguration: |-
    maxmemory 100mb
  master: {resources: {limits: {memory: 256Mi}}}
mysql:
  primary: {configuration: "[mysqld]\\nmax_connections=50"}
`,
      'templates/a.yaml': 'kind: A\nmetadata: {name: a}\n',
    };
    const text = JSON.stringify(documents(files).map(plainOf));
    assert.match(text, /"redis.conf":"maxmemory 100mb"/);
    assert.match(text, /"limits":\{"memory":"256Mi"\}/);
    assert.match(text, /max_connections=50/);
    const again = { ...files, 'values.yaml': 'redis: {sentinel: {enabled: true}}\n' };
    assert.ok(!names(again).some((name) => /redis/.test(name)));
  });

  it('grants what the values of an environment say', async () => {
    const files = {
      Dockerfile: 'FROM node:22\nCOPY . .\nCMD ["node", "db.js"]\n',
      'package.json': '{ "name": "shop" }',
      'db.js':
        "const { Pool } = require('pg');\nmodule.exports = new Pool({ connectionString: process.env.DATABASE_URL, max: 4 });\n",
      'deploy/Chart.yaml': chart(dependency('postgresql')),
      'deploy/values.yaml': '{}\n',
      'deploy/values-production.yaml':
        'postgresql:\n  primary:\n    extendedConfiguration: |\n      max_connections = 40\n',
      'deploy/values-staging.yaml': 'size: 1\n',
      'deploy/templates/web.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  replicas: 3
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec:
      containers:
        - name: shop
          image: shop:1
          env: [{name: DATABASE_URL, value: "postgres://a@{{ .Release.Name }}-postgresql/a"}]
`,
    };
    const service = createService(memoryPorts(new Map(Object.entries(files))));
    const { budgets } = await service.capacity(ROOT);
    assert.deepEqual(
      budgets.map(({ environment, server, limit, steady }) => [environment, server, limit, steady]),
      [
        ['production', 'postgresql', 37, 12],
        ['staging', 'postgresql', 97, 12],
      ],
    );
  });
});
