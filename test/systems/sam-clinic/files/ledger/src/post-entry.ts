import type { SQSHandler } from 'aws-lambda';
import { database } from './db';

export const handler: SQSHandler = async (event) => {
  const db = await database();
  const client = await db.connect();
  try {
    await client.query('BEGIN');
    for (const record of event.Records) {
      const entry = JSON.parse(record.body);
      await client.query('INSERT INTO entries (id, account, amount) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [entry.id, entry.account, entry.amount]);
    }
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
};
