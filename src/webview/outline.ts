import type { Graph } from '../service/contracts/graph';

/** The graph as a list: each box, and beneath it where its arrows lead. */
export function outline({ nodes, edges }: Graph): HTMLElement {
  const names = new Map(nodes.map(({ id, label }) => [id, oneLine(label)]));
  const list = document.createElement('ul');
  for (const { id, tone } of nodes) {
    const item = element('li', `${names.get(id)}${tone === 'muted' ? ' (takes no part)' : ''}`);
    const leaving = edges.filter(({ from }) => from === id);
    if (leaving.length > 0) {
      const targets = document.createElement('ul');
      for (const { to, label } of leaving) {
        targets.append(element('li', `→ ${names.get(to)}${label === '' ? '' : `: ${label}`}`));
      }
      item.append(targets);
    }
    list.append(item);
  }
  return list;
}

/** A label's lines on one line. */
export function oneLine(label: string): string {
  return label.split('\n').join(', ');
}

function element(name: 'li', text: string): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}
