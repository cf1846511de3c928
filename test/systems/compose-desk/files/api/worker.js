import { Worker } from 'bullmq';
import { connection } from './queue.js';
import { pool } from './db.js';

const worker = new Worker('mails', async (job) => {
  const [rows] = await pool.query('SELECT email, subject, body FROM outbox WHERE id = ?', [job.data.id]);
  await fetch('https://mail.example.net/send', {
    method: 'POST',
    body: JSON.stringify(rows[0]),
    signal: AbortSignal.timeout(10_000),
  });
}, { connection, concurrency: 10 });

process.on('SIGTERM', async () => {
  await worker.close();
  await pool.end();
  process.exit(0);
});
