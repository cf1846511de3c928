import mermaid from 'mermaid';
import { groupId } from '../service/diagrams/system/flowchart';
import { routeArrows } from './arrows';
import { placeTitles } from './frameTitles';
import type { Picture } from './picture';
import { mermaidConfig } from './theme';
import { fitScale, type Size } from './viewport';

/** A finished drawing; `origin` is where its own coordinates begin. */
export interface Drawing extends Size {
  readonly svg: SVGSVGElement;
  readonly origin: { readonly x: number; readonly y: number };
  readonly direction: Direction;
}

/** From left to right, or from top to bottom. */
export type Direction = 'LR' | 'TB';

/** So much better the other direction must be before a drawing turns. */
const TURNS = 1.25;
/** About how much room a letter, a line and the words of a box take with what is around them, in pixels. */
const LETTER = 7.5;
const LINE = 17;
const BESIDE_WORDS = 48;
const ABOVE_WORDS = 24;
const BETWEEN_ROWS = { LR: 44, TB: 32 } as const;
const BETWEEN_BOXES = 28;
/** Free space around a drawing. */
const MARGIN = 8;

let drawn = 0;

/**
 * Draws a picture. What is no letter goes through Mermaid as a private character, which means nothing
 * there: it shows entities as they are written where labels are SVG text, and reads some as Markdown.
 * @throws when Mermaid cannot draw it.
 */
export async function draw(picture: Picture, panel: Size, before?: Direction): Promise<Drawing> {
  const direction = directionFor(picture, panel, before);
  mermaid.initialize(mermaidConfig(direction));
  const text = picture.flowchart(direction, veil);
  const { svg: markup } = await mermaid.render(`diagram-${drawn++}`, text);
  const holder = document.createElement('div');
  holder.innerHTML = markup;
  const svg = holder.querySelector('svg');
  if (!svg) throw new Error('Nothing was drawn.');
  unveil(svg);
  arrange(svg, holder, direction);
  const { x, y, width, height } = svg.viewBox.baseVal;
  return { svg, origin: { x, y }, width, height, direction };
}

/** What Mermaid leaves to be done: where arrows run and titles stand. Measured in the document, unseen. */
function arrange(svg: SVGSVGElement, holder: HTMLElement, direction: Direction): void {
  holder.className = 'measured';
  document.body.append(holder);
  routeArrows(svg, direction);
  placeTitles(svg);
  const { x, y, width, height } = svg.getBBox();
  const all = [x - MARGIN, y - MARGIN, width + 2 * MARGIN, height + 2 * MARGIN];
  svg.setAttribute('viewBox', all.join(' '));
  holder.remove();
}

/** In which direction more of it can be read, told from the graph: a layout is slow. */
export function directionFor(picture: Picture, panel: Size, before?: Direction): Direction {
  const across = fitScale(sizeIn(picture, 'LR'), panel);
  const down = fitScale(sizeIn(picture, 'TB'), panel);
  if (before === 'TB') return across > down * TURNS ? 'LR' : 'TB';
  if (before === 'LR') return down > across * TURNS ? 'TB' : 'LR';
  return down > across ? 'TB' : 'LR';
}

/** About how large a drawing becomes. */
function sizeIn({ boxes, arrows, spread: unseen }: Picture, direction: Direction): Size {
  const rows: { along: number; across: number }[] = [];
  const depths = depthsOf(boxes, [...arrows, ...unseen]);
  for (const { id, label } of boxes) {
    const [words, lines] = sizeOf(label);
    const [width, height] = [words + BESIDE_WORDS, lines + ABOVE_WORDS];
    const [along, across] = direction === 'LR' ? [width, height] : [height, width];
    const depth = depths.get(id) ?? 0;
    const row = rows[depth] ?? { along: 0, across: 0 };
    rows[depth] = {
      along: Math.max(row.along, along),
      across: row.across + across + BETWEEN_BOXES,
    };
  }
  const all = rows.filter((row) => row !== undefined);
  // The words of an arrow stand between its ends.
  const words = new Map<number, number>();
  for (const { from, label } of arrows) {
    if (label === '') continue;
    const [width, height] = sizeOf(label);
    const depth = depths.get(from) ?? 0;
    words.set(depth, Math.max(words.get(depth) ?? 0, direction === 'LR' ? width : height));
  }
  const between = [...words.values()].reduce((sum, length) => sum + length, 0);
  const along = all.reduce((sum, row) => sum + row.along + BETWEEN_ROWS[direction], between);
  const across = Math.max(1, ...all.map((row) => row.across));
  return direction === 'LR' ? { width: along, height: across } : { width: across, height: along };
}

