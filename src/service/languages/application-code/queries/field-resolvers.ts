import type { DeclaredFunction } from '../functions/declared';
import { isConditional } from '../functions/effects';
import type { ApplicationModel } from '../model';
import type { Node } from '../syntax/node';
import { children, descendants } from '../tree';
import { type Query, queriesIn } from '.';

/** A field of GraphQL, or of a serializer, that asks the database for each object. */
export interface ResolvedField {
  readonly query: Query;
  /** `Album` of `Media`. */
  readonly field: string;
  readonly type: string;
  /** Objects of the type are answered as lists in the same file, or by what is called so. */
  readonly listed: boolean | string;
  /** How all of them are read at once, in words. */
  readonly instead: string;
}

const WITH_LOADER = 'Read the field of all of them at once, with a data loader.';
const WITH_QUERY =
  'Read it with the query of the list: annotate(), select_related() or prefetch_related().';

/** Finds queries in the functions that are called for each object: of gqlgen, Nest, TypeGraphQL and DRF. */
export function resolvedFields(
  functions: readonly DeclaredFunction[],
  { queries, text, grammar, root, listedBy }: ApplicationModel,
): readonly ResolvedField[] {
  if (grammar === 'python') return serializedFields(functions, queries, text, listedBy);
  if (grammar !== 'go' && !/typescript|tsx/.test(grammar)) return [];
  const plain = grammar === 'go' ? [] : fieldsOfObjects(root, queries, text);
  const decorated = functions.flatMap((declared): readonly ResolvedField[] => {
    const type = grammar === 'go' ? parentOfGo(declared) : parentOfTypeScript(declared, text);
    if (type === undefined) return [];
    const query = queriesIn(queries, declared.node.span).find(({ kind }) => kind === 'read');
    if (!query || isKnownAlready(text.slice(declared.node.startIndex, query.use.at.start)))
      return [];
    const plain = type.replace(/^.*\./, '');
    const list =
      grammar === 'go'
        ? new RegExp(`\\[\\]\\*?(?:\\w+\\.)?${plain}\\b`)
        : new RegExp(`\\(\\)?\\s*=>\\s*\\[\\s*${plain}\\s*\\]|Promise<${plain}\\[\\]>`);
    const where = { field: declared.name, type: plain, listed: list.test(text) };
    return [{ query, ...where, instead: WITH_LOADER }];
  });
  return [...plain, ...decorated];
}

/** `const resolvers = { Order: { customer: (order) => … } }`: the objects that Apollo, Yoga and Mercurius take. */
function fieldsOfObjects(
  root: Node | null,
  queries: readonly Query[],
  text: string,
): readonly ResolvedField[] {
  if (!root || queries.length === 0 || !/\b\w*[rR]esolvers?\b/.test(text)) return [];
  return descendants(root, ['variable_declarator']).flatMap((declared) => {
    const name = declared.childForFieldName('name')?.text ?? '';
    return /[rR]esolvers?$/.test(name)
      ? membersOf(declared.childForFieldName('value')).flatMap((type) =>
          /^(?!Query$|Mutation$|Subscription$)[A-Z]/.test(type.name)
            ? membersOf(type.value).flatMap((field) => fieldOf(type.name, field, queries, text))
            : [],
        )
      : [];
  });
}

interface Member {
  readonly name: string;
  readonly value: Node;
}

/** What an object has that is written out, its methods among it. */
function membersOf(object: Node | null): readonly Member[] {
  const whole =
    object && /^(?:as|satisfies)_expression$/.test(object.type) ? object.firstNamedChild : object;
  if (whole?.type !== 'object') return [];
  return children(whole).flatMap((entry) => {
    const value = entry.type === 'method_definition' ? entry : entry.childForFieldName('value');
    const name = (entry.childForFieldName('key') ?? entry.childForFieldName('name'))?.text;
    return value && name !== undefined ? [{ name, value }] : [];
  });
}

