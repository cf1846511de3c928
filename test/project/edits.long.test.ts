import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createService } from '../../src/service';
import { NEVER_CANCELLED } from '../../src/service/contracts/ports';
import type { HeadroomService } from '../../src/service/contracts/service';
import { memoryPorts, ROOT, uriOf } from '../support/memory';
import { EVERY_KIND } from './every-kind';

/** The example, and beside it what leads from file to file: an include, an overlay, settings. */
const PROJECT: Readonly<Record<string, string>> = {
  ...textsOf('examples/shop'),
  'edge/nginx.conf': 'events {}\nhttp {\n  proxy_http_version 1.1;\n  include conf.d/*.conf;\n}\n',
  'edge/conf.d/shop.conf':
    'upstream shop {\n  server 10.0.0.1:80;\n  server 10.0.0.1:80;\n  keepalive 8;\n}\nserver {\n  listen 80;\n  location / {\n    proxy_pass http://shop;\n  }\n}\n',
  'overlays/prod/kustomization.yaml':
    'resources: [../../k8s/deployment.yaml, ../../k8s/hpa.yaml]\nnamePrefix: prod-\nreplicas:\n  - name: shop\n    count: 4\n',
  'web/db.ts':
    "import pg from 'pg';\nexport const pool = new pg.Pool({ max: 5, connectionTimeoutMillis: 1000 });\npool.on('error', console.error);\n",
  'web/index.ts': "export { pool } from './db';\nexport * from './users';\n",
  'web/users.ts':
    "import { pool } from './index.js';\nexport async function rename(id: string) {\n  const client = await pool.connect();\n  await client.query('UPDATE users SET name = $1', [id]);\n}\nexport { pool as users };\n",
  'web/orders.ts':
    "import { users as db } from '@/index';\napp.delete('/orders', async (req, res) => {\n  await db.query('BEGIN');\n  await db.end();\n});\n",
  'web/tsconfig.json':
    '{\n  "compilerOptions": {\n    "paths": {\n      "@/*": ["./*"]\n    }\n  }\n}\n',
  'jobs/db.py': 'import asyncpg\n\nmain: asyncpg.Pool | None = None\n',
  'jobs/__init__.py': 'from .db import main as pool\n',
  'jobs/names.py':
    'from jobs import pool as p\n\n\nasync def names(ids):\n    for id in ids:\n        await p.fetchrow("SELECT name FROM users WHERE id = $1", id)\n',
  'go.mod': 'module example.com/shop\n',
  'store/db.go':
    'package store\n\nimport "database/sql"\n\nvar Main *sql.DB\n\ntype Server struct {\n\tdata *sql.DB\n}\n',
  'store/users.go':
    'package store\n\nfunc (s *Server) seen(ctx Context) {\n\ts.data.Exec("BEGIN")\n\tconn, err := Main.Conn(ctx)\n\tconn.Exec("UPDATE users SET seen = true")\n}\n',
  'cmd/main.go':
    'package main\n\nimport "example.com/shop/store"\n\nfunc seen() {\n\tstore.Main.Exec("COMMIT")\n}\n',
  'src/main/resources/application.yml':
    'spring:\n  datasource:\n    url: jdbc:postgresql://db/shop\n    hikari:\n      maximum-pool-size: 10\n      max-lifetime: 1000\n',
  'mail/serverless.yml':
    "service: mail\nprovider:\n  name: aws\n  runtime: nodejs20.x\n  stage: ${opt:stage, 'dev'}\nfunctions:\n  send:\n    handler: send.handler\n    timeout: ${file(sizes.yml):timeout}\n    reservedConcurrency: 5\n    events:\n      - sqs: { arn: !GetAtt Mails.Arn, maximumConcurrency: 9 }\nresources:\n  Resources:\n    Mails:\n      Type: AWS::SQS::Queue\n      Properties:\n        VisibilityTimeout: 30\n",
  'mail/sizes.yml': 'timeout: 60\n',
  'mail/package.json':
    '{\n  "scripts": {\n    "deploy": "serverless deploy --stage prod"\n  }\n}\n',
  'infra/main.tf':
    'resource "aws_autoscaling_group" "shop" {\n  min_size = 1\n  max_size = 9\n  target_group_arns = ["a"]\n}\n',
};

/** Runs of a project; `EDIT_RUNS=500` looks longer. */
const RUNS = Number(process.env.EDIT_RUNS ?? 12);

/** What a person does to a line, or to a file or its folder. */
const KINDS = [
  ...['remove', 'repeat', 'number', 'cut', 'blank', 'word', 'word', 'number'],
  ...['delete', 'copy', 'rename', 'folder'],
] as const;

