const { Queue } = require('bullmq');
const Redis = require('ioredis');

exports.connection = new Redis(process.env.REDIS_URL, { maxRetriesPerRequest: null });
exports.queue = new Queue('positions', {
  connection: exports.connection,
  defaultJobOptions: { attempts: 3, removeOnComplete: 1000, removeOnFail: 5000 },
});
