import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { valueOf } from '../../src/service/contracts/field';
import { propertiesOf } from '../../src/service/languages/autoscaling-group/aws-properties';
import { conversions, toRequests } from '../../src/service/languages/autoscaling-group/convert';
import type {
  AutoscalingGroupModel,
  ScalingGroup,
} from '../../src/service/languages/autoscaling-group/model';
import { wordsOf } from '../../src/service/languages/autoscaling-group/vocabulary';
import { analyse, applied, review } from './support';

const guide = fc
  .record(
    {
      min: fc.nat(20),
      more: fc.nat(20),
      desired: fc.option(fc.nat(40), { nil: undefined }),
      type: fc.option(fc.constantFrom('ELB', 'EC2', 'ELB,EBS'), { nil: undefined }),
      grace: fc.option(fc.nat(900), { nil: undefined }),
      target: fc.constantFrom(50, 70, 62.5),
      metric: fc.constantFrom('ASGAverageCPUUtilization', 'ASGAverageNetworkIn'),
      stays: fc.option(fc.boolean(), { nil: undefined }),
      name: fc.constantFrom('tickets', "o'brien", 'a b'),
    },
    { requiredKeys: ['min', 'more', 'target', 'metric', 'name'] },
  )
  .map(({ min, more, desired, type, grace, target, metric, stays, name }) =>
    JSON.stringify(
      {
        AutoScalingGroupName: name,
        MinSize: min,
        MaxSize: min + more,
        DesiredCapacity: desired,
        HealthCheckType: type,
        HealthCheckGracePeriod: grace,
        TargetTrackingScaling: {
          TargetValue: target,
          PredefinedMetric: metric,
          DisableScaleIn: stays,
        },
      },
      undefined,
      2,
    ),
  );

/** The same document in the ways it may be written. */
const written = fc.constantFrom(
  (text: string) => ({ text, path: 'group.json' }),
  (text: string) => ({ text: text.replaceAll('\n', '\r\n'), path: 'group.json' }),
  (text: string) => ({ text: stringify(JSON.parse(text)), path: 'group.yaml' }),
);

/** What a group and its policy mean, whatever they are written in. */
function meaning(group: ScalingGroup) {
  const target = group.policies[0]?.target;
  return {
    name: valueOf(group.name),
    sizes: [group.minSize, group.maxSize, group.desiredCapacity].map(valueOf),
    check: valueOf(group.healthCheckType),
    grace: valueOf(group.healthCheckGracePeriod) ?? 0,
    target: target && [
      valueOf(target.targetValue),
      valueOf(target.metric),
      valueOf(target.disableScaleIn),
    ],
  };
}

function groupOf({ groups }: AutoscalingGroupModel): ScalingGroup {
  const [group] = groups;
  assert.ok(group);
  return group;
}

/** Every key is AWS's, and what AWS requires is there, all the way down. */
function validate(value: object, type: string): void {
  const properties = propertiesOf(type);
  assert.ok(properties.length > 0, type);
  for (const { name, required } of properties) {
    if (required) assert.ok(name in value, `${type} requires ${name}`);
  }
  for (const [key, inner] of Object.entries(value)) {
    const property = properties.find(({ name }) => name === key);
    assert.ok(property, `${type} has no ${key}`);
    const { block } = property;
    if (block !== undefined && !('Ref' in Object(inner))) validate(Object(inner), block);
  }
}

/** Every argument is Terraform's, and what its provider requires is there, all the way down. */
function validateTerraform(value: object, type: string): void {
  const words = wordsOf(type) ?? [];
  for (const { name, required } of words) {
    if (required) assert.ok(name in value, `${type} requires ${name}`);
  }
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'lifecycle') continue;
    const word = words.find(({ name }) => name === key);
    assert.ok(word, `${type} has no ${key}`);
    if (word.block !== undefined) validateTerraform(Object(inner), word.block);
  }
}

const GRAVE = new Set(['error', 'warning']);

/** The rules that report an error or a warning, for what is the same in every shape. */
async function grave(text: string, path: string): Promise<readonly string[]> {
  const found = await review(text, path);
  return found.filter(({ severity }) => GRAVE.has(severity)).map(({ rule }) => rule);
}

