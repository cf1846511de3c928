import { oneLine, type Picture } from './picture';

/** The graph as a list: each box, and beneath it where its arrows lead. */
export function outline({ boxes, arrows }: Picture): HTMLElement {
  const names = new Map(boxes.map(({ id, whole }) => [id, oneLine(whole)]));
  const list = document.createElement('ul');
  for (const { id, isMuted, members } of boxes) {
    const item = element('li', `${names.get(id)}${isMuted ? ' (takes no part)' : ''}`);
    const below = [
      ...members,
      ...arrows
        .filter(({ from }) => from === id)
        .map(({ to, label }) => `→ ${names.get(to)}${label === '' ? '' : `: ${label}`}`),
    ];
    if (below.length > 0) {
      const targets = document.createElement('ul');
      targets.append(...below.map((text) => element('li', text)));
      item.append(targets);
    }
    list.append(item);
  }
  return list;
}

function element(name: 'li', text: string): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}
