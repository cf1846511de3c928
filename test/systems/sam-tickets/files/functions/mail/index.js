import { pool } from '../../lib/db.js';

export const handler = async (event) => {
  const batchItemFailures = [];
  for (const record of event.Records) {
    try {
      await pool.query('UPDATE tickets SET mailed_at = NOW() WHERE id = ?', [Number(record.body)]);
    } catch {
      batchItemFailures.push({ itemIdentifier: record.messageId });
    }
  }
  return { batchItemFailures };
};
