import express from 'express';
import session from 'express-session';
import { rateLimit } from 'express-rate-limit';
import { RedisStore } from 'rate-limit-redis';
import IORedis from 'ioredis';
import cron from 'node-cron';
import { pool } from './db.js';
import { mails } from './queue.js';

const limits = new IORedis(process.env.LIMITS_URL);
const app = express();
app.set('trust proxy', 1);
app.use(express.json());
app.use(session({ secret: process.env.SESSION_SECRET, resave: false, saveUninitialized: false }));
app.use(rateLimit({ windowMs: 60_000, limit: 120, store: new RedisStore({ sendCommand: (...args) => limits.call(...args) }) }));

app.get('/api/tickets/:id', async (req, res) => {
  const [rows] = await pool.query('SELECT id, title, state FROM tickets WHERE id = ?', [req.params.id]);
  if (rows.length === 0) return res.sendStatus(404);
  res.json(rows[0]);
});

app.post('/api/tickets', async (req, res) => {
  const [made] = await pool.execute('INSERT INTO tickets (title, state) VALUES (?, ?)', [req.body.title, 'open']);
  await mails.add('opened', { id: made.insertId });
  res.status(201).json({ id: made.insertId });
});

app.get('/api/translate', async (req, res) => {
  const answer = await fetch(`https://translate.example.net/v1?text=${encodeURIComponent(req.query.text)}`);
  res.json(await answer.json());
});

cron.schedule('0 6 * * *', async () => {
  const [rows] = await pool.query('SELECT id FROM tickets WHERE state = ? LIMIT 500', ['stale']);
  for (const row of rows) await mails.add('stale', { id: row.id });
});

const server = app.listen(Number(process.env.PORT ?? 3000));
process.on('SIGTERM', () => server.close(() => pool.end().then(() => process.exit(0))));
