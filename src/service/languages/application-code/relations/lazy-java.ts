import type { Surroundings } from '../../../contracts/linking';
import { span } from '../../../contracts/span';
import { entryOf } from '../../../text/tables';
import { OWN_PACKAGE } from '../linking/go';
import type { Node } from '../syntax/node';
import { ancestors, descendants } from '../tree';
import type { Uses } from '../uses';
import type { Relations } from './declared';
import type { LazyRead } from './lazy';

/** What lazy reads of Java are found with. */
interface JavaSource {
  readonly root: Node;
  readonly uses: Uses;
  readonly relations: Relations;
  readonly surroundings: Surroundings;
}

/** Calls of a stream whose function sees every item. */
const EACH = /^(?:map|forEach|filter|flatMap|mapTo\w+|peek|anyMatch|allMatch|collect)$/;

/** Methods of Spring Data that may read many rows; of the others only `findAll` surely does. */
const MANY = /^(?:find|read|list|search)(?!ById$)/;

/** Finds the lazy relations of JPA that a loop over the rows of a repository reads one by one. */
export function lazyReadsOfJava({
  root,
  uses,
  relations,
  surroundings,
}: JavaSource): readonly LazyRead[] {
  const of = (name: string) => relations.get(name) ?? elsewhere(name, uses, surroundings);
  const repositories = new Map(
    uses.typed.flatMap(({ name, type }) => {
      const model = /^([A-Z]\w*?)Repo(?:sitory)?$/.exec(type)?.[1];
      return model === undefined ? [] : [[name, { model, type }] as const];
    }),
  );
  if (repositories.size === 0) return [];
  return loopsIn(root).flatMap(({ item, over, body, at, isList }): readonly LazyRead[] => {
    const asked = repositoryBehind(over, repositories, isList);
    const own = asked && of(asked.model);
    // A repository that loads relations somewhere may do so here.
    if (!asked || !own || of(asked.type)) return [];
    const told = new Set<string>();
    return descendants(body, ['method_invocation']).flatMap((call): readonly LazyRead[] => {
      const name = call.childForFieldName('name');
      const field = /^get([A-Z]\w*)$/.exec(name?.text ?? '')?.[1];
      if (!name || field === undefined || call.childForFieldName('object')?.text !== item)
        return [];
      const relation = field.slice(0, 1).toLowerCase() + field.slice(1);
      const known = entryOf(own, relation);
      if (!known || told.has(relation) || !isRead(call)) return [];
      told.add(relation);
      return [
        {
          ...{ at: name.span, relation, model: asked.model, mapper: 'jpa', many: known.many },
          ...{ loopAt: span(at, at), queryEnd: null },
        },
      ];
    });
  });
}

interface Loop {
  readonly item: string;
  readonly over: Node;
  readonly body: Node;
  readonly at: number;
  /** What it goes through is a list, and no optional row. */
  readonly isList: boolean;
}

/** `for (Order o : orders)`, and `orders.stream().map(o -> …)`. */
function loopsIn(root: Node): readonly Loop[] {
  const loops: Loop[] = [];
  for (const loop of descendants(root, ['enhanced_for_statement'])) {
    const [item, over, body] = ['name', 'value', 'body'].map((name) =>
      loop.childForFieldName(name),
    );
    if (item && over && body)
      loops.push({ item: item.text, over, body, at: loop.startIndex, isList: true });
  }
  for (const lambda of descendants(root, ['lambda_expression'])) {
    const call = lambda.parent?.parent;
    const over = call?.type === 'method_invocation' ? call.childForFieldName('object') : null;
    const parameter = lambda.childForFieldName('parameters')?.text.replace(/[()\s]/g, '') ?? '';
    const body = lambda.childForFieldName('body');
    if (!over || !body || !/^\w+$/.test(parameter)) continue;
    if (!EACH.test(call?.childForFieldName('name')?.text ?? '')) continue;
    loops.push({ item: parameter, over, body, at: lambda.startIndex, isList: false });
  }
  return loops;
}

/** The repository whose rows an expression gives, also behind a name that its function gives them once. */
function repositoryBehind<T>(
  over: Node,
  repositories: ReadonlyMap<string, T>,
  isLoop: boolean,
): T | undefined {
  let at: Node | null = over;
  let isList = isLoop;
  if (at.type === 'identifier') {
    const name = at.text;
    const scope = [...ancestors(over)].find(({ type }) => type === 'method_declaration');
    const given = scope
      ? descendants(scope, ['variable_declarator']).filter(
          (one) => one.childForFieldName('name')?.text === name,
        )
      : [];
    at = given.length === 1 ? (given[0]?.childForFieldName('value') ?? null) : null;
  }
  for (; at?.type === 'method_invocation'; at = at.childForFieldName('object')) {
    const on: Node | null = at.childForFieldName('object');
    const repository = repositories.get((on?.text ?? '').replace(/^this\./, ''));
    const name = at.childForFieldName('name')?.text ?? '';
    if (repository !== undefined) {
      // `findByEmail(email).map(c -> …)` is given one row, if any.
      return MANY.test(name) && (isList || name.startsWith('findAll')) ? repository : undefined;
    }
    isList ||= /^(?:parallelS|s)tream$|^getContent$/.test(name);
    // Rows that are made something else are no rows any more.
    if (!/^(?:stream|getContent|toList|parallelStream|filter|sorted|limit)$/.test(name))
      return undefined;
  }
  return undefined;
}

/** A row that is only asked for its key is not read: the row that names it has that. */
function isRead(call: Node): boolean {
  const next = call.parent;
  if (next?.type !== 'method_invocation' || next.childForFieldName('object')?.id !== call.id)
    return false;
  return next.childForFieldName('name')?.text !== 'getId';
}

function elsewhere(name: string, { imports }: Uses, { offeredBy }: Surroundings) {
  const from = imports.get(name)?.module;
  const packages = [...imports].flatMap(([local, { module }]) =>
    local.endsWith('.*') ? [module] : [],
  );
  const specifiers = from === undefined ? [OWN_PACKAGE, ...packages] : [from];
  for (const specifier of specifiers) {
    const found = offeredBy(specifier).get(`relations ${name}`)?.fact.relations;
    if (found) return found;
  }
  return undefined;
}
