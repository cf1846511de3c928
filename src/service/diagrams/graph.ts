import type { DiagramEdge, DiagramNode, Graph } from '../contracts/graph';

/** Collects nodes and edges; a node that is added twice stays one. */
export function graphBuilder(title: string, description: string) {
  const nodes = new Map<string, DiagramNode>();
  const edges: DiagramEdge[] = [];
  const legend: string[] = [];
  return {
    /** Adds a box; `key` names what it stands for. */
    node(
      key: string,
      label: string,
      { shape, tone }: { shape?: DiagramNode['shape']; tone?: DiagramNode['tone'] } = {},
    ): string {
      const known = nodes.get(key);
      if (known) return known.id;
      const id = `n${nodes.size}`;
      nodes.set(key, { id, label, shape: shape ?? 'box', tone: tone ?? 'normal' });
      return id;
    },
    edge(from: string, to: string, label = '', dashed = false): void {
      edges.push({ from, to, label, dashed });
    },
    /** Says what a mark means. */
    explain(mark: string): void {
      legend.push(mark);
    },
    build: (): Graph => ({ title, description, nodes: [...nodes.values()], edges, legend }),
  };
}
