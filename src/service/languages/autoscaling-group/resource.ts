import type { Located } from '../../contracts/field';
import type { Body } from './fields';
import type { Presence, PresenceWhen } from './presence';
import type { ObjectNode } from './tree';

/**
 * A resource of a template, with CloudFormation's names: Terraform's resources are brought into
 * this form, so that everything after it reads one vocabulary.
 */
export interface Resource {
  /** What other resources call it: a logical id, `aws_autoscaling_group.web` in Terraform. */
  readonly id: string;
  readonly type: string;
  readonly place: Located;
  /** Its properties. */
  readonly body: Body;
  /** What stands beside the properties (`UpdatePolicy`); Terraform has nothing there. */
  readonly beside: ObjectNode | undefined;
  /** Under which conditions it is made. */
  readonly presence: Presence;
  /** The same as it is written, for people. */
  readonly condition?: string;
  /** What the conditions mean that its values name. */
  readonly when: PresenceWhen;
}
