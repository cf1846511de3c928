import type { Span } from '../../../../contracts/span';
import type { Occasion } from '../../reading';
import { bitsOf, mayHold, type Node } from '../../syntax/node';
import { ancestors, children, spanOf, unquoted } from '../../tree';
import type { Argument, Imports, Region, Result, Typed, Use, Uses } from '../../uses';
import type { Dialect } from './dialects';
import { headOfFunction, headOfLoop, loopOfCallback } from './heads';

/** Longer receivers are chains that nothing is looked up by. */
const LONGEST_RECEIVER = 400;

/** Reads every call of a file in one walk. */
export function readUses(
  root: Node,
  dialect: Dialect,
  imports: Imports,
  occasionOf: (node: Node) => Occasion,
): Uses {
  const all: Use[] = [];
  const typed: Typed[] = [];
  const bits = bitsOf([...dialect.calls, ...Object.keys(dialect.types)]);

  const visit = (node: Node, around: Region): void => {
    const { type } = node;
    if (type === 'ERROR') return;
    const region = enter(node, type, around);
    if (dialect.calls.has(type)) {
      const use = readCall(node, region);
      if (use) all.push(use);
    }
    const types = dialect.types[type];
    if (types) typed.push(...typedBy(node, types));
    for (const child of node.children) {
      // What holds no call and no type is not gone into.
      if (mayHold(child, bits)) visit(child, region);
    }
  };

  const enter = (node: Node, type: string, around: Region): Region => {
    if (dialect.functions.has(type)) {
      const callback = loopOfCallback(node.parent, node.parent?.parent, node, dialect);
      const outer = callback ? regionAt('loop', node, around, callback) : around;
      return regionAt('function', node, outer, headOfFunction(node, node.parent));
    }
    const kind = dialect.regions[type];
    if (!kind) return around;
    return regionAt(kind, node, around, kind === 'loop' ? headOfLoop(node) : {});
  };

  const readCall = (node: Node, region: Region): Use | undefined => {
    const parts = dialect.parts(node);
    if (!parts || node.hasError) return undefined;
    const { receiver, method } = parts;
    const list = node.childForFieldName('arguments');
    const short = receiver && receiver.endIndex - receiver.startIndex < LONGEST_RECEIVER;
    const { result, awaited } = resultOf(node, dialect);
    // The tree is gone when rules run: what could ask is settled while it is there.
    const occasion = ASKED.test(method.text) ? occasionAround(node) : undefined;
    return {
      at: spanOf(node),
      receiver: short ? receiver.text.replace(/\s+/g, '').replaceAll('?.', '.') : '',
      method: method.text,
      methodAt: spanOf(method),
      arguments: list ? children(list).map((item) => argumentOf(item, dialect)) : [],
      result,
      awaited,
      region,
      occasion: () => occasion ?? { kind: 'unknown' },
    };
  };

  const occasions = new Map<number, Occasion>();
  /** How often the function runs; what becomes of a result in it makes no difference here. */
  const occasionAround = (node: Node): Occasion => {
    const around = functionAround(node, dialect);
    const place = around?.childForFieldName('body') ?? around ?? node;
    let occasion = occasions.get(place.id);
    if (!occasion) {
      occasion = occasionOf(place);
      occasions.set(place.id, occasion);
    }
    return occasion;
  };

  visit(root, { kind: 'file', at: spanOf(root), around: null, name: null, binds: [], over: null });
  return { all, typed, imports };
}

/** Calls of which somebody wants to know how often they run. */
const ASKED =
  /^(?:end|close|Close|dispose|disconnect|\$disconnect|destroy|quit|find\w*|Find|query\w*|Query\w*|select|all|from|exec|execute|fetch\w*|get\w*|scalars|filter|Agent|Session|Client|AsyncClient|ClientSession|HttpClient|Transport)$/;

function regionAt(
  kind: Region['kind'],
  node: Node,
  around: Region,
  head: Partial<Pick<Region, 'name' | 'binds' | 'over'>>,
): Region {
  return { kind, at: spanOf(node), around, name: null, binds: [], over: null, ...head };
}

function functionAround(node: Node, { functions }: Dialect): Node | undefined {
  for (const around of ancestors(node)) if (functions.has(around.type)) return around;
  return undefined;
}

function resultOf(
  node: Node,
  dialect: Dialect,
): { readonly result: Result; readonly awaited: boolean } {
  let awaited = false;
  let inner = node;
  for (const around of ancestors(node)) {
    const { type } = around;
    if (dialect.through.has(type)) {
      awaited ||= type === dialect.awaits;
      inner = around;
      continue;
    }
    return { result: takenBy(type, around, inner, dialect), awaited };
  }
  return { result: { kind: 'dropped' }, awaited };
}

function takenBy(type: string, around: Node, inner: Node, dialect: Dialect): Result {
  if (dialect.resources.has(type)) return { kind: 'resource' };
  const field = dialect.takes[type];
  if (field !== undefined) {
    const left = around.childForFieldName(field);
    // On the left side itself, as in `f().x = 1`, nothing is taken.
    if (!left || inner.startIndex < left.endIndex) return { kind: 'passed' };
    return { kind: 'variable', names: namesIn(left), at: spanOf(left) };
  }
  if (dialect.returns.has(type)) return { kind: 'returned' };
  if (dialect.members.has(type)) return { kind: 'chained' };
  return { kind: /statement$|^block$|^program$|^module$/.test(type) ? 'dropped' : 'passed' };
}

/** The names a left side gives values to: `a`, `this.a`, `{ a, b }`, `[a, b]`, `a, err`. */
function namesIn(left: Node): readonly string[] {
  if (!/pattern$|expression_list$|^pattern_list$/.test(left.type)) {
    return [left.text.replace(/\s+/g, '')];
  }
  return children(left).map((part) => {
    const value = part.childForFieldName('value') ?? part.childForFieldName('left') ?? part;
    return value.text;
  });
}

function argumentOf(node: Node, dialect: Dialect): Argument {
  const at: Span = spanOf(node);
  return { at, text: node.text, string: dialect.strings.has(node.type) ? unquoted(node) : null };
}

function typedBy(node: Node, [nameField, typeField]: readonly [string, string]): readonly Typed[] {
  const type = node.childForFieldName(typeField)?.text.replace(/^:\s*/, '');
  if (type === undefined) return [];
  const names = nameField === '' ? [node.firstNamedChild] : node.childrenForFieldName(nameField);
  return names.flatMap((name) => {
    const text = name && (name.childForFieldName('name') ?? name).text;
    return text ? [{ name: text, type }] : [];
  });
}
