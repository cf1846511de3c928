/** Where a proxy sends requests; `port` is `null` where it cannot be told. */
export interface ProxiedServer {
  readonly host: string;
  readonly port: number | null;
}

/** How many ports of a range are servers: nobody writes more, and a range may say 65,536. */
const MAX_PORTS = 64;

/**
 * The servers of an address: `api:8000`, `http://api`, `h2c://api:9000`, `api:8001-8003`. Without a port it is that
 * of the scheme, 80 where there is none. Sockets, variables and ports alone (`:8080`) are none.
 */
export function serversIn(address: string): readonly ProxiedServer[] {
  const [, scheme, host, first, last] =
    /^(?:(https?|h2c|fcgi):\/\/)?([A-Za-z0-9_][\w.-]{0,252})(?::(\d{1,5})(?:-(\d{1,5}))?)?\/?$/.exec(
      address,
    ) ?? [];
  if (host === undefined) return [];
  if (first === undefined) return [{ host, port: scheme === 'https' ? 443 : 80 }];
  const from = Number(first);
  const count = last === undefined ? 1 : Math.min(Number(last) - from + 1, MAX_PORTS);
  return Array.from({ length: Math.max(count, 1) }, (_, index) => ({ host, port: from + index }));
}