/** A field that reads the database by what its object says: it is given that first. */
function fieldOf(
  type: string,
  { name, value }: Member,
  queries: readonly Query[],
  text: string,
): readonly ResolvedField[] {
  const list = value.childForFieldName('parameters') ?? value.childForFieldName('parameter');
  const parent = /^\(?\s*(\{[^}]*\}|[A-Za-z]\w*)/.exec(list?.text ?? '')?.[1];
  if (parent === undefined) return [];
  const query = queriesIn(queries, value.span).find(({ kind }) => kind === 'read');
  // Prisma reads those of one turn of the event loop together.
  if (!query || /^findUnique/.test(query.use.method)) return [];
  if (isKnownAlready(text.slice(value.startIndex, query.use.at.start))) return [];
  const given = parent.match(/\w+/g) ?? [];
  const asks = query.use.arguments.some((argument) =>
    given.some((one) => new RegExp(`(?<![.\\w])${one}\\b`).test(argument.text)),
  );
  const listed = new RegExp(`\\[\\s{0,9}${type}\\s{0,9}!?\\s{0,9}\\]`).test(text);
  return asks ? [{ query, field: name, type, listed, instead: WITH_LOADER }] : [];
}

/** `get_total(self, order)` behind `total = SerializerMethodField()` of Django REST framework. */
function serializedFields(
  functions: readonly DeclaredFunction[],
  queries: readonly Query[],
  text: string,
  listedBy: ApplicationModel['listedBy'],
): readonly ResolvedField[] {
  return functions.flatMap(({ owner, name, node }): readonly ResolvedField[] => {
    const field = /^get_(\w+)$/.exec(name)?.[1];
    if (field === undefined || !owner?.endsWith('Serializer')) return [];
    const declared = new RegExp(`(?<![.\\w])${field}\\s*=\\s*(?:\\w+\\.)?SerializerMethodField\\(`);
    if (!declared.test(text)) return [];
    const query = queriesIn(queries, node.span).find(({ kind }) => kind === 'read');
    // What is looked up in a cache is asked for once in a while.
    if (!query || /\bcaches?\b/.test(text.slice(node.startIndex, query.use.at.start))) return [];
    const listed = new RegExp(`(?<!\\w)${owner}\\([^()\\n]{0,200}\\bmany\\s*=\\s*True`).test(text);
    const type = owner.slice(0, -'Serializer'.length) || owner;
    // What `all()` gives may have been read with the list, and what is asked under a condition where it has not.
    const isMaybe = query.use.method === 'all' || isConditional(query.use, node.span);
    const by = isMaybe ? undefined : listedBy(owner);
    return [{ query, field, type, listed: listed || (by ?? false), instead: WITH_QUERY }];
  });
}

/** `func (r *mediaResolver) Album(ctx context.Context, obj *models.Media) (…)`: what gqlgen writes. */
function parentOfGo({ owner, node }: DeclaredFunction): string | undefined {
  if (
    !owner ||
    !/[a-z]Resolver$/.test(owner) ||
    /^(?:query|mutation|subscription)Resolver$/.test(owner)
  )
    return undefined;
  const list = node.childForFieldName('parameters')?.text ?? '';
  return /^\(\s*ctx\s+context\.Context\s*,\s*obj\s+\*([\w.]+)/.exec(list)?.[1];
}

/** `@ResolveField() owner(@Parent() order: Order)` of Nest, `@FieldResolver() … @Root()` of TypeGraphQL. */
function parentOfTypeScript({ node }: DeclaredFunction, text: string): string | undefined {
  const list = node.childForFieldName('parameters')?.text ?? '';
  const before = text.slice(Math.max(0, node.startIndex - 300), node.startIndex);
  // A subscription has a root as well.
  const isField = FIELD.test(before.slice(before.lastIndexOf('}') + 1)) || FIELD.test(node.text);
  return isField
    ? /@(?:Parent|Root)\(\)\s*(?:\{[^}]{0,200}\}|\w+)\s*:\s*([A-Z]\w*)/.exec(list)?.[1]
    : undefined;
}

const FIELD = /@(?:ResolveField|FieldResolver|ResolveProperty)\b/;

/** `if obj.Album != nil { return … }`: whoever reads the objects may read the field with them. */
function isKnownAlready(before: string): boolean {
  return /\bif\s{1,20}obj\.\w{1,80}\s{0,20}!=\s{0,20}nil\b|\bif\s{0,20}\(\s{0,20}\w{1,80}\.\w{1,80}\s{0,20}\)\s{0,20}\{?\s{0,100}return\b/.test(
    before,
  );
}
