import { arrowsOf, draw, framesOf, nodesOf, readLabels } from './drawing';
import { pngOf, svgOf } from './exporting';
import { type InspectorActions, inspected, inspectedArrow } from './inspector';
import { isArrowKey, moveAlong } from './keyboard';
import type { DrawMessage, FromPanel, PanelState, SelectMessage, ToPanel, Wish } from './messages';
import { outline } from './outline';
import { patchTexts } from './patch';
import { oneLine, type Picture, type PictureArrow, pictureOf } from './picture';
import { createStage } from './stage';
import { text, useTexts } from './texts';

/** What the editor gives a webview to talk with it. */
declare function acquireVsCodeApi(): {
  postMessage(message: FromPanel): void;
  setState(state: PanelState): void;
  getState(): unknown;
};

const SVG = 'http://www.w3.org/2000/svg';
const ZOOM_STEP = 1.25;
/** Below this width there is room for fewer boxes. */
const NARROW = 600;
const FEW_BOXES = 12;
const MANY_BOXES = 20;

useTexts(document.body.dataset.texts);
const editor = acquireVsCodeApi();
const kept = keptState();
const list = byId('list');
const search = byId('search') as HTMLInputElement;
const views = byId('view') as HTMLSelectElement;
const environments = byId('environment') as HTMLSelectElement;
const stage = createStage(byId('viewport'), () => remember());

let shown: Exclude<ToPanel, SelectMessage> | undefined;
/** What is drawn, and of which theme. */
let drawn:
  | { readonly message: DrawMessage; readonly picture: Picture; readonly theme: string }
  | undefined;
let selected = kept?.selected ?? null;
let listShown = kept?.listShown ?? false;
let wish: Wish = { view: null, open: [], chosen: null, ...kept?.wish, most: room() };
let round = 0;
let isClosed = false;
/** A fold is being opened because of what is looked for in it. */
let isSearching = false;

window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  const message = received(data);
  if (message) void show(message);
});
const BUTTONS: Readonly<Record<string, () => void>> = {
  'zoom-in': () => stage.zoomBy(ZOOM_STEP),
  'zoom-out': () => stage.zoomBy(1 / ZOOM_STEP),
  fit: stage.fitPanel,
  copy: () => editor.postMessage({ type: 'copy', fenced: false }),
  'copy-fenced': () => editor.postMessage({ type: 'copy', fenced: true }),
  save: () => void save('svg'),
  'save-png': () => void save('png'),
  lock: () => editor.postMessage({ type: 'lock', locked: !isLocked() }),
  'show-list': () => showList(!listShown),
};
for (const [id, act] of Object.entries(BUTTONS)) {
  byId(id).addEventListener('click', act);
}
views.addEventListener('change', () => ask({ view: views.value, open: [] }));
environments.addEventListener('change', () =>
  editor.postMessage({
    type: 'environment',
    environment: environments.value === '' ? null : environments.value,
  }),
);
search.addEventListener('input', () => find(search.value));
search.addEventListener('keydown', (event) => {
  if (event.key === 'Enter') goToHit();
  if (event.key === 'Escape') stage.element.focus();
});
stage.element.addEventListener('keydown', press);
stage.element.addEventListener('click', (event) => click(event.target, false));
stage.element.addEventListener('dblclick', (event) => click(event.target, true));
new ResizeObserver(() => {
  if (room() !== wish.most) ask({ most: room() });
}).observe(document.body);
// The editor puts its theme into the classes of the body and the style of the document.
const themes = new MutationObserver(() => void redraw());
themes.observe(document.body, { attributeFilter: ['class'] });
themes.observe(document.documentElement, { attributeFilter: ['style'] });
showList(listShown);
// What was drawn last is there at once; the extension says what holds now.
if (kept?.last) {
  void show(kept.last).then(() => kept.place && stage.restore(kept.place));
}
editor.postMessage({ type: 'ready', wish });

/** Only what the extension says is heard, by its type. */
function received(data: unknown): ToPanel | undefined {
  const type = typeof data === 'object' && data !== null && 'type' in data ? data.type : undefined;
  return type === 'draw' || type === 'nothing' || type === 'select' ? (data as ToPanel) : undefined;
}

