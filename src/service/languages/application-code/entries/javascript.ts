import type { DeclaredFunction } from '../functions/declared';
import type { Node } from '../syntax/node';
import { ancestors, children, descendants, unquoted } from '../tree';
import type { Use } from '../uses';
import { argumentsIn, decoratorOfClass, optionIn, prefetchOf, writtenIn } from './at-once';
import { type Entry, type EntrySource, handlerIn, joinPaths, stringOf } from './entry';

const VERBS = /^(?:get|post|put|patch|delete|del|head|options|all)$/;

/** Frameworks by the module that makes their routers. */
const FRAMEWORKS: readonly (readonly [module: RegExp, title: string])[] = [
  [/^express$/, 'Express'],
  [/^fastify$/, 'Fastify'],
  [/^(?:koa|@koa\/router|koa-router)$/, 'Koa'],
  [/^hono\b/, 'Hono'],
  [/^restify$/, 'restify'],
  [/^polka$/, 'polka'],
];

const ROUTER = /^(?:app|router|server|fastify|hono|api|routes?)$|(?:Router|App|Routes)$/;

/** Reads the routes, jobs and functions of a file of JavaScript. */
export function entriesOfJavaScript(source: EntrySource): readonly Entry[] {
  return [...routed(source), ...decorated(source), ...byPath(source), ...workers(source)];
}

function routed(source: EntrySource): readonly Entry[] {
  const { uses } = source;
  const routers = new Map<string, string>();
  for (const use of uses.all) {
    if (use.result.kind !== 'variable') continue;
    const binding = uses.imports.get(use.receiver === '' ? use.method : use.receiver);
    const title = binding && titleOf(binding.module);
    if (title) routers.set(use.result.names[0] ?? '', title);
  }
  const byImports = [...uses.imports.values()].map(({ module }) => titleOf(module)).find(Boolean);
  const prefixes = prefixesIn(source);
  const entries: Entry[] = [];
  for (const use of uses.all) {
    if (!/^(?:get|post|put|patch|delete|del|head|options|all|route)$/.test(use.method)) continue;
    const { root, chained } = rootOf(use);
    const framework = routers.get(root) ?? (ROUTER.test(root) ? byImports : undefined);
    if (framework === undefined) continue;
    const items = argumentsOf(use);
    if (use.method === 'route' && items[0]?.type === 'object') {
      entries.push(...ofOptions(items[0], use, framework, source));
      continue;
    }
    if (!VERBS.test(use.method)) continue;
    const pattern = chained ?? stringOf(items[0]);
    const handler = handlerIn(items.at(-1), source);
    if (pattern === null || !handler || (chained === null && items.length < 2)) continue;
    entries.push({
      ...{ on: 'request', framework, at: use.methodAt, ...handler },
      verb: use.method === 'all' ? 'ANY' : use.method.replace(/^del$/, 'delete').toUpperCase(),
      pattern: joinPaths(prefixes.get(root) ?? '', pattern),
    });
  }
  return entries;
}

function titleOf(module: string): string | undefined {
  return FRAMEWORKS.find(([pattern]) => pattern.test(module))?.[1];
}

/** The router a call is made on, and the path that `route('/x')` has given it. */
function rootOf(use: Use): { readonly root: string; readonly chained: string | null } {
  let object: Node | null =
    use.node.childForFieldName('function')?.childForFieldName('object') ?? null;
  let chained: string | null = null;
  while (object?.type === 'call_expression') {
    const callee: Node | null = object.childForFieldName('function');
    if (callee?.childForFieldName('property')?.text === 'route') {
      chained = stringOf(children(object.childForFieldName('arguments') ?? object)[0]);
    }
    object = callee?.childForFieldName('object') ?? null;
  }
  return { root: object?.text.replace(/^this\./, '') ?? '', chained };
}

/** `fastify.route({ method, url, handler })` */
function ofOptions(
  object: Node,
  use: Use,
  framework: string,
  source: EntrySource,
): readonly Entry[] {
  const value = (name: string) => {
    const pair = children(object).find(
      (part) => (part.childForFieldName('key') ?? part.childForFieldName('name'))?.text === name,
    );
    return pair?.type === 'method_definition' ? pair : pair?.childForFieldName('value');
  };
  const handler = handlerIn(value('handler') ?? undefined, source);
  const pattern = stringOf(value('url') ?? value('path') ?? undefined);
  if (!handler || pattern === null) return [];
  const verb = stringOf(value('method') ?? undefined);
  return [{ on: 'request', verb, pattern, framework, at: use.methodAt, ...handler }];
}

