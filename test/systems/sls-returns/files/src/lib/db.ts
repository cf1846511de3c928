import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import pg from "pg";

const secrets = new SecretsManagerClient({});
const secret = await secrets.send(new GetSecretValueCommand({ SecretId: process.env.DB_SECRET }));

export const pool = new pg.Pool({
  host: process.env.DB_HOST,
  database: process.env.DB_NAME,
  user: process.env.DB_USER,
  password: JSON.parse(secret.SecretString!).password,
  max: 1,
  connectionTimeoutMillis: 5000,
  idleTimeoutMillis: 60000,
  ssl: true,
});

pool.on("error", (error) => console.error("idle client", error.message));
pool.on("connect", (client) => client.query("SET statement_timeout = 10000"));
