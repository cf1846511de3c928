import type { Span } from '../../../contracts/span';
import { DJANGO_FILES } from '../../shared/django';
import type { EntrySource } from '../entries/entry';
import type { Use } from '../uses';
import { moduleOf, type StateUse } from './state';

/** Constructors by the module they come from, and the argument that names what all processes see. */
const STORES: readonly {
  readonly module: RegExp;
  readonly method: string;
  readonly what: StateUse['what'];
  readonly library: string;
  readonly shared: RegExp;
  /** Settings of the application that say the same. */
  readonly setting: RegExp;
}[] = [
  {
    module: /^flask_limiter\b/,
    method: 'Limiter',
    what: 'rate-limit',
    library: 'Flask-Limiter',
    shared: /\bstorage_uri\s*=(?!\s*["']memory:)/,
    setting: /RATELIMIT_STORAGE_(?:URI|URL)/,
  },
  {
    module: /^slowapi\b/,
    method: 'Limiter',
    what: 'rate-limit',
    library: 'slowapi',
    shared: /\bstorage_uri\s*=(?!\s*["']memory:)/,
    setting: /RATELIMIT_STORAGE_(?:URI|URL)/,
  },
  {
    module: /^flask_socketio\b/,
    method: 'SocketIO',
    what: 'socket.io',
    library: 'Flask-SocketIO',
    shared: /\b(?:message_queue|client_manager)\s*=/,
    setting: /message_queue\s*=/,
  },
  {
    module: /^socketio\b/,
    method: 'AsyncServer',
    what: 'socket.io',
    library: 'python-socketio',
    shared: /\bclient_manager\s*=/,
    setting: /client_manager\s*=/,
  },
];

/** Functions that start what they decorate again and again, in each process. */
const REPEATS = /^(?:repeat_every|repeat_at)$/;

const SCHEDULER = /^(?:BackgroundScheduler|AsyncIOScheduler|GeventScheduler|TornadoScheduler)$/;

/** Words of code that makes sure that one of several does it. */
const ONCE = /lock|leader|mutex/i;

/** What code of Python keeps in its process for its clients. */
export function stateOfPython(source: EntrySource): readonly StateUse[] {
  const text = source.root?.text ?? '';
  const found: StateUse[] = source.uses.all.flatMap((use) => stored(use, text, source) ?? []);
  for (const [pattern, what, library, store] of SETTINGS) {
    const match = pattern.exec(text);
    if (match) found.push({ what, library, store, at: spanAt(match) });
  }
  const scheduler = source.uses.all.find(
    (use) =>
      SCHEDULER.test(use.method) && /^(?:flask_)?apscheduler\b/.test(moduleOf(use, source) ?? ''),
  );
  if (scheduler && /\.add_job\(|scheduled_job\(/.test(text)) {
    found.push({
      what: 'timer',
      library: 'APScheduler',
      store: ONCE.test(text) ? 'unknown' : 'memory',
      at: scheduler.methodAt,
    });
  }
  const repeated = source.uses.all.find(
    (use) =>
      REPEATS.test(use.method) &&
      /^fastapi_(?:utils|utilities|restful)\b/.test(moduleOf(use, source) ?? ''),
  );
  if (repeated) {
    found.push({
      ...{ what: 'timer', library: repeated.method, at: repeated.methodAt },
      store: ONCE.test(text) ? 'unknown' : 'memory',
    });
  }
  // Settings of Django that stand in a file without a database.
  const storage = /^[ \t]*(?:STORAGES|DEFAULT_FILE_STORAGE)\s*=/m.exec(text);
  if (storage) {
    const isDisk = /FileSystemStorage/.test(text) && !/storages\.backends/.test(text);
    const store = isDisk ? 'disk' : 'shared';
    found.push({ what: 'upload', library: DJANGO_FILES, store, at: spanAt(storage) });
  }
  const upload = uploaded(source, text);
  return upload ? [...found, upload] : found;
}

/** What is taken only to be handed on, or is gone again. */
const HANDED_ON =
  /\bput_object\b|\bupload_file(?:obj)?\b|\bs3\b|google\.cloud|\bazure\.|cloudinary|tempfile|TemporaryFile|\bos\.(?:remove|unlink)\b|\.unlink\(|["']\/tmp\b/;

/** Files of clients that a handler of FastAPI or Flask writes to the disk of its process. */
function uploaded({ uses }: EntrySource, text: string): StateUse | undefined {
  const isFastApi = /\bUploadFile\b/.test(text);
  const isFlask = /\brequest\.files\b/.test(text);
  if ((!isFastApi && !isFlask) || HANDED_ON.test(text)) return undefined;
  const use = uses.all.find(({ receiver, method, arguments: [first, second] }) =>
    method === 'open' && /^(?:|aiofiles|anyio)$/.test(receiver)
      ? /^["'][wx]b/.test(second?.text.replace(/^mode\s*=\s*/, '') ?? '')
      : isFlask &&
        method === 'save' &&
        receiver !== '' &&
        first !== undefined &&
        isPath(first.text),
  );
  return use && { what: 'upload', library: `${use.method}()`, store: 'disk', at: use.methodAt };
}

/** Whether an argument is a path: put together, or called so. */
function isPath(text: string): boolean {
  return (
    /os\.path\.|path|folder|\bdir|upload|\//i.test(text) && !/BytesIO|buffer|stream/i.test(text)
  );
}

/** Settings of Flask and Django that keep what clients have in memory or on the disk of a process. */
const SETTINGS: readonly (readonly [RegExp, StateUse['what'], string, StateUse['store']])[] = [
  [
    /\bSESSION_TYPE["']?\]?\s*[=:]\s*["'](?:filesystem|cachelib)["']/,
    'session',
    'Flask-Session',
    'disk',
  ],
  [
    /\bSESSION_ENGINE\s*=\s*["']django\.contrib\.sessions\.backends\.file["']/,
    'session',
    "Django's sessions",
    'disk',
  ],
  [/channels\.layers\.InMemoryChannelLayer/, 'socket.io', 'Django Channels', 'memory'],
];

function spanAt({ index, 0: whole }: RegExpExecArray): Span {
  return { start: index, end: index + whole.length };
}

function stored(use: Use, text: string, source: EntrySource): StateUse | undefined {
  const module = moduleOf(use, source);
  const store = STORES.find(
    (each) => each.method === use.method && module !== undefined && each.module.test(module),
  );
  if (!store) return undefined;
  const given = use.arguments.map((argument) => argument.text).join(', ');
  const isOpen = use.arguments.some((argument) => argument.text.startsWith('**'));
  return {
    what: store.what,
    library: store.library,
    store: store.shared.test(given)
      ? 'shared'
      : isOpen || store.setting.test(text) || /\bstorage\w*\s*=\s*[a-z_]/.test(given)
        ? 'unknown'
        : 'memory',
    at: use.methodAt,
  };
}
