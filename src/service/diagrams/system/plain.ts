import type { BoxFinding, DrawingArrow, DrawingBox } from '../../contracts/drawing';
import type { Place } from '../../contracts/finding';
import { say } from '../words';
import { cut, figure } from './labels';

/** What is reported at one of these places, the gravest first. */
export type Marks = (places: readonly Place[]) => readonly BoxFinding[];

/** Findings that a box keeps; it says how many there are. */
export const MAX_FINDINGS = 8;

/** A box before its lines are cut and marked. */
export interface Plain
  extends Omit<
    DrawingBox,
    'lines' | 'whole' | 'errors' | 'warnings' | 'members' | 'findings' | 'undeclared'
  > {
  readonly undeclared?: DrawingBox['undeclared'];
  readonly texts: readonly string[];
  readonly places: readonly Place[];
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
  { texts, places: _places, undeclared = null, ...box }: Plain,
  found: readonly BoxFinding[],
): DrawingBox {
  const countOf = (of: BoxFinding['severity']) =>
    found.filter(({ severity }) => severity === of).length;
  const errors = countOf('error');
  const warnings = countOf('warning');
  const mark = markOf(box.state, errors, warnings);
  const whole = texts.map((text, index) => (index === 0 ? `${mark}${text}` : text));
  const findings = found.slice(0, MAX_FINDINGS);
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

/** What the marks mean, in the words of the legend. */
const LEGEND = {
  errors: () => say('✖ errors'),
  warnings: () => say('▲ warnings'),
  over: () => say('▲ OVER more is open than is granted'),
  unknown: () => say('? a number is not known'),
  likely: () => say('dashed: likely, not written'),
  counts: () => say('on arrows: connections at the worst'),
  taken: () => say('thick: where the answers lead'),
} as const;

/** What the marks mean that occur. */
export function legendOf(
  boxes: readonly DrawingBox[],
  arrows: readonly DrawingArrow[],
): readonly string[] {
  const isLikely = ({ kind }: DrawingArrow) => kind === 'inferred' || kind === 'ambiguous';
  const occurs: Readonly<Record<keyof typeof LEGEND, boolean>> = {
    errors: boxes.some(({ errors }) => errors > 0),
    warnings: boxes.some(({ warnings }) => warnings > 0),
    over: boxes.some(({ state }) => state === 'over'),
    unknown: boxes.some(({ state }) => state === 'unknown'),
    likely: arrows.some(isLikely),
    counts: arrows.some((arrow) => arrow.count !== null),
    taken: arrows.some(({ kind }) => kind === 'taken'),
  };
  const marks = Object.keys(LEGEND) as (keyof typeof LEGEND)[];
  return marks.filter((mark) => occurs[mark]).map((mark) => LEGEND[mark]());
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
  if (count === null) return kind === 'inferred' ? '' : mark;
  return `${mark}${figure(count)}${kind === 'inferred' ? '?' : ''}`;
}
