import type { Span } from '../../contracts/span';
import { quotedAt, type Source, sourceOf, statementStart } from '../../syntax/code-text';
import {
  type Asked,
  askedIn,
  byName,
  type Dialect,
  following,
  MAX_BODY,
  type Named,
} from './bodies';
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
  const bodies = byName(functions);
  const names = namesOf(source);
  const classes = classesOf(source);
  const own = classes[0]?.name;
  const space = own === undefined ? '' : namespaceOf(source);
  const handlers: FoundHandler[] =
    own === undefined
      ? []
      : functions.flatMap(({ name, at, body }) => {
          const asked = models(source, names, askedIn(source, body, bodies, DIALECT));
          return asked.length === 0
            ? []
            : [{ at, name: `${space}${own}#${name}`, asked, runs: [] }];
        });
  return {
    routes: [
      ...tableOfRoutes(path, source, names),
      ...attributes(source, functions, names),
      ...health(source),
    ],
    handlers: [...handlers, ...diagnosing(source, functions, names)],
    jobs: /\/Jobs\//.test(path) ? jobsOf(source) : [],
    schedules: SCHEDULES.test(path) ? schedulesOf(source) : [],
    comments: source.comments,
  };
}

/** Static calls are of models only where the class is one: it is taken from where models are. */
function models({ code }: Source, names: Names, asked: readonly Asked[]): readonly Asked[] {
  return asked.filter(({ at }) => {
    const call = code.slice(at.start, at.end);
    const [, name] = /^([A-Z]\w*)::/.exec(call) ?? [];
    if (name === undefined || name === 'DB') return true;
    return !NO_MODELS.test(call) && /\\(?:Models|Entity)\\/.test(names.get(name) ?? '');
  });
}

