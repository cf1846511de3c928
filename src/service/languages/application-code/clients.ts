import { isForgotten } from './holds/forgotten';
import type { ApplicationModel } from './model';
import { isEdge } from './readers/javascript/occasions';
import { descendants, rootOf } from './tree';
import { functionOf, type Use, usesOn } from './uses';

/** A client that keeps connections to another machine, and is no database's. */
export interface ConnectingClient {
  readonly use: Use;
  /** As it is made: `Agent`, `producer`, `http.Transport`. */
  readonly name: string;
  /** What each one costs, in words that follow "every call". */
  readonly pays: string;
  /** Its connections are closed as soon as nothing refers to it any more. */
  readonly collected: boolean;
}

/** A library whose clients keep connections. */
interface ClientLibrary {
  readonly grammar: RegExp;
  readonly module: RegExp;
  /** What makes one: the imported name, or what is called on the imported package. */
  readonly makes: RegExp;
  readonly pays: string;
  /**
   * Those whose connections Python closes as soon as no name refers to them; an event loop or a thread of
   * the client's own keeps the others.
   */
  readonly collected?: RegExp;
  /** It keeps threads instead of connections: one that its function ends is right. */
  readonly threads?: true;
  /** It has to be in the arguments: credentials are what tells a stub of gRPC. */
  readonly given?: RegExp;
}

const HTTP = 'pays for a new connection and its handshake, and closed sockets pile up';
const BROKER = 'connects, authenticates and asks for metadata before it sends anything';
const RPC = 'resolves the name and opens an HTTP/2 connection of its own';
const LOGIN = 'connects and authenticates before it asks for anything';
const THREADS = 'starts threads of its own, which nothing ends';
const IDLE = 'opens connections of its own, and they stay idle when it is over';

const JAVASCRIPT = /^(?:typescript|tsx)$/;

