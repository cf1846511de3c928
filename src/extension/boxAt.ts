import type { BudgetPlace } from '../service/contracts/capacity';
import type { DrawingBox } from '../service/contracts/drawing';

/** The box that a place of a file decides something of: the nearest above a line, else the first. */
export function boxAt(
  boxes: readonly DrawingBox<BudgetPlace>[],
  uri: string,
  line: number | undefined,
): string | null {
  const places = boxes.flatMap((box) => {
    const within = [box, ...box.members];
    return within
      .flatMap(({ at, figures }) => [at, ...figures.map((figure) => figure.at)])
      .flatMap((at) => (at?.uri === uri ? [{ id: box.id, line: at.range.start.line }] : []));
  });
  const above = places
    .filter((place) => line === undefined || place.line <= line)
    .sort((a, b) => b.line - a.line);
  return (line === undefined ? places[0] : (above[0] ?? places[0]))?.id ?? null;
}