async function show(message: ToPanel): Promise<void> {
  if (message.type === 'select') return select(message.id, true);
  const isOther =
    shown?.type !== 'draw' || message.type !== 'draw' || !isSameDrawing(shown, message);
  if (isOther && shown) stage.clear();
  shown = message;
  byId('file').textContent = message.file;
  byId('lock').setAttribute('aria-pressed', String(message.locked));
  offer(views, message.views, message.type === 'draw' ? message.view : '');
  offer(
    environments,
    message.type === 'draw'
      ? message.environments.map((name) => ({
          id: name ?? '',
          title: name ?? text('noEnvironment'),
        }))
      : [],
    message.type === 'draw' ? (message.environment ?? '') : '',
  );
  byId('note').textContent = message.type === 'draw' ? message.note : '';
  byId('note').title = message.type === 'draw' ? message.note : '';
  await redraw();
  if (isSearching && message.type === 'draw') {
    isSearching = false;
    find(search.value);
    if (selected) focusBox(selected);
  } else if (message.type === 'draw' && message.selected) select(message.selected, true);
}

function isSameDrawing(before: DrawMessage, after: DrawMessage): boolean {
  if (before.view !== after.view || before.environment !== after.environment) return false;
  return after.content.kind === 'system' || before.uri === after.uri;
}

/** Draws what is to be shown; a drawing that is overtaken by another is dropped. */
async function redraw(): Promise<void> {
  const mine = ++round;
  if (shown?.type === 'nothing') {
    drawn = undefined;
    return say(
      shown.title ?? (shown.file === '' ? text('nothing') : text('nothingIn', shown.file)),
      shown.reasons,
      shown.action,
    );
  }
  if (shown?.type !== 'draw') return;
  const message = shown;
  const started = performance.now();
  const picture = pictureOf(message.content);
  const theme = `${document.body.className} ${document.documentElement.style.cssText}`;
  try {
    const path = await bring(message, picture, theme, () => mine === round);
    if (mine !== round) return;
    say('', []);
    drawn = { message, picture, theme };
    // When the drawing is on show: the list of thousands of members takes as long as all of its texts.
    setTimeout(() => {
      const { svg } = stage.drawing() ?? {};
      if (drawn?.picture !== picture || !svg) return;
      list.replaceChildren(outline(picture, [...nodesOf(svg).keys()]));
    });
    const { legend } = picture;
    tellLegend(legend, path === 'layout');
    inspect();
    // What stands below a new drawing has its place now.
    if (path === 'layout' && stage.place() === null) stage.fitPanel();
    const current = stage.drawing();
    if (!current) return;
    const { uri, version, view } = message;
    const milliseconds = Math.round(performance.now() - started);
    const labels = readLabels(current.svg);
    editor.postMessage({ type: 'rendered', uri, version, view, path, milliseconds, ...labels });
    remember();
  } catch (error) {
    if (mine !== round) return;
    drawn = undefined;
    say(text('failed'), [text('failedReason')]);
    list.replaceChildren(outline(picture));
    showList(true);
    const reason = error instanceof Error ? error.message : String(error);
    editor.postMessage({ type: 'failed', message: reason });
  }
}

/** Takes the shortest way from what is drawn to what is to be drawn. */
async function bring(
  message: DrawMessage,
  picture: Picture,
  theme: string,
  isWanted: () => boolean,
): Promise<'none' | 'text' | 'layout'> {
  const current = stage.drawing();
  const words = ({ boxes, arrows }: Picture) =>
    JSON.stringify([
      boxes.map(({ label, state }) => [label, state]),
      arrows.map(({ label, kind }) => [label, kind]),
    ]);
  if (drawn && current && drawn.theme === theme && isSameDrawing(drawn.message, message)) {
    if (drawn.picture.form === picture.form && words(drawn.picture) === words(picture)) {
      return 'none';
    }
    if (patchTexts(current.svg, drawn.picture, picture)) return 'text';
  }
  const made = await draw(picture, stage.element.getBoundingClientRect(), current?.direction);
  if (!isWanted()) return 'layout';
  for (const [id, node] of nodesOf(made.svg)) {
    const box = picture.boxes.find((one) => one.id === id);
    node.setAttribute('tabindex', '0');
    node.setAttribute('role', 'button');
    node.setAttribute('aria-label', oneLine(box?.whole ?? ''));
    node.dataset.box = id;
    if (box && box.whole !== box.label) {
      const title = document.createElementNS(SVG, 'title');
      title.textContent = box.whole;
      node.prepend(title);
    }
  }
  for (const [index, path] of arrowsOf(made.svg, picture).entries()) {
    const arrow = picture.arrows[index];
    if (arrow) path.after(reachable(path, keyOf(arrow)));
  }
  for (const [id, frame] of framesOf(made.svg, picture)) {
    const group = picture.groups.find((one) => one.id === id);
    if (!group?.isFold) continue;
    frame.dataset.fold = id;
    const title = document.createElementNS(SVG, 'title');
    title.textContent = text('closeFold', group.title);
    frame.prepend(title);
  }
  const [first] = picture.boxes;
  const worst = picture.boxes.find(({ isWorst }) => isWorst) ?? first;
  stage.put(made, selected, worst?.id ?? null);
  mark();
  return 'layout';
}

