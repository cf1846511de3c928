import { Router } from 'express';
import { pool } from '../db.js';
import { settlements } from '../queue.js';
import { announce } from '../sockets.js';

export const bids = Router();

bids.post('/', async (request, response, next) => {
  const { lot, amount } = request.body;
  let client;
  try {
    client = await pool.connect();
    await client.query('BEGIN');
    const { rows } = await client.query('SELECT price, ends_at FROM lots WHERE id = $1 FOR UPDATE', [lot]);
    if (!rows[0] || rows[0].price >= amount) {
      await client.query('ROLLBACK');
      return response.status(409).json({ error: 'too low' });
    }
    await client.query('UPDATE lots SET price = $2 WHERE id = $1', [lot, amount]);
    await client.query('INSERT INTO bids (lot_id, amount, account_id) VALUES ($1, $2, $3)', [lot, amount, request.session.account]);
    await client.query('COMMIT');
  } catch (error) {
    await client?.query('ROLLBACK').catch(() => {});
    return next(error);
  } finally {
    client?.release();
  }
  announce(lot, amount);
  await settlements.add('bid', { lot, amount }, { removeOnComplete: 1000 });
  response.status(201).end();
});
