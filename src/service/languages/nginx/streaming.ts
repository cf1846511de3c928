import { valueOf } from '../../contracts/field';
import { effective, effectiveText, entryKey } from './effective';
import type { NginxPass } from './model';

/**
 * Whether requests of a pass are meant to stay open or to carry much: a WebSocket, a stream of events,
 * an upload. `undefined` where what would tell is out of sight.
 */
export function isLongLived(pass: NginxPass, version: string | undefined): boolean | undefined {
  if (pass.kind === 'grpc' || NAMED.test(namesOf(pass).join(' '))) return true;
  const upgrades = upgradesConnections(pass, version);
  if (upgrades !== false) return upgrades;
  const buffering = effectiveText(pass.scope, `${pass.kind}_request_buffering`, version);
  if (buffering === undefined && pass.kind !== 'memcached') return undefined;
  return buffering === 'off';
}

/** Whether a pass lets clients change to the WebSocket protocol; `undefined` where it cannot be told. */
export function upgradesConnections(
  { kind, scope }: NginxPass,
  version: string | undefined,
): boolean | undefined {
  if (kind !== 'proxy') return false;
  const headers = effective(scope, 'proxy_set_header', version);
  if (headers.state !== 'declared') return headers.state === 'unknown' ? undefined : false;
  return headers.directives.some((entry) => {
    const value = entry.args[1];
    return entryKey(entry) === 'upgrade' && value !== undefined && valueOf(value) !== '';
  });
}

/** Everything its author called it by. */
function namesOf({ location, server, upstream, host, uri }: NginxPass): readonly string[] {
  const named = [location?.pattern, upstream?.name, host, ...(server?.names ?? [])];
  return [...named.flatMap((name) => (name ? (valueOf(name) ?? []) : [])), uri ?? ''];
}

const NAMED =
  /(?:^|[^a-z])(?:wss?|web-?sockets?|sockets?|socket\.io|sockjs|cable|signalr|hubs?|events?|sse|streams?|streaming|live|watch|tail|logs?|poll|push|uploads?|imports?|exports?|downloads?|files?|media|video|backups?|terminal|tty|shell|console|attach|exec|rpc|mqtt|comet|notifications?|chat|ai|llm|completions?|registry|v2|reports?|batch|jobs?|jupyter|notebooks?|kernels?)(?:[^a-z]|$)/i;
