import type { SNSHandler } from "aws-lambda";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import pg from "pg";

const secrets = new SecretsManagerClient({});

export const handler: SNSHandler = async (event) => {
  const secret = await secrets.send(new GetSecretValueCommand({ SecretId: process.env.DB_SECRET }));
  const pool = new pg.Pool({
    host: process.env.DB_HOST,
    database: process.env.DB_NAME,
    user: process.env.DB_USER,
    password: JSON.parse(secret.SecretString!).password,
    max: 5,
    connectionTimeoutMillis: 5000,
  });
  const days = event.Records.map((record) => record.Sns.Message);
  const totals = await Promise.all(
    days.map((day) => pool.query("select sum(price) from returns where created_at::date = $1", [day])),
  );
  console.log(totals.map((total) => total.rows[0].sum));
};
