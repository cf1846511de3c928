import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createService } from '../../src/service';
import { cloudFormationTemplates } from '../../src/service/builds/cloudformation';
import { NEVER_CANCELLED } from '../../src/service/contracts/ports';
import { plainOf } from '../../src/service/syntax/data-node';
import { memoryPorts, ROOT } from '../support/memory';
import { memorySources } from './files';

type Resources = Record<string, Record<string, unknown>>;

/** What each build makes, by id. */
function made(files: Readonly<Record<string, string>>): Record<string, Resources> {
  const sources = memorySources(files);
  return Object.fromEntries(
    cloudFormationTemplates.find(sources).map((root) => {
      const { build } = cloudFormationTemplates.evaluate(sources, root);
      const { resources } = plainOf(build.documents[0] as never) as {
        resources: { address: string; values: Record<string, unknown> }[];
      };
      return [
        build.id,
        Object.fromEntries(resources.map(({ address, values }) => [address, values])),
      ];
    }),
  );
}

/** The properties of the only resource of a template with this value, deployed with these parameters. */
function property(value: string, parameters: string, given: Record<string, string>): unknown {
  const all = made({
    'app.yaml': `Parameters:\n${parameters}\nResources:\n  One:\n    Type: AWS::SQS::Queue\n    Properties:\n      Value: ${value}\n`,
    'prod.json': JSON.stringify({ Parameters: given }),
  });
  return Object.values(all)[0]?.One?.Value;
}

/** Written by a second reader of templates (moto 5.2), looked at by hand. */
const TRUTH = join(dirname(fileURLToPath(import.meta.url)), '../builds-truth/cloudformation');

describe('templates of CloudFormation, against another reader of them', () => {
  for (const environment of ['prod', 'staging']) {
    it(`${environment}: every function and condition gives the same`, () => {
      const read = (name: string) => readFileSync(join(TRUTH, name), 'utf8');
      const parameters = `functions-${environment}.json`;
      const all = made({
        'functions.yaml': read('functions.yaml'),
        [parameters]: read(parameters),
      });
      const resources = all[`cloudformation:functions.yaml@${environment}`] ?? {};
      assert.deepEqual(resources, JSON.parse(read(`functions-${environment}.golden.json`)));
    });
  }
});

describe('stacks within a stack', () => {
  const ROOT_TEMPLATE = `Parameters:
  Most: { Type: Number, Default: 3 }
Resources:
  Data:
    Type: AWS::CloudFormation::Stack
    Properties: { TemplateURL: ./data.yaml }
  Web:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: !Sub https://s3.amazonaws.com/\${Bucket}/stacks/web.yaml
      Parameters:
        Most: !Ref Most
        Host: !GetAtt Data.Outputs.Host
`;
  const FILES = {
    'cfn/root.yaml': ROOT_TEMPLATE,
    'cfn/data.yaml': `Resources:
  Server: { Type: AWS::RDS::DBInstance, Properties: { Engine: postgres } }
Outputs:
  Host: { Value: !GetAtt Server.Endpoint.Address }
`,
    'cfn/web.yaml': `Parameters:
  Most: { Type: Number }
  Host: { Type: String }
  Least: { Type: Number, Default: 1 }
Conditions:
  IsLarge: !Equals [!Ref Most, 8]
Resources:
  Group:
    Type: AWS::AutoScaling::AutoScalingGroup
    Properties:
      MinSize: !Ref Least
      MaxSize: !Ref Most
      Tags: [{ Key: url, Value: !Sub 'postgres://\${Host}/shop' }, { Key: host, Value: !Ref Host }]
  Policy:
    Type: AWS::AutoScaling::ScalingPolicy
    Condition: IsLarge
    Properties: { AutoScalingGroupName: !Ref Group }
`,
  };
  const GROUP = (most: unknown) => ({
    MinSize: 1,
    MaxSize: most,
    Tags: [
      { Key: 'url', Value: { 'Fn::Sub': 'postgres://${Data--Server.Endpoint.Address}/shop' } },
      { Key: 'host', Value: { 'Fn::GetAtt': ['Data--Server', 'Endpoint.Address'] } },
    ],
  });

  it('are one with it: parameters are given, outputs handed on, names told apart', () => {
    const all = made({ ...FILES, 'cfn/prod.json': '{ "Parameters": { "Most": "8" } }' });
    const resources = all['cloudformation:cfn/root.yaml@prod'] ?? {};
    assert.deepEqual(Object.keys(resources).sort(), [
      'Data',
      'Data--Server',
      'Web',
      'Web--Group',
      'Web--Policy',
    ]);
    assert.deepEqual(resources['Web--Group'], GROUP(8));
    assert.deepEqual(resources['Web--Policy'], {
      AutoScalingGroupName: { Ref: 'Web--Group' },
    });
  });

  it('are read without a file of parameters, where a default stays a parameter', () => {
    const all = made(FILES);
    assert.deepEqual(Object.keys(all), ['cloudformation:cfn/root.yaml']);
    const resources = all['cloudformation:cfn/root.yaml'] ?? {};
    assert.deepEqual(resources['Web--Group'], GROUP({ Ref: 'Most' }));
  });

  it('that lead in circles, or that are not here, end', () => {
    const circle = (name: string) =>
      `Resources:\n  In: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: ${name}, Parameters: { A: !GetAtt In.Outputs.B } } }\nOutputs:\n  B: { Value: !GetAtt In.Outputs.B }\n`;
    const sources = memorySources({
      'a.yaml': circle('b.yaml'),
      'b.yaml': circle('a.yaml'),
      'c.yaml': circle('a.yaml'),
    });
    for (const root of cloudFormationTemplates.find(sources)) {
      assert.notEqual(cloudFormationTemplates.evaluate(sources, root).build.limits.length, 0);
    }
    assert.deepEqual(made({ 'a.yaml': circle('gone.yaml') }), {});
  });
});

