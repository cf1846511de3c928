import { Body, Controller, Post } from '@nestjs/common';
import { Queue } from 'bullmq';
import IORedis from 'ioredis';

const connection = new IORedis(process.env.REDIS_URL!, { maxRetriesPerRequest: null });
const imports = new Queue('imports', { connection });

@Controller('imports')
export class ImportController {
  @Post()
  async start(@Body() body: { url: string; owner: string }) {
    const job = await imports.add('import', body, { attempts: 3, backoff: { type: 'exponential', delay: 2000 }, removeOnComplete: 1000 });
    return { id: job.id };
  }
}
