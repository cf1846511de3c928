import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { pool } from '../../lib/db.js';

const sqs = new SQSClient({});

export const handler = async (event) => {
  if (event.httpMethod === 'GET') {
    const [rows] = await pool.query('SELECT id, seat, state FROM tickets WHERE id = ? LIMIT 1', [event.pathParameters.id]);
    return { statusCode: rows.length ? 200 : 404, body: JSON.stringify(rows[0] ?? null) };
  }
  const order = JSON.parse(event.body);
  const [result] = await pool.query('INSERT INTO tickets (seat, buyer) VALUES (?, ?)', [order.seat, order.buyer]);
  await sqs.send(new SendMessageCommand({ QueueUrl: process.env.MAIL_QUEUE, MessageBody: String(result.insertId) }));
  return { statusCode: 201, body: JSON.stringify({ id: result.insertId }) };
};
