import type { BudgetPlace } from '../service/contracts/capacity';
import type { Picture, PictureArrow, PictureBox, PictureFigure } from './picture';
import { oneLine } from './picture';
import { text as say } from './texts';

/** What is done with what the inspector shows. */
export interface InspectorActions {
  reveal(at: BudgetPlace): void;
  /** Shows the members of a fold. */
  unfold(id: string): void;
  /** Asks how many connections a database grants. */
  tellLimit(database: { readonly name: string; readonly engine: string }): void;
}

/**
 * What there is to say of a box: what an edit that is not saved has changed, its figures with the places
 * that decide them, its findings, its members.
 */
export function inspected(
  box: PictureBox,
  changes: readonly string[],
  actions: InspectorActions,
): readonly Node[] {
  const { at, undeclared } = box;
  const [name = '', ...rest] = box.whole.split('\n');
  const figures = box.figures.length > 0 ? box.figures : rest.map((text) => ({ text, at: null }));
  const more = box.found - box.findings.length;
  const list = listOf(
    [
      ...changes.map((text) => ({ text: say('notSaved', text), at: null })),
      ...figures,
      ...box.findings.map(({ severity, text, at: place }) => ({
        text: say(severity, text),
        at: place,
      })),
      ...(more > 0 ? [{ text: say('moreFindings', more), at: null }] : []),
      ...box.members.map((text) => ({ text, at: null })),
    ],
    actions,
  );
  const buttons = [
    ...(at ? [button(say('open'), () => actions.reveal(at))] : []),
    ...(box.members.length > 0 ? [button(say('showEach'), () => actions.unfold(box.id))] : []),
    ...(undeclared ? [button(say('tellLimit'), () => actions.tellLimit(undeclared))] : []),
  ];
  return parts(name, list, buttons);
}

/** What there is to say of an arrow: what leads where, and how much at the worst. */
export function inspectedArrow(
  { from, to, label, kind, count, at }: PictureArrow,
  { boxes }: Picture,
  actions: InspectorActions,
): readonly Node[] {
  const nameOf = (id: string) => {
    const [name = ''] = (boxes.find((box) => box.id === id)?.whole ?? '').split('\n');
    return name.replace(/^(?:▲ OVER|[▲✖]\d+|\?) /, '');
  };
  const figures = [
    ...(label === '' || kind === 'ambiguous'
      ? []
      : [{ text: count === null ? oneLine(label) : say('connections', oneLine(label)), at }]),
    ...(kind === 'inferred' ? [{ text: say('inferred'), at: null }] : []),
    ...(kind === 'ambiguous' ? [{ text: say('ambiguous'), at: null }] : []),
  ];
  const open = at ? [button(say('open'), () => actions.reveal(at))] : [];
  return parts(`${nameOf(from)} → ${nameOf(to)}`, listOf(figures, actions), open);
}

function parts(name: string, list: HTMLElement, buttons: readonly HTMLElement[]): readonly Node[] {
  const row = document.createElement('p');
  row.append(...buttons);
  return [element('h2', name), list, ...(buttons.length > 0 ? [row] : [])];
}

/** Each line once, with the way to its place. */
function listOf(figures: readonly PictureFigure[], { reveal }: InspectorActions): HTMLElement {
  const list = document.createElement('ul');
  const said = new Set<string>();
  for (const { text, at } of figures) {
    const key = `${text} ${at?.path} ${at?.range.start.line}`;
    if (said.has(key)) continue;
    said.add(key);
    const item = element('li', at ? `${text} · ` : text);
    if (at) item.append(button(`${at.path}:${at.range.start.line + 1}`, () => reveal(at)));
    list.append(item);
  }
  return list;
}

function element(name: 'li' | 'h2', text: string): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

function button(text: string, act: () => void): HTMLElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = 'link';
  made.textContent = text;
  made.addEventListener('click', act);
  return made;
}
