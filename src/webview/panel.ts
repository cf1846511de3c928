import { type Drawing, draw, readLabels } from './drawing';
import type { DrawMessage, FromPanel, NothingMessage, PanelState, ToPanel } from './messages';
import { outline } from './outline';
import { pan, type View, viewBox, whole, zoom } from './viewport';

/** What the editor gives a webview to talk with it. */
declare function acquireVsCodeApi(): {
  postMessage(message: FromPanel): void;
  setState(state: PanelState): void;
  getState(): PanelState | undefined;
};

/** Pixels that an arrow key moves the view by. */
const STEP = 48;
const ZOOM_STEP = 1.25;

const editor = acquireVsCodeApi();
const viewport = byId('viewport');
const list = byId('list');
const notice = byId('notice');
const lockButton = byId('lock');
const listButton = byId('show-list');

let shown: DrawMessage | NothingMessage | undefined;
let drawing: Drawing | undefined;
let view: View | undefined;
/** Whether the user has moved the view; until then it fits the panel. */
let moved = false;
let round = 0;

window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  const message = received(data);
  if (message) void show(message);
});
for (const [id, act] of Object.entries({
  'zoom-in': () => zoomBy(ZOOM_STEP),
  'zoom-out': () => zoomBy(1 / ZOOM_STEP),
  fit: fitPanel,
  copy: () => editor.postMessage({ type: 'copy' }),
  save: saveSvg,
  lock: () => editor.postMessage({ type: 'lock', locked: !shown?.locked }),
  'show-list': () => showList(!isListShown()),
})) {
  byId(id).addEventListener('click', act);
}
viewport.addEventListener('keydown', moveByKey);
viewport.addEventListener('wheel', moveByWheel, { passive: false });
viewport.addEventListener('pointerdown', dragBegins);
new ResizeObserver(() => (moved ? place() : fitPanel())).observe(viewport);
// The editor puts its theme into the classes of the body and the style of the document.
const themes = new MutationObserver(() => void redraw());
themes.observe(document.body, { attributeFilter: ['class'] });
themes.observe(document.documentElement, { attributeFilter: ['style'] });
showList(editor.getState()?.listShown ?? false);
editor.postMessage({ type: 'ready' });

/** Only what the extension says is heard, by its type. */
function received(data: unknown): ToPanel | undefined {
  const type = typeof data === 'object' && data !== null && 'type' in data ? data.type : undefined;
  return type === 'draw' || type === 'nothing' ? (data as ToPanel) : undefined;
}

async function show(message: ToPanel): Promise<void> {
  if (message.uri !== shown?.uri) moved = false;
  shown = message;
  byId('file').textContent = message.file;
  lockButton.setAttribute('aria-pressed', String(message.locked));
  remember();
  await redraw();
}

/** Draws what is to be shown; a drawing that is overtaken by another is dropped. */
async function redraw(): Promise<void> {
  const mine = ++round;
  if (!shown) return;
  if (shown.type === 'nothing') {
    say(`Nothing to draw${shown.file === '' ? '' : ` in ${shown.file}`}`, shown.reasons);
    return;
  }
  const { graph, uri, version } = shown;
  try {
    const made = await draw(graph, viewport.getBoundingClientRect());
    if (mine !== round) return;
    say('', []);
    list.replaceChildren(outline(graph));
    made.svg.removeAttribute('style');
    made.svg.setAttribute('width', '100%');
    made.svg.setAttribute('height', '100%');
    viewport.replaceChildren(made.svg);
    drawing = made;
    if (moved && view) place();
    else fitPanel();
    editor.postMessage({ type: 'rendered', uri, version, ...readLabels(made.svg) });
  } catch (error) {
    if (mine !== round) return;
    const message = error instanceof Error ? error.message : String(error);
    say('This could not be drawn', [message, 'The list says what would be in the drawing.']);
    list.replaceChildren(outline(graph));
    showList(true);
    editor.postMessage({ type: 'failed', message });
  }
}

