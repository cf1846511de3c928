import type { Node } from '../syntax/node';
import { keptWith } from '../tree';
import { type Condition, conditionOfSql } from './conditions';

/** `@Query("…")` or a text block, as it is written, alone or as `value`. */
const QUERY = /@Query\s*\(\s*(?:value\s*=\s*)?("""[\s\S]{0,4000}?"""|"[^"\n]{0,1000}")/;

/** What makes fewer rows of many, or asks for some of them. */
const NARROWS =
  /[:?]\w|\b(?:limit|fetch\s+(?:first|next)|top|group\s+by|count|sum|max|min|avg|exists)\b/i;

/** `b.deleted IS NULL`, `deleted = false`, `NOT b.hidden`: a state that most rows, or all, may well have. */
const STATE = /(?:\bnot\s+)?[\w.]+(?:\s+is\s+(?:not\s+)?null|\s*(?:=|<>|!=)\s*(?:true|false|0|1))?/
  .source;
const OF_STATE = new RegExp(`^\\s*${STATE}(?:\\s+(?:or|and)\\s+${STATE})*\\s*$`, 'i');

/** The statement that a method of a repository of Spring Data is declared with. */
export const statementOf = keptWith(
  (method: Node): { readonly text: string; readonly isNative: boolean } | undefined => {
    const modifiers = method.namedChildren.find(({ type }) => type === 'modifiers')?.text ?? '';
    const written = QUERY.exec(modifiers)?.[1];
    const text = written?.replace(/^"+|"+$/g, '').replace(/\s+/g, ' ');
    return text === undefined
      ? undefined
      : { text, isNative: /\bnativeQuery\s*=\s*true/.test(modifiers) };
  },
);

/** What a query over one entity asks for, and of which: `select o from Order o where o.email = :email`. */
export function askedInJpql(
  written: string,
): { readonly entity: string; readonly where: Condition } | undefined {
  const [, entity = '', rest] =
    /\bfrom\s+([A-Z]\w*)\s+(?:as\s+)?\w+\s+where\s+([^"]*)/i.exec(written) ?? [];
  const condition = rest?.replace(/\b(?:order|group)\s+by\b[\s\S]*$/i, '');
  const where = condition === undefined ? undefined : conditionOfSql(condition);
  return where && { entity, where };
}

/**
 * Whether a method of a repository of Spring Data reads all rows of its table, or all that are in some state:
 * what it is declared with asks for nothing else, and who calls it gives it nothing that would.
 */
export const readsWhole = keptWith((method: Node): boolean => {
  const parameters = method.childForFieldName('parameters');
  if (!parameters || parameters.namedChildren.length > 0) return false;
  const modifiers = method.namedChildren.find(({ type }) => type === 'modifiers')?.text ?? '';
  const written = QUERY.exec(modifiers)?.[1];
  if (written === undefined) return false;
  if (NARROWS.test(written)) return false;
  const statement = written.replaceAll('"', ' ').replace(/\border\s+by\b[\s\S]*$/i, '');
  if (!/^\s*(?:select|from)\b/i.test(statement)) return false;
  const [, condition] = /\bwhere\b([\s\S]*)$/i.exec(statement) ?? [];
  return condition === undefined || OF_STATE.test(condition.replace(/[()]/g, ' '));
});
