import type { FactValue } from '../../contracts/fact';
import type { Located } from '../../contracts/field';
import { type Span, span } from '../../contracts/span';
import { escapePattern } from '../../text/patterns';
import { tableOf } from '../../text/tables';
import { isWaitedSend, sendingFunction, typedClient } from './outbound-typed';
import type { Node } from './syntax/node';
import { keptWith, rootOf } from './tree';
import { functionOf, type Use, type Uses } from './uses';

/** A call of another machine that is no database. */
export interface OutboundCall {
  readonly use: Use;
  /** As people call the library: `axios`, `requests`. */
  readonly library: string;
  /** Its address as far as it is written. */
  readonly host: string | null;
  /** Milliseconds; absent where it waits for as long as the other side likes. */
  readonly timeout: FactValue<number>;
  /** Where this file makes its client, which may be given a limit for all its calls. */
  readonly client: Located | null;
}

/** A call before it is told which of the clients of its file it is of. */
type CallOfClient = Omit<OutboundCall, 'client'> & { readonly made?: Span | undefined };

/** A library that calls other machines. */
interface RemoteLibrary {
  readonly title: string;
  readonly module: RegExp;
  /** Functions and methods that send. */
  readonly sends: RegExp;
  /** What makes a client that sends by its methods. */
  readonly makes?: RegExp;
  /** The name of the option, and how many milliseconds its unit has. */
  readonly option: { readonly name: string; readonly unit: number };
  /** Milliseconds, where nothing is set; `null` is for ever. */
  readonly byDefault: number | null;
}

const VERBS = /^(?:get|post|put|patch|delete|head|request|send|stream|fetch)$/;
const MS = (name: string) => ({ name, unit: 1 });
const SECONDS = (name: string) => ({ name, unit: 1000 });

const LIBRARIES: readonly RemoteLibrary[] = [
  {
    title: 'axios',
    module: /^axios$/,
    sends: /^(?:axios|default|get|post|put|patch|delete|head|request)$/,
    makes: /^create$/,
    option: MS('timeout'),
    byDefault: null,
  },
  {
    title: 'fetch',
    module: /^(?:node-fetch|cross-fetch|undici)$/,
    sends: /^(?:default|fetch|request)$/,
    option: MS('signal'),
    byDefault: null,
  },
  {
    title: 'got',
    module: /^got$/,
    sends: /^(?:default|got|get|post|put|patch|delete)$/,
    makes: /^extend$/,
    option: MS('timeout'),
    byDefault: null,
  },
  {
    title: 'ky',
    module: /^ky$/,
    sends: /^(?:default|ky|get|post|put|patch|delete)$/,
    makes: /^(?:create|extend)$/,
    option: MS('timeout'),
    byDefault: 10_000,
  },
  {
    title: 'AWS SDK',
    module: /^@aws-sdk\//,
    sends: /^send$/,
    makes: /Client$/,
    option: MS('requestTimeout'),
    byDefault: null,
  },
  {
    title: 'requests',
    module: /^requests$/,
    sends: VERBS,
    makes: /^[sS]ession$/,
    option: SECONDS('timeout'),
    byDefault: null,
  },
  {
    title: 'urlopen',
    module: /^urllib\.request$/,
    sends: /^urlopen$/,
    option: SECONDS('timeout'),
    byDefault: null,
  },
  {
    title: 'httpx',
    module: /^httpx$/,
    sends: VERBS,
    makes: /^(?:Async)?Client$/,
    option: SECONDS('timeout'),
    byDefault: 5000,
  },
  {
    title: 'aiohttp',
    module: /^aiohttp$/,
    sends: VERBS,
    makes: /^ClientSession$/,
    option: SECONDS('total'),
    byDefault: 300_000,
  },
  {
    title: 'boto3',
    module: /^boto3$/,
    sends:
      /^(?!get_paginator$|get_waiter$|generate_presigned\w*$|close$|can_paginate$)[a-z]+(?:_[a-z0-9]+)+$/,
    makes: /^client$/,
    option: SECONDS('read_timeout'),
    byDefault: 60_000,
  },
  {
    title: 'superagent',
    module: /^superagent$/,
    sends: /^(?:default|request|get|post|put|patch|delete|del|head)$/,
    option: MS('timeout'),
    byDefault: null,
  },
  {
    title: 'net/http',
    module: /^net\/http$/,
    sends: /^(?:Get|Post|PostForm|Head|Do)$/,
    option: SECONDS('Timeout'),
    byDefault: null,
  },
];

