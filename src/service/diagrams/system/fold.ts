import type {
  BoxFinding,
  BoxKind,
  BoxSize,
  Drawing,
  DrawingArrow,
  DrawingBox,
  DrawingGroup,
} from '../../contracts/drawing';
import { idOf } from '../../system/identifiers';
import { say } from '../words';
import { count, cut, figure } from './labels';
import { gravestFirst, joined, legendOf, markOf } from './plain';

/** Boxes that a drawing has at the most where it is printed. */
export const PRINTED_BOXES = 40;

/** Lines that a box has at the most. */
const MAX_LINES = 3;

/** Units that are framed; more are not told apart. */
const MAX_UNITS = 6;

/** A way to put boxes together: those with one key may be one. */
type Step = (box: DrawingBox, neighbours: string, twins: ReadonlySet<string>) => string | null;

const isFound = ({ errors, warnings }: DrawingBox) => errors + warnings > 0;

/** What is deployed in several ways: only where each is has to be looked up. All of it or none. */
const TWINS: Step = (box, _, twins) => (twins.has(nameOf(box)) ? `twin ${nameOf(box)}` : null);

/** From what is lost least to what is lost most. */
const STEPS: readonly Step[] = [
  TWINS,
  (box, neighbours) => (isFound(box) ? null : `alike ${box.kind} ${neighbours}`),
  (box) => (isFound(box) ? null : `unit ${box.kind} ${box.unit}`),
  (box) => (box.kind === 'external' || box.state === 'unknown' ? `elsewhere ${box.kind}` : null),
  (box) => `found ${box.kind} ${box.unit}`,
  (box) => (box.unit === null ? null : `whole ${box.unit}`),
  (box) => `kind ${box.kind}`,
];

/**
 * A drawing of at most `most` boxes, as far as folding reaches: like boxes become one, step by step,
 * until they are few enough. What is over its limit, what fills it, and what is to be kept stay as they
 * are; a fold that is open shows its members. Every box is in exactly one box of the result.
 */
export function fold(
  drawing: Drawing,
  most: number,
  open: ReadonlySet<string> = new Set(),
  keep: ReadonlySet<string> = new Set(),
): Drawing {
  const kept = new Set([...keep, ...deciding(drawing)]);
  const twins = twinsIn(drawing.boxes);
  let { arrows } = drawing;
  let boxes: readonly DrawingBox[] = drawing.boxes.map((box) =>
    twins.has(nameOf(box)) ? withUnit(box) : box,
  );
  const opened: DrawingGroup[] = [];
  for (const step of STEPS) {
    if (boxes.length <= most) break;
    const groups = new Map<string, DrawingBox[]>();
    const neighbours = neighboursIn(arrows);
    for (const box of boxes) {
      if (box.kind === 'clients' || kept.has(box.id)) continue;
      const key = step(box, [...(neighbours.get(box.id) ?? [])].sort().join(' '), twins);
      if (key !== null) groups.set(key, [...(groups.get(key) ?? []), box]);
    }
    const largest = [...groups].sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1));
    for (const [key, members] of largest) {
      if (members.length < 2 || (boxes.length <= most && step !== TWINS)) break;
      const id = idOf('fold', drawing.environment, key);
      if (open.has(id)) {
        const [title = ''] = foldOf(id, members).whole;
        opened.push({ id, title: cut(title), boxes: members.map((box) => box.id), isFold: true });
        // What somebody has opened is not put away by a later step.
        for (const box of members) kept.add(box.id);
        continue;
      }
      ({ boxes, arrows } = folded(id, members, boxes, arrows));
    }
  }
  const titles = unitTitles(boxes.flatMap(({ unit }) => unit ?? []));
  const groups = groupsOf(boxes, opened, titles);
  boxes = toldApart(boxes, groups, titles);
  return { ...drawing, boxes, arrows, groups, legend: legendOf(boxes, arrows) };
}

/** What a box is and what it is called, without its marks. */
function nameOf(box: DrawingBox): string {
  return `${box.kind} ${bareName(box)}`;
}

function bareName({ whole: [first = ''], state, errors, warnings }: DrawingBox): string {
  return first.slice(markOf(state, errors, warnings).length);
}

