import { type Drawing, middleOf, nodesOf } from './drawing';
import { text as say } from './texts';
import { legible, outOfSight, pan, type View, viewBox, whole, zoom } from './viewport';

/** Pixels that an arrow key moves the view by. */
const STEP = 48;
const ZOOM_STEP = 1.25;
/** A panel that becomes larger or smaller by less, a line of text, leaves the drawing where it is; pixels. */
const SMALL_CHANGE = 60;

/** Where a drawing is seen: moved and enlarged by keys, wheel and pointer. */
export interface Stage {
  readonly element: HTMLElement;
  /** Puts a drawing there. What stood at `anchor` stays where it was, unless the whole was shown. */
  put(drawing: Drawing, anchor: string | null, worst: string | null): void;
  clear(): void;
  drawing(): Drawing | undefined;
  /** Where the view stands, or `null` where it fits the panel. */
  place(): View | null;
  restore(view: View): void;
  fitPanel(): void;
  zoomBy(factor: number): void;
  /** Moves the view to a box where it is not in sight. */
  reveal(id: string): void;
  /** Moves or enlarges by a key; whether it was one of these. */
  key(event: KeyboardEvent): boolean;
}

/** Nothing is shown yet; `onMove` is called when the user has moved the view. */
export function createStage(element: HTMLElement, onMove: () => void): Stage {
  let drawing: Drawing | undefined;
  let view: View | undefined;
  /** Whether the user has moved the view; until then it fits the panel. */
  let moved = false;
  let worst: string | null = null;
  /** The size of the panel when the view was made for it, or has followed it. */
  let seen = element.getBoundingClientRect();
  /** The size of the panel that the drawing was fitted to. */
  let fitted = { width: 0, height: 0 };

  /** Says how much of the drawing is not seen; who hears the drawing has its list. */
  const more = document.createElement('p');
  more.className = 'out-of-sight';
  more.setAttribute('aria-hidden', 'true');
  /** The middles of the boxes of the drawing. */
  let points: readonly { readonly x: number; readonly y: number }[] = [];

  const size = () => element.getBoundingClientRect();

  function show(): void {
    if (!drawing || !view) return;
    drawing.svg.setAttribute('viewBox', viewBox(view, size(), drawing.origin));
    const count = outOfSight(view, size(), points);
    more.textContent = count === 0 ? '' : say('outOfSight', count);
  }

  function look(at: View): void {
    view = at;
    moved = true;
    show();
    onMove();
  }

  function fitPanel(): void {
    if (!drawing) return;
    const node = worst === null ? undefined : nodesOf(drawing.svg).get(worst);
    seen = size();
    fitted = { width: seen.width, height: seen.height };
    view = legible(drawing, fitted, node && middleOf(drawing, node));
    moved = false;
    show();
    onMove();
  }

  function showWhole(): void {
    if (drawing) look(whole(drawing, size()));
  }

  function panBy(right: number, down: number): void {
    if (view && drawing) look(pan(view, right, down, drawing));
  }

  function zoomBy(factor: number, at = { right: 0, down: 0 }): void {
    if (view && drawing) look(zoom(view, factor, at, drawing));
  }

  function anchored(next: Drawing, anchor: string | null): View | undefined {
    if (!drawing || !view || !moved) return undefined;
    const { x, y, scale } = view;
    const before = nodesOf(drawing.svg);
    const after = nodesOf(next.svg);
    const kept = [...before].filter(([id]) => after.has(id));
    const distance = (node: SVGGElement) => {
      const middle = middleOf(drawing as Drawing, node);
      return Math.hypot(middle.x - x, middle.y - y);
    };
    const [found] =
      kept.find(([id]) => id === anchor) ??
      kept.sort(([, a], [, b]) => distance(a) - distance(b))[0] ??
      [];
    const [old, now] = [before.get(found ?? ''), after.get(found ?? '')];
    if (!old || !now) return undefined;
    const from = middleOf(drawing, old);
    const to = middleOf(next, now);
    return { x: x + to.x - from.x, y: y + to.y - from.y, scale };
  }

  element.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      // With Ctrl (or a pinch) the wheel zooms at the pointer, without it moves the view.
      if (!event.ctrlKey && !event.metaKey) return panBy(event.deltaX, event.deltaY);
      const { left, top, width, height } = size();
      zoomBy(Math.exp(-event.deltaY / 300), {
        right: event.clientX - left - width / 2,
        down: event.clientY - top - height / 2,
      });
    },
    { passive: false },
  );
  element.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || (event.target as Element).closest('g.node, .hit, [data-fold]'))
      return;
    element.setPointerCapture(event.pointerId);
    const drag = ({ movementX, movementY }: PointerEvent) => panBy(-movementX, -movementY);
    element.addEventListener('pointermove', drag);
    element.addEventListener(
      'lostpointercapture',
      () => element.removeEventListener('pointermove', drag),
      { once: true },
    );
  });
  new ResizeObserver(() => {
    const now = size();
    const grown = { right: now.width - seen.width, down: now.height - seen.height };
    seen = now;
    const isSmall =
      Math.abs(now.width - fitted.width) < SMALL_CHANGE &&
      Math.abs(now.height - fitted.height) < SMALL_CHANGE;
    if (!view || !drawing || (!moved && !isSmall)) return fitPanel();
    // What is at the upper left stays there.
    view = {
      x: view.x + grown.right / 2 / view.scale,
      y: view.y + grown.down / 2 / view.scale,
      scale: view.scale,
    };
    show();
  }).observe(element);

  return {
    element,
    put(next, anchor, worstBox) {
      worst = worstBox;
      next.svg.removeAttribute('style');
      next.svg.setAttribute('width', '100%');
      next.svg.setAttribute('height', '100%');
      const kept = anchored(next, anchor);
      element.replaceChildren(next.svg, more);
      drawing = next;
      points = [...nodesOf(next.svg).values()].map((node) => middleOf(next, node));
      if (kept) view = kept;
      if (kept || (moved && view)) show();
      else fitPanel();
    },
    clear() {
      drawing = undefined;
      moved = false;
      element.replaceChildren();
    },
    drawing: () => drawing,
    place: () => (moved ? (view ?? null) : null),
    restore: look,
    fitPanel,
    zoomBy,
    reveal(id) {
      const node = drawing && nodesOf(drawing.svg).get(id);
      if (!drawing || !view || !node) return;
      const seen = size();
      const { left, right, top, bottom } = node.getBoundingClientRect();
      const isSeen =
        left >= seen.left && right <= seen.right && top >= seen.top && bottom <= seen.bottom;
      if (!isSeen) look({ ...middleOf(drawing, node), scale: view.scale });
    },
    key(event) {
      // By the key, not by its sign: with Shift that is another on each keyboard.
      const isWhole = event.shiftKey && event.code === 'Digit0';
      const acts: Readonly<Record<string, () => void>> = {
        ArrowLeft: () => panBy(-STEP, 0),
        ArrowRight: () => panBy(STEP, 0),
        ArrowUp: () => panBy(0, -STEP),
        ArrowDown: () => panBy(0, STEP),
        '+': () => zoomBy(ZOOM_STEP),
        '=': () => zoomBy(ZOOM_STEP),
        '-': () => zoomBy(1 / ZOOM_STEP),
        '0': fitPanel,
      };
      const act = isWhole ? showWhole : acts[event.key];
      if (!act) return false;
      event.preventDefault();
      act();
      return true;
    },
  };
}
