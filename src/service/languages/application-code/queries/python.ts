import { isLasting, isState } from '../../../text/column-names';
import { functionOf, type Region, type Use } from '../uses';
import { type Condition, nothingAsked } from './conditions';
import { asks, type Found, type Known, type Mapper, readsMany, readsOne, writes } from './found';

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
    if (!isDjangos || model === undefined) return undefined;
    const given = use.arguments.slice(1).map(({ text }) => text);
    return asks(readsOne(model), askedOf([['filter', given.join(',')]]), false);
  }
  const listed = LISTS.test(method) ? rowsOf(use, known) : undefined;
  if (listed) return listed;
  const reads = READS.test(method);
  if (!reads && !WRITES.test(method) && !/^(?:save|set|add|remove)$/.test(method)) return undefined;
  const [, manager, other] = MANAGER.exec(receiver) ?? [];
  const ofModel = manager !== undefined && isModel(manager, known);
  if (!ofModel && !known.has(DJANGO)) return undefined;
  if (manager !== undefined || other !== undefined || ASKED.test(receiver)) {
    const where = manager === undefined ? undefined : conditionIn(use);
    if (reads) return asks(readsOne(manager ?? null), where, false);
    return WRITES.test(method) ? asks(writes(manager ?? null), where, false) : undefined;
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

/** What gives a query of Django that is still to run, and what cuts it or makes something else of its rows. */
const LISTS =
  /^(?:all|filter|exclude|order_by|values|values_list|select_related|prefetch_related|annotate|only|defer|reverse)$/;
const CUTS = /\.(?:annotate|aggregate|distinct|dates|datetimes|none|raw|extra|union|iterator)\(/;

/** `Order.objects.filter(done=False).order_by("-id")`, by the last call of the chain: all rows that it leaves. */
function rowsOf(use: Use, known: Known): Found | undefined {
  const { receiver, method, node, result } = use;
  const model = MANAGER.exec(receiver)?.[1];
  const isCut = node.parent?.type === 'subscript';
  if (model === undefined || (result.kind === 'chained' && !isCut)) return undefined;
  if (!isModel(model, known) && !known.has(DJANGO)) return undefined;
  if (isCut) {
    const where = conditionIn(use);
    return where && { ...asks(readsMany(model, false), where, false), lazy: true };
  }
  const [name] = result.kind === 'variable' ? result.names : [];
  // `orders = orders.filter(…)`, `orders[:50]`: what becomes of it is decided later.
  const goesOn =
    name !== undefined &&
    new RegExp(
      `(?<![.\\w])${name}(?:\\.(?!count\\(|exists\\()\\w+\\(|\\[)|[pP]aginat\\w*\\([^\\n]{0,100}\\b${name}\\b`,
    ).test(functionOf(use).node.text.slice(node.endIndex - functionOf(use).at.start));
  const chain = node.length > MAX_CHAIN ? '' : node.text.replace(/\s+/g, '');
  if (chain === '' || goesOn || CUTS.test(chain) || /^annotate$/.test(method)) return undefined;
  const filters = [...chain.matchAll(/\.(filter|exclude)\(([^()]*)(\)?)/g)];
  const lazy = true as const;
  if (filters.length === 0) return { ...readsMany(model, true), lazy };
  const where = conditionOf(filters);
  return where && { ...asks(readsMany(model, false), where, true), lazy };
}

/** Longer chains are not read. */
const MAX_CHAIN = 2000;

/** What a chain asks for by its filters, and by the `get` at its end. */
function conditionIn({ node, method }: Use): Condition | undefined {
  if (/^(?:create|bulk_\w+|get_or_create|update_or_create|in_bulk)$/.test(method)) return undefined;
  const chain = node.length > MAX_CHAIN ? '' : node.text.replace(/\s+/g, '');
  if (chain === '' || CUTS.test(chain)) return undefined;
  const filters = [...chain.matchAll(/\.(filter|exclude|get)\(([^()]*)(\)?)/g)];
  return filters.length === 0 ? undefined : conditionOf(filters);
}

/** The same of filters as they stand in a text. */
function conditionOf(filters: readonly RegExpMatchArray[]): Condition | undefined {
  const isWhole = filters.every(([, , , end]) => end !== '');
  return isWhole
    ? askedOf(filters.map(([, verb = '', given = '']) => [verb === 'get' ? 'filter' : verb, given]))
    : undefined;
}

/** What `done=False, owner=user, title__icontains=text` asks for; nothing where it is put together elsewhere. */
function askedOf(filters: readonly (readonly [string, string])[]): Condition | undefined {
  const where = nothingAsked();
  for (const [verb, given] of filters) {
    for (const part of given.split(',').filter((one) => one !== '')) {
      const [name = '', value = ''] = part.split('=', 2);
      const [column = '', lookup = ''] = name.split('__', 2);
      if (!/^\w+$/.test(name) || !part.includes('=')) return undefined;
      if (column === '') return undefined;
      const isConstant = /^(?:True|False|None)$/.test(value) || lookup === 'isnull';
      const isWord = /^["']/.test(value) && isState(column);
      if (isConstant || isWord) {
        where.states.push(column);
        // `deleted_at__isnull=True` is what is not deleted, and `exclude` asks for all others.
        const isSet = (value === 'True') !== (lookup === 'isnull') && value !== 'None';
        if (isConstant && isLasting(column, isSet === (verb === 'filter')))
          where.lasting.push(column);
      } else if (/^i?(?:contains|startswith|endswith|search)$/.test(lookup))
        where.texts.push(column);
      else if ((lookup === '' || /^(?:id|exact)$/.test(lookup)) && verb === 'filter')
        where.equal.push(column);
      else where.others.push(column);
    }
  }
  return where;
}
