import {
  bandsOf,
  lineThrough,
  type Point,
  portsOf,
  type Room,
  sidesOf,
  turnsOf,
  type Way,
} from './routes';

/** So far before a box a line ends that has a head, in a drawing's units. */
const HEAD = 4;
/** Steps in which the border of a shape is looked for. */
const STEPS = 8;

/**
 * Draws the arrows of a drawing anew, so that none runs behind a box: Mermaid's layout leaves room for each between
 * the boxes, and its curves do not keep to it. The drawing must be in the document, where it can be measured.
 */
export function routeArrows(svg: SVGSVGElement, direction: 'LR' | 'TB'): void {
  const isAcross = direction === 'LR';
  const point = (x: number, y: number): Point =>
    isAcross ? { along: x, across: y } : { along: y, across: x };
  const xy = ({ along, across }: Point) =>
    isAcross ? { x: along, y: across } : { x: across, y: along };
  const written = (at: Point) => {
    const { x, y } = xy(at);
    return `${round(x)},${round(y)}`;
  };
  for (const root of svg.querySelectorAll<SVGGElement>('g.root')) {
    const shapes = new Map<
      string,
      { readonly room: Room; readonly shape: SVGGeometryElement | null }
    >();
    const rooms: Room[] = [];
    for (const node of root.querySelectorAll<SVGGElement>(
      ':scope > g.nodes > g.node, :scope > g.nodes > g.root',
    )) {
      const isNode = node.classList.contains('node');
      const shape = isNode ? shapeOf(node) : null;
      const room = roomOf(boxIn(root, shape ?? node), point);
      rooms.push(room);
      const id = /-(n[0-9a-f]+)-\d+$/.exec(node.id)?.[1];
      if (id) shapes.set(id, { room, shape });
    }
    const labels = labelsIn(root);
    const drawn = [
      ...root.querySelectorAll<SVGPathElement>(':scope > g.edgePaths > path.flowchart-link'),
    ].flatMap((path) => {
      const [, a = '', b = ''] = /^L_(n[0-9a-f]+)_(n[0-9a-f]+)_/.exec(path.dataset.id ?? '') ?? [];
      const [from, to] = [shapes.get(a), shapes.get(b)];
      if (!from || !to || from === to) return [];
      const passes = pointsOf(path).map(({ x, y }) => point(x, y));
      const label = labels.get(path.dataset.id ?? '');
      const words = label ? roomOf(label, point) : null;
      if (words) rooms.push(words);
      const way: Way = { from: from.room, to: to.room, passes, words };
      return [{ path, from, to, way }];
    });
    const bands = bandsOf(rooms);
    const ports = portsOf(drawn.map(({ way }) => way));
    for (const [index, { path, from, to, way }] of drawn.entries()) {
      const { leaves, comes } = sidesOf(way);
      const port = ports[index] ?? { from: 0, to: 0 };
      const hasHead = path.hasAttribute('marker-end');
      const start = borderOf(root, from, leaves, port.from, xy);
      const tip = borderOf(root, to, comes, port.to, xy);
      const end = hasHead ? { ...tip, along: tip.along + comes * HEAD } : tip;
      const others = rooms.filter(
        (room) => room !== way.from && room !== way.to && room !== way.words,
      );
      path.setAttribute('d', lineThrough(turnsOf(way, { start, end }, bands, others), written));
    }
  }
}

function shapeOf(node: SVGGElement): SVGGeometryElement | null {
  return node.querySelector<SVGGeometryElement>('rect, polygon, path, circle');
}

/** Where the layout lets an arrow pass, without its two ends. */
function pointsOf(path: SVGPathElement): readonly { readonly x: number; readonly y: number }[] {
  try {
    const points = JSON.parse(atob(path.dataset.points ?? '')) as { x: number; y: number }[];
    return points.slice(1, -1);
  } catch {
    return [];
  }
}

/** The room of an element in the units of a part of the drawing. */
function boxIn(root: SVGGElement, element: SVGGraphicsElement): DOMRect {
  const back = root.getScreenCTM()?.inverse();
  const { left, top, right, bottom } = element.getBoundingClientRect();
  if (!back) return new DOMRect();
  const [from, to] = [new DOMPoint(left, top), new DOMPoint(right, bottom)].map((corner) =>
    corner.matrixTransform(back),
  ) as [DOMPoint, DOMPoint];
  return new DOMRect(from.x, from.y, to.x - from.x, to.y - from.y);
}

/** The words of arrows by the ids of these, where there are any. */
function labelsIn(root: SVGGElement): ReadonlyMap<string, DOMRect> {
  const found = new Map<string, DOMRect>();
  for (const label of root.querySelectorAll<SVGGElement>(':scope > g.edgeLabels .label[data-id]')) {
    if (label.textContent.trim() !== '') found.set(label.dataset.id ?? '', boxIn(root, label));
  }
  return found;
}

function roomOf({ x, y, width, height }: DOMRect, point: (x: number, y: number) => Point): Room {
  const [from, to] = [point(x, y), point(x + width, y + height)];
  return { start: from.along, end: to.along, low: from.across, high: to.across };
}

/** Where the border of a shape is, so far across, on one of its sides: shapes are not as wide everywhere. */
function borderOf(
  root: SVGGElement,
  { room, shape }: { readonly room: Room; readonly shape: SVGGeometryElement | null },
  side: 1 | -1,
  across: number,
  xy: (point: Point) => { readonly x: number; readonly y: number },
): Point {
  let outer = side > 0 ? room.end : room.start;
  const into = shape
    ?.getScreenCTM()
    ?.inverse()
    .multiply(root.getScreenCTM() ?? new DOMMatrix());
  let inner = (room.start + room.end) / 2;
  const isInside = (along: number) => {
    const { x, y } = xy({ along, across });
    return shape?.isPointInFill(new DOMPoint(x, y).matrixTransform(into)) === true;
  };
  if (!into || !isInside(inner)) return { along: outer, across };
  for (let step = 0; step < STEPS; step++) {
    const middle = (inner + outer) / 2;
    if (isInside(middle)) inner = middle;
    else outer = middle;
  }
  return { along: inner, across };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
