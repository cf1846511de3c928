import type { FactValue } from './value';

/** An nginx `upstream`, or the server a `proxy_pass` names directly. */
export interface UpstreamFact {
  readonly kind: 'upstream';
  readonly path: string;
  readonly name: FactValue<string>;
  readonly servers: readonly FactValue<string>[];
}

/** What the main file of nginx says about its processes. */
export interface NginxProcessFact {
  readonly kind: 'nginx-process';
  readonly path: string;
  /** `auto`, a number, or nothing. */
  readonly workers: FactValue<string>;
}

/** A server block of nginx, as those who connect to it see it. */
export interface NginxListenerFact {
  readonly kind: 'nginx-listener';
  readonly path: string;
  /** Ports it listens to; 80 where it says none. */
  readonly ports: readonly number[];
  /** Seconds after which it closes a connection on which nothing happens; 75 where absent. */
  readonly keepaliveTimeout: FactValue<number>;
}

/** A limit that nginx counts by the address it sees. */
export interface AddressLimitFact {
  readonly kind: 'address-limit';
  readonly path: string;
  /** `$binary_remote_addr`. */
  readonly key: string;
  /** Something brings the client's own address, or may: the real-ip module, the PROXY protocol, an include. */
  readonly corrected: boolean;
}

/** One way through nginx to another program, with what holds for it where it stands. */
export interface ProxyRouteFact {
  readonly kind: 'proxy-route';
  readonly path: string;
  /** How its directives begin: `proxy` of `proxy_read_timeout`. */
  readonly protocol: string;
  /** The location's pattern as written; `/` for a server's own. */
  readonly pattern: string;
  /** Where it goes, a socket as `unix:/run/app.sock`; empty where that cannot be told. */
  readonly servers: readonly { readonly host: string; readonly port: number | null }[];
  /** Where variables of nginx' own environment lead it, which its image puts in: `${API_HOST}:3000`. */
  readonly templates: readonly { readonly address: string; readonly asksAgain: boolean }[];
  /** A name that may stand for several addresses, each tried on its own. */
  readonly byName: boolean;
  /** The name is asked for again while nginx runs: a variable, or `resolve`; else once, at its start. */
  readonly asksAgain: boolean;
  /** The connection may become one of a WebSocket: its `Upgrade` is handed on. */
  readonly upgrades: boolean;
  /** Seconds between two reads. */
  readonly readTimeout: FactValue<number>;
  /** Idle connections that each process of nginx keeps to servers of FastCGI; absent where it keeps none. */
  readonly keptFastcgi: FactValue<number>;
  /** Connections to the other side are kept, and HTTP/1.1 lets them. */
  readonly keepalive: boolean;
  /** Seconds an idle one is kept. */
  readonly keepaliveTimeout: FactValue<number>;
  /** After which failures another address is tried: `error`, `timeout` by default; empty for `off`. */
  readonly retries: readonly string[];
  readonly retriesPath: string | null;
  readonly tries: FactValue<number>;
  /** Seconds in which another try may begin; 0 is no limit. */
  readonly triesTimeout: FactValue<number>;
}

/** The proxies but nginx of which files say where requests go. */
export type OtherProxy = 'traefik' | 'caddy' | 'haproxy';

/** Where a proxy other than nginx sends some requests: a service of Traefik, a `reverse_proxy` of Caddy, a backend of HAProxy. */
export interface ProxiedServiceFact {
  readonly kind: 'proxied-service';
  readonly proxy: OtherProxy;
  readonly path: string;
  /** As the file names it, or its first host where it has no name. */
  readonly service: string;
  /** What leads to it, as it is written; empty where nothing in the file does. */
  readonly rules: readonly string[];
  readonly servers: readonly { readonly host: string; readonly port: number | null }[];
  /** It keeps connections to its servers. */
  readonly keeps: boolean;
  /** Seconds it keeps an idle one. */
  readonly idle: FactValue<number>;
  /** Seconds it waits for an answer. */
  readonly readTimeout: FactValue<number>;
}
