import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { valueOf } from '../../src/service/contracts/field';
import { propertiesOf } from '../../src/service/languages/autoscaling-group/aws-properties';
import { conversions, toRequests } from '../../src/service/languages/autoscaling-group/convert';
import type {
  AutoscalingGroupModel,
  ScalingGroup,
} from '../../src/service/languages/autoscaling-group/model';
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

describe('the guide’s document converted', () => {
  it('to CloudFormation and Terraform reads back to the same group and is valid', () =>
    fc.assert(
      fc.asyncProperty(guide, async (text) => {
        const { model } = await analyse(text, 'group.json');
        const group = groupOf(model);
        const expected = meaning(group);
        const [template, terraform, copied, ...more] = conversions(model.document, group);
        assert.ok(template && terraform && copied && more.length === 0);

        const stack = applied(text, template);
        const read = (await analyse(stack, 'group.json')).model;
        assert.equal(read.shape, 'cloudformation');
        assert.deepEqual(meaning(groupOf(read)), expected);
        const { Resources } = JSON.parse(stack);
        validate(Resources.Group.Properties, 'AWS::AutoScaling::AutoScalingGroup');
        validate(Resources.TargetTrackingPolicy.Properties, 'AWS::AutoScaling::ScalingPolicy');

        const module = applied(text, terraform);
        const again = (await analyse(module, 'group.tf.json')).model;
        assert.equal(again.shape, 'terraform');
        assert.deepEqual(meaning(groupOf(again)), expected);
        for (const { key } of groupOf(again).body.node?.members ?? []) {
          const properties = propertiesOf('AWS::AutoScaling::AutoScalingGroup');
          assert.ok(
            properties.some(({ name }) => name === key),
            key,
          );
        }
      }),
      { numRuns: 60, seed: 3 },
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
});
