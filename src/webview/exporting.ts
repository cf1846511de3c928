import type { Drawing } from './drawing';

/** How much larger a PNG is than the drawing, so that it stays sharp. */
const PNG_SCALE = 2;

/** The whole drawing on the editor's background, whatever part of it is seen now, as the text of an SVG. */
export function svgOf({ svg, origin, width, height }: Drawing, legend: string): string {
  const whole = svg.cloneNode(true) as SVGSVGElement;
  const foot = legend === '' ? 0 : 24;
  whole.setAttribute('viewBox', `${origin.x} ${origin.y} ${width} ${height + foot}`);
  whole.setAttribute('width', String(width));
  whole.setAttribute('height', String(height + foot));
  whole.style.background = getComputedStyle(document.body).backgroundColor;
  for (const hit of whole.querySelectorAll('.hit')) hit.remove();
  for (const node of whole.querySelectorAll('.is-selected, [tabindex]')) {
    node.classList.remove('is-selected');
    for (const name of ['tabindex', 'role']) node.removeAttribute(name);
  }
  if (foot > 0) {
    const text = document.createElementNS('http://www.w3.org/2000/svg', 'text');
    text.setAttribute('x', String(origin.x + 8));
    text.setAttribute('y', String(origin.y + height + 14));
    text.setAttribute('font-size', '11');
    text.setAttribute('fill', getComputedStyle(document.body).color);
    text.textContent = legend;
    whole.append(text);
  }
  return new XMLSerializer().serializeToString(whole);
}

/** The same as a PNG, in Base64. */
export async function pngOf(svg: string, { width, height }: Drawing): Promise<string> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil((image.naturalWidth || width) * PNG_SCALE);
  canvas.height = Math.ceil((image.naturalHeight || height) * PNG_SCALE);
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/png').replace(/^data:image\/png;base64,/, '');
}
