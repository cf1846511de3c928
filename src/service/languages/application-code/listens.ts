import type { FactValue, ListenFact } from '../../contracts/fact';
import type { Span } from '../../contracts/span';
import { tableOf } from '../../text/tables';
import type { EntrySource } from './entries/entry';
import type { Grammar } from './grammars';
import type { Use } from './uses';

/** A server that a file starts. */
interface Listening {
  readonly fact: ListenFact;
  readonly places: readonly (readonly [string, Span])[];
}

/** The servers that a file starts, and for how long they keep idle connections. */
export function listenFacts(source: EntrySource, grammar: Grammar): readonly Listening[] {
  switch (grammar) {
    case 'typescript':
    case 'tsx':
      return listensOfJavaScript(source);
    case 'python':
      return listensOfPython(source);
    case 'go':
      return listensOfGo(source);
    case 'java':
      return [];
  }
}

const PATH = '/listen/0';

function listening(
  server: string,
  at: Span,
  port: FactValue<number>,
  keepAlive: { readonly value: FactValue<number>; readonly at: Span | null },
): Listening {
  return {
    fact: {
      kind: 'listen',
      path: PATH,
      server,
      port,
      keepAliveTimeout: keepAlive.value,
      requestTimeout: { state: 'absent', path: PATH },
    },
    places: [[PATH, at], ...(keepAlive.at ? [[keepAlive.value.path, keepAlive.at] as const] : [])],
  };
}

/** Milliseconds that Fastify keeps an idle connection unless it is told otherwise. */
const FASTIFY = 72_000;

function listensOfJavaScript(source: EntrySource): readonly Listening[] {
  const { uses, root } = source;
  const use = uses.all.find(isListen);
  if (!use) return [];
  const text = root?.text ?? '';
  const modules = [...uses.imports.values()].map(({ module }) => module);
  const server = modules.includes('fastify') ? 'fastify' : 'node';
  const written = /\bkeepAliveTimeout\s*[:=](?!=)\s*([^\n;]{1,80})/.exec(text);
  const path = '/listen/0/keepAliveTimeout';
  const milliseconds = written && product(written[1] ?? '');
  const value: FactValue<number> = written
    ? milliseconds === undefined || milliseconds === null
      ? { state: 'unknown', why: 'it is no plain number', path }
      : { state: 'known', value: milliseconds, origin: 'declared', path }
    : server === 'fastify'
      ? { state: 'known', value: FASTIFY, origin: 'defaulted', path: PATH }
      : { state: 'absent', path: PATH };
  const at = written ? { start: written.index, end: written.index + written[0].length } : null;
  return [listening(server, use.methodAt, portOf(use, text), { value, at })];
}

/** `server.listen(3000)`, `serve({ fetch, port })`: a call that names a port. */
function isListen({ method, receiver, arguments: given }: Use): boolean {
  const [first] = given;
  if (method === 'serve' && receiver === '')
    return /\bport\b/.test(first?.text ?? '') && /\bfetch\b/.test(first?.text ?? '');
  if (method !== 'listen' || receiver === '' || !first) return false;
  return /^\d{2,5}$|port/i.test(first.text.replace(/\s+/g, ' ').slice(0, 200));
}

function portOf(use: Use, text: string): FactValue<number> {
  const written = use.arguments[0]?.text ?? '';
  const own = numberIn(written) ?? numberIn(constantOf(written, text) ?? '');
  return own === undefined
    ? { state: 'unknown', why: 'it is no plain number', path: PATH }
    : { state: 'known', value: own, origin: 'declared', path: PATH };
}

/** What a constant of the file holds: `const port = Number(process.env.PORT ?? 3000)`. */
function constantOf(name: string, text: string): string | undefined {
  if (!/^\w+$/.test(name)) return undefined;
  return new RegExp(`\\b(?:const|let|var)\\s+${name}\\b\\s*=\\s*([^\\n;]{1,160})`).exec(text)?.[1];
}

