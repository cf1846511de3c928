import { createServer } from 'node:http';
import { RedisStore } from 'connect-redis';
import express from 'express';
import session from 'express-session';
import { config } from './config.js';
import { pool } from './db.js';
import { redis } from './redis.js';
import { bids } from './routes/bids.js';
import { health } from './routes/health.js';
import { lots } from './routes/lots.js';
import { attach } from './sockets.js';

const app = express();
app.set('trust proxy', 1);
app.use(health);
app.use(express.json({ limit: '100kb' }));
app.use(
  session({
    store: new RedisStore({ client: redis, ttl: 86_400 }),
    secret: config.sessionSecret,
    resave: false,
    saveUninitialized: false,
  }),
);
app.use('/api/lots', lots);
app.use('/api/bids', bids);

const server = createServer(app);
attach(server);
server.listen(config.port, () => console.log(`listening on ${config.port}`));

process.on('SIGTERM', () => {
  server.close(async () => {
    await pool.end();
    process.exit(0);
  });
});
