import type { APIGatewayProxyHandler } from 'aws-lambda';
import { database } from './db';

export const handler: APIGatewayProxyHandler = async (event) => {
  const payment = JSON.parse(event.body ?? '{}');
  const db = await database();
  await db.query('INSERT INTO payments (id, amount) VALUES ($1, $2) ON CONFLICT DO NOTHING', [payment.id, payment.amount]);
  return { statusCode: 200, body: '' };
};
