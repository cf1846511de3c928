import { Router } from 'express';
import { query } from '../db.js';
import { redis } from '../redis.js';

export const lots = Router();

lots.get('/', async (_request, response, next) => {
  try {
    const hit = await redis.get('lots:open');
    if (hit) return response.json(JSON.parse(hit));
    const { rows } = await query('SELECT id, title, ends_at FROM lots WHERE closed_at IS NULL ORDER BY ends_at LIMIT 100');
    await redis.set('lots:open', JSON.stringify(rows), { EX: 10 });
    response.json(rows);
  } catch (error) {
    next(error);
  }
});

lots.get('/:id', async (request, response, next) => {
  try {
    const { rows } = await query('SELECT id, title, ends_at, price FROM lots WHERE id = $1', [request.params.id]);
    response.json(rows[0] ?? null);
  } catch (error) {
    next(error);
  }
});
