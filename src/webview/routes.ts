/**
 * How arrows run between boxes that stand in rows. Everything is measured along the direction of the drawing
 * (`along`) and across it, so that both directions are one.
 */

/** A point of an arrow. */
export interface Point {
  readonly along: number;
  readonly across: number;
}

/** The room that a box takes. */
export interface Room {
  readonly start: number;
  readonly end: number;
  readonly low: number;
  readonly high: number;
}

/** A stretch along the drawing in which boxes stand: a row of them. */
export interface Band {
  readonly start: number;
  readonly end: number;
}

/** An arrow as the layout has it: its two boxes, and where it passes the rows between them. */
export interface Way {
  readonly from: Room;
  readonly to: Room;
  readonly passes: readonly Point[];
  /** The room of its words, where it has any. */
  readonly words: Room | null;
}

/** Of a side of a box so much is left free at either end, as a share of it. */
const CORNER = 0.22;
/** Two turns nearer than this are one. */
const NEAR = 0.5;
/** An arrow keeps so far from what it does not lead to, where it need not. */
const CLEAR = 6;
/** Points of a curve that are looked at. */
const SAMPLES = 24;

/** The rows of a layout: where boxes stand beside each other. Sorted; none reaches into another. */
export function bandsOf(rooms: readonly Room[]): readonly Band[] {
  const bands: Band[] = [];
  for (const { start, end } of [...rooms].sort((a, b) => a.start - b.start)) {
    const last = bands.at(-1);
    if (last && start <= last.end)
      bands[bands.length - 1] = { ...last, end: Math.max(last.end, end) };
    else bands.push({ start, end });
  }
  return bands;
}

/** Where an arrow leaves a box and where it comes to one: `1` on the side where the drawing goes on. */
export function sidesOf({ from, to, passes }: Way): {
  readonly leaves: 1 | -1;
  readonly comes: 1 | -1;
} {
  const next = passes[0] ?? middleOf(to);
  const before = passes.at(-1) ?? middleOf(from);
  return {
    leaves: next.along >= middleOf(from).along ? 1 : -1,
    comes: before.along >= middleOf(to).along ? 1 : -1,
  };
}

/**
 * How far across each arrow leaves and comes: those of one side of one box stand apart, in the order of where
 * they lead, so that they neither meet nor cross there.
 */
export function portsOf(
  ways: readonly Way[],
): readonly { readonly from: number; readonly to: number }[] {
  interface End {
    readonly way: number;
    readonly end: 'from' | 'to';
    readonly towards: number;
  }
  const sides = new Map<Room, Map<number, End[]>>();
  const note = (room: Room, side: number, end: End) => {
    const own = sides.get(room) ?? new Map<number, End[]>();
    sides.set(room, own);
    own.set(side, [...(own.get(side) ?? []), end]);
  };
  for (const [way, each] of ways.entries()) {
    const { leaves, comes } = sidesOf(each);
    const next = each.passes[0] ?? middleOf(each.to);
    const before = each.passes.at(-1) ?? middleOf(each.from);
    note(each.from, leaves, { way, end: 'from', towards: next.across });
    note(each.to, comes, { way, end: 'to', towards: before.across });
  }
  const ports = ways.map(() => ({ from: 0, to: 0 }));
  for (const [room, own] of sides) {
    const length = room.high - room.low;
    for (const ends of own.values()) {
      ends.sort((a, b) => a.towards - b.towards || a.way - b.way);
      for (const [index, { way, end }] of ends.entries()) {
        const share = CORNER + ((index + 0.5) / ends.length) * (1 - 2 * CORNER);
        const port = ports[way];
        if (port) port[end] = room.low + share * length;
      }
    }
  }
  return ports;
}

/**
 * The turns of an arrow: through each row straight, from its one edge to the other, so that it bends only where no box
 * stands, and through its own words. `start` and `end` lie on the borders of its boxes. A turn without which none of
 * `others` would be met is left out.
 */
