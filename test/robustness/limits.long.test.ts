import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { MAX_BYTES, NEVER_CANCELLED } from '../../src/service/contracts/ports';
import { overLimit } from '../../src/service/text/limits';
import { memoryPorts, ROOT, uriOf } from '../support/memory';

const TWICE = 'upstream api {\n  server 10.0.0.1:80;\n  server 10.0.0.1:80;\n}\n';
const HPA = 'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nspec:\n  a: ';
const CODE = 'import { Pool } from "pg";\nconst pool = new Pool({ max: 10 });\n';

/** A small text that stands for billions of values. */
const billions = (indent: string) =>
  Array.from({ length: 30 }, (_, at) =>
    at === 0
      ? `${indent}a0: &a0 { x: 1 }\n`
      : `${indent}a${at}: &a${at} { p: *a${at - 1}, q: *a${at - 1}, <<: *a${at - 1} }\n`,
  ).join('');

/** Each was seen to end a review, or the process. */
const HOSTILE: Readonly<Record<string, readonly [path: string, text: string]>> = {
  'an anchor that merges itself': [
    'config/database.yml',
    'default: &default\n  <<: *default\n  adapter: postgresql\n  pool: 5\nproduction:\n  <<: *default\n',
  ],
  'settings that merge themselves': [
    'application.yml',
    'spring:\n  datasource: &default\n    <<: *default\n    hikari:\n      maximum-pool-size: 5\n',
  ],
  'a manifest that merges itself': [
    'hpa.yaml',
    'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: &default\n  <<: *default\n  name: x\n',
  ],
  'aliases of billions in a compose file': [
    'compose.yaml',
    `x-all:\n${billions('  ')}services:\n  web:\n    image: a\n    environment: *a29\n`,
  ],
  'aliases of billions in a kustomization': [
    'kustomization.yaml',
    `resources: []\nconfigMapGenerator:\n  - name: a\n    options:\n${billions('      ')}`,
  ],
  'aliases of billions in settings': [
    'application.yml',
    `${billions('')}spring:\n  datasource:\n    hikari:\n      maximum-pool-size: 5\n      <<: *a29\n`,
  ],
  'aliases of billions in a manifest': ['hpa.yaml', `${HPA}1\n${billions('  ')}`],
  'aliases of billions in a configuration of Headroom': [
    'headroom.yaml',
    `rules: {}\n${billions('')}`,
  ],
  'JSON 4,000 deep': [
    'hpa.json',
    `{"apiVersion":"autoscaling/v2","kind":"HorizontalPodAutoscaler","spec":${'{"a":'.repeat(4000)}1${'}'.repeat(4001)}`,
  ],
  'a template 4,000 deep': [
    'stack.json',
    `{"Resources":{"A":{"Type":"AWS::AutoScaling::AutoScalingGroup","Properties":${'['.repeat(4000)}${']'.repeat(4000)}}}}`,
  ],
  'a chain of 6,000 calls': ['db.ts', `${CODE}pool${'\n  .on("a")'.repeat(6000)};\n`],
  'a sum of 6,000 terms': ['db.ts', `${CODE}const x = ""${'\n  + "a"'.repeat(6000)};\n`],
  '20,000 brackets in Python': [
    'db.py',
    `import psycopg_pool\npool = psycopg_pool.ConnectionPool(max_size=5)\nx = ${'[\n'.repeat(20_000)}${']\n'.repeat(20_000)}`,
  ],
  '20,000 brackets in Go': [
    'db.go',
    `package db\nimport "database/sql"\nvar x = ${'('.repeat(20_000)}1${')'.repeat(20_000)}\n`,
  ],
  'YAML 10,000 deep': ['hpa.yaml', `${HPA}${'['.repeat(10_000)}${']'.repeat(10_000)}\n`],
  'lists 10,000 deep': ['hpa.yaml', `${HPA}\n    ${'- '.repeat(10_000)}x\n`],
  'maps 3,000 deep': [
    'hpa.yaml',
    `${HPA}\n${Array.from({ length: 3000 }, (_, at) => `${' '.repeat(at + 5)}a:\n`).join('')}`,
  ],
  'explicit keys 5,000 deep': ['hpa.yaml', `${HPA}\n    ${'? '.repeat(5000)}x\n`],
  'Terraform 5,000 deep': [
    'main.tf',
    `resource "aws_autoscaling_group" "a" {\n  x = ${'['.repeat(5000)}${']'.repeat(5000)}\n}\n`,
  ],
  'conditions 5,000 long in Terraform': [
    'main.tf',
    `resource "aws_autoscaling_group" "a" {\n  x = ${'true ? 1 : '.repeat(5000)}1\n}\n`,
  ],
  'nginx 5,000 deep': ['deep.conf', `${'server {\n'.repeat(5000)}${'}\n'.repeat(5000)}`],
};

