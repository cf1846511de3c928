import { isLasting, isState } from '../../../text/column-names';
import type { Node } from '../syntax/node';
import { children, keptWith } from '../tree';
import type { Use } from '../uses';

/** What a query asks of its rows, all of which has to hold; names as they are written. */
export interface Condition {
  /** Columns that equal what the query is given. */
  readonly equal: readonly string[];
  /** Columns that are true, false, null or not null: a state that most rows may well be in. */
  readonly states: readonly string[];
  /** Those of the states that rows stay in: not deleted, done. */
  readonly lasting?: readonly string[];
  /** Columns that hold a text the query is given. */
  readonly texts: readonly string[];
  /** Columns that are compared otherwise, and relations. */
  readonly others: readonly string[];
  /** It is put together of what somebody asks for, which may be nothing. */
  readonly open?: true;
}

/** A condition that is put together of what somebody asks for. */
export const OPEN: Condition = { equal: [], states: [], texts: [], others: [], open: true };

/** The parts of a condition while it is read. */
export type AskedOf = Record<keyof Omit<Condition, 'open' | 'lasting'> | 'lasting', string[]>;

/** A condition that asks for nothing yet. */
export function nothingAsked(): AskedOf {
  return { equal: [], states: [], lasting: [], texts: [], others: [] };
}

/** The argument of a call, as a node. */
export function argumentNode({ node }: Pick<Use, 'node'>, index: number): Node | undefined {
  const list = node.childForFieldName('arguments');
  return list ? children(list)[index] : undefined;
}

/** What the options of a call have under a name: `where` of `{ where: { … } }`. */
export function optionNode(options: Node | undefined, name: string): Node | undefined {
  if (options?.type !== 'object') return undefined;
  return (
    children(options)
      .find((pair) => pair.type === 'pair' && keyOf(pair) === name)
      ?.childForFieldName('value') ?? undefined
  );
}

/** Whether something beside its condition says how many rows come, or may. */
export function isCut(options: Node | undefined): boolean {
  return (
    options?.type !== 'object' ||
    children(options).some(
      (entry) =>
        entry.type !== 'pair' ||
        /^(?:take|limit|first|cursor|distinct|skip|offset)$/.test(
          entry.childForFieldName('key')?.text ?? '',
        ),
    )
  );
}

/**
 * What `{ ownerId, hidden: false, title: { contains: query } }` asks for, in the forms of Prisma, TypeORM and
 * Sequelize; `undefined` where some of it is put together elsewhere, or one of several is enough.
 */
export const conditionOf = keptWith((object: Node): Condition | undefined => {
  const found = nothingAsked();
  return object.type === 'object' && readObject(object, found) ? found : undefined;
});

function readObject(object: Node, found: AskedOf): boolean {
  return children(object).every((entry) => {
    if (entry.type === 'shorthand_property_identifier') {
      found.equal.push(entry.text);
      return true;
    }
    const value = entry.type === 'pair' ? entry.childForFieldName('value') : null;
    if (!value) return false;
    const key = keyOf(entry);
    if (key === 'AND') return readAll(value, found);
    if (!/^\w+$/.test(key) || key === 'OR' || key === 'NOT') return false;
    const kind = kindOf(value);
    // One of few values that is written there is a state that many rows are in.
    const isWord = kind === 'others' && value.type === 'string' && isState(key);
    found[isWord ? 'states' : kind].push(key);
    if (kind === 'states' && isLasting(key, isSet(value.text))) found.lasting.push(key);
    return true;
  });
}

function readAll(value: Node, found: AskedOf): boolean {
  if (value.type === 'object') return readObject(value, found);
  return (
    value.type === 'array' &&
    children(value).every((item) => item.type === 'object' && readObject(item, found))
  );
}

/** Whether what stands for a state says that it is so: `true`, `{ not: null }`. */
function isSet(written: string): boolean {
  return written === 'true' || /\bnot\b/i.test(written);
}

