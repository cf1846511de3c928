const { Pool } = require('pg');

const pool = new Pool({
  connectionString: process.env.DATABASE_URL,
  max: Number(process.env.DB_POOL ?? 8),
  connectionTimeoutMillis: 3000,
  idleTimeoutMillis: 30_000,
  maxLifetimeSeconds: 1200,
});
pool.on('error', (error) => console.error(error));

exports.latest = async (vehicle) => {
  const { rows } = await pool.query('SELECT id, at FROM positions WHERE vehicle = $1 ORDER BY at DESC LIMIT 1', [vehicle]);
  return rows[0];
};

exports.record = (vehicle, at) => pool.query('INSERT INTO positions (vehicle, at) VALUES ($1, $2)', [vehicle, at]);
