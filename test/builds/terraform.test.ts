import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { terraformModules } from '../../src/service/builds/terraform';
import { NEVER_CANCELLED } from '../../src/service/contracts/ports';
import { plainOf } from '../../src/service/syntax/data-node';
import { readHcl } from '../../src/service/syntax/hcl';
import { memoryPorts, ROOT } from '../support/memory';
import { memorySources } from './files';

type Values = Record<string, unknown>;

/** What each build makes, by id and address. */
function made(files: Readonly<Record<string, string>>): Record<string, Record<string, Values>> {
  const sources = memorySources(files);
  return Object.fromEntries(
    terraformModules.find(sources).map((root) => {
      const { build } = terraformModules.evaluate(sources, root);
      const { resources } = plainOf(build.documents[0] as never) as {
        resources: { address: string; values: Values }[];
      };
      return [build.id, Object.fromEntries(resources.map((one) => [one.address, one.values]))];
    }),
  );
}

/** The group of a root module with these lines. */
function group(text: string, more: Readonly<Record<string, string>> = {}): Values {
  const all = made({ 'main.tf': text, ...more });
  const [first] = Object.values(all);
  return Object.values(first ?? {})[0] ?? {};
}

describe('what Terraform will make', () => {
  it('takes values from files, later ones over earlier ones, and defaults last', () => {
    const found = group(
      `variable "most" { default = 4 }
variable "least" { default = 1 }
variable "name" { type = string }
resource "aws_autoscaling_group" "web" {
  name     = "web-\${var.name}"
  min_size = var.least
  max_size = var.most
}`,
      {
        'terraform.tfvars': 'name = "a"\nmost = 6\n',
        'z.auto.tfvars': 'most = 8\n',
      },
    );
    assert.deepEqual(found, { name: 'web-a', min_size: 1, max_size: 8 });
  });

  it('makes one build for each environment that a file of values is called after', () => {
    const all = made({
      'infra/main.tf':
        'variable "n" {}\nresource "aws_ecs_service" "a" { desired_count = var.n }\n',
      'infra/env/prod.tfvars': 'n = 6\n',
      'infra/env/dev.tfvars': 'n = 1\n',
    });
    assert.deepEqual(all, {
      'terraform:infra@prod': { 'aws_ecs_service.a': { desired_count: 6 } },
      'terraform:infra@dev': { 'aws_ecs_service.a': { desired_count: 1 } },
    });
  });

  it('takes no file for values that tells a backend, and no file of a module for an environment', () => {
    const all = made({
      'environment/main.tf':
        'variable "n" {}\nresource "aws_ecs_service" "a" { desired_count = var.n }\n',
      'account/main.tf':
        'variable "n" {}\nresource "aws_ecs_service" "a" { desired_count = var.n }\n',
      'account/tfvars/production.tfvars': 'n = 6\n',
      'account/tfvars/backends/production.tfvars': 'bucket = "state-of-production"\n',
    });
    assert.deepEqual(Object.keys(all), ['terraform:account@production', 'terraform:environment']);
  });

  it('takes files of one environment together that give different variables', () => {
    const all = made({
      'main.tf':
        'variable "n" {}\nvariable "bucket" {}\nresource "aws_autoscaling_group" "a" {\n  name     = var.bucket\n  min_size = var.n\n}\n',
      'tfvars/backends/prod.tfvars': 'bucket = "state"\n',
      'tfvars/prod.tfvars': 'n = 6\n',
    });
    assert.deepEqual(
      Object.values(all).map((each) => each['aws_autoscaling_group.a']),
      [{ name: 'state', min_size: 6 }],
    );
  });

  it('lets what a default alone decides stay open', () => {
    const found = group(
      'variable "most" { default = 4 }\nresource "aws_autoscaling_group" "a" { max_size = var.most }\n',
    );
    assert.equal(found.max_size, '${var.most}');
  });

  it('gives objects the attributes that their type makes optional', () => {
    const found = group(
      `variable "api" {
  type = object({
    least  = number
    most   = optional(number, 9)
    name   = optional(string)
    scale  = optional(object({ step = optional(number, 2) }), {})
    groups = optional(list(object({ weight = optional(number, 5) })), [])
  })
}
resource "aws_autoscaling_group" "web" {
  name             = var.api.name
  min_size         = var.api.least
  max_size         = var.api.most
  desired_capacity = var.api.scale.step
  default_cooldown = var.api.groups[0].weight
}`,
      { 'terraform.tfvars': 'api = { least = 1, groups = [{}] }\n' },
    );
    assert.deepEqual(found, { min_size: 1, max_size: 9, desired_capacity: 2, default_cooldown: 5 });
  });

  it('follows locals, conditions, functions and maps by environment', () => {
    const found = group(
      `locals {
  env   = var.env
  sizes = { prod = { max = 12 }, dev = { max = 2 } }
  max   = lookup(local.sizes, local.env, {}).max
}
variable "env" {}
resource "aws_autoscaling_group" "a" {
  name             = join("-", ["a", upper(local.env)])
  min_size         = local.env == "prod" ? 3 : 1
  max_size         = local.max
  desired_capacity = max(local.max / 2, 3)
}`,
      { 'terraform.tfvars': 'env = "prod"\n' },
    );
    assert.deepEqual(found, { name: 'a-PROD', min_size: 3, max_size: 12, desired_capacity: 6 });
  });

  it('gives modules their arguments and takes what they put out', () => {
    const all = made({
      'live/prod/main.tf': `module "db" { source = "../../modules/db" }
module "web" {
  source = "../../modules/web"
  max    = 9
  host   = module.db.host
}`,
      'modules/db/main.tf':
        'resource "aws_db_instance" "this" { engine = "postgres" }\noutput "host" { value = aws_db_instance.this.address }\n',
      'modules/web/main.tf': `variable "max" {}
variable "least" { default = 2 }
variable "host" {}
resource "aws_ecs_task_definition" "web" {
  container_definitions = jsonencode([{ name = "web", environment = [{ name = "DB_HOST", value = var.host }] }])
}
resource "aws_appautoscaling_target" "web" {
  min_capacity = var.least
  max_capacity = var.max
}`,
    });
    assert.deepEqual(all, {
      'terraform:live/prod@prod': {
        'module.db.aws_db_instance.this': { engine: 'postgres' },
        'module.web.aws_ecs_task_definition.web': {
          container_definitions: [
            {
              name: 'web',
              environment: [{ name: 'DB_HOST', value: '${aws_db_instance.db--this.address}' }],
            },
          ],
        },
        'module.web.aws_appautoscaling_target.web': { min_capacity: 2, max_capacity: 9 },
      },
    });
  });

  it('makes as many as count and for_each say', () => {
    const all = made({
      'main.tf': `resource "aws_ecs_service" "off" {
  count = 0
  desired_count = 1
}
resource "aws_ecs_service" "one" {
  count = 1
  desired_count = 1
}
resource "aws_ecs_service" "each" {
  for_each      = { web = 4, api = 2 }
  name          = each.key
  desired_count = each.value
}`,
    });
    assert.deepEqual(all, {
      'terraform:.': {
        'aws_ecs_service.one[0]': { desired_count: 1 },
        'aws_ecs_service.each["api"]': { name: 'api', desired_count: 2 },
        'aws_ecs_service.each["web"]': { name: 'web', desired_count: 4 },
      },
    });
  });

  it('fills in templates, with numbers that wait for others', () => {
    const found = group(
      `data "template_file" "task" {
  template = file("\${path.module}/task.json.tpl")
  vars = { image = "shop:1", pool = 12, memory = aws_x.y.memory }
}
resource "aws_ecs_task_definition" "web" {
  container_definitions = data.template_file.task.rendered
}`,
      {
        'task.json.tpl':
          '[{"image": "${image}", "memory": ${memory}, "environment": [{"name": "POOL", "value": "${pool}"}]}]',
      },
    );
    assert.deepEqual(found.container_definitions, [
      {
        image: 'shop:1',
        memory: '${aws_x.y.memory}',
        environment: [{ name: 'POOL', value: '12' }],
      },
    ]);
  });

  it('writes the blocks that dynamic makes, and leaves open what it cannot tell', () => {
    const text = (items: string) => `resource "aws_db_parameter_group" "a" {
  dynamic "parameter" {
    for_each = ${items}
    content {
      name  = parameter.value.name
      value = parameter.value.value
    }
  }
}`;
    assert.deepEqual(group(text('[{ name = "max_connections", value = 300 }]')), {
      parameter: [{ name: 'max_connections', value: 300 }],
    });
    assert.deepEqual(group(text('var.more')).parameter, { '!unknown': 'a dynamic block makes it' });
  });

  it('knows that what a resource gives is neither null nor empty, whatever it will be', () => {
    const service = (given: string) =>
      group(`locals {
  group = ${given}
}
resource "aws_ecs_service" "a" {
  dynamic "load_balancer" {
    for_each = local.group == null || local.group == "" ? [] : [local.group]
    content { target_group_arn = load_balancer.value }
  }
}
`).load_balancer;
    assert.deepEqual(service('aws_lb_target_group.web.arn'), [
      { target_group_arn: '${aws_lb_target_group.web.arn}' },
    ]);
    assert.equal(service('null'), undefined);
    // What may be left out by the resource itself stays open.
    assert.deepEqual(service('aws_lb_target_group.web.port'), {
      '!unknown': 'a dynamic block makes it',
    });
  });

  it('knows that an object or a list is not null, whatever is in it', () => {
    const service = (given: string) =>
      group(`locals {
  http = ${given}
}
resource "aws_ecs_service" "a" {
  desired_count = local.http != null ? 2 : 1
  dynamic "load_balancer" {
    for_each = local.http == null ? [] : [local.http]
    content { container_port = load_balancer.value.port }
  }
}
`);
    assert.deepEqual(service('{ listener = var.listener, port = 8080 }'), {
      desired_count: 2,
      load_balancer: [{ container_port: 8080 }],
    });
    assert.deepEqual(service('null'), { desired_count: 1 });
    // What nobody here says may be null.
    assert.deepEqual(service('var.http').load_balancer, {
      '!unknown': 'a dynamic block makes it',
    });
  });

  it('says where each value was decided', () => {
    const sources = memorySources({
      'main.tf': 'variable "n" {}\nresource "aws_ecs_service" "a" { desired_count = var.n }\n',
      'terraform.tfvars': 'n = 6\n',
    });
    const [root] = terraformModules.find(sources);
    const [document] = terraformModules.evaluate(sources, root as never).documents;
    const trail = document?.trail('/resource/aws_ecs_service/a/DesiredCount') ?? [];
    assert.deepEqual(trail.map(({ uri, path }) => `${uri}${path}`).slice(0, 2), [
      'file:///terraform.tfvars/n',
      'file:///main.tf/variable/n',
    ]);
  });

  it('knows what some modules of the registry make, and what they put out', () => {
    const all = made({
      'main.tf': `module "db" {
  source         = "terraform-aws-modules/rds/aws"
  identifier     = "orders"
  engine         = "postgres"
  instance_class = "db.m6g.large"
  parameters     = [{ name = "max_connections", value = "300" }]
}
resource "aws_ecs_task_definition" "web" {
  container_definitions = jsonencode([{ environment = [{ name = "H", value = module.db.db_instance_address }] }])
}`,
    });
    const found = all['terraform:.'] ?? {};
    assert.deepEqual(found['module.db.aws_db_parameter_group.this[0]'], {
      name: 'orders',
      parameter: [{ name: 'max_connections', value: '300' }],
    });
    assert.equal(
      (found['module.db.aws_db_instance.this[0]'] as Values | undefined)?.parameter_group_name,
      '${aws_db_parameter_group.db--this.id}',
    );
    assert.deepEqual(found['aws_ecs_task_definition.web'], {
      container_definitions: [
        { environment: [{ name: 'H', value: '${aws_db_instance.db--this.address}' }] },
      ],
    });
  });

  it('makes of services of a registry what the module does, each value with the place of its caller', () => {
    const files = {
      'main.tf': `module "api" {
  source  = "terraform-aws-modules/ecs/aws//modules/service"
  version = "~> 5.11"
  name                     = "api"
  desired_count            = 3
  autoscaling_max_capacity = var.most
  load_balancer            = { service = { target_group_arn = module.alb.target_groups["api"].arn, container_name = "api", container_port = 80 } }
  container_definitions    = { api = { image = "api:1", port_mappings = [{ containerPort = 80 }] } }
}
module "alb" {
  source        = "terraform-aws-modules/alb/aws"
  target_groups = { api = { port = 80, health_check = { path = "/up" } } }
  listeners     = { http = { port = 80, forward = { target_group_key = "api" } } }
}
variable "most" { type = number }
`,
      'terraform.tfvars': 'most = 12\n',
    };
    const all = made(files)['terraform:.'] ?? {};
    const service = all['module.api.aws_ecs_service.this[0]'] as Values;
    assert.deepEqual(service.lifecycle, { ignore_changes: ['desired_count'] });
    assert.deepEqual(service.load_balancer, [
      {
        target_group_arn: '${aws_lb_target_group.alb--this--api.arn}',
        container_name: 'api',
        container_port: 80,
      },
    ]);
    const target = all['module.api.aws_appautoscaling_target.this[0]'] as Values;
    assert.deepEqual([target.min_capacity, target.max_capacity], [1, 12]);
    const { container_definitions: containers } = all[
      'module.api.aws_ecs_task_definition.this[0]'
    ] as { container_definitions: readonly Values[] };
    // What the module gives a container to stop where nobody says it.
    assert.equal(containers[0]?.stopTimeout, 120);
    assert.deepEqual((all['module.alb.aws_lb_target_group.this["api"]'] as Values).health_check, {
      path: '/up',
    });
    // It scales by CPU and memory where nobody says by what.
    assert.ok(all['module.api.aws_appautoscaling_policy.this["memory"]']);
  });

  it('says of a value that a module of a registry takes where its caller writes it', () => {
    const sources = memorySources({
      'main.tf': `module "api" {
  source                   = "terraform-aws-modules/ecs/aws//modules/service"
  name                     = "api"
  autoscaling_max_capacity = 12
}`,
    });
    const [root] = terraformModules.find(sources);
    assert.ok(root);
    const [document] = terraformModules.evaluate(sources, root).documents;
    const at = (path: string) =>
      document?.trail(path).map((step) => `${step.uri}${step.path}`) ?? [];
    const target = '/resource/aws_appautoscaling_target/api--this';
    assert.deepEqual(at(`${target}/MaxCapacity`), [
      'file:///main.tf/module/api/autoscaling_max_capacity',
    ]);
    // What the module decides by itself is decided where it is called.
    assert.deepEqual(at(`${target}/MinCapacity`), ['file:///main.tf/module/api']);
  });

  it('follows joins over what may not be there, and what a data source is asked by', () => {
    const all = made({
      'main.tf': `resource "aws_ecs_service" "web" {
  count = 1
  name  = "web"
}
resource "aws_appautoscaling_target" "web" {
  resource_id = "service/main/\${join("", aws_ecs_service.web[*].name)}"
}
data "aws_rds_engine_version" "wanted" { engine = "aurora-postgresql" }
resource "aws_rds_cluster" "main" { engine = data.aws_rds_engine_version.wanted.engine }
`,
    });
    const found = all['terraform:.'] ?? {};
    assert.deepEqual(found['aws_appautoscaling_target.web'], {
      resource_id: 'service/main/${aws_ecs_service.web.name}',
    });
    assert.deepEqual(found['aws_rds_cluster.main'], { engine: 'aurora-postgresql' });
  });

  it('ends where values are made of each other, and where modules call each other', () => {
    const all = made({
      'main.tf': `locals {
  a = local.b
  b = local.a
}
module "m" { source = "./m" }
resource "aws_ecs_service" "a" { desired_count = local.a }`,
      'm/main.tf':
        'module "m" { source = "../m" }\nresource "aws_ecs_service" "m" { desired_count = 1 }\n',
    });
    assert.ok(Object.keys(all).length > 0);
  });
});

