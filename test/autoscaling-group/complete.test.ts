import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { InsertTextMode } from 'vscode-languageserver-types';
import { createService } from '../../src/service';
import { complete } from '../../src/service/languages/autoscaling-group/complete';
import { memoryPorts, uriOf } from '../support/memory';
import { GUIDE, TEMPLATE_JSON, TEMPLATE_YAML } from './samples';
import { analyse } from './support';

/** What is offered at `|`. */
async function proposals(marked: string, path: string) {
  const text = marked.replace('|', '');
  const { model } = await analyse(text, path);
  return complete({ uri: '', path, text }, model.shape, marked.indexOf('|'));
}

const offered = async (marked: string, path: string) =>
  (await proposals(marked, path)).map(({ label }) => label);

/** The text after the offer of this name. */
async function accepted(marked: string, path: string, label: string): Promise<string> {
  const found = (await proposals(marked, path)).find((proposal) => proposal.label === label);
  assert.ok(found, `${label} in ${await offered(marked, path)}`);
  const text = marked.replace('|', '');
  return text.slice(0, found.replaces.start) + found.newText + text.slice(found.replaces.end);
}

const STACK = `Resources:
  Web:
    Type: AWS::AutoScaling::AutoScalingGroup
    Properties:
      MinSize: '2'
`;
const MODULE = `resource "aws_autoscaling_group" "web" {
  min_size = 2
}
`;

describe('completion in CloudFormation’s YAML', () => {
  it('offers what the group lacks, required first, with a link', async () => {
    const found = await proposals(`${STACK}      |`, 'stack.yaml');
    assert.equal(found[0]?.label, 'MaxSize');
    assert.equal(found[0]?.detail, 'property, required');
    assert.match(
      found[0]?.documentation ?? '',
      /autoscalinggroup\.html#cfn-autoscaling-autoscalinggroup-maxsize/,
    );
    assert.ok(!found.some(({ label }) => label === 'MinSize'));
  });

  it('writes blocks and lists in their indentation', async () => {
    const mixed = await accepted(`${STACK}      Mix|`, 'stack.yaml', 'MixedInstancesPolicy');
    assert.equal(mixed, `${STACK}      MixedInstancesPolicy:\n        `);
    const tags = await accepted(`${STACK}      |`, 'stack.yaml', 'Tags');
    assert.equal(tags, `${STACK}      Tags:\n        - `);
    assert.deepEqual(await offered(`${tags}|`, 'stack.yaml'), [
      'Key',
      'PropagateAtLaunch',
      'Value',
    ]);
    const crlf = await accepted(`${STACK}      |`.replaceAll('\n', '\r\n'), 'stack.yaml', 'Tags');
    assert.ok(crlf.endsWith('Tags:\r\n        - '));
  });

  it('offers the values of properties and of lists, and closes a quote', async () => {
    assert.deepEqual(await offered(`${STACK}      HealthCheckType: |`, 'stack.yaml'), [
      ...['EC2', 'ELB', 'EBS', 'VPC_LATTICE'],
    ]);
    const quoted = await accepted(`${STACK}      HealthCheckType: "E|\n`, 'stack.yaml', 'ELB');
    assert.ok(quoted.endsWith('HealthCheckType: "ELB"\n'));
    const policies = `${STACK}      TerminationPolicies:\n        - |`;
    assert.ok((await offered(policies, 'stack.yaml')).includes('OldestInstance'));
  });

  it('knows the types of other resources, their blocks and UpdatePolicy', async () => {
    const target = TEMPLATE_YAML.replace('        TargetValue: 0.7\n', '        |\n');
    assert.deepEqual((await offered(target, 'stack.yaml'))[0], 'TargetValue');
    const metric = TEMPLATE_YAML.replace(
      '{ PredefinedMetricType: ASGAverageCPUUtilization }',
      '\n          PredefinedMetricType: |',
    );
    assert.ok((await offered(metric, 'stack.yaml')).includes('ALBRequestCountPerTarget'));
    const update = `${STACK}    UpdatePolicy:\n      AutoScalingRollingUpdate:\n        |`;
    assert.ok((await offered(update, 'stack.yaml')).includes('MinInstancesInService'));
  });

  it('is silent elsewhere', async () => {
    for (const text of [
      `${STACK}  |`,
      `${STACK}    |`,
      `${STACK}      Tags:\n        |`,
      `${STACK}      MinSize: |`,
      `${STACK}  Bucket:\n    Type: AWS::S3::Bucket\n    Properties:\n      |`,
      `${STACK}Outputs:\n  A:\n    |`,
      'Resources:\n  A:\n    Type: AWS::S3::Bucket\n    Properties:\n      |',
    ]) {
      assert.deepEqual(await offered(text, 'stack.yaml'), [], text);
    }
  });
});