/** `app.use('/api', router)`: what a router of the same file is mounted at. */
function prefixesIn({ uses }: EntrySource): ReadonlyMap<string, string> {
  const prefixes = new Map<string, string>();
  for (const use of uses.all) {
    if (!/^(?:use|register|route)$/.test(use.method)) continue;
    const items = argumentsOf(use);
    const prefix = stringOf(items[0]);
    const router = items.at(-1);
    if (prefix !== null && router?.type === 'identifier') prefixes.set(router.text, prefix);
  }
  return prefixes;
}

function argumentsOf({ node }: Use): readonly Node[] {
  const list = node.childForFieldName('arguments');
  return list ? children(list) : [];
}

const NEST =
  /^@(Get|Post|Put|Patch|Delete|Head|Options|All|Query|Mutation)\s*\(\s*(?:['"`]([^'"`]*))?/;
const TASKS =
  /^@(Cron|Interval|Process|Processor|OnQueueEvent|EventPattern|MessagePattern|SqsMessageHandler)\s*\(\s*(?:['"`]([^'"`]*))?/;

/** Methods of controllers and processors, by their decorators. */
function decorated({ declarations }: EntrySource): readonly Entry[] {
  return declarations.all.flatMap((declared): readonly Entry[] => {
    if (declared.owner === null) return [];
    for (const { text } of decoratorsIn(declared.node)) {
      const [, verb, path] = NEST.exec(text) ?? [];
      const own = declared.node.span;
      const at = (declared.node.childForFieldName('name') ?? declared.node).span;
      const common = { handler: declared.key, own, at };
      if (verb !== undefined) {
        const isGraph = /^(?:Query|Mutation)$/.test(verb);
        const prefix = prefixOf(declared.node);
        return [
          {
            ...{ on: 'request', framework: isGraph ? 'GraphQL' : 'NestJS', ...common },
            verb: isGraph ? null : verb === 'All' ? 'ANY' : verb.toUpperCase(),
            pattern: isGraph ? declared.name : joinPaths(prefix, path ?? ''),
          },
        ];
      }
      const [, task, name] = TASKS.exec(text) ?? [];
      if (task === undefined) continue;
      const on = /^(?:Cron|Interval)$/.test(task) ? 'schedule' : 'message';
      const atOnce = decoratorsIn(declared.node)
        .map((decorator) => optionIn(argumentsIn(children(decorator)[0]).at(-1), 'concurrency'))
        .find((each) => each !== undefined);
      return [
        {
          on,
          framework: 'NestJS',
          verb: null,
          pattern: name ?? null,
          ...common,
          ...(atOnce && { atOnce }),
        },
      ];
    }
    return processorOf(declared);
  });
}

/** `process(job)` of a class that is `@Processor('mail', { concurrency: 25 })` of Nest and BullMQ. */
function processorOf({ key, name, node }: DeclaredFunction): readonly Entry[] {
  const call = name === 'process' ? decoratorOfClass(node, 'Processor') : undefined;
  if (!call) return [];
  const given = argumentsIn(call);
  const [first] = given;
  const at = (node.childForFieldName('name') ?? node).span;
  const named = /string/.test(first?.type ?? '') ? stringOf(first) : null;
  const atOnce = optionIn(given.at(-1), 'concurrency');
  return [
    {
      ...{ on: 'message', framework: 'BullMQ', verb: null, handler: key, own: node.span, at },
      pattern: named,
      ...(atOnce && { atOnce }),
    },
  ];
}

function decoratorsIn(node: Node): readonly Node[] {
  const found: Node[] = [];
  for (let before = node.previousSibling; before; before = before.previousSibling) {
    if (before.type === 'decorator') found.push(before);
    else if (!before.type.endsWith('comment')) break;
  }
  return found;
}

/** `@Controller('orders')` of the class around a method. */
function prefixOf(node: Node): string {
  for (const around of ancestors(node)) {
    if (!/class_declaration$/.test(around.type)) continue;
    const own = children(around).filter(({ type }) => type === 'decorator');
    const before = around.parent?.type === 'export_statement' ? children(around.parent) : [];
    const texts = [...own, ...before, ...(around.previousSibling ? [around.previousSibling] : [])];
    for (const { text } of texts) {
      const path = /^@Controller\s*\(\s*(?:\{[^}]*path:\s*)?['"`]([^'"`]*)/.exec(text)?.[1];
      if (path !== undefined) return path;
    }
    return '';
  }
  return '';
}

// A package may be called `app` as well: `frontend/app/src/app/orders/route.ts`.
const NEXT_ROUTE = /(?:^|\/)app\/(?:src\/app\/)?(.*\/)?route\.[cm]?[jt]sx?$/;
const NEXT_PAGE = /(?:^|\/)app\/(?:src\/app\/)?(.*\/)?(?:page|layout)\.[jt]sx?$/;
const PAGES_API = /(?:^|\/)pages(\/api\/.*?)(?:\/index)?\.[jt]sx?$/;

const PAGES = /(?:^|\/)pages\/(.*?)(?:\/?index)?\.[jt]sx?$/;
const REMIX_ROUTE = /(?:^|\/)routes\/(.*?)(?:\/(?:route|index))?\.[cm]?[jt]sx?$/;

/**
 * A file of Remix's flat routes as a path: a dot begins a segment, `$id` is a parameter, a segment that begins with
 * `_` is a layout and none of it (remix.run/docs: Route File Naming).
 */
function remixSegments(file: string): string {
  return file
    .split(/[./]/)
    .filter((part) => !part.startsWith('_') && part !== 'index')
    .map((part) => part.replace(/_$/, '').replace(/^\$$/, '*').replace(/^\$/, ':'))
    .join('/');
}

/** `'use server'`, `'use client'` before anything else. */
const DIRECTIVE = /^(?:\/\/[^\n]*\n|\/\*(?:[^*]|\*(?!\/))*\*\/|\s)*['"]use (server|client)['"]/;

/** What its path or a directive makes a handler: Next.js, Remix, AWS Lambda, Workers. */
function byPath({ path, root, declarations }: EntrySource): readonly Entry[] {
  const entries: Entry[] = [];
  const route = NEXT_ROUTE.exec(path)?.[1];
  const [, directive] = DIRECTIVE.exec(root?.text ?? '') ?? [];
  // What a page for the browser asks for, the browser waits for.
  const page = NEXT_PAGE.test(path) && directive !== 'client';
  const api = PAGES_API.exec(path)?.[1];
  const isAction = directive === 'server';
  for (const declared of declarations.all) {
    const { name, owner, node } = declared;
    const offered = declarations.exports.get(owner ?? name) ?? [];
    if (
      owner !== null &&
      !(offered.includes('default') && /^(?:fetch|scheduled|queue)$/.test(name))
    )
      continue;
    if (offered.length === 0) continue;
    const at = (node.childForFieldName('name') ?? node).span;
    const entry = (framework: string, verb: string | null, pattern: string | null): Entry => ({
      ...{ on: 'request', framework, verb, pattern, handler: name, own: node.span, at },
    });
    if (owner !== null) {
      const on = name === 'fetch' ? 'request' : name === 'queue' ? 'message' : 'schedule';
      entries.push({ ...entry('Workers', null, null), on });
    } else if (NEXT_ROUTE.test(path) && /^[A-Z]+$/.test(name)) {
      entries.push(entry('Next.js', name, joinPaths('', segments(route ?? ''))));
    } else if (offered.includes('default') && api !== undefined) {
      entries.push(entry('Next.js', 'ANY', api));
    } else if (offered.includes('default') && page) {
      entries.push(
        entry('Next.js', 'GET', joinPaths('', segments(NEXT_PAGE.exec(path)?.[1] ?? ''))),
      );
    } else if (isAction) entries.push(entry('Next.js', 'POST', name));
    else if (name === 'getServerSideProps') {
      const shown = PAGES.exec(path)?.[1];
      entries.push(
        shown === undefined
          ? entry('Next.js', null, name)
          : entry('Next.js', 'GET', joinPaths('', segments(shown))),
      );
    } else if (name === 'loader' || name === 'action') {
      const shown = REMIX_ROUTE.exec(path)?.[1];
      const verb = name === 'loader' ? 'GET' : 'POST';
      entries.push(
        shown === undefined
          ? entry('Remix', null, name)
          : entry('Remix', verb, joinPaths('', remixSegments(shown))),
      );
    } else if (name === 'handler' && declared.parameters.length > 0) {
      entries.push(entry('AWS Lambda', null, name));
    }
  }
  return entries;
}

/** A folder of the app router as a path; groups in parentheses are none of it. */
function segments(folder: string): string {
  return folder
    .split('/')
    .filter((part) => !/^\(.*\)$/.test(part))
    .map((part) => part.replace(/^\[\.*(\w+)\]$/, ':$1'))
    .join('/');
}

/** Workers of queues, schedules, procedures of tRPC. */
function workers(source: EntrySource): readonly Entry[] {
  const { uses } = source;
  const entries: Entry[] = [];
  const from = (use: Use) =>
    uses.imports.get(use.receiver === '' ? use.method : (use.receiver.split('.')[0] ?? ''))
      ?.module ?? '';
  const hasTrpc = [...uses.imports.values()].some(({ module }) =>
    /^@trpc\/server|trpc/.test(module),
  );
  const hasBull = [...uses.imports.values()].some(({ module }) => module === 'bull');
  for (const use of uses.all) {
    const items = argumentsOf(use);
    const module = from(use);
    const named = stringOf(items[0]);
    if (module === 'bullmq' && use.method === 'Worker') {
      const handler = handlerIn(items[1], source);
      const atOnce = optionIn(items[2], 'concurrency');
      if (handler)
        entries.push({
          ...task('message', 'BullMQ', named, handler, use),
          ...(atOnce && { atOnce }),
        });
    } else if (hasBull && use.method === 'process' && items.length > 1) {
      // `queue.process('send', 50, handler)`; without a number it is one at a time.
      const number = items.slice(0, -1).findLast(({ type }) => !/string/.test(type));
      const handler = handlerIn(items.at(-1), source);
      if (handler) {
        entries.push({
          ...task('message', 'Bull', named, handler, use),
          ...(number && { atOnce: writtenIn(number) }),
        });
      }
    } else if (/^(?:node-cron|cron|croner|node-schedule)$/.test(module)) {
      const handler = handlerIn(
        items.find((item) => handlerIn(item, source) && !/string/.test(item.type)),
        source,
      );
      if (handler && /^(?:schedule|CronJob|Cron|scheduleJob)$/.test(use.method)) {
        entries.push(task('schedule', module, named, handler, use));
      }
    } else if (
      use.method === 'run' &&
      /consumer/i.test(use.receiver) &&
      items[0]?.type === 'object'
    ) {
      const each = descendants(items[0], [
        'arrow_function',
        'method_definition',
        'function_expression',
      ])[0];
      const handler = handlerIn(each, source);
      const atOnce = optionIn(items[0], 'partitionsConsumedConcurrently');
      if (handler)
        entries.push({
          ...task('message', 'KafkaJS', null, handler, use),
          ...(atOnce && { atOnce }),
        });
    } else if (use.method === 'consume' && items.length > 1) {
      const handler = handlerIn(items[1], source);
      const atOnce = prefetchOf(use, uses.all);
      if (handler)
        entries.push({
          ...task('message', 'AMQP', named, handler, use),
          ...(atOnce && { atOnce }),
        });
    } else if (
      hasTrpc &&
      /^(?:query|mutation)$/.test(use.method) &&
      /[pP]rocedure/.test(use.node.text.slice(0, 200))
    ) {
      const handler = handlerIn(items.at(-1), source);
      if (handler) {
        const pair = use.node.parent?.type === 'pair' ? use.node.parent : null;
        const name = pair?.childForFieldName('key');
        entries.push({
          ...{ on: 'request', framework: 'tRPC', verb: null, at: use.methodAt, ...handler },
          pattern: name ? (name.type === 'string' ? unquoted(name) : name.text) : null,
        });
      }
    }
  }
  return entries;
}

function task(
  on: Entry['on'],
  framework: string,
  pattern: string | null,
  handler: Pick<Entry, 'handler' | 'own'>,
  use: Use,
): Entry {
  return { on, framework, pattern, verb: null, at: use.methodAt, ...handler };
}