describe('HCL', () => {
  it('reads what is whole beside what is broken', () => {
    const { blocks } = readHcl('a = = 3\nresource "x" "y" {\n  n = 2\n  m = [1,\n}\n');
    assert.deepEqual(
      blocks.map(({ labels }) => labels),
      [['x', 'y']],
    );
    assert.deepEqual(blocks[0]?.body.attributes[0]?.value, { kind: 'literal', value: 2 });
  });

  for (const [name, text] of Object.entries({
    brackets: `a = ${'['.repeat(50_000)}`,
    braces: '{'.repeat(50_000),
    blocks: 'a {'.repeat(50_000),
    signs: `a = ${'!'.repeat(50_000)}`,
    interpolations: `a = "${'${"'.repeat(20_000)}`,
    directives: `a = "${'%{ if x }'.repeat(20_000)}`,
    heredocs: 'a = <<A\nb\nA\n'.repeat(50_000),
    conditions: `a = ${'b ? '.repeat(20_000)}`,
  })) {
    it(`survives nothing but ${name}`, () => {
      assert.ok(readHcl(text).blocks.length >= 0);
    });
  }
});

describe('what a file of values decides', () => {
  const review = async (files: Readonly<Record<string, string>>) => {
    const service = createService(memoryPorts(new Map(Object.entries(files))));
    const { output } = await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
    return output.files.flatMap(({ path, findings }) =>
      findings.map(({ rule, range }) => `${path}:${range.start.line + 1} ${rule}`),
    );
  };

  it('is judged where it is written', async () => {
    const found = await review({
      'main.tf': `variable "floor" {}
variable "roof" {}
resource "aws_autoscaling_group" "a" {
  min_size            = var.floor
  max_size            = var.roof
  vpc_zone_identifier = ["subnet-1", "subnet-2"]
}`,
      'terraform.tfvars': 'floor = 6\nroof = 4\n',
    });
    assert.deepEqual(
      found.filter((each) => each.endsWith('size-order')),
      ['terraform.tfvars:1 asg/size-order'],
    );
  });

  it('is not told twice where the resource tells it already', async () => {
    const found = await review({
      'main.tf': `variable "count_of" {}
resource "aws_ecs_service" "a" {
  name          = "a"
  desired_count = var.count_of
}
resource "aws_appautoscaling_target" "a" {
  service_namespace  = "ecs"
  scalable_dimension = "ecs:service:DesiredCount"
  resource_id        = "service/shop/\${aws_ecs_service.a.name}"
  min_capacity       = 2
  max_capacity       = 6
}`,
      'terraform.tfvars': 'count_of = 3\n',
    });
    assert.deepEqual(
      found.filter((each) => each.endsWith('desired-count-pinned')),
      ['main.tf:4 ecs/desired-count-pinned'],
    );
  });
});
