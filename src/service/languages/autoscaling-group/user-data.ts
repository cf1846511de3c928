import type { FactValue, ShellCommandFact, UserData } from '../../contracts/fact';
import { span } from '../../contracts/span';
import { readShell } from '../../syntax/shell';
import { commandsOf } from '../shared/command-lines';
import { simplified } from './fields';
import type { ScalingGroup } from './model';
import { child, itemsOf, type Node, pointer, textOf } from './tree';
import { expressionOf } from './written-values';

/** A line that gives a variable its value, as shells and files of variables write it. */
const VARIABLE = /^[ \t]*(?:export[ \t]+)?([A-Z_][A-Z0-9_]*)=(.*)$/gm;
/** Units that are started: at once, or with the machine. */
const STARTED = /\bsystemctl\s+(?:enable|start|restart)\s+([^\n;&|]*)/g;
/** No script of an instance is longer: AWS takes 16 KB. */
const MAX_LENGTH = 20_000;

/** What the script of a new instance does, and the variables it writes down; `null` where none is seen. */
export function userDataOf(group: ScalingGroup): UserData | null {
  const { machine } = group.launch;
  const text = userDataText(group);
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
  const isShell = /^\s*#!.*sh\b/.test(text) && text.length <= MAX_LENGTH;
  const read = readShell(isShell ? text : '');
  const commands = commandsOf(read, path, () => span(0, 0)).map(
    ({ at: _at, ...command }): ShellCommandFact => ({ ...command, path }),
  );
  return {
    path,
    units: [...new Set(units)],
    variables,
    commands,
    complete: isShell && read.complete,
  };
}

/** The script of a new instance as it is written; `undefined` where none is. */
export function userDataText({ launch: { machine } }: ScalingGroup): string | undefined {
  const entry = child(machine?.body.node, 'UserData');
  return entry && scriptOf(entry);
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
