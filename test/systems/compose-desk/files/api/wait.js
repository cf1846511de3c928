import { pool } from './db.js';

for (let i = 0; i < 30; i++) {
  try {
    await pool.query('SELECT 1');
    break;
  } catch {
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}
await pool.end();
