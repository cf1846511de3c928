import type { Field, Located } from '../../contracts/field';
import type { Span } from '../../contracts/span';
import type { NamedDirectives } from './named-directives';

/**
 * One nginx file, or a main file and all it includes, as rules and views see it. Built in one pass by
 * `build.ts`; everything is indexed here, so nobody walks the tree. A file that is included several
 * times stands in the text once, and its directives in the model as often as nginx reads them.
 */
export interface NginxModel {
  readonly text: string;
  /** The line ending of the text, or of its first file. */
  readonly eol: '\n' | '\r\n';
  /** The top of the file. */
  readonly root: Scope;
  /** Every level, in document order, the root first. */
  readonly scopes: readonly Scope[];
  /** Every complete directive that nginx would execute, in document order; no rows of tables. */
  readonly directives: readonly NginxDirective[];
  readonly byName: NamedDirectives<NginxDirective>;
  readonly upstreams: readonly NginxUpstream[];
  readonly servers: readonly NginxServer[];
  /** Also nested ones. */
  readonly locations: readonly NginxLocation[];
  /** `proxy_pass`, `fastcgi_pass`, `grpc_pass`, …: every way to a back end. */
  readonly passes: readonly NginxPass[];
  readonly maps: readonly NginxMap[];
  /** `proxy_cache_path`, `limit_req_zone` and their like, by what they define. */
  readonly zones: readonly NginxZone[];
  /** The files that the text is put together of; empty where it is one. */
  readonly files: readonly ModelFile[];
  /** The file says that a program wrote it: findings stay, fixes would be overwritten. */
  readonly generated: boolean;
}

/** A file within the text of a model: of an `nginx -T` dump, or of a project. */
export interface ModelFile extends Span {
  readonly path: string;
}

/** The subsystem whose directives stand in a scope; the same word differs between them. */
export type Module = 'core' | 'http' | 'stream' | 'mail' | 'unknown';

/** What a level is to nginx. `unknown` is the top of a fragment that shows no sign of its place. */
export type ScopeKind =
  | 'main'
  | 'events'
  | 'http'
  | 'stream'
  | 'mail'
  | 'server'
  | 'location'
  | 'if'
  | 'limit_except'
  | 'upstream'
  | 'other'
  | 'unknown';

/** One level of configuration: the top of a file, or the inside of a block. */
export interface Scope {
  readonly kind: ScopeKind;
  readonly module: Module;
  /** The block's directive; `null` at the top of the file. */
  readonly directive: NginxDirective | null;
  readonly parent: Scope | null;
  readonly path: string;
  /** Between the braces; the whole text at the top. */
  readonly inner: Span;
  /** Directives of this level, in order, with those of resolved includes; no incomplete ones. */
  readonly directives: readonly NginxDirective[];
  readonly byName: NamedDirectives<NginxDirective>;
  /** Why more may stand at this level than is seen: an include or a template; `null` if nothing. */
  readonly open: string | null;
  /**
   * Why more may stand here, or on a level above up to `http`, `stream` or main, than is seen; `null` where
   * all that is written is seen.
   */
  readonly unseen: string | null;
  /** All directives of the model. */
  readonly everywhere: NamedDirectives<NginxDirective>;
  /**
   * Whether the levels above are all visible, up to `http`, `stream` or main. False in a fragment:
   * what surrounds it is in another file.
   */
  readonly rooted: boolean;
}

/** A directive or block. `at` is its name, the place of findings about the whole. */
export interface NginxDirective extends Located {
  readonly name: string;
  /** Arguments without quotes and escapes; `unknown` where a template hides the text. */
  readonly args: readonly Field<string>[];
  /** From the name to the closing `;` or `}`. */
  readonly span: Span;
  /** Name and arguments as they stand in the text, with what is between them. */
  readonly written: string;
  /** The level it stands in. */
  readonly scope: Scope;
  /** The level it opens; `null` for a simple directive, a table (`map`, `types`) or Lua. */
  readonly block: Scope | null;
  /** Rows of a table block such as `map` or `geo`; empty otherwise. */
  readonly rows: readonly TableRow[];
}

/** A line of a `map`, `geo`, `types` or `split_clients` block: no directive, its first word is a key. */
export interface TableRow extends Located {
  readonly words: readonly Field<string>[];
  readonly span: Span;
}

/** How requests are spread over the servers of an upstream. */
export type Balancing =
  | 'round_robin'
  | 'least_conn'
  | 'ip_hash'
  | 'hash'
  | 'random'
  | 'least_time'
  | 'sticky'
  | 'other';

