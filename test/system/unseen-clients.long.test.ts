import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { memoryPorts, ROOT } from '../support/memory';

const DATABASE = `
resource "aws_db_parameter_group" "main" {
  name   = "main"
  family = "mysql8.0"
  parameter {
    name  = "max_connections"
    value = "300"
  }
}
resource "aws_db_instance" "main" {
  identifier           = "main"
  engine               = "mysql"
  instance_class       = "db.m6g.large"
  parameter_group_name = aws_db_parameter_group.main.name
}
`;
const service = (name: string, tasks: number, container: string) => `
resource "aws_ecs_service" "${name}" {
  name            = "${name}"
  desired_count   = ${tasks}
  task_definition = aws_ecs_task_definition.${name}.arn
}
resource "aws_ecs_task_definition" "${name}" {
  family                = "${name}"
  container_definitions = jsonencode([{
    name        = "${name}"
    image       = "registry.example/${name}:1"
    environment = [{ name = "DB_HOST", value = aws_db_instance.main.address }]
    ${container}
  }])
}
`;
const FPM = `[www]
listen = 9000
pm = static
pm.max_children = 20
`;
const SITE = {
  'site/Dockerfile': 'FROM php:8.3-fpm\nCOPY . /srv\nCMD ["php-fpm"]\n',
  'site/www.conf': FPM,
};

async function budgets(files: Readonly<Record<string, string>>) {
  const all = new Map(Object.entries(files));
  return (await createService(memoryPorts(all)).capacity(ROOT)).budgets;
}

describe('what opens connections without a pool in sight', () => {
  it('is a child of PHP-FPM each: it holds one connection for the request it works on', async () => {
    const [budget, ...others] = await budgets({
      ...SITE,
      'infra/main.tf': DATABASE + service('site', 6, ''),
    });
    assert.deepEqual(others, []);
    assert.deepEqual(
      [budget?.server, budget?.limit, budget?.steady, budget?.rollout],
      ['main', 300, 120, [240, 240]],
    );
    assert.deepEqual(budget?.missing, []);
    assert.equal(budget?.rows[0]?.arithmetic, '6 tasks × 20 processes × 1');
  });

  it('is named where it has the address of the server: nothing is within a budget that lacks it', async () => {
    const [budget] = await budgets({
      ...SITE,
      'infra/main.tf':
        DATABASE + service('site', 6, '') + service('mails', 2, 'command = ["bin/mails"]'),
    });
    assert.equal(budget?.steady, 120);
    assert.deepEqual(
      budget?.missing.map(({ factor }) => factor),
      ['connections of mails'],
    );
  });

  it('is not what ends by itself, what everybody knows, and a program that loads no pool of its code', async () => {
    const [budget] = await budgets({
      ...SITE,
      'mails/Dockerfile': 'FROM node:22\nCOPY . .\nCMD ["node", "ping.js"]\n',
      'mails/package.json': '{ "name": "mails", "dependencies": { "mysql2": "3" } }',
      'mails/ping.js': 'console.log(1);\n',
      'mails/db.js':
        "import mysql from 'mysql2';\nexport const pool = mysql.createPool({ host: process.env.DB_HOST });\n",
      'infra/main.tf':
        DATABASE +
        service('site', 6, '') +
        service('migrate', 1, 'command = ["flyway", "migrate"]') +
        service('nginx', 1, '').replace('registry.example/nginx:1', 'nginx:1.27') +
        service('mails', 1, ''),
    });
    assert.deepEqual(budget?.missing, []);
  });
});
