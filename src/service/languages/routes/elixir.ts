import type { Span } from '../../contracts/span';
import { lineEnd, type Source, sourceOf } from '../../syntax/code-text';
import { askedIn, byName, type Dialect, MAX_BODY, type Named } from './bodies';
import { type Found, type FoundHandler, type FoundRoute, joinPath, MAX_LEVELS } from './found';

/** Files of Elixir that may say which paths are answered, and by what. */
export const ELIXIR_FILES =
  /(?:^|\/)lib\/(?:\w+\/)*\w*(?:router|endpoint|controller|plug|health\w*)\.ex$/;

/** Calls of Ecto that send something to the database. */
const ASKS =
  /\bRepo\.(?:query|one|all|aggregate|exists|get|get_by|get_dynamic_repo|checkout|transaction|transact|insert|update|stream)[!?]?\s?\(|\bEcto\.Adapters\.SQL\.query!?\s?\(|\bPostgrex\.query!?\s?\(/g;

const DIALECT: Dialect = { asks: ASKS, byIndent: true, own: /(?:^|[^\w.:@&])$/ };

/** Whether a text of Elixir says something of it. */
export function saysElixir(path: string, text: string): boolean {
  return /router\.ex$/.test(path)
    ? /\bPhoenix\.Router\b|, :router\b|\bPlug\.Router\b/.test(text)
    : text.search(ASKS) >= 0 || /\brequest_path: "/.test(text);
}

/** Paths of Phoenix and Plug, and what their controllers ask. */
export function readElixir(_path: string, text: string): Found {
  const source = sourceOf(text, { line: ['#'], block: null, tripled: true });
  const functions = functionsOf(source);
  const [, module = ''] = /^[ \t]*defmodule ([\w.]+) do/m.exec(source.code) ?? [];
  return {
    routes: [...routesOf(source, functions), ...plugRoutes(source, functions)],
    handlers: actionsOf(source, module, functions),
    comments: source.comments,
  };
}

interface Function extends Named {
  readonly at: Span;
  readonly line: Span;
}

function functionsOf({ code }: Source): readonly Function[] {
  return [...code.matchAll(/^([ \t]*)defp? (\w+[?!]?)/gm)].map(
    ({ index, 0: whole, 1: indent = '', 2: name = '' }) => {
      const first = lineEnd(code, index);
      const end = index + whole.length;
      const short = code.slice(index, first).lastIndexOf(' do:');
      const body =
        short >= 0
          ? { start: index + short + 4, end: first }
          : { start: first, end: blockEnd(code, first, indent) };
      const at = { start: end - name.length, end };
      return { name, at, body, line: { start: index, end: first } };
    },
  );
}

function blockEnd(code: string, from: number, indent: string): number {
  let index = from;
  while (index < code.length && index - from < MAX_BODY) {
    const end = lineEnd(code, index + 1);
    if (code.slice(index + 1, end).trimEnd() === `${indent}end`) return index;
    index = end;
  }
  return Math.min(index, code.length);
}

function actionsOf(
  source: Source,
  module: string,
  functions: readonly Function[],
): readonly FoundHandler[] {
  // What is written for several shapes of what it is given does not always run.
  const counts = new Map<string, number>();
  for (const { name } of functions) counts.set(name, (counts.get(name) ?? 0) + 1);
  const bodies = byName(functions);
  return functions.flatMap(({ name, at, body }) => {
    const asked = askedIn(source, body, bodies, DIALECT);
    if (asked.length === 0 || (counts.get(name) ?? 0) > 1) return [];
    return [{ at, name: `${module}#${name}`, asked, runs: [] }];
  });
}

/** `get "/healthz", HealthController, :show` within scopes, and `get "/healthz" do` of Plug. */
function routesOf(source: Source, functions: readonly Function[]): readonly FoundRoute[] {
  const { code, bare } = source;
  const found: FoundRoute[] = [];
  const bodies = byName(functions);
  const levels: { readonly prefix: string; readonly alias: string }[] = [{ prefix: '', alias: '' }];
  if (!/\bPhoenix\.Router\b|, :router\b|\bPlug\.Router\b/.test(code)) return [];
  let index = 0;
  while (index < bare.length) {
    const start = index;
    const end = lineEnd(bare, index);
    index = end + 1;
    const line = bare.slice(start, end);
    const plain = line.trim();
    const level = levels.at(-1) ?? { prefix: '', alias: '' };
    if (plain === 'end') {
      if (levels.length > 1) levels.pop();
      continue;
    }
    const offset = start + (line.length - line.trimStart().length);
    const at = { start: offset, end: offset + 3 };
    const [, pattern, controller = '', action = ''] =
      /^get[ (]+"([\w/.-]*)", ?([\w.]+), ?:(\w+[?!]?)/.exec(plain) ?? [];
    const [, own] = /^get[ (]+"([\w/.-]*)"\)? do$/.exec(plain) ?? [];
    if (pattern !== undefined) {
      const name = `${[level.alias, controller].filter(Boolean).join('.')}#${action}`;
      const made = { at, verb: 'GET', framework: 'Phoenix', name, asked: [], runs: [name] };
      found.push({ ...made, pattern: joinPath(level.prefix, pattern) });
    } else if (own !== undefined) {
      const indent = line.slice(0, line.length - line.trimStart().length);
      const body = { start: end, end: blockEnd(code, end, indent) };
      const asked = askedIn(source, body, bodies, DIALECT);
      const made = { at, verb: 'GET', framework: 'Plug', name: null, asked, runs: [] };
      found.push({ ...made, pattern: joinPath(level.prefix, own) });
      index = lineEnd(code, body.end + 1) + 1;
    } else if (/\bdo$/.test(plain)) {
      const [, prefix = '', alias = ''] =
        /^scope[ (]+"([\w/.:-]*)"(?:, ?(?:alias: ?)?([A-Z][\w.]*))?/.exec(plain) ?? [];
      // Deeper ones are no routes that anybody asks for.
      if (levels.length > MAX_LEVELS) levels.push(level);
      else
        levels.push({
          prefix: joinPath(level.prefix, prefix),
          alias: [level.alias, alias].filter(Boolean).join('.'),
        });
    }
  }
  return found;
}

/** A plug that answers one path itself: `def call(%{request_path: "/healthz"} = conn, _)`. */
function plugRoutes(source: Source, functions: readonly Function[]): readonly FoundRoute[] {
  const bodies = byName(functions);
  return functions.flatMap(({ name, line, body, at }): readonly FoundRoute[] => {
    const [, pattern] =
      /\brequest_path: "([\w/.-]+)"/.exec(source.bare.slice(line.start, line.end)) ?? [];
    if (name !== 'call' || pattern === undefined) return [];
    const asked = askedIn(source, body, bodies, DIALECT);
    return [
      {
        at,
        verb: 'GET',
        pattern: joinPath(pattern),
        framework: 'Plug',
        name: null,
        asked,
        runs: [],
      },
    ];
  });
}
