import type { BoxKind, Drawing, DrawingArrow, DrawingBox } from '../../contracts/drawing';
import { oneLine, quoted } from '../mermaid';

/** A drawing as a Mermaid flowchart, from left to right or from top to bottom. */
export function drawingFlowchart(
  { title, description, boxes, arrows, groups, legend }: Drawing<unknown>,
  direction: 'LR' | 'TB' = 'LR',
): string {
  const framed = new Set(groups.flatMap((group) => group.boxes));
  const lines = [
    `flowchart ${direction}`,
    `  accTitle: ${oneLine(title)}`,
    `  accDescr: ${oneLine(description)}`,
    ...(legend.length > 0 ? [`  %% ${legend.join('; ')}`] : []),
    ...groups.flatMap(({ id, title: name, boxes: members }) => [
      `  subgraph ${groupId(id)}[${quoted(name)}]`,
      ...boxes
        .filter((box) => members.includes(box.id))
        .map((box) => `    ${box.id}${shaped(box)}`),
      '  end',
    ]),
    ...boxes.filter((box) => !framed.has(box.id)).map((box) => `  ${box.id}${shaped(box)}`),
    ...arrows.map((arrow) => `  ${arrow.from} ${lineOf(arrow)} ${arrow.to}`),
    ...spread(boxes, arrows, groups).map(({ from, to }) => `  ${from} ~~~ ${to}`),
  ];
  const over = boxes.filter(({ state }) => state === 'over').map(({ id }) => id);
  const open = boxes.filter(({ state }) => DASHED.has(state)).map(({ id }) => id);
  if (over.length > 0)
    lines.push('  classDef over stroke-width:3.5px', `  class ${over.join(',')} over`);
  if (open.length > 0)
    lines.push('  classDef open stroke-dasharray:4 3', `  class ${open.join(',')} open`);
  return `${lines.join('\n')}\n`;
}

/** States of boxes of which it is not sure that they run as they are drawn. */
export const DASHED: ReadonlySet<DrawingBox['state']> = new Set(['off', 'unknown', 'optional']);

/** So many boxes that nothing leads to or from stand in one line; more become a square. */
const MAX_LONELY = 4;

/** So many boxes that one box alone leads to stand in one line; more become a square. */
const MAX_LEAVES = 6;

/**
 * Links that nobody sees: boxes without any arrow, and the ends of arrows that all come from one box, would stand in one
 * endless line.
 */
export function spread(
  boxes: readonly { readonly id: string }[],
  arrows: readonly { readonly from: string; readonly to: string }[],
  groups: readonly { readonly boxes: readonly string[] }[],
): readonly { readonly from: string; readonly to: string }[] {
  const joined = new Set(arrows.flatMap(({ from, to }) => [from, to]));
  const framed = new Set(groups.flatMap((group) => group.boxes));
  const loose = boxes.flatMap(({ id }) => (framed.has(id) ? [] : id));
  const lonely = [...groups.map((group) => group.boxes), loose].map((members) => ({
    members: members.filter((id) => !joined.has(id)),
    most: MAX_LONELY,
  }));
  const leaves = leavesOf(boxes, arrows).map((members) => ({ members, most: MAX_LEAVES }));
  return [...lonely, ...leaves].flatMap(({ members, most }) => {
    if (members.length <= most) return [];
    const side = Math.ceil(Math.sqrt(members.length));
    return members.slice(side).flatMap((to, index) => {
      const from = members[index];
      return from === undefined ? [] : { from, to };
    });
  });
}

/** The boxes that nothing leads on from and one box alone leads to, by that one. */
function leavesOf(
  boxes: readonly { readonly id: string }[],
  arrows: readonly { readonly from: string; readonly to: string }[],
): readonly (readonly string[])[] {
  const leaving = new Set(arrows.map(({ from }) => from));
  const sources = new Map<string, Set<string>>();
  for (const { from, to } of arrows) sources.set(to, (sources.get(to) ?? new Set()).add(from));
  const leaves = new Map<string, string[]>();
  for (const { id } of boxes) {
    const [source, ...others] = sources.get(id) ?? [];
    if (source === undefined || others.length > 0 || leaving.has(id)) continue;
    leaves.set(source, [...(leaves.get(source) ?? []), id]);
  }
  return [...leaves.values()];
}

/** A frame never has the id of a box. */
export function groupId(id: string): string {
  return `g${id.slice(1)}`;
}

const SHAPES: Readonly<Record<BoxKind, readonly [string, string]>> = {
  clients: ['([', '])'],
  edge: ['[/', '/]'],
  route: ['(', ')'],
  signal: ['{{', '}}'],
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
  taken: '==>',
};

function lineOf({ kind, label }: DrawingArrow<unknown>): string {
  return `${LINES[kind]}${label === '' ? '' : `|${quoted(label)}|`}`;
}
