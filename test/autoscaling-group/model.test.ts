import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Field } from '../../src/service/contracts/field';
import { GUIDE, TEMPLATE_JSON, TEMPLATE_YAML } from './samples';
import { analyse, verdicts } from './support';

const show = (field: Field<unknown>) =>
  field.state === 'known' ? field.value : field.state === 'absent' ? null : `? ${field.why}`;

async function group(properties: string, path = 'stack.yaml') {
  const body = properties.replaceAll(/^/gm, '      ');
  const text = `Resources:\n  G:\n    Type: AWS::AutoScaling::AutoScalingGroup\n    Properties:\n${body}\n`;
  const { model } = await analyse(text, path);
  const [first] = model.groups;
  assert.ok(first);
  return first;
}

describe('what can be known of a value', () => {
  const cases: readonly (readonly [written: string, min: unknown])[] = [
    ['MinSize: 2', 2],
    ["MinSize: '2'", 2],
    ['MinSize: "2"', 2],
    ['MinSize: two', '? it is not a plain value'],
    ['MinSize: !Ref Min', '? it refers to Min'],
    ['MinSize: { Ref: Min }', '? it refers to Min'],
    ['MinSize: !Ref AWS::NoValue', null],
    ['MinSize: !If [A, 2, 3]', '? Fn::If decides it'],
    ['MinSize: !Sub "${Min}"', '? Fn::Sub decides it'],
    ["MinSize: '{{resolve:ssm:min}}'", '? it is not a plain value'],
    ['MinSize:', '? it is empty'],
    ['MinSize: 2\nMinSize: 3', '? the key is written twice'],
    ['<<: *defaults', '? part of the block comes from elsewhere'],
    ['Fn::Transform: { Name: Own }\nMaxSize: 2', '? part of the block comes from elsewhere'],
    ['MaxSize: 2', null],
  ];
  for (const [written, expected] of cases) {
    it(JSON.stringify(written), async () => {
      assert.equal(show((await group(written)).minSize), expected);
    });
  }

  it('proves nothing by the default of a parameter, and shows it', async () => {
    const text = `Parameters:
  Min: { Type: Number, Default: 9 }
  Max: { Type: Number, Default: '2' }
  Check: { Type: String, Default: EC2 }
Resources:
  G:
    Type: AWS::AutoScaling::AutoScalingGroup
    Properties:
      MinSize: !Ref Min
      MaxSize: !Ref Max
      DesiredCapacity: !Ref Check
      HealthCheckType: !Ref Check
`;
    const { model, facts } = await analyse(text, 'stack.yaml');
    const { minSize, maxSize, desiredCapacity, healthCheckType } = model.groups[0] ?? {};
    assert.deepEqual(
      [minSize, maxSize, desiredCapacity, healthCheckType].map(
        (field) => field?.state === 'unknown' && field.byDefault,
      ),
      [
        { value: 9, of: 'parameter Min' },
        { value: 2, of: 'parameter Max' },
        undefined,
        { value: 'EC2', of: 'parameter Check' },
      ],
    );
    assert.match(JSON.stringify(facts), /"byDefault":\{"value":9,"of":"parameter Min"\}/);
    assert.deepEqual(await verdicts(text, 'stack.yaml'), []);
  });

  it('knows nothing where Properties is an intrinsic', async () => {
    const text =
      '{"Resources":{"G":{"Type":"AWS::AutoScaling::AutoScalingGroup","Properties":{"Fn::If":["A",{},{}]}}}}';
    const { model } = await analyse(text, 'stack.json');
    assert.equal(model.groups[0]?.minSize.state, 'unknown');
    assert.equal(model.groups[0]?.loadBalancers.state, 'unknown');
  });

  it('keeps the version of a template a text', async () => {
    const { model } = await analyse(TEMPLATE_YAML, 'stack.yaml');
    const root = model.document.root;
    const version = root?.kind === 'object' ? root.members[0]?.value : undefined;
    assert.equal(version?.kind === 'scalar' ? version.value : undefined, '2010-09-09');
  });
});

