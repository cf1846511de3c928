import { pool } from "../lib/db";

export const handler = async () => {
  const { rows } = await pool.query("select id from returns where state = 'new' and created_at < now() - interval '30 days'");
  for (const { id } of rows) {
    await pool.query("update returns set state = 'expired' where id = $1", [id]);
  }
};
