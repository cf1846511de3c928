import { type DataNode, entryOf, itemsOf, nodeAt, textOf } from '../../syntax/data-node';
import { isTemplate } from '../../text/placeholders';

/** What a file of manifests defines and names, as far as it decides what belongs together. */
export interface ManifestSummary {
  /** `kind/namespace/name` of each object. */
  readonly objects: readonly string[];
  /** `kind/name` of what autoscalers scale and Rollouts run. */
  readonly targets: readonly string[];
}

/** A file of manifests as data. */
export interface ReadManifests {
  readonly documents: readonly DataNode[];
  /** All of it can be read. */
  readonly isWhole: boolean;
}

/** Whether a text may be one of manifests: it names an `apiVersion`, and no template writes it. */
export function mayBeManifests(text: string): boolean {
  if (!/^[ \t]*(?:- )?["']?apiVersion["']?\s*:/m.test(text) && !/"apiVersion"/.test(text))
    return false;
  return !isTemplate(text);
}

/** Reads data as manifests; `null` where it is none. */
export function summaryOf(read: ReadManifests | undefined): ManifestSummary | null {
  if (!read?.isWhole) return null;
  const nodes = read.documents.flatMap(objectsIn);
  if (nodes.length === 0) return null;
  return {
    objects: nodes.map((node) =>
      [['kind'], ['metadata', 'namespace'], ['metadata', 'name']]
        .map((path) => textOf(nodeAt(node, path)) ?? '')
        .join('/'),
    ),
    targets: nodes.flatMap((node) => {
      const reference =
        nodeAt(node, ['spec', 'scaleTargetRef']) ?? nodeAt(node, ['spec', 'workloadRef']);
      const name = textOf(entryOf(reference, 'name'));
      return name === undefined
        ? []
        : [`${textOf(entryOf(reference, 'kind')) ?? 'Deployment'}/${name}`];
    }),
  };
}

/** The objects of a document, those of a list or a template of OpenShift each for itself. */
export function objectsIn(node: DataNode): readonly DataNode[] {
  const kind = textOf(entryOf(node, 'kind'));
  const apiVersion = textOf(entryOf(node, 'apiVersion'));
  if (kind === undefined || apiVersion === undefined || kind === 'Kustomization') return [];
  const items = entryOf(node, 'items');
  if (kind.endsWith('List') && items) return itemsOf(items).flatMap(objectsIn);
  const objects = entryOf(node, 'objects');
  if (kind === 'Template' && objects) return itemsOf(objects).flatMap(objectsIn);
  return [node];
}
