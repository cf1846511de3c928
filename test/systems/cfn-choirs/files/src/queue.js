const { Queue } = require('bullmq');
const Redis = require('ioredis');

exports.connection = new Redis(process.env.REDIS_URL, { maxRetriesPerRequest: null });
exports.queue = new Queue('choirs', {
  connection: exports.connection,
  defaultJobOptions: { attempts: 5, backoff: { type: 'exponential', delay: 1000 }, removeOnComplete: 500, removeOnFail: 1000 },
});
