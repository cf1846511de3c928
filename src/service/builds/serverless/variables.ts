import type { BuildSources } from '../../contracts/build';
import {
  type DataNode,
  dataList,
  dataMap,
  dataText,
  dataUnknown,
  dataValue,
  entryOf,
  passed,
  type Trail,
} from '../../syntax/data-node';
import { joinedPath } from '../../text/paths';
import { documentIn } from '../cloudformation/template';

/** What variables of a configuration of the Serverless Framework mean; made by {@link variablesOf}. */
export interface Variables {
  readonly sources: BuildSources;
  /** The folder of the configuration. */
  readonly folder: string;
  /** The configuration as it is written. */
  readonly whole: DataNode;
  /** The stage that is deployed; `null` where nothing says which. */
  readonly stage: string | null;
  /** Files that took part. */
  readonly read: Set<string>;
  /** What paths of the configuration come to; `null` while that is being worked out. */
  readonly known: Map<string, DataNode | undefined | null>;
  /** Values that variables have brought from elsewhere. */
  borrowed: number;
}

/** Variables of a configuration that is deployed to a stage. */
export function variablesOf(
  given: Pick<Variables, 'sources' | 'folder' | 'whole' | 'stage'>,
): Variables {
  return { ...given, read: new Set(), known: new Map(), borrowed: 0 };
}

/** Variables may bring no more values than this: a small text can ask for billions. */
const MAX_BORROWED = 50_000;

/** Variables within variables; a configuration that names itself ends there. */
const MAX_DEPTH = 40;
/** Parts of one value that are filled in. */
const MAX_PARTS = 60;

/**
 * A value with its variables filled in. What a deployment asks of AWS (`ssm:`, `cf:`), of the machine it runs on
 * (`env:`) or of a program (`file(x.js)`) is unknown, and keeps its expression.
 *
 * @see https://www.serverless.com/framework/docs/guides/variables
 */
export function resolved(node: DataNode, variables: Variables, depth = 0): DataNode {
  if (depth > MAX_DEPTH) return dataUnknown('it is made of itself', node.trail);
  if (node.kind === 'map')
    return dataMap(
      [...node.entries].map(([key, value]) => [key, resolved(value, variables, depth)] as const),
      node.trail,
      node.open,
    );
  if (node.kind === 'list')
    return dataList(
      node.items.map((item) => resolved(item, variables, depth)),
      node.trail,
      node.open,
    );
  if (node.kind !== 'scalar' || typeof node.value !== 'string') return node;
  return filled(node.value, node.trail, variables, depth);
}

/** What a path of keys leads to in a document; each value on the way may be a variable. */
function found(
  root: DataNode,
  path: readonly string[],
  variables: Variables,
  depth: number,
): DataNode | undefined {
  let at: DataNode | undefined = root;
  for (const step of path) {
    if (at?.kind === 'scalar') at = resolved(at, variables, depth + 1);
    if (at?.kind === 'unknown') return at;
    if (at?.kind === 'map' && at.open && !at.entries.has(step))
      return dataUnknown(at.open.why, at.trail, at.open.expression);
    at = at?.kind === 'list' ? at.items[Number(step)] : entryOf(at, step);
    if (at === undefined) return undefined;
  }
  return at && resolved(at, variables, depth + 1);
}

function filled(text: string, trail: Trail, variables: Variables, depth: number): DataNode {
  const parts = partsOf(text);
  const [only] = parts;
  if (parts.length === 1 && only?.inner !== undefined) {
    const value = variableOf(only.inner, trail, variables, depth);
    return passed(value, ...trail.map((step) => ({ ...step, how: 'bound' as const })));
  }
  if (parts.every(({ inner }) => inner === undefined)) return dataText(text, trail);
  const values = parts.map(({ text: written, inner }) =>
    inner === undefined ? dataText(written, trail) : variableOf(inner, trail, variables, depth),
  );
  const isWhole = values.every(({ kind }) => kind === 'scalar');
  const joined = values
    .map((value) =>
      value.kind === 'unknown'
        ? (value.expression ?? `\${${value.why}}`)
        : value.kind === 'scalar'
          ? value.text
          : '',
    )
    .join('');
  if (isWhole)
    return dataText(
      joined,
      trail.map((step) => ({ ...step, how: 'interpolated' })),
    );
  const isAssumed = values.every(
    (value) => value.kind === 'scalar' || (value.kind === 'unknown' && value.assumed),
  );
  return dataUnknown('a variable of it is not known', trail, joined, isAssumed);
}

