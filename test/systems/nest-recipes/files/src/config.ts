export interface Settings {
  databaseUrl: string;
  poolSize: number;
  redisUrl: string;
}

export const settings = (): Settings => ({
  databaseUrl: process.env.DATABASE_URL!,
  poolSize: parseInt(process.env.DB_POOL_SIZE ?? '10', 10),
  redisUrl: process.env.REDIS_URL!,
});
