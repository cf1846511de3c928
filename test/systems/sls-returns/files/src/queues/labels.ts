import type { SQSHandler } from "aws-lambda";
import { pool } from "../lib/db";

export const handler: SQSHandler = async (event) => {
  for (const record of event.Records) {
    const { id } = JSON.parse(record.body);
    const answer = await fetch(`${process.env.CARRIER_URL}/labels/${id}`, {
      method: "POST",
      signal: AbortSignal.timeout(10_000),
    });
    if (!answer.ok) throw new Error(`label ${id}: ${answer.status}`);
    await pool.query("update returns set label = $1, state = 'labelled' where id = $2", [await answer.text(), id]);
  }
};
