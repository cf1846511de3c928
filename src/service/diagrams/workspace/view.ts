import type { DrawingArrow } from '../../contracts/drawing';
import type { System } from '../../contracts/system';
import type { PracticeId } from '../../practices';
import type { Budget } from '../../system/views/budget';
import { joined, type Plain } from '../system/plain';

/** What a view is drawn from. */
export interface Seen {
  readonly system: System;
  readonly budgets: readonly Budget[];
  /** The systems of all environments, the likeliest first; none is ever added to another. */
  readonly systems: () => readonly System[];
  /** The guide's figures, or those that the workspace has set in their place. */
  readonly practice: (id: PracticeId) => number;
}

/** Boxes and arrows before they are marked and folded. */
export interface Parts {
  readonly boxes: readonly Plain[];
  readonly arrows: readonly DrawingArrow[];
}

/** A drawing of the guide, of what the workspace has of it. */
export interface WorkspaceView {
  /** What `--view` calls it. */
  readonly id: string;
  readonly title: string;
  /** What it shows, in a sentence without its end. */
  readonly description: string;
  /** `null` where no file says anything of it: the guide's reference stands in. */
  draw(seen: Seen): Parts | null;
}

/** What {@link collector} makes. */
export type Collector = ReturnType<typeof collector>;

/** Collects boxes and arrows; a box that comes twice stays one, arrows between the same boxes are joined. */
export function collector() {
  const boxes = new Map<string, Plain>();
  const arrows = new Map<string, DrawingArrow>();
  return {
    box(box: Plain): Plain {
      const known = boxes.get(box.id);
      if (!known) boxes.set(box.id, box);
      return known ?? box;
    },
    arrow(
      from: { readonly id: string },
      to: { readonly id: string },
      more: Partial<DrawingArrow> = {},
    ): void {
      const own: DrawingArrow = {
        ...{ from: from.id, to: to.id, label: '', kind: 'stated', count: null, at: null },
        ...more,
      };
      const key = `${from.id} ${to.id}`;
      const before = arrows.get(key);
      arrows.set(key, before ? joined(before, own) : own);
    },
    parts: (): Parts => ({ boxes: [...boxes.values()], arrows: [...arrows.values()] }),
  };
}
