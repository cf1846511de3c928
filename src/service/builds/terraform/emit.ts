import { awsName, type Block, RESOURCES } from '../../languages/autoscaling-group/terraform-names';
import {
  type DataMap,
  type DataNode,
  dataList,
  dataMap,
  dataText,
  dataUnknown,
  pointer,
  type Trail,
  type TrailStep,
} from '../../syntax/data-node';
import type { Expression, HclBody } from '../../syntax/hcl';
import { asText, decoded, sortedEntries } from './functions';
import { attribute, type DeclaredBlock } from './module-source';
import { regionOf } from './regions';
import {
  evaluate,
  NO_NAMES,
  type ResourceInstance,
  type Scope,
  type TerraformModule,
} from './scope';
import { spelled } from './spelling';

/** The resources of an application as one document in Terraform's JSON syntax. */
export interface Emitted {
  readonly node: DataNode;
  /** Where a value was decided, by its path in the document as the language calls it. */
  readonly trails: ReadonlyMap<string, Trail>;
  /** Addresses with what is written of each, for people. */
  readonly resources: readonly {
    readonly type: string;
    readonly address: string;
    readonly node: DataNode;
  }[];
}

/** Arguments of Terraform itself, which no provider sees. */
const META: ReadonlySet<string> = new Set([
  'count',
  'for_each',
  'provider',
  'depends_on',
  'providers',
]);

/** Writes down what is made of resources that are read; what a default alone decides stays open. */
export function emitted(root: TerraformModule, isDefaultOpen: boolean): Emitted {
  const trails = new Map<string, Trail>();
  const defaults = new Map<string, DataNode>();
  const byType = new Map<string, (readonly [string, DataNode])[]>();
  const writing: Writing = {
    calls: root.evaluation.calls,
    trails,
    defaults,
    root: isDefaultOpen ? root : null,
  };
  const add = (type: string, name: string, node: DataNode) =>
    byType.set(type, [...(byType.get(type) ?? []), [name, node]]);
  const resources = instancesIn(root).map((instance) => {
    const { type, name, address } = instance;
    const node = withOwnPlaces(resourceNode(instance, writing), writing);
    add(type, name, conditional(placed(node, instance, writing), instance));
    return { type, address, node };
  });
  const trail: Trail = [{ uri: uriOf(root), path: '', how: 'written' }];
  trails.set('', trail);
  const entries: (readonly [string, DataNode])[] = [];
  if (defaults.size > 0) {
    entries.push([
      'variable',
      dataMap(
        [...defaults].map(([name, node]) => [name, dataMap([['default', node]], node.trail)]),
        trail,
      ),
    ]);
  }
  entries.push([
    'resource',
    dataMap(
      [...byType].map(([type, all]) => [type, dataMap(all, trail)]),
      trail,
    ),
  ]);
  return { node: dataMap(entries, trail), trails, resources };
}

function uriOf({ source, evaluation }: TerraformModule): string {
  const main = source.files.find((file) => /(?:^|\/)main\.tf$/.test(file)) ?? source.files[0] ?? '';
  return evaluation.sources.uri(main);
}

/** Every resource that is read, of a module and of those it calls. */
function instancesIn(module: TerraformModule): readonly ResourceInstance[] {
  const own = module.source.resources
    .filter(({ type }) => RESOURCES[type] !== undefined)
    .flatMap(({ type, name }) => [...(module.resource(type, name)?.keyed.values() ?? [])]);
  const inner = module.source.calls.flatMap(({ name }) =>
    [...module.called(name).keyed.values()].flatMap((child) => (child ? instancesIn(child) : [])),
  );
  return [...own, ...inner];
}

/** What else a module of a registry writes is its own. */
const OPEN = { why: 'a module of a registry decides it', expression: null };

interface Writing {
  readonly calls: ReadonlyMap<string, TrailStep>;
  readonly trails: Map<string, Trail>;
  readonly defaults: Map<string, DataNode>;
  /** The module of which a default is not certain; `null` where its values are known. */
  readonly root: TerraformModule | null;
}