/** Java's clients, by the type that fields and variables have. */
const REST_TEMPLATE = /^(?:getFor\w+|postFor\w+|exchange|put|delete|execute|patchForObject)$/;
const JAVA_CLIENTS = tableOf<RegExp>({
  RestTemplate: REST_TEMPLATE,
  RestOperations: REST_TEMPLATE,
  RestClient: /^(?:get|post|put|patch|delete|method)$/,
  WebClient: /^(?:get|post|put|patch|delete|method)$/,
  HttpClient: /^(?:send|execute)$/,
  CloseableHttpClient: /^execute$/,
  OkHttpClient: /^newCall$/,
  JavaMailSender: /^send$/,
});

/** Finds the calls of other machines in a file. */
export const outboundCalls = keptWith((uses: Uses): readonly OutboundCall[] => {
  const clients = clientsIn(uses);
  const made = new Map<number, Located>();
  return uses.all.flatMap((use): readonly OutboundCall[] => {
    const call = outbound(use, uses, clients);
    if (!call) return [];
    const { made: at, ...told } = call;
    if (!at) return [{ ...told, client: null }];
    const client = made.get(at.start) ?? { at, path: `/outbound/clients/${made.size}` };
    made.set(at.start, client);
    return [{ ...told, client }];
  });
});

/** A client that a name holds: its library, and what its construction says. */
interface Client {
  readonly library: RemoteLibrary;
  readonly made: string;
  /** What makes it; `null` for what is read off the text. */
  readonly by: Use | null;
  /** Where it is made; nothing where another file makes it. */
  readonly at?: Span;
}

/** The client that a name holds where it is used: the last that the same function makes, else the only one. */
function clientAt(use: Use, clients: ReadonlyMap<string, readonly Client[]>): Client | undefined {
  const found = clients.get(lastOf(use.receiver)) ?? [];
  const [only, ...others] = found;
  if (only === undefined || others.length === 0) return only;
  const own = functionOf(use);
  const here = found.findLast(
    ({ by }) => by && functionOf(by) === own && by.node.startIndex < use.node.startIndex,
  );
  // Which of several it is, another function decides.
  return here ?? { library: only.library, made: '?', by: only.by };
}

/** Names that hold clients; a client of Go is no call, and is read off the text. */
function clientsIn(uses: Uses): ReadonlyMap<string, readonly Client[]> {
  const clients = new Map<string, Client[]>();
  const later = limitedLater(uses);
  const add = (name: string, { at, ...client }: Client) => {
    // What is set behind its back is not read.
    const told = later.has(name) ? { ...client, made: '?' } : { ...client, ...(at && { at }) };
    clients.set(name, [...(clients.get(name) ?? []), told]);
  };
  for (const use of uses.all) {
    const { result } = use;
    if (result.kind !== 'variable' && result.kind !== 'resource') continue;
    const library = libraryOf(use, uses);
    const name = lastOf(result.names[0] ?? '');
    if (!library?.makes?.test(use.method) || name === '') continue;
    add(name, { library, made: use.node.text, by: use, at: use.methodAt });
  }
  const go = LIBRARIES.find(({ title }) => title === 'net/http');
  const first = uses.all[0];
  if (!go || !first || ![...uses.imports.values()].some(({ module }) => go.module.test(module)))
    return clients;
  const root = rootOf(first.node);
  for (const match of root.text.matchAll(
    /(?<!\w)(\w+)\s{0,20}(?::=|=|:)\s{0,20}&?http\.Client\{([^{}]{0,500}(?:\{[^{}]{0,500}\}[^{}]{0,500}){0,10})\}/g,
  )) {
    const [whole, name = '', made = ''] = match;
    const start = root.startIndex + match.index + whole.indexOf('http.Client{');
    add(name, { library: go, made, by: null, at: span(start, start + 'http.Client'.length) });
  }
  for (const { name, type } of uses.typed) {
    if (/^\*?http\.Client$/.test(type) && !clients.has(name)) {
      add(name, { library: go, made: '?', by: null });
    }
  }
  return clients;
}

