import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { memoryPorts, ROOT } from '../support/memory';

const DOCKERFILE = (copied: string) =>
  `FROM python:3.12\nWORKDIR /app\nCOPY ${copied} /app/\nCMD ["uvicorn", "api.main:app", "--workers", "2"]\n`;
const FILES = {
  'compose.yaml': `services:
  api:
    build: { context: ., dockerfile: api/Dockerfile }
    environment: { DATABASE_URL: "postgres://db/shop" }
  browser:
    build: { context: ., dockerfile: web/Dockerfile }
    environment: { DATABASE_URL: "postgres://db/shop" }
  db:
    image: postgres:17
`,
  'api/Dockerfile': DOCKERFILE('api'),
  'web/Dockerfile': DOCKERFILE('web'),
  'api/main.py': `import os
from sqlmodel import create_engine

engine = create_engine(os.environ["DATABASE_URL"], pool_size=4, max_overflow=0)
`,
};

async function rows(files: Readonly<Record<string, string>>) {
  const service = createService(memoryPorts(new Map(Object.entries(files))));
  const { budgets } = await service.capacity(ROOT);
  return budgets.flatMap((budget) =>
    budget.rows.map(({ unit, arithmetic }) => `${unit}: ${arithmetic}`),
  );
}

describe('the code of an image', () => {
  it('is what it takes in: a pool beside it in the build context is not opened', async () => {
    assert.deepEqual(await rows(FILES), ['api: 1 container × 2 processes × 4']);
  });

  it('is all of the context where all is taken in', async () => {
    assert.equal((await rows({ ...FILES, 'web/Dockerfile': DOCKERFILE('.') })).length, 2);
  });

  it('is also what is mounted over it', async () => {
    const mounted = FILES['compose.yaml'].replace(
      'web/Dockerfile }',
      'web/Dockerfile }\n    volumes: ["./api:/app/api"]',
    );
    assert.equal((await rows({ ...FILES, 'compose.yaml': mounted })).length, 2);
  });
});
