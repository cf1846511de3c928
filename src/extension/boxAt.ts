import type { BudgetPlace } from '../service/contracts/capacity';
import type { DrawingBox } from '../service/contracts/drawing';

/** The box that a place of a file decides something of: the nearest above a line, else the first. */
export function boxAt(
  boxes: readonly DrawingBox<BudgetPlace>[],
  uri: string,
  line: number | undefined,
): string | null {
  return nearest(boxes, uri, line)?.box ?? null;
}

/** The same where that box stands within a fold: what is to stand by itself. */
export function memberAt(
  boxes: readonly DrawingBox<BudgetPlace>[],
  uri: string,
  line: number | undefined,
): string | null {
  return nearest(boxes, uri, line)?.member ?? null;
}

function nearest(
  boxes: readonly DrawingBox<BudgetPlace>[],
  uri: string,
  line: number | undefined,
): { readonly box: string; readonly member: string | null } | undefined {
  const places = boxes.flatMap((box) =>
    [box, ...box.members].flatMap((each) =>
      [each.at, ...each.figures.map((figure) => figure.at)].flatMap((at) =>
        at?.uri === uri
          ? [{ box: box.id, member: memberOf(box, each), line: at.range.start.line }]
          : [],
      ),
    ),
  );
  const above = places
    .filter((place) => line === undefined || place.line <= line)
    .sort((a, b) => b.line - a.line || Number(a.member === null) - Number(b.member === null));
  return line === undefined ? places[0] : (above[0] ?? places[0]);
}

/** A fold stands where the first of its members does. */
function memberOf(fold: DrawingBox<BudgetPlace>, each: DrawingBox<BudgetPlace>): string | null {
  if (each !== fold) return each.id;
  return fold.members[0]?.id ?? null;
}
