import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { Hono } from "hono";
import { handle } from "hono/aws-lambda";
import { pool } from "../lib/db";
import { limit } from "../lib/limit";

const sqs = new SQSClient({});
const app = new Hono();

app.use("/returns", limit(30));

app.post("/returns", async (c) => {
  const body = await c.req.json();
  const quote = await fetch(`${process.env.CARRIER_URL}/quotes?zip=${body.zip}`);
  const { price } = (await quote.json()) as { price: number };
  const { rows } = await pool.query("insert into returns (order_id, price) values ($1, $2) returning id", [
    body.orderId,
    price,
  ]);
  await sqs.send(
    new SendMessageCommand({ QueueUrl: process.env.LABELS_QUEUE, MessageBody: JSON.stringify({ id: rows[0].id }) }),
  );
  return c.json({ id: rows[0].id }, 201);
});

app.get("/returns/:id", async (c) => {
  const { rows } = await pool.query("select id, state, price from returns where id = $1", [c.req.param("id")]);
  return rows.length ? c.json(rows[0]) : c.notFound();
});

app.get("/carriers", async (c) => {
  const answer = await fetch(`${process.env.CARRIER_URL}/carriers`, { signal: AbortSignal.timeout(3000) });
  return c.json(await answer.json());
});

export const handler = handle(app);
