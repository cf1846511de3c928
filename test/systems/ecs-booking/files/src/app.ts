import Fastify from 'fastify';
import { bookings } from './routes/bookings.js';
import { health } from './routes/health.js';

export function build() {
  const app = Fastify({ logger: true, trustProxy: true, bodyLimit: 100_000 });
  app.register(health);
  app.register(bookings, { prefix: '/api/bookings' });
  return app;
}
