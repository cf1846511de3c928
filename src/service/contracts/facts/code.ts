import type { Place } from '../finding';
import type { FactValue } from './value';

/** What code reaches that is outside its process. */
export type Reached = 'pool' | 'cache' | 'remote' | 'queue';

/** Something a function does that matters to whoever calls it, told by its file's text alone. */
export type Effect =
  /** A statement or an ORM call; it takes a connection unless it is made on one. */
  | {
      readonly does: 'query';
      readonly path: string;
      /** Unknown where what it is given says it. */
      readonly kind: 'read' | 'write' | 'unknown';
      readonly subject: string | null;
      /** The pool it takes its connection of, where it is made in this file. */
      readonly pool: string | null;
      /** The name of another file that it is made on. */
      readonly on?: { readonly specifier: string; readonly name: string };
      /** It is made on a connection that the caller hands in. */
      readonly given: boolean;
      /** It runs under a condition only. */
      readonly sometimes: boolean;
      /** It stands in a coroutine of Python: a call of that does nothing until it is awaited. */
      readonly coroutine?: true;
    }
  /** A call of another machine that is no database; the limit in milliseconds. */
  | {
      readonly does: 'remote';
      readonly path: string;
      readonly what: string;
      readonly host: string | null;
      readonly timeout: FactValue<number>;
      /** Where its file makes the client. */
      readonly client?: string;
      readonly sometimes: boolean;
      readonly coroutine?: true;
    }
  | { readonly does: 'cache'; readonly path: string; readonly kind: 'read' | 'write' | 'clear' }
  | { readonly does: 'queue'; readonly path: string }
  /** It begins a transaction of its own, on another connection than that of its caller. */
  | { readonly does: 'transaction'; readonly path: string }
  /** It migrates its database, or creates what is missing there. */
  | (SchemaChange & {
      readonly does: 'schema';
      readonly path: string;
      readonly sometimes: boolean;
    })
  /** It calls a function, or asks a value, that another file has. */
  | {
      readonly does: 'calls';
      readonly path: string;
      readonly specifier: string;
      /** The name in that file, `default` for the file as a whole. */
      readonly name: string;
      /** What is called on it; empty where it is called itself. */
      readonly member: string;
      /** The types of its arguments, of Java, `?` for one that is not told. */
      readonly takes?: string;
      /** A connection or transaction of the caller is handed on. */
      readonly given: boolean;
      readonly sometimes: boolean;
      readonly result: ResultUse;
    };

/**
 * What a function does with what a call gives it: it holds it for as long as it runs, returns it, or keeps it
 * (also where that cannot be told).
 */
export type ResultUse = 'held' | 'returned' | 'kept';

/** What a function does, in the order of its text. */
export type FunctionSummary = readonly Effect[];

/** What a route, or anything else that is called from outside, reaches within three calls. */
export interface Touch {
  readonly what: Reached;
  /** The library that calls another machine, as people call it; `null` for all else. */
  readonly library: string | null;
  /** The pool, where it is known which. */
  readonly pool: Place | null;
  /** How long it may take, in milliseconds; absent where nothing limits it. */
  readonly timeout: FactValue<number>;
  /** Where it stands. */
  readonly at: Place;
  /** Where the client is made that calls another machine, in the same file. */
  readonly client?: Place;
  /** It happens under a condition only. */
  readonly sometimes: boolean;
}

/** Where requests, messages or a clock come in. */
export interface RouteFact {
  readonly kind: 'route';
  readonly path: string;
  readonly on: 'request' | 'message' | 'schedule';
  /** `GET`; `ANY` where it answers all; `null` for what is no HTTP. */
  readonly verb: string | null;
  /** As it is written, with the prefix of its router where that is in the same file. */
  readonly pattern: string | null;
  readonly framework: string;
  readonly handler: {
    readonly name: string | null;
    /** What it is imported from, as written; `null` for a function of this file. */
    readonly specifier: string | null;
    /** The name there, `default` for the file as a whole. */
    readonly from: string | null;
  };
  /** What its handler calls in other files, where that is written in this one. */
  readonly calls: readonly {
    readonly specifier: string;
    readonly name: string;
    readonly takes?: string;
    readonly result: ResultUse;
  }[];
  /** What it reaches, over files. */
  readonly touches: readonly Touch[];
  /** What it runs by a name of which no import tells the file: an action of a controller. */
  readonly runs?: readonly string[];
  /** It runs in a thread that its process keeps for handlers that are no coroutines. */
  readonly inThread?: true;
  /** How many messages one process works on at once; left out where nobody says so. */
  readonly atOnce?: FactValue<number>;
}

/** A function that takes requests by its type, of which its file does not say how they come to it. */
export interface TypedHandlerFact {
  readonly kind: 'typed-handler';
  readonly path: string;
  /** Its name, for people. */
  readonly label: string;
  /** What it calls in other files. */
  readonly calls: RouteFact['calls'];
}

