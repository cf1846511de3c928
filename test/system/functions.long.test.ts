import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { memoryPorts, ROOT } from '../support/memory';

const CODE = `import pg from 'pg';
export const pool = new pg.Pool({ host: process.env.DB_HOST, max: 5, connectionTimeoutMillis: 3000 });
`;
const handler = (body: string) =>
  `${body}export const handler = async (event) => ({ statusCode: 200 });\n`;
const FILES = {
  'src/package.json': '{ "name": "orders", "dependencies": { "pg": "8" } }',
  'src/db.mjs': CODE,
  'src/book.mjs': handler(
    "import { pool } from './db.mjs';\nexport const all = () => pool.query('SELECT 1');\n",
  ),
  'src/ping.mjs': handler(''),
};
const DATABASE = `
  Settings:
    Type: AWS::RDS::DBParameterGroup
    Properties: { Description: d, Family: postgres16, Parameters: { max_connections: '200' } }
  Database:
    Type: AWS::RDS::DBInstance
    Properties: { Engine: postgres, DBInstanceClass: db.m7g.large, DBParameterGroupName: !Ref Settings }
`;
const called = (name: string, more: string) => `
  ${name}:
    Type: AWS::Serverless::Function
    Properties:
      Handler: ${name.toLowerCase()}.handler
${more}`;
const GLOBALS = `Globals:
  Function:
    Runtime: nodejs20.x
    CodeUri: src/
    Timeout: 20
    Environment: { Variables: { DB_HOST: !GetAtt Database.Endpoint.Address } }
`;

async function budgets(resources: string) {
  const files = { ...FILES, 'template.yaml': `${GLOBALS}Resources:${DATABASE}${resources}` };
  const service = createService(memoryPorts(new Map(Object.entries(files))));
  return (await service.capacity(ROOT)).budgets;
}

describe('a function of Lambda', () => {
  it('opens one connection an instance, up to what is reserved, and again after a deployment', async () => {
    const [budget] = await budgets(
      called('Book', '      ReservedConcurrentExecutions: 20\n') +
        called('Ping', '      ReservedConcurrentExecutions: 30\n'),
    );
    // Ping loads no file with a pool.
    assert.deepEqual(
      budget?.rows.map(({ unit }) => unit),
      ['Book'],
    );
    assert.deepEqual([budget?.limit, budget?.steady, budget?.rollout], [195, 20, [20, 40]]);
    assert.deepEqual(budget?.missing, []);
  });

  it('runs as often at once as the queue that calls it allows', async () => {
    const queue = (most: string) =>
      called(
        'Book',
        `      Events:
        Orders: { Type: SQS, Properties: { Queue: !GetAtt Orders.Arn${most} } }
  Orders:
    Type: AWS::SQS::Queue
`,
      );
    const [capped] = await budgets(queue(', ScalingConfig: { MaximumConcurrency: 8 }'));
    assert.equal(capped?.steady, 8);
    const [open] = await budgets(queue(''));
    assert.deepEqual([open?.steady, open?.missing.length], [0, 1]);
    assert.match(open?.missing[0]?.why ?? '', /nothing caps it/);
  });

  it('runs once where a schedule alone calls it, and more often where its calls overlap', async () => {
    const every = (rate: string) =>
      called(
        'Book',
        `      Events:
        Often: { Type: Schedule, Properties: { Schedule: ${rate} } }
`,
      );
    assert.equal((await budgets(every('rate(5 minutes)')))[0]?.steady, 1);
    assert.equal(
      (await budgets(every('rate(1 day)').replace('handler\n', 'handler\n      Timeout: 900\n')))[0]
        ?.steady,
      1,
    );
    const overlapping = every('rate(5 minutes)').replace(
      'handler\n',
      'handler\n      Timeout: 900\n',
    );
    assert.equal((await budgets(overlapping))[0]?.steady, 3);
  });

  it('asks its server through a proxy for a share of all connections, before any are kept out', async () => {
    const [server, ...others] = await budgets(
      called(
        'Book',
        `      Environment: { Variables: { DB_HOST: !GetAtt Proxy.Endpoint } }
  Proxy:
    Type: AWS::RDS::DBProxy
    Properties: { DBProxyName: orders, EngineFamily: POSTGRESQL }
  Targets:
    Type: AWS::RDS::DBProxyTargetGroup
    Properties:
      DBProxyName: !Ref Proxy
      TargetGroupName: default
      DBInstanceIdentifiers: [!Ref Database]
      ConnectionPoolConfigurationInfo: { MaxConnectionsPercent: 40 }
`,
      ),
    );
    assert.deepEqual(others, []);
    assert.deepEqual([server?.limit, server?.steady], [195, 80]);
  });
});
