import type { QueueFact } from '../../contracts/fact';
import type { FactEntry, System, Variable } from '../../contracts/system';
import { stackOf } from './stacks';

/** What a variable is known by that refers to a resource of its stack. */
const REFERENCE = /^resource:([^#]{0,200})#([\w.-]{1,200})$/;

/** The queue of SQS that a variable holds the address of: one of the same stack. */
export function queueIn(
  variable: Variable | undefined,
  system: Pick<System, 'of'>,
): FactEntry<QueueFact> | undefined {
  if (variable?.state !== 'unknown') return undefined;
  const [, stack, reference] = REFERENCE.exec(variable.identity ?? '') ?? [];
  return system
    .of('queue')
    .find(
      (entry) =>
        stackOf(entry) === stack &&
        (reference === entry.fact.resource || reference?.startsWith(`${entry.fact.resource}.`)),
    );
}
