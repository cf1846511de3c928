import type { BudgetPlace } from '../service/contracts/capacity';
import type { PictureBox } from './picture';

/** What is done with what the inspector shows. */
export interface InspectorActions {
  reveal(at: BudgetPlace): void;
  /** Shows the members of a fold. */
  unfold(id: string): void;
}

/** What there is to say of a box: its figures with the places that decide them, its findings, its members. */
export function inspected(box: PictureBox, { reveal, unfold }: InspectorActions): readonly Node[] {
  const [name = '', ...rest] = box.whole.split('\n');
  const list = document.createElement('ul');
  const figures = box.figures.length > 0 ? box.figures : rest.map((text) => ({ text, at: null }));
  const said = new Set<string>();
  for (const { text, at } of figures) {
    const key = `${text} ${at?.path} ${at?.range.start.line}`;
    if (said.has(key)) continue;
    said.add(key);
    const item = element('li', at ? `${text} · ` : text);
    if (at) item.append(button(`${at.path}:${at.range.start.line + 1}`, () => reveal(at)));
    list.append(item);
  }
  for (const text of [counted(box.errors, 'error'), counted(box.warnings, 'warning')]) {
    if (text) list.append(element('li', text));
  }
  for (const member of box.members) list.append(element('li', member));
  const actions = document.createElement('p');
  const { at } = box;
  if (at) actions.append(button('Open', () => reveal(at)));
  if (box.members.length > 0) actions.append(button('Show Each', () => unfold(box.id)));
  return [element('h2', name), list, ...(actions.hasChildNodes() ? [actions] : [])];
}

function counted(count: number, word: string): string {
  return count === 0 ? '' : `${count} ${word}${count === 1 ? '' : 's'}`;
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
