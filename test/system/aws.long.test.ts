import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { connectionsOf, memoryOf } from '../../src/service/system/views/hosted-limits';
import { memoryPorts, ROOT } from '../support/memory';

const POOL = `from sqlalchemy import create_engine
import os
engine = create_engine(os.environ["DATABASE_URL"], pool_size=int(os.environ.get("POOL", "5")), max_overflow=0)
`;
const SERVICE = `
resource "aws_ecs_service" "shop" {
  name                       = "shop"
  desired_count              = 6
  deployment_maximum_percent = 150
  task_definition            = aws_ecs_task_definition.shop.arn
}
`;
const task = (url: string) => `
resource "aws_ecs_task_definition" "shop" {
  family = "shop"
  container_definitions = jsonencode([{
    name        = "shop"
    image       = "\${aws_ecr_repository.shop.repository_url}:\${var.tag}"
    command     = ["gunicorn", "-w", "4", "--threads", "8", "shop:app"]
    environment = [
      { name = "POOL", value = "10" },
      { name = "DATABASE_URL", value = ${url} },
    ]
  }])
}
`;
const RDS = `
resource "aws_db_instance" "main" {
  identifier     = "main"
  engine         = "mysql"
  instance_class = "db.m6g.large"
}
`;
const AURORA = `
resource "aws_rds_cluster" "main" {
  cluster_identifier = "main"
  engine             = "aurora-postgresql"
  serverlessv2_scaling_configuration {
    min_capacity = 0.5
    max_capacity = 16
  }
}
resource "aws_rds_cluster_instance" "main" {
  cluster_identifier = aws_rds_cluster.main.id
  instance_class     = "db.serverless"
  engine             = aws_rds_cluster.main.engine
}
`;

async function budgets(files: Readonly<Record<string, string>>) {
  const all = new Map(
    Object.entries({
      'shop/Dockerfile': 'FROM python:3.12\nCOPY . .\n',
      'shop/db.py': POOL,
      ...files,
    }),
  );
  return (await createService(memoryPorts(all)).capacity(ROOT)).budgets;
}

describe('a stack of AWS', () => {
  it('is read from its tasks through their variables to the database they name', async () => {
    const [budget, ...others] = await budgets({
      'infra/service.tf': SERVICE,
      'infra/task.tf': task('"mysql://shop@${aws_db_instance.main.address}/shop"'),
      'infra/database.tf': RDS,
    });
    assert.ok(budget);
    assert.deepEqual(others, []);
    // 6 tasks × 4 workers × 8 threads of a pool of 10; ⌊6 × 150 %⌋ = 9 run in a deployment, at most 12.
    assert.deepEqual([budget.steady, budget.rollout], [192, [288, 384]]);
    assert.equal(budget.server, 'main');
    // 8 GiB / 12,582,880 = 682; a server may grant 12 % less.
    assert.deepEqual(
      [budget.limit, budget.limitRange, budget.limitOrigin],
      [682, [600, 682], 'derived'],
    );
    assert.equal(budget.rows[0]?.certainty, 'stated');
    assert.equal(budget.rows[0]?.bound, '8 gunicorn --threads use 8 of 10');
  });

  it('counts two databases apart, and a module of somebody else as a server that is not seen', async () => {
    const two = `${RDS}${RDS.replaceAll('main', 'audit')}`;
    const [budget] = await budgets({
      'infra/all.tf': `${SERVICE}${task('aws_db_instance.audit.endpoint')}${two}`,
    });
    assert.equal(budget?.server, 'audit');
    const [module] = await budgets({
      'infra/all.tf': `${SERVICE}${task('module.database.address')}${RDS}`,
    });
    assert.deepEqual([module?.server, module?.limit], ['module.database.address', null]);
  });

  it('is the server that an address of AWS names by its identifier, also from another tool', async () => {
    const at = async (host: string, infra = RDS) =>
      (
        await budgets({
          'infra/all.tf': `${SERVICE}${task(`"mysql://shop@${host}/shop"`)}${infra}`,
        })
      ).map(({ server, limit }) => [server, limit]);
    const host = (first: string) => `${first}.eu-west-1.rds.amazonaws.com`;
    assert.deepEqual(await at(host('main.c1abcdefghij')), [['main', 682]]);
    assert.deepEqual(await at(host('other.c1abcdefghij')), [[host('other.c1abcdefghij'), null]]);
    // A name of a cluster is no name of an instance, and the readers of a cluster are another server.
    const cluster = host('main.cluster-c1abcdefghij');
    assert.deepEqual(await at(cluster), [[cluster, null]]);
    const aurora = AURORA.replace('postgresql', 'mysql').replace('= 0.5', '= 2');
    assert.deepEqual((await at(cluster, aurora))[0]?.[0], 'main');
    const readers = host('main.cluster-ro-c1abcdefghij');
    assert.deepEqual((await at(readers, aurora))[0]?.[0], 'main (readers)');
  });

  it('has a limit that follows the units of a serverless cluster, 2,000 where it can sleep', async () => {
    const files = { 'infra/all.tf': `${SERVICE}${task('aws_rds_cluster.main.endpoint')}${AURORA}` };
    const [budget] = await budgets(files);
    assert.equal(budget?.limit, 2000 - 3);
    const awake = { 'infra/all.tf': files['infra/all.tf'].replace('= 0.5', '= 2') };
    assert.equal((await budgets(awake))[0]?.limit, 3604 - 3);
  });

  it('does not take a task definition that another file writes for one process', async () => {
    const [budget] = await budgets({
      'infra/all.tf': `${SERVICE}${task('"x"').replace(/jsonencode\([\s\S]*\)/, 'file("task.json")')}${RDS}`,
    });
    assert.ok((budget?.rows ?? []).every(({ processes }) => processes.origin === 'assumed'));
  });
});

describe('what AWS computes', () => {
  it('is read from its formulas', () => {
    const gib = 2 ** 30;
    assert.equal(connectionsOf('LEAST({DBInstanceClassMemory/9531392},5000)', 2 * gib), 225);
    assert.equal(connectionsOf('LEAST({DBInstanceClassMemory/9531392},5000)', 64 * gib), 5000);
    assert.equal(connectionsOf('{DBInstanceClassMemory/12582880}', 8 * gib), 682);
    assert.equal(connectionsOf('SUM({AllocatedStorage},1)', 8 * gib), undefined);
    const aurora =
      'GREATEST({log(DBInstanceClassMemory/805306368)*45},{log(DBInstanceClassMemory/8187281408)*1000})';
    assert.equal(connectionsOf(aurora, 16 * gib), 1069);
  });

  it('is of machines whose memory is known', () => {
    assert.deepEqual(
      ['db.t4g.micro', 'db.t3.medium', 'db.m6g.large', 'db.r6g.4xlarge', 'db.r7i.xlarge'].map(
        memoryOf,
      ),
      [1, 4, 8, 128, 32],
    );
    assert.equal(memoryOf('db.z1d.large'), undefined);
    assert.equal(memoryOf('var.class'), undefined);
  });
});
