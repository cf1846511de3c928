import type { LookupFact } from '../../contracts/fact';
import type { Span } from '../../contracts/span';
import type { Query } from './queries';

/** A value that comes from outside the statement. */
const PARAMETER = /^(?:\$\d+|\?|:\w+|@\w+|%s|%\(\w+\)s|\$\{[^{}]*\})(?:::\w+)?$/;

/** The statements of a file that look for rows of one table by what they are given. */
export function lookupFacts(
  queries: readonly Query[],
): readonly { readonly fact: LookupFact; readonly at: Span }[] {
  return queries.flatMap(({ sql, path, at }) => {
    const lookup = sql === null ? undefined : lookupOf(sql);
    return lookup ? [{ fact: { kind: 'lookup', path, ...lookup }, at }] : [];
  });
}

/**
 * The table and the columns a statement compares. `undefined` for anything but one table and
 * conditions that all have to hold: what else it does may find its rows another way.
 */
export function lookupOf(sql: string): Omit<LookupFact, 'kind' | 'path'> | undefined {
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
  for (const condition of where.split(/ AND /i)) {
    const [, column, value] =
      /^\(?(?:["`]?\w+["`]?\.)?["`]?(\w+)["`]? ?= ?(.+?)\)?$/.exec(condition.trim()) ?? [];
    if (column !== undefined && PARAMETER.test(value ?? '')) equal.push(column.toLowerCase());
    else others.push(...(condition.match(/[A-Za-z_]\w*/g) ?? []).map((word) => word.toLowerCase()));
  }
  return equal.length === 0 ? undefined : { table: table.toLowerCase(), equal, others };
}
