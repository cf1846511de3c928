import type { SettingValue } from '../../contracts/fact';
import { tableOf } from '../../text/tables';
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

/** What a text of nothing but brackets would take the parser into. */
const MAX_LENGTH = 200_000;
/** Functions that read a variable of the environment: the standard library, environ, decouple. */
const READS_VARIABLE =
  /^(?:(?:os\.)?environ\.get|(?:os\.)?getenv|env(?:\.(?:str|int|bool|float|db|url|get))?|config|environ\.Env\(\))$/;
/** What only changes the type of a value. */
const CONVERTS = /^(?:int|float|str|bool|Decimal|timedelta|datetime\.timedelta)$/;

/** Reads the top of a Python file: names, attributes and calls. The grammar has to be loaded. */
export function pythonSettings(text: string): CodeSettings {
  const none: CodeSettings = { assigned: new Map(), calls: [] };
  if (text.length > MAX_LENGTH || nestsTooDeep(text)) return none;
  return withParser('python', (parser) => {
    const tree = parser.parse(text);
    if (!tree) return none;
    try {
      return new PythonReader().settings(tree.rootNode as unknown as CodeNode);
    } finally {
      tree.delete();
    }
  });
}

class PythonReader {
  private readonly assigned = new Map<string, CodeValue>();
  private readonly calls: CodeCall[] = [];

  settings(root: CodeNode): CodeSettings {
    for (const statement of root.namedChildren) {
      for (const part of statement?.type === 'expression_statement'
        ? statement.namedChildren
        : []) {
        if (part) this.statement(part);
      }
    }
    return { assigned: this.assigned, calls: this.calls };
  }

  private statement(node: CodeNode): void {
    if (node.type === 'call') {
      this.calls.push(this.call(node, 0));
    } else if (node.type === 'assignment') {
      const [left, right] = [node.childForFieldName('left'), node.childForFieldName('right')];
      if (!left || !right) return;
      const name = nameOf(left);
      const value = this.value(right, 0);
      if (value.kind === 'call') this.calls.push(value.call);
      if (name !== undefined) this.assigned.set(name, value);
    }
  }

  private value(node: CodeNode, depth: number): CodeValue {
    const at = placeOf(node);
    if (depth > MAX_VALUE_DEPTH) return openCode('it is nested too deep', at);
    const inner = (field: string) => {
      const child = node.childForFieldName(field);
      return child ? this.value(child, depth + 1) : openCode('it is not finished', at);
    };
    switch (node.type) {
      case 'integer':
      case 'float': {
        const number = Number(node.text.replaceAll('_', ''));
        return Number.isNaN(number) ? openCode('no plain number', at) : plainCode(number, at);
      }
      case 'true':
      case 'false':
        return plainCode(node.type === 'true', at);
      case 'none':
        return plainCode(null, at);
      case 'string':
      case 'concatenated_string':
        return withScheme(stringValue(node), node);
      case 'dictionary':
        return this.dictionary(node, depth);
      case 'list':
      case 'tuple':
      case 'set':
        return {
          kind: 'list',
          items: node.namedChildren.flatMap((item) =>
            item && item.type !== 'comment' ? [this.value(item, depth + 1)] : [],
          ),
          at,
        };
      case 'parenthesized_expression': {
        const [only] = node.namedChildren;
        return only ? this.value(only, depth + 1) : openCode('it is not finished', at);
      }
      case 'unary_operator': {
        const value = inner('argument');
        return value.kind === 'scalar' &&
          typeof value.value === 'number' &&
          node.text.startsWith('-')
          ? plainCode(-value.value, at)
          : openCode(expressionWhy(node.text), at);
      }
      case 'binary_operator':
        return withScheme(
          foldedCode(
            node.childForFieldName('operator')?.text ?? '',
            inner('left'),
            inner('right'),
            at,
            node.text,
          ),
          node,
        );
      case 'boolean_operator': {
        const left = inner('left');
        return left.kind === 'reference' && node.childForFieldName('operator')?.text === 'or'
          ? { ...left, reference: withFallback(left.reference, inner('right')), at }
          : openCode(expressionWhy(node.text), at);
      }
      case 'identifier':
      case 'attribute':
        return this.assigned.get(nameOf(node) ?? '') ?? openCode(expressionWhy(node.text), at);
      case 'subscript': {
        const key = node.childForFieldName('subscript');
        const name = key ? textIn(this.value(key, depth + 1)) : undefined;
        const of = node.childForFieldName('value');
        return name !== undefined && /^(?:os\.)?environ$|^env$/.test(of ? (nameOf(of) ?? '') : '')
          ? { kind: 'reference', reference: { space: 'env', name, fallback: null }, at }
          : openCode(expressionWhy(node.text), at);
      }
      case 'call':
        return this.callValue(node, depth);
      default:
        return openCode(expressionWhy(node.text), at);
    }
  }

