import { type Body, numberField } from './fields';
import { ALWAYS, type Presence, type PresenceWhen } from './presence';
import { child, isNoValue, isNull, itemsOf, type Node, textOf } from './tree';

/** What `Fn::If` decides, in CloudFormation or as Terraform's conditional. */
interface Choice {
  readonly condition: string;
  readonly then: Node;
  readonly otherwise: Node;
}

/** Numbers as they are under one outcome of a condition. */
export interface NumbersUnder<Key extends string> {
  /** "where Live holds"; empty where nothing is decided. */
  readonly under: string;
  readonly fields: Readonly<Record<Key, ReturnType<typeof numberField>>>;
}

/** When a property is written at all: a branch of a condition may leave it out. */
export function writtenWhen({ node }: Body, key: string, when: PresenceWhen): Presence {
  const choice = choiceOf(child(node, key));
  if (choice === undefined) return ALWAYS;
  const { condition, then, otherwise } = choice;
  if (isLeftOut(then) === isLeftOut(otherwise)) return ALWAYS;
  return when(condition, isLeftOut(otherwise));
}

/**
 * Numbers that belong together, once for each outcome of the one condition that decides them: the minimum
 * of a branch is never seen beside the maximum of the other. Where two conditions decide, nobody knows
 * which outcomes meet, and the numbers are given as they are read.
 */
export function numbersByCondition<const Key extends string>(
  body: Body,
  keys: readonly Key[],
): readonly NumbersUnder<Key>[] {
  const { node } = body;
  const choices = keys.flatMap((key) => choiceOf(child(node, key)) ?? []);
  const [first] = choices;
  if (node === undefined || first === undefined) return [{ under: '', fields: read(body, keys) }];
  if (choices.some(({ condition }) => condition !== first.condition)) {
    return [{ under: '', fields: read(body, keys) }];
  }
  return [true, false].map((holds) => {
    const members = node.members.map((entry) => {
      const choice = choiceOf(entry.value);
      if (choice === undefined || choice.condition !== first.condition) return entry;
      return { ...entry, value: holds ? choice.then : choice.otherwise };
    });
    return {
      under: `where ${first.condition} ${holds ? 'holds' : 'does not hold'}`,
      fields: read({ ...body, node: { ...node, members } }, keys),
    };
  });
}

function read<const Key extends string>(body: Body, keys: readonly Key[]) {
  const fields = keys.map((key) => [key, numberField(body, key)] as const);
  return Object.fromEntries(fields) as NumbersUnder<Key>['fields'];
}

function choiceOf(node: Node | undefined): Choice | undefined {
  if (node?.kind !== 'intrinsic' || node.name !== 'Fn::If') return undefined;
  const [condition, then, otherwise] = itemsOf(node.argument);
  const name = textOf(condition)?.trim();
  if (!name || then === undefined || otherwise === undefined) return undefined;
  return { condition: name, then, otherwise };
}

function isLeftOut(node: Node): boolean {
  return isNoValue(node) || isNull(node);
}
