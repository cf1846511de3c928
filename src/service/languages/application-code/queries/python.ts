import { functionOf, type Region, type Use } from '../uses';
import { type Known, type Mapper, readsOne, writes } from './found';

const DJANGO = /^(?:django|rest_framework)\b/;

const READS = /^(?:get|first|last|exists|count|aggregate|earliest|latest|in_bulk|get_or_create)$/;
const WRITES = /^(?:create|update|bulk_create|bulk_update|delete|update_or_create)$/;

const SHORTCUTS = /^get_(?:object|list)_or_404$/;

/** `User.objects`, `models.User.objects`, and the manager of a model that a name holds: `report_model.objects`. */
const MANAGER = /^(?:(?:\w+\.)?([A-Z]\w*)|([a-z]\w*))\.objects(?=\.|$)/;

/** Methods that only a manager or a query of Django has before them. */
const ASKED =
  /\.(?:filter|exclude|order_by|select_related|prefetch_related)\(|\.\w{1,80}_set(?:\.|$)/;

/** `User.objects.get(…)` of Django, at the end of a chain too, and what its objects do: `row.save()`. */
export const django: Mapper = (use, known) => {
  const { receiver, method } = use;
  if (receiver === '' && SHORTCUTS.test(method)) {
    const model = /^(?:\w+\.)?([A-Z]\w*)$/.exec(use.arguments[0]?.text ?? '')?.[1];
    const isDjangos = known.imports.get(method)?.module === 'django.shortcuts';
    return isDjangos && model !== undefined ? readsOne(model) : undefined;
  }
  const reads = READS.test(method);
  if (!reads && !WRITES.test(method) && !/^(?:save|set|add|remove)$/.test(method)) return undefined;
  const [, manager, other] = MANAGER.exec(receiver) ?? [];
  const ofModel = manager !== undefined && isModel(manager, known);
  if (!ofModel && !known.has(DJANGO)) return undefined;
  if (manager !== undefined || other !== undefined || ASKED.test(receiver)) {
    if (reads) return readsOne(manager ?? null);
    return WRITES.test(method) ? writes(manager ?? null) : undefined;
  }
  return changesItem(use) ? writes(null) : undefined;
};

/** What changes a row: `row.save()`, and of one that a loop has read `row.tags.set(tags)`, `row.tags.add(*tags)`. */
function changesItem({ receiver, method, arguments: values, region }: Use): boolean {
  const [root = '', field, ...more] = receiver.split('.');
  if (more.length > 0 || !/^\w+$/.test(root)) return false;
  if (field === undefined) {
    // A form that is not committed changes an object, and no row.
    const plain = values.every(({ text }) => /^(?!commit\s*=\s*False)\w+\s*=/.test(text));
    // What a function is handed may well be one row, however often it is called.
    const isHanded = root !== 'self' && functionOf({ region }).binds.includes(root);
    return /^(?:save|delete)$/.test(method) && plain && (!isHanded || isItem(root, region));
  }
  if (!/^\w+$/.test(field) || !isItem(root, region)) return false;
  // Sets of Python itself take one item at a time, and have no `set`.
  if (method === 'set') return values.length === 1;
  return /^(?:add|remove)$/.test(method) && (values[0]?.text.startsWith('*') ?? false);
}

function isItem(name: string, from: Region | null): boolean {
  for (let region = from; region && region.kind !== 'function'; region = region.around) {
    if (region.kind === 'loop' && region.binds.includes(name)) return true;
  }
  return false;
}

/** A class that comes from a module of models. */
function isModel(name: string, { imports }: Known): boolean {
  return /(?:^|\.)models(?:\.|$)/.test(imports.get(name)?.module ?? '');
}
