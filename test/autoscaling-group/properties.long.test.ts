import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { contains, span } from '../../src/service/contracts/span';
import { complete } from '../../src/service/languages/autoscaling-group/complete';
import { autoscalingGroupDetector } from '../../src/service/languages/autoscaling-group/detect';
import { describeAt } from '../../src/service/languages/autoscaling-group/hover';
import type { Node } from '../../src/service/languages/autoscaling-group/tree';
import { GUIDE } from './samples';
import { analyse, applied, review } from './support';

const STACK = {
  Resources: {
    G: {
      Type: 'AWS::AutoScaling::AutoScalingGroup',
      Properties: { MinSize: '5', MaxSize: { Ref: 'M' }, TargetGroupARNs: [{ Ref: 'T' }] },
    },
    P: { Type: 'AWS::AutoScaling::ScalingPolicy', Properties: { ScalingAdjustment: 1 } },
  },
};

const STACK_YAML = `# stack
Resources:
  G:
    Type: AWS::AutoScaling::AutoScalingGroup
    Properties:
      MinSize: '5'
      MaxSize: !If [A, 2, !Ref M]
      HealthCheckType: ELB # boots slowly
      TargetGroupARNs:
        - !Ref T
  P: { Type: "AWS::AutoScaling::ScalingPolicy", Properties: { ScalingAdjustment: 1 } }
`;

const MODULE = `# group
locals { low = 1 }
resource "aws_autoscaling_group" "g" {
  min_size          = local.low
  max_size          = var.big ? 4 : 8
  health_check_type = "ELB"
  target_group_arns = ["\${aws_lb_target_group.t.arn}"]
  dynamic "tag" {
    for_each = var.tags
    content { key = tag.key }
  }
}
resource "aws_autoscaling_policy" "p" { scaling_adjustment = 1 }
`;

const SAMPLES = [
  ['main.tf', MODULE],
  ['stack.yaml', STACK_YAML],
  ['stack.json', JSON.stringify(STACK)],
  ['group.json', GUIDE],
] as const;

/** Reads, reviews and fixes a text; every span must lie inside, every fix must apply. */
async function survive(text: string, path: string): Promise<void> {
  autoscalingGroupDetector.detect({ path, text });
  const { model, places, syntax, comments } = await analyse(text, path);
  const whole = span(0, text.length);
  for (const at of [...places.values(), ...[...syntax, ...comments].map((item) => item.at)]) {
    assert.ok(contains(whole, at) && at.start <= at.end, `${JSON.stringify(at)} of ${text.length}`);
  }
  if (model.document.root !== undefined) nested(model.document.root);
  for (const { at, fixes } of await review(text, path)) {
    assert.ok(places.has(at.path), `${at.path} has no place`);
    for (const fix of fixes?.() ?? []) applied(text, fix);
  }
  const middle = text.length >> 1;
  describeAt(model, middle, () => 30);
  for (const { replaces } of complete({ uri: '', path, text }, model.shape, middle)) {
    assert.ok(contains(whole, replaces));
  }
}

function nested(node: Node): void {
  const inner =
    node.kind === 'object'
      ? node.members.map(({ at, value }) => {
          assert.ok(contains(node.at, at));
          return value;
        })
      : node.kind === 'array'
        ? node.items
        : node.kind === 'intrinsic'
          ? [node.argument]
          : [];
  for (const value of inner) {
    assert.ok(
      contains(node.at, value.at),
      `${JSON.stringify(value.at)} in ${JSON.stringify(node.at)}`,
    );
    nested(value);
  }
}

describe('any text', () => {
  it('is read without a throw', () =>
    fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('a.json', 'a.yaml', 'a.tf', 'a.sh'),
        survive,
      ),
      { numRuns: 200, seed: 1 },
    ));

  it('is read without a throw when it is made of our words', () => {
    const word = fc.constantFrom(
      ...[
        'Resources',
        'Type',
        'AWS::AutoScaling::AutoScalingGroup',
        'Properties',
        'MinSize',
        '"',
        "'",
      ],
      ...[
        '{',
        '}',
        '[',
        ']',
        ':',
        ': ',
        ',',
        '\n',
        '\r\n',
        '  ',
        '- ',
        '!Ref ',
        '!If ',
        '&a ',
        '*a',
        '<<: ',
      ],
      ...[
        'AutoScalingGroupName',
        '4',
        '"2"',
        '|\n',
        '# ',
        '//',
        '/*',
        '\uFEFF',
        '{{',
        '${',
        '---\n',
        '? ',
        'resource "aws_autoscaling_group" "g" {\n',
        ' = ',
      ],
    );
    const text = fc.array(word, { maxLength: 30 }).map((words) => words.join(''));
    return fc.assert(fc.asyncProperty(text, fc.constantFrom('a.json', 'a.yaml', 'a.tf'), survive), {
      numRuns: 400,
      seed: 2,
    });
  });

  it('is read however deep it nests', async () => {
    for (const open of ['[', '{"a":', '- ', '{a: ']) {
      const text = `${open.repeat(20_000)}AutoScalingGroupName`;
      await survive(text, 'a.json');
      await survive(text, 'a.yaml');
      assert.equal((await analyse(text, 'a.yaml')).model.document.root, undefined);
    }
  });
});

describe('half-typed text', () => {
  for (const [path, text] of SAMPLES) {
    it(`is read at every length: ${path}`, async () => {
      for (let end = 0; end <= text.length; end += 1) await survive(text.slice(0, end), path);
    });
  }
});