describe('the model of a template', () => {
  for (const [path, text] of [
    ['stack.yaml', TEMPLATE_YAML],
    ['stack.json', TEMPLATE_JSON],
  ] as const) {
    it(`links groups, policies and alarms: ${path}`, async () => {
      const { model, description, facts, places } = await analyse(text, path);
      assert.equal(
        description,
        'a CloudFormation template with 4 Auto Scaling groups and 2 scaling policies',
      );
      const [web, , worker, open] = model.groups;
      assert.ok(web && worker && open);
      assert.equal(web.path, '/Resources/Web');
      assert.equal(text.slice(web.at.start, web.at.end).replaceAll('"', ''), 'Web');
      assert.equal(web.minSize.path, '/Resources/Web/Properties/MinSize');
      assert.deepEqual(show(web.loadBalancers), ['TargetGroupARNs']);
      assert.deepEqual(show(web.subnets), ['SubnetA', 'SubnetB']);
      assert.equal(web.policies.length, 1);
      assert.equal(worker.policies[0]?.alarms.length, 1);
      assert.equal(open.desiredCapacity.state, 'absent');
      assert.deepEqual(
        facts.map((fact) => 'triggers' in fact && fact.triggers),
        [['CPU 0.7 %'], [], ['CPU > 70: +2'], []],
      );
      assert.ok(places.has('/Resources/Open/Properties/DesiredCapacity'));
    });
  }

  it('leaves a policy alone whose group is not known', async () => {
    const text = `${TEMPLATE_YAML}  Stray:
    Type: AWS::AutoScaling::ScalingPolicy
    Properties:
      AutoScalingGroupName: !Sub '\${AWS::StackName}-web'
      ScalingAdjustment: 1
`;
    const { model } = await analyse(text, 's.yaml');
    assert.equal(model.policies.length, 3);
    assert.equal(model.groups.flatMap(({ policies }) => policies).length, 2);
  });

  it('has equal facts in both spellings', async () => {
    const [yaml, json] = [
      await analyse(TEMPLATE_YAML, 's.yaml'),
      await analyse(TEMPLATE_JSON, 's.json'),
    ];
    assert.equal(yaml.facts.length, 4);
    assert.deepEqual(yaml.facts, json.facts);
  });

  it('does not move facts when lines move', async () => {
    const before = await analyse(TEMPLATE_YAML, 's.yaml');
    const after = await analyse(`\n# a new line\n${TEMPLATE_YAML}`, 's.yaml');
    assert.deepEqual(after.facts, before.facts);
  });

  it('reads comments, and no others', async () => {
    const { comments } = await analyse(
      '# one\nAutoScalingGroupName: "#2" # three\nMinSize: 1\n',
      'a.yaml',
    );
    assert.deepEqual(
      comments.map(({ text }) => text),
      ['one', 'three'],
    );
  });
});

describe('the guide’s document', () => {
  it('is a group with a policy', async () => {
    const { model, facts } = await analyse(GUIDE, 'group.json');
    const [first] = model.groups;
    assert.ok(first);
    assert.equal(show(first.maxSize), 20);
    assert.equal(show(first.healthCheckGracePeriod), 300);
    assert.equal(first.policies.length, 1);
    assert.deepEqual(facts[0]?.kind === 'scaling-group' && facts[0].triggers, ['CPU 70 %']);
  });
});

describe('broken text', () => {
  it('is told once, and the rest is read', async () => {
    const { syntax, model } = await analyse(
      '{"AutoScalingGroupName":"a","MinSize":4 "MaxSize":2}',
      'a.json',
    );
    assert.equal(syntax.length, 1);
    assert.match(syntax[0]?.message ?? '', /comma is missing/);
    assert.equal(show(model.groups[0]?.maxSize ?? assert.fail()), 2);
  });

  it('says nothing about YAML that is a template of another tool', async () => {
    const text =
      '{% if web %}\nResources:\n  G:\n    Type: AWS::AutoScaling::AutoScalingGroup\n{% endif %}\n';
    assert.deepEqual((await analyse(text, 'stack.yaml')).syntax, []);
  });
});
