import { absent, type Field, known, unknown } from '../../contracts/field';
import type { Pooler, PoolSettings } from './model';

/** What `pgbouncer.ini` says of the PgBouncer that reads it. */
export function poolerOf({ path, at, settings }: PoolSettings): Pooler {
  const setting = (name: string) => settings.find((other) => other.name === name);
  const port = setting('listen_port')?.text ?? '';
  const prepared = setting('max_prepared_statements');
  const mode = setting('pool_mode');
  return {
    at,
    path,
    names: [],
    port: /^\d+$/.test(port) ? Number(port) : null,
    mode: mode ? modeOf(mode.text, mode.at, mode.path) : absent(at.end, `${path}/pool_mode`),
    version: null,
    preparedStatements: prepared?.value ?? absent(at.end, `${path}/max_prepared_statements`),
  };
}

function modeOf(text: string, at: PoolSettings['at'], path: string): Field<string> {
  return /^(?:session|transaction|statement)$/.test(text)
    ? known(text, at, path)
    : unknown('no plain word', at, path);
}