/** Words instead of a drawing; without a title, the drawing is there. */
function say(
  title: string,
  reasons: readonly string[],
  action?: { title: string; command: string },
): void {
  const nothing = title !== '';
  document.body.classList.toggle('nothing', nothing);
  if (nothing) {
    stage.clear();
    list.replaceChildren();
    byId('legend').textContent = '';
    byId('inspector').replaceChildren();
  }
  const button = document.createElement('button');
  button.textContent = action?.title ?? '';
  button.className = 'primary';
  button.addEventListener('click', () =>
    editor.postMessage({ type: 'act', command: action?.command ?? '' }),
  );
  byId('notice').replaceChildren(
    ...(nothing ? [paragraph('h2', title)] : []),
    ...reasons.map((reason) => paragraph('p', reason)),
    ...(action ? [button] : []),
  );
}

/** A legend that becomes shorter with a word keeps its room: the drawing above must not move. */
function tellLegend(legend: readonly string[], isOther: boolean): void {
  const foot = byId('legend');
  if (isOther) foot.style.minHeight = '';
  foot.textContent = legend.join(' · ');
  foot.title = legend.join('\n');
  foot.style.minHeight = `${foot.offsetHeight}px`;
}

function press(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === '/') {
    event.preventDefault();
    search.focus();
    return;
  }
  const id = boxOf(event.target);
  if (event.key === 'Backspace' && wish.open.length > 0) ask({ open: wish.open.slice(0, -1) });
  else if (id && event.key === 'Enter') choose(id, true);
  else if (id && drawn && isArrowKey(event.key)) {
    event.preventDefault();
    const next = moveAlong(drawn.picture, id, event.key);
    if (next !== undefined) focusBox(next);
  } else stage.key(event);
}

/** The line of an arrow again, invisible and broad enough to be hit. */
function reachable(path: SVGPathElement, arrow: string): SVGPathElement {
  const hit = document.createElementNS(SVG, 'path');
  hit.setAttribute('d', path.getAttribute('d') ?? '');
  hit.setAttribute('class', 'hit');
  hit.dataset.arrow = arrow;
  return hit;
}

/** What an arrow is called where one thing is selected. */
function keyOf({ from, to }: PictureArrow): string {
  return `${from} ${to}`;
}

/** A box or an arrow is selected and shows where it is decided; the frame of an open fold closes it. */
function click(target: EventTarget | null, focus: boolean): void {
  isClosed = false;
  const element = target as Element | null;
  const fold = element?.closest<SVGGElement>('g.cluster')?.dataset.fold;
  const arrow = element?.closest<SVGPathElement>('.hit')?.dataset.arrow;
  if (fold) ask({ open: wish.open.filter((id) => id !== fold) });
  else if (arrow) chooseArrow(arrow, focus);
  else choose(boxOf(target), focus);
}

function chooseArrow(key: string, focus: boolean): void {
  select(key, false);
  const at = drawn?.picture.arrows.find((one) => keyOf(one) === key)?.at;
  if (at) editor.postMessage({ type: 'reveal', at, focus });
}

/** Selects a box and shows where it is decided; a fold shows its members. */
function choose(id: string | undefined, focus: boolean): void {
  if (id === undefined) return;
  select(id, false);
  const box = drawn?.picture.boxes.find((one) => one.id === id);
  keep(box);
  if (box && box.members.length > 0) unfold(id);
  else if (box?.at) editor.postMessage({ type: 'reveal', at: box.at, focus });
}

function unfold(id: string): void {
  ask({ open: [...wish.open.filter((one) => one !== id), id] });
}

function select(id: string, reveal: boolean): void {
  selected = id;
  mark();
  inspect();
  if (reveal) stage.reveal(id);
  remember();
}

function focusBox(id: string): void {
  select(id, true);
  keep(drawn?.picture.boxes.find((one) => one.id === id));
  const current = stage.drawing();
  if (current) nodesOf(current.svg).get(id)?.focus();
}

function mark(): void {
  for (const node of stage.element.querySelectorAll<SVGGElement>('g.node')) {
    node.classList.toggle('is-selected', node.dataset.box === selected);
  }
  for (const path of stage.element.querySelectorAll<SVGPathElement>('path.hit')) {
    path.classList.toggle('is-selected', path.dataset.arrow === selected);
  }
}

