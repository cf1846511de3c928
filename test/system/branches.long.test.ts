import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { memoryPorts, ROOT } from '../support/memory';

/** The budgets of a container whose shell runs a script; `FLAG` may be set by a file that is not here. */
async function budgetsOf(script: string) {
  const files = {
    'compose.yaml': `services:
  web:
    build: .
    env_file: elsewhere.env
    command: [sh, -c, ${JSON.stringify(script)}]
    environment: { DATABASE_URL: "postgresql://db/shop" }
  db: { image: "postgres:17" }
`,
    Dockerfile: 'FROM python:3.12\nCOPY . .\n',
    'requirements.txt': 'flask\nsqlalchemy\ngunicorn\n',
    'app.py': `import os
from flask import Flask
from sqlalchemy import create_engine

engine = create_engine(os.environ["DATABASE_URL"], pool_size=1, max_overflow=0)
app = Flask(__name__)
`,
  };
  const service = createService(memoryPorts(new Map(Object.entries(files))));
  return (await service.capacity(ROOT)).budgets;
}

async function opened(script: string): Promise<readonly string[]> {
  const budgets = await budgetsOf(script);
  return budgets.flatMap(({ rows }) => rows.map(({ arithmetic }) => arithmetic));
}

const gunicorn = (workers: number) => `gunicorn -w ${workers} app:app`;

describe('branches of a script', () => {
  it('of a condition are not counted together: the larger one is what can be', async () => {
    const script = `if [ "$FLAG" = big ]; then exec ${gunicorn(6)}; else exec ${gunicorn(2)}; fi`;
    assert.deepEqual(await opened(script), ['1 container × 6 processes × 1']);
    const cases = `case "$FLAG" in a) ${gunicorn(2)};; b) ${gunicorn(5)};; esac`;
    assert.deepEqual(await opened(cases), ['1 container × 5 processes × 1']);
  });

  it('end with an exec, and what stands behind it runs instead', async () => {
    const script = `[ -n "$FLAG" ] && exec ${gunicorn(3)}; ${gunicorn(4)}`;
    assert.deepEqual(await opened(script), ['1 container × 4 processes × 1']);
  });

  it('are waited for by the shell, and what stands behind one runs instead of it', async () => {
    const script = `if [ "$FLAG" = small ]; then ${gunicorn(3)}; fi; exec ${gunicorn(4)}`;
    assert.deepEqual(await opened(script), ['1 container × 4 processes × 1']);
  });

  it('hold tools that end, whose names nobody knows, before the script goes on', async () => {
    const wait =
      'wait_for() { while true; do if nc -z "$1" "$2"; then return 0; fi; sleep 1; done; }';
    const script = `${wait}; wait_for db 5432; if [ -d /seed ]; then prepare /seed; fi; exec ${gunicorn(4)}`;
    assert.deepEqual(await opened(script), ['1 container × 4 processes × 1']);
    // Where it may be the last, it may be what stays.
    const last = 'if [ "$FLAG" = a ]; then first-server; else second-server; fi';
    assert.deepEqual(await opened(last), ['1 container × 1 process × 1']);
  });

  it('that may be passed over do not decide what a variable holds', async () => {
    const script = (more: string) =>
      `WORKERS=3; if [ "$$FLAG" = big ]; then WORKERS=8; fi${more}; exec gunicorn -w $$WORKERS app:app`;
    assert.deepEqual(await opened(script('')), ['1 container × ? processes × 1']);
    assert.deepEqual(await opened(script('; WORKERS=5')), ['1 container × 5 processes × 1']);
  });

  it('that run one after the other are steps, those that run side by side are not', async () => {
    const chain = `${gunicorn(7)} && ${gunicorn(8)} && ${gunicorn(2)}`;
    assert.deepEqual(await opened(chain), ['1 container × 2 processes × 1']);
    const both = `${gunicorn(3)} & ${gunicorn(2)}`;
    assert.deepEqual(await opened(both), [
      '1 container × 3 processes × 1',
      '1 container × 2 processes × 1',
    ]);
  });

  it('leave one process at the least where a file that is not here may say how many', async () => {
    const [budget] = await budgetsOf('gunicorn app:app');
    assert.equal(budget?.steady, 1);
    const [row] = budget?.rows ?? [];
    assert.equal(row?.processes.origin, 'assumed');
    assert.match(row?.processes.why ?? '', /^WEB_CONCURRENCY may be set by an env_file/);
  });
});
