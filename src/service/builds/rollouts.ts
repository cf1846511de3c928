import { type DataNode, entryOf, nodeAt, passed, textOf } from '../syntax/data-node';

/**
 * Rollouts that run the pods of a Deployment they name (`workloadRef`) get its template and selector; the
 * Deployment itself is scaled to nothing by Argo and keeps no pods of its own.
 */
export function withWorkloadReferences(documents: readonly DataNode[]): readonly DataNode[] {
  return documents.map((node) => {
    const reference = nodeAt(node, ['spec', 'workloadRef']);
    const spec = entryOf(node, 'spec');
    if (
      textOf(entryOf(node, 'kind')) !== 'Rollout' ||
      !reference ||
      spec?.kind !== 'map' ||
      node.kind !== 'map'
    ) {
      return node;
    }
    const target = documents.find(
      (other) =>
        textOf(entryOf(other, 'kind')) === textOf(entryOf(reference, 'kind')) &&
        textOf(nodeAt(other, ['metadata', 'name'])) === textOf(entryOf(reference, 'name')),
    );
    const entries = new Map(spec.entries);
    for (const key of ['template', 'selector']) {
      const value = nodeAt(target, ['spec', key]);
      if (value && !entries.has(key)) {
        entries.set(
          key,
          passed(value, ...reference.trail.map((step) => ({ ...step, how: 'bound' as const }))),
        );
      }
    }
    return { ...node, entries: new Map(node.entries).set('spec', { ...spec, entries }) };
  });
}
