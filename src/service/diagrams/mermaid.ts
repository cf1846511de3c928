import type { DiagramNode, Graph } from '../contracts/graph';

/** A graph as a Mermaid flowchart, with its title and description for screen readers. */
export function mermaid({ title, description, nodes, edges }: Graph): string {
  const lines = [
    'flowchart LR',
    `  accTitle: ${oneLine(title)}`,
    `  accDescr: ${oneLine(description)}`,
    ...nodes.map((node) => `  ${node.id}${shaped(node)}`),
    ...edges.map(({ from, to, label, dashed }) => {
      const arrow = dashed ? '-.->' : '-->';
      return `  ${from} ${arrow}${label === '' ? '' : `|${quoted(label)}|`} ${to}`;
    }),
  ];
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
      return `(${quoted(label)})`;
    case 'decision':
      return `{{${quoted(label)}}}`;
  }
}

/**
 * A label in quotes. Everything but plain characters is written as a character entity, so that no
 * label can end the quotes, start Markdown or HTML, or be taken for a keyword.
 */
export function quoted(label: string): string {
  return `"${label
    .split('\n')
    .map((line) => line.replace(/[^\p{L}\p{N} .,:/()*%×–_-]/gu, entity))
    .join('<br/>')}"`;
}

function entity(character: string): string {
  return `#${character.codePointAt(0)};`;
}

/** Titles stand alone on their line, where Mermaid knows no quotes. */
function oneLine(text: string): string {
  return text.replace(/[^\p{L}\p{N} .,:/()%–_-]/gu, ' ').trim();
}
