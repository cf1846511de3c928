/** Free space around a title, in a drawing's units. */
const AROUND = 3;
/** How far a title is moved from one try to the next. */
const STEP = 8;
/** Points of an arrow that are looked at are so far from each other. */
const SAMPLE = 4;

/** What is taken, in pixels of the screen. */
interface Taken {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/**
 * Moves the titles of frames along their frames to where no arrow, no box and no words are: within at the top, else
 * above, else below; as near to the middle as there is room. The drawing must be in the document.
 */
export function placeTitles(svg: SVGSVGElement): void {
  const frames = [...svg.querySelectorAll<SVGGElement>('g.cluster')];
  if (frames.length === 0) return;
  const scale = svg.getScreenCTM()?.a ?? 1;
  const taken: Taken[] = [
    ...[...svg.querySelectorAll('g.node')].map((node) => node.getBoundingClientRect()),
    ...[...svg.querySelectorAll('.edgeLabel .label[data-id]')]
      .filter((label) => label.textContent.trim() !== '')
      .map((label) => label.getBoundingClientRect()),
    ...[...svg.querySelectorAll<SVGPathElement>('path.flowchart-link')].flatMap(placesOf),
  ];
  for (const frame of frames) {
    const title = frame.querySelector<SVGGElement>('.cluster-label');
    const border = frame.querySelector('rect')?.getBoundingClientRect();
    if (!title || !border || title.textContent.trim() === '') continue;
    const now = title.getBoundingClientRect();
    const [, x = 0, y = 0] =
      /translate\(([-\d.]+)[, ]+([-\d.]+)\)/
        .exec(title.getAttribute('transform') ?? '')
        ?.map(Number) ?? [];
    const room = Math.max(0, (border.width - now.width) / 2 - AROUND * scale);
    const rows = [now.top, border.top - now.height - scale, border.bottom + scale];
    const tries = rows.flatMap((top) => {
      const middle = border.left + (border.width - now.width) / 2;
      const count = Math.floor(room / (STEP * scale));
      const steps = Array.from({ length: count }, (_, index) => (index + 1) * STEP * scale);
      return [0, ...steps.flatMap((step) => [-step, step])].map((step) =>
        placed(now, middle + step, top),
      );
    });
    const free = tries.find((place) => !taken.some((other) => meet(place, other, AROUND * scale)));
    const { left, right, top, bottom } = free ?? now;
    taken.push({ left, right, top, bottom });
    title.setAttribute(
      'transform',
      `translate(${x + (left - now.left) / scale}, ${y + (top - now.top) / scale})`,
    );
  }
}

function placed({ width, height }: DOMRect, left: number, top: number): Taken {
  return { left, top, right: left + width, bottom: top + height };
}

function placesOf(path: SVGPathElement): readonly Taken[] {
  const matrix = path.getScreenCTM();
  if (!matrix || path.classList.contains('edge-thickness-invisible')) return [];
  const length = path.getTotalLength();
  return Array.from({ length: Math.ceil(length / SAMPLE) }, (_, index) => {
    const { x, y } = path.getPointAtLength(index * SAMPLE);
    const at = new DOMPoint(x, y).matrixTransform(matrix);
    return { left: at.x, right: at.x, top: at.y, bottom: at.y };
  });
}

function meet(a: Taken, b: Taken, around: number): boolean {
  return (
    a.left < b.right + around &&
    b.left < a.right + around &&
    a.top < b.bottom + around &&
    b.top < a.bottom + around
  );
}