/** The steps of a trail in files of the project; of a module of a registry that is where it is called. */
function ownPlaces(trail: Trail, { calls }: Writing): Trail {
  if (calls.size === 0 || trail.every(({ uri }) => !calls.has(uri))) return trail;
  const own = trail.filter(({ uri }) => !calls.has(uri));
  const call = calls.get(trail[0]?.uri ?? '');
  // What the module decides by itself is decided where it is called.
  return call ? [call, ...own] : own;
}

function withOwnPlaces(node: DataNode, writing: Writing): DataNode {
  if (writing.calls.size === 0) return node;
  const trail = ownPlaces(node.trail, writing);
  if (node.kind === 'list') {
    return { ...node, trail, items: node.items.map((item) => withOwnPlaces(item, writing)) };
  }
  if (node.kind !== 'map') return { ...node, trail };
  const entries = [...node.entries].map(
    ([key, value]) => [key, withOwnPlaces(value, writing)] as const,
  );
  return { ...node, trail, entries: new Map(entries) };
}

function resourceNode(instance: ResourceInstance, writing: Writing): DataNode {
  const { type, name, block, names, module } = instance;
  const path = pointer(`/resource/${type}`, block.name);
  const own: TrailStep = { uri: block.uri, path, how: 'written' };
  const at = pointer(`/resource/${type}`, name);
  writing.trails.set(at, ownPlaces([own], writing));
  const [, known] = RESOURCES[type] ?? [];
  const scope = { module, names, here: own };
  const node = bodyNode(block.body, scope, { at, block: known, writing, isResource: true });
  const isOpen = module.source.registry?.openResources.includes(type) === true;
  return isOpen ? { ...node, open: OPEN } : node;
}

/**
 * The same with the `count` or `for_each` of it, or of a module around it, where that cannot be told: there may be
 * none.
 */
function conditional(node: DataNode, { block, module }: ResourceInstance): DataNode {
  if (node.kind !== 'map') return node;
  for (let at = { block, module }; ; at = at.module.caller) {
    for (const key of ['count', 'for_each'] as const) {
      const many = unknownMany(key, at.block, at.module);
      if (many) return { ...node, entries: new Map([...node.entries, [key, many]]) };
    }
    if (!at.module.caller) return node;
  }
}

function unknownMany(
  key: 'count' | 'for_each',
  { body, uri }: DeclaredBlock,
  module: TerraformModule,
): DataNode | undefined {
  const many = attribute(body, key);
  if (!many) return undefined;
  const here: TrailStep = { uri, path: '', how: 'written' };
  const value = evaluate(many, { module, names: NO_NAMES, here });
  return value.kind === 'unknown' ? dataText(`\${${spelled(many)}}`, value.trail) : undefined;
}

/** The same with the region of its provider, which no plan shows and whoever reads it needs. */
function placed(node: DataNode, instance: ResourceInstance, writing: Writing): DataNode {
  if (node.kind !== 'map' || node.entries.has('region')) return node;
  const region = regionOf(instance);
  if (region?.kind !== 'scalar') return node;
  const at = pointer(`/resource/${instance.type}`, instance.name);
  writing.trails.set(pointer(at, 'Region'), ownPlaces(region.trail, writing));
  return { ...node, entries: new Map([...node.entries, ['region', region]]) };
}

interface Level {
  /** The path in the document, as the language calls it. */
  readonly at: string;
  readonly block: Block | undefined;
  readonly writing: Writing;
  readonly isResource?: boolean;
}

