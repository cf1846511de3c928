import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { describeAt } from '../../src/service/languages/autoscaling-group/hover';
import { PRACTICES } from '../../src/service/practices';
import { GUIDE } from './samples';
import { analyse } from './support';

async function hover(text: string, at: string, path = 'group.json') {
  const { model } = await analyse(text, path);
  return describeAt(model, text.indexOf(at), (id) => PRACTICES[id].value);
}

describe('hover', () => {
  it('tells both thresholds of a target and where the guide differs', async () => {
    const found = await hover(GUIDE, '70.0');
    assert.ok(found);
    assert.equal(GUIDE.slice(found.at.start, found.at.end), '70.0');
    assert.match(found.markdown, /above 70 % for 3 minutes/);
    assert.match(found.markdown, /below about 49 % .* for 15 minutes/);
    assert.match(found.markdown, /observed, not documented/);
    assert.match(found.markdown, /× 1\.43/);
    assert.match(found.markdown, /guide removes capacity below 30 %; AWS begins near 49 %/);
  });

  it('does not speak of scale-in where it is off', async () => {
    const found = await hover(GUIDE.replace('70.0,', '70.0, "DisableScaleIn": true,'), '70.0');
    assert.match(found?.markdown ?? '', /never removes an instance/);
    assert.doesNotMatch(found?.markdown ?? '', /guide/);
  });

  it('shows what the AWS CLI takes instead of the guide’s block', async () => {
    const found = await hover(GUIDE, '"TargetTrackingScaling"');
    const [create, policy] = (found?.markdown ?? '').matchAll(/```json\n([^`]*)```/g);
    assert.equal(JSON.parse(create?.[1] ?? '').MaxSize, 20);
    assert.equal(JSON.parse(policy?.[1] ?? '').TargetTrackingConfiguration.TargetValue, 70);
  });

  it('cites the guide and AWS where they disagree about a pause', async () => {
    const text =
      '{"AutoScalingGroupName":"a","PolicyName":"less","ScalingAdjustment":-1,"Cooldown":300}';
    const markdown = (await hover(text, '300'))?.markdown ?? '';
    assert.match(markdown, /guide.*about 600 s before removing/);
    assert.match(markdown, /AWS.*shorter one than the default 300 s/);
    const more = (await hover(text.replace('-1', '1'), '300'))?.markdown ?? '';
    assert.match(more, /about 120 s after adding/);
    assert.doesNotMatch(more, /shorter/);
  });

  const machines: readonly (readonly [path: string, text: string, size: string, says: RegExp])[] = [
    [
      'main.tf',
      'resource "aws_launch_template" "web" {\n  instance_type = "t3.medium"\n}\n',
      '"t3.medium"',
      /instance refresh/,
    ],
    [
      'stack.yaml',
      'Resources:\n  Db:\n    Type: AWS::RDS::DBInstance\n    Properties:\n      DBInstanceClass: db.r6g.large\n',
      'db.r6g.large',
      /restarts the database/,
    ],
    [
      'resize.sh',
      'aws ec2 modify-instance-attribute --instance-id i-1 \\\n  --instance-type "{\\"Value\\": \\"t3.xlarge\\"}"\n',
      't3.xlarge',
      /stop and start/,
    ],
    [
      'resize.sh',
      'aws rds modify-db-instance --db-instance-class db.m5.2xlarge --apply-immediately\n',
      'db.m5.2xlarge',
      /maintenance window/,
    ],
  ];
  for (const [path, text, size, says] of machines) {
    it(`explains the size of a machine: ${size} in ${path}`, async () => {
      const found = await hover(text, size, path);
      assert.ok(found);
      assert.equal(text.slice(found.at.start, found.at.end), size);
      assert.match(found.markdown, says);
      assert.match(found.markdown, /https:\/\/docs\.aws\.amazon\.com/);
    });
  }

  it('leaves a size in a comment or a variable alone', async () => {
    for (const text of [
      '# aws ec2 modify-instance-attribute --instance-type t3.large\n',
      'aws ec2 modify-instance-attribute --instance-type "$SIZE"\n',
    ]) {
      const { model } = await analyse(text, 'resize.sh');
      assert.deepEqual(model.machines, []);
    }
  });

  const parameters: readonly (readonly [path: string, text: string, at: string])[] = [
    [
      'stack.yaml',
      "Parameters:\n  Max: { Type: Number, Default: '12' }\nResources:\n  G:\n    Type: AWS::AutoScaling::AutoScalingGroup\n    Properties: { MinSize: 2, MaxSize: !Ref Max }\n",
      '!Ref Max',
    ],
    [
      'stack.json',
      '{"Parameters":{"Max":{"Default":12}},"Resources":{"G":{"Type":"AWS::AutoScaling::AutoScalingGroup","Properties":{"MinSize":2,"MaxSize":{"Ref":"Max"}}}}}',
      '{"Ref":"Max"}',
    ],
    [
      'main.tf',
      'variable "max" {\n  default = 12\n}\nresource "aws_autoscaling_group" "g" {\n  min_size = 2\n  max_size = var.max\n}\n',
      'var.max',
    ],
    [
      'main.tf.json',
      '{"variable":{"max":{"default":12}},"resource":{"aws_autoscaling_group":{"g":{"max_size":"${var.max}"}}}}',
      '"${var.max}"',
    ],
  ];
  for (const [path, text, at] of parameters) {
    it(`tells what a parameter is by default: ${path}`, async () => {
      const found = await hover(text, at, path);
      assert.ok(found);
      assert.equal(text.slice(found.at.start, found.at.end), at);
      assert.match(
        found.markdown,
        /^\*\*12 by default\*\*: the default of (?:parameter M|variable m)ax\./,
      );
    });
  }

  it('says nothing of a parameter without a default, or with a list', async () => {
    const [[path, text, at] = ['', '', '']] = parameters;
    assert.equal(await hover(text.replace(", Default: '12'", ''), at, path), undefined);
    assert.equal(await hover(text.replace("'12'", '[12]'), at, path), undefined);
  });

  it('is silent elsewhere', async () => assert.equal(await hover(GUIDE, 'MinSize'), undefined));
});
