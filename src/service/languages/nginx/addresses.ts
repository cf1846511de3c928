/** An address as nginx splits it. */
export interface Address {
  readonly kind: 'ip' | 'name' | 'unix';
  /** In lower case; `null` for a socket. IPv6 keeps its brackets. */
  readonly host: string | null;
  /** `null` where none is written, or it is a range or a variable. */
  readonly port: number | null;
  /** From the `/` after the host; `null` where none is written. */
  readonly uri: string | null;
}

/** Splits `host:port/uri`, `[::1]:80`, `unix:/path:/uri`. Any text is some address. */
export function splitAddress(text: string): Address {
  if (text.startsWith('unix:')) {
    const colon = text.indexOf(':', 5);
    return { kind: 'unix', host: null, port: null, uri: colon < 0 ? null : text.slice(colon + 1) };
  }
  const slash = text.search(/[/?]/);
  const authority = slash < 0 ? text : text.slice(0, slash);
  const uri = slash < 0 ? null : text.slice(slash);
  const bracket = authority.startsWith('[') ? authority.indexOf(']') : -1;
  const colon = authority.indexOf(':', bracket + 1);
  const host = (colon < 0 ? authority : authority.slice(0, colon)).toLowerCase();
  const port = colon < 0 ? '' : authority.slice(colon + 1);
  return {
    kind: bracket > 0 || IPV4.test(host) ? 'ip' : 'name',
    host,
    port: /^\d{1,5}$/.test(port) ? Number(port) : null,
    uri,
  };
}

const IPV4 = /^(?:\d{1,3}\.){3}\d{1,3}$/;