/** What routes run by its name: an action of a controller, a check that an application registers. */
export interface HandlerFact {
  readonly kind: 'handler';
  readonly path: string;
  /** As routes call it: `api/health#show`; what is no method of a class may be several, which all run. */
  readonly called: string;
  readonly touches: readonly Touch[];
  /** What it runs in turn. */
  readonly runs: readonly string[];
}

/** Something that a process keeps for its clients, in its memory or where all processes see it. */
export interface SessionStoreFact {
  readonly kind: 'session-store';
  readonly path: string;
  readonly what: 'session' | 'rate-limit' | 'socket.io' | 'upload' | 'timer' | 'cache';
  /** As its users call it: `express-session`, `Flask-Limiter`. */
  readonly library: string;
  /** `disk`: in files, which all processes of one machine see. `rails-cache`: wherever the cache of Rails is. */
  readonly store: 'memory' | 'disk' | 'shared' | 'rails-cache' | 'unknown';
}

/** A call of another machine, whose address is written or comes whole from one variable. */
export interface OutboundCallFact {
  readonly kind: 'outbound-call';
  readonly path: string;
  /** As people call it: `axios`, `requests`. */
  readonly library: string;
  /** Scheme and host, `https://api.example.com`; or the variable that holds an address. */
  readonly host: FactValue<string>;
  /** Milliseconds; absent where it waits for as long as the other side likes. */
  readonly timeout: FactValue<number>;
}

/** A server that begins to listen. */
export interface ListenFact {
  readonly kind: 'listen';
  readonly path: string;
  /** `node`, `express`, `fastify`, `net/http`, `uvicorn`. */
  readonly server: string;
  readonly port: FactValue<number>;
  /** How long an idle connection is kept open, in milliseconds; with the platform's default. */
  readonly keepAliveTimeout: FactValue<number>;
  /** Milliseconds. */
  readonly requestTimeout: FactValue<number>;
}

/** After how long the server gives up a statement that a pool has sent. */
export interface StatementLimitFact {
  readonly kind: 'statement-limit';
  readonly path: string;
  /** The path of the pool in the same file. */
  readonly pool: string;
  readonly milliseconds: number;
}

/** A server that ends at the first signal, in the middle of requests: nothing in its file takes signals. */
export interface EndsAtSignalFact {
  readonly kind: 'ends-at-signal';
  readonly path: string;
  /** As it is called: `ListenAndServe`. */
  readonly call: string;
}

/** A client of other systems that a file makes for those that are given it: a bean of Spring. */
export interface MadeClientFact {
  readonly kind: 'made-client';
  readonly path: string;
  /** As people call it: `RestTemplate`. */
  readonly library: string;
  /** Something in the file may limit how long it waits. */
  readonly limited: boolean;
}

/** A file of JavaScript makes several statements at once (`Promise.all`), each on a connection of its own. */
export interface ConcurrentQueriesFact {
  readonly kind: 'concurrent-queries';
  readonly path: string;
}

/** A program that takes messages of SQS by itself. */
export interface QueueConsumerFact {
  readonly kind: 'queue-consumer';
  readonly path: string;
  /** As people call it: `boto3`, `sqs-consumer`. */
  readonly library: string;
  /** The variables of its file that tell it queues. */
  readonly variables: readonly string[];
  /** Seconds for which it has a message hidden that it takes, where it says so itself. */
  readonly hides: FactValue<number>;
  /** Seconds for which it lets its work on a message go on, where that is written; absent where it is not. */
  readonly works: FactValue<number>;
  /** Something in its file makes that longer while it works: a heartbeat, `ChangeMessageVisibility`. */
  readonly extends: boolean;
}

/** A function that walks over the messages it is given, and fails as a whole where one of them fails. */
export interface BatchHandlerFact {
  readonly kind: 'batch-handler';
  readonly path: string;
}

/** How many processes a program of Node starts of itself: by its own `cluster`, or by throng. */
export interface ForkFact {
  readonly kind: 'forks';
  readonly path: string;
  readonly count: FactValue<number>;
}

/** A server that a program has because of a library it takes: Spring Boot starts Tomcat. */
export interface EmbeddedServerFact {
  readonly kind: 'embedded-server';
  readonly path: string;
  readonly server: 'tomcat';
}

/** A change of the schema that a program makes itself. */
export interface SchemaChange {
  /** It runs migrations, makes the schema what code says, or creates the tables that are missing. */
  readonly what: 'migrate' | 'synchronize' | 'create';
  /** As people call it: `AutoMigrate of GORM`. */
  readonly call: string;
  /** It takes a lock, so that two do not run at once. */
  readonly locks: boolean;
}

/** What a program does each time a process of it starts. */
export interface StartupEffectFact extends SchemaChange {
  readonly kind: 'startup-effect';
  readonly path: string;
  /** Where it is called, if that is another file. */
  readonly elsewhere: Place | null;
}