/** An `upstream` block. `at` is its name argument. */
export interface NginxUpstream extends Located {
  readonly name: Field<string>;
  readonly module: 'http' | 'stream' | 'unknown';
  readonly directive: NginxDirective;
  readonly scope: Scope;
  readonly servers: readonly UpstreamServer[];
  /** The servers that share the requests while all is well. */
  readonly primaries: readonly UpstreamServer[];
  readonly method: {
    readonly kind: Balancing;
    /** The directive that says so; `null` for round robin by default. */
    readonly directive: NginxDirective | null;
  };
  /** Idle connections kept per worker: the argument of `keepalive`. */
  readonly keepalive: Field<number>;
  /** Name of the shared memory zone. */
  readonly zone: Field<string>;
  /** Why its servers cannot be counted from this text; `null` when they can. */
  readonly dynamic: string | null;
  /** Everything in this file that sends requests to it. */
  readonly users: readonly NginxPass[];
}

/** A `server` line of an upstream. `at` is the address. */
export interface UpstreamServer extends Located {
  readonly directive: NginxDirective;
  /** As written: `app1:3000`, `[::1]:80`, `unix:/run/app.sock`. */
  readonly address: Field<string>;
  /** A name may stand for several addresses, each a server of its own. */
  readonly kind: 'ip' | 'name' | 'unix' | 'unknown';
  /** Host in lower case, without port; `null` where unknown or a socket. */
  readonly host: string | null;
  /** Port, 80 where none is written (http); `null` where unknown or a socket. */
  readonly port: number | null;
  readonly weight: Field<number>;
  readonly maxFails: Field<number>;
  /** As written: `10s`. */
  readonly failTimeout: Field<string>;
  readonly maxConns: Field<number>;
  readonly backup: boolean;
  readonly down: boolean;
  readonly resolve: boolean;
  /** Everything after the address, in order. */
  readonly parameters: readonly ServerParameter[];
}

/** A parameter of an upstream server: `weight=3`, `backup`. */
export interface ServerParameter extends Located {
  readonly name: string;
  /** `null` for a flag. */
  readonly value: string | null;
  /** Whether a template hides it. */
  readonly known: boolean;
}

/** A virtual server of `http`, `stream` or `mail`. `at` is the word `server`. */
export interface NginxServer extends Located {
  readonly directive: NginxDirective;
  readonly scope: Scope;
  readonly module: Module;
  readonly names: readonly Field<string>[];
  /** Empty: nginx listens on `*:80`. */
  readonly listens: readonly NginxListen[];
  /** Its top-level locations; nested ones are in their parent. */
  readonly locations: readonly NginxLocation[];
}

/** A `listen` line. `at` is the address argument. */
export interface NginxListen extends Located {
  readonly directive: NginxDirective;
  readonly address: Field<string>;
  /** `null` for a socket, a range of ports or an unknown address. */
  readonly port: number | null;
  readonly flags: ReadonlySet<string>;
}

/** A `location` block. `at` is its pattern (or the word `location`). */
export interface NginxLocation extends Located {
  readonly directive: NginxDirective;
  readonly scope: Scope;
  readonly modifier: '' | '=' | '^~' | '~' | '~*' | '@';
  /** Without the modifier; a named location keeps its `@`. */
  readonly pattern: Field<string>;
  readonly server: NginxServer | null;
  readonly parent: NginxLocation | null;
  readonly locations: readonly NginxLocation[];
  /** Also those in its `if` and `limit_except` blocks. */
  readonly passes: readonly NginxPass[];
}

/** The protocol spoken to a back end, from the directive's name. */
export type PassKind = 'proxy' | 'fastcgi' | 'grpc' | 'uwsgi' | 'scgi' | 'memcached';

/** A directive that hands requests to a back end. `at` is its argument. */
export interface NginxPass extends Located {
  readonly kind: PassKind;
  readonly directive: NginxDirective;
  /** The level it stands in: a location, an `if`, or a stream server. */
  readonly scope: Scope;
  readonly location: NginxLocation | null;
  readonly server: NginxServer | null;
  /** `http`, `https`, `grpc`, `grpcs`; `''` where the directive takes none or writes none. */
  readonly scheme: string;
  /** Host or upstream name without port; unknown with variables or templates. */
  readonly host: Field<string>;
  /** Port as written; `null` where none is or it is unknown. */
  readonly port: number | null;
  /** The path after the host; `null` where none is written. */
  readonly uri: string | null;
  /** The upstream of this file that every request goes to, by name or through variables. */
  readonly upstream: NginxUpstream | null;
  /** All upstreams of this file that some request goes to; several where a variable chooses. */
  readonly upstreams: readonly NginxUpstream[];
  /** Whether it may lead to more than this file tells: a variable without a value here, a template. */
  readonly open: boolean;
}

/** A `map` block. `at` is the variable it defines. */
export interface NginxMap extends Located {
  readonly directive: NginxDirective;
  readonly source: Field<string>;
  /** The variable it defines, with its `$`. */
  readonly variable: Field<string>;
  readonly rows: readonly TableRow[];
}

/** A shared zone. `at` is its name. */
export interface NginxZone extends Located {
  readonly kind: 'cache' | 'limit_req' | 'limit_conn' | 'upstream';
  readonly name: Field<string>;
  readonly directive: NginxDirective;
}
