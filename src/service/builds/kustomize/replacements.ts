import {
  type DataNode,
  dataList,
  dataMap,
  dataText,
  entryOf,
  itemsOf,
  type Trail,
  textOf,
} from '../../syntax/data-node';
import { plainValue } from '../../syntax/yaml-scalar';
import { linearExpression } from '../../text/linear-expressions';
import { groupVersion, idOf, type ObjectId, previousIds, type Resource } from './resource';
import { readSelector, unjudgedExpression } from './selectors';

/** A replacement the tool would reject: its source or a target is not there. */
export class ReplacementFailure extends Error {}

interface Options {
  readonly delimiter: string;
  readonly index: number;
  readonly create: boolean;
}

/** Copies the value of one field to others, as an entry of `replacements` says. */
export function applyReplacement(resources: readonly Resource[], entry: DataNode): void {
  const source = entryOf(entry, 'source');
  const literal = entryOf(entry, 'sourceValue');
  const value = literal ?? sourceValue(resources, source);
  const trail: Trail = value.trail;
  for (const target of itemsOf(entryOf(entry, 'targets'))) {
    const select = readSelector(entryOf(target, 'select'));
    const rejects = itemsOf(entryOf(target, 'reject')).map(readSelector);
    const unjudged = [select, ...rejects].find(({ limit }) => limit !== undefined)?.limit;
    if (unjudged !== undefined) throw new ReplacementFailure(unjudged);
    const options = optionsOf(target);
    const written = itemsOf(entryOf(target, 'fieldPaths')).map((path) => textOf(path) ?? '');
    const paths = written.length > 0 ? written : ['metadata.name'];
    const matches = (selector: ReturnType<typeof readSelector>, id: ObjectId) =>
      selector.matchesKind(id) &&
      selector.matchesName(id.name) &&
      selector.matchesNamespace(id.namespace);
    for (const resource of resources) {
      const ids = [...previousIds(resource), idOf(resource.node)];
      const { node } = resource;
      if (node === undefined || !select.matchesLabels(node)) continue;
      if (rejects.some((reject) => reject.hasLabels && reject.matchesLabels(node))) continue;
      if (rejects.some((reject) => reject.namesObject && ids.some((id) => matches(reject, id))))
        continue;
      if (!ids.some((id) => matches(select, id))) continue;
      let changed: DataNode = node;
      for (const path of paths)
        changed = replaceAt(changed, splitPath(path), value, options, trail);
      if (changed.kind === 'map') resource.node = changed;
    }
  }
}

function optionsOf(node: DataNode | undefined): Options {
  const options = entryOf(node, 'options');
  return {
    delimiter: textOf(entryOf(options, 'delimiter')) ?? '',
    index: Number(textOf(entryOf(options, 'index')) ?? 0),
    create: textOf(entryOf(options, 'create')) === 'true',
  };
}

function sourceValue(resources: readonly Resource[], source: DataNode | undefined): DataNode {
  const text = (key: string) => textOf(entryOf(source, key)) ?? '';
  const wanted = {
    ...groupVersion(text('apiVersion')),
    ...(text('group') && { group: text('group') }),
    ...(text('version') && { version: text('version') }),
    kind: text('kind'),
    name: text('name'),
    namespace: text('namespace'),
  };
  const matching = resources.filter((resource) =>
    [...previousIds(resource), idOf(resource.node)].some((id) =>
      (['group', 'version', 'kind', 'name', 'namespace'] as const).every(
        (key) => wanted[key] === '' || wanted[key] === id[key],
      ),
    ),
  );
  const [match] = matching;
  if (match?.node === undefined) throw new ReplacementFailure('nothing is what it copies from');
  if (matching.length > 1) throw new ReplacementFailure('several objects are what it copies from');
  const path = text('fieldPath') || 'metadata.name';
  const found = lookUp(match.node, splitPath(path));
  if (found === undefined) throw new ReplacementFailure(`${path} is not there to copy from`);
  const { delimiter, index } = optionsOf(source);
  if (delimiter === '' || found.kind !== 'scalar') return found;
  const part = found.text.split(delimiter)[index];
  if (part === undefined) throw new ReplacementFailure(`${path} has no part ${index}`);
  return { ...found, value: part, text: part };
}

