import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { stringify } from 'yaml';
import { parseExamples } from '../support/examples';
import { analyse, type Found, review, reviewModule } from './support';
import { type Plain, plain, type Template, terraformTwin } from './terraform-twin';

const RULES = new URL('../../src/service/rules/asg/', import.meta.url);

/** Rules that cannot say the same of a group in Terraform, and why. */
const NOT_IN_TERRAFORM: Readonly<Record<string, string>> = {
  'guide-shape-not-api': 'it is about a shape of JSON and YAML',
  'processes-suspended': 'templates cannot suspend processes; live groups and Terraform can',
  'rolling-update-capacity': 'UpdatePolicy is CloudFormation’s',
  'schedule-reset-on-deploy': 'UpdatePolicy is CloudFormation’s',
  'update-policies-exclusive': 'UpdatePolicy is CloudFormation’s',
  'update-policy-missing': 'UpdatePolicy is CloudFormation’s',
  'launch-template-latest': 'Terraform’s provider follows $Latest',
};

/** Rules that differ in some cases, and why. */
const PARTLY: Readonly<Record<string, string>> = {
  'cooldown-ignored':
    'Terraform’s provider refuses it in a policy, which policy-fields-mismatch says',
  'elb-grace-missing': 'Terraform’s provider writes 300 where none is given',
  'policy-fields-mismatch': 'Terraform’s provider refuses what AWS ignores',
  'scheduled-action-invalid': 'sizes that are left out are 0 in Terraform, not missing',
  'warm-pool-no-gain': 'another file of the module may hold the lifecycle hook',
};

interface Twins {
  readonly title: string;
  readonly json: string;
  readonly yaml: string;
  readonly hcl: string | undefined;
}

/** The documents of a rule's pages, each in every syntax that has it. */
async function twinsOf(rule: string): Promise<readonly Twins[]> {
  const pages = ['README.md', 'cases.md'].map((page) => new URL(`${rule}/${page}`, RULES));
  const examples = pages
    .filter((page) => existsSync(page))
    .flatMap((page) => parseExamples(readFileSync(page, 'utf8')));
  const inputs = examples.flatMap(({ title, blocks }) =>
    blocks.filter(({ kind }) => kind === 'input').map((block) => ({ title, block })),
  );
  const twins = await Promise.all(
    inputs.map(async ({ title, block }): Promise<readonly Twins[]> => {
      const { document, shape } = (await analyse(block.text, block.file)).model;
      if (document.root === undefined || shape === undefined || shape === 'terraform') return [];
      const written = plain(document.root);
      const value = shape === 'policy' ? wrapped('ScalingPolicy', written) : written;
      const template = shape === 'instance-refresh' ? refreshing(written) : value;
      // Terraform has no macros that may add to what is written.
      const isTwin = IN_TERRAFORM.has(shape) && !(written as { Transform?: Plain }).Transform;
      const hcl = isTwin ? terraformTwin(template as Template) : undefined;
      return [{ title, json: JSON.stringify(value), yaml: stringify(value), hcl }];
    }),
  );
  return twins.flat();
}

const IN_TERRAFORM: ReadonlySet<string> = new Set(['cloudformation', 'policy', 'instance-refresh']);

function refreshing(input: Plain): Plain {
  return wrapped('AutoScalingGroup', { InstanceRefresh: input });
}

/** The input of a policy as a resource, which has the same properties. */
function wrapped(type: string, properties: Plain): Plain {
  return { Resources: { It: { Type: `AWS::AutoScaling::${type}`, Properties: properties } } };
}

/** `severity property` of findings: a place without what its shape puts around it. */
function placed(found: readonly Found[]): readonly string[] {
  return found
    .map(({ severity, at }) => {
      const place = at.path
        .replace(/^\/Resources\/\w+(?:\/Properties)?|^\/resource\/\w+\/\w+/, '')
        .replace(/^\/(?:WarmPool|InstanceRefresh)|\/LaunchTemplateData/, '');
      return `${severity} ${place}`;
    })
    .sort();
}

describe('each rule says the same of a document', () => {
  for (const rule of readdirSync(RULES)) {
    it(`in JSON, YAML and HCL: ${rule}`, async () => {
      let inBoth = 0;
      let inTerraform = 0;
      for (const { title, json, yaml, hcl } of await twinsOf(rule)) {
        const id = `asg/${rule}`;
        const expected = placed(await review(json, 'a.json', id));
        assert.deepEqual(placed(await review(yaml, 'a.yaml', id)), expected, title);
        if (expected.length > 0) inBoth += 1;
        if (hcl === undefined || rule in NOT_IN_TERRAFORM) continue;
        const actual = placed(await reviewModule(hcl, id));
        if (!(rule in PARTLY)) assert.deepEqual(actual, expected, `${title}\n${hcl}`);
        if (expected.length > 0 && actual.length === expected.length) inTerraform += 1;
      }
      assert.ok(inBoth > 0, 'the same only because nothing is found');
      assert.equal(inTerraform > 0, !(rule in NOT_IN_TERRAFORM), 'nothing is found in HCL');
    });
  }
});
