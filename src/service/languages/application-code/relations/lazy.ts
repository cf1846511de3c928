import type { LazyRelation } from '../../../contracts/fact';
import type { Surroundings } from '../../../contracts/linking';
import { type Span, span } from '../../../contracts/span';
import { escapePattern } from '../../../text/patterns';
import { entryOf } from '../../../text/tables';
import { submodule } from '../linking/python-mentions';
import type { Node } from '../syntax/node';
import { ancestors, descendants } from '../tree';
import type { Imports } from '../uses';
import type { Relations } from './declared';

/** A relation that is touched for each row of a query that did not read it. */
export interface LazyRead {
  /** The name of the relation, where it is touched. */
  readonly at: Span;
  readonly relation: string;
  readonly model: string;
  readonly mapper: LazyRelation['mapper'];
  readonly many: boolean;
  /** The loop, and what it goes through. */
  readonly loopAt: Span;
  /** Where the query ends, so that more can be asked of it; `null` where that is not plain. */
  readonly queryEnd: number | null;
}

interface Source {
  readonly root: Node;
  readonly imports: Imports;
  readonly relations: Relations;
  readonly surroundings: Surroundings;
}

const LOOPS = ['for_statement', 'for_in_clause'];

/** Methods of a query of Django that leave its rows what they are. */
const PLAIN =
  /^(?:objects|filter|exclude|all|order_by|distinct|annotate|reverse|using|defer|select_for_update|iterator)$/;

/** Finds the relations that a loop over rows reads one by one. */
export function lazyReads({ root, imports, relations, surroundings }: Source): readonly LazyRead[] {
  const of = (name: string, qualifier = '') =>
    qualifier === ''
      ? (relations.get(name) ?? elsewhere(name, imports, surroundings))
      : within(qualifier, name, imports, surroundings);
  // Most files have no model with relations in sight.
  const isNear = [...relations.keys(), ...imports.keys()].some(
    (name) => of(name) !== undefined || /^models$/.test(name),
  );
  if (!isNear) return [];
  const found: LazyRead[] = [];
  for (const loop of descendants(root, LOOPS)) {
    const item = loop.childForFieldName('left');
    const over = loop.childForFieldName('right');
    const body = loop.type === 'for_statement' ? loop.childForFieldName('body') : loop.parent;
    if (item?.type !== 'identifier' || !over || !body || loop.hasError) continue;
    const query = queryBehind(over);
    const asked = query && modelOf(query);
    const own = asked && of(asked.model, asked.qualifier);
    if (!query || !asked || !own) continue;
    const told = new Set<string>();
    for (const access of descendants(body, ['attribute'])) {
      const name = access.childForFieldName('attribute');
      const relation =
        name && access.childForFieldName('object')?.text === item.text
          ? entryOf(own, name.text)
          : undefined;
      if (!name || !relation || told.has(name.text) || relation.mapper !== asked.mapper) continue;
      if (isLoaded(name.text, asked.chain) || !isRead(access, relation)) continue;
      told.add(name.text);
      const { model, mapper } = asked;
      const { many } = relation;
      const queryEnd = mapper === 'django' ? endOfQuery(query) : null;
      found.push({
        at: name.span,
        relation: name.text,
        model,
        mapper,
        many,
        loopAt: span(loop.startIndex, loop.startIndex),
        queryEnd,
      });
    }
  }
  return found;
}

/** The expression that a loop goes through, behind a name that its function gives it once. */
function queryBehind(over: Node): Node | undefined {
  if (over.type !== 'identifier') return over;
  const scope = [...ancestors(over)].find(({ type }) => type === 'function_definition');
  if (!scope) return undefined;
  const given = descendants(scope, ['assignment']).filter(
    (assignment) => assignment.childForFieldName('left')?.text === over.text,
  );
  const [only] = given;
  return given.length === 1 ? (only?.childForFieldName('right') ?? undefined) : undefined;
}

