import {
  type DataNode,
  dataMap,
  entryOf,
  stepsOf,
  type Trail,
  textOf,
} from '../../syntax/data-node';
import { type BuiltResource, resourceDocument } from '../resources';

/** The trail of what a path leads to; of the nearest around it where it leads to nothing. */
export function trailAt(node: DataNode, path: string): Trail {
  let at = node;
  for (const step of stepsOf(path)) {
    const next = at.kind === 'list' ? at.items[Number(step)] : entryOf(at, step);
    if (next === undefined) break;
    at = next;
  }
  return at.trail;
}

/**
 * The trail of what a path leads to, and behind it the places of what stands around it: of a file that nothing reads
 * by itself, the place that takes it in is told.
 */
export function trailWithin(node: DataNode, path: string): Trail {
  let at = node;
  let trail: Trail = node.trail;
  for (const step of stepsOf(path)) {
    const next = at.kind === 'list' ? at.items[Number(step)] : entryOf(at, step);
    if (next === undefined) break;
    at = next;
    trail = [...at.trail, ...trail];
  }
  return trail;
}

/** The resources of a template, as `headroom build` shows them. */
export function shownTemplate(node: DataNode): DataNode {
  const resources = entryOf(node, 'Resources');
  if (resources?.kind !== 'map') return node;
  const list = [...resources.entries].map(([address, resource]): BuiltResource => {
    const entries = resource.kind === 'map' ? [...resource.entries] : [];
    return {
      address,
      type: textOf(entryOf(resource, 'Type')) ?? '',
      node:
        resource.kind === 'map'
          ? (entryOf(resource, 'Properties') ?? dataMap([], resource.trail))
          : resource,
      beside: entries.filter(([key]) => key !== 'Type' && key !== 'Properties'),
    };
  });
  return resourceDocument(list, resources.trail);
}
