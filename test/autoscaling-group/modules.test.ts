import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { NEVER_CANCELLED } from '../../src/service/contracts/ports';
import { memoryPorts, ROOT, uriOf } from '../support/memory';

const GROUP = `resource "aws_autoscaling_group" "web" {
  min_size         = 2
  max_size         = var.most
  desired_capacity = 4
  launch_template {
    id      = aws_launch_template.web.id
    version = aws_launch_template.web.latest_version
  }
}
`;
const PINNED_GROUP = GROUP.replace('var.most', '12');
const FIXED_MOST = PINNED_GROUP.replace('  desired_capacity = 4\n', '');
const POLICY = `resource "aws_autoscaling_policy" "cpu" {
  name                   = "cpu"
  autoscaling_group_name = aws_autoscaling_group.web.name
  policy_type            = "TargetTrackingScaling"
  target_tracking_configuration {
    target_value = 60
    predefined_metric_specification {
      predefined_metric_type = "ASGAverageCPUUtilization"
    }
  }
}
`;
const TEMPLATE = `resource "aws_launch_template" "web" {
  image_id      = "ami-1"
  instance_type = "m7g.large"
}
`;
const MOST = 'variable "most" {\n  default = 12\n}\n';

const PINNED = 'asg/desired-pinned';
const NO_POLICY = 'asg/no-scaling-policy';
const BASIC = 'asg/basic-monitoring';

function serviceOf(files: Readonly<Record<string, string>>) {
  const map = new Map(Object.entries(files));
  return { service: createService(memoryPorts(map)), map };
}

/** `path:line severity rule` of every finding of these rules, lines from 1. */
async function found(
  service: ReturnType<typeof createService>,
  ...only: string[]
): Promise<readonly string[]> {
  const { output } = await service.review([ROOT], { base: ROOT, only }, NEVER_CANCELLED);
  return output.files.flatMap(({ path, findings }) =>
    findings.map(
      ({ rule, severity, range }) => `${path}:${range.start.line + 1} ${severity} ${rule}`,
    ),
  );
}

const foundIn = (files: Readonly<Record<string, string>>, ...only: string[]) =>
  found(serviceOf(files).service, ...only);

describe('the files of a Terraform module', () => {
  it('are read together: a policy and a template count in whichever file they stand', async () => {
    const files = { 'asg.tf': PINNED_GROUP, 'scaling.tf': POLICY, 'template.tf': TEMPLATE };
    assert.deepEqual(await foundIn(files, PINNED, BASIC), [
      `asg.tf:4 warning ${PINNED}`,
      `template.tf:1 warning ${BASIC}`,
    ]);
    assert.deepEqual(await foundIn({ ...files, 'scaling.tf': '' }, BASIC), []);
  });

  it('are all there is, unless an output, a module or the JSON syntax may add to them', async () => {
    const alone = { 'main.tf': FIXED_MOST };
    assert.deepEqual(await foundIn(alone, NO_POLICY), [`main.tf:3 information ${NO_POLICY}`]);
    const silent: readonly Readonly<Record<string, string>>[] = [
      { 'scaling.tf': POLICY },
      { 'outputs.tf': 'output "group" {\n  value = aws_autoscaling_group.web.name\n}\n' },
      {
        'alarms.tf': 'module "a" {\n  source = "./a"\n  group  = aws_autoscaling_group.web.id\n}\n',
      },
      { 'more.tf.json': '{}' },
    ];
    for (const more of silent)
      assert.deepEqual(await foundIn({ ...alone, ...more }, NO_POLICY), []);
    const elsewhere = {
      'outputs.tf': 'output "other" {\n  value = aws_autoscaling_group.other.name\n}\n',
      'policies/scaling.tf': POLICY,
    };
    assert.deepEqual(await foundIn({ ...alone, ...elsewhere }, NO_POLICY), [
      `main.tf:3 information ${NO_POLICY}`,
    ]);
  });

  it('say nothing of what another file of the folder leaves unreadable', async () => {
    const broken = `${'['.repeat(5000)}`;
    assert.deepEqual(await foundIn({ 'main.tf': FIXED_MOST, 'x.tf': broken }, NO_POLICY), []);
  });

  it('bring a fix to the file it is about', async () => {
    const tooFew = PINNED_GROUP.replace('= 4', '= 1');
    const { service } = serviceOf({ 'a.tf': POLICY, 'web.tf': tooFew });
    const options = { unsafe: true, only: ['asg/desired-out-of-range'] };
    const { texts } = await service.fix([ROOT], options, NEVER_CANCELLED);
    assert.deepEqual([...texts], [[uriOf('web.tf'), PINNED_GROUP.replace('= 4', '= 2')]]);
  });

  it('tell a default that is declared in another file', async () => {
    const { service } = serviceOf({ 'asg.tf': GROUP, 'variables.tf': MOST });
    const uri = uriOf('asg.tf');
    service.open({ uri, text: GROUP, version: 1, languageId: 'terraform' });
    await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
    const position = { line: 2, character: 23 };
    const hover = await service.hover(uri, position, NEVER_CANCELLED);
    assert.match(JSON.stringify(hover), /12 by default/);
  });
});
