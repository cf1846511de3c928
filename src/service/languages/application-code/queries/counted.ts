import type { Grammar } from '../grammars';
import type { Node } from '../syntax/node';
import { type Use, type Uses, usesIn } from '../uses';
import type { Query } from '.';

/** Rows that are read only to be counted, or to know whether there are any. */
export interface CountedRows {
  readonly query: Query;
  /** What is asked of them: how many there are, or whether there is one. */
  readonly asked: 'how many' | 'whether';
}

const ONES = /^(?:count|exists|size|find_one|get|first|one)\w*$/i;

/** Finds queries whose rows nobody looks at. */
export function countedRows(
  queries: readonly Query[],
  uses: Uses,
  grammar: Grammar,
  text: string,
  givesList: (use: Use) => boolean,
): readonly CountedRows[] {
  return queries.flatMap((query): readonly CountedRows[] => {
    if (query.kind !== 'read' || !isOfRows(query, grammar) || isBounded(query.use)) return [];
    const asked = directly(query.use, grammar, givesList) ?? byName(query.use, uses, text, grammar);
    return asked ? [{ query, asked }] : [];
  });
}

/** One row more than a page has tells whether there is a next page. */
function isBounded({ receiver, arguments: values }: Use): boolean {
  return /\.limit\(/.test(receiver) || values.some(({ text }) => /\b(?:take|limit)\b/.test(text));
}

/** Whether a query gives rows: `findMany`, `.all()`, a method of Spring Data that gives a list. */
function isOfRows({ use, many, sql }: Query, grammar: Grammar): boolean {
  const { method } = use;
  if (sql !== null || ONES.test(method)) return many && sql === null;
  if (grammar === 'python') return method === 'all';
  if (grammar === 'java') return /^find(?:All)?By[A-Z]\w*$|^findAll$/.test(method);
  return /^(?:findMany|find|findBy|findAll)$/.test(method);
}

/** `len(q.all())`, `q.all() != []`, `repository.findBy…(…).size()`, `(await q.findMany()).length`. */
function directly(
  use: Use,
  grammar: Grammar,
  givesList: (use: Use) => boolean,
): CountedRows['asked'] | undefined {
  let at: Node | null = use.node;
  while (
    at &&
    /^(?:await_expression|await|parenthesized_expression)$/.test(at.parent?.type ?? '')
  ) {
    at = at.parent;
  }
  const around = at?.parent;
  if (!at || !around) return undefined;
  if (grammar === 'python') {
    if (around.type === 'comparison_operator' && /(?:!=|==)\s*\[\]\s*$/.test(around.text)) {
      return 'whether';
    }
    const call = around.type === 'argument_list' ? around.parent : null;
    const called = call?.childForFieldName('function')?.text;
    return called === 'len'
      ? 'how many'
      : called === 'bool' || called === 'any'
        ? 'whether'
        : undefined;
  }
  if (grammar === 'java') {
    const method = around.type === 'method_invocation' && around.childForFieldName('name')?.text;
    if (!method || around.childForFieldName('object')?.id !== at.id) return undefined;
    // What a method gives that is called `findByName` may be an `Optional` of one.
    const isList = /\.findAll(?:By\w+)?\(/.test(at.text) || givesList(use);
    return method === 'size' ? 'how many' : method === 'isEmpty' && isList ? 'whether' : undefined;
  }
  const property = around.type === 'member_expression' && around.childForFieldName('property');
  if (!property) return undefined;
  if (property.text !== 'length') return undefined;
  return isTested(around) ? 'whether' : 'how many';
}

/** `rows.length > 0`, `!rows.length`, `if (rows.length)`: a number that only says whether there is one. */
function isTested(length: Node): boolean {
  const around = length.parent;
  if (around?.type === 'binary_expression') {
    return /(?:>|===?|!==?)\s*0$|>=\s*1$|<\s*1$|&&|\|\|/.test(around.text);
  }
  if (around?.type === 'unary_expression') return around.text.startsWith('!');
  return around?.type === 'parenthesized_expression' && around.parent?.type === 'if_statement';
}

/** `yield* (page = await find())`: what takes the rows is itself a value. */
function isUsedAtOnce(node: Node): boolean {
  let at: Node | null = node;
  while (at && !/^(?:assignment_expression|variable_declarator|assignment)$/.test(at.type)) {
    at = at.parent;
  }
  return at?.type === 'assignment_expression' && at.parent?.type !== 'expression_statement';
}

/** Rows under a name of which nothing but their number is used. */
function byName(
  use: Use,
  uses: Uses,
  text: string,
  grammar: Grammar,
): CountedRows['asked'] | undefined {
  if (use.result.kind !== 'variable' || use.result.names.length !== 1) return undefined;
  const [name = ''] = use.result.names;
  if (isUsedAtOnce(use.node)) return undefined;
  if (!/^\w+$/.test(name) || grammar === 'go') return undefined;
  let region = use.region;
  while (region.kind !== 'function' && region.around) region = region.around;
  if (region.kind !== 'function') return undefined;
  const rest = text.slice(use.at.end, region.at.end);
  if (rest.length > MAX_FUNCTION) return undefined;
  const mentions = [...rest.matchAll(new RegExp(`${name}(?![\\w$])(\\.?\\w*)`, 'g'))].filter(
    ({ index, 0: whole }) => isMention(rest, index, index + whole.length),
  );
  if (mentions.length === 0) return undefined;
  const counts = { python: '', java: '.size', typescript: '.length', tsx: '.length' }[grammar];
  const isCounted = ({ index = 0, 1: after = '' }: RegExpMatchArray) =>
    grammar === 'python'
      ? /\blen\(\s*$/.test(rest.slice(Math.max(0, index - 10), index))
      : after === counts;
  if (!mentions.every(isCounted)) return undefined;
  // Who adds to them does not only count.
  const changed = usesIn(uses, region.at).some(({ receiver }) => receiver === name);
  return changed && grammar !== 'java' ? undefined : 'how many';
}

/** Functions that are longer are not looked through for each of their queries. */
const MAX_FUNCTION = 40_000;

/** Whether a word is a name by itself: no part of another, no member, no key of an object. */
function isMention(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 40), start);
  if (/[\w$]$/.test(before) || (before.endsWith('.') && !before.endsWith('...'))) return false;
  return !(/[{,]\s{0,40}$/.test(before) && /^\s{0,20}:/.test(text.slice(end, end + 24)));
}