/** The names that stand in several units: the same thing deployed in several ways, or others that are called the same. */
function twinsIn(boxes: readonly DrawingBox[]): ReadonlySet<string> {
  const units = new Map<string, Set<string>>();
  for (const box of boxes) {
    // A path or a check of one name is of another proxy or service each time.
    if (box.unit === null || box.kind === 'route' || box.kind === 'signal') continue;
    const name = nameOf(box);
    units.set(name, (units.get(name) ?? new Set()).add(box.unit));
  }
  return new Set([...units].flatMap(([name, own]) => (own.size > 1 ? name : [])));
}

function withUnit(box: DrawingBox): DrawingBox {
  return box.unit === null ? box : { ...box, whole: [...box.whole, unitTitle(box.unit)] };
}

/** A unit as it is shown: of a chart the chart, not the folder of its templates. */
function unitTitle(unit: string): string {
  return unit === '' ? say('root folder') : unit.replace(/\/templates$/, '');
}

/** Units as frames call them: without the folders that all of them begin and end with, in which they do not differ. */
function unitTitles(units: readonly string[]): ReadonlyMap<string, string> {
  const all = [...new Set(units)].map((unit) => ({ unit, steps: unitTitle(unit).split('/') }));
  const least = Math.min(...all.map(({ steps }) => steps.length)) - 1;
  const [first] = all;
  const isCommon = (at: (steps: readonly string[]) => string | undefined) =>
    first !== undefined && all.every(({ steps }) => at(steps) === at(first.steps));
  let start = 0;
  while (all.length > 1 && start < least && isCommon((steps) => steps[start])) start++;
  let end = 0;
  while (all.length > 1 && start + end < least && isCommon((steps) => steps.at(-1 - end))) end++;
  return new Map(
    all.map(({ unit, steps }) => [unit, steps.slice(start, steps.length - end).join('/')]),
  );
}

/** Boxes of one name that no frame tells apart say in a last line what they are deployed with. */
function toldApart(
  boxes: readonly DrawingBox[],
  groups: readonly DrawingGroup[],
  titles: ReadonlyMap<string, string>,
): readonly DrawingBox[] {
  const frames = new Map(
    groups.flatMap(({ id, isFold, boxes: members }) =>
      isFold ? [] : members.map((member) => [member, id] as const),
    ),
  );
  const keyOf = (box: DrawingBox) => `${frames.get(box.id)} ${nameOf(box)}`;
  const counts = new Map<string, number>();
  for (const box of boxes) counts.set(keyOf(box), (counts.get(keyOf(box)) ?? 0) + 1);
  const twins = twinsIn(boxes);
  return boxes.map((box) => {
    const { unit, lines } = box;
    const isAlike = unit !== null && twins.has(nameOf(box)) && (counts.get(keyOf(box)) ?? 0) > 1;
    return isAlike && lines.length < MAX_LINES
      ? { ...box, lines: [...lines, cut(titles.get(unit) ?? unit)] }
      : box;
  });
}

/** Frames: the folds that are open, and what is deployed together where that tells a few things apart. */
function groupsOf(
  boxes: readonly DrawingBox[],
  opened: readonly DrawingGroup[],
  titles: ReadonlyMap<string, string>,
): readonly DrawingGroup[] {
  const shown = new Set(boxes.map(({ id }) => id));
  const taken = new Set<string>();
  const folds = opened.flatMap((group): DrawingGroup[] => {
    const members = group.boxes.filter((id) => shown.has(id) && !taken.has(id));
    for (const id of members) taken.add(id);
    return members.length === 0 ? [] : [{ ...group, boxes: members }];
  });
  const units = new Map<string, DrawingBox[]>();
  for (const box of boxes) {
    if (box.unit === null) continue;
    const members = units.get(box.unit) ?? [];
    units.set(box.unit, members);
    if (!taken.has(box.id)) members.push(box);
  }
  const several = [...units.values()].some((members) => members.length > 1);
  const isTelling = units.size > 1 && units.size <= MAX_UNITS && several;
  const twins = twinsIn(boxes);
  const frames = [...units].flatMap(([unit, members]): DrawingGroup[] => {
    // A frame around one box says nothing that its name does not, unless another is called the same.
    const [only, ...more] = members;
    if (!isTelling || !only || (more.length === 0 && !twins.has(nameOf(only)))) return [];
    const ids = members.map(({ id }) => id);
    const title = cut(titles.get(unit) ?? unit);
    return [{ id: idOf('unit', unit), title, boxes: ids, isFold: false }];
  });
  return [...folds, ...frames];
}