describe('what CloudFormation will make', () => {
  const NUMBER = '  N: { Type: Number, Default: 2 }\n  S: { Type: String, Default: s }';

  it('leaves what the account decides as it is written', () => {
    const given = { N: '3' };
    assert.deepEqual(property('!Ref AWS::Region', NUMBER, given), { Ref: 'AWS::Region' });
    assert.deepEqual(property('!Sub "${S}-${AWS::Region}"', NUMBER, given), {
      'Fn::Sub': 's-${AWS::Region}',
    });
    assert.deepEqual(property('!GetAtt Other.Arn', NUMBER, given), { 'Fn::GetAtt': 'Other.Arn' });
    assert.deepEqual(property('!Join ["/", [!Ref S, !Ref Other]]', NUMBER, given), {
      'Fn::Join': ['/', ['s', { Ref: 'Other' }]],
    });
    assert.deepEqual(property('!If [Unknown, !Ref AWS::NoValue, !Ref N]', NUMBER, given), {
      'Fn::If': ['Unknown', { Ref: 'AWS::NoValue' }, 3],
    });
    assert.deepEqual(property('{ toString: !Ref N }', NUMBER, given), { toString: 3 });
  });

  it('keeps what `${!Name}` stands for, and reads the types of parameters', () => {
    const given = { N: '3' };
    assert.equal(property('!Sub "${S}-${!Literal}"', NUMBER, given), 's-${Literal}');
    assert.equal(property('!Ref N', NUMBER, given), 3);
    assert.equal(property('!Ref S', '  S: { Type: String }', { S: '007' }), '007');
    assert.deepEqual(
      property('!Ref L', '  L: { Type: "List<AWS::EC2::Subnet::Id>" }', { L: 'a, b' }),
      ['a', 'b'],
    );
    assert.deepEqual(
      property('!Ref L', '  L: { Type: "AWS::SSM::Parameter::Value<String>" }', { L: '/app/size' }),
      { '!unknown': 'SSM holds it under /app/size' },
    );
  });

  it('ends where conditions name themselves', () => {
    const all = made({
      'app.yaml':
        'Parameters:\n  N: { Type: Number }\nConditions:\n  A: !Not [!Condition B]\n  B: !Condition A\nResources:\n  One:\n    Type: AWS::SQS::Queue\n    Condition: A\n    Properties: { Value: !Ref N }\n',
      'prod.json': '{ "Parameters": { "N": "1" } }',
    });
    assert.deepEqual(Object.values(all)[0]?.One, { Value: 1 });
  });
});