/** Words instead of a drawing; without a title, the drawing is there. */
function say(title: string, reasons: readonly string[]): void {
  const nothing = title !== '';
  document.body.classList.toggle('nothing', nothing);
  if (nothing) {
    drawing = undefined;
    viewport.replaceChildren();
    list.replaceChildren();
  }
  notice.replaceChildren(
    ...(nothing ? [paragraph('h2', title)] : []),
    ...reasons.map((reason) => paragraph('p', reason)),
  );
}

function moveByKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const act = {
    ArrowLeft: () => panBy(-STEP, 0),
    ArrowRight: () => panBy(STEP, 0),
    ArrowUp: () => panBy(0, -STEP),
    ArrowDown: () => panBy(0, STEP),
    '+': () => zoomBy(ZOOM_STEP),
    '=': () => zoomBy(ZOOM_STEP),
    '-': () => zoomBy(1 / ZOOM_STEP),
    '0': fitPanel,
  }[event.key];
  if (!act) return;
  event.preventDefault();
  act();
}

/** With Ctrl (or a pinch) the wheel zooms at the pointer, without it moves the view. */
function moveByWheel(event: WheelEvent): void {
  event.preventDefault();
  if (!event.ctrlKey && !event.metaKey) {
    panBy(event.deltaX, event.deltaY);
    return;
  }
  const { left, top, width, height } = viewport.getBoundingClientRect();
  zoomBy(Math.exp(-event.deltaY / 300), {
    right: event.clientX - left - width / 2,
    down: event.clientY - top - height / 2,
  });
}

function dragBegins(event: PointerEvent): void {
  if (event.button !== 0) return;
  viewport.setPointerCapture(event.pointerId);
  const drag = ({ movementX, movementY }: PointerEvent) => panBy(-movementX, -movementY);
  viewport.addEventListener('pointermove', drag);
  viewport.addEventListener(
    'lostpointercapture',
    () => viewport.removeEventListener('pointermove', drag),
    { once: true },
  );
}

function panBy(right: number, down: number): void {
  if (view && drawing) look(pan(view, right, down, drawing));
}

function zoomBy(factor: number, at = { right: 0, down: 0 }): void {
  if (view && drawing) look(zoom(view, factor, at, drawing));
}

function look(at: View): void {
  view = at;
  moved = true;
  place();
}

function fitPanel(): void {
  if (!drawing) return;
  view = whole(drawing, viewport.getBoundingClientRect());
  moved = false;
  place();
}

function place(): void {
  if (!drawing || !view) return;
  const box = viewBox(view, viewport.getBoundingClientRect(), drawing.origin);
  drawing.svg.setAttribute('viewBox', box);
}

/** The whole drawing on the editor's background, whatever part of it is seen now. */
function saveSvg(): void {
  if (!drawing) return;
  const { svg, origin, width, height } = drawing;
  const whole = svg.cloneNode(true) as SVGSVGElement;
  whole.setAttribute('viewBox', `${origin.x} ${origin.y} ${width} ${height}`);
  whole.setAttribute('width', String(width));
  whole.setAttribute('height', String(height));
  whole.style.background = getComputedStyle(document.body).backgroundColor;
  editor.postMessage({ type: 'save', svg: new XMLSerializer().serializeToString(whole) });
}

function isListShown(): boolean {
  return listButton.getAttribute('aria-pressed') === 'true';
}

function showList(visible: boolean): void {
  listButton.setAttribute('aria-pressed', String(visible));
  byId('outline').classList.toggle('for-screen-readers', !visible);
  remember();
}

function remember(): void {
  const { uri = editor.getState()?.uri ?? '', locked = editor.getState()?.locked ?? false } =
    shown ?? {};
  editor.setState({ uri, locked, listShown: isListShown() });
}

function paragraph(name: 'h2' | 'p', text: string): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

/** @throws when the page is not the one that `diagramPage.ts` makes. */
function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no #${id}.`);
  return found;
}
