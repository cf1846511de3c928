import { valueOf } from '../../contracts/field';
import type { NginxModel, NginxUpstream, UpstreamServer } from './model';

/** Whether a request that fails on one server certainly has another to go to. */
export function hasSeveralServers(upstream: NginxUpstream | null): upstream is NginxUpstream {
  return upstream !== null && upstream.dynamic === null && upstream.primaries.length > 1;
}

/** Whether a server is on this machine: a socket or a loopback address. */
export function isLoopback({ kind, host }: UpstreamServer): boolean {
  return (
    kind === 'unix' ||
    /^(?:localhost|\[::1?\]|0\.0\.0\.0)$/.test(host ?? '') ||
    /^127\./.test(host ?? '')
  );
}

/** A name for the shared zone of an upstream: its own, where no zone of another kind has it. */
export function zoneNameFor(nginx: NginxModel, upstream: NginxUpstream): string | undefined {
  const name = valueOf(upstream.name);
  const taken = nginx.zones.some((zone) => valueOf(zone.name) === name);
  return name && taken ? `${name}_servers` : name;
}