export function turnsOf(
  way: Way,
  { start, end }: { readonly start: Point; readonly end: Point },
  bands: readonly Band[],
  others: readonly Room[],
): readonly Point[] {
  const { from, to, passes, words } = way;
  const bandAt = (along: number) =>
    bands.find((band) => along >= band.start - NEAR && along <= band.end + NEAR);
  const own = [bandAt(middleOf(from).along), bandAt(middleOf(to).along)] as const;
  const [first, last] = own;
  const { leaves, comes } = sidesOf(way);
  const through = (stretch: Band, across: number) => {
    const isOnward = stretch.end > (turns.at(-1)?.along ?? 0);
    const edges = isOnward ? [stretch.start, stretch.end] : [stretch.end, stretch.start];
    turns.push(...edges.map((along) => ({ along, across })));
  };
  const parts: Point[][] = [];
  let turns: Point[] = [start];
  // A box that is shorter than others of its row is left straight, until the row ends.
  if (first) turns.push({ along: leaves > 0 ? first.end : first.start, across: start.across });
  const seen = new Set<Band>(own.flatMap((band) => band ?? []));
  for (const { along, across } of passes) {
    const band = bandAt(along);
    if (!band || seen.has(band)) continue;
    seen.add(band);
    if (words && words.start <= along && along <= words.end) {
      through(words, middleOf(words).across);
      // What follows begins where the words end.
      parts.push(turns.slice(0, -1));
      turns = turns.slice(-1);
    } else through(band, across);
  }
  if (last) turns.push({ along: comes > 0 ? last.end : last.start, across: end.across });
  turns.push(end);
  return [...parts, turns].flatMap((part) => straightened(part, others));
}

/** The fewest of these turns with which nothing is met. */
function straightened(turns: readonly Point[], others: readonly Room[]): readonly Point[] {
  const kept: Point[] = [];
  let index = 0;
  for (let at = turns[0]; at; at = turns[index]) {
    kept.push(at);
    const from = at;
    const isFree = (to: Point) => !pointsBetween(from, to).some((point) => isWithin(point, others));
    let next = turns.length - 1;
    while (next > index + 1 && !isFree(turns[next] ?? from)) next--;
    index = Math.max(next, index + 1);
  }
  return kept;
}

/** Points of the curve from one turn to another. */
function pointsBetween(a: Point, b: Point): readonly Point[] {
  return Array.from({ length: SAMPLES - 1 }, (_, index) => {
    const part = (index + 1) / SAMPLES;
    const rest = 1 - part;
    const middle = 3 * rest * part;
    // The two bends of `lineThrough`, half way between.
    const half = (a.along + b.along) / 2;
    return {
      along: rest ** 3 * a.along + middle * half + part ** 3 * b.along,
      across: (rest ** 3 + middle * rest) * a.across + (part ** 3 + middle * part) * b.across,
    };
  });
}

function isWithin({ along, across }: Point, rooms: readonly Room[]): boolean {
  return rooms.some(
    ({ start, end, low, high }) =>
      along > start - CLEAR && along < end + CLEAR && across > low - CLEAR && across < high + CLEAR,
  );
}

/** The line through these turns: straight, or a curve that leaves and comes along the drawing. */
export function lineThrough(turns: readonly Point[], written: (point: Point) => string): string {
  const [first, ...rest] = turns;
  if (!first) return '';
  let before = first;
  const parts = [`M${written(first)}`];
  for (const point of rest) {
    if (Math.abs(point.across - before.across) < NEAR) parts.push(`L${written(point)}`);
    else {
      const half = (before.along + point.along) / 2;
      const bends = [
        { along: half, across: before.across },
        { along: half, across: point.across },
        point,
      ];
      parts.push(`C${bends.map(written).join(' ')}`);
    }
    before = point;
  }
  return parts.join('');
}

function middleOf({ start, end, low, high }: Room): Point {
  return { along: (start + end) / 2, across: (low + high) / 2 };
}
