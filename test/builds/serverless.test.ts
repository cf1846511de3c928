import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { serverlessServices } from '../../src/service/builds/serverless';
import { plainOf } from '../../src/service/syntax/data-node';
import { memorySources } from './files';

type Values = Record<string, unknown>;

/** What each build makes, by id and logical id. */
function made(files: Readonly<Record<string, string>>): Record<string, Record<string, Values>> {
  const sources = memorySources(files);
  return Object.fromEntries(
    serverlessServices.find(sources).map((root) => {
      const { build } = serverlessServices.evaluate(sources, root);
      const { resources = [] } = plainOf(build.documents[0] as never) as {
        resources?: { address: string; values: Values }[];
      };
      return [build.id, Object.fromEntries(resources.map((one) => [one.address, one.values]))];
    }),
  );
}

/** The only function of a configuration with these lines. */
function only(text: string, more: Readonly<Record<string, string>> = {}): Values {
  const [first] = Object.values(made({ 'serverless.yml': text, ...more }));
  return Object.values(first ?? {})[0] ?? {};
}

const HEAD = 'service: shop\nprovider:\n  name: aws\n  runtime: nodejs20.x\n';

describe('what the Serverless Framework will make', () => {
  it('gives functions what the provider says of all, and its own default of 6 s', () => {
    const found = only(
      `${HEAD}  stage: prod\n  memorySize: 256\n  environment: { A: '1', B: '2' }
functions:
  send-mail:
    handler: src/mail.handler
    environment: { B: '3' }
    reservedConcurrency: 4
    events:
      - schedule: rate(5 minutes)
      - schedule: { rate: ['cron(0 2 * * ? *)'] }
      - httpApi: GET /mail
      - sqs: !GetAtt Mail.Arn
      - sqs: { arn: !GetAtt Orders.Arn, maximumConcurrency: 7, maximumBatchingWindow: 30 }
`,
    );
    assert.deepEqual(found, {
      FunctionName: 'shop-prod-send-mail',
      Handler: 'src/mail.handler',
      Runtime: 'nodejs20.x',
      Timeout: 6,
      MemorySize: 256,
      ReservedConcurrentExecutions: 4,
      Environment: { Variables: { A: '1', B: '3' } },
      Events: {
        schedule0: { Type: 'Schedule', Properties: { Schedule: 'rate(5 minutes)' } },
        schedule1: { Type: 'Schedule', Properties: { Schedule: 'cron(0 2 * * ? *)' } },
        httpApi2: { Type: 'HttpApi' },
        sqs3: { Type: 'SQS', Properties: { Queue: { 'Fn::GetAtt': 'Mail.Arn' } } },
        sqs4: {
          Type: 'SQS',
          Properties: {
            Queue: { 'Fn::GetAtt': 'Orders.Arn' },
            MaximumBatchingWindowInSeconds: 30,
            ScalingConfig: { MaximumConcurrency: 7 },
          },
        },
      },
    });
  });

  it('makes one build for each stage that a command line deploys', () => {
    const all = made({
      'serverless.yml': `${HEAD}  stage: \${opt:stage, 'dev'}
custom: { most: { dev: 1, prod: 20, qa: 3 } }
functions:
  a: { handler: a.b, reservedConcurrency: '\${self:custom.most.\${self:provider.stage}}' }
`,
      'package.json': '{ "scripts": { "deploy": "sls deploy --stage prod" } }',
      '.github/workflows/ci.yml': '      - run: npx serverless deploy -s dev --verbose\n',
    });
    const most = Object.entries(all).map(([id, one]) => [
      id,
      one.ALambdaFunction?.ReservedConcurrentExecutions,
    ]);
    assert.deepEqual(most, [
      ['serverless:serverless.yml@prod', 20],
      ['serverless:serverless.yml@dev', 1],
    ]);
  });

  it('takes command lines that stand around it, not those of a neighbour, nor of trying out', () => {
    const config = `${HEAD}  stage: dev\nfunctions:\n  a: { handler: a.b }\n`;
    const all = made({
      'a/serverless.yml': config,
      'a/scripts/deploy.sh': '#!/bin/sh\nserverless deploy --stage "live"\n',
      'b/serverless.yml': config,
      'b/package.json': '{ "scripts": { "dev": "sls offline --stage local" } }',
    });
    // What it says itself of development is where nobody says another stage.
    assert.deepEqual(Object.keys(all), [
      'serverless:a/serverless.yml@live',
      'serverless:b/serverless.yml',
    ]);
  });

  it('takes the stages that it has values for where nobody deploys one', () => {
    const all = made({
      'serverless.yml': `${HEAD}stages:
  default: { params: { most: 2, other: 1 } }
  prod: { params: { most: 9 } }
functions:
  a: { handler: a.b, reservedConcurrency: '\${param:most}', timeout: '\${param:other}' }
`,
    });
    assert.deepEqual(Object.keys(all), ['serverless:serverless.yml@prod']);
    const [found] = Object.values(all);
    assert.equal(found?.ALambdaFunction?.ReservedConcurrentExecutions, 9);
    assert.equal(found?.ALambdaFunction?.Timeout, 1);
  });

  it('leaves open what a stage decides that nobody names, and what only a deployment knows', () => {
    const found = only(`${HEAD}  stage: \${opt:stage, 'dev'}
functions:
  a:
    handler: a.b
    name: a-\${sls:stage}
    timeout: \${env:TIMEOUT, '9'}
    environment:
      URL: https://\${cf:network.Host}/x
      TOKEN: \${ssm:/shop/token}
      REGION: !Sub 'in \${AWS::Region}'
      WORD: \${opt:word, 'none'}
`);
    assert.deepEqual(found.FunctionName, { '!unknown': 'a variable of it is not known' });
    assert.deepEqual(found.Timeout, { '!unknown': 'it refers to ${env:TIMEOUT}' });
    const { Variables } = found.Environment as { Variables: Values };
    assert.deepEqual(Variables, {
      URL: { '!unknown': 'a variable of it is not known' },
      TOKEN: { '!unknown': 'it refers to ${ssm:/shop/token}' },
      REGION: { 'Fn::Sub': 'in ${AWS::Region}' },
      WORD: 'none',
    });
  });

  it('reads other files, lists of resources, and ends where something is made of itself', () => {
    const [found] = Object.values(
      made({
        'api/serverless.yml': `${HEAD}  stage: prod
custom: \${file(../config/\${self:provider.stage}.yml)}
functions: \${file(functions.yml)}
resources:
  - \${file(queues.yml)}
  - Resources:
      Again: { Type: AWS::SQS::Queue, Properties: { QueueName: '\${self:custom.round}' } }
`,
        'config/prod.yml': 'hidden: 90\nround: ${self:custom.trip}\ntrip: ${self:custom.round}\n',
        'api/functions.yml': 'work: { handler: a.b }\n',
        'api/queues.yml':
          'Resources:\n  Work:\n    Type: AWS::SQS::Queue\n    Properties: { VisibilityTimeout: "${self:custom.hidden}" }\n',
      }),
    );
    assert.deepEqual(Object.keys(found ?? {}), ['WorkLambdaFunction', 'Work', 'Again']);
    assert.equal(found?.Work?.VisibilityTimeout, 90);
    assert.deepEqual(found?.Again?.QueueName, { '!unknown': 'it is made of itself' });
  });

  it('is none of another provider, or of a file that is no configuration', () => {
    assert.deepEqual(made({ 'serverless.yml': 'service: a\nprovider: { name: google }\n' }), {});
    assert.deepEqual(made({ 'serverless.yml': 'a: [1,\n' }), {});
  });

  it('ends where a small text asks for billions', () => {
    const lines = Array.from({ length: 40 }, (_, index) => {
      const next = `\${self:custom.a${index + 1}}`;
      return `  a${index}: { x: '${next}', y: '${next}', z: '${next}${next}' }`;
    });
    const found = only(
      `${HEAD}  stage: prod\ncustom:\n${lines.join('\n')}\n  a40: end
functions:\n  a: { handler: '\${self:custom.a39.x}', environment: '\${self:custom.a0}' }\n`,
    );
    assert.deepEqual(found.Handler, { '!unknown': 'it is too much to be read' });
  });

  it('throws nothing wherever a configuration ends', () => {
    const whole = `${HEAD}custom: { a: '\${self:custom.\${opt:x, "a"}}' }
functions:
  a: { handler: a.b, events: [{ sqs: '\${file(x.js):y}' }, 3, { http: null }] }
resources: [3, { Resources: { Q: 4 } }]
`;
    for (let end = 0; end <= whole.length; end++) made({ 'serverless.yml': whole.slice(0, end) });
  });
});
