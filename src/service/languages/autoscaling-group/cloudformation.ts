import { type Defaults, withDefaults } from './defaults';
import { bodyOf } from './fields';
import { withMappings } from './mappings';
import type { Content } from './model';
import { conditionsOf, presenceByCondition } from './presence';
import type { Resource } from './resource';
import { readResources } from './resources';
import type { Shape } from './shape';
import {
  child,
  linkOf,
  type Member,
  member,
  type Node,
  type ObjectNode,
  objectAt,
  pointer,
  textOf,
} from './tree';

/** The groups and policies of a CloudFormation template, whose references know their defaults. */
export function readTemplate(
  written: Node,
  shape: Shape,
): { readonly root: Node; readonly content: Content } {
  const mapped = withMappings(written, objectAt(written, 'Mappings'));
  const root = withDefaults(mapped, defaultsOf(objectAt(written, 'Parameters')));
  const resources = resourcesOf(root);
  const exported = exportsOf(root);
  const ids = new Set(resources.map(({ id }) => id));
  const content = readResources(resources, {
    shape,
    editable: true,
    closed: objectAt(root, 'Resources')?.open !== true && !isExpanded(root),
    isResource: (name) => ids.has(name),
    isExported: (name) => exported.has(name),
  });
  return { root, content };
}

function defaultsOf(parameters: ObjectNode | undefined): Defaults {
  return new Map(
    (parameters?.members ?? []).flatMap(({ key, value }) => {
      const written = child(value, 'Default');
      return written?.kind === 'scalar' ? [[key, { value: written, of: `parameter ${key}` }]] : [];
    }),
  );
}

/** AWS's own transforms, none of which adds a policy or a schedule to a group that is written out. */
const HARMLESS = /^AWS::(?:Serverless-|LanguageExtensions$|SecretsManager-|CodeDeployBlueGreen$)/;

/** Whether a macro may add to what is written. */
function isExpanded(root: Node): boolean {
  const transform = child(root, 'Transform');
  if (transform === undefined) return false;
  const names = transform.kind === 'array' ? transform.items : [transform];
  return !names.every((name) => HARMLESS.test(textOf(name) ?? ''));
}

/** The logical ids that the outputs hand on. */
function exportsOf(root: Node): ReadonlySet<string> {
  const outputs = objectAt(root, 'Outputs')?.members ?? [];
  return new Set(outputs.flatMap(({ value }) => linkOf(child(value, 'Value')) ?? []));
}

function resourcesOf(root: Node): readonly Resource[] {
  const conditions = objectAt(root, 'Conditions');
  const when = conditionsOf(conditions);
  const shared = objectAt(objectAt(root, 'Globals'), 'Function');
  return (objectAt(root, 'Resources')?.members ?? []).flatMap((entry) => {
    const type = textOf(child(entry.value, 'Type'));
    const condition = textOf(child(entry.value, 'Condition'));
    const presence = presenceByCondition(condition, conditions);
    if (type === undefined) return [];
    const resource = toResource(entry, type);
    const made = type === 'AWS::Serverless::Function' ? withShared(resource, shared) : resource;
    return [{ ...made, presence, when, ...(condition === undefined ? {} : { condition }) }];
  });
}

/** What SAM's `Globals` say of every function, beneath what a function says itself. */
function withShared<R extends Omit<Resource, 'presence' | 'when'>>(
  resource: R,
  shared: ObjectNode | undefined,
): R {
  const { node } = resource.body;
  if (!shared || !node) return resource;
  return {
    ...resource,
    body: { ...resource.body, node: laidOver(node, shared, '/Globals/Function') },
  };
}

function laidOver(own: ObjectNode, shared: ObjectNode, path: string): ObjectNode {
  const more = shared.members
    .filter(({ key }) => member(own, key) === undefined)
    .map((entry) => ({ ...entry, path: pointer(path, entry.key) }));
  const members = own.members.map((entry) => {
    const other = child(shared, entry.key);
    return entry.value.kind === 'object' && other?.kind === 'object'
      ? { ...entry, value: laidOver(entry.value, other, pointer(path, entry.key)) }
      : entry;
  });
  return { ...own, members: [...members, ...more], open: own.open || shared.open };
}

function toResource(entry: Member, type: string): Omit<Resource, 'presence' | 'when'> {
  const path = pointer('/Resources', entry.key);
  const properties = child(entry.value, 'Properties');
  const bodyPath = pointer(path, 'Properties');
  return {
    id: entry.key,
    type,
    place: { at: entry.keyAt, path },
    body:
      properties === undefined
        ? { node: undefined, path: bodyPath, at: entry.keyAt }
        : bodyOf(properties, bodyPath),
    beside: entry.value.kind === 'object' ? entry.value : undefined,
  };
}