describe('which parameters a template is deployed with', () => {
  const TEMPLATE =
    'Parameters:\n  N: { Type: Number }\n  Stage: { Type: String, Default: dev }\nResources:\n  One:\n    Type: AWS::SQS::Queue\n    Properties: { Value: !Ref N }\n';
  const OTHER = TEMPLATE.replaceAll('N', 'M');

  it('are those of the files whose names it declares, the nearest of them', () => {
    const all = made({
      'infra/web.yaml': TEMPLATE,
      'infra/worker.yaml': OTHER,
      'infra/params/web-prod.json': '[{ "ParameterKey": "N", "ParameterValue": "9" }]',
      'infra/params/web-staging.json': '{ "Parameters": { "N": 2 } }',
      'infra/params/worker-prod.json': '{ "Parameters": { "M": "4" } }',
    });
    assert.deepEqual(Object.keys(all).sort(), [
      'cloudformation:infra/web.yaml@prod',
      'cloudformation:infra/web.yaml@staging',
      'cloudformation:infra/worker.yaml@prod',
    ]);
    assert.equal(all['cloudformation:infra/web.yaml@prod']?.One?.Value, 9);
  });

  it('are none where a file fits two templates, gives what none declares, or leaves one out', () => {
    const fits = { 'prod.json': '{ "Parameters": { "N": "9" } }' };
    assert.deepEqual(made({ 'a.yaml': TEMPLATE, 'b.yaml': TEMPLATE, ...fits }), {});
    assert.deepEqual(made({ 'a.yaml': OTHER, ...fits }), {});
    const left = { 'prod.json': '{ "Parameters": { "Stage": "prod" } }' };
    assert.deepEqual(made({ 'a.yaml': TEMPLATE, ...left }), {});
  });

  it('are told apart by their files where two are of one environment', () => {
    const all = made({
      'app.yaml': TEMPLATE,
      'eu/prod.json': '{ "Parameters": { "N": "9" } }',
      'us/prod.json': '{ "Parameters": { "N": "8" } }',
      'staging.json': '{ "Parameters": { "N": "2" } }',
    });
    const values = Object.entries(all).map(([id, { One }]) => [id, One?.Value]);
    assert.deepEqual(Object.fromEntries(values), {
      'cloudformation:app.yaml:eu/prod.json@prod': 9,
      'cloudformation:app.yaml:us/prod.json@prod': 8,
      'cloudformation:app.yaml@staging': 2,
    });
  });

  it('are those of `samconfig.toml`, whose default may say its environment itself', () => {
    const all = made({
      'template.yaml': TEMPLATE,
      'samconfig.toml':
        'version = 0.1\n[default.deploy.parameters]\nparameter_overrides = "Stage=\\"staging\\" N=2"\n[prod.deploy.parameters]\nparameter_overrides = [\n  "Stage=prod",\n  "N=9",\n]\n[old.global.parameters] # gone\nparameter_overrides = """\nParameterKey=N,ParameterValue=5\n"""\n',
    });
    const values = Object.entries(all).map(([id, { One }]) => [id, One?.Value]);
    assert.deepEqual(Object.fromEntries(values), {
      'cloudformation:template.yaml@prod': 9,
      'cloudformation:template.yaml@staging': 2,
      'cloudformation:template.yaml@old': 5,
    });
  });
});

describe('what is said of a template and its parameters', () => {
  it('stands at the parameter that decides, in the environments it decides for', async () => {
    const files = new Map([
      [
        'infra/app.yaml',
        'Parameters:\n  Least: { Type: Number, Default: 2 }\n  Most: { Type: Number, Default: 4 }\nResources:\n  Web:\n    Type: AWS::AutoScaling::AutoScalingGroup\n    Properties:\n      MinSize: !Ref Least\n      MaxSize: !Ref Most\n      VPCZoneIdentifier: [subnet-a, subnet-b]\n',
      ],
      [
        'infra/prod.json',
        '[\n  { "ParameterKey": "Least", "ParameterValue": "6" },\n  { "ParameterKey": "Most", "ParameterValue": "5" }\n]\n',
      ],
      ['infra/staging.json', '[{ "ParameterKey": "Least", "ParameterValue": "1" }]\n'],
    ]);
    const service = createService(memoryPorts(files));
    const { output } = await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
    const found = output.files.flatMap(({ path, findings }) =>
      findings
        .filter(({ rule }) => rule === 'asg/size-order')
        .map(({ range }) => `${path}:${range.start.line + 1}`),
    );
    assert.deepEqual(found, ['infra/prod.json:2']);
  });
});
