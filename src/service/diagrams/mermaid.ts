import type { DiagramNode, Graph } from '../contracts/graph';

/** A graph as a Mermaid flowchart, with its title and description for screen readers. */
export function mermaid(graph: Graph): string {
  return flowchart(graph, 'LR');
}

/** The same, from left to right or from top to bottom. */
export function flowchart(
  { title, description, nodes, edges, legend = [] }: Graph,
  direction: 'LR' | 'TB',
): string {
  const lines = [
    `flowchart ${direction}`,
    `  accTitle: ${oneLine(title)}`,
    `  accDescr: ${oneLine(description)}`,
    ...(legend.length > 0 ? [`  %% ${legend.join('; ')}`] : []),
    ...nodes.map((node) => `  ${node.id}${shaped(node)}`),
    ...edges.map(({ from, to, label, dashed }) => {
      const arrow = dashed ? '-.->' : '-->';
      return `  ${from} ${arrow}${label === '' ? '' : `|${quoted(label)}|`} ${to}`;
    }),
  ];
  // A class for each shape: who shows the drawing may style it.
  for (const shape of ['rounded', 'decision', 'store'] as const) {
    const shaped = nodes.filter((node) => node.shape === shape).map(({ id }) => id);
    if (shaped.length > 0) lines.push(`  class ${shaped.join(',')} ${shape}`);
  }
  const muted = nodes.filter(({ tone }) => tone === 'muted').map(({ id }) => id);
  if (muted.length > 0) {
    lines.push(
      '  classDef muted stroke-dasharray: 4 3,opacity: 0.6',
      `  class ${muted.join(',')} muted`,
    );
  }
  return `${lines.join('\n')}\n`;
}

function shaped({ label, shape }: DiagramNode): string {
  switch (shape) {
    case 'box':
      return `[${quoted(label)}]`;
    case 'rounded':
      return `([${quoted(label)}])`;
    case 'decision':
      return `{{${quoted(label)}}}`;
    case 'store':
      return `[(${quoted(label)})]`;
  }
}

/** Private characters pass, an underscore within a word as well: there it means nothing. */
const SPECIAL =
  /[^\p{L}\p{N}\p{Co} .,:/()%×–_-]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|^[-]|[.)](?<=^\d+[.)])/gu;

/**
 * A label in quotes. Everything but plain characters is written as a character entity, so that no
 * label can end the quotes, start Markdown or HTML, or be taken for a keyword.
 */
export function quoted(label: string): string {
  return `"${label
    .split('\n')
    .map((line) => line.replace(SPECIAL, entity))
    .join('<br/>')}"`;
}

function entity(character: string): string {
  return `#${character.codePointAt(0)};`;
}

/** Titles stand alone on their line, where Mermaid knows no quotes: typographic ones mean nothing to it. */
export function oneLine(text: string): string {
  return text.replace(/[^\p{L}\p{N} .,:/()%–’‘“”…_-]/gu, ' ').trim();
}
