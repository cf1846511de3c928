import { type AnsweredItem, isDone } from '../service/contracts/checklist';

/** Which items the checklist shows. */
export type ChecklistFilter = 'all' | 'open' | 'failing' | 'manual';

/** Whether an item is shown. */
export function isShown(item: AnsweredItem, filter: ChecklistFilter): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'open':
      return !isDone(item);
    case 'failing':
      return item.found === 'no' || item.found === 'partly';
    case 'manual':
      return item.found === null;
  }
}