const LIBRARIES: readonly ClientLibrary[] = [
  { grammar: JAVASCRIPT, module: /^undici$/, makes: /^(?:Agent|Pool|Client)$/, pays: HTTP },
  { grammar: JAVASCRIPT, module: /^(?:node:)?https?$/, makes: /^Agent$/, pays: HTTP },
  {
    grammar: JAVASCRIPT,
    module: /^agentkeepalive$/,
    makes: /^(?:default|HttpsAgent)$/,
    pays: HTTP,
  },
  { grammar: JAVASCRIPT, module: /^amqplib(?:\/callback_api)?$/, makes: /^connect$/, pays: BROKER },
  { grammar: JAVASCRIPT, module: /^(?:nats|mqtt)$/, makes: /^connect(?:Async)?$/, pays: BROKER },
  {
    grammar: JAVASCRIPT,
    module: /^node-rdkafka$/,
    makes: /^(?:HighLevel)?Producer$/,
    pays: BROKER,
  },
  {
    ...{
      grammar: JAVASCRIPT,
      module: /^[@./\w-]/,
      makes: /^[A-Z]\w*(?:Client|Service|Stub)$/,
      pays: RPC,
    },
    given: /\bcredentials\.create\w+\(/,
  },
  {
    ...{ grammar: /^python$/, module: /^requests$/, makes: /^Session$/, pays: HTTP },
    collected: /^/,
  },
  {
    ...{ grammar: /^python$/, module: /^httpx$/, makes: /^(?:Async)?Client$/, pays: HTTP },
    collected: /^Client$/,
  },
  { grammar: /^python$/, module: /^aiohttp$/, makes: /^ClientSession$/, pays: HTTP },
  {
    ...{ grammar: /^python$/, module: /^(?:kafka|confluent_kafka|aiokafka)$/, pays: BROKER },
    makes: /^(?:Kafka|AIOKafka)?Producer$/,
  },
  { grammar: /^python$/, module: /^pika$/, makes: /^(?:Blocking|Select)Connection$/, pays: BROKER },
  { grammar: /^python$/, module: /^aio_pika$/, makes: /^connect(?:_robust)?$/, pays: BROKER },
  { grammar: /^python$/, module: /^nats$/, makes: /^connect$/, pays: BROKER },
  { grammar: /^python$/, module: /^grpc(?:\.aio)?$/, makes: /^(?:in)?secure_channel$/, pays: RPC },
  { grammar: /^go$/, module: /^net\/http$/, makes: /^Transport$/, pays: IDLE },
  {
    grammar: /^go$/,
    module: /^google\.golang\.org\/grpc$/,
    makes: /^(?:Dial|DialContext|NewClient)$/,
    pays: RPC,
  },
  {
    ...{ grammar: /^go$/, module: /^github\.com\/(?:IBM|Shopify)\/sarama$/, pays: BROKER },
    makes: /^New(?:Sync|Async)Producer$|^NewClient$/,
  },
  {
    grammar: /^go$/,
    module: /^github\.com\/segmentio\/kafka-go$/,
    makes: /^(?:NewWriter|Dial\w*)$/,
    pays: BROKER,
  },
  {
    grammar: /^go$/,
    module: /^github\.com\/(?:rabbitmq\/amqp091-go|streadway\/amqp)$/,
    makes: /^Dial\w*$/,
    pays: BROKER,
  },
  { grammar: /^go$/, module: /^github\.com\/nats-io\/nats\.go$/, makes: /^Connect$/, pays: BROKER },
  {
    grammar: /^java$/,
    module: /^org\.apache\.kafka\.clients\.producer$/,
    makes: /^KafkaProducer$/,
    pays: BROKER,
  },
  {
    ...{ grammar: /^java$/, module: /^java\.util\.concurrent$/, pays: THREADS, threads: true },
    makes: /^new(?:Fixed|Cached|Scheduled|SingleThread)\w*$/,
  },
  { grammar: /^java$/, module: /^okhttp3$/, makes: /^OkHttpClient$/, pays: IDLE },
  { grammar: /^java$/, module: /^java\.net\.http$/, makes: /^newHttpClient$/, pays: IDLE },
];

/** An address, a certificate or a proxy of this one call is a reason to make another. */
const OWN =
  /\b(?:connect|ca|cert|key|lookup|transport|proxy|proxies|auth|verify|cookies|base_url|DialContext|DialTLS\w*|TLSClientConfig|Proxy|DisableKeepAlives|rejectUnauthorized|keepAlive:\s*false)\b/;

/** Every client of a file that keeps connections, where it is made. */
export function clientsMade(application: ApplicationModel): readonly ConnectingClient[] {
  const { uses, grammar } = application;
  const [first] = uses.all;
  // Where no connection outlives a request, a client for each is right.
  if (first && JAVASCRIPT.test(grammar) && isEdge(rootOf(first.node))) return [];
  return uses.all.flatMap((use) => {
    const found = clientOf(use, application);
    if (found) return [{ use, ...found }];
    return JAVASCRIPT.test(grammar) ? producerOf(use, application) : [];
  });
}

/**
 * Clients of a cache that a function makes and closes again; those it leaves behind are told by what
 * `madeForOneCall` finds.
 */
export function cachesClosedAgain({ uses, handles }: ApplicationModel) {
  return uses.all.flatMap((use) => {
    const made = handles.made(use);
    if (made?.kind !== 'cache' || !/^(?:node-redis|ioredis)$/.test(made.title)) return [];
    if (isForgotten(use, uses)) return [];
    const { method: name, result } = use;
    const [held = ''] = result.kind === 'variable' ? result.names : [];
    const isAlwaysClosed = descendants(functionOf(use).node, ['finally_clause']).some(({ text }) =>
      text.includes(`${held}.`),
    );
    return [{ use, name, pays: LOGIN, isAlwaysClosed }];
  });
}

function clientOf(use: Use, { uses, grammar }: ApplicationModel) {
  const { receiver, method } = use;
  // `http.DefaultTransport.(*http.Transport).Clone()`
  if (
    grammar === 'go' &&
    method === 'Clone' &&
    /^http\.DefaultTransport\.\(\*http\.Transport\)$/.test(receiver)
  ) {
    return { name: 'http.Transport', pays: IDLE, collected: false };
  }
  const binding = uses.imports.get(receiver === '' ? method.replace(/<.{0,80}>$/s, '') : receiver);
  if (!binding) return undefined;
  const name = receiver === '' ? binding.name : method;
  const text = use.arguments.map((argument) => argument.text).join(', ');
  const library = LIBRARIES.find(
    (one) =>
      one.grammar.test(grammar) &&
      one.module.test(binding.module) &&
      one.makes.test(name) &&
      (one.given === undefined || one.given.test(text)),
  );
  if (!library || OWN.test(text) || (library.threads && isEnded(use))) return undefined;
  const written = receiver !== '' && grammar === 'go' ? `${receiver}.${name}` : name;
  return {
    name: written === 'default' ? method : written,
    pays: library.pays,
    collected: library.collected?.test(name) ?? false,
  };
}

/** Whether the threads that a call makes end in its function, or with a block, or are kept for others. */
function isEnded(use: Use): boolean {
  const { result } = use;
  const [name = ''] = result.kind === 'variable' ? result.names : [];
  const { kind, node } = functionOf(use);
  if (!/^\w+$/.test(name) || kind !== 'function') return true;
  return new RegExp(
    `(?<![.\\w])${name}\\.(?:shutdown|close)|\\breturn\\s+${name}\\s*;|=\\s*${name}\\s*;`,
  ).test(node.text);
}

/** `kafka.producer()` of KafkaJS, which `connect()` opens. */
function producerOf(use: Use, { uses }: ApplicationModel): readonly ConnectingClient[] {
  const { receiver, method, result } = use;
  if (!/^(?:producer|admin)$/.test(method) || !/kafka/i.test(receiver)) return [];
  const name = result.kind === 'variable' ? result.names[0] : undefined;
  const connects =
    name !== undefined && usesOn(uses, name).some((call) => call.method === 'connect');
  return connects ? [{ use, name: `${receiver}.${method}`, pays: BROKER, collected: false }] : [];
}
