import type { Grammar } from './grammars';
import type { Uses } from './uses';

/** What only code of a server asks for: modules of Node, frameworks, stores, queues, secrets and logs. */
const SERVER_MODULE =
  /^(?:node:.*|fs|fs\/promises|path|os|https?|crypto|stream|util|zlib|net|tls|dns|events|child_process|worker_threads|cluster|url|express|koa|fastify|hono|server-only|next\/(?:server|headers)|dotenv|jsonwebtoken|winston|pino|bull|bullmq|ioredis|redis|pg|mysql2?|mongodb|mongoose|typeorm|sequelize|knex|kafkajs|amqplib|aws-sdk|(?:@nestjs|@fastify|@koa|@hono|@aws-sdk|@prisma|@google-cloud|@azure)\/.*)$/;

/** Variables of a server; those with these beginnings are put into pages when they are built. */
const SERVER_TEXT =
  /\brequire\s*\(|\bprocess\.env\.(?!REACT_APP_|NEXT_PUBLIC_|VUE_APP_|EXPO_PUBLIC_|VITE_)/;

/**
 * Whether code that a browser may run as well (`axios`) is that of a server: what it imports, or what it asks of its
 * process, says so. Where nothing does, it may be a page.
 */
export function isOfServer({
  grammar,
  text,
  uses,
}: {
  readonly grammar: Grammar;
  readonly text: string;
  readonly uses: Uses;
}): boolean {
  if (grammar !== 'typescript' && grammar !== 'tsx') return true;
  const isServers = ({ module }: { readonly module: string }) => SERVER_MODULE.test(module);
  return SERVER_TEXT.test(text) || [...uses.imports.values()].some(isServers);
}
