import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import pg from 'pg';

let pool: pg.Pool | undefined;

/** One pool of one connection for each execution environment. */
export async function database(): Promise<pg.Pool> {
  if (pool) return pool;
  const answer = await new SecretsManagerClient({}).send(new GetSecretValueCommand({ SecretId: process.env.DB_SECRET }));
  const { username, password } = JSON.parse(answer.SecretString ?? '{}');
  pool = new pg.Pool({
    host: process.env.DB_HOST,
    database: 'ledger',
    user: username,
    password,
    max: 1,
    connectionTimeoutMillis: 3000,
    idleTimeoutMillis: 60_000,
    statement_timeout: 15_000,
    ssl: true,
  });
  pool.on('error', () => { pool = undefined; });
  return pool;
}