function bodyNode(body: HclBody, scope: Scope, level: Level): DataMap {
  const { here } = scope;
  const entries = new Map<string, DataNode>();
  for (const { name, value } of body.attributes) {
    if (level.isResource && META.has(name)) continue;
    const own: TrailStep = { ...here, path: pointer(here.path, name) };
    const at = pointer(level.at, awsName(level.block, name));
    const node =
      name === 'ignore_changes' || name === 'replace_triggered_by'
        ? namesIn(value, [own])
        : plainNode(evaluate(value, { ...scope, here: own }), name, level.writing);
    if (node.kind === 'scalar' && node.value === null) continue;
    recorded(node, at, [own], {
      block: innerOf(level.block, name),
      list: isList(level.block, name),
      level,
    });
    entries.set(name, node);
  }
  const groups = new Map<string, { readonly node: DataNode; readonly at: TrailStep }[]>();
  const types = new Set(
    body.blocks.map(({ type, labels }) => (type === 'dynamic' ? (labels[0] ?? '') : type)),
  );
  for (const type of types) {
    const list = isList(level.block, type);
    const made = blocksIn(body, type, scope);
    if (made === undefined) {
      const own: TrailStep = { ...here, path: pointer(here.path, 'dynamic') };
      entries.set(type, dataUnknown('a dynamic block makes it', [own]));
      continue;
    }
    const several = list || made.length > 1;
    const nodes = made.map(({ body: inner, names, path }, index) => {
      const own: TrailStep = { ...here, path };
      const at = pointer(level.at, awsName(level.block, type));
      const key = level.block?.keys?.[type];
      const named = key === undefined ? undefined : attribute(inner, key);
      const called = named && asText(evaluate(named, { ...scope, names, here: own }));
      const placed = several ? pointer(at, called ?? index) : at;
      level.writing.trails.set(placed, ownPlaces([own, here], level.writing));
      const node = bodyNode(
        inner,
        { ...scope, names, here: own },
        { at: placed, block: innerOf(level.block, type), writing: level.writing },
      );
      return { node, at: own };
    });
    groups.set(type, nodes);
    const [only] = nodes;
    if (!several && only) entries.set(type, only.node);
    else if (nodes.length > 0)
      entries.set(
        type,
        dataList(
          nodes.map(({ node }) => node),
          [here],
        ),
      );
  }
  return { kind: 'map', entries, open: null, trail: [here] };
}

/** Names in blocks inside hold as they do in Terraform's own reader. */
function innerOf(block: Block | undefined, name: string): Block | undefined {
  return (
    block?.blocks?.[name] ?? (block?.lists?.includes('metric_data_queries') ? block : undefined)
  );
}

/** The blocks of a type, those included that a `dynamic` block makes; `undefined` where that is open. */
function blocksIn(body: HclBody, type: string, scope: Scope) {
  const written = body.blocks.filter((block) => block.type === type);
  const made: { body: HclBody; names: Scope['names']; path: string }[] = written.map(
    ({ body: inner }, index) => {
      const own = pointer(scope.here.path, type);
      const path = written.length > 1 ? pointer(own, index) : own;
      return { body: inner, names: scope.names, path };
    },
  );
  for (const block of body.blocks) {
    if (block.type !== 'dynamic' || block.labels[0] !== type) continue;
    const each = attribute(block.body, 'for_each');
    const content = block.body.blocks.find((inner) => inner.type === 'content');
    if (!each || !content) return undefined;
    const path = pointer(pointer(scope.here.path, 'dynamic'), type);
    const over = evaluate(each, { ...scope, here: { ...scope.here, path: `${path}/for_each` } });
    if (over.kind !== 'list' && over.kind !== 'map') return undefined;
    if (over.open) return undefined;
    const iterator = attribute(block.body, 'iterator');
    const name = iterator?.kind === 'name' ? iterator.name : type;
    const pairs =
      over.kind === 'list'
        ? over.items.map((item, index): readonly [string, DataNode] => [
            asText(item) ?? String(index),
            item,
          ])
        : sortedEntries(over);
    for (const [key, value] of pairs) {
      const own = dataMap(
        [
          ['key', dataText(key, value.trail)],
          ['value', value],
        ],
        value.trail,
      );
      made.push({
        body: content.body,
        names: new Map([...scope.names, [name, own]]),
        path,
      });
    }
  }
  return made;
}

/** Attributes that are named, not read. */
function namesIn(value: Expression, trail: Trail): DataNode {
  const items = value.kind === 'list' ? value.items : [value];
  return dataList(
    items.map((item) => dataText(nameOf(item), trail)),
    trail,
  );
}

function nameOf(value: Expression): string {
  if (value.kind === 'name') return value.name;
  if (value.kind === 'literal') return String(value.value);
  if (value.kind === 'member' || value.kind === 'index') return nameOf(value.of);
  return '';
}

