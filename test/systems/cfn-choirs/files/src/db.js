const knex = require('knex');

exports.db = knex({
  client: 'mysql2',
  connection: process.env.DATABASE_URL,
  pool: { min: 0, max: Number(process.env.DB_POOL ?? 5) },
  acquireConnectionTimeout: 5000,
});
