import type { TextChange } from '../../contracts/fix';
import { span } from '../../contracts/span';
import { hoist } from './edits';
import type { ApplicationModel } from './model';
import type { ConnectionUse } from './pools';
import { functionOf, inside, usesAt, usesOn } from './uses';

/**
 * Turns a client of node-postgres that a handler opens, asks and ends into a pool of the module that
 * is asked instead; `undefined` where the client does anything else.
 */
export function poolInstead(
  application: ApplicationModel,
  { call, library }: ConnectionUse,
): readonly TextChange[] | undefined {
  const { text, uses } = application;
  const { statement, variable, occasion } = call;
  if (library?.title !== 'node-postgres' || call.name !== 'Client' || !statement || !variable)
    return undefined;
  if (occasion.kind !== 'request' || occasion.through) return undefined;
  const [made] = usesAt(uses, call.at.start);
  const imported = /\{\s*Client\s*\}/.exec(text);
  if (!made || !imported || text.match(/\bClient\b/g)?.length !== 2 || /\bpool\b/i.test(text))
    return undefined;
  const scope = functionOf(made);
  const name = new RegExp(`(?<![.\\w$])${variable}\\b`, 'g');
  const mentions = text.slice(statement.end, scope.at.end).match(name)?.length ?? 0;
  const own = usesOn(uses, variable).filter(({ at }) => inside(at, scope.at));
  const steps = own.filter(({ method }) => /^(?:connect|end)$/.test(method));
  const queries = own.filter(({ method }) => method === 'query');
  if (own.length !== mentions || steps.length + queries.length !== own.length) return undefined;
  if (/\b(?:BEGIN|LISTEN|SET)\b/.test(text.slice(statement.end, scope.at.end))) return undefined;
  const removed = steps.map(({ at }) => lineOf(text, at.start, at.end));
  if (removed.some((line) => line === undefined)) return undefined;
  const declared = text.slice(statement.start, statement.end);
  const pool = declared.replace(name, 'pool').replace(/\bClient\b/, 'Pool');
  const [insert, cut] = hoist(application, statement);
  if (!insert || !cut) return undefined;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const listener = "pool.on('error', (error) => console.error(error));";
  return [
    { span: span(imported.index, imported.index + imported[0].length), newText: '{ Pool }' },
    { ...insert, newText: insert.newText.replace(declared, `${pool}${eol}${listener}`) },
    cut,
    ...removed.flatMap((line) => (line ? [{ span: line, newText: '' }] : [])),
    ...queries.map(({ at }) => ({
      span: span(at.start, at.start + variable.length),
      newText: 'pool',
    })),
  ];
}

/** The whole line of a statement that stands alone on it. */
function lineOf(text: string, start: number, end: number) {
  const lineStart = text.lastIndexOf('\n', start) + 1;
  const newline = text.indexOf('\n', end);
  const lineEnd = newline === -1 ? text.length : newline + 1;
  const alone =
    /^\s*(?:await\s+)?$/.test(text.slice(lineStart, start)) &&
    /^;?\s*$/.test(text.slice(end, lineEnd));
  return alone ? span(lineStart, lineEnd) : undefined;
}
