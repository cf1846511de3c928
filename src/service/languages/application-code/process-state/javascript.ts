import { tableOf } from '../../../text/tables';
import type { EntrySource } from '../entries/entry';
import type { Use } from '../uses';
import { hasKey, moduleOf, optionsOf, type StateUse } from './state';

/** Middleware whose `store` says where it keeps what it counts or knows; in memory without one. */
const STORES = tableOf<Pick<StateUse, 'what'> & { readonly keys: readonly string[] }>({
  'express-session': { what: 'session', keys: ['store'] },
  '@fastify/session': { what: 'session', keys: ['store'] },
  'fastify-session': { what: 'session', keys: ['store'] },
  'express-rate-limit': { what: 'rate-limit', keys: ['store'] },
  'express-slow-down': { what: 'rate-limit', keys: ['store'] },
  '@fastify/rate-limit': { what: 'rate-limit', keys: ['store', 'redis'] },
  'fastify-rate-limit': { what: 'rate-limit', keys: ['store', 'redis'] },
  'koa-ratelimit': { what: 'rate-limit', keys: ['db'] },
  '@nestjs/throttler': { what: 'rate-limit', keys: ['storage'] },
  'socket.io': { what: 'socket.io', keys: ['adapter'] },
});

const SCHEDULES = /^(?:node-cron|cron|croner|node-schedule|toad-scheduler|bree)$/;

/** What code of Node keeps in its process for its clients. */
export function stateOfJavaScript(source: EntrySource): readonly StateUse[] {
  const { uses, declarations } = source;
  const found: StateUse[] = uses.all.flatMap((use) => stored(use, source) ?? []);
  found.push(...uses.all.flatMap((use) => limiter(use, source) ?? uploads(use, source) ?? []));
  const broadcast = broadcasts(source);
  if (broadcast) found.push(broadcast);
  const schedule =
    uses.all.find(
      (use) =>
        SCHEDULES.test(moduleOf(use, source) ?? '') &&
        /^(?:schedule|CronJob|Cron|scheduleJob|from)$/.test(use.method),
    )?.methodAt ??
    ([...uses.imports.values()].some(({ module }) => module === '@nestjs/schedule')
      ? declarations.all.find(({ node }) =>
          /@Cron\s*\(/.test(
            node.parent?.text.slice(0, node.startIndex - node.parent.startIndex) ?? '',
          ),
        )?.node.span
      : undefined);
  if (schedule) {
    const library = [...uses.imports.values()].find(
      ({ module }) => SCHEDULES.test(module) || module === '@nestjs/schedule',
    )?.module;
    found.push({
      what: 'timer',
      library: library ?? 'a schedule',
      store: ONCE.test(source.root?.text ?? '') ? 'unknown' : 'memory',
      at: schedule,
    });
  }
  return found;
}

/** `wss.clients.forEach((client) => client.send(…))` of ws: messages for all that reach the clients of one process. */
function broadcasts({ uses, root }: EntrySource): StateUse | undefined {
  if (![...uses.imports.values()].some(({ module }) => module === 'ws')) return undefined;
  const use = uses.all.find(
    ({ method, receiver }) => method === 'forEach' && receiver.endsWith('.clients'),
  );
  const text = root?.text ?? '';
  if (!use || !/\.send\(/.test(text)) return undefined;
  // What other processes hear of it comes another way.
  const store = /\b(?:publish|subscribe|psubscribe|NATS|amqp|kafka)\b/i.test(text)
    ? 'unknown'
    : 'memory';
  return { what: 'socket.io', library: 'ws', store, at: use.methodAt };
}

/** Words of code that makes sure that one of several does it. */
const ONCE = /lock|leader|mutex|NODE_APP_INSTANCE|isPrimary|isMaster|POD_NAME|HOSTNAME/i;

/** `app.register(require('@fastify/session'), …)`. */
const REQUIRED = /^(?:require|import)\(\s*['"]([^'"]{1,80})['"]\s*\)$/;

function stored(use: Use, source: EntrySource): StateUse | undefined {
  const isRegister = use.method === 'register' && use.receiver !== '';
  const named = isRegister ? use.arguments[0]?.text : undefined;
  const module =
    named !== undefined
      ? (source.uses.imports.get(named)?.module ?? REQUIRED.exec(named)?.[1])
      : use.receiver === '' || /^forRoot(?:Async)?$/.test(use.method)
        ? moduleOf(use, source)
        : undefined;
  const store = module === undefined ? undefined : STORES[module];
  if (!store || module === undefined) return undefined;
  if (module === '@nestjs/throttler' && !use.method.startsWith('forRoot')) return undefined;
  if (module === 'socket.io' && !isServer(use, source)) return undefined;
  if (/^(?:MemoryStore|Store|Cookie|ipKeyGenerator)$/.test(use.method)) return undefined;
  const last = use.arguments.at(-1);
  const options = optionsOf(isRegister && use.arguments.length < 2 ? undefined : last, source);
  const text = source.root?.text ?? '';
  const told =
    module === 'socket.io' && /\.adapter\(/.test(text)
      ? 'yes'
      : options === undefined
        ? 'no'
        : options === null
          ? module === 'socket.io'
            ? 'no'
            : 'unknown'
          : anyKey(options, store.keys);
  const inMemory = options != null && /store:\s*new\s+[\w.]*Memory/i.test(options);
  return {
    what: store.what,
    library: module,
    store: inMemory ? 'memory' : told === 'yes' ? 'shared' : told === 'no' ? 'memory' : 'unknown',
    at: use.methodAt,
  };
}

function isServer(use: Use, { uses }: EntrySource): boolean {
  const { name } = uses.imports.get(use.method) ?? { name: '' };
  return name === 'Server' || name === 'default' || name === '*' || name === '';
}

function anyKey(object: string, keys: readonly string[]): ReturnType<typeof hasKey> {
  const found = keys.map((key) => hasKey(object, key));
  return found.includes('yes') ? 'yes' : found.includes('unknown') ? 'unknown' : 'no';
}

/** `new RateLimiterMemory(…)` says it by its name; one behind another is its insurance. */
function limiter(use: Use, source: EntrySource): StateUse | undefined {
  if (moduleOf(use, source) !== 'rate-limiter-flexible' || use.method !== 'RateLimiterMemory')
    return undefined;
  const isInsurance = /insuranceLimiter|RateLimiter(?:Redis|Postgres|Mongo|MySQL|Memcache|Cluster)/;
  return {
    what: 'rate-limit',
    library: 'rate-limiter-flexible',
    store: isInsurance.test(source.root?.text ?? '') ? 'unknown' : 'memory',
    at: use.methodAt,
  };
}

/** Files of clients that stay on the disk of the process that took them. */
function uploads(use: Use, source: EntrySource): StateUse | undefined {
  if (moduleOf(use, source) !== 'multer') return undefined;
  const isDisk = use.method === 'diskStorage';
  const options = optionsOf(use.arguments[0], source);
  const isFolder =
    use.receiver === '' && options != null && hasKey(options, 'dest') === 'yes' && !isDisk;
  const isTemporary = /tmp|temp/i.test(options ?? '');
  if ((!isDisk && !isFolder) || isTemporary || options == null) return undefined;
  // What is taken only to be handed on is gone again.
  const isHandedOn =
    /\b(?:unlink|rm)(?:Sync)?\b|S3Client|@aws-sdk|cloudinary|@google-cloud\/storage/;
  if (isHandedOn.test(source.root?.text ?? '')) return undefined;
  return { what: 'upload', library: 'multer', store: 'disk', at: use.methodAt };
}
