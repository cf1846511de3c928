import { child, itemsOf, type Member, type Node, type ObjectNode, refOf, textOf } from './tree';

/**
 * One condition under which a resource is made: that something has a value, or has it not. A condition
 * that cannot be taken apart is a subject of its own, with the value `true`.
 */
interface Atom {
  readonly subject: string;
  readonly value: string;
  readonly holds: boolean;
}

/** The conditions under which a resource is made: all of them hold. Empty: it is always there. */
export type Presence = readonly Atom[];

/** A resource that is always there. */
export const ALWAYS: Presence = [];

/** Conditions that are nested deeper, or name each other in a circle, are taken as one. */
const MAX_DEPTH = 8;

/** Whether two resources are never made together: one needs what the other rules out. */
export function isNeverTogether(a: Presence, b: Presence): boolean {
  return a.some((one) =>
    b.some(
      (other) =>
        one.subject === other.subject &&
        (one.value === other.value ? one.holds !== other.holds : one.holds && other.holds),
    ),
  );
}

/** The conditions of a document by name: what it means that one holds, or does not. */
export type PresenceWhen = (condition: string, holds: boolean) => Presence;

/** Those of a CloudFormation template. */
export function conditionsOf(conditions: ObjectNode | undefined): PresenceWhen {
  return (name, holds) => conditionNamed(name, holds, conditions, 0);
}

/** The presence of a CloudFormation resource with the `Condition` of this name. */
export function presenceByCondition(
  name: string | undefined,
  conditions: ObjectNode | undefined,
): Presence {
  return name === undefined ? ALWAYS : conditionNamed(name, true, conditions, 0);
}

function conditionNamed(
  name: string,
  holds: boolean,
  conditions: ObjectNode | undefined,
  depth: number,
): Presence {
  const written = child(conditions, name);
  const whole = [{ subject: `condition ${name}`, value: 'true', holds }];
  if (written === undefined || depth > MAX_DEPTH) return whole;
  return expressionOf(written, holds, conditions, depth) ?? whole;
}

function expressionOf(
  node: Node,
  holds: boolean,
  conditions: ObjectNode | undefined,
  depth: number,
): Presence | undefined {
  if (node.kind !== 'intrinsic') return undefined;
  const items = itemsOf(node.argument);
  const [first, second] = items;
  switch (node.name) {
    case 'Condition': {
      const name = textOf(node.argument);
      return name === undefined ? undefined : conditionNamed(name, holds, conditions, depth + 1);
    }
    case 'Fn::Not':
      return first && expressionOf(first, !holds, conditions, depth + 1);
    case 'Fn::Equals': {
      const [subject, literal] = refOf(first) === undefined ? [second, first] : [first, second];
      const name = refOf(subject);
      if (name === undefined || literal?.kind !== 'scalar') return undefined;
      return [{ subject: `parameter ${name}`, value: String(literal.value), holds }];
    }
    case 'Fn::And': {
      // What a negated conjunction rules out cannot be said of one part.
      if (!holds) return undefined;
      return items.flatMap((item) => expressionOf(item, true, conditions, depth + 1) ?? []);
    }
    default:
      return undefined;
  }
}

/** The presence of a Terraform resource with this `count`: `var.busy ? 1 : 0`. */
export function presenceByCount(count: Member | undefined): Presence {
  const parts = count === undefined ? undefined : conditionalParts(count.value);
  if (parts === undefined) return ALWAYS;
  const [condition, then, otherwise] = parts;
  const made = [then, otherwise].map((value) => value !== '0');
  if (made[0] === made[1]) return ALWAYS;
  return comparison(condition, made[0] === true);
}

/** The condition that a `count` stands for, as it is written: of `var.busy ? 1 : 0` it is `var.busy`. */
export function conditionOfCount(count: Member | undefined): { readonly condition?: string } {
  if (count === undefined) return {};
  const [condition, then, otherwise] = conditionalParts(count.value) ?? [];
  if (condition === undefined) {
    const many = /^\$\{([^{}]+)\}$/.exec(textOf(count.value) ?? '')?.[1];
    return many === undefined ? {} : { condition: `${many.trim()} > 0` };
  }
  const made = [then, otherwise].map((value) => value !== '0');
  if (made[0] === made[1]) return {};
  const text = condition.replace(/\s+/g, ' ').trim();
  return { condition: made[0] ? text : `not ${text}` };
}

/** The condition that a `for_each` stands for, as it is written: there is none of it where it goes through nothing. */
export function conditionOfEach(each: Member | undefined): { readonly condition?: string } {
  const through = /^\$\{([^{}[\]]+)\}$/.exec(
    each === undefined ? '' : (textOf(each.value) ?? ''),
  )?.[1];
  return through === undefined ? {} : { condition: `any in ${through.trim()}` };
}

/** `condition ? a : b`, as the HCL reader has it or as the text of the JSON syntax. */
function conditionalParts(node: Node): readonly [string, string, string] | undefined {
  if (node.kind === 'intrinsic' && node.name === 'Fn::If') {
    const [condition, then, otherwise] = itemsOf(node.argument).map((item) =>
      item.kind === 'scalar' ? String(item.value) : undefined,
    );
    if (condition === undefined || then === undefined || otherwise === undefined) return undefined;
    return [condition, then, otherwise];
  }
  const found = /^\$\{([^?{}]+)\?\s*(\d+)\s*:\s*(\d+)\s*\}$/.exec(textOf(node) ?? '');
  return found ? [found[1] ?? '', found[2] ?? '', found[3] ?? ''] : undefined;
}

/** What a condition of Terraform says, which is written where it decides: `var.busy`, `var.stage == "live"`. */
export function comparison(condition: string, holds: boolean): Presence {
  const text = condition.replace(/\s+/g, ' ').trim();
  const negated = /^!\s*([\w.[\]"-]+)$/.exec(text);
  if (negated) return [{ subject: negated[1] ?? '', value: 'true', holds: !holds }];
  const compared = /^([\w.[\]"-]+) ?(==|!=) ?("[^"]*"|\d+|true|false)$/.exec(text);
  if (compared) {
    const [, subject = '', operator, literal = ''] = compared;
    return [{ subject, value: literal.replaceAll('"', ''), holds: (operator === '==') === holds }];
  }
  return [{ subject: text, value: 'true', holds }];
}