/** About how much room a text takes. */
function sizeOf(label: string): [width: number, height: number] {
  const lines = label.split('\n');
  return [Math.max(...lines.map((line) => line.length)) * LETTER, lines.length * LINE];
}

/** How many arrows away from where nothing leads to each box stands. */
function depthsOf(boxes: Picture['boxes'], arrows: Picture['spread']): ReadonlyMap<string, number> {
  const targets = new Set(arrows.map(({ to }) => to));
  const first = boxes.filter(({ id }) => !targets.has(id));
  const depths = new Map((first.length > 0 ? first : boxes.slice(0, 1)).map(({ id }) => [id, 0]));
  for (const [from, depth] of depths) {
    for (const arrow of arrows) {
      if (arrow.from === from && !depths.has(arrow.to)) depths.set(arrow.to, depth + 1);
    }
  }
  return depths;
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

/** The boxes of a drawing by their ids. */
export function nodesOf(svg: SVGSVGElement): ReadonlyMap<string, SVGGElement> {
  const found = new Map<string, SVGGElement>();
  for (const node of svg.querySelectorAll<SVGGElement>('g.node')) {
    const id = /-(n[0-9a-f]+)-\d+$/.exec(node.id)?.[1];
    if (id) found.set(id, node);
  }
  return found;
}

/** The lines of a drawing's arrows, in the order of the picture's. */
export function arrowsOf(
  svg: SVGSVGElement,
  { arrows }: Pick<Picture, 'arrows'>,
): readonly SVGPathElement[] {
  const paths = new Map(
    [...svg.querySelectorAll<SVGPathElement>('path.flowchart-link')].map((path) => [
      path.dataset.id ?? '',
      path,
    ]),
  );
  const seen = new Map<string, number>();
  return arrows.flatMap(({ from, to }) => {
    const ends = `L_${from}_${to}_`;
    const number = seen.get(ends) ?? 0;
    seen.set(ends, number + 1);
    return paths.get(`${ends}${number}`) ?? [];
  });
}

/** The frames of a drawing by the ids of their groups. */
export function framesOf(
  svg: SVGSVGElement,
  { groups }: Pick<Picture, 'groups'>,
): ReadonlyMap<string, SVGGElement> {
  const found = new Map<string, SVGGElement>();
  for (const { id } of groups) {
    const frame = svg.querySelector<SVGGElement>(`g.cluster[id$="${groupId(id)}"]`);
    if (frame) found.set(id, frame);
  }
  return found;
}

/** The middle of a box in a drawing's own units, from its corner. */
export function middleOf(drawing: Drawing, node: SVGGElement): { x: number; y: number } {
  const [, x = 0, y = 0] =
    /translate\(([-\d.]+)[, ]+([-\d.]+)\)/
      .exec(node.getAttribute('transform') ?? '')
      ?.map(Number) ?? [];
  return { x: x - drawing.origin.x, y: y - drawing.origin.y };
}

/** What can be read in a drawing: the labels of its boxes, and its arrows by those. */
export function readLabels(svg: SVGSVGElement): { nodes: string[]; edges: string[] } {
  const names = new Map<string, string>();
  for (const [id, node] of nodesOf(svg)) names.set(id, textOf(node));
  const labels = new Map<string, string>();
  for (const label of svg.querySelectorAll<SVGGElement>('.edgeLabel .label[data-id]')) {
    labels.set(label.dataset.id ?? '', textOf(label));
  }
  const seen = 'path.flowchart-link:not(.edge-thickness-invisible)';
  const edges = [...svg.querySelectorAll<SVGPathElement>(seen)].map((path) => {
    const id = path.dataset.id ?? '';
    const [, from = '', to = ''] = /^L_(n[0-9a-f]+)_(n[0-9a-f]+)_/.exec(id) ?? [];
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