describe('the guide’s document converted', () => {
  it('to CloudFormation reads back to the same group, is valid and brings no warning', () =>
    fc.assert(
      fc.asyncProperty(guide, written, async (json, write) => {
        const { text, path } = write(json);
        const { model } = await analyse(text, path);
        const group = groupOf(model);
        const [template] = conversions(model.document, group);
        assert.ok(template);
        const stack = applied(text, template);
        const read = (await analyse(stack, path)).model;
        assert.equal(read.shape, 'cloudformation');
        // A template would set it again at every deployment.
        const [min, max] = meaning(group).sizes;
        assert.deepEqual(meaning(groupOf(read)), {
          ...meaning(group),
          sizes: [min, max, undefined],
        });
        assert.equal(
          template.title.includes('without DesiredCapacity'),
          meaning(group).sizes[2] !== undefined,
        );
        const { Resources } = parse(stack);
        validate(Resources.Group.Properties, 'AWS::AutoScaling::AutoScalingGroup');
        validate(Resources.TargetTrackingPolicy.Properties, 'AWS::AutoScaling::ScalingPolicy');
        const before = await grave(text, path);
        for (const rule of await grave(stack, path)) assert.ok(before.includes(rule), rule);
        assert.equal(stack.includes('\r\n'), text.includes('\r\n'));
      }),
      { numRuns: 60, seed: 3 },
    ));

  it('to Terraform reads back to the same group, is valid and brings no warning', () =>
    fc.assert(
      fc.asyncProperty(guide, async (text) => {
        const { model } = await analyse(text, 'group.json');
        const group = groupOf(model);
        const [, terraform, copied, ...more] = conversions(model.document, group);
        assert.ok(terraform && copied && more.length === 0);
        const module = applied(text, terraform);
        const again = (await analyse(module, 'group.tf.json')).model;
        assert.equal(again.shape, 'terraform');
        assert.deepEqual(meaning(groupOf(again)), meaning(group));
        const { aws_autoscaling_group, aws_autoscaling_policy } = JSON.parse(module).resource;
        validateTerraform(aws_autoscaling_group.group, 'aws_autoscaling_group');
        validateTerraform(aws_autoscaling_policy.target, 'aws_autoscaling_policy');
        const before = await grave(text, 'group.json');
        for (const rule of await grave(module, 'group.tf.json')) {
          assert.ok(before.includes(rule), rule);
        }
      }),
      { numRuns: 60, seed: 5 },
    ));

  it('to commands gives a shell the two inputs', () =>
    fc.assert(
      fc.asyncProperty(guide, async (text) => {
        const { model } = await analyse(text, 'group.json');
        const copied = conversions(model.document, groupOf(model)).at(-1)?.copies ?? '';
        const requests = toRequests(groupOf(model));
        const script = `aws() { printf '%s\\0' "$@"; }\n${copied}`;
        const { stdout } = spawnSync('sh', ['-c', script], { encoding: 'utf8' });
        const [, create, , input, , put, , second] = stdout.split('\0');
        assert.deepEqual([create, put], ['create-auto-scaling-group', 'put-scaling-policy']);
        assert.deepEqual(JSON.parse(input ?? ''), requests?.create);
        assert.deepEqual(JSON.parse(second ?? ''), requests?.putPolicy);
      }),
      { numRuns: 15, seed: 6 },
    ));

  it('to the two inputs reads back to the same group and is valid', () =>
    fc.assert(
      fc.asyncProperty(guide, async (text) => {
        const { model } = await analyse(text, 'group.json');
        const requests = toRequests(groupOf(model));
        assert.ok(requests);
        validate(requests.create, 'CreateAutoScalingGroupType');
        validate(requests.putPolicy, 'PutScalingPolicyType');
        const created = (await analyse(JSON.stringify(requests.create), 'a.json')).model;
        const { policies, shape } = (await analyse(JSON.stringify(requests.putPolicy), 'b.json'))
          .model;
        assert.equal(created.shape, 'create');
        assert.equal(shape, 'policy');
        assert.deepEqual(meaning({ ...groupOf(created), policies }), meaning(groupOf(model)));
      }),
      { numRuns: 60, seed: 4 },
    ));

  it('is not offered where something would be lost', async () => {
    const text =
      '{"AutoScalingGroupName":"a","MinSize":1,"MaxSize":2,"Tags":[],"TargetTrackingScaling":{"TargetValue":70,"PredefinedMetric":"ASGAverageCPUUtilization"}}';
    const { model } = await analyse(text, 'group.json');
    assert.deepEqual(conversions(model.document, groupOf(model)), []);
  });
});

describe('where the file is not the source', () => {
  const live = {
    AutoScalingGroups: [
      {
        AutoScalingGroupName: "o'brien",
        CreatedTime: '2026-01-02T03:04:05Z',
        MinSize: 2,
        MaxSize: 4,
        DesiredCapacity: 9,
      },
    ],
  };

  it('a snapshot gives a command that a shell takes', async () => {
    const text = JSON.stringify(live);
    const found = await review(text, 'groups.json');
    const report = found.find(({ rule }) => rule === 'asg/desired-out-of-range');
    const [fix] = report?.fixes?.() ?? [];
    assert.deepEqual(fix?.edits, []);
    assert.equal(
      fix?.copies,
      "aws autoscaling update-auto-scaling-group --auto-scaling-group-name 'o'\\''brien' --desired-capacity 4",
    );
  });

  it('a truth value is an option of its own, as the AWS CLI has it', async () => {
    const group = {
      ...live.AutoScalingGroups[0],
      AutoScalingGroupName: 'web',
      DesiredCapacity: 3,
      MixedInstancesPolicy: {
        LaunchTemplate: {
          LaunchTemplateSpecification: { LaunchTemplateId: 'lt-1', Version: '1' },
          Overrides: [{ InstanceType: 'm7i.large' }, { InstanceType: 'm7a.large' }],
        },
        InstancesDistribution: {
          OnDemandPercentageAboveBaseCapacity: 50,
          SpotAllocationStrategy: 'price-capacity-optimized',
        },
      },
    };
    const found = await review(JSON.stringify({ AutoScalingGroups: [group] }), 'groups.json');
    const copies = found.flatMap(({ fixes }) => fixes?.() ?? []).map(({ copies: text }) => text);
    assert.ok(
      copies.includes(
        'aws autoscaling update-auto-scaling-group --auto-scaling-group-name web --capacity-rebalance',
      ),
      copies.join('\n'),
    );
  });

  it('CDK output gives properties of its construct', async () => {
    const stack = {
      Resources: {
        Web: {
          Type: 'AWS::AutoScaling::AutoScalingGroup',
          Metadata: { 'aws:cdk:path': 'Shop/Web' },
          Properties: { MinSize: '2', MaxSize: '4', DesiredCapacity: '9' },
        },
      },
    };
    const found = await review(JSON.stringify(stack), 'cdk.out/Shop.template.json');
    const fixes = found.flatMap(({ fixes: offered }) => offered?.() ?? []);
    assert.ok(fixes.length > 0 && fixes.every(({ edits }) => edits.length === 0));
    assert.ok(fixes.some(({ copies }) => copies === 'desiredCapacity: 4'));
  });
});
