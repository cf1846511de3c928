import { Router } from 'express';
import { query } from '../db.js';

export const health = Router();

health.get('/health', async (_request, response) => {
  try {
    await query('SELECT 1');
    response.send('ok');
  } catch {
    response.status(503).send('database');
  }
});
