import { oneLine, type Picture } from './picture';
import { text } from './texts';

/**
 * The graph as a list: each box, and beneath it where its arrows lead.
 * @param order - the boxes as Tab goes through the drawing, by id; what is not in it stands at the end
 */
export function outline({ boxes, arrows }: Picture, order: readonly string[] = []): HTMLElement {
  const ranks = new Map(order.map((id, index) => [id, index]));
  const rankOf = ({ id }: { readonly id: string }) => ranks.get(id) ?? order.length;
  const listed = [...boxes].sort((a, b) => rankOf(a) - rankOf(b));
  const names = new Map(boxes.map(({ id, whole }) => [id, oneLine(whole)]));
  const list = document.createElement('ul');
  for (const { id, isMuted, members } of listed) {
    const name = names.get(id) ?? '';
    const item = element('li', isMuted ? text('noPart', name) : name);
    const below = [
      ...members,
      ...arrows
        .filter(({ from }) => from === id)
        .map(({ to, label }) => `→ ${names.get(to)}${label === '' ? '' : `: ${label}`}`),
    ];
    if (below.length > 0) {
      const targets = document.createElement('ul');
      targets.append(...below.map((line) => element('li', line)));
      item.append(targets);
    }
    list.append(item);
  }
  return list;
}

function element(name: 'li', content: string): HTMLElement {
  const made = document.createElement(name);
  made.textContent = content;
  return made;
}
