import type { APIGatewayProxyHandler } from 'aws-lambda';
import { database } from './db';

export const handler: APIGatewayProxyHandler = async (event) => {
  const db = await database();
  const { rows } = await db.query('SELECT id, amount, posted FROM entries WHERE account = $1 ORDER BY posted DESC LIMIT 500', [event.pathParameters?.account]);
  return { statusCode: 200, body: JSON.stringify(rows) };
};
