import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { GUIDE, TEMPLATE_JSON, TEMPLATE_YAML } from './samples';
import { analyse, applied, review, verdicts } from './support';

const EXPECTED = [
  'asg/desired-out-of-range error /Resources/Web/Properties/DesiredCapacity',
  'asg/elb-grace-missing warning /Resources/Api/Properties/HealthCheckGracePeriod',
  'asg/instance-warmup-missing information /Resources/Web/Properties/DefaultInstanceWarmup',
  'asg/lb-health-check warning /Resources/Web/Properties/HealthCheckType',
  'asg/min-below-two hint /Resources/Worker/Properties/MinSize',
  'asg/min-below-two warning /Resources/Web/Properties/MinSize',
  'asg/simple-scaling-policy warning /Resources/WorkerMore/Properties/PolicyType',
  'asg/size-order error /Resources/Api/Properties/MinSize',
  'asg/target-implausible warning /Resources/WebCpu/Properties/TargetTrackingConfiguration/TargetValue',
];

describe('twins', () => {
  it('are judged alike in YAML and JSON', async () => {
    assert.deepEqual(await verdicts(TEMPLATE_YAML, 'stack.yaml'), EXPECTED);
    assert.deepEqual(await verdicts(TEMPLATE_JSON, 'stack.json'), EXPECTED);
  });

  it('are judged alike with Windows line endings', async () => {
    assert.deepEqual(
      await verdicts(TEMPLATE_YAML.replaceAll('\n', '\r\n'), 'stack.yaml'),
      EXPECTED,
    );
  });

  it('are fixed alike', async () => {
    for (const [path, text] of [
      ['stack.yaml', TEMPLATE_YAML],
      ['stack.json', TEMPLATE_JSON],
    ] as const) {
      const found = await review(text, path);
      const titles = found.flatMap(({ fixes }) => fixes?.() ?? []).map(({ title }) => title);
      assert.deepEqual(titles.sort(), [
        'Convert to step scaling: Cooldown 120 → EstimatedInstanceWarmup 120',
        'Raise MaxSize: 4 → 8',
        'Raise MinSize: 0 → 2',
        'Raise MinSize: 1 → 2',
        'Replace instances that fail the load balancer’s check: EC2 → ELB, with 300 s of grace',
        'Set DefaultInstanceWarmup to 120',
        'Set DesiredCapacity to 6 (MaxSize)',
        'Set HealthCheckGracePeriod to 300',
        'Set TargetValue: 0.7 → 70 (removes instances)',
        'Swap MinSize and MaxSize: 4 to 8 instances',
      ]);
    }
  });
});

/** How many findings are errors or warnings. */
function grave(found: readonly { readonly severity: string }[]): number {
  return found.filter(({ severity }) => severity === 'error' || severity === 'warning').length;
}

describe('every fix', () => {
  const texts = [
    ['stack.yaml', TEMPLATE_YAML],
    ['stack.json', TEMPLATE_JSON],
    ['crlf.yaml', TEMPLATE_YAML.replaceAll('\n', '\r\n')],
    [
      'tabs.json',
      TEMPLATE_JSON.replaceAll(/^( {2})+/gm, (blanks) => '\t'.repeat(blanks.length / 2)),
    ],
    ['compact.json', JSON.stringify(JSON.parse(TEMPLATE_JSON))],
  ] as const;
  for (const [path, text] of texts) {
    it(`removes its finding, brings no worse one and keeps the text whole: ${path}`, async () => {
      const before = await review(text, path);
      assert.equal(before.length, EXPECTED.length);
      for (const { rule, at, fixes } of before) {
        for (const fix of fixes?.() ?? []) {
          const fixed = applied(text, fix);
          const after = await review(fixed, path);
          const gone = !after.some((found) => found.rule === rule && found.at.path === at.path);
          assert.ok(gone, `${fix.title} leaves its finding`);
          assert.deepEqual((await analyse(fixed, path)).syntax, [], fix.title);
          if (fix.kind !== 'guided')
            assert.ok(grave(after) <= grave(before), `${fix.title} brings another`);
          if (path.startsWith('crlf')) assert.doesNotMatch(fixed, /[^\r]\n/);
          if (path.startsWith('tabs')) assert.doesNotMatch(fixed, /^ /m);
          if (path.startsWith('compact')) assert.doesNotMatch(fixed, /"[:,] |\n/);
        }
      }
    });
  }

  it('copies what to change in the construct where CDK generated the file', async () => {
    const found = await review(TEMPLATE_JSON, 'cdk.out/Shop.template.json');
    assert.equal(found.length, EXPECTED.length);
    const offered = found.flatMap(({ fixes }) => fixes?.() ?? []);
    assert.ok(offered.every(({ edits, copies }) => edits.length === 0 && copies !== undefined));
    assert.ok(offered.some(({ copies }) => copies === 'minCapacity: 4, maxCapacity: 8'));
  });
});

describe('a swap of sizes', () => {
  const titles = async (properties: string) => {
    const text = `{"AutoScalingGroupName":"a","InstanceId":"i-1",${properties}}`;
    const found = (await review(text, 'a.json')).filter(({ rule }) => rule === 'asg/size-order');
    return found
      .flatMap(({ fixes }) => fixes?.() ?? [])
      .map(({ title, kind }) => `${kind}: ${title}`);
  };

  it('is preferred where the swapped sizes raise no other question', async () => {
    const swapped = 'suggestion: Swap MinSize and MaxSize: 4 to 8 instances';
    const raised = 'guided: Raise MaxSize: 4 → 8';
    assert.deepEqual(await titles('"MinSize":8,"MaxSize":4'), [swapped, raised]);
    assert.deepEqual(await titles('"MinSize":8,"MaxSize":4,"DesiredCapacity":5'), [
      swapped,
      raised,
    ]);
    assert.deepEqual(await titles('"MinSize":8,"MaxSize":4,"DesiredCapacity":2'), [raised]);
    assert.deepEqual(await titles('"MinSize":4,"MaxSize":1'), ['guided: Raise MaxSize: 1 → 4']);
  });
});

describe('the guide’s document', () => {
  it('gives no error and no warning', async () => {
    assert.deepEqual(await verdicts(GUIDE, 'group.json'), [
      'asg/guide-shape-not-api information /TargetTrackingScaling',
    ]);
  });

  it('stays the same group as a template', async () => {
    const [found] = await review(GUIDE, 'group.json');
    const [fix] = found?.fixes?.() ?? [];
    assert.ok(fix);
    // The guide's capacity is one to start with; a template has no such thing.
    const before = await analyse(GUIDE.replace('  "DesiredCapacity": 5,\n', ''), 'group.json');
    const after = await analyse(applied(GUIDE, fix), 'group.json');
    assert.deepEqual(placeless(after.facts), placeless(before.facts));
    assert.deepEqual(await verdicts(applied(GUIDE, fix), 'group.json'), [
      'asg/instance-warmup-missing information /Resources/Group/Properties/DefaultInstanceWarmup',
    ]);
  });
});

function placeless(facts: readonly unknown[]): unknown {
  return JSON.parse(JSON.stringify(facts, (key, value) => (key === 'path' ? undefined : value)));
}
