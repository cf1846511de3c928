import { defineRule } from '../../../contracts/rule';
import {
  type AttachedTarget,
  attachedTargets,
  saysAll,
} from '../../../languages/autoscaling-group/attached';
import { removeFix } from '../../../languages/autoscaling-group/edits';
import type { ScalingGroup, SourceDocument } from '../../../languages/autoscaling-group/model';
import { isNeverTogether } from '../../../languages/autoscaling-group/presence';

export default defineRule({
  id: 'asg/attached-twice',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Group attached in two ways',
  summary:
    'A group says what it is attached to, and something beside it says it again, or otherwise.',
  citations: ['terraform.aws.autoscaling-attachment', 'aws.autoscaling.attach-balancer'],
  practices: [],
  checklist: ['load-balancing-failover'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup }, report) {
    for (const group of autoscalingGroup.groups) {
      if (group.partial || group.shape === 'describe') continue;
      const all = attachedTargets(group, autoscalingGroup.document);
      all.forEach((one, index) => {
        const earlier = all
          .slice(0, index)
          .find(
            (each) =>
              each.target === one.target &&
              !isNeverTogether(each.presence, one.presence) &&
              (each.group === null || one.group === null || each.group === one.group),
          );
        if (earlier) {
          report({
            at: one,
            severity: 'information',
            message: `${nameOf(one)} is attached to the group twice, here and ${earlier.by === 'group' ? 'in the group itself' : 'by another resource'}: whoever removes one of the two detaches it, and the other does not bring it back before the next deployment. Say it once.`,
            related: [{ at: earlier, message: 'Here as well' }],
            fixes: () =>
              one.by === 'resource' && earlier.by === 'group' && isOnly(all, earlier)
                ? removeFix(
                    autoscalingGroup.document,
                    'Leave it to the resource beside the group',
                    'suggestion',
                    group.body,
                    earlier.key,
                  )
                : [],
          });
          return;
        }
        const own = all.find(({ by, key }) => by === 'group' && key === one.key);
        if (one.by !== 'resource' || !own || !isWrittenBack(group, one, autoscalingGroup.document))
          return;
        report({
          at: one,
          message: `The group names all that it is attached to, and ${nameOf(one)} is not among it: the next apply that looks at the group detaches what is attached here, and its targets get no requests until another apply. Name it in the group, or leave the list of the group out.`,
          related: [{ at: own, message: 'The list of the group' }],
        });
      });
    }
  },
});

/** Terraform sets the list of a group back to what is written, unless it is told to leave it. */
function isWrittenBack(
  group: ScalingGroup,
  { key }: AttachedTarget,
  document: SourceDocument,
): boolean {
  return (
    group.shape.startsWith('terraform') &&
    saysAll(group, key, document) &&
    !group.ignoredChanges.some((name) => name === key || name === 'all')
  );
}

function isOnly(all: readonly AttachedTarget[], { key }: AttachedTarget): boolean {
  return all.filter(({ by, key: other }) => by === 'group' && other === key).length === 1;
}

/** A name of a resource as it is written; an address of AWS by its end. */
function nameOf({ target }: AttachedTarget): string {
  return /^arn:/.test(target) ? (target.split('/').slice(-2, -1)[0] ?? target) : target;
}
