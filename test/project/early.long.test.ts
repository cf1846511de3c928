import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import type { OutputFinding } from '../../src/service/contracts/output';
import { NEVER_CANCELLED } from '../../src/service/contracts/ports';
import { memoryPorts, ROOT } from '../support/memory';

const ROOTS = [
  'examples/shop',
  ...readdirSync('test/systems', { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? `test/systems/${entry.name}/files` : [],
  ),
];

function filesIn(root: string): Map<string, string> {
  const paths = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  return new Map(paths.map((path) => [relative(root, path), readFileSync(path, 'utf8')]));
}

function told(path: string, { rule, severity, message, range }: OutputFinding): string {
  return JSON.stringify([path, rule, severity, message, range]);
}

/** What a review says early, each time it says something, and what it says in the end. */
async function reviewed(files: Map<string, string>) {
  const early: string[][] = [];
  const service = createService(memoryPorts(files));
  const options = { base: ROOT, only: [] };
  const { output } = await service.review([ROOT], options, NEVER_CANCELLED, ({ judged = [] }) => {
    if (judged.length === 0) return;
    early.push(judged.flatMap(({ file }) => file.findings.map((each) => told(file.path, each))));
  });
  const last = output.files.flatMap(({ path, findings }) => findings.map((one) => told(path, one)));
  return { early, last: new Set(last) };
}

describe('what is sure is told while the rest of a workspace is judged', () => {
  for (const root of ROOTS) {
    it(`once, and nothing is taken back: ${root}`, async () => {
      const { early, last } = await reviewed(filesIn(root));
      const all = early.flat();
      const twice = all.filter((one, index) => all.indexOf(one) !== index);
      assert.deepEqual(twice, []);
      for (const one of all) assert.ok(last.has(one), one);
    });
  }

  it('of configurations before code has been read, of code as it comes', async () => {
    const handler = (index: number) => [
      `src/orders-${index}.ts`,
      `import { Pool } from 'pg';
import express from 'express';
const app = express();
app.get('/orders/${index}', async (req, res) => {
  const pool = new Pool({ max: 2 });
  res.json(await pool.query('select 1'));
});
`,
    ];
    const nginx =
      'upstream a { server b:1; server b:1; }\nserver { location / { proxy_pass http://a; } }\n';
    const code = Array.from({ length: 80 }, (_, index) => handler(index));
    const files = new Map([['nginx.conf', nginx], ...code] as [string, string][]);
    const { early, last } = await reviewed(files);
    assert.ok(early.length > 2, `${early.length}`);
    assert.match(early[0]?.join() ?? '', /nginx\.conf/);
    assert.ok(early.flat().length > 80, `${early.flat().length} of ${last.size}`);
    for (const one of early.flat()) assert.ok(last.has(one), one);
  });

  it('of a file that nobody reads with others as soon as it has been read', async () => {
    const settings =
      'spring.datasource.hikari.maximum-pool-size=5\nspring.datasource.hikari.minimum-idle=9\n';
    const more = Array.from({ length: 80 }, (_, index) => [
      `k8s/${index}.yaml`,
      'kind: Namespace\n',
    ]);
    const files = new Map([['app/application.properties', settings], ...more] as [
      string,
      string,
    ][]);
    const service = createService(memoryPorts(files));
    const told: string[] = [];
    await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED, (progress) => {
      const paths = (progress.judged ?? []).map(({ file }) => file.path);
      told.push(...paths.map((path) => `${path} at ${progress.done} of ${progress.total}`));
    });
    assert.deepEqual(told, ['app/application.properties at 32 of 81']);
  });

  it('in steps of a few files of code, so that nobody waits for all of them at once', async () => {
    const code = Array.from({ length: 80 }, (_, index) => [
      `src/pool-${index}.ts`,
      `import { Pool } from 'pg';\nexport const pool = new Pool({ max: ${index} });\n`,
    ]);
    // What nothing but its import tells to be code, and what takes it from there.
    const taking = Array.from({ length: 40 }, (_, index) => [
      `src/orders-${index}.ts`,
      `import { pool } from './pool-0';\nexport const orders${index} = () => pool.query('select ${index}');\n`,
    ]);
    const further = Array.from({ length: 40 }, (_, index) => [
      `src/shown-${index}.ts`,
      `import { orders${index} } from './orders-${index}';\nexport const shown${index} = async () => (await orders${index}()).rows;\n`,
    ]);
    const files = new Map([...code, ...taking, ...further] as [string, string][]);
    const service = createService(memoryPorts(files));
    const parsed: number[] = [];
    await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED, () => {
      parsed.push(service.counters().parses.size);
    });
    const steps = parsed.map((count, index) => count - (parsed[index - 1] ?? 0));
    assert.ok((parsed.at(-1) ?? 0) >= 120, `${parsed.at(-1)}`);
    assert.ok(Math.max(...steps) <= 8, steps.join(' '));
  });
});
