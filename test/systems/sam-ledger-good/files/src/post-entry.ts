import type { SQSHandler } from 'aws-lambda';
import { database } from './db';

export const handler: SQSHandler = async (event) => {
  const db = await database();
  const client = await db.connect();
  try {
    await client.query('BEGIN');
    const entries = event.Records.map((record) => JSON.parse(record.body));
    await client.query(
      'INSERT INTO entries (id, account, amount) SELECT * FROM unnest($1::text[], $2::text[], $3::numeric[]) ON CONFLICT DO NOTHING',
      [entries.map(({ id }) => id), entries.map(({ account }) => account), entries.map(({ amount }) => amount)],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
};
