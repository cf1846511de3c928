const { Worker } = require('bullmq');
const { connection } = require('./queue');
const { record } = require('./store');

const worker = new Worker('positions', (job) => record(job.data.vehicle, job.data.at), { connection, concurrency: 20 });

process.on('SIGTERM', () => worker.close());