function functionsOf({
  code,
  closing,
}: Source): readonly (Named & { readonly at: Span; readonly head: number })[] {
  return [...code.matchAll(/\bfunction (\w+)\s?\(/g)].flatMap(
    ({ index, 0: whole, 1: name = '' }) => {
      const close = closing(index + whole.length - 1);
      // What it gives back may stand between.
      const [head, mark] = /^[^{;]{0,300}([{;])/.exec(code.slice(close, close + 301)) ?? [];
      if (head === undefined || mark === ';') return [];
      const open = close + head.length - 1;
      const start = index + 'function '.length;
      return [
        {
          name,
          head: index,
          at: { start, end: start + name.length },
          body: { start: open + 1, end: closing(open) },
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

/** Whole names by those under which a file takes them from elsewhere. */
type Names = ReadonlyMap<string, string>;

function namesOf({ code }: Source): Names {
  return new Map(
    [...code.matchAll(/^[ \t]*use ([\w\\]+)(?: as (\w+))?\s?;/gm)].map(([, used = '', as]) => [
      as ?? used.slice(used.lastIndexOf('\\') + 1),
      used,
    ]),
  );
}

/** The whole name of a class. */
function fullName(names: Names, name: string): string {
  const plain = name.replace(/^\\/, '');
  const [alias = '', ...rest] = plain.split('\\');
  const used = names.get(alias);
  if (used !== undefined) return [used, ...rest].join('\\');
  return rest.length > 0 ? plain : `App\\Http\\Controllers\\${plain}`;
}

/** A file with more groups was written by a program. */
const MAX_GROUPS = 300;

/** `Route::get('/healthz', …)`, within the groups it stands in. */
function tableOfRoutes(path: string, source: Source, names: Names): readonly FoundRoute[] {
  const { code, bare, closing } = source;
  // Who else loads a file of routes says under which prefix.
  const isApi = /(?:^|\/)routes\/api\.php$/.test(path) && /\bRoute::/.test(code);
  const base = isApi ? 'api' : '';
  const groups = groupsOf(source, names);
  if (groups.length > MAX_GROUPS) return [];
  return [
    ...code.matchAll(/(?:\bRoute::|\$(?:router|app|route|r)->|\)->)(get|any|match)\s?\(/g),
  ].flatMap(({ index, 0: whole, 1: verb = '' }): readonly FoundRoute[] => {
    const open = index + whole.length - 1;
    const end = closing(open);
    const start = statementStart(code, index);
    const chain = bare.slice(start, index);
    if (whole.startsWith(')') && !/\bRoute::/.test(chain)) return [];
    let first = open + 1;
    if (verb === 'match') first = closing(code.indexOf('[', open)) + 1;
    while (/[\s,]/.test(bare[first] ?? '')) first++;
    const written = quotedAt(source, first);
    if (written === undefined || /[{}[\]$]/.test(written)) return [];
    const around = groups.filter(({ body }) => body.start < index && index < body.end);
    const rest = first + written.length + 2;
    const own = /\bprefix\(\s?["']([\w/.-]+)["']/.exec(chain)?.[1] ?? '';
    const handler = handlerIn(source, names, [rest, end], around.at(-1)?.controller ?? null);
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

function groupsOf(source: Source, names: Names) {
  const { code, bare, closing } = source;
  return [...code.matchAll(/(?:->|::)group\s?\(/g)].flatMap(({ index, 0: whole }) => {
    const open = index + whole.length - 1;
    const end = closing(open);
    const brace = open + code.slice(open, Math.min(end, open + MAX_BODY)).indexOf('{');
    if (brace < open) return [];
    const said = bare.slice(statementStart(code, index), index) + bare.slice(open, brace);
    const prefix =
      /\bprefix\(\s?["']([\w/.-]+)["']|["']prefix["']\s?=>\s?["']([\w/.-]+)["']/.exec(said) ?? [];
    const controller = /\bcontroller\(\s?([\w\\]+)::class/.exec(said)?.[1];
    return [
      {
        body: { start: brace, end },
        prefix: prefix[1] ?? prefix[2] ?? '',
        controller: controller === undefined ? null : fullName(names, controller),
      },
    ];
  });
}

/** What answers: a function that is written here, or a method of a class. */
function handlerIn(
  source: Source,
  names: Names,
  [from, to]: readonly [from: number, to: number],
  controller: string | null,
) {
  const said = source.bare.slice(from, Math.min(to, from + MAX_BODY));
  const none = { name: null, asked: [], runs: [] };
  const [, method] = /^\s?,\s*\[\s*([\w\\]+::class,\s*["']\w+)["']/.exec(said) ?? [];
  if (method !== undefined) {
    const [type = '', name = ''] = method.split(/::class,\s*["']/);
    return running(`${fullName(names, type)}#${name}`);
  }
  const [, invoked] = /^\s?,\s*([\w\\]+)::class\s*$/.exec(said) ?? [];
  if (invoked !== undefined) return running(`${fullName(names, invoked)}#__invoke`);
  const [, type, name = ''] = /^\s?,\s*["']([\w\\]+)@(\w+)["']/.exec(said) ?? [];
  if (type !== undefined) return running(`${fullName(names, type)}#${name}`);
  const [, own] = /^\s?,\s*["'](\w+)["']/.exec(said) ?? [];
  if (own !== undefined && controller !== null) return running(`${controller}#${own}`);
  if (!/^\s?,\s*(?:static )?(?:function|fn)\b/.test(said)) return none;
  const isShort = /^\s?,\s*(?:static )?fn\b/.test(said);
  const mark = isShort ? '=>' : '{';
  const found = source.code.slice(from, Math.min(to, from + MAX_BODY)).indexOf(mark);
  if (found < 0) return none;
  const body = { start: from + found + mark.length, end: to };
  return { ...none, asked: models(source, names, askedIn(source, body, new Map(), DIALECT)) };
}

function running(name: string) {
  return { name, asked: [], runs: [name] };
}

/** `#[Route('/healthz')]` of Symfony. */
function attributes(
  source: Source,
  functions: ReturnType<typeof functionsOf>,
  names: Names,
): readonly FoundRoute[] {
  const { bare, code } = source;
  const bodies = byName(functions);
  const [type] = classesOf(source);
  const all = [...bare.matchAll(/#\[Route\(\s?(?:path:\s?)?["']([\w/.-]+)["']/g)];
  const prefix = all.find(({ index }) => type !== undefined && index < type.index)?.[1] ?? '';
  return all.flatMap(({ index, 1: pattern = '' }): readonly FoundRoute[] => {
    if (!type || index < type.index) return [];
    const answering = following(functions, index);
    // Another method does not come between an attribute and what it is of.
    if (!answering || code.slice(index, Math.min(answering.head, index + MAX_BODY)).includes('}'))
      return [];
    return [
      {
        at: { start: index + 2, end: index + 7 },
        verb: 'GET',
        pattern: joinPath(prefix, pattern),
        framework: 'Symfony',
        name: answering.name,
        asked: models(source, names, askedIn(source, answering.body, bodies, DIALECT)),
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
    const [said = ''] = /^[^;]{0,2000}/.exec(code.slice(index, index + 2000)) ?? [];
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
  names: Names,
): readonly FoundHandler[] {
  const { code, closing } = source;
  const bodies = byName(functions);
  const written = [...code.matchAll(/\blisten\s?\(/g)].flatMap(({ index, 0: whole }) => {
    const open = index + whole.length - 1;
    const end = closing(open);
    const said = code.slice(open, Math.min(end, open + MAX_BODY));
    const brace = said.indexOf('{');
    return said.includes(DIAGNOSING) && brace > 0 ? [{ start: open + brace + 1, end }] : [];
  });
  const listening = functions
    .filter(({ head, body }) => code.slice(head, body.start).includes(`${DIAGNOSING} $`))
    .map(({ body }) => body);
  return [...written, ...listening].flatMap((body) => {
    const asked = models(source, names, askedIn(source, body, bodies, DIALECT));
    return asked.length === 0
      ? []
      : [{ at: asked[0]?.at ?? body, name: DIAGNOSING, asked, runs: [] }];
  });
}
