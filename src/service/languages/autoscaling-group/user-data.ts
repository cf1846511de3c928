import type { FactValue, UserData } from '../../contracts/fact';
import { simplified } from './fields';
import type { ScalingGroup } from './model';
import { child, itemsOf, type Node, pointer, textOf } from './tree';
import { expressionOf } from './written-values';

/** A line that gives a variable its value, as shells and files of variables write it. */
const VARIABLE = /^[ \t]*(?:export[ \t]+)?([A-Z_][A-Z0-9_]*)=(.*)$/gm;
/** Units that are started: at once, or with the machine. */
const STARTED = /\bsystemctl\s+(?:enable|start|restart)\s+([^\n;&|]*)/g;

/** What the script of a new instance starts, and the variables it writes down; `null` where none is seen. */
export function userDataOf({ launch: { machine } }: ScalingGroup): UserData | null {
  const entry = child(machine?.body.node, 'UserData');
  const text = entry && scriptOf(entry);
  if (!machine || text === undefined) return null;
  const path = pointer(machine.body.path, 'UserData');
  const variables: Record<string, FactValue<string>> = {};
  for (const [, name = '', written = ''] of text.matchAll(VARIABLE)) {
    const value = written.trim().replace(/^(["'])(.*)\1$/, '$2');
    variables[name] = value.includes('$')
      ? { state: 'unknown', why: 'it is filled in', path, expression: value }
      : { state: 'known', value, origin: 'declared', path };
  }
  const units = [...text.matchAll(STARTED)].flatMap(([, words = '']) =>
    words
      .split(/\s+/)
      .filter((word) => word !== '' && !word.startsWith('-'))
      .map((word) => word.replace(/\.service$/, '')),
  );
  return { path, units: [...new Set(units)], variables };
}

/** The text that is encoded, with references as they are written. */
function scriptOf(node: Node): string | undefined {
  const plain = simplified(node);
  const text = textOf(plain) ?? expressionOf(plain);
  if (text !== undefined) return text;
  if (plain.kind !== 'intrinsic') return undefined;
  return plain.name === 'Fn::Base64'
    ? scriptOf(plain.argument)
    : scriptOf(itemsOf(plain.argument)[0] ?? plain.argument);
}
