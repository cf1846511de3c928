import type { Page } from 'playwright-core';

/** What lies across something else in the drawing that a page shows, in words; nothing where all can be read. */
export function faultsIn(page: Page): Promise<readonly string[]> {
  return page.evaluate<string[]>(`(() => {
    const CLOSE = 1;
    // What an arrow may stand off from what it leads to, its head included.
    const NEAR = 12;
    const nameOf = (element) => element.textContent.trim().slice(0, 24);
    const svg = document.querySelector('#viewport svg');
    const boxOf = (element) => {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      return { left, right, top, bottom };
    };
    const holds = ({ left, right, top, bottom }, { x, y }) =>
      x > left + CLOSE && x < right - CLOSE && y > top + CLOSE && y < bottom - CLOSE;
    const meet = (a, b) =>
      a.left < b.right - CLOSE && b.left < a.right - CLOSE && a.top < b.bottom - CLOSE && b.top < a.bottom - CLOSE;
    const nodes = [...svg.querySelectorAll('g.node')].map((node) => ({
      id: node.dataset.box,
      name: nameOf(node),
      shape: node.querySelector('rect, polygon, path, circle'),
      box: boxOf(node.querySelector('rect, polygon, path, circle')),
    }));
    const isInside = ({ shape }, { x, y }) =>
      shape.isPointInFill(new DOMPoint(x, y).matrixTransform(shape.getScreenCTM().inverse()));
    const isNear = ({ left, right, top, bottom }, { x, y }) =>
      x > left - NEAR && x < right + NEAR && y > top - NEAR && y < bottom + NEAR;
    const titles = [...svg.querySelectorAll('g.cluster .cluster-label')].map((title) => ({
      name: nameOf(title),
      box: boxOf(title.querySelector('text') ?? title),
    }));
    const labels = [...svg.querySelectorAll('.edgeLabel .label[data-id]')]
      .filter((label) => label.textContent.trim() !== '')
      .map((label) => ({ id: label.dataset.id, name: nameOf(label), box: boxOf(label.querySelector('text') ?? label) }));
    const faults = [];
    for (const { name, box, shape } of nodes) {
      const words = [...shape.closest('g.node').querySelectorAll('text')].filter((text) => text.textContent.trim() !== '');
      const reaches = words.map(boxOf).some(({ left, right, top, bottom }) =>
        left < box.left - CLOSE || right > box.right + CLOSE || top < box.top - CLOSE || bottom > box.bottom + CLOSE);
      if (reaches) faults.push('the words of ' + name + ' reach out of their box');
    }
    for (const path of svg.querySelectorAll('path.flowchart-link:not(.edge-thickness-invisible)')) {
      const [, from, to] = /^L_(n[0-9a-f]+)_(n[0-9a-f]+)_/.exec(path.dataset.id);
      const matrix = path.getScreenCTM();
      const length = path.getTotalLength();
      const points = Array.from({ length: Math.ceil(length / 2) }, (_, step) => {
        const { x, y } = path.getPointAtLength(2 * step);
        return new DOMPoint(x, y).matrixTransform(matrix);
      });
      const ends = [from, to].map((id) => nodes.find((node) => node.id === id)?.name).join(' → ');
      for (const [id, end] of [[from, points[0]], [to, points.at(-1)]]) {
        const own = nodes.find((node) => node.id === id);
        if (!own || !end) continue;
        if (!isNear(own.box, end)) faults.push(ends + ' does not touch ' + own.name);
        if (points.filter((point) => isInside(own, point)).length > 2) faults.push(ends + ' runs through ' + own.name);
      }
      for (const node of nodes) {
        if (node.id === from || node.id === to) continue;
        if (points.some((point) => holds(node.box, point))) faults.push(ends + ' runs behind ' + node.name);
      }
      for (const title of titles) {
        if (points.some((point) => holds(title.box, point))) faults.push(ends + ' strikes the title ' + title.name);
      }
      for (const label of labels) {
        if (label.id === path.dataset.id) continue;
        if (points.some((point) => holds(label.box, point))) faults.push(ends + ' strikes the words ' + label.name + ' of ' + label.id);
      }
    }
    for (const [index, label] of labels.entries()) {
      for (const node of nodes) if (meet(label.box, node.box)) faults.push('the words ' + label.name + ' lie on ' + node.name);
      for (const other of labels.slice(index + 1)) {
        if (meet(label.box, other.box)) faults.push('the words ' + label.name + ' lie on ' + other.name);
      }
    }
    for (const title of titles) {
      for (const node of nodes) if (meet(title.box, node.box)) faults.push('the title ' + title.name + ' lies on ' + node.name);
    }
    return faults;
  })()`);
}
