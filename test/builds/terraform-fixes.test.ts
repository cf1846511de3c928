import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { reviewFiles } from '../support/examples';

const group = (least: string) => `resource "aws_autoscaling_group" "shop" {
  vpc_zone_identifier = ["subnet-a", "subnet-b"]
  min_size            = ${least}
  max_size            = 4
}
`;

async function fixesOf(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const { findings } = await reviewFiles(new Map(Object.entries(files)), 'asg/size-order');
  assert.equal(findings.length, 1);
  return findings.flatMap(({ finding }) => finding.fixes.map(({ kind }) => kind));
}

describe('a fix of what Terraform works out', () => {
  it('is there where the resource says the value itself', async () => {
    assert.deepEqual(await fixesOf({ 'main.tf': group('6') }), ['suggestion', 'guided']);
  });

  it('is not promised where a local, an expression or a file of values decides', async () => {
    const locals = 'locals {\n  sizes = { least = 6 }\n}\n';
    assert.deepEqual(await fixesOf({ 'main.tf': `${locals}${group('local.sizes.least')}` }), []);
    assert.deepEqual(await fixesOf({ 'main.tf': group('2 * 3') }), []);
    assert.deepEqual(
      await fixesOf({
        'main.tf': `variable "least" {}\n${group('var.least')}`,
        'terraform.tfvars': 'least = 6\n',
      }),
      [],
    );
  });
});