describe('completion in the editor', () => {
  it('keeps the order and the indentation that are offered', async () => {
    const text = `${STACK}      `;
    const service = createService(memoryPorts(new Map([['stack.yaml', text]])));
    const uri = uriOf('stack.yaml');
    service.open({ uri, languageId: 'yaml', version: 1, text });
    const items = await service.completion(uri, { line: 5, character: 6 });
    assert.deepEqual([items[0]?.label, items[0]?.sortText], ['MaxSize', '0000']);
    assert.ok(items.every(({ insertTextMode }) => insertTextMode === InsertTextMode.asIs));
  });
});

describe('completion in JSON', () => {
  it('offers properties and values within quotes and without', async () => {
    const stack = (before: string, after: string) =>
      offered(TEMPLATE_JSON.replace(before, after), 'stack.json');
    assert.equal((await stack('"DesiredCapacity": "9"', '"|"'))[0], 'AutoScalingGroupName');
    assert.ok((await stack('"MinSize": 8', '"MinSize": 8, Me|')).includes('MetricsCollection'));
    assert.deepEqual(await stack('"HealthCheckType": "ELB"', '"HealthCheckType": "|"'), [
      ...['EC2', 'ELB', 'EBS', 'VPC_LATTICE'],
    ]);
    assert.deepEqual(await stack('"Type": "AWS::EC2::Subnet"', '"|": 1'), []);
    assert.deepEqual(await stack('"Balanced"', '"Balanced", "|"'), [
      ...['EC2', 'ELB', 'EBS', 'VPC_LATTICE'],
    ]);
  });

  it('writes JSON that can be read', async () => {
    const text = await accepted(
      GUIDE.replace('"MinSize": 2', '|"MinSize": 2'),
      'a.json',
      'MinSize',
    ).catch(() => '');
    assert.equal(text, '');
    const policy = '{"AutoScalingGroupName":"a","PolicyName":"b","PolicyType":"|"}';
    const typed = await accepted(policy, 'policy.json', 'StepScaling');
    assert.equal(JSON.parse(typed).PolicyType, 'StepScaling');
    const open = '{"AutoScalingGroupName":"a","PolicyName":"b","PolicyType": |}';
    assert.equal(
      JSON.parse(await accepted(open, 'p.json', 'StepScaling')).PolicyType,
      'StepScaling',
    );
  });

  it('knows the inputs of the API by their shape', async () => {
    const refresh = '{"AutoScalingGroupName":"a","Preferences":{"|"}}';
    const found = await proposals(refresh, 'refresh.json');
    assert.ok(found.some(({ label }) => label === 'MinHealthyPercentage'));
    assert.match(found[0]?.documentation ?? '', /API_RefreshPreferences\.html/);
    const pool = '{"AutoScalingGroupName":"a","PoolState":"|"}';
    assert.deepEqual(await offered(pool, 'pool.json'), ['Hibernated', 'Running', 'Stopped']);
    const guide = GUIDE.replace('"PredefinedMetric": "ASG', '"PredefinedMetric": "|ASG');
    assert.ok((await offered(guide, 'group.json')).includes('ASGAverageNetworkIn'));
    const create = '{"AutoScalingGroupName":"a","MinSize":1,"MaxSize":2,"LaunchTemplate":{"|":1}}';
    assert.deepEqual(await offered(create, 'a.json'), [
      ...['LaunchTemplateId', 'LaunchTemplateName', 'Version'],
    ]);
  });

  it('is silent in what is made from something else, and in other people’s JSON', async () => {
    const live = '{"AutoScalingGroups":[{"AutoScalingGroupName":"a","CreatedTime":"x","|":1}]}';
    assert.deepEqual(await offered(live, 'groups.json'), []);
    assert.deepEqual(await offered('{"name":"x","|":1}', 'package.json'), []);
  });
});

