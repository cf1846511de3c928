const number = (name, otherwise) => Number.parseInt(process.env[name] ?? `${otherwise}`, 10);

export const config = {
  port: number('PORT', 8080),
  databaseUrl: process.env.DATABASE_URL,
  poolMax: number('PG_POOL_MAX', 10),
  redisUrl: process.env.REDIS_URL ?? 'redis://localhost:6379',
  sessionSecret: process.env.SESSION_SECRET,
};