/** A dotted path; a dot in a key is escaped, or stands within brackets. */
function splitPath(path: string): readonly string[] {
  const steps: string[] = [];
  let step = '';
  let depth = 0;
  for (let at = 0; at < path.length; at++) {
    const sign = path.charAt(at);
    if (sign === '\\' && path.charAt(at + 1) === '.') {
      step += '.';
      at++;
    } else if (sign === '.' && depth === 0) {
      if (step !== '') steps.push(step);
      step = '';
    } else {
      if (sign === '[') {
        if (depth === 0 && step !== '') {
          steps.push(step);
          step = '';
        }
        depth++;
      }
      if (sign === ']') depth--;
      step += sign;
    }
  }
  if (step !== '') steps.push(step);
  return steps.map((each) => (/^\[[^=]*\]$/.test(each) ? each.slice(1, -1) : each));
}

const ITEM = /^\[([^=]*)=(.*)\]$/;

function lookUp(node: DataNode | undefined, steps: readonly string[]): DataNode | undefined {
  let at = node;
  for (const step of steps) {
    const item = ITEM.exec(step);
    if (item) at = itemsOf(at).find((each) => textOf(entryOf(each, item[1] ?? '')) === item[2]);
    else at = at?.kind === 'list' ? at.items[Number(step)] : entryOf(at, step);
  }
  return at;
}

function replaceAt(
  node: DataNode | undefined,
  steps: readonly string[],
  value: DataNode,
  options: Options,
  trail: Trail,
): DataNode {
  const [step, ...rest] = steps;
  if (step === undefined) return replaced(node, value, options, trail);
  const item = ITEM.exec(step);
  if (item || step === '*' || node?.kind === 'list') {
    return replaceItems(node, step, item, rest, value, options, trail);
  }
  const before = entryOf(node, step);
  if (before === undefined && !options.create) {
    throw new ReplacementFailure(`${steps.join('.')} is not there to be replaced`);
  }
  if (node !== undefined && node.kind !== 'map') {
    throw new ReplacementFailure(`${steps.join('.')} is not there to be replaced`);
  }
  const after = replaceAt(before, rest, value, options, trail);
  return dataMap(
    [...(node?.entries ?? []), [step, after]],
    node?.trail ?? trail,
    node?.open ?? null,
  );
}

function replaceItems(
  node: DataNode | undefined,
  step: string,
  item: RegExpExecArray | null,
  rest: readonly string[],
  value: DataNode,
  options: Options,
  trail: Trail,
): DataNode {
  const list = node?.kind === 'list' ? node : dataList([], node?.trail ?? trail);
  const key = item?.[1] ?? '';
  const pattern = item ? linearExpression(item[2] ?? '') : undefined;
  if (item && !pattern) throw new ReplacementFailure(unjudgedExpression(item[2] ?? ''));
  let found = false;
  const items = list.items.map((each, index) => {
    const text = key === '' ? textOf(each) : textOf(entryOf(each, key));
    const isMeant = pattern
      ? text !== undefined && pattern.test(text)
      : step === '*' || Number(step) === index;
    if (!isMeant) return each;
    found = true;
    return replaceAt(each, rest, value, options, trail);
  });
  if (found) return { ...list, items };
  if (!options.create || step === '*') {
    throw new ReplacementFailure(`nothing in the list is ${step}`);
  }
  if (!item)
    return { ...list, items: [...items, replaceAt(undefined, rest, value, options, trail)] };
  const made =
    key === ''
      ? dataText(item[2] ?? '', trail)
      : dataMap([[key, dataText(item[2] ?? '', trail)]], trail);
  return { ...list, items: [...items, replaceAt(made, rest, value, options, trail)] };
}

/** The type of what stands there stays: a text that looks like a number stays a text only if it was one. */
function replaced(
  node: DataNode | undefined,
  value: DataNode,
  { delimiter, index }: Options,
  from: Trail,
): DataNode {
  const trail: Trail = [
    ...from.map((step) => ({ ...step, how: 'replaced' as const })),
    ...(node?.trail ?? []),
  ];
  if (value.kind !== 'scalar') return { ...value, trail };
  let { text } = value;
  if (delimiter !== '' && node?.kind === 'scalar') {
    const parts = node.text.split(delimiter);
    if (index < 0) parts.unshift(text);
    else if (index >= parts.length) parts.push(text);
    else parts[index] = text;
    text = parts.join(delimiter);
  }
  const quoted = node?.kind === 'scalar' && (node.quoted || typeof node.value === 'string');
  return { kind: 'scalar', value: quoted ? text : plainValue(text), text, quoted, trail };
}
