import { pool } from "../lib/db";

export const handler = async () => {
  await pool.query("refresh materialized view concurrently returns_by_day");
};
