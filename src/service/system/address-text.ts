import { engineOfScheme } from './images';

/** Where a connection goes, as an address says it. */
export interface Address {
  readonly host: string;
  readonly port: number | null;
  readonly engine: string | undefined;
  /** The database of the server, the number of a Redis database. */
  readonly database: string | null;
  /** Who asks; `null` where it does not say. */
  readonly user: string | null;
}

const URL =
  /^((?:jdbc:|r2dbcs?:(?:pool:)?)?[a-z][a-z0-9+.]*):\/\/(?:([^@/?#\s]*)@)?(\[[^\]]*\]|[^:/?#\s,;]+)(?::(\d+))?(?:,[^/?\s]*)?(?:\/([^?#\s]*))?/i;

/** Reads an address: a URL of any kind, `host:port`, or `host=… port=…`. */
export function readAddress(text: string): Address | undefined {
  const trimmed = text.trim();
  const url = URL.exec(trimmed);
  if (url) {
    const [, scheme = '', user, host = '', port, path] = url;
    return {
      host: host.toLowerCase(),
      port: port === undefined ? null : Number(port),
      engine: engineOfScheme(scheme),
      database: path === undefined || path === '' ? null : path,
      user: user?.split(':')[0] || null,
    };
  }
  const named =
    /(?:^|[\s;])(?:host|server|data source|addr)\s*=\s*'?(?:tcp:)?([\w.-]+)(?:[,:](\d+))?/i.exec(
      trimmed,
    );
  if (named) {
    const port = named[2] ?? /(?:^|[\s;])port\s*=\s*'?(\d+)/i.exec(trimmed)?.[1];
    return {
      host: (named[1] ?? '').toLowerCase(),
      port: port === undefined ? null : Number(port),
      engine: undefined,
      database: null,
      user: null,
    };
  }
  const tcp = /@tcp\(([\w.-]+)(?::(\d+))?\)/.exec(trimmed);
  if (tcp)
    return {
      host: (tcp[1] ?? '').toLowerCase(),
      port: tcp[2] === undefined ? null : Number(tcp[2]),
      engine: 'mysql',
      database: null,
      user: null,
    };
  const plain = /^([A-Za-z0-9][\w.-]*)(?::(\d+))?$/.exec(trimmed);
  return plain
    ? {
        host: (plain[1] ?? '').toLowerCase(),
        port: plain[2] === undefined ? null : Number(plain[2]),
        engine: undefined,
        database: null,
        user: null,
      }
    : undefined;
}
