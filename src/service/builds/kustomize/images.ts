import {
  type DataNode,
  dataText,
  entryOf,
  passed,
  type TrailStep,
  textOf,
} from '../../syntax/data-node';
import { type LinearExpression, linearExpression } from '../../text/linear-expressions';
import { changeField, type FieldSpec } from './field-spec';
import { gvkOf } from './resource';
import { unjudgedExpression } from './selectors';

/** One entry of `images`. */
export interface ImageChange {
  readonly matches: LinearExpression;
  readonly newName: DataNode | undefined;
  readonly newTag: DataNode | undefined;
  readonly digest: DataNode | undefined;
  readonly tagSuffix: DataNode | undefined;
}

/** Reads an entry of `images`; `undefined` where it names no image, in words where it cannot be judged. */
export function readImage(entry: DataNode): ImageChange | string | undefined {
  const name = textOf(entryOf(entry, 'name'));
  if (!name) return undefined;
  const matches = linearExpression(`^${name}(:[a-zA-Z0-9_.{}-]*)?(@sha256:[a-zA-Z0-9_.{}-]*)?$`);
  if (!matches) return unjudgedExpression(name);
  const field = (key: string) => entryOf(entry, key);
  return {
    matches,
    newName: field('newName'),
    newTag: field('newTag'),
    digest: field('digest'),
    tagSuffix: field('tagSuffix'),
  };
}

/** The object with other images, wherever it has containers; definitions of resources are left alone. */
export function changeImages(
  node: DataNode,
  change: ImageChange,
  added: readonly FieldSpec[],
): DataNode {
  const gvk = gvkOf(node);
  if (gvk.kind === 'CustomResourceDefinition') return node;
  return [...IMAGE_FIELDS, ...added].reduce(
    (whole, field) =>
      changeField(whole, gvk, { ...field, create: false }, 'nothing', (image) =>
        image ? changedImage(image, change) : undefined,
      ),
    walk(node, change, ''),
  );
}

/** Images that are no container's. */
const IMAGE_FIELDS: readonly FieldSpec[] = [
  { path: 'spec/volumes[]/image/reference' },
  { path: 'spec/template/spec/volumes[]/image/reference' },
];

function walk(node: DataNode, change: ImageChange, key: string): DataNode {
  if (node.kind === 'list') {
    const isContainers = key === 'containers' || key === 'initContainers';
    const items = node.items.map((item) => {
      const inner = walk(item, change, '');
      return isContainers ? withImage(inner, 'image', change) : inner;
    });
    return items.every((item, index) => item === node.items[index]) ? node : { ...node, items };
  }
  if (node.kind !== 'map') return node;
  let entries: Map<string, DataNode> | undefined;
  for (const [name, value] of node.entries) {
    const after = walk(value, change, name);
    if (after === value) continue;
    entries ??= new Map(node.entries);
    entries.set(name, after);
  }
  return entries ? { ...node, entries } : node;
}

function withImage(node: DataNode, key: string, change: ImageChange): DataNode {
  const image = entryOf(node, key);
  if (node.kind !== 'map' || image === undefined) return node;
  const changed = changedImage(image, change);
  return changed === image ? node : { ...node, entries: new Map(node.entries).set(key, changed) };
}

function changedImage(image: DataNode, change: ImageChange): DataNode {
  const text = textOf(image);
  if (text === undefined || !change.matches.test(text)) return image;
  const [name, tag, digest] = split(text);
  const said = (node: DataNode | undefined) => textOf(node) || undefined;
  const now = { name: said(change.newName) ?? name, tag, digest };
  const newTag = said(change.newTag);
  const newDigest = said(change.digest);
  const suffix = said(change.tagSuffix);
  if (newTag !== undefined || newDigest !== undefined) {
    now.tag = newTag ?? '';
    now.digest = newDigest ?? '';
  } else if (suffix !== undefined) {
    now.tag += suffix;
    now.digest = '';
  }
  const whole = `${now.name}${now.tag && `:${now.tag}`}${now.digest && `@${now.digest}`}`;
  const steps = [change.newTag, change.digest, change.newName, change.tagSuffix].flatMap(
    (node): TrailStep[] =>
      node?.trail.slice(0, 1).map((step) => ({ ...step, how: 'replaced' as const })) ?? [],
  );
  return passed(dataText(whole, steps), ...image.trail);
}

/** Name, tag and digest of an image; a port in the host is no tag. */
function split(image: string): [string, string, string] {
  const at = image.indexOf('@');
  const [rest, digest] = at === -1 ? [image, ''] : [image.slice(0, at), image.slice(at + 1)];
  const slash = rest.lastIndexOf('/');
  const colon = rest.indexOf(':', slash + 1);
  return colon === -1 ? [rest, '', digest] : [rest.slice(0, colon), rest.slice(colon + 1), digest];
}
