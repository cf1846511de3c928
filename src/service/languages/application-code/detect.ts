import type { Detector } from '../../contracts/language';
import { CACHES } from './caches';
import { grammarOf } from './grammars';
import { LIBRARIES } from './libraries/all';
import type { Library } from './libraries/library';

/** Folders whose code does not serve requests, so that what is odd there is meant. */
const ASIDE =
  /(?:^|\/)(?:tests?|testing|test[-_]?(?:utils?|helpers?|support)|__tests__|__mocks__|mocks?|specs?|e2e|fixtures?|testdata|examples?|samples?|demos?|scripts?|tools?|seeds?|seeders|\w*migrations|alembic|revisions|bench|benchmarks|(?<!(?:^|\/)(?:src|apps?|services?)\/[^\n]{0,200})benchmark|cli|docs?)\//i;

const ASIDE_FILE =
  /(?:\.(?:test|spec|e2e|stories|bench|config|min|d)\.[cm]?[jt]sx?|_test\.go|(?:^|\/)(?:test_[^/]*|tests?|[^/]*_tests?|conftest|seed|migrate)\.(?:py|[cm]?[jt]s)|Tests?\.java|(?:^|\/)migration\/(?:\w+\/)?[Vv]?\d[^/]*)$/;

/**
 * The package that a Java project is made with and often keeps, and the turned domain of one that is in no registry
 * (`test.shop`): their folders name nothing.
 */
const PLACEHOLDER =
  /(?<=(?:^|\/)java\/)com\/example\/(?:demo\/)?|(?<=(?:^|\/)main\/(?:java|kotlin)\/)test\//;

/** Methods that only Prisma has: who calls them may well import the client from a file of its own. */
const ONLY_PRISMA =
  '\\.(?:findUnique|findUniqueOrThrow|findFirstOrThrow|findMany|\\$transaction)\\s*\\(|\\bprisma\\.[a-z]\\w{0,60}\\.(?:findFirst|create|update|upsert|delete|count|aggregate|groupBy)\\w{0,20}\\(';

/** Libraries whose models read and write, beside those that open pools. */
const ORMS = 'drizzle-orm|mongoose|typeorm|@nestjs/(?:mongoose|typeorm|sequelize)';

/** A transaction on something that is imported from a file of the project. */
const TRANSACTION = '\\.query\\(\\s*[\'"`](?:BEGIN|START TRANSACTION)\\b';

/** Frameworks whose files say where requests come in. */
const FRAMEWORKS: Readonly<Record<Library['language'], string>> = {
  javascript:
    'express|fastify|koa|@koa/router|hono|@nestjs/common|(?:@nestjs/)?bull(?:mq)?|kafkajs|@trpc/server|express-session|@fastify/(?:session|rate-limit)|fastify-session|express-rate-limit|express-slow-down|rate-limiter-flexible|@nestjs/(?:throttler|schedule|core)|socket\\.io|node-cron|cron|croner|node-schedule|multer|@hono/node-server|amqplib|nats|mqtt|@grpc/grpc-js|axios|got|ky|superagent|node-fetch|undici|@nestjs/axios|stripe|nodemailer|@aws-sdk/client-[\\w-]{1,60}|(?:node:)?cluster|throng|(?:@[\\w-]{1,40}/)?sqs-consumer|ws|umzug|@mikro-orm/[\\w-]{1,40}|drizzle-orm/[\\w/-]{1,60}',
  python:
    'fastapi|flask|django\\.(?:urls|db)|rest_framework|celery|flask_limiter|slowapi|flask_socketio|flask_session|socketio|apscheduler|flask_apscheduler|uvicorn|kafka|confluent_kafka|aiokafka|pika|aio_pika|grpc|nats|requests|httpx|aiohttp|boto3|fastapi_(?:utils|utilities|restful)|flask_migrate|alembic',
  go: 'github\\.com/(?:go-chi/chi|labstack/echo|gin-gonic/gin|gofiber/fiber|gorilla/mux|gorilla/sessions|alexedwards/scs|robfig/cron|nats-io/nats\\.go|rabbitmq/amqp091-go|streadway/amqp|segmentio/kafka-go|IBM/sarama|Shopify/sarama|pressly/goose|golang-migrate/migrate|aws/aws-sdk-go-v2/service/\\w{1,60})(?:/v\\d+)?|net/http|google\\.golang\\.org/grpc',
  java: 'org\\.springframework\\.web|jakarta\\.ws\\.rs|org\\.springframework\\.(?:transaction|scheduling|messaging\\.simp|jdbc\\.core|data\\.(?:redis|jpa|repository)|cache)|redis\\.clients\\.jedis|io\\.lettuce|org\\.apache\\.kafka\\.clients|okhttp3|java\\.net\\.http|RestTemplate|software\\.amazon\\.awssdk|org\\.apache\\.ibatis|(?:javax|jakarta)\\.persistence|org\\.hibernate|org\\.springframework\\.(?:mail|kafka|cloud\\.openfeign)',
};

