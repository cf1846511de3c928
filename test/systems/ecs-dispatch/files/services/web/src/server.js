import cookie from '@fastify/cookie';
import rateLimit from '@fastify/rate-limit';
import session from '@fastify/session';
import Fastify from 'fastify';
import { api } from './api.js';

const app = Fastify({ logger: true, keepAliveTimeout: 130_000, trustProxy: true });

await app.register(cookie);
await app.register(session, { secret: process.env.SESSION_SECRET, cookie: { secure: true } });
await app.register(rateLimit, { max: 300, timeWindow: '1 minute' });

app.get('/live', async () => ({ ok: true }));
app.get('/orders', async (request) => api(`/orders?depot=${request.query.depot}`));

process.on('SIGTERM', () => app.close());

await app.listen({ host: '0.0.0.0', port: Number(process.env.PORT ?? 3000) });