async function review(files: Readonly<Record<string, string>>) {
  const service = createService(memoryPorts(new Map(Object.entries(files))));
  return (await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED)).output;
}

describe('what nests too deep or leads to itself', () => {
  for (const [name, [path, text]] of Object.entries(HOSTILE)) {
    it(`${name}: everything else is reviewed, and nothing is an internal error`, async () => {
      const output = await review({ [path]: text, 'site.conf': TWICE });
      const site = output.files.find((file) => file.path === 'site.conf');
      assert.ok(site?.findings.some(({ rule }) => rule === 'nginx/upstream-duplicate-server'));
      const rules = output.files.flatMap(({ findings }) => findings.map(({ rule }) => rule));
      assert.ok(!rules.includes('headroom/internal'), JSON.stringify(output.files));
    });
  }

  it('is told with the reason', async () => {
    const { files } = await review({ 'hpa.yaml': `${HPA}${'['.repeat(300)}${']'.repeat(300)}\n` });
    assert.equal(files[0]?.skipped, 'nested more than 200 levels deep');
  });

  it('is the same in the configuration of Headroom', async () => {
    const deep = `rules: ${'['.repeat(10_000)}${']'.repeat(10_000)}\n`;
    const { files } = await review({ 'headroom.yaml': deep, 'site.conf': TWICE });
    assert.match(files[0]?.findings[0]?.message ?? '', /cannot be read \(nested more than 200/);
    assert.ok(files[1] && files[1].findings.length > 0);
  });

  it('what people write is not deep', () => {
    assert.equal(
      overLimit('a.yaml', '# (((\n'.repeat(50) + '-----------\n'.repeat(500)),
      undefined,
    );
    assert.equal(overLimit('a.sql', "insert into t values (':(');\n".repeat(500)), undefined);
    assert.equal(overLimit('a.ts', 'log(":(");\n'.repeat(500)), undefined);
  });
});

describe('what is too large', () => {
  it('is told by the walk where the file system knows sizes, by the text where it does not', async () => {
    const large = `${TWICE}${'# padding\n'.repeat(MAX_BYTES / 10)}`;
    for (const sized of [true, false]) {
      const files = new Map([
        ['large.conf', large],
        ['site.conf', TWICE],
      ]);
      const ports = memoryPorts(files);
      const { workspace } = ports;
      const service = createService({
        ...ports,
        workspace: {
          ...workspace,
          async *files(root, token) {
            for await (const entry of workspace.files(root, token)) {
              yield sized ? entry : { ...entry, size: 0 };
            }
          },
        },
      });
      const { output } = await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
      assert.equal(output.files[0]?.skipped, 'larger than 5 MB');
      assert.ok(output.files[1] && output.files[1].findings.length > 0);
    }
  });

  it('an open document is no exception', async () => {
    const service = createService(memoryPorts(new Map()));
    const uri = uriOf('large.conf');
    const text = `${TWICE}${'# padding\n'.repeat(MAX_BYTES / 10)}`;
    service.open({ uri, languageId: 'nginx', version: 1, text });
    assert.match((await service.recognition(uri, NEVER_CANCELLED)).description, /larger than 5 MB/);
    assert.deepEqual((await service.diagnostics(uri, NEVER_CANCELLED)).items, []);
  });

  it('of one rule in one file so many findings are listed, and the rest is counted', async () => {
    const many = `http {\n${'upstream a { server 10.0.0.1:80; server 10.0.0.1:80; }\n'.repeat(1500)}}\n`;
    const { files } = await review({ 'nginx.conf': many });
    const found = files[0]?.findings.filter(
      ({ rule }) => rule === 'nginx/upstream-duplicate-server',
    );
    assert.equal(found?.length, 1000);
  });
});
