import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { memoryPorts, ROOT } from '../support/memory';

/** `processes × pool`, of a service of compose whose `server.js` begins so. */
async function counted(server: string, environment = '', entry = 'dist/server.js') {
  const files = new Map(
    Object.entries({
      'compose.yml': `services:\n  api:\n    build: .\n    environment: { ${environment} }\n`,
      Dockerfile: `FROM node:22\nCOPY package.json .\nCMD ["node", "${entry}"]\n`,
      'package.json': '{ "name": "api" }',
      'src/server.ts': server,
      'src/db.ts': "import { Pool } from 'pg';\nexport const pool = new Pool({ max: 5 });\n",
    }),
  );
  const { budgets } = await createService(memoryPorts(files)).capacity(ROOT);
  return budgets.flatMap(({ rows }) =>
    rows.map(({ processes, each }) => `${processes.value ?? processes.why} × ${each}`),
  );
}

const CLUSTER = (count: string) => `import cluster from 'node:cluster';
import os from 'node:os';
import express from 'express';
const workers = ${count};
if (cluster.isPrimary) {
  for (let i = 0; i < workers; i++) {
    cluster.fork();
  }
} else {
  express().listen(3000);
}
`;

describe('processes that a program of Node forks', () => {
  it('are as many as its loop says', async () => {
    assert.deepEqual(await counted(CLUSTER('4')), ['4 × 5']);
    assert.deepEqual(await counted(CLUSTER('Number(process.env.WORKERS || 2)')), ['2 × 5']);
    assert.deepEqual(await counted(CLUSTER('Number(process.env.WORKERS || 2)'), 'WORKERS: "6"'), [
      '6 × 5',
    ]);
  });

  it('are not known where they follow the cores', async () => {
    const [row] = await counted(CLUSTER('os.cpus().length'));
    assert.match(row ?? '', /cores of the machine/);
  });

  it('are those of throng', async () => {
    const throng = (options: string) =>
      `import throng from 'throng';\nimport express from 'express';\nthrong({ ${options}worker: () => { express().listen(3000); } });\n`;
    assert.deepEqual(await counted(throng('workers: 3, ')), ['3 × 5']);
    const [row] = await counted(throng(''));
    assert.match(row ?? '', /cores of the machine/);
  });

  it('are none of a program that begins with another file', async () => {
    assert.deepEqual(await counted(CLUSTER('4'), '', 'dist/worker.js'), ['1 × 5']);
  });
});
