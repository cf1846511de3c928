import type { BuildSources } from '../../contracts/build';
import {
  type DataMap,
  type DataNode,
  dataMap,
  dataText,
  dataUnknown,
  dataValue,
  entryOf,
  itemsOf,
  type Trail,
  textOf,
  type UnknownReason,
} from '../../syntax/data-node';
import { base64 } from '../../text/base64';
import { joined } from '../../text/paths';
import { type Behavior, type Resource, resourceOf } from './resource';

/** What a generator makes, and what it could not read. */
export interface Generated {
  readonly resource: Resource;
  readonly limits: readonly string[];
  readonly files: readonly string[];
}

/** Runs one entry of `configMapGenerator` or `secretGenerator`. */
export function generate(
  kind: 'ConfigMap' | 'Secret',
  entry: DataNode,
  globals: DataNode | undefined,
  sources: BuildSources,
  folder: string,
): Generated {
  const trail = generatedTrail(entry);
  const data = readData(entry, sources, folder);
  const name = textOf(entryOf(entry, 'name')) ?? '';
  const namespace = textOf(entryOf(entry, 'namespace'));
  const options = [globals, entryOf(entry, 'options')];
  const both = (key: string) =>
    new Map(options.flatMap((each) => [...(asMap(entryOf(each, key))?.entries ?? [])]));
  const metadata = new Map<string, DataNode>([
    ['name', dataText(name, entryOf(entry, 'name')?.trail ?? trail)],
    ...(namespace ? [['namespace', dataText(namespace, trail)] as const] : []),
  ]);
  for (const key of ['labels', 'annotations']) {
    const values = [...both(key)].map(([label, value]) => [label, asText(value)] as const);
    if (values.length > 0) metadata.set(key, dataMap(values, trail));
  }
  const type = kind === 'Secret' ? (textOf(entryOf(entry, 'type')) ?? 'Opaque') : undefined;
  const isSet = (key: string) => options.some((each) => textOf(entryOf(each, key)) === 'true');
  const encode = (node: DataNode): DataNode =>
    kind === 'Secret' && node.kind === 'scalar'
      ? { ...node, value: inLines(base64(node.text)), text: inLines(base64(node.text)) }
      : node;
  const entries = [...data.entries].map(([key, value]) => [key, encode(value)] as const);
  const hasData = entries.length > 0 || data.open !== null || kind === 'Secret';
  const node = dataMap(
    [
      ['apiVersion', dataText('v1', trail)],
      ['kind', dataText(kind, trail)],
      ['metadata', dataMap(metadata, trail)],
      ...(type === undefined ? [] : [['type', dataText(type, trail)] as const]),
      ...(hasData ? [['data', dataMap(entries, trail, data.open)] as const] : []),
      ...(data.binary.size > 0
        ? [[kind === 'Secret' ? 'data' : 'binaryData', dataMap(data.binary, trail)] as const]
        : []),
      ...(isSet('immutable') ? [['immutable', dataValue(true, trail)] as const] : []),
    ],
    trail,
  );
  const behavior = textOf(entryOf(entry, 'behavior'));
  const resource: Resource = {
    ...resourceOf(node),
    needsHash: !isSet('disableNameSuffixHash'),
    behavior:
      behavior === 'merge' || behavior === 'replace' ? behavior : ('create' satisfies Behavior),
  };
  return { resource, limits: data.limits, files: data.files };
}

/** As kustomize writes base64: lines of 70 digits, where it is longer than that. */
function inLines(digits: string): string {
  return digits.length < LINE ? digits : digits.replace(/.{1,70}/g, '$&\n');
}

const LINE = 70;

function generatedTrail(entry: DataNode): Trail {
  return entry.trail.map((step) => ({ ...step, how: 'generated' }));
}

function asMap(node: DataNode | undefined): DataMap | undefined {
  return node?.kind === 'map' ? node : undefined;
}

function asText(node: DataNode): DataNode {
  return node.kind === 'scalar' ? dataText(node.text, node.trail) : node;
}

interface Data {
  readonly entries: Map<string, DataNode>;
  /** Files that are no text. */
  readonly binary: Map<string, DataNode>;
  readonly limits: string[];
  readonly files: string[];
  open: UnknownReason | null;
}

function readData(entry: DataNode, sources: BuildSources, folder: string): Data {
  const data: Data = { entries: new Map(), binary: new Map(), limits: [], files: [], open: null };
  const envs = [
    ...itemsOf(entryOf(entry, 'envs')),
    ...[entryOf(entry, 'env')].filter((each) => each !== undefined),
  ];
  for (const each of envs) readEnvironmentFile(data, each, sources, folder);
  for (const each of itemsOf(entryOf(entry, 'literals'))) {
    const text = textOf(each) ?? '';
    const equals = text.indexOf('=');
    if (equals <= 0) continue;
    const value = withoutQuotes(text.slice(equals + 1));
    data.entries.set(text.slice(0, equals), dataText(value, generatedTrail(each)));
  }
  for (const each of itemsOf(entryOf(entry, 'files'))) readFile(data, each, sources, folder);
  return data;
}

function readEnvironmentFile(
  data: Data,
  node: DataNode,
  sources: BuildSources,
  folder: string,
): void {
  const path = joined(folder, textOf(node) ?? '');
  const text = sources.text(path);
  if (text === undefined) {
    const why = `${path} is not there or not read`;
    data.open ??= { why, expression: path };
    data.limits.push(why);
    return;
  }
  data.files.push(path);
  for (const line of text.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    const written = line.trimStart();
    if (written === '' || written.startsWith('#')) continue;
    const equals = written.indexOf('=');
    const key = equals === -1 ? written : written.slice(0, equals);
    const value = equals === -1 ? '' : written.slice(equals + 1);
    const step = { uri: sources.uri(path), path: `/${key}`, how: 'written' } as const;
    data.entries.set(key, dataText(value, [step, ...generatedTrail(node)]));
  }
}

function readFile(data: Data, node: DataNode, sources: BuildSources, folder: string): void {
  const source = textOf(node) ?? '';
  const equals = source.indexOf('=');
  const file = equals === -1 ? source : source.slice(equals + 1);
  const key = equals === -1 ? (file.split('/').pop() ?? file) : source.slice(0, equals);
  const path = joined(folder, file);
  const text = sources.text(path);
  const trail = generatedTrail(node);
  if (text === undefined) {
    const isThere = sources.exists(path);
    const why = isThere ? `${path} is not read` : `${path} is not there`;
    if (!isThere) data.limits.push(why);
    (isThere ? data.binary : data.entries).set(key, dataUnknown(why, trail, path));
    return;
  }
  data.files.push(path);
  const step = { uri: sources.uri(path), path: '', how: 'written' } as const;
  data.entries.set(key, dataText(text, [step, ...trail]));
}

function withoutQuotes(text: string): string {
  const quote = text.charAt(0);
  const isQuoted = text.length >= 2 && (quote === '"' || quote === "'") && text.endsWith(quote);
  return isQuoted ? text.slice(1, -1) : text;
}
