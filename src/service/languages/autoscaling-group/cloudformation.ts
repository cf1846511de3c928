import { bodyOf } from './fields';
import { linkOf } from './group';
import type { Content } from './model';
import { type Resource, readResources } from './resources';
import type { Shape } from './shape';
import { child, type Member, type Node, objectAt, pointer, textOf } from './tree';

/** The groups and policies of a CloudFormation template. */
export function readTemplate(root: Node, shape: Shape): Content {
  const resources = resourcesOf(root);
  const exported = exportsOf(root);
  const ids = new Set(resources.map(({ id }) => id));
  return readResources(resources, {
    shape,
    editable: true,
    closed: objectAt(root, 'Resources')?.open !== true,
    isResource: (name) => ids.has(name),
    isExported: (name) => exported.has(name),
  });
}

/** The logical ids that the outputs hand on. */
function exportsOf(root: Node): ReadonlySet<string> {
  const outputs = objectAt(root, 'Outputs')?.members ?? [];
  return new Set(outputs.flatMap(({ value }) => linkOf(child(value, 'Value')) ?? []));
}

function resourcesOf(root: Node): readonly Resource[] {
  return (objectAt(root, 'Resources')?.members ?? []).flatMap((entry) => {
    const type = textOf(child(entry.value, 'Type'));
    return type === undefined ? [] : [toResource(entry, type)];
  });
}

function toResource(entry: Member, type: string): Resource {
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