/** Stores over their limit, and what fills more than a tenth of one. */
function deciding({ boxes, arrows }: Drawing): readonly string[] {
  const over = boxes.filter(({ state }) => state === 'over').map(({ id }) => id);
  const total = new Map<string, number>();
  for (const { to, count: own } of arrows) total.set(to, (total.get(to) ?? 0) + (own ?? 0));
  const filling = arrows.filter(
    ({ to, count: own }) => over.includes(to) && (own ?? 0) * 10 > (total.get(to) ?? 0),
  );
  return [...over, ...filling.map(({ from }) => from)];
}

/** What each box is joined with: to look through all arrows for each takes too long. */
function neighboursIn(arrows: readonly DrawingArrow[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  const add = (id: string, neighbour: string) => {
    const known = found.get(id);
    if (known) known.add(neighbour);
    else found.set(id, new Set([neighbour]));
  };
  for (const { from, to } of arrows) {
    add(from, `> ${to}`);
    add(to, `< ${from}`);
  }
  return found;
}

function folded(
  id: string,
  members: readonly DrawingBox[],
  boxes: readonly DrawingBox[],
  arrows: readonly DrawingArrow[],
) {
  const inside = new Set(members.map((box) => box.id));
  const [first] = members;
  const rest = boxes.filter((box) => box === first || !inside.has(box.id));
  const moved = new Map<string, DrawingArrow>();
  for (const arrow of arrows) {
    const from = inside.has(arrow.from) ? id : arrow.from;
    const to = inside.has(arrow.to) ? id : arrow.to;
    if (from === to) continue;
    const key = `${from} ${to}`;
    const before = moved.get(key);
    const own = { ...arrow, from, to };
    moved.set(key, before ? joined(before, own) : own);
  }
  return {
    boxes: rest.map((box) => (box === first ? foldOf(id, members) : box)),
    arrows: [...moved.values()],
  };
}

const NAMES: Readonly<Record<BoxKind, (count: string) => string>> = {
  clients: (n) => say('{0} clients', n),
  edge: (n) => say('{0} edges', n),
  route: (n) => say('{0} routes', n),
  signal: (n) => say('{0} signals', n),
  service: (n) => say('{0} services', n),
  worker: (n) => say('{0} workers', n),
  pooler: (n) => say('{0} poolers', n),
  database: (n) => say('{0} databases', n),
  cache: (n) => say('{0} caches and queues', n),
  external: (n) => say('{0} other systems', n),
};

function foldOf(id: string, members: readonly DrawingBox[]): DrawingBox {
  const all = members.flatMap((box) => (box.members.length > 0 ? box.members : [box]));
  const { findings, errors, warnings } = foundIn(all);
  const kinds = new Set(all.map(({ kind }) => kind));
  const kind = kinds.has('service') ? 'service' : (all[0]?.kind ?? 'service');
  const units = new Set(all.map(({ unit }) => unit));
  const [unit = null] = units.size === 1 ? units : [];
  const isAll = (of: DrawingBox['state']) => all.every((box) => box.state === of);
  const state = all.some((box) => box.state === 'unknown')
    ? 'unknown'
    : isAll('optional')
      ? 'optional'
      : 'normal';
  const size = sizeOf(all);
  const number = figure(all.length);
  const names = new Set(all.map(bareName));
  const [twin] = names.size === 1 && kinds.size === 1 && units.size > 1 ? names : [];
  const name =
    twin ??
    (kinds.size === 1
      ? NAMES[kind](number)
      : say('{0} parts of {1}', number, unit === '' ? say('the root') : `${unit}`));
  const mark = markOf(state, errors, warnings);
  const whole = [
    `${mark}${name}`,
    ...(twin === undefined
      ? size
        ? [say('{0} in all', count(size))]
        : []
      : [...eachOf(all), say('in {0} places', number)]),
    ...(twin === undefined && errors + warnings > 0
      ? [
          [errors > 0 ? `✖${errors}` : '', warnings > 0 ? `▲${warnings}` : '']
            .filter(Boolean)
            .join(' '),
        ]
      : []),
  ];
  return {
    id,
    kind,
    // What is within is more than a box can say.
    whole: twin === undefined ? [...whole, within(all)] : whole,
    lines: whole.map(cut),
    errors,
    warnings,
    state,
    unit,
    size,
    at: all[0]?.at ?? null,
    figures: [],
    findings,
    undeclared: null,
    members: all,
  };
}

/** What is found of some boxes; what several share (code, a variable) is one finding. */
function foundIn(all: readonly DrawingBox[]): Pick<DrawingBox, 'findings' | 'errors' | 'warnings'> {
  const found = new Map<string, BoxFinding>();
  const twice = { error: 0, warning: 0, information: 0, hint: 0 };
  for (const finding of all.flatMap(({ findings }) => findings)) {
    const { rule, at, message, severity } = finding;
    const key = [rule, at?.uri, at?.path, message].join('\n');
    if (found.has(key)) twice[severity]++;
    else found.set(key, finding);
  }
  const sum = (of: (box: DrawingBox) => number) => all.reduce((total, box) => total + of(box), 0);
  return {
    findings: gravestFirst([...found.values()]),
    errors: sum((box) => box.errors) - twice.error,
    warnings: sum((box) => box.warnings) - twice.warning,
  };
}

/** Names that a fold says itself; the inspector shows all of its members. */
const MAX_NAMES = 12;

/** `cart, catalogue, user and 35 more`. */
function within(all: readonly DrawingBox[]): string {
  const names = all.map(bareName);
  const shown = names.slice(0, MAX_NAMES).join(', ');
  const more = names.length - MAX_NAMES;
  return more > 0 ? say('{0} and {1} more', shown, more) : shown;
}

/** `1–3 pods each`, where the sizes of all are known. */
function eachOf(all: readonly DrawingBox[]): readonly string[] {
  const sizes = all.flatMap(({ size }) => size ?? []);
  const [first] = sizes;
  const least = sizes.flatMap((size) => size.least ?? []);
  const most = sizes.flatMap((size) => size.most ?? []);
  const isKnown = least.length === all.length && most.length === all.length;
  const isAlike = sizes.every(({ noun }) => noun === first?.noun);
  if (!first || !isKnown) return [];
  const noun = isAlike ? first.noun : 'copies';
  const unwritten = unwrittenIn(sizes);
  const range = { least: Math.min(...least), most: Math.max(...most), noun, unwritten };
  return [say('{0} each', count(range))];
}

/** The sum of sizes; where one is not known, the sum of the others and more. */
function sizeOf(all: readonly DrawingBox[]): BoxSize | null {
  const sizes = all.flatMap(({ size }) => size ?? []);
  const [first] = sizes;
  // Where none says anything of its size there is no sum of it.
  if (!first || sizes.length < all.length) return null;
  const nouns = new Set(sizes.map(({ noun }) => noun));
  const sum = (of: (size: BoxSize) => number | null) =>
    sizes.reduce((total, size) => total + (of(size) ?? 0), 0);
  const isKnown = sizes.every(({ most }) => most !== null);
  const unwritten = unwrittenIn(sizes);
  return {
    least: sum(({ least }) => least),
    most: isKnown ? sum(({ most }) => most) : null,
    noun: nouns.size === 1 ? first.noun : 'copies',
    ...(unwritten.length > 0 && { unwritten }),
  };
}

/** Which ends of a range rest on what nobody wrote. */
function unwrittenIn(sizes: readonly BoxSize[]): NonNullable<BoxSize['unwritten']> {
  return (['least', 'most'] as const).filter((which) =>
    sizes.some((size) => size.unwritten?.includes(which)),
  );
}
