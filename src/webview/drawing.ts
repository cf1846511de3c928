import mermaid from 'mermaid';
import type { Graph } from '../service/contracts/graph';
import { flowchart } from '../service/diagrams/mermaid';
import { mermaidConfig } from './theme';
import { fitScale, type Size } from './viewport';

/** A finished drawing; `origin` is where its own coordinates begin. */
export interface Drawing extends Size {
  readonly svg: SVGSVGElement;
  readonly origin: { readonly x: number; readonly y: number };
}

let drawn = 0;

/**
 * Draws a graph in the direction in which more of it can be read in a panel of this size.
 * @throws when Mermaid cannot draw it.
 */
export async function draw(graph: Graph, panel: Size): Promise<Drawing> {
  mermaid.initialize(mermaidConfig());
  const plain = veiled(graph);
  const across = await render(flowchart(plain, 'LR'));
  const down = await render(flowchart(plain, 'TB'));
  return fitScale(down, panel) > fitScale(across, panel) ? down : across;
}

async function render(text: string): Promise<Drawing> {
  const { svg: markup } = await mermaid.render(`diagram-${drawn++}`, text);
  const holder = document.createElement('div');
  holder.innerHTML = markup;
  const svg = holder.querySelector('svg');
  if (!svg) throw new Error('Mermaid drew nothing.');
  unveil(svg);
  const { x, y, width, height } = svg.viewBox.baseVal;
  return { svg, origin: { x, y }, width, height };
}

/**
 * Mermaid shows entities as they are written where labels are SVG text, and reads some characters
 * as Markdown. So what is no letter goes through it as a private character, which means nothing.
 */
function veiled(graph: Graph): Graph {
  return {
    ...graph,
    nodes: graph.nodes.map((node) => ({ ...node, label: veil(node.label) })),
    edges: graph.edges.map((edge) => ({ ...edge, label: veil(edge.label) })),
  };
}

const VEIL = 0xf0000;

function veil(label: string): string {
  return label.replace(/[^\p{L}\p{N}\n .,:/()%-]|[.)](?<=^\d+[.)])|^[-]/gmu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code < 0x20000 ? String.fromCodePoint(VEIL + code) : '\u{fffd}';
  });
}

function unveil(svg: SVGSVGElement): void {
  const texts = document.createTreeWalker(svg, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    text.nodeValue = (text.nodeValue ?? '').replace(/[\u{f0000}-\u{10ffff}]/gu, (character) =>
      String.fromCodePoint((character.codePointAt(0) ?? VEIL) - VEIL),
    );
  }
}

/** What can be read in a drawing: the labels of its boxes, and its arrows by those. */
export function readLabels(svg: SVGSVGElement): { nodes: string[]; edges: string[] } {
  const names = new Map<string, string>();
  for (const node of svg.querySelectorAll<SVGGElement>('g.node')) {
    const id = /-(n\d+)-\d+$/.exec(node.id)?.[1];
    if (id) names.set(id, textOf(node));
  }
  const labels = new Map<string, string>();
  for (const label of svg.querySelectorAll<SVGGElement>('.edgeLabel .label[data-id]')) {
    labels.set(label.dataset.id ?? '', textOf(label));
  }
  const edges = [...svg.querySelectorAll<SVGPathElement>('path.flowchart-link')].map((path) => {
    const id = path.dataset.id ?? '';
    const [, from = '', to = ''] = /^L_(n\d+)_(n\d+)_/.exec(id) ?? [];
    const label = labels.get(id);
    return `${names.get(from)} → ${names.get(to)}${label ? `: ${label}` : ''}`;
  });
  return { nodes: [...names.values()], edges };
}

/** A label's lines, with a comma between them as in the list. */
function textOf(element: SVGGElement): string {
  return [...element.querySelectorAll('.text-outer-tspan')]
    .map((line) => line.textContent.trim())
    .filter(Boolean)
    .join(', ');
}
