import { absent, type Field, known, unknown } from '../../contracts/field';
import type { Entry } from './entries';
import type { Pooler } from './model';
import { grouped } from './pools/entries';

/** Images call PgBouncer's settings by its own names, in capitals, with or without its name before. */
const PREFIX = /^(?:PGBOUNCER_)?/;

/** The services of a compose file that are a PgBouncer. */
export function poolersOf(entries: readonly Entry[]): readonly Pooler[] {
  const services = grouped(
    entries.filter(({ keys: [section] }) => section === 'services'),
    ({ keys: [, name = ''] }) => name,
  );
  return [...services].flatMap(([name, own]) => {
    const image = own.find(({ keys }) => keys.length === 3 && keys[2] === 'image');
    if (!image || !/pgbouncer/i.test(image.text)) return [];
    const path = `/services/${name}`;
    const setting = (key: string) =>
      own.find(({ keys }) => keys[2] === 'environment' && keys.at(-1)?.replace(PREFIX, '') === key);
    const container = own.find(({ keys }) => keys.length === 3 && keys[2] === 'container_name');
    const port = setting('LISTEN_PORT') ?? setting('PORT');
    // Settings in a file of its own are not in sight here.
    const hasFile = own.some(({ keys }) => keys[2] === 'volumes' || keys[2] === 'env_file');
    return [
      {
        at: image.at,
        path,
        names: [name, ...(container ? [container.text] : [])],
        port: port && /^\d+$/.test(port.text) ? Number(port.text) : null,
        mode: fieldOf(setting('POOL_MODE'), `${path}/mode`, image, hasFile, (text) =>
          /^(?:session|transaction|statement)$/.test(text) ? text : undefined,
        ),
        version: /:v?(\d+\.\d+)/.exec(image.text)?.[1] ?? null,
        preparedStatements: fieldOf(
          setting('MAX_PREPARED_STATEMENTS'),
          `${path}/max_prepared_statements`,
          image,
          hasFile,
          (text) => (/^\d+$/.test(text) ? Number(text) : undefined),
        ),
      },
    ];
  });
}

function fieldOf<T>(
  entry: Entry | undefined,
  path: string,
  image: Entry,
  hasFile: boolean,
  read: (text: string) => T | undefined,
): Field<T> {
  if (!entry) {
    return hasFile ? unknown('a file of its own', image.at, path) : absent(image.at.end, path);
  }
  const value = read(entry.text.trim());
  return value === undefined
    ? unknown('no plain value', entry.at, path)
    : known(value, entry.at, path);
}
