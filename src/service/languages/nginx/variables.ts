import { VARIABLE_TABLE } from './directive-table';

/** Whether nginx gives a variable of this name its value, so that no configuration defines it. */
export function isBuiltIn(name: string): boolean {
  return /^\d/.test(name) || OF_MODULES.test(name) || known().names.has(name) || isPrefixed(name);
}

/** Variables worth proposing, in alphabetical order, without their `$`. */
export function builtInVariables(): readonly string[] {
  return [...known().names].sort();
}

/** What stands for any header, argument or cookie: `http_` and a name. */
function isPrefixed(name: string): boolean {
  return known().prefixes.some((prefix) => name.startsWith(prefix));
}

interface Known {
  readonly names: ReadonlySet<string>;
  readonly prefixes: readonly string[];
}

let read: Known | undefined;

/** The table, read when it is first asked for. */
function known(): Known {
  read ??= (() => {
    const words = [...VARIABLE_TABLE.trim().split(/\s+/), ...LEFT_OUT];
    return {
      names: new Set(words.filter((word) => !word.endsWith('NAME'))),
      prefixes: words.flatMap((word) => /^(\w+_)NAME$/.exec(word)?.[1] ?? []),
    };
  })();
  return read;
}

/** Variables that the reference does not list, and the headers that are read most. */
const LEFT_OUT =
  'ancient_browser modern_browser msie realpath_root tcpinfo_rtt tcpinfo_rttvar tcpinfo_snd_cwnd http_cookie http_host http_referer http_upgrade http_user_agent http_via http_x_forwarded_for http_x_forwarded_proto'.split(
    ' ',
  );

/** Modules whose variables begin alike, third-party ones among them. */
const OF_MODULES =
  /^(?:ssl_|geoip2?_|spdy|realip_|secure_link|session_log_|otel_|proxy_protocol_|tcpinfo_)/;
