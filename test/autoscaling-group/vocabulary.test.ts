import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { propertiesOf } from '../../src/service/languages/autoscaling-group/aws-properties';
import { PROPERTIES } from '../../src/service/languages/autoscaling-group/aws-tables';
import { TERRAFORM_FIELDS } from '../../src/service/languages/autoscaling-group/terraform-fields';
import {
  awsName,
  type Block,
  RESOURCES,
} from '../../src/service/languages/autoscaling-group/terraform-names';
import { typeAt, wordIn, wordsOf } from '../../src/service/languages/autoscaling-group/vocabulary';

/** No property of AWS stands behind them under this name. */
const TERRAFORMS_OWN: ReadonlySet<string> = new Set([
  ...['enabled_metrics', 'metrics_granularity', 'force_delete', 'force_delete_warm_pool'],
  ...['ignore_failed_scaling_activities', 'min_elb_capacity', 'wait_for_elb_capacity'],
  ...['wait_for_capacity_timeout', 'name_prefix', 'suspended_processes', 'triggers', 'arn'],
  ...['default_version', 'update_default_version', 'vpc_security_group_ids', 'description'],
  ...['security_group_names', 'license_specification', 'instance_refresh', 'warm_pool'],
]);

describe('the vocabulary', () => {
  it('of Terraform names what AWS has, or is Terraform’s own', () => {
    const aws = new Set(
      Object.keys(PROPERTIES).flatMap((type) =>
        propertiesOf(type).map(({ name }) => name.toLowerCase()),
      ),
    );
    const renamed = (block: Block | undefined): readonly Block[] =>
      block === undefined ? [] : [block, ...Object.values(block.blocks ?? {}).flatMap(renamed)];
    const blocks = [undefined, ...Object.values(RESOURCES).flatMap(([, block]) => renamed(block))];
    for (const [type, words] of Object.entries(TERRAFORM_FIELDS)) {
      if (type.startsWith('resource')) continue;
      for (const { name } of wordsOf(type) ?? []) {
        if (wordIn('resource', name) !== undefined) continue;
        const known = blocks.some((block) => aws.has(awsName(block, name).toLowerCase()));
        assert.ok(known !== TERRAFORMS_OWN.has(name), `${type}: ${name}`);
      }
      const every = type.includes('.') ? 0 : wordsOf('resource')?.length;
      assert.equal(wordsOf(type)?.length, words.split(' ').length + (every ?? 0), type);
    }
  });

  it('leads only through blocks, and lists only through items', () => {
    const group = 'AWS::AutoScaling::AutoScalingGroup';
    const step = (key: string, isItem = false) => ({ key, isItem });
    assert.equal(typeAt(group, [step('Tags', true)]), `${group}.TagProperty`);
    assert.equal(typeAt(group, [step('Tags')]), undefined);
    assert.equal(typeAt(group, [step('MinSize')]), undefined);
    assert.equal(wordsOf('constructor'), undefined);
  });
});
