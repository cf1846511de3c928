/** A width and a height; of the panel in pixels, of a drawing in its own units. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** What of a drawing is seen: the point in the middle of the panel, and pixels per unit. */
export interface View {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/** A small drawing is not blown up beyond this, so that its letters stay letters. */
const LARGEST_FIT = 1.25;
const SMALLEST_SCALE = 0.1;
const LARGEST_SCALE = 8;
/** Free space around a drawing that fits, in pixels. */
const MARGIN = 16;

/** The whole drawing, in the middle. */
export function whole(drawing: Size, panel: Size): View {
  return { x: drawing.width / 2, y: drawing.height / 2, scale: fitScale(drawing, panel) };
}

/** Below this scale the smallest text, of 13 px, is less than 10 px high. */
const LEGIBLE_SCALE = 10 / 13;

/**
 * The whole drawing where its text can be read then; else as much of it as can be read, beginning at
 * `worst`, or at its beginning.
 */
export function legible(
  drawing: Size,
  panel: Size,
  worst: { readonly x: number; readonly y: number } | undefined,
): View {
  const fitting = whole(drawing, panel);
  if (fitting.scale >= LEGIBLE_SCALE) return fitting;
  const scale = LEGIBLE_SCALE;
  const axis = (length: number, room: number, at: number | undefined) => {
    const half = room / scale / 2;
    const least = half - MARGIN / scale;
    const most = length - half + MARGIN / scale;
    return least >= most ? length / 2 : clamp(at ?? least, least, most);
  };
  return {
    x: axis(drawing.width, panel.width, worst?.x),
    y: axis(drawing.height, panel.height, worst?.y),
    scale,
  };
}

/** How large the whole drawing can be seen; between two drawings of the same, more is better. */
export function fitScale(drawing: Size, panel: Size): number {
  const across = (panel.width - 2 * MARGIN) / drawing.width;
  const down = (panel.height - 2 * MARGIN) / drawing.height;
  return clamp(Math.min(across, down), SMALLEST_SCALE, LARGEST_FIT);
}

/** Moves the view by pixels; the middle of the panel never leaves the drawing. */
export function pan(view: View, right: number, down: number, drawing: Size): View {
  return {
    x: clamp(view.x + right / view.scale, 0, drawing.width),
    y: clamp(view.y + down / view.scale, 0, drawing.height),
    scale: view.scale,
  };
}

/** Enlarges by a factor; what lies `right` and `down` pixels from the middle stays where it is. */
export function zoom(
  view: View,
  factor: number,
  { right, down }: { readonly right: number; readonly down: number },
  drawing: Size,
): View {
  const scale = clamp(view.scale * factor, SMALLEST_SCALE, LARGEST_SCALE);
  const moved = 1 / view.scale - 1 / scale;
  return {
    x: clamp(view.x + right * moved, 0, drawing.width),
    y: clamp(view.y + down * moved, 0, drawing.height),
    scale,
  };
}

/** The part of the drawing that the panel shows, as SVG's `viewBox`. */
export function viewBox({ x, y, scale }: View, panel: Size, origin: { x: number; y: number }) {
  const width = panel.width / scale;
  const height = panel.height / scale;
  return [origin.x + x - width / 2, origin.y + y - height / 2, width, height]
    .map((value) => Number(value.toFixed(2)))
    .join(' ');
}

/** How many of some points lie outside of what the panel shows. */
export function outOfSight(
  { x, y, scale }: View,
  panel: Size,
  points: readonly { readonly x: number; readonly y: number }[],
): number {
  const across = panel.width / scale / 2;
  const down = panel.height / scale / 2;
  return points.filter((point) => Math.abs(point.x - x) > across || Math.abs(point.y - y) > down)
    .length;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
