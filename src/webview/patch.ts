import { nodesOf } from './drawing';
import { formOf, type Picture } from './picture';

/** What a new line may be longer than the room that its box has, in pixels. */
const SLACK = 2;
/** Free space at the sides of a box. */
const PADDING = 12;

/**
 * Brings the texts of a drawing up to date, where nothing else differs and each new line fits its box.
 * @returns whether it could be done; where not, nothing was changed
 */
export function patchTexts(svg: SVGSVGElement, before: Picture, after: Picture): boolean {
  if (formOf(before) !== formOf(after)) return false;
  const changes: { readonly holder: Element; readonly label: string; readonly room: number }[] = [];
  const nodes = nodesOf(svg);
  for (const [index, { id, label }] of after.boxes.entries()) {
    if (before.boxes[index]?.label === label) continue;
    const holder = nodes.get(id);
    if (!holder) return false;
    changes.push({ holder, label, room: roomOf(holder) });
  }
  const labels = [...svg.querySelectorAll<SVGGElement>('.edgeLabel .label[data-id]')];
  const seen = new Map<string, number>();
  for (const [index, { from, to, label }] of after.arrows.entries()) {
    const ends = `L_${from}_${to}_`;
    const number = seen.get(ends) ?? 0;
    seen.set(ends, number + 1);
    if (before.arrows[index]?.label === label) continue;
    const holder = labels.find(({ dataset }) => dataset.id === `${ends}${number}`);
    if (!holder) return false;
    changes.push({ holder, label, room: holder.getBBox().width });
  }
  const undo: (() => void)[] = [];
  for (const { holder, label, room } of changes) {
    const rows = [...holder.querySelectorAll<SVGTSpanElement>('.text-outer-tspan')];
    const lines = label.split('\n');
    const isWritten = rows.length === lines.length;
    const changed = isWritten ? rows.filter((row, index) => row.textContent !== lines[index]) : [];
    for (const row of changed) {
      const index = rows.indexOf(row);
      const children = [...row.childNodes];
      undo.push(() => row.replaceChildren(...children));
      const inner = children.find((child) => child instanceof Element)?.cloneNode();
      if (inner) {
        inner.textContent = lines[index] ?? '';
        row.replaceChildren(inner);
      } else row.textContent = lines[index] ?? '';
    }
    if (isWritten && changed.every((row) => row.getComputedTextLength() <= room + SLACK)) continue;
    for (const back of undo) back();
    return false;
  }
  return true;
}

/** How long a line within a box may be. */
function roomOf(node: SVGGElement): number {
  const shape = node.querySelector<SVGGraphicsElement>('rect, polygon, path, circle');
  return (shape?.getBBox().width ?? 0) - PADDING;
}
