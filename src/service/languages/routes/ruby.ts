import type { Span } from '../../contracts/span';
import { lineEnd, type Source, sourceOf } from '../../syntax/code-text';
import { type Asked, askedIn, byName, type Dialect, MAX_BODY, type Named } from './bodies';
import { type Found, type FoundHandler, type FoundRoute, joinPath, MAX_LEVELS } from './found';

/** Files of Ruby that may say which paths are answered, and by what. */
export const RUBY_FILES =
  /(?:^|\/)(?:config\/routes(?:\/[\w-]+)*\.rb|app\/controllers\/(?:[\w-]+\/)*\w+_controller\.rb|config\.ru|(?:app|server|application|web|api|main)\.rb)$/;

const SINATRA = /\brequire\s["']sinatra|\bSinatra::(?:Base|Application)\b/;

/** Calls of Active Record and Sequel that send something to the database. */
const ASKS =
  /\bconnection(?:_pool)?\b[\w.]{0,40}\.(?:execute|select_(?:value|all|one|rows|values)|exec_query|query(?:_value)?|active\?|verify!|with_connection|lease_connection)|\bMigration\.check_pending!|(?<![\w:.])(?!ENV|File|Dir|Redis|Rails|Process|Etcd)[A-Z][a-z]\w*(?:::[A-Z]\w*){0,4}\.(?:first!?|last|take|exists\?|any\?|count|where|find_by|pluck|limit|find_each)\b|\bDB(?:\[|\.(?:fetch|run|test_connection|execute|get|select|tables)\b)/g;

const DIALECT: Dialect = {
  asks: ASKS,
  byIndent: true,
  own: /(?:^|[^\w.:@$])(?:self\.)?$/,
};

/** Whether a text of Ruby says something of it. */
export function saysRuby(path: string, text: string): boolean {
  if (/(?:^|\/)config\/routes/.test(path))
    return /^[ \t]*(?:get|match|root|mount|scope|namespace)\b/m.test(text);
  if (path.endsWith('_controller.rb')) return text.search(ASKS) >= 0;
  return SINATRA.test(text);
}

/** Paths and actions of Rails, and the paths of Sinatra. */
export function readRuby(path: string, text: string): Found {
  const source = sourceOf(text, { line: ['#'], notLine: '#{', block: null, tripled: false });
  const { comments } = source;
  if (/(?:^|\/)config\/routes/.test(path)) {
    return { routes: routesOf(source), handlers: [], comments };
  }
  const controller = /(?:^|\/)app\/controllers\/([\w/-]+)_controller\.rb$/.exec(path)?.[1];
  return controller === undefined
    ? { routes: sinatraRoutes(source), handlers: [], comments }
    : { routes: [], handlers: actionsOf(source, controller), comments };
}

/** Methods, by the line of the same indentation that ends them. */
function methodsOf({ code }: Source): readonly (Named & { readonly at: Span })[] {
  return [...code.matchAll(/^([ \t]*)def (?:self\.)?(\w+[?!]?)/gm)].map(
    ({ index, 0: whole, 1: indent = '', 2: name = '' }) => {
      const end = index + whole.length;
      return {
        name,
        at: { start: end - name.length, end },
        body: { start: end, end: blockEnd(code, index, indent) },
      };
    },
  );
}

/** Where a block ends whose first line is indented so. */
function blockEnd(code: string, start: number, indent: string): number {
  const first = lineEnd(code, start);
  if (/\bend\s*$|\)\s?=\s|\bdef \w+[?!]? = /.test(code.slice(start, first))) return first;
  let index = first;
  while (index < code.length && index - first < MAX_BODY) {
    const end = lineEnd(code, index + 1);
    const line = code.slice(index + 1, end);
    if (line.startsWith(`${indent}end`) && !/^\w/.test(line.slice(indent.length + 3))) return index;
    index = end;
  }
  return Math.min(index, code.length);
}

/** So many of what runs before an action are looked at. */
const MAX_BEFORE = 20;

/** The actions of a controller that ask the database, and what runs before them. */
function actionsOf(source: Source, controller: string): readonly FoundHandler[] {
  const methods = methodsOf(source);
  const bodies = byName(methods);
  const before = beforeActions(source).slice(0, MAX_BEFORE);
  return methods.flatMap(({ name, at, body }) => {
    const first = before
      .filter(({ only, except }) => (only ? only.includes(name) : !except.includes(name)))
      .flatMap(({ run }) => {
        const called = bodies.get(run);
        return called ? askedIn(source, called, bodies, DIALECT) : [];
      });
    const asked: readonly Asked[] = [...first, ...askedIn(source, body, bodies, DIALECT)];
    return asked.length === 0 ? [] : [{ at, name: `${controller}#${name}`, asked, runs: [] }];
  });
}

function beforeActions({ code, bare }: Source) {
  return [...code.matchAll(/^[ \t]*(?:before_action|prepend_before_action)\b/gm)].flatMap(
    ({ index }) => {
      const line = bare.slice(index, lineEnd(bare, index)).trim();
      // What a condition decides about is not told.
      if (/\b(?:if|unless):/.test(line)) return [];
      const [, listed = ''] = /^\w+[ (]+((?::\w+,? ?)+)/.exec(line) ?? [];
      const only = namesIn(line, 'only');
      const except = namesIn(line, 'except') ?? [];
      return [...listed.matchAll(/:(\w+)/g)].map(([, run = '']) => ({ run, only, except }));
    },
  );
}

function namesIn(line: string, key: string): readonly string[] | null {
  const start = line.indexOf(`${key}:`);
  if (start < 0) return null;
  const rest = line.slice(start + key.length + 1).trimStart();
  const value = /^(?:%i)?\[/.test(rest) ? rest.slice(0, rest.indexOf(']') + 1) : rest.split(',')[0];
  return [...(value ?? '').matchAll(/\w+/g)].map(([name]) => name);
}

interface Level {
  readonly prefix: string;
  readonly module: string;
  /** What stands in here has paths that are not read. */
  readonly isUnread: boolean;
}

/** The table of routes of Rails, line by line. */
function routesOf(source: Source): readonly FoundRoute[] {
  const { code, bare } = source;
  const found: FoundRoute[] = [];
  const levels: Level[] = [{ prefix: '', module: '', isUnread: false }];
  let index = 0;
  while (index < bare.length) {
    const start = index;
    let end = lineEnd(bare, index);
    // A line that ends in a comma goes on.
    while (bare.slice(start, end).trimEnd().endsWith(',') && end < bare.length) {
      end = lineEnd(bare, end + 1);
    }
    index = end + 1;
    const line = bare.slice(start, end);
    const plain = line.trim();
    const level = levels.at(-1);
    if (!level) break;
    const offset = start + (line.length - line.trimStart().length);
    const isBlock = /\bdo(?: ?\|[\w, ]*\|)?$/.test(plain);
    if (/^end\b/.test(plain)) {
      if (levels.length > 1) levels.pop();
      continue;
    }
    if (!level.isUnread) {
      const route = routeIn(source, plain, offset, level);
      if (route) found.push(...route);
    }
    if (isBlock && !/^(?:get|match)\b/.test(plain))
      levels.push(levels.length > MAX_LEVELS ? level : levelIn(plain, level));
    else if (/^(?:if|unless|case)\b/.test(plain)) levels.push({ ...level, isUnread: true });
    else if (isBlock) {
      // A handler that is written here: its lines are no routes.
      const indent = line.slice(0, line.length - line.trimStart().length);
      index = lineEnd(code, blockEnd(code, start, indent) + 1) + 1;
    }
  }
  return found;
}

function levelIn(line: string, around: Level): Level {
  const [, kind = '', name = ''] =
    /^(namespace|scope|resources?|concern|constraints|defaults|authenticated?|Rails\.application\.routes\.draw|[\w.:]+)\b[ (]*:?["']?([\w/:.-]*)/.exec(
      line,
    ) ?? [];
  const path = /\bpath: ?:?["']?([\w/-]*)/.exec(line)?.[1];
  const module = /\bmodule: ?:?["']?([\w/]*)/.exec(line)?.[1];
  if (kind === 'namespace') {
    return {
      prefix: joinPath(around.prefix, path ?? name),
      module: joined(around.module, module ?? name),
      isUnread: around.isUnread,
    };
  }
  if (kind === 'scope') {
    const own =
      path ??
      (/^(?:module|path|as|format|constraints|defaults|shallow\w*):/.test(name) ? '' : name);
    // A path with parameters answers more than one.
    return {
      prefix: joinPath(around.prefix, own),
      module: joined(around.module, module ?? ''),
      isUnread: around.isUnread || /[:(]/.test(own),
    };
  }
  // Who is signed in, and where resources keep their own, is not followed.
  return {
    ...around,
    isUnread: around.isUnread || /^(?:resources?|concern|constraints|authenticated?)$/.test(kind),
  };
}

function joined(...parts: readonly string[]): string {
  return joinPath(...parts).slice(1);
}

function routeIn(
  source: Source,
  line: string,
  offset: number,
  { prefix, module }: Level,
): readonly FoundRoute[] | undefined {
  const [whole, verb = '', path = ''] =
    /^(get|match|mount|root)\b[ (]*:?["']?([\w/.-]*)["']?/.exec(line) ?? [];
  if (whole === undefined) return undefined;
  const at = { start: offset, end: offset + verb.length };
  const made = { at, verb: 'GET', framework: 'Rails' };
  if (verb === 'mount') return mounted(line, made, prefix);
  if (verb === 'match' && /\bvia: ?[[:]/.test(line) && !/:get\b|:all\b/.test(line))
    return undefined;
  const pattern = joinPath(prefix, verb === 'root' ? '' : path);
  if (/\bto: ?(?:->|proc\b|lambda\b|Proc\.new\b)/.test(line)) {
    const body = inlineBody(source, offset);
    const asked = body ? askedIn(source, body, new Map(), DIALECT) : [];
    return [{ ...made, pattern, name: null, asked, runs: [] }];
  }
  const named =
    /(?:\bto: ?|=> ?)["']([\w/]+)#(\w+)["']/.exec(line) ??
    (verb === 'root' ? /^root[ (]+["']([\w/]+)#(\w+)["']/.exec(line) : null);
  const controller = named?.[1] ?? /\bcontroller: ?:?["']?([\w/]+)/.exec(line)?.[1];
  const action = named?.[2] ?? /\baction: ?:?["']?(\w+)/.exec(line)?.[1];
  // `get 'health/live'` is the action `live` of `health`.
  const parts = joined(path).split('/');
  const isShort = !controller && parts.length === 2 && !/\bto:|=>/.test(line);
  const [own, called] = isShort ? [parts[0], parts[1]] : [controller, action];
  if (own === undefined || called === undefined) {
    return [{ ...made, pattern, name: null, asked: [], runs: [] }];
  }
  const run = `${own.startsWith('/') ? own.slice(1) : joined(module, own)}#${called}`;
  return [{ ...made, pattern, name: run, asked: [], runs: [run] }];
}

/** Where a handler that is written beside its path stands. */
function inlineBody({ code, closing }: Source, offset: number): Span | undefined {
  const brace = code.indexOf('{', offset);
  const end = lineEnd(code, offset);
  if (brace >= 0 && brace < end) return { start: brace + 1, end: closing(brace) };
  const start = code.lastIndexOf('\n', offset) + 1;
  const line = code.slice(start, end);
  const indent = line.slice(0, line.length - line.trimStart().length);
  return /\bdo\b/.test(line) ? { start: end, end: blockEnd(code, start, indent) } : undefined;
}

/** OkComputer asks the database under `all` and `database`: it registers that check by itself. */
function mounted(
  line: string,
  made: Pick<FoundRoute, 'at' | 'verb' | 'framework'>,
  prefix: string,
): readonly FoundRoute[] | undefined {
  if (!/\bOkComputer::Engine\b/.test(line)) return undefined;
  const at = /(?:=> ?|\bat: ?)["']([\w/-]+)["']/.exec(line)?.[1];
  if (at === undefined) return undefined;
  return ['all', 'database'].flatMap((check) =>
    ['', '.json'].map((format) => ({
      ...made,
      pattern: `${joinPath(prefix, at, check)}${format}`,
      name: 'OkComputer',
      asked: [{ at: made.at, sometimes: false }],
      runs: [],
    })),
  );
}

/** `get '/healthz' do … end` of Sinatra. */
function sinatraRoutes(source: Source): readonly FoundRoute[] {
  const { code, bare } = source;
  const bodies = byName(methodsOf(source));
  return [...bare.matchAll(/^([ \t]*)get ["']([\w/.-]+)["'] do\b/gm)].map(
    ({ index, 1: indent = '', 2: pattern = '' }) => {
      const start = index + indent.length;
      const body = { start: lineEnd(code, index), end: blockEnd(code, index, indent) };
      return {
        at: { start, end: start + 3 },
        verb: 'GET',
        pattern,
        framework: 'Sinatra',
        name: null,
        asked: askedIn(source, body, bodies, DIALECT),
        runs: [],
      };
    },
  );
}
