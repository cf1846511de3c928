const { Worker } = require('bullmq');
const { db } = require('./db');
const { connection } = require('./queue');

const worker = new Worker(
  'choirs',
  async (job) => {
    await db('choirs').where({ id: job.data.choir }).increment('singers', 1);
  },
  { connection, concurrency: Number(process.env.JOBS_AT_ONCE ?? 10) },
);

process.on('SIGTERM', async () => {
  await worker.close();
  await db.destroy();
});
