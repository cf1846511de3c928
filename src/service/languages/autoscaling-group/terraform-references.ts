import type { Span } from '../../contracts/span';
import type { Node } from './tree';

const REFERENCE = /^[a-z_][\w-]*(?:\.[A-Za-z_][\w-]*|\[\d+\]|\["[^"]*"\])*$/i;
const WRAPPED = /^\$\{([^{}]+)\}$/;

/**
 * A Terraform expression as a node: a reference to a resource becomes `Ref` (its id or name) or
 * `Fn::GetAtt`, one to a variable, a local value or a module `Ref`. A text with an expression inside
 * stays a text, which is templated and therefore unknown; any other expression is opaque.
 */
export function referenceNode(text: string, at: Span): Node {
  const wrapped = WRAPPED.exec(text)?.[1]?.trim();
  const expression = wrapped ?? text;
  if (wrapped === undefined && text.includes('${')) return { kind: 'scalar', at, value: text };
  if (!REFERENCE.test(expression)) return { kind: 'opaque', at, why: 'an expression decides it' };
  const steps = expression.replace(/\[(?:\d+|"[^"]*")\]/g, '').split('.');
  if (steps[0] === 'each' || steps[0] === 'count') {
    return { kind: 'opaque', at, why: 'it differs from one instance to the next' };
  }
  const length = /^(?:var|local|module|path|self|terraform)$/.test(steps[0] ?? '')
    ? steps.length
    : steps[0] === 'data'
      ? 3
      : 2;
  const id = steps.slice(0, length).join('.');
  const attribute = steps.slice(length).join('.');
  const name: Node = { kind: 'scalar', at, value: id };
  if (attribute === '' || /^(?:id|name)$/.test(attribute)) {
    return { kind: 'intrinsic', at, name: 'Ref', argument: name };
  }
  const argument: Node = {
    kind: 'array',
    at,
    items: [name, { kind: 'scalar', at, value: attribute }],
  };
  return { kind: 'intrinsic', at, name: 'Fn::GetAtt', argument };
}
