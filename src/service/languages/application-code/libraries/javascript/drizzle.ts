import { isLasting } from '../../../../text/column-names';
import {
  type AskedOf,
  argumentNode,
  type Condition,
  nothingAsked,
  conditionOf as objectCondition,
  optionNode,
} from '../../queries/conditions';
import { asks, type Mapper, readsMany, readsOne, writes } from '../../queries/found';
import type { Node } from '../../syntax/node';
import { assignedName, pairsOf } from '../../tables/objects';
import {
  type ColumnOfModel,
  callsIn,
  type KeyOfModel,
  keysBy,
  type Tables,
} from '../../tables/table';
import { children } from '../../tree';
import type { Imports, Use } from '../../uses';
import { defineLibrary } from '../library';

const DRIZZLE = /^drizzle-orm\b/;
const ENDS =
  /^(?:from|where|limit|offset|orderBy|groupBy|leftJoin|innerJoin|rightJoin|fullJoin|values|set|returning|onConflictDo\w+|onDuplicateKeyUpdate|delete)$/;
const NARROWS = /\.(?:where|limit|groupBy|innerJoin|\$dynamic)\(/;

/**
 * `await db.select().from(users).where(eq(users.id, id))` of Drizzle, by the last call of the chain. A table that is
 * given as a value has nobody else but query builders of Java, which write it in capitals.
 */
const drizzle: Mapper = (use, { has, handles }) => {
  const { receiver, method, awaited, result, arguments: values } = use;
  if (!ENDS.test(method) || !(awaited || result.kind === 'returned')) return undefined;
  const chain = `${receiver}.${method}(${values[0]?.text ?? ''})`;
  const [, root = '', verb = ''] =
    /^((?:\w+\.)*\w+)\.(select|selectDistinct|insert|update|delete)\(/.exec(chain) ?? [];
  const isHeld = /^drizzle-orm\b/.test(handles.of(root)?.module ?? '');
  if (verb === '' || !(isHeld || awaited || has(DRIZZLE))) return undefined;
  if (!verb.startsWith('select')) {
    const table = /^[\w.]+\.(?:insert|update|delete)\((?:schema\.)?([a-z]\w*)\)/.exec(chain)?.[1];
    const isWhole = verb === 'delete' || /\.(?:values|set)\(/.test(chain);
    return table !== undefined && isWhole && (isHeld || has(DRIZZLE))
      ? asks(writes(table), conditionAsked(use), false)
      : undefined;
  }
  const table = /\)\.from\((?:schema\.)?([a-z]\w*)\)/.exec(chain)?.[1];
  return table === undefined
    ? undefined
    : asks(
        readsMany(table, !NARROWS.test(chain) && !/count\(|sum\(/.test(chain)),
        /\.(?:left|inner|right|full)Join\(/.test(chain) ? undefined : conditionAsked(use),
        false,
      );
};

/** What `.where(and(eq(orders.email, email), …))` asks for, wherever it stands in the chain. */
function conditionAsked({ node }: Use): Condition | undefined {
  for (let at: Node | null = node; at; ) {
    const callee: Node | null = at.childForFieldName('function');
    if (callee?.childForFieldName('property')?.text === 'where') {
      const [given] = children(at.childForFieldName('arguments') ?? at);
      return given && conditionOf(given);
    }
    at = callee?.childForFieldName('object') ?? null;
  }
  return undefined;
}

const OPERATORS =
  /^(?:eq|ne|gt|gte|lt|lte|inArray|notInArray|isNull|isNotNull|like|ilike|between)$/;

/** `eq(orders.email, email)`, and several of these together; nothing where one of several is enough. */
function conditionOf(asked: Node): Condition | undefined {
  const found = nothingAsked();
  return readOperator(asked, found) ? found : undefined;
}

function readOperator(asked: Node, found: AskedOf): boolean {
  const operator = asked.childForFieldName('function')?.text ?? '';
  const given =
    asked.type === 'call_expression' ? children(asked.childForFieldName('arguments') ?? asked) : [];
  if (operator === 'and') return given.length > 0 && given.every((one) => readOperator(one, found));
  const column = /^(?:\w+\.){1,2}(\w+)$/.exec(given[0]?.text ?? '')?.[1];
  if (!OPERATORS.test(operator) || column === undefined) return false;
  const value = given[1];
  if (/^is/.test(operator) || /^(?:true|false|null)$/.test(value?.text ?? '')) {
    found.states.push(column);
    if (isLasting(column, operator === 'isNotNull' || value?.text === 'true'))
      found.lasting.push(column);
  } else if (/like$/.test(operator)) found.texts.push(column);
  else if (operator === 'eq' && value && !/^(?:string|number|template_string)$/.test(value.type))
    found.equal.push(column);
  else found.others.push(column);
  return true;
}

/** `db.query.users.findFirst(…)`: the relational queries of Drizzle, which nobody else has. */
const drizzleRelational: Mapper = (use) => {
  const { receiver, method, arguments: values } = use;
  const table = /(?:^|\.)query\.(\w+)$/.exec(receiver)?.[1];
  if (table === undefined) return undefined;
  const given = optionNode(argumentNode(use, 0), 'where');
  const asked = given?.type === 'arrow_function' ? given.childForFieldName('body') : given;
  const where = asked
    ? asked.type === 'object'
      ? objectCondition(asked)
      : conditionOf(asked)
    : undefined;
  if (method === 'findFirst') return asks(readsOne(table), where, false);
  if (method !== 'findMany') return undefined;
  const isWhole = !/\b(?:limit|where)\b|\.\.\./.test(values[0]?.text ?? '');
  return asks(readsMany(table, isWhole), where, false);
};

/** `db.execute(sql`…`)`: a statement of its own under the driver's name for it. */
const drizzleStatement: Mapper = ({ method, receiver, arguments: values }, { has }) =>
  receiver !== '' &&
  /^(?:execute|run|all|get|values)$/.test(method) &&
  /^sql\b/.test(values[0]?.text ?? '') &&
  has(DRIZZLE)
    ? readsOne(null)
    : undefined;

const CORE = /^drizzle-orm\/(pg|mysql|sqlite|singlestore|gel)-core/;
const DIALECTS = { pg: 'postgresql', mysql: 'mysql', sqlite: 'sqlite' } as const;

function columnOf(name: string, value: Node, imports: Imports): ColumnOfModel {
  const written = value.text;
  const [, holder, builder = ''] = /^(?:(\w+)\.)?(\w+)\(/.exec(written) ?? [];
  // A type of the project's own, an enumeration among them, may be anything.
  const isPlain = holder !== undefined || CORE.test(imports.get(builder)?.module ?? '');
  const called = /^[\w.]+\(\s*["'](\w+)["']/.exec(written)?.[1];
  const unique = /\.(?:primaryKey|unique)\(/.test(written);
  const to = /\.references\(\s*(?:\(\s*\)[^=]{0,60}=>\s*)?(\w+)\./.exec(written)?.[1];
  return {
    names: called === undefined ? [name] : [name, called],
    type: /^(?:\w+\.)?boolean\(|[eE]num\b/.test(written) ? 'bool' : 'text',
    indexed: !isPlain,
    unique,
    to: to ?? (/\.references\(/.test(written) ? '' : null),
  };
}

/** The keys that the third argument of a table gives; nothing where it is put together elsewhere. */
function keysOf(extra: Node | undefined): readonly KeyOfModel[] | undefined {
  if (!extra) return [];
  if (!/^(?:arrow_function|function_expression)$/.test(extra.type) || extra.text.includes('...'))
    return undefined;
  return callsIn(extra.text, /^(?:on|onOnly|using|primaryKey)$/).flatMap(
    ({ name, arguments: values }) => {
      const [first = '', ...others] = name === 'using' ? values.slice(1) : values;
      const columns = [first, ...others].flatMap((value) =>
        [...value.matchAll(/\w\.(\w{1,80})/g)].map(([, column = '']) => column),
      );
      const [column = '', ...more] = columns;
      return first.includes('sql`')
        ? columns.flatMap((one) => keysBy(one, false))
        : keysBy(column, name === 'primaryKey', more);
    },
  );
}

const tables: Tables = {
  adds: 'index().on(table.COLUMN) in the third argument of MODEL, and a migration, add one.',
  read({ grammar, uses, imports }) {
    if (!/^(?:typescript|tsx)$/.test(grammar)) return [];
    const core = [...imports.values()].map(({ module }) => CORE.exec(module)?.[1]).find(Boolean);
    if (core === undefined) return [];
    return uses.all.flatMap((use) => {
      // `createTable = pgTableCreator(…)` is called like any function.
      if (!/^(?:pg|mysql|sqlite|singlestore)?Table$|^createTable$|^table$/.test(use.method))
        return [];
      const [called, given, extra] = children(use.node.childForFieldName('arguments') ?? use.node);
      const fields = given?.type === 'arrow_function' ? given.childForFieldName('body') : given;
      const object = fields?.type === 'parenthesized_expression' ? fields.firstNamedChild : fields;
      const table = /^["'](\w+)["']$/.exec(called?.text ?? '')?.[1];
      const name = assignedName(use.node);
      const keys = keysOf(extra);
      const columns = pairsOf(object).map((pair) => columnOf(pair.name, pair.value, imports));
      if (!called || table === undefined || name === undefined || !keys || columns.length === 0)
        return [];
      const dialect = DIALECTS[core as keyof typeof DIALECTS] ?? 'unknown';
      return [{ names: [name], at: called, table, dialect, columns, keys }];
    });
  },
};

/** Drizzle: its transactions; its pools are those of the drivers. */
export default defineLibrary({
  title: 'Drizzle',
  language: 'javascript',
  modules: ['drizzle-orm'],
  managed: [{ take: /^transaction$/, parameter: 0 }],
  queries: [drizzle, drizzleRelational, drizzleStatement],
  tables,
  version: '0.44',
  source: 'drizzle.transactions',
});
