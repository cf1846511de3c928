import { type DataMap, type DataNode, entryOf, textOf } from '../../syntax/data-node';

/** A function of SAM with what `Globals` say of all of them. */
export function withGlobals(resource: DataNode, globals: DataNode | undefined): DataNode {
  const properties = entryOf(resource, 'Properties');
  if (
    resource.kind !== 'map' ||
    properties?.kind !== 'map' ||
    globals?.kind !== 'map' ||
    textOf(entryOf(resource, 'Type')) !== 'AWS::Serverless::Function'
  )
    return resource;
  return {
    ...resource,
    entries: new Map([...resource.entries, ['Properties', laidOver(properties, globals)]]),
  };
}

function laidOver(own: DataMap, shared: DataMap): DataMap {
  const entries = new Map(own.entries);
  for (const [key, value] of shared.entries) {
    const before = entries.get(key);
    if (before === undefined) entries.set(key, value);
    else if (before.kind === 'map' && value.kind === 'map' && !isFunction(before))
      entries.set(key, laidOver(before, value));
  }
  return { ...own, entries };
}

/** An intrinsic function that could not be computed. */
function isFunction({ entries }: DataMap): boolean {
  const [name] = entries.keys();
  return entries.size === 1 && name !== undefined && /^(?:Ref|Fn::\w+)$/.test(name);
}
