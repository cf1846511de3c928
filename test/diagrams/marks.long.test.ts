import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { memoryPorts, ROOT } from '../support/memory';

/** The rules of each box that has any mark, by its name, and the mark that stands before it. */
async function marked(files: Readonly<Record<string, string>>, request = {}) {
  const service = createService(memoryPorts(new Map(Object.entries(files))));
  const drawing = await service.systemDrawing(ROOT, request);
  assert.ok(drawing);
  return Object.fromEntries(
    drawing.boxes
      .filter(({ errors, warnings }) => errors + warnings > 0)
      .map(({ whole: [line = ''], findings }) => [
        line,
        findings
          .filter(({ severity }) => severity === 'error' || severity === 'warning')
          .map(({ rule }) => rule)
          .sort(),
      ]),
  );
}

const deployment = (name: string) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  replicas: 2
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      containers:
        - name: ${name}
          image: registry.example.com/shop/${name}:1
          resources: { requests: { cpu: 100m, memory: 64Mi } }
          readinessProbe: { httpGet: { path: /, port: 8080 } }
`;

const CODE = {
  'web/package.json': '{ "name": "web", "dependencies": { "express": "4" } }',
  'web/Dockerfile': 'FROM node:22\nCOPY . .\nCMD ["node", "server.js"]\n',
  'web/server.js': `const express = require('express');
const axios = require('axios');
const { Pool } = require('pg');
const pool = new Pool({ max: 5, connectionTimeoutMillis: 1000 });
pool.on('error', console.error);
const app = express();
app.get('/orders', async (req, res) => res.json((await axios.get('http://pay.example.com/x')).data));
app.listen(8080);
`,
};

const WORKER = `const { Pool } = require('pg');
const pool = new Pool({ max: 5, connectionTimeoutMillis: 1000 });
setInterval(() => pool.query('select 1'), 1000);
`;

const CALL = 'topology/call-without-timeout';
const BUDGET = 'kubernetes/pdb-blocks-eviction';

describe('what is reported is marked on the box of the workload it belongs to', () => {
  it('code, a budget of disruption and an autoscaler of one of two Deployments', async () => {
    const files = {
      ...CODE,
      '.github/workflows/build.yml':
        'on: push\njobs:\n  build:\n    steps:\n      - run: docker build -t registry.example.com/shop/web:1 web\n',
      'k8s/web.yaml': `${deployment('web')}---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: shared }
spec: { minAvailable: 2, selector: { matchLabels: { app: web } } }
`,
      'k8s/other.yaml': `${deployment('other').replace('  replicas: 2\n', '')}---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: shared }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: other }
  minReplicas: 4
  maxReplicas: 2
  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } } }]
`,
    };
    assert.deepEqual(await marked(files), {
      '▲2 web': [BUDGET, CALL],
      '✖1 other': ['kubernetes/hpa-min-greater-than-max'],
    });
  });

  it('of an environment that is drawn, and not of another', async () => {
    const overlay = (name: string, patch: string) => ({
      [`overlays/${name}/kustomization.yaml`]: `resources: [../../base]\npatches: [{ path: patch.yaml }]\n`,
      [`overlays/${name}/patch.yaml`]: `apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: web }\nspec: { minAvailable: ${patch} }\n`,
    });
    const files = {
      'base/kustomization.yaml': 'resources: [web.yaml]\n',
      'base/web.yaml': `${deployment('web')}---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web }
spec: { minAvailable: 1, selector: { matchLabels: { app: web } } }
`,
      ...overlay('prod', '2'),
      ...overlay('staging', '1'),
    };
    assert.deepEqual(await marked(files, { environment: 'prod' }), { '▲1 web': [BUDGET] });
    assert.deepEqual(await marked(files, { environment: 'staging' }), {});
  });

  it('of one service of a compose file, and of the code that it loads, not of the other', async () => {
    const files = {
      ...CODE,
      'web/worker.js': WORKER,
      'compose.yaml': `services:
  web:
    build: web
    ports: ['80:8080']
  worker:
    build: web
    command: node worker.js
`,
    };
    assert.deepEqual(await marked(files), {
      '▲1 web': [CALL],
      '▲1 worker': ['pool/error-unhandled'],
    });
  });

  it('of a service of ECS: its target group and what scales it', async () => {
    const service = (name: string) => `resource "aws_ecs_service" "${name}" {
  name            = "${name}"
  cluster         = aws_ecs_cluster.main.id
  task_definition = aws_ecs_task_definition.task.arn
  desired_count   = 2
  load_balancer {
    target_group_arn = aws_lb_target_group.${name}.arn
    container_name   = "web"
    container_port   = 8080
  }
}
resource "aws_lb_target_group" "${name}" {
  port        = 8080
  protocol    = "HTTP"
  target_type = "ip"
  vpc_id      = "vpc-1"
  health_check {
    interval = 30
    timeout  = ${name === 'web' ? 60 : 5}
  }
}
`;
    const main = `provider "aws" {}
resource "aws_ecs_cluster" "main" { name = "main" }
resource "aws_ecs_task_definition" "task" {
  family                = "task"
  container_definitions = jsonencode([{ name = "web", image = "shop/web:1", portMappings = [{ containerPort = 8080 }] }])
}
${service('web')}${service('other')}
resource "aws_appautoscaling_target" "other" {
  max_capacity       = 2
  min_capacity       = 4
  resource_id        = "service/main/\${aws_ecs_service.other.name}"
  scalable_dimension = "ecs:service:DesiredCount"
  service_namespace  = "ecs"
}
`;
    assert.deepEqual(await marked({ 'main.tf': main }), {
      '✖1 web': ['elb/target-group-rejected'],
      '✖1 other': ['ecs/scalable-target-bounds'],
    });
  });

  it('of a chart whose one template makes several workloads', async () => {
    const files = {
      'chart/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 0.1.0\n',
      'chart/values.yaml': 'services: { web: { least: 2 }, other: { least: 1 } }\n',
      'release.yaml': `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: shop, namespace: shop }
spec:
  chart: { spec: { chart: ./chart, sourceRef: { kind: GitRepository, name: flux } } }
`,
      'chart/templates/all.yaml': `{{- range $name, $each := .Values.services }}
---
${deployment('{{ $name }}').replaceAll('{{ $name }}', '{{ $name }}')}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: {{ $name }} }
spec: { minAvailable: {{ $each.least }}, selector: { matchLabels: { app: {{ $name }} } } }
{{- end }}
`.replaceAll('{ name: {{ $name }} }', '\n  name: {{ $name }}'),
    };
    assert.deepEqual(await marked(files), { '▲1 web': [BUDGET] });
  });

  it('counts once in a fold what several of its members have in common', async () => {
    const services = ['a', 'b', 'c'].map(
      (name) => `  ${name}:\n    build: web\n    ports: ['${name.charCodeAt(0)}:8080']\n`,
    );
    const files = { ...CODE, 'compose.yaml': `services:\n${services.join('')}` };
    assert.deepEqual(Object.keys(await marked(files, { most: 3 })), ['▲1 3 services']);
  });
});
