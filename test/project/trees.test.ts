import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { NEVER_CANCELLED } from '../../src/service/contracts/ports';
import { createTreesAtHand } from '../../src/service/project/trees';
import { memoryPorts, ROOT } from '../support/memory';

describe('the trees at hand', () => {
  it('are those made last, as far as there is room', () => {
    const dropped: string[] = [];
    const trees = createTreesAtHand((uri) => dropped.push(uri));
    trees.allow(100);
    for (const uri of ['a', 'b', 'c']) trees.made(uri, 40);
    assert.deepEqual(dropped, []);
    // The one that is made is not dropped for its own sake, and what is made again counts once.
    trees.made('b', 40);
    assert.deepEqual(dropped, []);
    trees.made('d', 500);
    assert.deepEqual(dropped, ['a']);
    assert.ok(trees.has('d'));
    trees.allow(100);
    assert.deepEqual(dropped, ['a', 'c', 'b', 'd']);
  });

  it('do not count while a file is open', () => {
    const dropped: string[] = [];
    const trees = createTreesAtHand((uri) => dropped.push(uri));
    trees.allow(100);
    trees.made('a', 90);
    trees.keep('a');
    trees.made('b', 90);
    trees.allow(0);
    assert.deepEqual(dropped, ['b']);
  });

  it('serve a whole project of code: what files say to each other parses none again', async () => {
    const files = new Map<string, string>([
      ['src/db.ts', "import { Pool } from 'pg';\nexport const pool = new Pool({ max: 5 });\n"],
    ]);
    for (let index = 0; index < 40; index++) {
      files.set(
        `src/orders${index}.ts`,
        `import { pool } from './db';\nexport const orders${index} = (ids: number[]) => pool.query('select 1', ids);\n`,
      );
      files.set(
        `src/app${index}.ts`,
        `import express from 'express';\nimport { orders${index} } from './orders${index}';\nconst app = express();\napp.get('/${index}', async (req, res) => {\n  for (const id of req.body.ids) await orders${index}([id]);\n  res.end();\n});\n`,
      );
    }
    const service = createService(memoryPorts(files));
    const { output } = await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
    const found = output.files.flatMap(({ findings }) => findings);
    assert.equal(found.filter(({ rule }) => rule === 'query/in-loop').length, 40);
    const again = [...service.counters().parses].filter(([, count]) => count > 1);
    assert.deepEqual(again, []);
  });
});
