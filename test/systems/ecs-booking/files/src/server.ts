import { build } from './app.js';
import { prisma } from './prisma.js';

const app = build();

process.on('SIGTERM', async () => {
  await app.close();
  await prisma.$disconnect();
  process.exit(0);
});

await app.listen({ port: Number(process.env.PORT ?? 3000), host: '0.0.0.0' });