/** Whether a text imports something we know, asked before anything is parsed. */
const IMPORTS: Readonly<Record<Library['language'], RegExp>> = {
  javascript: new RegExp(
    `['"](?:${modules('javascript')})['"]|\\bcreatePool\\s*\\(|\\b(?:connect|open)(?:To)?(?:Db|DB|Database|Mongo|Postgres|MySQL)\\s*\\(|['"](?:${ORMS}|${FRAMEWORKS.javascript})['"]|\\bcreateServer\\(|^\\s*['"]use server['"]|${ONLY_PRISMA}|${TRANSACTION}|\\b(?:fastify|server)\\.pg\\.|\\bnew ReceiveMessageCommand\\(|\\w\\.Records\\b|\\bnew (?:PrismaClient\\b|(?:\\w+\\.)?Agent\\()`,
  ),
  python: new RegExp(
    `^[ \\t]*(?:import|from)[ \\t]+(?:${modules('python')})\\b|^[ \\t]*(?:import|from)[ \\t]+(?:redis|flask_sqlalchemy|sqlalchemy\\.orm|${FRAMEWORKS.python})\\b|\\b(?:httpx\\.(?:Async)?Client|requests\\.Session|aiohttp\\.ClientSession)\\(|\\b[A-Z]\\w*\\.objects\\.(?:get|create)\\(|\\.receive_messages?\\(|\\w(?:\\[|\\.get\\()["']Records["']|\\bSQLALCHEMY_ENGINE_OPTIONS\\b`,
    'm',
  ),
  go: new RegExp(
    `"(?:${modules('go')}|${FRAMEWORKS.go}|gorm\\.io/gorm|github\\.com/(?:redis|go-redis|patrickmn)/[\\w/-]+)"|\\.SetMaxOpenConns\\(|\\.ReceiveMessage(?:WithContext)?\\(`,
  ),
  java: new RegExp(
    `^[ \\t]*import[ \\t]+(?:${modules('java')}|${FRAMEWORKS.java})\\.|\\b[a-z]\\w*Repo(?:sitory)?\\.find\\w*\\(|\\b[A-Z]\\w*Repo(?:sitory)?[ \\t]+[a-z]\\w*[ \\t]*;`,
    'm',
  ),
};

/** What only tests import: a file that takes it is for them, whatever its folder is called. */
const TEST_TOOLS =
  /(?:\bfrom|\brequire\(|\bimport)\s*['"](?:vitest|@jest\/globals|node:test|mocha|ava|supertest|@playwright\/test|testcontainers|@testcontainers\/[\w-]+)['"]|^[ \t]*(?:import|from)[ \t]+(?:pytest|testcontainers|unittest|django\.test|rest_framework\.test)\b|^[ \t]*(?:import[ \t]+)?"(?:testing|github\.com\/stretchr\/testify\/\w+|github\.com\/testcontainers\/[\w/-]+)"|^[ \t]*import[ \t]+(?:static[ \t]+)?org\.(?:junit|testcontainers)\./m;

/** Files that tell other files what the environment says. */
const SETTINGS_FILE =
  /(?:^|\/)(?:[\w-]*(?:config|settings|env|environment|constants|options|knexfile)[\w-]*|core)\.(?:[cm]?[jt]s|py|go)$|(?:^|\/)(?:config|settings|env)\/\w+\.(?:[cm]?[jt]s|py|go)$/i;
const READS_ENVIRONMENT =
  /\bprocess\.env\b|\bos\.(?:environ|getenv|Getenv)\b|\bBaseSettings\b|\b(?:env|envconfig):"\w+|\bcreateEnv\(|\bgetEnv\w*\(/;

/** Application code that opens connections or caches. */
export const applicationCodeDetector: Detector = {
  id: 'application-code',
  mayBe: (path) =>
    grammarOf(path) !== undefined &&
    !ASIDE.test(path.replace(PLACEHOLDER, '')) &&
    !ASIDE_FILE.test(path),
  detect({ path, text }) {
    const grammar = grammarOf(path);
    if (grammar === undefined || !this.mayBe(path) || TEST_TOOLS.test(text)) return false;
    if (SETTINGS_FILE.test(path) && READS_ENVIRONMENT.test(text) && !/^DATABASES\b/m.test(text)) {
      return true;
    }
    return IMPORTS[grammar === 'typescript' || grammar === 'tsx' ? 'javascript' : grammar].test(
      text,
    );
  },
};

function modules(language: Library['language']): string {
  const names = [
    ...LIBRARIES.filter((library) => library.language === language).flatMap(
      ({ modules }) => modules,
    ),
    ...(language === 'javascript' ? CACHES.flatMap(({ modules }) => modules) : []),
  ];
  return [...new Set(names)].map((name) => name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('|');
}