/** Names of a file that are given a limit, or what may have one, after they are made: `client.Timeout = 15 * time.Second`. */
const limitedLater = keptWith(({ all }: Uses): ReadonlySet<string> => {
  const [first] = all;
  const text = first ? rootOf(first.node).text : '';
  return new Set([...text.matchAll(LIMITED_LATER)].map(([, name = '']) => name));
});

const LIMITED_LATER =
  /(?<!\w)(\w{1,60})\.(?:Timeout\s?=|Transport\s?=|defaults\.timeout\s?=|interceptors\.request\.use\(|mount\()/g;

function libraryOf({ receiver, method }: Use, { imports }: Uses): RemoteLibrary | undefined {
  // The one client that a package of Go has for everybody.
  if (receiver === 'http.DefaultClient') return LIBRARIES.find(({ title }) => title === 'net/http');
  const binding = imports.get(receiver === '' ? method : receiver);
  return binding && LIBRARIES.find(({ module }) => module.test(binding.module));
}

function outbound(
  use: Use,
  uses: Uses,
  clients: ReadonlyMap<string, readonly Client[]>,
): CallOfClient | undefined {
  const { receiver, method } = use;
  const text = use.arguments
    .map(({ text: written }, index) =>
      // An address may well be made of a configuration; what follows it says how to send.
      index === 0 && !/^[\w.]*(?:config|options|opts)$/.test(written)
        ? written.replace(/\b(?:config|options|opts)\b/g, '')
        : written,
    )
    .join(', ');
  const host = hostIn(use);
  const library = libraryOf(use, uses);
  if (library) {
    const name = receiver === '' ? (uses.imports.get(method)?.name ?? method) : method;
    if (!library.sends.test(name) || library.makes?.test(name)) return undefined;
    if (method === 'Do' && hasContext(use)) {
      const timeout = unknownLimit('the context that its request is given');
      return { use, library: library.title, host, timeout };
    }
    // `request.get(url).timeout(3000)` says it behind the call.
    const says = library.title === 'superagent' && isFollowedBy(use, 'timeout');
    if (says) return { use, library: library.title, host, timeout: unknownLimit('its own limit') };
    return { use, library: library.title, host, timeout: timeoutOf(library, text, '') };
  }
  if (STRIPE.test(receiver) && STRIPE_SENDS.test(method)) {
    // Its client gives up after 80 seconds where nothing is said.
    return { use, library: 'Stripe', host: null, timeout: knownLimit(80_000, 'defaulted') };
  }
  const client = clientAt(use, clients);
  if (client?.library.sends.test(method) && receiver !== '') {
    const { made } = client;
    if (method === 'Do' && hasContext(use)) {
      const timeout = unknownLimit('the context that its request is given');
      return { use, library: client.library.title, host, timeout };
    }
    const base = /(?:base_?url|baseURL|prefixUrl)\s*[:=]\s*["'`]([^"'`]+)/i.exec(made)?.[1];
    return {
      ...{ use, library: client.library.title, host: base ?? host },
      timeout: timeoutOf(client.library, text, made),
      made: client.at,
    };
  }
  const isFetch =
    method === 'fetch' &&
    (receiver === ''
      ? !hasOwnFetch(rootOf(use.node))
      : receiver === 'this' && keepsFetch(rootOf(use.node)));
  if (isFetch) {
    return { use, library: 'fetch', host, timeout: timeoutOf(FETCH, text, '') };
  }
  if (method === 'sendMail') {
    return { use, library: 'nodemailer', host: null, timeout: unknownLimit('its own limit') };
  }
  // What a URL of Java opens waits for ever, and nobody can say otherwise.
  if (method === 'openStream' && /^new(?:java\.net\.)?URL\(|\.toURL\(\)$/.test(receiver)) {
    return { use, library: 'URL.openStream', host, timeout: ABSENT };
  }
  const binding = receiver === '' ? uses.imports.get(method) : undefined;
  const sending = binding && sendingFunction(binding.module, binding.name);
  if (sending) return { use, library: sending, host: null, timeout: unknownLimit('a setting') };
  const name = lastOf(receiver);
  const type = typesByName(uses).get(name);
  const typed = type === undefined ? undefined : typedClient(type, use);
  if (typed)
    return { use, library: typed.title, host, timeout: unknownLimit('set where it is made') };
  if (type !== undefined && isWaitedSend(type, use)) {
    return { use, library: 'Kafka', host: null, timeout: unknownLimit('its own limit') };
  }
  if (type && JAVA_CLIENTS[type]?.test(method)) {
    const made = madePlain(type, name, use);
    const timeout = made ? ABSENT : unknownLimit('set where it is made');
    return { use, library: type, host, timeout, made };
  }
  return undefined;
}

/** Whether a method of some name is called on what a call gives, or on what that gives. */
function isFollowedBy({ node }: Use, name: string): boolean {
  for (let at: Node | null = node.parent; at; at = at.parent) {
    if (at.type === 'member_expression') {
      if (at.childForFieldName('property')?.text === name) return true;
    } else if (at.type !== 'call_expression') return false;
  }
  return false;
}

/** Clients of Java that wait for ever where nothing is said, by how one is made without saying it. */
const PLAIN = tableOf<string>({
  RestTemplate: String.raw`new\s+RestTemplate\(\s*\)`,
  RestOperations: String.raw`new\s+RestTemplate\(\s*\)`,
  RestClient: String.raw`(?:[\w.]+\.)?RestClient\.(?:create|builder)\(`,
  WebClient: String.raw`WebClient\.create\(`,
  HttpClient: String.raw`HttpClient\.newHttpClient\(\s*\)`,
});

/** Words by which a file of Java limits what its clients wait for. */
const LIMITS_OF_JAVA = /timeout|RequestFactory|clientConnector|requestConfig/i;

/** Where a file makes a client without a limit, and limits none: it waits for ever. */
function madePlain(type: string, name: string, use: Use): Span | undefined {
  const made = PLAIN[type];
  if (made === undefined) return undefined;
  const root = rootOf(use.node);
  if (LIMITS_OF_JAVA.test(root.text)) return undefined;
  const plain = new RegExp(`\\b(${escapePattern(name)}\\s*=\\s*)(${made})`).exec(root.text);
  const [, before = '', by = ''] = plain ?? [];
  if (!plain) return undefined;
  const start = root.startIndex + plain.index + before.length;
  return span(start, start + beforeParenthesis(by).length);
}

/** What is called, without the parenthesis behind it. */
function beforeParenthesis(call: string): string {
  const end = call.lastIndexOf('(');
  return end < 0 ? call : call.slice(0, end).trimEnd();
}

const FETCH: RemoteLibrary = {
  ...{ title: 'fetch', module: /^fetch$/, sends: /^fetch$/, option: MS('signal') },
  byDefault: null,
};

/** What names are declared as, the first time; of `var client = RestClient.create()` what makes it. */
const typesByName = keptWith(({ typed, all }: Uses): ReadonlyMap<string, string> => {
  const types = new Map<string, string>();
  for (const { name, type } of typed) if (type !== 'var' && !types.has(name)) types.set(name, type);
  for (const { receiver, result } of all) {
    const [name] = result.kind === 'variable' ? result.names : [];
    const type = lastOf(receiver);
    if (name !== undefined && Object.hasOwn(JAVA_CLIENTS, type) && !types.has(name)) {
      types.set(name, type);
    }
  }
  return types;
});

/** `stripe.subscriptions.update(…)`: a client of Stripe, and what it has of each kind. */
const STRIPE = /^(?:this\.)?stripe(?:\.[a-z]\w*){1,2}$/;
const STRIPE_SENDS =
  /^(?:create\w*|retrieve\w*|update\w*|list\w*|del|delete\w*|cancel|search|voidInvoice|finalizeInvoice|pay|confirm|capture|attach|detach|resume)$/;

/** Whether the file has a function or a value called fetch itself. */
const hasOwnFetch = keptWith((root: Node) =>
  /\bfunction fetch\b|(?<![.\w])fetch\s*[=,:](?![=>])/.test(root.text),
);

/** Whether a class keeps the global fetch, as it is or wrapped, in a field of that name. */
const keepsFetch = keptWith((root: Node) =>
  /\bfetch\s{0,20}:\s{0,20}typeof\s{1,20}fetch\b|\bthis\.fetch\s{0,20}=\s{0,20}fetch\b/.test(
    root.text,
  ),
);

/** Whether the function that sends a request of Go gives it a context, which may end it. */
function hasContext(use: Use): boolean {
  let around = use.node;
  while (around.parent && !/^(?:function|method)_declaration$/.test(around.type)) {
    around = around.parent;
  }
  return /\bWithContext\(|NewRequestWithContext\(/.test(around.text);
}

/** What the call says, else what its client was made with, else what the library does. */
function timeoutOf({ option, byDefault }: RemoteLibrary, call: string, made: string) {
  for (const text of [call, made]) {
    if (option.name === 'signal') {
      const limit = /AbortSignal\.timeout\(\s*([\d_]+(?:\s*\*\s*[\d_]+)*)\s*\)/.exec(text)?.[1];
      if (limit !== undefined) return knownLimit(product(limit), 'declared');
      if (/\bsignal\b/.test(text)) return unknownLimit('a signal');
    }
    const written = new RegExp(`\\b${option.name}["']?\\s*[:=]\\s*([^,})\\n]+)`).exec(text)?.[1];
    if (written === undefined) continue;
    // Python's None waits for ever, and axios' 0.
    if (/^None\b/.test(written) || (byDefault === null && /^0\s*$/.test(written))) return ABSENT;
    const go = /^(?:(\d+)\s*\*\s*)?time\.(Millisecond|Second|Minute)/.exec(written);
    if (go) {
      const unit = { Millisecond: 1, Second: 1000, Minute: 60_000 }[go[2] ?? 'Second'] ?? 1000;
      return knownLimit(Number(go[1] ?? 1) * unit, 'declared');
    }
    if (/^\s*None\b/.test(written)) return ABSENT;
    const number = product(written);
    if (!Number.isFinite(number)) return unknownLimit('an expression');
    return number === 0 ? ABSENT : knownLimit(number * option.unit, 'declared');
  }
  // Whoever hands over options, or a client, may have set it.
  if (made === '?' || /\.\.\.|\*\*|\b(?:config|options|opts)\b/.test(`${call} ${made}`))
    return unknownLimit('options that are put together elsewhere');
  return byDefault === null ? ABSENT : knownLimit(byDefault, 'defaulted');
}

const ABSENT: FactValue<number> = { state: 'absent', path: '' };

function knownLimit(value: number, origin: 'declared' | 'defaulted'): FactValue<number> {
  return { state: 'known', value, origin, path: '' };
}

function unknownLimit(why: string): FactValue<number> {
  return { state: 'unknown', why, path: '' };
}

function product(text: string): number {
  const plain = text.trim().replaceAll('_', '');
  if (!/^[\d.]+(?:\s*\*\s*[\d.]+)*$/.test(plain)) return Number.NaN;
  return plain.split('*').reduce((result, factor) => result * Number(factor), 1);
}

/** Scheme and host of an address that begins the arguments. */
function hostIn({ arguments: values }: Use): string | null {
  for (const { string, text } of values) {
    const written = string ?? /["'`](https?:\/\/[^"'`]*)/.exec(text)?.[1];
    const host = written && /^(?:https?|grpcs?|amqps?):\/\/[^/$`{}\s]+/.exec(written)?.[0];
    if (host) return host;
  }
  return null;
}

function lastOf(receiver: string): string {
  return receiver.slice(receiver.lastIndexOf('.') + 1);
}
