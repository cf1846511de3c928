import { type Field, valueOf } from '../../contracts/field';
import type { Span } from '../../contracts/span';
import { type Block, child, rootBlock, stringField } from './fields';
import type { ManifestDocument } from './part';
import { member, type Node, pointer } from './tree';

/** One Kubernetes object of a file: a document, or an item of a `List`. */
export interface KubernetesObject {
  /** `/0` for a document, `/0/items/2` for an item of a list. */
  readonly path: string;
  /** The place of its kind. */
  readonly at: Span;
  readonly body: Block;
  readonly apiVersion: Field<string>;
  readonly kind: string;
  /** The part of `apiVersion` before the slash; empty for the core group, undefined if unknown. */
  readonly group: string | undefined;
  readonly version: string | undefined;
  readonly name: Field<string>;
  readonly namespace: Field<string>;
  /** A template writes some of it. */
  readonly templated: boolean;
  /** The template chooses by the cluster's version. */
  readonly choosesVersion: boolean;
  /** Syntax errors: what seems absent may be misread. */
  readonly broken: boolean;
  /** A copy of an object that lives in a cluster, with its status: nobody edits it by hand. */
  readonly live: boolean;
  /** Says of itself that it is laid over another object (`$patch`). */
  readonly patch: boolean;
}

/** The objects of a document in order, lists taken apart. */
export function objectsOf(document: ManifestDocument): readonly KubernetesObject[] {
  if (document.root === undefined) return [];
  return expand(document, rootBlock(document.root, `/${document.index}`, gapOf(document)));
}

function expand(document: ManifestDocument, body: Block): readonly KubernetesObject[] {
  const kind = valueOf(stringField(body, 'kind'));
  if (kind === undefined) return [];
  const items = member(body.map, 'items')?.value;
  if (!kind.endsWith('List') || items?.kind !== 'sequence') return [objectOf(document, body, kind)];
  const path = pointer(body.path, 'items');
  const itemKind = kind === 'List' ? undefined : kind.slice(0, -'List'.length);
  return items.items.flatMap((item, index) => {
    const block = rootBlock(item, pointer(path, index), body.gap);
    const own = valueOf(stringField(block, 'kind')) ?? itemKind;
    return own === undefined ? [] : [objectOf(document, block, own, body)];
  });
}

function objectOf(
  document: ManifestDocument,
  body: Block,
  kind: string,
  list?: Block,
): KubernetesObject {
  const metadata = child(body, 'metadata');
  const own = stringField(body, 'apiVersion');
  const apiVersion =
    own.state === 'absent' && list !== undefined ? stringField(list, 'apiVersion') : own;
  const [group, version] = splitVersion(valueOf(apiVersion));
  const has = (block: Block, key: string) => member(block.map, key) !== undefined;
  return {
    path: body.path,
    at: member(body.map, 'kind')?.value.at ?? body.at,
    body,
    apiVersion,
    kind,
    group,
    version,
    name: stringField(metadata, 'name'),
    namespace: stringField(metadata, 'namespace'),
    templated: document.templated,
    choosesVersion: document.choosesVersion,
    broken: document.broken,
    live:
      isReported(member(body.map, 'status')?.value) ||
      (has(body, 'status') && (has(metadata, 'uid') || has(metadata, 'resourceVersion'))),
    patch: has(body, '$patch') || has(child(body, 'spec'), '$patch'),
  };
}

/** A status that says something: `kubectl create --dry-run` writes one of zeros only. */
function isReported(status: Node | undefined): boolean {
  switch (status?.kind) {
    case 'map':
      return status.members.some(({ value }) => isReported(value));
    case 'sequence':
      return status.items.length > 0;
    case 'scalar':
      return status.value !== '0' && status.value !== '';
    default:
      return false;
  }
}

function splitVersion(
  written: string | undefined,
): readonly [string | undefined, string | undefined] {
  if (written === undefined) return [undefined, undefined];
  const slash = written.indexOf('/');
  return slash === -1 ? ['', written] : [written.slice(0, slash), written.slice(slash + 1)];
}

function gapOf({ broken, open }: ManifestDocument): string | undefined {
  if (open) return 'a template may write it';
  return broken ? 'the document has syntax errors' : undefined;
}