const CONSTANTS = /^(?:true|false|null|IsNull\(\)|Not\(IsNull\(\)\))$/;
const TEXTS = /^(?:I?Like|Raw)\(/;

function kindOf(value: Node): keyof AskedOf {
  const { type, text } = value;
  if (CONSTANTS.test(text)) return 'states';
  if (TEXTS.test(text)) return 'texts';
  // A word that stands there picks a kind of rows, and who knows how many.
  if (/^(?:string|number)$/.test(type)) return 'others';
  if (type !== 'object') return isGiven(value) ? 'equal' : 'others';
  const [only, ...more] = children(value);
  // `customer: { id }`: the row that it names.
  if (more.length === 0 && only?.text === 'id') return 'equal';
  const inner = only?.childForFieldName('value');
  if (only?.type !== 'pair' || !inner) return 'others';
  const operator = keyOf(only);
  if (/^(?:contains|startsWith|endsWith|search)$/.test(operator)) return 'texts';
  if (more.length > 0) return 'others';
  if (operator === 'equals' || operator === '$eq') return kindOf(inner);
  if (operator === 'id' && isGiven(inner)) return 'equal';
  return operator === 'not' && inner.text === 'null' ? 'states' : 'others';
}

/** `id`, `ctx.user.id`, `user!.id`, `req.params['id']`; a member of an enumeration is a word like any other. */
function isGiven({ type, text }: Node): boolean {
  if (/^[A-Z]\w*\./.test(text)) return false;
  return /^(?:identifier|member_expression|subscript_expression|non_null_expression|call_expression|as_expression)$/.test(
    type,
  )
    ? !/^(?:In|Between|MoreThan\w*|LessThan\w*|Not|Any|ArrayContains)\(/.test(text)
    : false;
}

function keyOf(pair: Node): string {
  return (pair.childForFieldName('key')?.text ?? '').replace(/^["'](.*)["']$/, '$1');
}

/** A column that is compared: `o.status = $1`, `deleted_at IS NULL`, `name ILIKE ?`, `NOT hidden`. */
const COMPARED =
  /^(not )?(?:\w{1,60}\.)?["`]?(\w{1,60})["`]?(?: ?(=|<>|!=|<=|>=|<|>|\b(?:like|ilike|in)\b) ?(.{0,200})| (is (?:not )?(?:null|true|false)))?$/i;

/** What a condition of SQL asks for; nothing where one of several is enough, or it asks for more than columns. */
export function conditionOfSql(written: string): Condition | undefined {
  const found = nothingAsked();
  if (/\bor\b|\bselect\b|\bbetween\b/i.test(written)) return undefined;
  for (const part of written.split(/\band\b/i)) {
    const [, not, column = '', operator, value = '', state] = COMPARED.exec(plainly(part)) ?? [];
    if (column === '') return undefined;
    const isFlag = state !== undefined || operator === undefined || not !== undefined;
    if (isFlag || /^(?:true|false)$/i.test(value)) {
      found.states.push(column);
      const isFalse = /^false$/i.test(value) !== /^(?:<>|!=)$/.test(operator ?? '');
      const isSet =
        state !== undefined ? /^is (?:not null|true|not false)$/i.test(state) : !isFalse;
      if (isLasting(column, isSet !== (not !== undefined))) found.lasting.push(column);
    } else if (/like$/i.test(operator)) found.texts.push(column);
    else if (operator === '=' && /^(?:\?|\$\d+|%s|%\(\w+\)s|[:@]\w+|#\{\w+\})$/.test(value))
      found.equal.push(column);
    else if (operator === '=' && isState(column)) found.states.push(column);
    else found.others.push(column);
  }
  return found;
}

/** A condition without white space that says nothing, and without the parentheses around it. */
function plainly(part: string): string {
  const plain = part.replace(/\s+/g, ' ').trim();
  return plain.startsWith('(') && plain.endsWith(')') ? plain.slice(1, -1).trim() : plain;
}
