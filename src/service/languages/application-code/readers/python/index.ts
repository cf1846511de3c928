import type { Call, Reading } from '../../reading';
import type { Node } from '../../syntax/node';
import { ancestors, children, descendants, isBroken, spanOf } from '../../tree';
import { statementStarts } from '../statements';
import { readUses } from '../uses';
import { DIALECTS } from '../uses/dialects';
import { readImports, resolve, withSubclasses } from './bindings';
import { readExports } from './exports';
import { movable } from './movable';
import { occasionOf } from './occasions';
import { readConstants, settingsOf, valueOf } from './values';

/** Reads Python. */
export function readPython(root: Node): Omit<Reading, 'comments' | 'root'> {
  const imported = readImports(root);
  const making = withSubclasses(root, imported);
  const constants = readConstants(root);
  const calls: Call[] = [];
  const unfinished: Call[] = [];
  for (const node of descendants(root, ['call'])) {
    const callee = node.childForFieldName('function');
    const target = callee && resolve(callee, making);
    if (!target) continue;
    const list = node.childForFieldName('arguments');
    const items = list ? children(list) : [];
    const variable = variableOf(node);
    (isBroken(node) ? unfinished : calls).push({
      at: spanOf(node),
      nameAt: spanOf(target.nameNode),
      module: target.module,
      name: target.name,
      arguments: items
        .filter(({ type }) => !/keyword_argument|splat/.test(type))
        .map((item) => valueOf(item, constants)),
      settings: settingsOf(list ?? node, items, constants),
      occasion: occasionOf(node),
      variable,
      closed: variable !== null && isClosed(variable, node),
      statement: movable(node, root),
    });
  }
  const modules = [...imported.modules].map(
    ([local, module]) => [local, { module, name: 'default' }] as const,
  );
  const imports = new Map([...modules, ...imported.names]);
  const uses = readUses(root, DIALECTS.python, imports, occasionOf);
  return {
    calls,
    methodCalls: [],
    unfinished,
    uses,
    exported: readExports(root),
    statements: statementStarts(root),
  };
}

function variableOf(node: Node): string | null {
  for (const around of ancestors(node)) {
    if (around.type === 'assignment') {
      const target = around.childForFieldName('left');
      return target?.type === 'identifier' ? target.text : null;
    }
    if (around.type !== 'await') return null;
  }
  return null;
}

function isClosed(variable: string, node: Node): boolean {
  for (const around of ancestors(node)) {
    if (around.type !== 'function_definition') continue;
    return descendants(around, ['call']).some((call) =>
      new RegExp(`^${variable}\\.(?:close|dispose|disconnect)$`).test(
        call.childForFieldName('function')?.text ?? '',
      ),
    );
  }
  return false;
}
