import type { DiagramEdge, DiagramNode, Graph } from '../contracts/graph';
import { say } from './words';

/** What Mermaid is given at the most: it takes long for more, and nobody can read it. */
export const MAX_BOXES = 60;
export const MAX_ARROWS = 120;

/** What two boxes must have in common to be drawn as one, the least first. */
const LIKENESS: readonly ((node: DiagramNode, graph: Graph) => string)[] = [
  (node, { edges }) => {
    const from = edges.filter(({ to }) => to === node.id).map((edge) => edge.from);
    const to = edges.filter((edge) => edge.from === node.id).map((edge) => edge.to);
    return [node.shape, node.tone, ...from, '>', ...to].join(' ');
  },
  (node, { edges }) => {
    const from = edges.filter(({ to }) => to === node.id).map((edge) => edge.from);
    return [node.shape, ...from].join(' ');
  },
  ({ shape }) => shape,
];

/**
 * The graph of a file with at most {@link MAX_BOXES} boxes and {@link MAX_ARROWS} arrows: boxes that are
 * alike become one that says how many it stands for. Each box is in exactly one of the result.
 */
export function foldGraph(graph: Graph): Graph {
  let folded = graph;
  for (const likeness of LIKENESS) {
    if (isSmall(folded)) return folded;
    folded = joined(graph, likeness);
  }
  if (isSmall(folded)) return folded;
  const edges = folded.edges.slice(0, MAX_ARROWS);
  return { ...folded, edges };
}

function isSmall({ nodes, edges }: Graph): boolean {
  return nodes.length <= MAX_BOXES && edges.length <= MAX_ARROWS;
}

function joined(graph: Graph, likeness: (typeof LIKENESS)[number]): Graph {
  const groups = new Map<string, DiagramNode[]>();
  const index = neighbours(graph);
  for (const node of graph.nodes) {
    const key = likeness(node, { ...graph, edges: index.get(node.id) ?? [] });
    const group = groups.get(key);
    if (group) group.push(node);
    else groups.set(key, [node]);
  }
  const standsFor = new Map<string, string>();
  const nodes = [...groups.values()].map((group) => {
    const [first] = group as [DiagramNode, ...DiagramNode[]];
    for (const { id } of group) standsFor.set(id, first.id);
    return group.length === 1 ? first : { ...first, label: labelOf(first, group.length) };
  });
  const edges = new Map<string, DiagramEdge>();
  for (const edge of graph.edges) {
    const from = standsFor.get(edge.from) ?? edge.from;
    const to = standsFor.get(edge.to) ?? edge.to;
    const key = `${from} ${to}`;
    const isAlone = from === edge.from && to === edge.to && !edges.has(key);
    edges.set(key, { from, to, label: isAlone ? edge.label : '', dashed: edge.dashed });
  }
  return { ...graph, nodes, edges: [...edges.values()] };
}

/** The arrows of each box: to look through all of them for each takes too long. */
function neighbours({ edges }: Graph): ReadonlyMap<string, readonly DiagramEdge[]> {
  const found = new Map<string, DiagramEdge[]>();
  for (const edge of edges) {
    for (const id of new Set([edge.from, edge.to])) {
      const known = found.get(id);
      if (known) known.push(edge);
      else found.set(id, [edge]);
    }
  }
  return found;
}

function labelOf({ label }: DiagramNode, count: number): string {
  const [first = ''] = label.split('\n');
  return say('{0}\nand {1} more like it', first, count - 1);
}
