import { Worker } from 'bullmq';
import { prisma } from './prisma.js';
import { connection } from './queue.js';

const worker = new Worker(
  'mail',
  async (job) => {
    const booking = await prisma.booking.findUniqueOrThrow({ where: { id: job.data.booking }, include: { guest: true } });
    console.log(`mail to ${booking.guest.email}`);
  },
  { connection, concurrency: 10 },
);

process.on('SIGTERM', async () => {
  await worker.close();
  await prisma.$disconnect();
  process.exit(0);
});
