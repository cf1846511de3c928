import type { BoxFinding, DrawingArrow, DrawingBox } from '../../contracts/drawing';
import { type Place, SEVERITIES } from '../../contracts/finding';
import type { WorkloadNode } from '../../contracts/system';
import { say } from '../words';
import { BY_DEFAULT, cut, figure } from './labels';

/** What is reported of what a box stands for, the gravest first. */
export type Marks = (box: Pick<Plain, 'kind' | 'places' | 'runs'>) => readonly BoxFinding[];

/** A box before its lines are cut and marked. */
export interface Plain
  extends Omit<
    DrawingBox,
    'lines' | 'whole' | 'errors' | 'warnings' | 'members' | 'findings' | 'undeclared'
  > {
  readonly undeclared?: DrawingBox['undeclared'];
  readonly texts: readonly string[];
  readonly places: readonly Place[];
  /** The workload that it is, or runs as: what belongs to that is found of the box. */
  readonly runs?: WorkloadNode | null;
}

/** Findings in the order of their gravity. */
export function gravestFirst(found: readonly BoxFinding[]): readonly BoxFinding[] {
  return [...found].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}

/** A box with nothing but what is given. */
export function plain(
  box: Pick<Plain, 'id' | 'kind' | 'texts'> & Partial<Omit<Plain, 'id' | 'kind' | 'texts'>>,
): Plain {
  const { at = null } = box;
  return {
    ...{ places: at ? [at] : [], state: 'normal', unit: null, size: null, at, figures: [] },
    ...box,
  };
}

export function finished(
  { texts, places: _places, runs: _runs, undeclared = null, ...box }: Plain,
  findings: readonly BoxFinding[],
): DrawingBox {
  const countOf = (of: BoxFinding['severity']) =>
    findings.filter(({ severity }) => severity === of).length;
  const errors = countOf('error');
  const warnings = countOf('warning');
  const mark = markOf(box.state, errors, warnings);
  const whole = texts.map((text, index) => (index === 0 ? `${mark}${text}` : text));
  const counted = { errors, warnings, findings, undeclared };
  return { ...box, whole, lines: whole.map(cut), ...counted, members: [] };
}

/** What stands before the first line, so that the state shows without colour. */
export function markOf(state: DrawingBox['state'], errors: number, warnings: number): string {
  if (state === 'over') return '▲ OVER ';
  if (errors > 0) return `✖${errors} `;
  if (warnings > 0) return `▲${warnings} `;
  return state === 'unknown' ? '? ' : '';
}

/** What a legend is made from: every line of the boxes, and the arrows. */
interface Drawn {
  readonly lines: readonly string[];
  readonly states: ReadonlySet<DrawingBox['state']>;
  readonly arrows: readonly DrawingArrow[];
}

/** Each mark: whether it stands anywhere, and what it means in a few words. */
const LEGEND: readonly {
  readonly stands: (drawn: Drawn) => boolean;
  readonly text: () => string;
}[] = [
  { stands: ({ lines }) => lines.some((line) => /✖\d/.test(line)), text: () => say('✖n: errors') },
  {
    stands: ({ lines }) => lines.some((line) => /▲\d/.test(line)),
    text: () => say('▲n: warnings'),
  },
  {
    stands: ({ states }) => states.has('over'),
    text: () => say('▲ OVER: above the limit'),
  },
  {
    stands: ({ arrows }) => arrows.some(({ kind }) => kind === 'over'),
    text: () => say('▲n on an arrow: what fills it'),
  },
  {
    stands: ({ arrows }) => arrows.some(({ count, kind }) => count !== null && kind !== 'over'),
    text: () => say('n on an arrow: connections at most'),
  },
  {
    stands: ({ lines, states, arrows }) =>
      states.has('unknown') ||
      lines.some((line) => UNKNOWN.test(line)) ||
      arrows.some(({ label }) => label.endsWith('?')),
    text: () => say('?: not known'),
  },
  {
    stands: ({ lines }) => lines.some((line) => line.includes('≥')),
    text: () => say('≥: at least'),
  },
  {
    stands: ({ lines }) => lines.some((line) => line.includes(BY_DEFAULT)),
    text: () => say('*: by default'),
  },
  {
    stands: ({ states }) => states.has('unknown') || states.has('off'),
    text: () => say('dashed box: unknown or off'),
  },
  {
    stands: ({ states }) => states.has('optional'),
    text: () => say('if: only under this condition'),
  },
  {
    stands: ({ arrows }) => arrows.some(({ kind }) => kind === 'inferred'),
    text: () => say('dashed arrow: likely'),
  },
  {
    stands: ({ arrows }) => arrows.some(({ kind }) => kind === 'ambiguous'),
    text: () => say('dashed, or: one of these'),
  },
  {
    stands: ({ arrows }) => arrows.some(({ kind }) => kind === 'taken'),
    text: () => say('thick: where the answers lead'),
  },
];

/** A number that is not known: `? pods`, `limit ?`, `3–? pods`, `every ? s`. */
const UNKNOWN = /(?:^|[\s–])\?(?:$|[\s,])/;

/** What the marks mean that stand in a drawing, and nothing of others. */
export function legendOf(
  boxes: readonly DrawingBox[],
  arrows: readonly DrawingArrow[],
): readonly string[] {
  const drawn: Drawn = {
    // The name in the first line may hold anything.
    lines: boxes.flatMap(({ lines: [first = '', ...rest] }) => [
      /^(?:▲ OVER|[▲✖]\d+|\?)(?= )/.exec(first)?.[0] ?? '',
      ...rest,
    ]),
    states: new Set(boxes.map(({ state }) => state)),
    arrows,
  };
  return LEGEND.flatMap(({ stands, text }) => (stands(drawn) ? [text()] : []));
}

/** Two arrows between the same boxes are one: counts are added, the weaker ground shows. */
export function joined(a: DrawingArrow, b: DrawingArrow): DrawingArrow {
  const count = a.count === null && b.count === null ? null : (a.count ?? 0) + (b.count ?? 0);
  const kind =
    [a, b].find((each) => each.kind === 'over')?.kind ??
    [a, b].find((each) => each.kind !== 'stated')?.kind ??
    'stated';
  const at = a.at ?? b.at;
  return {
    ...a,
    kind,
    count,
    at,
    label: count === null ? a.label || b.label : labelOf(kind, count),
  };
}

/** What an arrow into a store says. */
export function labelOf(kind: DrawingArrow['kind'], count: number | null): string {
  if (kind === 'ambiguous') return say('or');
  const mark = kind === 'over' ? '▲' : '';
  // What opens none at the worst has a pool all the same; the number would say nothing.
  if (count === 0) return '';
  if (count === null) return kind === 'inferred' ? '' : mark;
  return `${mark}${figure(count)}${kind === 'inferred' ? '?' : ''}`;
}
