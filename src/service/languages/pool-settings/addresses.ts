import { databaseAddress } from '../shared/database-addresses';
import type { Entry } from './entries';
import type { Address, SchemaEnv } from './model';

/** The variables that hold addresses of PostgreSQL; what a template writes is left out. */
export function addressesOf(entries: readonly Entry[]): readonly Address[] {
  return entries.flatMap(({ keys, text, at }) => {
    const address = databaseAddress(text);
    const env = keys.at(-1);
    return address && env !== undefined ? [{ at, path: `/variables/${env}`, env, ...address }] : [];
  });
}

/** The variable that a Prisma schema for PostgreSQL takes the address from. */
export function schemaEnvOf(entries: readonly Entry[]): SchemaEnv | null {
  const value = (name: string) =>
    entries.find(({ keys }) => keys.join('.') === `datasource.${name}`);
  const env = value('url.env');
  return env && value('provider')?.text === 'postgresql'
    ? { at: env.at, path: '/datasource/url', env: env.text }
    : null;
}
