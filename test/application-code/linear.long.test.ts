import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lookupOf } from '../../src/service/languages/application-code/lookups';
import { poolInCode } from '../../src/service/languages/application-code/made-pools';
import type { PoolUse } from '../../src/service/languages/application-code/pools';
import { queueTasks } from '../../src/service/languages/application-code/queue-tasks';
import { isLambda } from '../../src/service/languages/application-code/serverless';
import { sessionUses } from '../../src/service/languages/application-code/sessions';
import { KINDS } from '../../src/service/languages/pool-settings/kinds';
import { caddyWays } from '../../src/service/languages/process-settings/caddy';
import { haproxyWays } from '../../src/service/languages/process-settings/haproxy';
import { dialectOf } from '../../src/service/languages/routes/dialects';
import { sqlSchema } from '../../src/service/languages/sql-schema';

/** What takes the square of its length takes many seconds of the processor for this many repetitions. */
const MANY = 20_000;
const MOST_MILLISECONDS = 4000;

const NO_USES = { all: [], typed: [], imports: new Map() };
const POOL = {
  call: { at: { start: 0, end: 1 }, variable: 'pool', occasion: { kind: 'once' }, arguments: [] },
} as unknown as PoolUse;

const script = (text: string) => ({ grammar: 'typescript' as const, text, uses: NO_USES });
const schema = (text: string, path = 'db/schema.sql') =>
  sqlSchema.analyse({ uri: `file:///${path}`, path, text });
const routes = (path: string, text: string) => dialectOf(path)?.read(path, text);
const statement = (string: string) =>
  sessionUses({
    pools: [],
    text: '',
    uses: {
      ...NO_USES,
      all: [{ method: 'query', receiver: 'db', arguments: [{ string }] }],
    },
  } as unknown as Parameters<typeof sessionUses>[0]);

/** Texts that make a pattern try again and again, by what reads them. */
const HOSTILE: readonly (readonly [name: string, read: (text: string) => unknown, unit: string])[] =
  [
    ['a module that exports', (text) => poolInCode(POOL, script(text)), 'exports a '],
    ['a module of open exports', (text) => poolInCode(POOL, script(text)), 'export { a,\n'],
    ['an empty module', (text) => poolInCode(POOL, script(text)), '\n'],
    ['handlers without end', (text) => isLambda(script(text)), 'export const handler: a\n'],
    ['a handler and space', (text) => isLambda(script(`export const handler${text}`)), ' '],
    ['a SET and space', (text) => statement(`SET a = ${text};b`), ' '],
    ['a SELECT of columns', (text) => lookupOf(`SELECT ${text}`), 'a FROM '],
    ['a WHERE', (text) => lookupOf(`SELECT a FROM t WHERE a = $1${text}`), ' AND a = $1'],
    ['open brackets of SQL', (text) => schema(`CREATE TABLE t ${text}`), '('],
    ['open quotes of SQL', schema, "CREATE TABLE t (a text DEFAULT '"],
    ['open dollars of SQL', schema, 'DO $a$ BEGIN END $b$; '],
    ['indexes of a migration', (text) => schema(text, 'migrations/a.go'), 'create index on '],
    [
      'routes of PHP',
      (text) => routes('routes/web.php', `<?php ${text}`),
      "Route::get('/a', [A::class, 'b']);\n",
    ],
    [
      'open functions of PHP',
      (text) => routes('routes/web.php', `<?php ${text}`),
      "Route::get('/a', function () {\n",
    ],
    [
      'open groups of PHP',
      (text) => routes('routes/web.php', `<?php ${text}`),
      "Route::prefix('a')->group(function () {\n",
    ],
    ['open blocks of Ruby', (text) => routes('config/routes.rb', text), 'namespace :a do\n'],
    [
      'actions of Ruby',
      (text) => routes('app/controllers/a_controller.rb', text),
      'def a\n  User.count\nend\n',
    ],
    [
      'actions of C#',
      (text) => routes('XController.cs', `class XController {${text}`),
      '[HttpGet("a")] public int A() { return 1; }\n',
    ],
    ['open calls of C#', (text) => routes('Program.cs', text), 'x.AddHealthChecks() .AddNpgSql( '],
    [
      'open blocks of Elixir',
      (text) => routes('lib/a/router.ex', `use Phoenix.Router\n${text}`),
      'scope "/a" do\n',
    ],
    ['open calls of Celery', (text) => queueTasks('a.py', `celery ${text}`), 'a.apply_async(x, '],
    ['open braces of Caddy', (text) => caddyWays(`a {\n${text}`), 'handle @a {\n'],
    ['matchers of Caddy', (text) => caddyWays(`a {\n@a path /b\n${text}`), 'handle @a {\n}\n'],
    ['texts without end of Caddy', caddyWays, 'a <<A\n'],
    [
      'snippets of Caddy that import others twice',
      (text) => caddyWays(snippetsOf(text.length / 100_000)),
      'a',
    ],
    ['blanks of HAProxy', (text) => haproxyWays(`backend a\n server ${text}`), ' '],
    ['backends of HAProxy', haproxyWays, 'backend a\n use_backend a\n server a a:1\n'],
    ['rules of HAProxy', (text) => haproxyWays(`frontend a\n${text}`), ' use_backend a\n'],
    ['lines of settings', (text) => KINDS.map(({ holds }) => holds.test(text)), '\n'],
    ['space in settings', (text) => KINDS.map(({ holds }) => holds.test(text)), ' '],
  ];

/** Each snippet imports the next one twice. */
function snippetsOf(thousands: number): string {
  const count = Math.max(40, Math.round(thousands * 100));
  const snippets = Array.from(
    { length: count },
    (_, index) => `(s${index}) {\n import s${index + 1}\n import s${index + 1}\n}\n`,
  );
  return `${snippets.join('')}a {\n import s0\n}\n`;
}

describe('application code, its schemas and settings: hostile texts', () => {
  for (const [name, read, unit] of HOSTILE) {
    it(`reads ${name} in a time that grows with its length`, async () => {
      // Of the processor: what else runs on the machine is not its fault.
      const before = process.cpuUsage();
      await read(unit.repeat(MANY));
      assert.ok(process.cpuUsage(before).user / 1000 < MOST_MILLISECONDS);
    });
  }
});
