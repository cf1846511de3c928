import type { LookupFact } from '../../contracts/fact';
import type { Span } from '../../contracts/span';
import type { ApplicationModel } from './model';
import type { Query } from './queries';
import { askedInJpql, statementOf } from './queries/jpql';
import type { Node } from './syntax/node';

/** A value that comes from outside the statement. */
const PARAMETER = /^(?:\$\d+|\?|:\w+|@\w+|%s|%\(\w+\)s|\$\{[^{}]*\})(?:::\w+)?$/;

/** The queries of a file that look for rows of one table by what they are given, with the requests they run in. */
export function lookupFacts({
  queries,
  occasionOf,
  givesList,
  functions,
  grammar,
}: Pick<
  ApplicationModel,
  'queries' | 'occasionOf' | 'givesList' | 'functions' | 'grammar'
>): readonly Placed[] {
  const declared = grammar === 'java' ? functions.flatMap(({ node }) => declaredBy(node)) : [];
  const asked = queries.flatMap((query) => {
    const { path, at, use, loop } = query;
    const lookup = query.sql === null ? askedFor(query) : lookupOf(query.sql);
    if (!lookup) return [];
    const occasion = occasionOf(use);
    const request = occasion.kind === 'request' ? occasion.handler : null;
    const { plain, ...asked } = lookup;
    const isList = query.unlimited === true && (query.declared !== true || givesList(use));
    const list = plain && isList && request !== null && !loop && query.isSent();
    return [{ fact: { kind: 'lookup' as const, path, ...asked, request, list }, at }];
  });
  return [...asked, ...declared];
}

interface Placed {
  readonly fact: LookupFact;
  readonly at: Span;
}

/** What a method of a repository of Spring Data is declared to look for. */
function declaredBy(method: Node): readonly Placed[] {
  const statement = statementOf(method);
  const name = method.childForFieldName('name');
  if (!statement || !name) return [];
  const { entity = null, where } = (!statement.isNative && askedInJpql(statement.text)) || {};
  const found = statement.isNative
    ? lookupOf(statement.text)
    : askedFor({ subject: entity, ...(where && { where }) });
  if (!found) return [];
  const { table, equal, others } = found;
  const path = `/declared/${name.text}`;
  const fact: LookupFact = {
    kind: 'lookup',
    path,
    table,
    equal,
    others,
    request: null,
    list: false,
  };
  return [{ fact, at: name.span }];
}

interface Lookup extends Pick<LookupFact, 'table' | 'equal' | 'others'> {
  /** What else it asks for is a state that most rows may be in. */
  readonly plain: boolean;
}

/** The same of a query whose condition is an object, by the names of the model. */
function askedFor({ subject, where }: Pick<Query, 'subject' | 'where'>): Lookup | undefined {
  if (subject === null || !where || where.equal.length === 0) return undefined;
  const { states, texts, others } = where;
  const small = (names: readonly string[]) => names.map((name) => name.toLowerCase());
  return {
    table: `model ${subject.toLowerCase()}`,
    equal: small(where.equal),
    others: small([...states, ...texts, ...others]),
    plain: texts.length + others.length === 0,
  };
}

/** `done = false`, `deleted_at IS NULL`, `NOT hidden`: a state that most rows may well be in. */
const STATE =
  /^\(?(?:not )?["`]?\w+["`]?(?:\.["`]?\w+["`]?)?(?: is (?:not )?(?:null|true|false)| ?(?:=|<>|!=) ?(?:true|false))?\)?$/i;

/**
 * The table and the columns a statement compares. `undefined` for anything but one table and
 * conditions that all have to hold: what else it does may find its rows another way.
 */
export function lookupOf(sql: string): Lookup | undefined {
  const text = sql
    .replace(/--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const simple =
    /^(?:SELECT (?:(?!\bSELECT\b).)*? FROM|DELETE FROM|UPDATE) ((?:["`]?\w+["`]?\.)?["`]?(\w+)["`]?)(?: (?:AS )?(?!SET\b|WHERE\b)(\w+))?(?: SET (?:(?!\bWHERE\b| SET ).)*)? WHERE ([\s\S]*)$/i.exec(
      text,
    );
  const [, , table = '', , rest = ''] = simple ?? [];
  if (!simple || /\b(?:OR|JOIN|UNION|EXISTS|SELECT|CASE)\b/i.test(rest)) return undefined;
  const where = rest
    .replace(
      /\b(?:ORDER BY|GROUP BY|LIMIT|OFFSET|FETCH|FOR UPDATE|FOR SHARE|FOR NO KEY|RETURNING|HAVING)\b[\s\S]*$/i,
      '',
    )
    .replace(/;$/, '')
    .trim();
  const equal: string[] = [];
  const others: string[] = [];
  let plain = true;
  for (const condition of where.split(/ AND /i)) {
    const [, column, value] =
      /^\(?(?:["`]?\w+["`]?\.)?["`]?(\w+)["`]? ?= ?(.+?)\)?$/.exec(condition.trim()) ?? [];
    if (column !== undefined && PARAMETER.test(value ?? '')) equal.push(column.toLowerCase());
    else {
      plain &&= STATE.test(condition);
      others.push(...(condition.match(/[A-Za-z_]\w*/g) ?? []).map((word) => word.toLowerCase()));
    }
  }
  return equal.length === 0 ? undefined : { table: table.toLowerCase(), equal, others, plain };
}
