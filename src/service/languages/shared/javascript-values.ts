import {
  type CodeCall,
  type CodeNode,
  type CodeSettings,
  type CodeValue,
  expressionWhy,
  foldedCode,
  MAX_VALUE_DEPTH,
  nestsTooDeep,
  openCode,
  placeOf,
  plainCode,
  withFallback,
} from './code-values';
import { withParser } from './tree-sitter';

const MAX_LENGTH = 200_000;

/** Reads the top of a JavaScript or TypeScript file. The grammar `tsx` has to be loaded. */
export function javascriptSettings(text: string): CodeSettings {
  const none: CodeSettings = { assigned: new Map(), calls: [] };
  if (text.length > MAX_LENGTH || nestsTooDeep(text)) return none;
  return withParser('tsx', (parser) => {
    const tree = parser.parse(text);
    if (!tree) return none;
    try {
      return new JavaScriptReader().settings(tree.rootNode as unknown as CodeNode);
    } finally {
      tree.delete();
    }
  });
}

class JavaScriptReader {
  private readonly assigned = new Map<string, CodeValue>();
  private readonly calls: CodeCall[] = [];

  settings(root: CodeNode): CodeSettings {
    for (const statement of root.namedChildren) if (statement) this.statement(statement);
    return { assigned: this.assigned, calls: this.calls };
  }

  private statement(node: CodeNode): void {
    const { type } = node;
    if (type === 'export_statement') {
      const value = node.childForFieldName('value');
      const declaration = node.childForFieldName('declaration');
      if (value) this.assign('export default', value);
      if (declaration) this.statement(declaration);
    } else if (type === 'lexical_declaration' || type === 'variable_declaration') {
      for (const declarator of node.namedChildren) {
        const name = declarator?.childForFieldName('name');
        const value = declarator?.childForFieldName('value');
        if (name && value) this.assign(name.text, value);
      }
    } else if (type === 'expression_statement') {
      const [expression] = node.namedChildren;
      if (expression?.type === 'assignment_expression') {
        const left = expression.childForFieldName('left');
        const right = expression.childForFieldName('right');
        if (left && right) this.assign(left.text, right);
      } else if (expression) {
        const value = this.value(expression, 0);
        if (value.kind === 'call') this.calls.push(value.call);
      }
    }
  }

  private assign(name: string, node: CodeNode): void {
    const value = this.value(node, 0);
    if (value.kind === 'call') this.calls.push(value.call);
    this.assigned.set(name, value);
  }

  private value(node: CodeNode, depth: number): CodeValue {
    const at = placeOf(node);
    if (depth > MAX_VALUE_DEPTH) return openCode('it is nested too deep', at);
    const children = () =>
      node.namedChildren.flatMap((child) =>
        child && child.type !== 'comment' ? [this.value(child, depth + 1)] : [],
      );
    const inner = (field: string) => {
      const child = node.childForFieldName(field);
      return child ? this.value(child, depth + 1) : openCode('it is not finished', at);
    };
    switch (node.type) {
      case 'number': {
        const number = Number(node.text.replaceAll('_', ''));
        return Number.isNaN(number) ? openCode('no plain number', at) : plainCode(number, at);
      }
      case 'string':
        return plainCode(node.text.slice(1, -1), {
          start: at.start + 1,
          end: Math.max(at.start + 1, at.end - 1),
        });
      case 'template_string':
        return node.text.includes('${')
          ? openCode('a text that is put together', at)
          : plainCode(node.text.slice(1, -1), at);
      case 'true':
      case 'false':
        return plainCode(node.type === 'true', at);
      case 'null':
      case 'undefined':
        return plainCode(null, at);
      case 'array':
        return { kind: 'list', items: children(), at };
      case 'object':
        return this.object(node, depth);
      case 'parenthesized_expression':
      case 'as_expression':
      case 'satisfies_expression':
      case 'await_expression': {
        const [only] = node.namedChildren;
        return only ? this.value(only, depth + 1) : openCode('it is not finished', at);
      }
      case 'binary_expression': {
        const operator = node.childForFieldName('operator')?.text ?? '';
        const left = inner('left');
        if (left.kind === 'reference' && (operator === '||' || operator === '??')) {
          return { ...left, reference: withFallback(left.reference, inner('right')), at };
        }
        return foldedCode(operator, left, inner('right'), at, node.text);
      }
      case 'member_expression': {
        const name = /^process\.env\.(\w+)$/.exec(node.text)?.[1];
        return name === undefined
          ? (this.assigned.get(node.text) ?? openCode(expressionWhy(node.text), at))
          : { kind: 'reference', reference: { space: 'env', name, fallback: null }, at };
      }
      case 'identifier':
        return this.assigned.get(node.text) ?? openCode(expressionWhy(node.text), at);
      case 'call_expression':
      case 'new_expression':
        return this.call(node, depth);
      default:
        return openCode(expressionWhy(node.text), at);
    }
  }

  private object(node: CodeNode, depth: number): CodeValue {
    const entries = new Map<string, CodeValue>();
    let isOpen = false;
    for (const pair of node.namedChildren) {
      if (pair?.type === 'shorthand_property_identifier') {
        entries.set(
          pair.text,
          this.assigned.get(pair.text) ?? openCode(expressionWhy(pair.text), placeOf(pair)),
        );
        continue;
      }
      const key = pair?.type === 'pair' ? pair.childForFieldName('key') : null;
      const value = pair?.type === 'pair' ? pair.childForFieldName('value') : null;
      if (key && value && key.type !== 'computed_property_name') {
        entries.set(key.text.replace(/^(['"])(.*)\1$/s, '$2'), this.value(value, depth + 1));
      } else if (pair?.type !== 'comment') {
        isOpen = true;
      }
    }
    return { kind: 'map', entries, at: placeOf(node), isOpen };
  }

  private call(node: CodeNode, depth: number): CodeValue {
    const at = placeOf(node);
    const called = node.childForFieldName('function') ?? node.childForFieldName('constructor');
    const name = called?.text ?? '';
    const positional = (node.childForFieldName('arguments')?.namedChildren ?? []).flatMap((one) =>
      one && one.type !== 'comment' ? [this.value(one, depth + 1)] : [],
    );
    const [first] = positional;
    if (/^(?:Number|parseInt|Number\.parseInt|parseFloat|String)$/.test(name) && first) {
      if (first.kind === 'reference') {
        const { fallback } = first.reference;
        const isNumber =
          typeof fallback === 'string' && /^-?[\d.]+$/.test(fallback) && name !== 'String';
        return {
          ...first,
          reference: isNumber
            ? { ...first.reference, fallback: Number(fallback) }
            : first.reference,
          at,
        };
      }
      if (
        first.kind === 'scalar' &&
        typeof first.value === 'string' &&
        /^-?[\d.]+$/.test(first.value)
      ) {
        return plainCode(Number(first.value), at, true);
      }
    }
    return { kind: 'call', call: { name, positional, named: new Map(), at }, at };
  }
}
