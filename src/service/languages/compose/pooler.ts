import type { ComposeServiceFact, PoolerFact } from '../../contracts/fact';
import type { Placed } from '../../contracts/facts/placed';
import { absent, type Field, unknown } from '../../contracts/field';

/** Images call PgBouncer's settings by its own names, in capitals, with or without its name before. */
const PREFIX = /^(?:PGBOUNCER_)?/;

/** The PgBouncer that a service is, or `undefined`. */
export function poolerOf(service: Placed<ComposeServiceFact>): Placed<PoolerFact> | undefined {
  const { image, environment, path, at } = service;
  if (image.state !== 'known' || !/pgbouncer/i.test(image.value)) return undefined;
  const setting = (key: string) =>
    Object.entries(environment).find(([name]) => name.replace(PREFIX, '') === key)?.[1];
  // Settings in a file of its own are not seen here.
  const hasFile = service.volumes.length > 0 || service.environmentFiles.length > 0;
  const field = <T>(key: string, read: (text: string) => T | undefined): Field<T> => {
    const written = setting(key);
    const own = `${path}/${key.toLowerCase()}`;
    if (!written) return hasFile ? unknown('a file of its own', at, own) : absent(at.end, own);
    if (written.state !== 'known') return written;
    const value = read(written.value.trim());
    return value === undefined
      ? unknown('no plain value', written.at, written.path)
      : { ...written, value };
  };
  const port = setting('LISTEN_PORT') ?? setting('PORT');
  return {
    kind: 'pooler',
    at: image.at,
    path: image.path,
    names: [service.service, ...service.aliases],
    port: port?.state === 'known' && /^\d+$/.test(port.value) ? Number(port.value) : null,
    mode: field('POOL_MODE', (text) =>
      /^(?:session|transaction|statement)$/.test(text) ? text : undefined,
    ),
    version: /:v?(\d+\.\d+)/.exec(image.value)?.[1] ?? null,
    preparedStatements: field('MAX_PREPARED_STATEMENTS', (text) =>
      /^\d+$/.test(text) ? Number(text) : undefined,
    ),
  };
}
