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
      region: '-',
      resource: 'aws_ecs_service.web',
      desiredCount: '-',
      minimumHealthyPercent: '-',
      maximumPercent: 150,
      schedulingStrategy: '-',
      taskDefinition: 'aws_ecs_task_definition.web',
      isBehindBalancer: true,
      targetGroups: { 0: { resource: 'aws_lb_target_group.web', name: null } },
      checkGrace: '-',
      isCountIgnored: true,
    },
  ]);
  const [service] = await facts(TEMPLATE, 'stack.yaml', 'container-service');
  assert.deepEqual(service, {
    name: 'web',
    region: '-',
    resource: 'Web',
    desiredCount: '?',
    minimumHealthyPercent: '-',
    maximumPercent: 150,
    schedulingStrategy: '-',
    taskDefinition: null,
    isBehindBalancer: false,
    targetGroups: {},
    checkGrace: '-',
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
    metrics: {},
    triggers: {},
  });
  const [template] = await facts(TEMPLATE, 'stack.yaml', 'scalable-target');
  assert.deepEqual(template, {
    namespace: 'ecs',
    dimension: '-',
    scales: { resource: 'Web', name: null },
    minCapacity: 2,
    maxCapacity: 8,
    metrics: {},
    triggers: {},
  });
});

test('a database names its parameter group, which says its limit', async () => {
  for (const [text, path, group] of [
    [TERRAFORM, 'main.tf', 'aws_db_parameter_group.main'],
    [TEMPLATE, 'stack.yaml', 'Settings'],
  ] as const) {
    const [database] = await facts(text, path, 'managed-database');
    assert.ok(typeof database === 'object' && database !== null && 'parameterGroup' in database);
    assert.deepEqual(database.parameterGroup, { resource: group, name: null });
    const [settings] = await facts(text, path, 'parameter-group');
    assert.ok(typeof settings === 'object' && settings !== null && 'parameters' in settings);
    assert.deepEqual(settings.parameters, { max_connections: '400' });
  }
});

const TASK_TERRAFORM = `
resource "aws_ecs_task_definition" "web" {
  family = "web"
  memory = 2048
  container_definitions = jsonencode([
    {
      name        = "web"
      image       = "registry.example.com/shop:3"
      command     = ["gunicorn", "-w", "4", "shop:app"]
      memory      = 1024
      stopTimeout = 60
      environment = [
        { name = "POOL", value = "12" },
        { name = "DATABASE_URL", value = "postgres://shop@\${aws_db_instance.main.address}/shop" },
      ]
      secrets = [{ name = "KEY", valueFrom = aws_ssm_parameter.key.arn }]
      healthCheck = { command = ["CMD-SHELL", "curl -f localhost/live"], retries = 5 }
    }
  ])
}
`;
const TASK_TEMPLATE = `
Resources:
  Web:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: web
      Memory: '2048'
      ContainerDefinitions:
        - Name: web
          Image: registry.example.com/shop:3
          Command: [gunicorn, -w, '4', 'shop:app']
          Memory: 1024
          StopTimeout: 60
          Environment:
            - { Name: POOL, Value: 12 }
            - { Name: DATABASE_URL, Value: !Sub 'postgres://shop@\${Main.Endpoint.Address}/shop' }
          Secrets: [{ Name: KEY, ValueFrom: !Ref Key }]
          HealthCheck: { Command: [CMD-SHELL, curl -f localhost/live], Retries: 5 }
`;

test('a task definition says what its containers start, and with what', async () => {
  for (const [text, path, host] of [
    [TASK_TERRAFORM, 'main.tf', 'aws_db_instance.main.address'],
    [TASK_TEMPLATE, 'stack.yaml', 'Main.Endpoint.Address'],
  ] as const) {
    const { facts: all } = await analyse(text, path);
    const [task] = all.flatMap((fact) => (fact.kind === 'task-definition' ? [fact] : []));
    const [container] = task?.containers ?? [];
    assert.ok(task && container, path);
    assert.equal(task.open, null);
    assert.deepEqual(plain(task.memory), 2048);
    assert.deepEqual(container.command?.words, ['gunicorn', '-w', '4', 'shop:app']);
    assert.deepEqual(plain(container.environment), { POOL: '12', DATABASE_URL: '?', KEY: '?' });
    const { DATABASE_URL: url, KEY: key } = container.environment;
    assert.ok(url?.state === 'unknown' && key?.state === 'unknown');
    assert.equal(url.expression, `postgres://shop@\${${host}}/shop`);
    assert.equal(key.reference?.space, 'secret');
    assert.deepEqual([plain(container.memory), plain(container.stopTimeout)], [1024, 60]);
    assert.equal(container.healthcheck?.test?.text, 'curl -f localhost/live');
  }
});

test('containers that another file has are not taken for none', async () => {
  const text = TASK_TERRAFORM.replace(/jsonencode\(\[[\s\S]*\]\)/, 'file("task.json")');
  const { facts: all } = await analyse(text, 'main.tf');
  const [task] = all.flatMap((fact) => (fact.kind === 'task-definition' ? [fact] : []));
  assert.equal(task?.containers.length, 0);
  assert.match(task?.open ?? '', /expression/);
});