/** The one number of two to five digits in a text. */
function numberIn(text: string): number | undefined {
  const [only, ...others] = text.match(/(?<![\w.])\d{2,5}(?![\w.])/g) ?? [];
  return only !== undefined && others.length === 0 ? Number(only) : undefined;
}

/** `65_000`, `61 * 1000`; `null` for anything else. */
function product(text: string): number | null {
  const plain = text.replace(/_/g, '').trim();
  const numbers = /^(\d+)(?:\s*\*\s*(\d+))?(?:\s*\*\s*(\d+))?\s*(?:[,})]|\/\/|$)/.exec(plain);
  if (!numbers) return null;
  return numbers
    .slice(1)
    .filter((part) => part !== undefined)
    .reduce((total, part) => total * Number(part), 1);
}

/** Milliseconds that uvicorn keeps an idle connection unless it is told otherwise. */
const UVICORN = 5000;

function listensOfPython({ uses, root }: EntrySource): readonly Listening[] {
  const use = uses.all.find(({ method, receiver }) => method === 'run' && receiver === 'uvicorn');
  if (!use) return [];
  const text = root?.text ?? '';
  const given = use.arguments.map((argument) => argument.text);
  const option = (name: string) =>
    given
      .map((one) => new RegExp(`^${name}\\s*=\\s*([^\\n]{1,60})$`).exec(one)?.[1])
      .find((one) => one !== undefined);
  const seconds = option('timeout_keep_alive');
  const path = '/listen/0/keepAliveTimeout';
  const value: FactValue<number> =
    seconds === undefined
      ? { state: 'known', value: UVICORN, origin: 'defaulted', path: PATH }
      : /^\d+$/.test(seconds)
        ? { state: 'known', value: Number(seconds) * 1000, origin: 'declared', path }
        : { state: 'unknown', why: 'it is no plain number', path };
  const port =
    numberIn(option('port') ?? '8000') ?? numberIn(constantOf(option('port') ?? '', text) ?? '');
  return [
    listening(
      'uvicorn',
      use.methodAt,
      port === undefined
        ? { state: 'unknown', why: 'it is no plain number', path: PATH }
        : { state: 'known', value: port, origin: 'declared', path: PATH },
      { value, at: use.methodAt },
    ),
  ];
}

const GO_UNITS = tableOf<number>({
  Millisecond: 1,
  Second: 1000,
  Minute: 60_000,
  Hour: 3_600_000,
});

/** `http.Server{ IdleTimeout: … }`; without one, what it gives a request to be read. */
function listensOfGo({ root }: EntrySource): readonly Listening[] {
  const text = root?.text ?? '';
  const server = /\bhttp\.Server\s*\{/.exec(text);
  if (!server) return [];
  const at = { start: server.index, end: server.index + server[0].length };
  const path = '/listen/0/keepAliveTimeout';
  for (const name of ['IdleTimeout', 'ReadTimeout']) {
    const written = new RegExp(
      `\\b${name}:\\s*(?:(\\d+)\\s*\\*\\s*time\\.(\\w+)|time\\.(\\w+)(?:\\s*\\*\\s*(\\d+))?|[^\\n,]{1,80})`,
    ).exec(text);
    if (!written) continue;
    const unit = GO_UNITS[written[2] ?? written[3] ?? ''];
    const value: FactValue<number> =
      unit === undefined
        ? { state: 'unknown', why: 'it is no plain number', path }
        : {
            state: 'known',
            value: Number(written[1] ?? written[4] ?? 1) * unit,
            origin: 'declared',
            path,
          };
    const port = numberIn(/\bAddr:\s*"[^":]*:(\d{2,5})"/.exec(text)?.[1] ?? '');
    return [
      listening(
        'net/http',
        at,
        port === undefined
          ? { state: 'unknown', why: 'it is no plain number', path: PATH }
          : { state: 'known', value: port, origin: 'declared', path: PATH },
        { value, at: { start: written.index, end: written.index + written[0].length } },
      ),
    ];
  }
  return [];
}
