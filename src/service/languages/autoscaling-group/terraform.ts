import { cover, type Span, span } from '../../contracts/span';
import { type Defaults, withDefaults } from './defaults';
import { bodyOf } from './fields';
import type { Content } from './model';
import { ALWAYS, comparison, conditionOfCount, conditionOfEach, presenceByCount } from './presence';
import type { Resource } from './resource';
import { readResources } from './resources';
import { awsName, type Block, RESOURCES, terraformName, USER_KEYS } from './terraform-names';
import { referenceNode } from './terraform-references';
import {
  child,
  isNull,
  itemsOf,
  type Member,
  member,
  type Node,
  type ObjectNode,
  objectAt,
  pointer,
  refOf,
  textOf,
} from './tree';

/** The files of a Terraform module, or one of them. */
export interface TerraformFiles {
  /** The tree of each file, with places in the text of all. */
  readonly roots: readonly Node[];
  /** Whether these are all: other files may add policies, hooks and attachments. */
  readonly closed: boolean;
  /** Whether an output or another module gets a resource, and may add to it. */
  readonly isHandedOn: (resource: string) => boolean;
}

/** One file of a module; nothing is missing because it is not here. */
export function oneFile(root: Node): TerraformFiles {
  return { roots: [root], closed: false, isHandedOn: () => false };
}

/**
 * The groups and policies of Terraform files. Their resources get CloudFormation's names, and keep
 * how Terraform spells them for edits.
 */
export function readTerraform({ roots, closed, isHandedOn }: TerraformFiles): {
  readonly root: Node;
  readonly content: Content;
} {
  const locals = localsOf(roots);
  const defaults = defaultsOf(roots);
  const types = blocksOf(roots, 'resource').map((entry) => canonicalType(entry, locals, defaults));
  const resources = types.flatMap(({ resources }) => resources);
  const members = types.map(({ entry }) => entry);
  const at = roots.map((root) => root.at).reduce(cover);
  const tree = object(at, [
    { at, keyAt: span(at.start, at.start), key: 'resource', value: object(at, members) },
  ]);
  return {
    root: tree,
    content: readResources(resources, {
      shape: 'terraform',
      editable: true,
      closed,
      isResource: (name) => /^(?:data\.)?aws_subnet\./.test(name),
      isExported: isHandedOn,
    }),
  };
}

/** The resources of a plan, from all its modules: resolved values, and nothing to edit. */
export function readPlan(root: Node): Content {
  const module = objectAt(objectAt(root, 'planned_values'), 'root_module');
  const resources = planned(module, '/planned_values/root_module', 0);
  return readResources(resources, {
    shape: 'terraform-plan',
    editable: false,
    closed: false,
    isResource: () => false,
    isExported: () => false,
  });
}

const MAX_MODULES = 20;

function planned(module: ObjectNode | undefined, path: string, depth: number): readonly Resource[] {
  if (module === undefined || depth > MAX_MODULES) return [];
  const own = itemsOf(child(module, 'resources')).flatMap((item, index) => {
    const type = textOf(child(item, 'type')) ?? '';
    const [cloudFormation, block] = RESOURCES[type] ?? [];
    const address = child(item, 'address');
    const values = objectAt(item, 'values');
    if (cloudFormation === undefined || address === undefined || values === undefined) return [];
    const at = `${pointer(`${path}/resources`, index)}/values`;
    const place = { at: address.at, path: at };
    // What is only known after the apply is left out of the values.
    const node = { ...canonicalBlock(values, { ...block, open: true }, NO_LOCALS), open: true };
    const resource = { id: textOf(address) ?? '', type: cloudFormation, place };
    return [
      {
        ...resource,
        body: { node: wrapped(type, node), path: at, at: values.at },
        beside: undefined,
        presence: ALWAYS,
        when: comparison,
      },
    ];
  });
  const inner = itemsOf(child(module, 'child_modules')).flatMap((item, index) =>
    planned(
      item.kind === 'object' ? item : undefined,
      pointer(`${path}/child_modules`, index),
      depth + 1,
    ),
  );
  return [...own, ...inner];
}

type Locals = ReadonlyMap<string, Node>;
const NO_LOCALS: Locals = new Map();

/** Local values that are written as literals; another local's value is not followed. */
function localsOf(roots: readonly Node[]): Locals {
  const locals = new Map<string, Node>();
  for (const { key, value } of blocksOf(roots, 'locals')) {
    const twice = locals.has(`local.${key}`);
    if (value.kind === 'scalar' && !twice) locals.set(`local.${key}`, value);
  }
  return locals;
}

/** Variables that are declared in these files with a literal default. */
function defaultsOf(roots: readonly Node[]): Defaults {
  return new Map(
    blocksOf(roots, 'variable').flatMap(({ key, value }) => {
      const [variable] = partsOf(value);
      const written = child(variable, 'default');
      return written?.kind === 'scalar'
        ? [[`var.${key}`, { value: written, of: `variable ${key}` }]]
        : [];
    }),
  );
}

