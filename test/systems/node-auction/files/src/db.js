import pg from 'pg';
import { config } from './config.js';

export const pool = new pg.Pool({
  connectionString: config.databaseUrl,
  max: config.poolMax,
  idleTimeoutMillis: 30_000,
  connectionTimeoutMillis: 4_000,
  maxLifetimeSeconds: 1800,
});

pool.on('error', (error) => console.error('idle client', error));

export const query = (text, values) => pool.query(text, values);
