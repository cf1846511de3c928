import { NestFactory } from '@nestjs/core';
import { Worker } from 'bullmq';
import IORedis from 'ioredis';
import { WorkerModule } from './worker.module';
import { ImportService } from './imports/import.service';

async function main() {
  const app = await NestFactory.createApplicationContext(WorkerModule);
  app.enableShutdownHooks();
  const imports = app.get(ImportService);
  const connection = new IORedis(process.env.REDIS_URL!, { maxRetriesPerRequest: null });
  const worker = new Worker('imports', async (job) => imports.run(job.data), {
    connection,
    concurrency: Number(process.env.WORKER_CONCURRENCY ?? 5),
  });
  worker.on('failed', (job, err) => console.error(job?.id, err));
  process.on('SIGTERM', async () => {
    await worker.close();
    await app.close();
    process.exit(0);
  });
}

void main();
