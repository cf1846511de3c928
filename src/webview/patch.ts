import { DASHED } from '../service/diagrams/system/flowchart';
import { arrowsOf, nodesOf } from './drawing';
import type { Picture, PictureBox } from './picture';

/** What a new line may be longer than the room that its box has, in pixels. */
const SLACK = 2;
/** Free space at the sides of a box. */
const PADDING = 12;

/** How Mermaid draws the states and the arrows: see `drawingFlowchart`. */
const STATES: Readonly<Record<PictureBox['state'], string>> = {
  normal: '',
  over: 'stroke-width:3.5px !important',
  unknown: 'stroke-dasharray:4 3 !important',
  off: 'stroke-dasharray:4 3 !important',
  optional: 'stroke-dasharray:4 3 !important',
};
const ARROWS = {
  stated: ['edge-thickness-normal', 'edge-pattern-solid'],
  inferred: ['edge-thickness-normal', 'edge-pattern-dotted'],
  ambiguous: ['edge-thickness-normal', 'edge-pattern-dotted'],
  over: ['edge-thickness-thick', 'edge-pattern-solid'],
  taken: ['edge-thickness-thick', 'edge-pattern-solid'],
} as const;

/**
 * Brings the texts and the marks of a drawing up to date, where nothing else differs and each new line
 * fits its box.
 * @returns whether it could be done; where not, nothing was changed
 */
export function patchTexts(svg: SVGSVGElement, before: Picture, after: Picture): boolean {
  if (before.form !== after.form) return false;
  const changes: { readonly holder: Element; readonly label: string; readonly room: number }[] = [];
  const nodes = nodesOf(svg);
  for (const [index, { id, label }] of after.boxes.entries()) {
    if (before.boxes[index]?.label === label) continue;
    const holder = nodes.get(id);
    if (!holder) return false;
    changes.push({ holder, label, room: roomOf(holder) });
  }
  const labels = [...svg.querySelectorAll<SVGGElement>('.edgeLabel .label[data-id]')];
  const paths = arrowsOf(svg, after);
  if (paths.length !== after.arrows.length) return false;
  for (const [index, { label }] of after.arrows.entries()) {
    if (before.arrows[index]?.label === label) continue;
    const holder = labels.find(({ dataset }) => dataset.id === paths[index]?.dataset.id);
    if (!holder) return false;
    changes.push({ holder, label, room: holder.getBBox().width });
  }
  const undo: (() => void)[] = [];
  const written: { readonly row: SVGTSpanElement; readonly room: number }[] = [];
  const isWritten = changes.every(({ holder, label, room }) => {
    const rows = [...holder.querySelectorAll<SVGTSpanElement>('.text-outer-tspan')];
    const lines = label.split('\n');
    if (rows.length !== lines.length) return false;
    for (const [index, row] of rows.entries()) {
      const line = lines[index] ?? '';
      if (row.textContent === line) continue;
      undo.push(write(row, line));
      written.push({ row, room });
    }
    return true;
  });
  // Measured when all is written: each measure after a change would lay the whole drawing out again.
  if (!isWritten || written.some(({ row, room }) => row.getComputedTextLength() > room + SLACK)) {
    for (const back of undo) back();
    return false;
  }
  for (const [index, { id, state }] of after.boxes.entries()) {
    const node = before.boxes[index]?.state === state ? undefined : nodes.get(id);
    if (node) mark(node, state);
  }
  for (const [index, { kind }] of after.arrows.entries()) {
    if (before.arrows[index]?.kind === kind) continue;
    paths[index]?.classList.remove(...Object.values(ARROWS).flat());
    paths[index]?.classList.add(...ARROWS[kind]);
  }
  return true;
}

/**
 * Replaces the words of a row.
 * @returns what brings the old ones back
 */
function write(row: SVGTSpanElement, line: string): () => void {
  const children = [...row.childNodes];
  const inner = children.find((child) => child instanceof Element)?.cloneNode();
  if (inner) {
    inner.textContent = line;
    row.replaceChildren(inner);
  } else row.textContent = line;
  return () => row.replaceChildren(...children);
}

function mark(node: SVGGElement, state: PictureBox['state']): void {
  node.classList.toggle('over', state === 'over');
  node.classList.toggle('open', DASHED.has(state));
  for (const shape of node.querySelectorAll<SVGElement>('rect, polygon, path, circle')) {
    if (!shape.closest('.label')) shape.setAttribute('style', STATES[state]);
  }
}

/** How long a line within a box may be. */
function roomOf(node: SVGGElement): number {
  const shape = node.querySelector<SVGGraphicsElement>('rect, polygon, path, circle');
  return (shape?.getBBox().width ?? 0) - PADDING;
}