/** A value as the document writes it: what waits for a resource is a text that names it. */
function plainNode(node: DataNode, name: string, writing: Writing): DataNode {
  const text =
    node.kind === 'unknown' ? node.expression : node.kind === 'scalar' ? asText(node) : null;
  if (name === 'container_definitions' && text && /^\s*\[/.test(text)) {
    const list = decoded(quotedReferences(text), node.trail);
    if (list) return plainNode(list, '', writing);
  }
  switch (node.kind) {
    case 'unknown':
      return node.expression === null || node.expression === ''
        ? node
        : dataText(node.expression, node.trail);
    case 'scalar':
      return byDefault(node, writing) ?? node;
    case 'list':
      return { ...node, items: node.items.map((item) => plainNode(item, '', writing)) };
    case 'map':
      return {
        ...node,
        entries: new Map(
          // What is null is not there, as for an attribute.
          [...node.entries]
            .filter(([, value]) => value.kind !== 'scalar' || value.value !== null)
            .map(([key, value]) => [key, plainNode(value, key, writing)]),
        ),
      };
  }
}

/** A reference that stands where JSON has a number becomes a text. */
function quotedReferences(text: string): string {
  let result = '';
  let inText = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    if (inText && character === '\\') {
      result += character + (text[++at] ?? '');
      continue;
    }
    if (character === '"') inText = !inText;
    if (!inText && text.startsWith('${', at)) {
      const end = text.indexOf('}', at);
      if (end === -1) return text;
      result += JSON.stringify(text.slice(at, end + 1));
      at = end;
      continue;
    }
    result += character;
  }
  return result;
}

/** What only the default of a variable decides that somebody else may set: the name of the variable. */
function byDefault(node: DataNode, { root, defaults }: Writing): DataNode | undefined {
  const [step] = node.trail;
  if (!root || node.kind !== 'scalar' || node.value === null || step?.how !== 'default')
    return undefined;
  const [, name] = /^\/variable\/([^/]+)\/default$/.exec(step.path) ?? [];
  const own = name === undefined ? undefined : root.source.variables.get(name);
  if (name === undefined || own?.uri !== step.uri) return undefined;
  for (let count = 1; ; count++) {
    const called = count === 1 ? name : `${name}--${count}`;
    const known = defaults.get(called);
    if (known && (known.kind !== 'scalar' || known.text !== node.text)) continue;
    defaults.set(called, node);
    return dataText(`\${var.${called}}`, node.trail);
  }
}

function isList(block: Block | undefined, name: string): boolean {
  return block?.lists?.includes(name) === true;
}

/** What a value passed, and what stands around it where the value itself stands elsewhere. */
function along(trail: Trail, around: Trail): Trail {
  const known = new Set(trail.map(({ uri, path }) => `${uri}#${path}`));
  const more = around.filter(
    ({ uri, path }) =>
      !known.has(`${uri}#${path}`) &&
      !trail.some((step) => step.uri === uri && step.path.startsWith(`${path}/`)),
  );
  return [...trail, ...more];
}

interface Recording {
  readonly block: Block | undefined;
  /** It is a list also where it has one item. */
  readonly list: boolean;
  readonly level: Level;
}

/** Notes where a value and all that it holds were decided. */
function recorded(node: DataNode, at: string, around: Trail, recording: Recording): void {
  const { block, list, level } = recording;
  const trail = along(node.trail, around);
  level.writing.trails.set(at, ownPlaces(trail, level.writing));
  if (node.kind === 'map') {
    for (const [key, value] of node.entries) {
      recorded(value, pointer(at, awsName(block, key)), trail, {
        block: innerOf(block, key),
        list: isList(block, key),
        level,
      });
    }
  } else if (node.kind === 'list') {
    const [only, ...more] = node.items;
    const isOne = !list && only?.kind === 'map' && more.length === 0;
    node.items.forEach((item, index) => {
      recorded(item, isOne ? at : pointer(at, index), trail, { block, list: false, level });
    });
  }
}