function canonicalType(
  entry: Member,
  locals: Locals,
  defaults: Defaults,
): { readonly entry: Member; readonly resources: readonly Resource[] } {
  const [type, block] = RESOURCES[entry.key] ?? [];
  const named = partsOf(entry.value).flatMap((part) => part.members);
  if (type === undefined) return { entry, resources: [] };
  const resources = named.flatMap(
    (resource): readonly (Resource & { readonly entry: Member })[] => {
      const [written] = partsOf(resource.value);
      if (written === undefined || isSwitchedOff(written)) return [];
      const node = withDefaults(
        wrapped(entry.key, canonicalBlock(written, block, locals)),
        defaults,
      );
      const path = pointer(`/resource/${entry.key}`, resource.key);
      return [
        {
          id: `${entry.key}.${resource.key}`,
          type,
          place: { at: resource.keyAt, path },
          body: bodyOf(node, path),
          beside: undefined,
          presence: presenceByCount(member(written, 'count')),
          ...conditionOfCount(member(written, 'count')),
          ...conditionOfEach(member(written, 'for_each')),
          when: comparison,
          entry: { ...resource, value: node },
        },
      ];
    },
  );
  const members = resources.map((resource) => resource.entry);
  return { entry: { ...entry, value: object(entry.value.at, members) }, resources };
}

/** A launch template's own name stands beside its data. */
function wrapped(type: string, node: ObjectNode): ObjectNode {
  if (type !== 'aws_launch_template') return node;
  const start = span(node.at.start, node.at.start);
  const data: Member = { key: 'LaunchTemplateData', keyAt: start, at: node.at, value: node };
  return { kind: 'object', at: node.at, members: [data], flow: node.flow, open: node.open };
}

/** `count = 0` makes none of it. */
function isSwitchedOff(resource: ObjectNode): boolean {
  const count = child(resource, 'count');
  return count?.kind === 'scalar' && Number(count.value) === 0;
}

function canonicalBlock(node: ObjectNode, block: Block | undefined, locals: Locals): ObjectNode {
  const members = node.members.flatMap((entry): readonly Member[] => {
    if (isNull(entry.value) || entry.key === '//') return [];
    if (entry.key === 'dynamic') return dynamicMembers(entry.value, block);
    return [{ ...entry, key: awsName(block, entry.key), value: valueOf(entry, block, locals) }];
  });
  return {
    ...node,
    members,
    open: node.open || block?.open === true,
    spell: (key) => terraformName(block, key),
  };
}

/** A `dynamic` block may make any number of blocks. */
function dynamicMembers(value: Node, block: Block | undefined): readonly Member[] {
  return partsOf(value)
    .flatMap((part) => part.members)
    .map((entry) => ({
      ...entry,
      key: awsName(block, entry.key),
      value: { kind: 'opaque', at: entry.value.at, why: 'a dynamic block makes it' },
    }));
}

function valueOf(entry: Member, block: Block | undefined, locals: Locals): Node {
  const { key, value } = entry;
  if (USER_KEYS.has(key) && value.kind === 'object') return value;
  const inner = block?.blocks?.[key];
  const list = block?.lists?.includes(key) === true;
  if (value.kind === 'object') {
    const one = canonicalBlock(value, inner ?? inherited(block), locals);
    return list ? { kind: 'array', at: value.at, items: [one] } : one;
  }
  if (value.kind !== 'array') return referenced(value, locals);
  const items = value.items.map((item) =>
    item.kind === 'object'
      ? canonicalBlock(item, inner ?? inherited(block), locals)
      : referenced(item, locals),
  );
  const [only, ...more] = items;
  const single = !list && only?.kind === 'object' && key !== 'tags';
  return single && more.length === 0 ? only : { ...value, items };
}

/** Lists and names of metric specifications hold in the blocks inside them too. */
function inherited(block: Block | undefined): Block | undefined {
  return block?.lists?.includes('metric_data_queries') ? block : undefined;
}

/** A text of the JSON syntax may be an expression; a local value stands for its literal. */
function referenced(value: Node, locals: Locals): Node {
  const text = textOf(value);
  const node = text?.startsWith('${') ? referenceNode(text, value.at) : value;
  const local = locals.get(refOf(node) ?? '');
  if (local !== undefined) {
    const argument: Node = { ...local, at: value.at };
    return { kind: 'intrinsic', at: value.at, name: 'Local', argument };
  }
  if (node.kind === 'intrinsic' && node.name === 'Fn::If' && node.argument.kind === 'array') {
    const items = node.argument.items.map((item) => referenced(item, locals));
    return { ...node, argument: { ...node.argument, items } };
  }
  return node;
}

/** What stands in the blocks of one kind: resources by type, variables by name. */
export function blocksOf(roots: readonly Node[], kind: string): readonly Member[] {
  return roots.flatMap((root) => partsOf(child(root, kind))).flatMap(({ members }) => members);
}

/** A block of the JSON syntax is an object or a list of objects. */
function partsOf(node: Node | undefined): readonly ObjectNode[] {
  if (node?.kind === 'object') return [node];
  return itemsOf(node).flatMap((item) => (item.kind === 'object' ? [item] : []));
}

function object(at: Span, members: readonly Member[]): ObjectNode {
  return { kind: 'object', at, members, flow: true, open: false };
}