const edit = fc.record({
  file: fc.nat(200),
  line: fc.nat(60),
  kind: fc.constantFrom(...KINDS),
  number: fc.nat(200),
  /** In an editor, in one that is then closed, or by another program. */
  way: fc.constantFrom('open', 'close', 'disk'),
});

type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;

describe('an edited project says what a fresh one says', () => {
  it('of the example, and of code in four languages', () => holds(PROJECT));
  it('of every kind of file that is read', () => holds(EVERY_KIND));
});

async function holds(project: Readonly<Record<string, string>>): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 6 }), async (edits) => {
      const files = new Map(Object.entries(project));
      const live = createService(memoryPorts(files));
      await everythingOf(live);
      for (const [index, step] of edits.entries()) {
        const file = [...files.keys()][step.file % files.size] as string;
        const moved = movedBy(step, file, files);
        if (moved === undefined) await typed(live, files, file, step, index + 1);
        else {
          for (const [path, text] of moved) {
            if (text === null) files.delete(path);
            else files.set(path, text);
            live.close(uriOf(path));
          }
          for (const [path] of moved) live.fileChanged(uriOf(path));
        }
      }
      const fresh = createService(memoryPorts(files));
      assert.deepEqual(await everythingOf(live), await everythingOf(fresh));
    }),
    { numRuns: RUNS },
  );
}

async function typed(
  live: HeadroomService,
  files: Map<string, string>,
  file: string,
  step: Edit,
  version: number,
): Promise<void> {
  const uri = uriOf(file);
  const text = edited(files.get(file) ?? '', step);
  files.set(file, text);
  if (step.way === 'disk') {
    live.close(uri);
    live.fileChanged(uri);
    return;
  }
  live.open({ uri, languageId: '', version, text });
  await live.diagnostics(uri, NEVER_CANCELLED);
  if (step.way === 'close') live.close(uri);
}

/** The files that an edit of names makes, and with `null` takes away; `undefined` for one of a text. */
function movedBy(
  { kind, number }: Edit,
  file: string,
  files: ReadonlyMap<string, string>,
): ReadonlyMap<string, string | null> | undefined {
  const text = files.get(file) ?? '';
  const folder = file.slice(0, file.lastIndexOf('/') + 1);
  const name = file.slice(folder.length);
  const folders = [...new Set([...files.keys()].map((path) => path.replace(/[^/]+$/, '')))];
  const elsewhere = folders[number % folders.length] as string;
  if (kind === 'delete') return new Map([[file, null]]);
  if (kind === 'copy') return new Map([[`${elsewhere}${name}`, text]]);
  if (kind === 'rename') {
    return new Map([
      [file, null],
      [`${folder}moved-${name}`, text],
    ]);
  }
  if (kind !== 'folder') return undefined;
  const within = [...files].filter(([path]) => folder !== '' && path.startsWith(folder));
  return new Map<string, string | null>([
    ...within.map(([path]) => [path, null] as const),
    ...within.map(([path, each]) => [`moved/${path}`, each] as const),
  ]);
}

function edited(text: string, { line, kind, number }: Edit): string {
  const lines = text.split('\n');
  const at = line % lines.length;
  const old = lines[at] ?? '';
  if (kind === 'remove') lines.splice(at, 1);
  else if (kind === 'repeat') lines.splice(at, 0, old);
  else if (kind === 'number') lines[at] = old.replace(/\d+/, String(number));
  else if (kind === 'cut') lines[at] = old.slice(0, number % (old.length + 1));
  else if (kind === 'word') lines[at] = reworded(old, text, number);
  else lines.splice(at, 0, '');
  return lines.join('\n');
}

/** A line in which one word became another word of its file. */
function reworded(line: string, text: string, number: number): string {
  const words = text.match(/[\w./-]+/g) ?? [''];
  const own = line.match(/[\w./-]+/g) ?? [];
  const old = own[number % Math.max(1, own.length)];
  return old === undefined ? line : line.replace(old, () => words[number % words.length] ?? '');
}

/** What every surface says of the whole project. */
async function everythingOf(service: HeadroomService): Promise<unknown> {
  const { output } = await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
  return {
    output,
    capacity: await service.capacity(ROOT),
    builds: await service.builds(ROOT),
    checklist: await service.checklist(ROOT),
  };
}

function textsOf(folder: string): Readonly<Record<string, string>> {
  const paths = readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => statSync(path).isFile());
  return Object.fromEntries(
    paths.map((path) => [relative(folder, path).replaceAll('\\', '/'), readFileSync(path, 'utf8')]),
  );
}
