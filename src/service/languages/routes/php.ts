import type { Span } from '../../contracts/span';
import { closing, quotedAt, type Source, sourceOf, statementStart } from '../../syntax/code-text';
import { type Asked, askedIn, type Dialect, type Named } from './bodies';
import {
  type Found,
  type FoundHandler,
  type FoundJob,
  type FoundRoute,
  type FoundSchedule,
  joinPath,
} from './found';

/** Files of PHP that may say which paths are answered, and by what. */
export const PHP_FILES =
  /(?:^|\/)(?:routes\/[\w-]+\.php|bootstrap\/app\.php|app\/(?:Http\/Controllers|Providers|Listeners|Jobs|Console)\/(?:\w+\/)*\w+\.php|app\/(?:\w+\/)*\w+Controller\.php|src\/Controller\/(?:\w+\/)*\w+\.php|public\/index\.php)$/;

/** Calls of Laravel, Doctrine and PDO that send something to the database. */
const ASKS =
  /\bDB::(?:select(?:One)?|scalar|statement|unprepared|table|transaction|insert|update)\s?\(|\bDB::(?:connection\([^()]{0,80}\)->)?(?:getPdo|getReadPdo|select(?:One)?|scalar|statement|table)\s?\(|\$(?:this->)?(?:connection|conn|db|dbal|pdo|entityManager|em)(?:->getConnection\(\))?->(?:executeQuery|executeStatement|fetchOne|fetchAssociative|fetchAllAssociative|connect|query|exec|prepare)\s?\(|\bnew \\?PDO\s?\(|(?<![\w\\])[A-Z]\w*::(?:query\(\)|count\(|first\(|exists\(|all\(|find\(|where\(|take\(|limit\()/g;

/** Files in which Laravel is told a schedule. */
const SCHEDULES = /(?:^|\/)(?:routes\/console|app\/Console\/Kernel)\.php$/;
const SCHEDULED = /\b(?:Schedule::|\$schedule->)(?:command|job|call|exec)\s?\(/g;

/** What is called like that and is no model. */
const NO_MODELS =
  /^(?:DB|Route|Cache|Http|Log|Redis|Queue|Storage|File|Config|Arr|Str|Collection|Event|Schema|Bus|Artisan|App|Auth|URL|Session|Cookie|Request|Response|Lang|View|Mail)::/;

const DIALECT: Dialect = {
  asks: ASKS,
  byIndent: false,
  own: /(?:\$this->|\bself::|\bstatic::)$/,
};

/** Whether a text of PHP says something of it. */
export function saysPhp(path: string, text: string): boolean {
  if (/\/Providers\/|\/Listeners\//.test(path)) return /\bDiagnosingHealth\b/.test(text);
  if (/\/Jobs\//.test(path)) return /\bShouldQueue\b/.test(text);
  if (SCHEDULES.test(path)) return text.search(SCHEDULED) >= 0;
  if (/(?:^|\/)bootstrap\/app\.php$/.test(path)) return /\bhealth:/.test(text);
  if (/(?:^|\/)routes\//.test(path)) return /\bRoute::|\$(?:router|app)->/.test(text);
  if (/(?:^|\/)public\/index\.php$/.test(path)) return /\bSlim\\/.test(text);
  return /#\[Route\b/.test(text) || text.search(ASKS) >= 0;
}

/** Paths of Laravel, Lumen, Slim and Symfony, and what their controllers ask. */
export function readPhp(path: string, text: string): Found {
  const source = sourceOf(text, {
    line: ['//', '#'],
    notLine: '#[',
    block: ['/*', '*/'],
    tripled: false,
  });
  const functions = functionsOf(source);
  const classes = classesOf(source);
  const own = classes[0]?.name;
  const handlers: FoundHandler[] =
    own === undefined
      ? []
      : functions.flatMap(({ name, at, body }) => {
          const asked = models(source, askedIn(source, body, functions, DIALECT));
          return asked.length === 0
            ? []
            : [{ at, name: `${namespaceOf(source)}${own}#${name}`, asked, runs: [] }];
        });
  return {
    routes: [...tableOfRoutes(path, source), ...attributes(source, functions), ...health(source)],
    handlers: [...handlers, ...diagnosing(source, functions)],
    jobs: /\/Jobs\//.test(path) ? jobsOf(source) : [],
    schedules: SCHEDULES.test(path) ? schedulesOf(source) : [],
    comments: source.comments,
  };
}

/** Static calls are of models only where the class is one: it is taken from where models are. */
function models({ code }: Source, asked: readonly Asked[]): readonly Asked[] {
  return asked.filter(({ at }) => {
    const call = code.slice(at.start, at.end);
    const [, name] = /^([A-Z]\w*)::/.exec(call) ?? [];
    if (name === undefined || name === 'DB') return true;
    return (
      !NO_MODELS.test(call) &&
      new RegExp(`\\buse [\\w\\\\]*\\\\(?:Models|Entity)\\\\(?:\\w+\\\\)*${name}\\s?;`).test(code)
    );
  });
}

function functionsOf({
  code,
}: Source): readonly (Named & { readonly at: Span; readonly head: number })[] {
  return [...code.matchAll(/\bfunction (\w+)\s?\(/g)].flatMap(
    ({ index, 0: whole, 1: name = '' }) => {
      const close = closing(code, index + whole.length - 1);
      const open = code.indexOf('{', close);
      const stop = code.indexOf(';', close);
      if (open < 0 || (stop >= 0 && stop < open)) return [];
      const start = index + 'function '.length;
      return [
        {
          name,
          head: index,
          at: { start, end: start + name.length },
          body: { start: open + 1, end: closing(code, open) },
        },
      ];
    },
  );
}

function classesOf({ code }: Source) {
  return [...code.matchAll(/^[ \t]*(?:(?:final|abstract|readonly) )*class (\w+)/gm)].map(
    ({ index, 1: name = '' }) => ({ name, index }),
  );
}

function namespaceOf({ code }: Source): string {
  const [, name] = /^[ \t]*namespace ([\w\\]+)/m.exec(code) ?? [];
  return name === undefined ? '' : `${name}\\`;
}

/** The whole name of a class, by what the file takes from elsewhere. */
function fullName({ code }: Source, name: string): string {
  const plain = name.replace(/^\\/, '');
  if (plain.includes('\\')) {
    const [alias = '', ...rest] = plain.split('\\');
    for (const [, used = '', as] of code.matchAll(/^[ \t]*use ([\w\\]+)(?: as (\w+))?\s?;/gm)) {
      if ((as ?? used.slice(used.lastIndexOf('\\') + 1)) === alias)
        return [used, ...rest].join('\\');
    }
    return plain;
  }
  for (const [, used = ''] of code.matchAll(/^[ \t]*use ([\w\\]+)\s?;/gm)) {
    if (used.endsWith(`\\${plain}`)) return used;
  }
  return `App\\Http\\Controllers\\${plain}`;
}

/** `Route::get('/healthz', …)`, within the groups it stands in. */
function tableOfRoutes(path: string, source: Source): readonly FoundRoute[] {
  const { code, bare } = source;
  // Who else loads a file of routes says under which prefix.
  const isApi = /(?:^|\/)routes\/api\.php$/.test(path) && /\bRoute::/.test(code);
  const base = isApi ? 'api' : '';
  const groups = groupsOf(source);
  return [
    ...code.matchAll(/(?:\bRoute::|\$(?:router|app|route|r)->|\)->)(get|any|match)\s?\(/g),
  ].flatMap(({ index, 0: whole, 1: verb = '' }): readonly FoundRoute[] => {
    const open = index + whole.length - 1;
    const end = closing(code, open);
    const start = statementStart(code, index);
    const chain = bare.slice(start, index);
    if (whole.startsWith(')') && !/\bRoute::/.test(chain)) return [];
    let first = open + 1;
    if (verb === 'match') first = closing(code, code.indexOf('[', open)) + 1;
    while (/[\s,]/.test(bare[first] ?? '')) first++;
    const written = quotedAt(source, first);
    if (written === undefined || /[{}[\]$]/.test(written)) return [];
    const around = groups.filter(({ body }) => body.start < index && index < body.end);
    const rest = first + written.length + 2;
    const own = /\bprefix\(\s?["']([\w/.-]+)["']/.exec(chain)?.[1] ?? '';
    const handler = handlerIn(source, rest, end, around.at(-1)?.controller ?? null);
    const at = { start: open - verb.length, end: open };
    return [
      {
        at,
        verb: verb === 'get' ? 'GET' : 'ANY',
        pattern: joinPath(base, ...around.map(({ prefix }) => prefix), own, written),
        framework: 'Laravel',
        ...handler,
      },
    ];
  });
}

function groupsOf(source: Source) {
  const { code, bare } = source;
  return [...code.matchAll(/(?:->|::)group\s?\(/g)].flatMap(({ index, 0: whole }) => {
    const open = index + whole.length - 1;
    const brace = code.indexOf('{', open);
    const end = closing(code, open);
    if (brace < 0 || brace > end) return [];
    const said = bare.slice(statementStart(code, index), index) + bare.slice(open, brace);
    const prefix =
      /\bprefix\(\s?["']([\w/.-]+)["']|["']prefix["']\s?=>\s?["']([\w/.-]+)["']/.exec(said) ?? [];
    const controller = /\bcontroller\(\s?([\w\\]+)::class/.exec(said)?.[1];
    return [
      {
        body: { start: brace, end },
        prefix: prefix[1] ?? prefix[2] ?? '',
        controller: controller === undefined ? null : fullName(source, controller),
      },
    ];
  });
}

/** What answers: a function that is written here, or a method of a class. */
function handlerIn(source: Source, from: number, to: number, controller: string | null) {
  const said = source.bare.slice(from, to);
  const none = { name: null, asked: [], runs: [] };
  const [, method] = /^\s?,\s*\[\s*([\w\\]+::class,\s*["']\w+)["']/.exec(said) ?? [];
  if (method !== undefined) {
    const [type = '', name = ''] = method.split(/::class,\s*["']/);
    return running(`${fullName(source, type)}#${name}`);
  }
  const [, invoked] = /^\s?,\s*([\w\\]+)::class\s*$/.exec(said) ?? [];
  if (invoked !== undefined) return running(`${fullName(source, invoked)}#__invoke`);
  const [, type, name = ''] = /^\s?,\s*["']([\w\\]+)@(\w+)["']/.exec(said) ?? [];
  if (type !== undefined) return running(`${fullName(source, type)}#${name}`);
  const [, own] = /^\s?,\s*["'](\w+)["']/.exec(said) ?? [];
  if (own !== undefined && controller !== null) return running(`${controller}#${own}`);
  if (!/^\s?,\s*(?:static )?(?:function|fn)\b/.test(said)) return none;
  const arrow = source.code.indexOf('=>', from);
  const brace = source.code.indexOf('{', from);
  const isShort = /^\s?,\s*(?:static )?fn\b/.test(said);
  const start = isShort ? arrow + 2 : brace + 1;
  if (start < from || start > to) return none;
  return { ...none, asked: imported(source, askedIn(source, { start, end: to }, [], DIALECT)) };
}

/** As {@link models}, for functions that are written in the table of routes. */
function imported(source: Source, asked: readonly Asked[]): readonly Asked[] {
  return models(source, asked);
}

function running(name: string) {
  return { name, asked: [], runs: [name] };
}

/** `#[Route('/healthz')]` of Symfony. */
function attributes(
  source: Source,
  functions: ReturnType<typeof functionsOf>,
): readonly FoundRoute[] {
  const { bare, code } = source;
  const [type] = classesOf(source);
  const all = [...bare.matchAll(/#\[Route\(\s?(?:path:\s?)?["']([\w/.-]+)["']/g)];
  const prefix = all.find(({ index }) => type !== undefined && index < type.index)?.[1] ?? '';
  return all.flatMap(({ index, 1: pattern = '' }): readonly FoundRoute[] => {
    if (!type || index < type.index) return [];
    const answering = functions.find(({ head }) => head > index);
    // Another method does not come between an attribute and what it is of.
    if (!answering || code.slice(index, answering.head).includes('}')) return [];
    return [
      {
        at: { start: index + 2, end: index + 7 },
        verb: 'GET',
        pattern: joinPath(prefix, pattern),
        framework: 'Symfony',
        name: answering.name,
        asked: models(source, askedIn(source, answering.body, functions, DIALECT)),
        runs: [],
      },
    ];
  });
}

/** `public $timeout = 600` of a job: it wins over what the worker is told. */
function jobsOf({ code }: Source): readonly FoundJob[] {
  const [, name] = /\bclass (\w+)/.exec(code) ?? [];
  const found = /\bpublic (?:\??int )?\$timeout = (\d{1,6});|#\[Timeout\((\d{1,6})\)\]/.exec(code);
  // A connection of its own has terms of its own.
  if (name === undefined || !found || /\$connection = |\bonConnection\(/.test(code)) return [];
  const seconds = Number(found[1] ?? found[2]);
  const start = found.index + found[0].search(/\d/);
  return [{ at: { start, end: start + String(seconds).length }, name, seconds }];
}

function schedulesOf({ code }: Source): readonly FoundSchedule[] {
  return [...code.matchAll(SCHEDULED)].map(({ index, 0: whole }) => {
    const end = code.indexOf(';', index);
    const said = code.slice(index, end < 0 ? code.length : end);
    return {
      at: { start: index, end: index + whole.length - 1 },
      once: said.includes('->onOneServer('),
    };
  });
}

/** The event of Laravel's own health route. */
const DIAGNOSING = 'DiagnosingHealth';

/** `health: '/up'` of Laravel: it fires an event, and whoever listens may ask what he likes. */
function health(source: Source): readonly FoundRoute[] {
  const [whole, pattern = ''] = /\bhealth:\s?["']([\w/.-]+)["']/.exec(source.bare) ?? [];
  if (whole === undefined || !/\bwithRouting\b/.test(source.code)) return [];
  const start = source.bare.indexOf(whole);
  return [
    {
      at: { start, end: start + 'health'.length },
      verb: 'GET',
      pattern: joinPath(pattern),
      framework: 'Laravel',
      name: DIAGNOSING,
      asked: [],
      runs: [DIAGNOSING],
    },
  ];
}

/** Who listens to the event of the health route. */
function diagnosing(
  source: Source,
  functions: ReturnType<typeof functionsOf>,
): readonly FoundHandler[] {
  const { code } = source;
  const written = [...code.matchAll(/\blisten\s?\(/g)].flatMap(({ index, 0: whole }) => {
    const open = index + whole.length - 1;
    const end = closing(code, open);
    const brace = code.indexOf('{', open);
    const isOf = new RegExp(`\\b${DIAGNOSING}\\b`).test(code.slice(open, end));
    return isOf && brace > 0 && brace < end ? [{ start: brace + 1, end }] : [];
  });
  const listening = functions
    .filter(({ head, body }) => code.slice(head, body.start).includes(`${DIAGNOSING} $`))
    .map(({ body }) => body);
  return [...written, ...listening].flatMap((body) => {
    const asked = models(source, askedIn(source, body, functions, DIALECT));
    return asked.length === 0
      ? []
      : [{ at: asked[0]?.at ?? body, name: DIAGNOSING, asked, runs: [] }];
  });
}
