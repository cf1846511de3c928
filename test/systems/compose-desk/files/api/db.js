import mysql from 'mysql2/promise';

export const pool = mysql.createPool({
  host: process.env.DB_HOST,
  user: process.env.DB_USER,
  password: process.env.DB_PASSWORD,
  database: 'tickets',
  connectionLimit: Number(process.env.DB_POOL ?? 10),
  maxIdle: 4,
  enableKeepAlive: true,
});
