import {
  type DataNode,
  dataText,
  dataUnknown,
  dataValue,
  type Trail,
} from '../../syntax/data-node';
import type { TemplatePart } from '../../syntax/hcl';
import { asText, sortedEntries } from './functions';
import { EXPRESSION, evaluate, type Scope } from './scope';

/** What a value is in a text, in `${…}` where it waits for a resource. */
export function pieceOf(node: DataNode): string | undefined {
  return node.kind === 'unknown' ? (node.expression ?? undefined) : asText(node);
}

/** A text, filled in as far as its parts are known. */
export function textOf(parts: readonly TemplatePart[], scope: Scope): DataNode {
  const [only, ...more] = parts;
  if (only?.kind === 'value' && more.length === 0) return evaluate(only.value, scope);
  const { text, isKnown } = filled(parts, scope);
  const trail: Trail = [
    { ...scope.here, how: scope.here.how === 'default' ? 'default' : 'computed' },
  ];
  return isKnown ? dataText(text, trail) : dataUnknown(EXPRESSION, trail, text);
}

function filled(
  parts: readonly TemplatePart[],
  scope: Scope,
): { readonly text: string; readonly isKnown: boolean } {
  let text = '';
  let isKnown = true;
  const add = (more: ReturnType<typeof filled>) => {
    text += more.text;
    isKnown &&= more.isKnown;
  };
  for (const part of parts) {
    if (part.kind === 'text') text += part.text;
    else if (part.kind === 'value') {
      const value = evaluate(part.value, scope);
      const piece = pieceOf(value) ?? jsonOf(value);
      if (value.kind === 'unknown' || piece === undefined) isKnown = false;
      text += piece ?? '${?}';
    } else if (part.kind === 'if') {
      const holds = asText(evaluate(part.condition, scope));
      if (holds === 'true') add(filled(part.then, scope));
      else if (holds === 'false') add(filled(part.otherwise, scope));
      else {
        isKnown = false;
        text += '${?}';
      }
    } else {
      const over = evaluate(part.of, scope);
      const pairs =
        over.kind === 'list' && !over.open
          ? over.items.map((item, at): readonly [DataNode, DataNode] => [
              dataValue(at, item.trail),
              item,
            ])
          : over.kind === 'map' && !over.open
            ? sortedEntries(over).map(([key, item]): readonly [DataNode, DataNode] => [
                dataText(key, item.trail),
                item,
              ])
            : undefined;
      if (!pairs) {
        isKnown = false;
        text += '${?}';
      }
      for (const [key, item] of pairs ?? []) {
        const [first = '', second] = part.names;
        const names = new Map(scope.names);
        if (second === undefined) names.set(first, item);
        else names.set(first, key).set(second, item);
        add(filled(part.parts, { ...scope, names }));
      }
    }
  }
  return { text, isKnown };
}

/** A list or a map in a text is what `jsonencode` made. */
function jsonOf(node: DataNode): string | undefined {
  const plain = plainJson(node);
  return plain === undefined ? undefined : JSON.stringify(plain);
}

function plainJson(node: DataNode): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'unknown') return node.expression ?? '${?}';
  if (node.open) return undefined;
  if (node.kind === 'list') return node.items.map(plainJson);
  return Object.fromEntries([...node.entries].map(([key, value]) => [key, plainJson(value)]));
}
