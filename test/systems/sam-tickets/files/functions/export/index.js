import mysql from 'mysql2/promise';

export const handler = async (event) => {
  const pool = mysql.createPool({
    host: process.env.DB_HOST,
    user: process.env.DB_USER,
    password: process.env.DB_PASSWORD,
    database: process.env.DB_NAME,
    connectionLimit: 5,
  });
  const { from, to } = JSON.parse(event.Records[0].body);
  const [rows] = await pool.query('SELECT id, seat, buyer FROM tickets WHERE sold_at BETWEEN ? AND ? LIMIT 10000', [from, to]);
  return rows.length;
};
