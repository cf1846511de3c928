import type { SQSBatchItemFailure, SQSHandler } from "aws-lambda";
import { pool } from "../lib/db";

export const handler: SQSHandler = async (event) => {
  const batchItemFailures: SQSBatchItemFailure[] = [];
  for (const record of event.Records) {
    try {
      const { id, amount } = JSON.parse(record.body);
      await pool.query(
        "insert into refunds (return_id, amount) values ($1, $2) on conflict (return_id) do nothing",
        [id, amount],
      );
    } catch (error) {
      console.error(error);
      batchItemFailures.push({ itemIdentifier: record.messageId });
    }
  }
  return { batchItemFailures };
};