  private dictionary(node: CodeNode, depth: number): CodeValue {
    const entries = new Map<string, CodeValue>();
    let isOpen = false;
    for (const pair of node.namedChildren) {
      const key = pair?.type === 'pair' ? pair.childForFieldName('key') : null;
      const value = pair?.type === 'pair' ? pair.childForFieldName('value') : null;
      const name = key ? textIn(this.value(key, depth + 1)) : undefined;
      if (name !== undefined && value) entries.set(name, this.value(value, depth + 1));
      else if (pair?.type !== 'comment') isOpen = true;
    }
    return { kind: 'map', entries, at: placeOf(node), isOpen };
  }

  private call(node: CodeNode, depth: number): CodeCall {
    const called = node.childForFieldName('function');
    const positional: CodeValue[] = [];
    const named = new Map<string, CodeValue>();
    for (const argument of node.childForFieldName('arguments')?.namedChildren ?? []) {
      if (!argument || argument.type === 'comment') continue;
      if (argument.type === 'keyword_argument') {
        const [name, value] = ['name', 'value'].map((field) => argument.childForFieldName(field));
        if (name && value) named.set(name.text, this.value(value, depth + 1));
      } else {
        positional.push(this.value(argument, depth + 1));
      }
    }
    return { name: (called && nameOf(called)) ?? '', positional, named, at: placeOf(node) };
  }

  private callValue(node: CodeNode, depth: number): CodeValue {
    const call = this.call(node, depth);
    const at = placeOf(node);
    const [first, second] = call.positional;
    const name = textIn(first);
    if (READS_VARIABLE.test(call.name) && name !== undefined) {
      const fallback = call.named.get('default') ?? second;
      const reference = { space: 'env' as const, name, fallback: null };
      return { kind: 'reference', reference: withFallback(reference, fallback), at };
    }
    if (CONVERTS.test(call.name) && /timedelta$/.test(call.name)) return durationOf(call, at);
    if (CONVERTS.test(call.name) && first && call.positional.length === 1) {
      if (first.kind === 'reference')
        return { ...first, reference: asNumber(first.reference, call.name), at };
      if (first.kind !== 'scalar') return first;
      const value = first.value;
      const isNumber =
        /^(?:int|float)$/.test(call.name) && typeof value === 'string' && /^-?[\d.]+$/.test(value);
      return plainCode(isNumber ? Number(value) : value, at, true);
    }
    return { kind: 'call', call, at };
  }
}

/** Seconds of a `timedelta(minutes=5)`. */
function durationOf({ named, positional }: CodeCall, at: CodeValue['at']): CodeValue {
  const units = tableOf<number>({
    weeks: 604_800,
    days: 86_400,
    hours: 3600,
    minutes: 60,
    seconds: 1,
    milliseconds: 0.001,
  });
  let seconds = 0;
  for (const [unit, value] of named) {
    const factor = units[unit];
    if (factor === undefined || value.kind !== 'scalar' || typeof value.value !== 'number') {
      return openCode('no plain duration', at);
    }
    seconds += factor * value.value;
  }
  return positional.length > 0 ? openCode('no plain duration', at) : plainCode(seconds, at, true);
}

function asNumber<R extends { readonly fallback: SettingValue | null }>(
  reference: R,
  type: string,
): R {
  const { fallback } = reference;
  const isNumber =
    /^(?:int|float)$/.test(type) && typeof fallback === 'string' && /^-?[\d.]+$/.test(fallback);
  return isNumber ? { ...reference, fallback: Number(fallback) } : reference;
}

/** A dotted name, or `undefined` for anything else. */
function nameOf(node: CodeNode): string | undefined {
  return /^[A-Za-z_][\w.]*$/.test(node.text) || node.text === 'environ.Env()'
    ? node.text
    : undefined;
}

function stringValue(node: CodeNode): CodeValue {
  const at = placeOf(node);
  const parts = node.type === 'string' ? [node] : node.namedChildren;
  let text = '';
  for (const part of parts) {
    const [, prefix = '', , body = ''] = /^(\w*)("""|'''|"|')(.*)\2$/s.exec(part?.text ?? '') ?? [];
    if (part?.namedChildren.some((child) => child?.type === 'interpolation') || /f/i.test(prefix)) {
      return openCode('a text that is put together', at);
    }
    text += body;
  }
  const [only, ...more] = parts;
  const quote = /^\w*("""|'''|"|')/.exec(only?.text ?? '')?.[0].length ?? 0;
  const inner = more.length === 0 && at.end - at.start >= 2 * quote;
  return plainCode(
    text,
    inner ? { start: at.start + quote, end: at.end - (quote > 2 ? 3 : 1) } : at,
  );
}

function textIn(value: CodeValue | undefined): string | undefined {
  return value?.kind === 'scalar' && typeof value.value === 'string' ? value.value : undefined;
}

/** Of an address that is put together, what it begins with: `f"redis://{HOST}:6379"`. */
function withScheme(value: CodeValue, { text }: CodeNode): CodeValue {
  const begins = /^[a-z]{0,2}["']{1,3}([a-z][a-z+.-]{0,20}:\/\/)/i.exec(text)?.[1];
  return value.kind === 'unknown' && begins !== undefined ? { ...value, begins } : value;
}