function inspect(): void {
  const picture = drawn?.picture;
  const box = picture?.boxes.find(({ id }) => id === selected);
  const arrow = picture?.arrows.find((one) => keyOf(one) === selected);
  const changes = drawn?.message.changes.filter(({ id }) => id === selected) ?? [];
  const actions: InspectorActions = {
    reveal: (at) => editor.postMessage({ type: 'reveal', at, focus: true }),
    unfold,
    tellLimit: ({ name, engine }) => editor.postMessage({ type: 'tell-limit', name, engine }),
  };
  byId('inspector').replaceChildren(
    ...(isClosed
      ? []
      : box
        ? inspected(
            box,
            changes.map((change) => change.text),
            actions,
          )
        : arrow && picture
          ? inspectedArrow(arrow, picture, actions)
          : []),
    ...(!isClosed && (box || arrow) ? [closeButton()] : []),
  );
}

/** The inspector stays closed until something is chosen by hand. */
function closeButton(): HTMLElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'close';
  button.textContent = '×';
  button.setAttribute('aria-label', text('close'));
  button.title = text('close');
  button.addEventListener('click', () => {
    isClosed = true;
    inspect();
    stage.element.focus();
  });
  return button;
}

/** Selects the first box that says what is looked for; a fold says what its members do. */
function find(given: string): void {
  const wanted = given.trim().toLowerCase();
  if (wanted === '' || !drawn) return;
  const hit = drawn.picture.boxes.find(({ whole, members }) =>
    [whole, ...members].some((line) => line.toLowerCase().includes(wanted)),
  );
  if (hit) select(hit.id, true);
}

/** The box that was found gets the keyboard; one within a fold after that has been opened. */
function goToHit(): void {
  const box = drawn?.picture.boxes.find(({ id }) => id === selected);
  if (!box) return;
  const wanted = search.value.trim().toLowerCase();
  // A fold names what is within it, too; only what it is called itself is no member.
  const [name = ''] = box.whole.split('\n');
  const isWithin = !name.toLowerCase().includes(wanted) && box.members.length > 0;
  if (isWithin) unfold(box.id);
  else focusBox(box.id);
  isSearching = isWithin;
}

function boxOf(target: EventTarget | null): string | undefined {
  return (target as Element | null)?.closest<SVGGElement>('g.node')?.dataset.box;
}

/** What was chosen stays a box of its own after an edit; a fold is none. */
function keep(box: Picture['boxes'][number] | undefined): void {
  const chosen = box && box.members.length === 0 ? box.id : null;
  if (chosen === wish.chosen) return;
  wish = { ...wish, chosen };
  remember();
  editor.postMessage({ type: 'chosen', wish });
}

function ask(change: Partial<Wish>): void {
  wish = { ...wish, ...change };
  remember();
  editor.postMessage({ type: 'ask', wish });
}

function offer(
  picker: HTMLSelectElement,
  choices: readonly { readonly id: string; readonly title: string }[],
  chosen: string,
): void {
  picker.hidden = choices.length < 2;
  const options = choices.map(({ id, title }) => new Option(title, id, false, id === chosen));
  picker.replaceChildren(...options);
}

async function save(format: 'svg' | 'png'): Promise<void> {
  const current = stage.drawing();
  if (!current) return;
  const svg = svgOf(current, drawn?.picture.legend.join(' · ') ?? '');
  const content = format === 'svg' ? svg : await pngOf(svg, current);
  editor.postMessage({ type: 'save', format, content });
}

function showList(visible: boolean): void {
  listShown = visible;
  byId('show-list').setAttribute('aria-pressed', String(visible));
  byId('outline').classList.toggle('for-screen-readers', !visible);
  remember();
}

function isLocked(): boolean {
  return shown?.locked === true;
}

function room(): number {
  return document.body.clientWidth < NARROW ? FEW_BOXES : MANY_BOXES;
}

function remember(): void {
  const last = drawn?.message ?? null;
  const { uri, locked } = last ?? kept ?? { uri: '', locked: false };
  editor.setState({
    version: 2,
    uri: shown?.uri ?? uri,
    locked: shown?.locked ?? locked,
    listShown,
    wish,
    selected,
    last,
    place: stage.place(),
  });
}

/** What the panel was; a state that another version wrote is as good as none. */
function keptState(): PanelState | undefined {
  const state = editor.getState() as Partial<PanelState> | undefined;
  return state?.version === 2 ? (state as PanelState) : undefined;
}

function paragraph(name: 'h2' | 'p', content: string): HTMLElement {
  const made = document.createElement(name);
  made.textContent = content;
  return made;
}

/** @throws when the page is not the one that `diagramPage.ts` makes. */
function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no #${id}.`);
  return found;
}