interface Part {
  readonly text: string;
  /** What stands within the braces of a variable. */
  readonly inner?: string;
}

/** A text taken apart into what is written and what is filled in. */
function partsOf(text: string): readonly Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (
    let at = text.indexOf('${');
    at >= 0 && parts.length < MAX_PARTS;
    at = text.indexOf('${', at)
  ) {
    const end = closing(text, at);
    const inner = end === undefined ? undefined : text.slice(at + 2, end);
    // `${AWS::Region}` and `${Queue.Arn}` are CloudFormation's.
    if (end === undefined || inner === undefined || !VARIABLE.test(inner)) {
      at += 2;
      continue;
    }
    if (at > from) parts.push({ text: text.slice(from, at) });
    parts.push({ text: text.slice(at, end + 1), inner });
    from = end + 1;
    at = from;
  }
  if (from < text.length || parts.length === 0) parts.push({ text: text.slice(from) });
  return parts;
}

/** A source with an address, with arguments, or with both. */
const VARIABLE = /^\s*[a-zA-Z][\w-]*(?:\([^()]*\))?:(?!:)|^\s*[a-zA-Z][\w-]*\(/;

/** Where the brace stands that ends a variable, with those within it. */
function closing(text: string, at: number): number | undefined {
  let depth = 0;
  for (let index = at; index < text.length; index++) {
    if (text.startsWith('${', index)) depth += 1;
    else if (text[index] === '}' && --depth === 0) return index;
  }
  return undefined;
}

/** What a variable comes to: the first of its sources that there is. */
function variableOf(inner: string, trail: Trail, variables: Variables, depth: number): DataNode {
  if (depth > MAX_DEPTH) return dataUnknown('it is made of itself', trail);
  const written = inner.includes('${') ? filled(inner, trail, variables, depth + 1) : undefined;
  if (written && written.kind !== 'scalar')
    return dataUnknown(`it refers to \${${inner}}`, trail, `\${${inner}}`);
  const sources = choicesOf(written?.kind === 'scalar' ? written.text : inner);
  for (const [index, each] of sources.entries()) {
    const value = sourceOf(each.trim(), index === 0, trail, variables, depth + 1);
    if (value !== undefined) return value;
  }
  return dataUnknown(`it refers to \${${inner}}`, trail, `\${${inner}}`);
}

/** `self:a, opt:b, 'c'`: what stands between commas that are in no quotes or brackets. */
function choicesOf(text: string): readonly string[] {
  const choices: string[] = [];
  let quote = '';
  let depth = 0;
  let choice = '';
  for (const letter of text) {
    if (quote !== '') quote = letter === quote ? '' : quote;
    else if (letter === '"' || letter === "'") quote = letter;
    else if (letter === '(') depth += 1;
    else if (letter === ')') depth -= 1;
    if (letter === ',' && quote === '' && depth === 0) {
      choices.push(choice);
      choice = '';
    } else choice += letter;
  }
  return [...choices, choice];
}

/** What one source comes to; `undefined` where there is nothing of that name, so that the next one counts. */
function sourceOf(
  text: string,
  isFirst: boolean,
  trail: Trail,
  variables: Variables,
  depth: number,
): DataNode | undefined {
  const quoted = /^(['"])([\s\S]*)\1$/.exec(text)?.[2];
  if (quoted !== undefined) return dataText(quoted, trail);
  if (!isFirst && /^-?\d+(?:\.\d+)?$/.test(text)) return dataValue(Number(text), trail);
  if (!isFirst && /^(?:true|false|null)$/.test(text))
    return text === 'null' ? undefined : dataValue(text === 'true', trail);
  const [, source = '', argument = '', address = ''] =
    /^([a-zA-Z][\w-]*)(?:\(([^()]*)\))?(?::([\s\S]*))?$/.exec(text) ?? [];
  const path = address === '' ? [] : address.split('.');
  const unknown = (why: string, isAssumed = false) =>
    dataUnknown(why, trail, `\${${text}}`, isAssumed);
  switch (source) {
    case 'self':
      return (
        ownValue(path, trail, variables, depth) ??
        (address === 'provider.stage' ? stageOf(trail, variables) : undefined)
      );
    case 'opt':
      // Other options are given at the command line, or are not.
      return address === 'stage' ? stageOf(trail, variables) : undefined;
    case 'sls':
      return address === 'stage'
        ? stageOf(trail, variables)
        : unknown('every run decides it', true);
    case 'aws':
      return address === 'region'
        ? (ownValue(['provider', 'region'], trail, variables, depth) ??
            unknown('the account decides it', true))
        : unknown('the account decides it', true);
    case 'param':
      return parameter(address, trail, variables, depth);
    case 'file':
      return ofFile(argument, path, trail, variables, depth);
    case 'strToBool': {
      const value = argument.toLowerCase();
      if (/^(?:true|1)$/.test(value)) return dataValue(true, trail);
      return /^(?:false|0|null|undefined)$/.test(value)
        ? dataValue(false, trail)
        : unknown(EXPRESSION);
    }
    case '':
      return undefined;
    default:
      return unknown(`it refers to \${${text}}`);
  }
}

/** What a path of the configuration itself comes to, worked out once. */
function ownValue(
  path: readonly string[],
  trail: Trail,
  variables: Variables,
  depth: number,
): DataNode | undefined {
  const { known, whole } = variables;
  const key = path.join('.');
  const before = known.get(key);
  if (before === null) return dataUnknown('it is made of itself', trail);
  if (before === undefined && !known.has(key)) known.set(key, null);
  const value = known.get(key) === null ? found(whole, path, variables, depth) : before;
  known.set(key, value);
  if (value === undefined) return undefined;
  variables.borrowed += sizeOf(value);
  return variables.borrowed > MAX_BORROWED
    ? dataUnknown('it is too much to be read', trail)
    : value;
}

/** How many values a node holds. */
function sizeOf(node: DataNode): number {
  const inner =
    node.kind === 'list' ? node.items : node.kind === 'map' ? node.entries.values() : [];
  let size = 1;
  for (const each of inner) {
    size += sizeOf(each);
    if (size > MAX_BORROWED) break;
  }
  return size;
}

const EXPRESSION = 'an expression decides it';

function stageOf(trail: Trail, { stage }: Variables): DataNode {
  return stage === null
    ? dataUnknown('the stage is named when it is deployed', trail, '${sls:stage}', true)
    : dataText(stage, trail);
}

/** A parameter of the stage, else of all stages. */
function parameter(
  name: string,
  trail: Trail,
  variables: Variables,
  depth: number,
): DataNode | undefined {
  const { stage } = variables;
  if (stage === null)
    return dataUnknown(`it refers to \${param:${name}}`, trail, `\${param:${name}}`);
  for (const holder of [
    ['stages', stage, 'params'],
    ['params', stage],
    ['stages', 'default', 'params'],
    ['params', 'default'],
  ]) {
    const value = ownValue([...holder, name], trail, variables, depth);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** What stands in another file; what a program says there is not known. */
function ofFile(
  written: string,
  path: readonly string[],
  trail: Trail,
  variables: Variables,
  depth: number,
): DataNode | undefined {
  const { sources, folder, read } = variables;
  const file = joinedPath(folder, written.trim());
  const expression = `\${file(${written})${path.length > 0 ? `:${path.join('.')}` : ''}}`;
  if (file === undefined) return dataUnknown('it stands outside of the project', trail, expression);
  if (!/\.(?:ya?ml|json)$/.test(file))
    return dataUnknown(`${written} is not evaluated`, trail, expression);
  const document = sources.exists(file) ? documentIn(sources, file) : undefined;
  if (document === undefined) return undefined;
  read.add(file);
  return found(document, path, variables, depth);
}
