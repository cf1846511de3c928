import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { memoryPorts, ROOT } from '../support/memory';

const SCHEMA = `datasource db {
  provider = "postgresql"
  url      = env("DATABASE_URL")
}
`;
const PRISMA =
  "import { PrismaClient } from '@prisma/client';\nexport const prisma = new PrismaClient();\n";
const compose = (url: string) => `services:
  web:
    build: .
    command: node src/db.js
    deploy: { replicas: 3 }
    environment: { DATABASE_URL: '${url}' }
  db:
    image: postgres:16
    command: postgres -c max_connections=200
`;

async function only(files: Readonly<Record<string, string>>) {
  const all = new Map(
    Object.entries({ Dockerfile: 'FROM node:20\nCOPY . .\n', 'package.json': '{}', ...files }),
  );
  const { budgets } = await createService(memoryPorts(all)).capacity(ROOT);
  const [budget] = budgets;
  return { budget, row: budget?.rows[0] };
}

describe('a pool whose address says how many it opens', () => {
  it('has the address of its schema: its server and its size', async () => {
    const { budget, row } = await only({
      'prisma/schema.prisma': SCHEMA,
      'src/db.ts': PRISMA,
      'compose.yaml': compose('postgresql://shop@db/shop?schema=public&connection_limit=7'),
    });
    assert.deepEqual([budget?.server, budget?.limit, budget?.steady], ['db', 197, 21]);
    assert.deepEqual([row?.pool.name, row?.pool.at?.path], ['connection_limit', 'compose.yaml']);
  });

  it('is not told where the address does not say it: it follows the machine', async () => {
    const { row } = await only({
      'prisma/schema.prisma': SCHEMA,
      'src/db.ts': PRISMA,
      'compose.yaml': compose('postgresql://shop@db/shop?connection_limit_of=7'),
    });
    assert.equal(row?.pool.value, null);
    assert.match(row?.pool.why ?? '', /connection_limit is not in its address/);
  });

  it('is not told by the address where a driver adapter has the pool', async () => {
    const { row } = await only({
      'prisma/schema.prisma': SCHEMA,
      'src/db.ts': PRISMA.replace('PrismaClient()', 'PrismaClient({ adapter: made() })'),
      'compose.yaml': compose('postgresql://shop@db/shop?connection_limit=7'),
    });
    assert.equal(row?.pool.value, null);
    assert.doesNotMatch(row?.pool.why ?? '', /connection_limit/);
  });

  it('is what code says, where code says it as well', async () => {
    const go = (line: string) => `package main

import (
	"context"
	"os"

	"github.com/jackc/pgx/v5/pgxpool"
)

func open() (*pgxpool.Pool, error) {
	config, _ := pgxpool.ParseConfig(os.Getenv("DATABASE_URL"))
	${line}
	return pgxpool.NewWithConfig(context.Background(), config)
}
`;
    const url = 'postgres://shop@db/shop?pool_max_conns=9';
    const steady = async (line: string) =>
      (
        await only({
          Dockerfile: 'FROM scratch\nCOPY . .\n',
          'main.go': go(line),
          'compose.yaml': compose(url).replace('node src/db.js', '/bin/shop'),
        })
      ).budget?.steady;
    assert.equal(await steady(''), 27);
    assert.equal(await steady('config.MaxConns = 4'), 12);
  });

  it('is read of a text of which a part is not known: the address of a server that is yet to be made', async () => {
    const { budget } = await only({
      'prisma/schema.prisma': SCHEMA,
      'src/db.ts': PRISMA,
      'main.tf': `provider "aws" {}
resource "aws_db_instance" "main" {
  engine         = "postgres"
  instance_class = "db.m6g.large"
}
resource "aws_ecs_task_definition" "web" {
  family = "shop"
  container_definitions = jsonencode([{
    name        = "web"
    image       = "registry.example.test/shop:1"
    command     = ["node", "src/db.js"]
    environment = [{ name = "DATABASE_URL", value = "postgresql://shop@\${aws_db_instance.main.address}/shop?connection_limit=6" }]
  }])
}
resource "aws_ecs_service" "web" {
  name            = "shop"
  task_definition = aws_ecs_task_definition.web.arn
  desired_count   = 4
}
`,
      'package.json': '{ "name": "shop" }',
    });
    assert.deepEqual([budget?.steady, budget?.rollout], [24, [48, 48]]);
  });
});