/** The model a query asks for, and what it says about loading. */
function modelOf(query: Node):
  | {
      readonly model: string;
      /** The module that the model is taken of, as it is called here; empty for a plain name. */
      readonly qualifier: string;
      readonly mapper: LazyRelation['mapper'];
      readonly chain: string;
    }
  | undefined {
  const text = query.text.replace(/\s+/g, '');
  if (text.length > 1500) return undefined;
  const [, qualifier = '', model] = /^(?:(\w+)\.)?([A-Z]\w*)\.objects\b/.exec(text) ?? [];
  if (model !== undefined) {
    const isShort = /\[:(?:\d|10)\]$/.test(text);
    const methods = methodsOf(query);
    const isPlain = methods.every(
      (name) => PLAIN.test(name) || /^(?:select|prefetch)_related$/.test(name),
    );
    return isPlain && !isShort ? { model, qualifier, mapper: 'django', chain: text } : undefined;
  }
  const selected = /\b(?:select|query)\((?:\w+\.)?([A-Z]\w*)\)/.exec(text)?.[1];
  const isRows =
    /\.scalars\(|\.query\(|\.exec\(/.test(text) &&
    !/\.(?:first|one|one_or_none|get|count|limit\(1\))\b/.test(text);
  return selected !== undefined && isRows && !/\.options\(|\bawait/.test(text)
    ? { model: selected, qualifier: '', mapper: 'sqlalchemy', chain: text }
    : undefined;
}

/** The methods of a chain, from its end. */
function methodsOf(query: Node): readonly string[] {
  const methods: string[] = [];
  for (let at: Node | null = query; at; ) {
    if (at.type === 'subscript') at = at.childForFieldName('value');
    else if (at.type === 'call') at = at.childForFieldName('function');
    else if (at.type === 'attribute') {
      const name = at.childForFieldName('attribute')?.text ?? '';
      at = at.childForFieldName('object');
      // What stands before `objects` is the model.
      if (name === 'objects') return methods;
      methods.push(name);
    } else return [...methods, at.text];
  }
  return methods;
}

/** Whether the query says that the relation comes with it. */
function isLoaded(relation: string, chain: string): boolean {
  for (const [, names = ''] of chain.matchAll(
    /\.(?:select|prefetch)_related\(([^()]{0,300}(?:\([^()]{0,200}\)[^()]{0,200})?)\)/g,
  )) {
    // Without names it follows every relation that is always there.
    if (names === '' || new RegExp(`["']${escapePattern(relation)}(?:__\\w+)?["']`).test(names))
      return true;
    if (!/^["'\w,]*$/.test(names)) return true;
  }
  return false;
}

/** Whether touching it asks the database: of many rows, what asks for them; of one, whatever reads it. */
function isRead(access: Node, { mapper, many }: LazyRelation): boolean {
  const around = access.parent;
  if (around?.type === 'assignment' && around.childForFieldName('left')?.id === access.id)
    return false;
  if (mapper !== 'django' || !many) return true;
  const method = around?.type === 'attribute' ? around.childForFieldName('attribute')?.text : '';
  return /^(?:all|filter|exclude|count|exists|first|values|values_list)$/.test(method ?? '');
}

/** Where a query of Django ends, before it is cut. */
function endOfQuery(query: Node): number | null {
  let at: Node | null = query;
  while (at?.type === 'subscript') at = at.childForFieldName('value');
  const last =
    at?.type === 'call'
      ? at.childForFieldName('function')?.childForFieldName('attribute')?.text
      : undefined;
  return at && last !== undefined && last !== 'iterator' ? at.endIndex : null;
}

function elsewhere(name: string, imports: Imports, { offeredBy }: Surroundings) {
  const binding = imports.get(name);
  if (!binding || binding.name === 'default') return undefined;
  return offeredBy(binding.module).get(`relations ${binding.name}`)?.fact.relations;
}

/** The relations of `models.Order`, where `models` is a module of the project. */
function within(
  qualifier: string,
  name: string,
  imports: Imports,
  { offeredBy }: Surroundings,
): Readonly<Record<string, LazyRelation>> | undefined {
  const binding = imports.get(qualifier);
  if (!binding) return undefined;
  const module =
    binding.name === 'default' ? binding.module : submodule(binding.module, binding.name);
  return offeredBy(module).get(`relations ${name}`)?.fact.relations;
}