describe('completion in Terraform', () => {
  const inGroup = (lines: string) =>
    MODULE.replace('  min_size = 2\n', `  min_size = 2\n${lines}\n`);

  it('offers arguments and blocks in Terraform’s words', async () => {
    const found = await proposals(inGroup('  |'), 'main.tf');
    assert.equal(found[0]?.label, 'max_size');
    assert.equal(found[0]?.newText, 'max_size = ');
    assert.match(found[0]?.documentation ?? '', /registry\.terraform\.io\/.*\/autoscaling_group/);
    const block = found.find(({ label }) => label === 'launch_template');
    assert.equal(block?.newText, 'launch_template {\n    $0\n  }');
    assert.ok(!found.some(({ label }) => label === 'min_size'));
  });

  it('offers what nested blocks lack, and values', async () => {
    assert.deepEqual(
      await offered(inGroup('  launch_template {\n    id = 1\n    |\n  }'), 'main.tf'),
      [...['name', 'version']],
    );
    assert.deepEqual(
      await offered(inGroup('  tag {\n    key = "a"\n  }\n  ta|'), 'main.tf').then((labels) =>
        labels.includes('tag'),
      ),
      true,
    );
    assert.deepEqual(await offered(inGroup('  health_check_type = |'), 'main.tf'), [
      ...['EC2', 'ELB', 'EBS', 'VPC_LATTICE'],
    ]);
    const typed = await accepted(inGroup('  health_check_type = "E|'), 'main.tf', 'ELB');
    assert.match(typed, /health_check_type = "ELB"\n/);
    const bare = await accepted(inGroup('  health_check_type = |'), 'main.tf', 'ELB');
    assert.match(bare, /health_check_type = "ELB"\n/);
    const policies = await offered(
      inGroup('  termination_policies = ["OldestInstance", "|"]'),
      'main.tf',
    );
    assert.ok(policies.includes('Default'));
    const dynamic = '  dynamic "tag" {\n    for_each = var.a\n    content {\n      |\n    }\n  }';
    assert.deepEqual(await offered(inGroup(dynamic), 'main.tf'), [
      ...['key', 'propagate_at_launch', 'value'],
    ]);
  });

  it('is not misled by texts, comments and other resources', async () => {
    const script =
      '  user_data = <<-EOF\n    if [ -x a ]; then { echo "}"\n  EOF\n  # {\n  /* { */\n  a = "${b("{")} {"\n  |';
    assert.equal((await offered(inGroup(script), 'main.tf'))[0], 'max_size');
    const open = `resource "aws_launch_template" "a" {\n  monitoring {\n${inGroup('  |')}`;
    assert.equal((await offered(open, 'main.tf'))[0], 'max_size');
    for (const lines of [
      '  user_data = <<-EOF\n    |\n  EOF',
      '  # a|',
      '  /* a\n  |\n  */',
      '  name = "a|"',
      '  dynamic "tag" {\n    |\n  }',
      '}\nresource "aws_s3_bucket" "b" {\n  |',
      '}\nvariable "a" {\n  |',
      '}\n|\nlocals {',
    ]) {
      assert.deepEqual(await offered(inGroup(lines), 'main.tf'), [], lines);
    }
  });

  it('offers them in the JSON syntax', async () => {
    const text = (rest: string) =>
      `{"resource":{"aws_autoscaling_group":{"a":{"min_size":1,${rest}}}}}`;
    assert.equal((await offered(text('"|":1'), 'main.tf.json'))[0], 'max_size');
    assert.deepEqual(await offered(text('"launch_template":[{"|":1}]'), 'main.tf.json'), [
      ...['id', 'name', 'version'],
    ]);
    assert.deepEqual(await offered(text('"warm_pool":{"pool_state":"|"}'), 'main.tf.json'), [
      ...['Hibernated', 'Running', 'Stopped'],
    ]);
  });
});

describe('at every offset', () => {
  for (const [path, text] of [
    ['stack.yaml', TEMPLATE_YAML],
    ['stack.json', TEMPLATE_JSON],
    ['group.json', GUIDE],
    ['main.tf', MODULE],
    ['crlf.tf', MODULE.replaceAll('\n', '\r\n')],
  ] as const) {
    it(`what is replaced is the word before the cursor: ${path}`, async () => {
      const { shape } = (await analyse(text, path)).model;
      for (let at = 0; at <= text.length; at += text.length > 500 ? 7 : 1) {
        const whole = complete({ uri: '', path, text }, shape, at);
        for (const { replaces } of whole) assert.ok(replaces.start <= at && at <= replaces.end);
        const half = complete({ uri: '', path, text: text.slice(0, at) }, shape, at);
        for (const { replaces } of half) assert.equal(replaces.end, at);
      }
    });
  }
});
