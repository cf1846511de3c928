import type { Picture } from './picture';

/** The keys that go from box to box: along the arrows, and among those an arrow comes to from the same box. */
export type Keys = 'ArrowRight' | 'ArrowLeft' | 'ArrowDown' | 'ArrowUp';

/** Whether a key is one of these. */
export function isArrowKey(key: string): key is Keys {
  return ['ArrowRight', 'ArrowLeft', 'ArrowDown', 'ArrowUp'].includes(key);
}

/** The box that a key leads to from another, where there is one. */
export function moveAlong({ arrows }: Picture, id: string, key: Keys): string | undefined {
  if (key === 'ArrowRight') return arrows.find(({ from }) => from === id)?.to;
  const before = arrows.find(({ to }) => to === id)?.from;
  if (key === 'ArrowLeft') return before;
  const beside = arrows.filter(({ from }) => from === before).map(({ to }) => to);
  const index = beside.indexOf(id) + (key === 'ArrowDown' ? 1 : -1);
  return beside[index];
}
