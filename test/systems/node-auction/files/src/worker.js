import { Worker } from 'bullmq';
import { pool, query } from './db.js';
import { connection } from './queue.js';

const worker = new Worker(
  'settlements',
  async (job) => {
    await query('INSERT INTO settlements (lot_id, amount) VALUES ($1, $2) ON CONFLICT DO NOTHING', [job.data.lot, job.data.amount]);
  },
  { connection, concurrency: 12 },
);

process.on('SIGTERM', async () => {
  await worker.close();
  await pool.end();
  process.exit(0);
});
