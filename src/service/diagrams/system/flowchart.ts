import type { BoxKind, Drawing, DrawingArrow, DrawingBox } from '../../contracts/drawing';
import { oneLine, quoted } from '../mermaid';

/** A drawing as a Mermaid flowchart, from left to right or from top to bottom. */
export function drawingFlowchart(
  { title, description, boxes, arrows, legend }: Drawing<unknown>,
  direction: 'LR' | 'TB' = 'LR',
): string {
  const lines = [
    `flowchart ${direction}`,
    `  accTitle: ${oneLine(title)}`,
    `  accDescr: ${oneLine(description)}`,
    ...(legend.length > 0 ? [`  %% ${legend.join('; ')}`] : []),
    ...boxes.map((box) => `  ${box.id}${shaped(box)}`),
    ...arrows.map((arrow) => `  ${arrow.from} ${lineOf(arrow)} ${arrow.to}`),
  ];
  const over = boxes.filter(({ state }) => state === 'over').map(({ id }) => id);
  const open = boxes
    .filter(({ state }) => state === 'off' || state === 'unknown')
    .map(({ id }) => id);
  if (over.length > 0)
    lines.push('  classDef over stroke-width:3.5px', `  class ${over.join(',')} over`);
  if (open.length > 0)
    lines.push('  classDef open stroke-dasharray:4 3', `  class ${open.join(',')} open`);
  return `${lines.join('\n')}\n`;
}

const SHAPES: Readonly<Record<BoxKind, readonly [string, string]>> = {
  clients: ['([', '])'],
  edge: ['[/', '/]'],
  service: ['[', ']'],
  worker: ['[[', ']]'],
  pooler: ['{{', '}}'],
  database: ['[(', ')]'],
  cache: ['[(', ')]'],
  external: ['>', ']'],
};

function shaped({ kind, lines }: DrawingBox<unknown>): string {
  const [open, close] = SHAPES[kind];
  return `${open}${quoted(lines.join('\n'))}${close}`;
}

const LINES: Readonly<Record<DrawingArrow['kind'], string>> = {
  stated: '-->',
  inferred: '-.->',
  ambiguous: '-.->',
  over: '==>',
};

function lineOf({ kind, label }: DrawingArrow): string {
  return `${LINES[kind]}${label === '' ? '' : `|${quoted(label)}|`}`;
}
