import type { Span } from '../../contracts/span';
import { quotedAt, type Source, sourceOf } from '../../syntax/code-text';
import {
  askedIn,
  byName,
  type Dialect,
  following,
  isDecided,
  MAX_BODY,
  type Named,
} from './bodies';
import { type Found, type FoundHandler, type FoundRoute, joinPath } from './found';

/** Files of C# that may say which paths are answered, and by what. */
export const CSHARP_FILES =
  /(?:^|\/)(?:Program|Startup|\w*(?:Extensions?|Controller|Health\w*|Endpoints?|Checks?|Routes?|Modules?|Api))\.cs$/;

/** Calls of Entity Framework, ADO.NET and Dapper that send something to the database. */
const ASKS =
  /\.Database\.(?:CanConnect|ExecuteSql\w*|OpenConnection|SqlQuery\w*|GetPendingMigrations|GetAppliedMigrations)(?:Async)?\s?[(<]|\.(?:AnyAsync|CountAsync|LongCountAsync|FirstAsync|FirstOrDefaultAsync|SingleAsync|SingleOrDefaultAsync|ToListAsync|ExecuteScalarAsync|ExecuteReaderAsync|ExecuteNonQueryAsync|ExecuteScalar|ExecuteReader|ExecuteNonQuery|QueryAsync|QueryFirstAsync|QuerySingleAsync|OpenAsync|OpenConnectionAsync)\s?[(<]/g;

const DIALECT: Dialect = {
  asks: ASKS,
  byIndent: false,
  own: /(?:^|[^\w.])(?:this\.)?$/,
};

/** Whether a text of C# says something of it. */
export function saysCSharp(text: string): boolean {
  return /\b(?:MapHealthChecks|UseHealthChecks|AddHealthChecks|MapGet|IHealthCheck)\b|\[(?:Http(?:Get|Head)|Route)\b/.test(
    text,
  );
}

/** Paths of ASP.NET Core and what they ask, with the checks that an application registers. */
export function readCSharp(_path: string, text: string): Found {
  const source = sourceOf(text, {
    line: ['//'],
    block: ['/*', '*/'],
    tripled: true,
  });
  const methods = methodsOf(source);
  return {
    routes: [...mapped(source, methods), ...health(source), ...controllers(source, methods)],
    handlers: [...registered(source), ...checks(source, methods)],
    comments: source.comments,
  };
}

interface Method extends Named {
  readonly head: number;
}

function methodsOf({ code, closing }: Source): readonly Method[] {
  return [...code.matchAll(/(?<=[\w>\])?] )([A-Za-z_]\w*)\s?\(/g)].flatMap(
    ({ index, 0: whole, 1: name = '' }): readonly Method[] => {
      const close = closing(index + whole.length - 1);
      const [between = ''] =
        /^\s*(?::\s*base\([^)]{0,200}\)\s*)?(?:\{|=>)/.exec(code.slice(close + 1, close + 300)) ??
        [];
      if (
        between === '' ||
        /^(?:if|for|foreach|while|switch|using|catch|lock|return|await|new)$/.test(name)
      )
        return [];
      const start = close + 1 + between.length;
      if (between.endsWith('{'))
        return [{ name, head: index, body: { start, end: closing(start - 1) } }];
      const end = code.indexOf(';', start);
      return [{ name, head: index, body: { start, end: end < 0 ? code.length : end } }];
    },
  );
}

/** What an application has its paths mapped on, where nothing is put before them. */
const ROOTS = /^(?:app|application|endpoints?|builder|routes?|routeBuilder|webApp|web|e)$/;

/** Prefixes of `MapGroup`, by the name they are kept under; `undefined` for what is not known. */
function groupsOf(source: Source): (name: string) => string | undefined {
  const groups = new Map<string, { readonly on: string; readonly prefix: string }>();
  for (const { index, 0: whole, 1: name = '', 2: on = '' } of source.code.matchAll(
    /\b(\w+) = (\w+)\.MapGroup\(/g,
  )) {
    const prefix = quotedAt(source, index + whole.length);
    if (prefix !== undefined) groups.set(name, { on, prefix });
  }
  return (name) => {
    let own = name;
    let path = '';
    for (let depth = 0; depth < 8; depth++) {
      const group = groups.get(own);
      if (!group) return ROOTS.test(own) ? path : undefined;
      path = joinPath(group.prefix, path);
      own = group.on;
    }
    return undefined;
  };
}

function mapped(source: Source, methods: readonly Method[]): readonly FoundRoute[] {
  const { code, closing } = source;
  const functions = byName(methods);
  const prefixOf = groupsOf(source);
  return [...code.matchAll(/\b(\w+)\.MapGet\s?\(/g)].flatMap(
    ({ index, 0: whole, 1: on = '' }): readonly FoundRoute[] => {
      const open = index + whole.length - 1;
      const written = quotedAt(source, open + 1);
      const prefix = prefixOf(on);
      if (written === undefined || prefix === undefined || written.includes('{')) return [];
      const end = closing(open);
      const rest = open + 1 + written.length + 2;
      const arrow = code.indexOf('=>', rest);
      const named = /^\s?,\s*(\w+)\s*$/.exec(code.slice(rest, Math.min(end, rest + 200)))?.[1];
      const body =
        arrow >= 0 && arrow < end ? { start: arrow + 2, end } : functions.get(named ?? '');
      const at = { start: open - 'MapGet'.length, end: open };
      return [
        {
          ...{ at, verb: 'GET', pattern: joinPath(prefix, written), framework: 'ASP.NET Core' },
          ...{ name: named ?? null, runs: [] },
          asked: body ? askedIn(source, bodyWithin(source, body), functions, DIALECT) : [],
        },
      ];
    },
  );
}

/** A lambda in braces without them, so that they are no block around what it does. */
function bodyWithin({ code, closing }: Source, { start, end }: Span): Span {
  const open = start + (/^\s*/.exec(code.slice(start, start + 200))?.[0].length ?? 0);
  return code[open] === '{' ? { start: open + 1, end: closing(open) } : { start, end };
}

/** Which checks a health endpoint runs: those of a tag, or all that are registered. */
const ALL = 'health checks';

function health(source: Source): readonly FoundRoute[] {
  const { code, bare, closing } = source;
  const prefixOf = groupsOf(source);
  return [...code.matchAll(/\b(\w+)\.(MapHealthChecks|UseHealthChecks)\s?\(/g)].flatMap(
    ({ index, 0: whole, 1: on = '', 2: call = '' }): readonly FoundRoute[] => {
      const open = index + whole.length - 1;
      const written = quotedAt(source, open + 1);
      const prefix = prefixOf(on);
      if (written === undefined || prefix === undefined) return [];
      const said = bare.slice(open, Math.min(closing(open), open + MAX_BODY));
      const start = open - call.length;
      return [
        {
          at: { start, end: open },
          ...{ verb: 'GET', pattern: joinPath(prefix, written), framework: 'ASP.NET Core' },
          ...{ name: null, asked: [], runs: chosen(said) },
        },
      ];
    },
  );
}

/** What a predicate lets run; nothing is said of one that is not understood. */
function chosen(said: string): readonly string[] {
  // Options that are made elsewhere may hold a predicate.
  if (!/\bPredicate\b/.test(said))
    return /,\s*(?!new\b)/.test(said) && !/,\s*new\b/.test(said) ? [] : [ALL];
  const [, tag] =
    /\bPredicate\s?=\s*\(?(?:\w+)\)?\s?=>\s*\(?\w+\.Tags\.Contains\(\s?"([^"]+)"\s?\)\)?\s*[,}]/.exec(
      said,
    ) ?? [];
  if (tag !== undefined) return [`${ALL} ${tag}`];
  return /\bPredicate\s?=\s*\(?\w+\)?\s?=>\s*true\b/.test(said) ? [ALL] : [];
}

/** Checks of databases that a package brings. */
const OF_DATABASES =
  /^Add(?:NpgSql|SqlServer|MySql|Oracle|Sqlite|MongoDb|CosmosDb|DbContextCheck|Db2|Firebird|RavenDB|Cassandra)$/;

/** `AddHealthChecks().AddNpgSql(…)`: what an application registers, under the tags it has; also by a name it keeps. */
function registered(source: Source): readonly FoundHandler[] {
  const { code } = source;
  const found: FoundHandler[] = [];
  for (const { index, 0: whole, 1: kept } of code.matchAll(
    /(?:\b(\w+) = )?[\w.]{1,80}\.AddHealthChecks\(\)/g,
  )) {
    const start = index + whole.length;
    const chains = [start];
    if (kept !== undefined) {
      const rest = code.slice(start, start + MAX_BODY);
      for (const more of rest.matchAll(new RegExp(`\\b${kept}(?=\\s*\\.Add)`, 'g'))) {
        chains.push(start + more.index + kept.length);
      }
    }
    for (const at of chains) found.push(...chainOf(source, at, start));
  }
  return found;
}

/** The calls of a chain that register checks; what stands behind a condition may not be there. */
function chainOf(source: Source, from: number, start: number): readonly FoundHandler[] {
  const { code, bare, closing } = source;
  const found: FoundHandler[] = [];
  const sometimes = isDecided(code, { start, end: code.length }, from, DIALECT);
  let at = from;
  for (;;) {
    const [step, call = '', type] =
      /^\s*\.(Add\w+)(?:<(\w+)>)?\s?\(/.exec(code.slice(at, at + 300)) ?? [];
    if (step === undefined) return found;
    const open = at + step.length - 1;
    const end = closing(open);
    const begin = at + step.indexOf(call);
    const asks = OF_DATABASES.test(call);
    if (asks || (type !== undefined && !sometimes)) {
      const own = { start: begin, end: begin + call.length };
      const runs = asks || type === undefined ? [] : [`${type}#CheckHealthAsync`];
      const asked = asks ? [{ at: own, sometimes }] : [];
      for (const name of [
        ALL,
        ...tagsIn(bare.slice(open, Math.min(end, open + MAX_BODY))).map((tag) => `${ALL} ${tag}`),
      ]) {
        found.push({ at: own, name, asked, runs });
      }
    }
    at = end + 1;
  }
}

/** `tags: ["live"]`, `new[] { "live" }`. */
function tagsIn(said: string): readonly string[] {
  const [, list = ''] =
    /(?:\btags:\s?|\bnew ?(?:string)?\[\]\s?)(?:new ?(?:string)?\[\]\s?|new List<string>\s?(?:\(\)\s?)?)?([[{][^\]}]{0,300})[\]}]/.exec(
      said,
    ) ?? [];
  return [...list.matchAll(/"([^"]+)"/g)].map(([, tag = '']) => tag);
}

/** What the checks do that the application has written itself. */
function checks(source: Source, methods: readonly Method[]): readonly FoundHandler[] {
  const { code } = source;
  const functions = byName(methods);
  const classes = [...code.matchAll(/\bclass (\w+)[^{;]{0,300}\bIHealthCheck\b/g)];
  return classes.flatMap(({ index, 1: type = '' }) => {
    const method = methods.find(({ name, head }) => head > index && name === 'CheckHealthAsync');
    const asked = method ? askedIn(source, method.body, functions, DIALECT) : [];
    const start = index + 'class '.length;
    const at = { start, end: start + type.length };
    return asked.length === 0 ? [] : [{ at, name: `${type}#CheckHealthAsync`, asked, runs: [] }];
  });
}

/** `[HttpGet("live")]` in a class with `[Route("api/[controller]")]`. */
function controllers(source: Source, methods: readonly Method[]): readonly FoundRoute[] {
  const { code, bare } = source;
  const [type] = [...code.matchAll(/\bclass (\w+)Controller\b/g)];
  if (!type) return [];
  const name = type[1] ?? '';
  const functions = byName(methods);
  const before = bare.slice(Math.max(0, type.index - 600), type.index);
  const prefix = [...before.matchAll(/\[Route\("([^"]*)"\)\]/g)].at(-1)?.[1] ?? '';
  return [...code.matchAll(/\[(Http(?:Get|Head)|Route)\b/g)].flatMap(
    ({ index, 1: attribute = '' }): readonly FoundRoute[] => {
      if (index < type.index) return [];
      const method = following(methods, index);
      if (!method || code.slice(index, Math.min(method.head, index + MAX_BODY)).includes(';'))
        return [];
      const open = index + 1 + attribute.length;
      const written = code[open] === '(' ? quotedAt(source, open + 1) : '';
      if (written === undefined || (attribute === 'Route' && written === '')) return [];
      const whole = /^[~/]/.test(written) ? written.replace(/^~/, '') : joinPath(prefix, written);
      const pattern = whole
        .replace(/\[controller\]/gi, name.toLowerCase())
        .replace(/\[action\]/gi, method.name.toLowerCase());
      if (pattern.includes('{')) return [];
      return [
        {
          at: { start: index + 1, end: open },
          ...{ verb: 'GET', pattern, framework: 'ASP.NET Core', name: method.name, runs: [] },
          asked: askedIn(source, method.body, functions, DIALECT),
        },
      ];
    },
  );
}
