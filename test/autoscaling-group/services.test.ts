import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fact } from '../../src/service/contracts/fact';
import { analyse } from './support';

/** Facts of a kind as plain values, for comparison: unknown is `?`, absent is `-`. */
async function facts(text: string, path: string, kind: Fact['kind']) {
  const { facts: all } = await analyse(text, path);
  return all.filter((fact) => fact.kind === kind).map((fact) => plain(fact));
}

function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('state' in value) {
    if (value.state === 'known' && 'value' in value) return value.value;
    return value.state === 'absent' ? '-' : '?';
  }
  const entries = Object.entries(value).filter(([key]) => key !== 'path' && key !== 'kind');
  return Object.fromEntries(entries.map(([key, inner]) => [key, plain(inner)]));
}

const TERRAFORM = `
resource "aws_ecs_service" "web" {
  name                       = "web"
  task_definition            = aws_ecs_task_definition.web.arn
  deployment_maximum_percent = 150

  load_balancer {
    target_group_arn = aws_lb_target_group.web.arn
  }

  lifecycle {
    ignore_changes = [desired_count]
  }
}

resource "aws_appautoscaling_target" "web" {
  service_namespace  = "ecs"
  scalable_dimension = "ecs:service:DesiredCount"
  resource_id        = "service/shop/\${aws_ecs_service.web.name}"
  min_capacity       = 2
  max_capacity       = var.most
}

resource "aws_db_parameter_group" "main" {
  parameter {
    name  = "max_connections"
    value = "400"
  }
}

resource "aws_db_instance" "main" {
  identifier           = "main"
  engine               = "postgres"
  instance_class       = "db.r6g.large"
  multi_az             = true
  parameter_group_name = aws_db_parameter_group.main.name
}
`;

const TEMPLATE = `
Resources:
  Web:
    Type: AWS::ECS::Service
    Properties:
      ServiceName: web
      DesiredCount: !Ref Count
      DeploymentConfiguration: { MaximumPercent: 150 }
  Bounds:
    Type: AWS::ApplicationAutoScaling::ScalableTarget
    Properties:
      ServiceNamespace: ecs
      ResourceId: !Join ['/', [service, shop, !GetAtt Web.Name]]
      MinCapacity: 2
      MaxCapacity: 8
  Settings:
    Type: AWS::RDS::DBParameterGroup
    Properties:
      Parameters: { max_connections: '400' }
  Main:
    Type: AWS::RDS::DBInstance
    Properties:
      Engine: postgres
      DBParameterGroupName: !Ref Settings
`;

test('an ECS service says what a deployment does with its count', async () => {
  assert.deepEqual(await facts(TERRAFORM, 'main.tf', 'container-service'), [
    {
      name: 'web',
      resource: 'aws_ecs_service.web',
      desiredCount: '-',
      minimumHealthyPercent: '-',
      maximumPercent: 150,
      schedulingStrategy: '-',
      taskDefinition: 'aws_ecs_task_definition.web',
      isBehindBalancer: true,
      isCountIgnored: true,
    },
  ]);
  const [service] = await facts(TEMPLATE, 'stack.yaml', 'container-service');
  assert.deepEqual(service, {
    name: 'web',
    resource: 'Web',
    desiredCount: '?',
    minimumHealthyPercent: '-',
    maximumPercent: 150,
    schedulingStrategy: '-',
    taskDefinition: null,
    isBehindBalancer: false,
    isCountIgnored: false,
  });
});

test('a scalable target says what it scales, by reference or by name', async () => {
  const [terraform] = await facts(TERRAFORM, 'main.tf', 'scalable-target');
  assert.deepEqual(terraform, {
    namespace: 'ecs',
    dimension: 'ecs:service:DesiredCount',
    scales: { resource: 'aws_ecs_service.web', name: null },
    minCapacity: 2,
    maxCapacity: '?',
  });
  const [template] = await facts(TEMPLATE, 'stack.yaml', 'scalable-target');
  assert.deepEqual(template, {
    namespace: 'ecs',
    dimension: '-',
    scales: { resource: 'Web', name: null },
    minCapacity: 2,
    maxCapacity: 8,
  });
});

test('a database takes its limit from its parameter group', async () => {
  for (const [text, path] of [
    [TERRAFORM, 'main.tf'],
    [TEMPLATE, 'stack.yaml'],
  ] as const) {
    const [database] = await facts(text, path, 'managed-database');
    assert.ok(typeof database === 'object' && database !== null && 'maxConnections' in database);
    assert.equal(database.maxConnections, '400');
  }
});
