import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { variableBehind } from '../../src/service/contracts/field';
import { applyChanges } from '../../src/service/contracts/fix';
import { applicationCode } from '../../src/service/languages/application-code';
import { applicationCodeDetector } from '../../src/service/languages/application-code/detect';
import { hoist } from '../../src/service/languages/application-code/edits';
import { recognise } from '../../src/service/languages/registry';
import { analysed } from '../support/analysed';
import { SAMPLES } from './samples';

const analyse = (path: string, text: string) =>
  analysed(applicationCode, { uri: `file:///${path}`, path, text });

describe('application code: one pool in each language', () => {
  for (const [path, text] of Object.entries(SAMPLES)) {
    it(path, async () => {
      assert.equal(recognise({ path, text })?.id, 'application-code');
      const { facts, places, limits } = await analyse(path, text);
      assert.deepEqual(limits, []);
      assert.equal(facts.filter(({ kind }) => kind === 'pool').length, 1);
      const [pool] = facts;
      assert.ok(pool?.kind === 'pool', JSON.stringify(pool));
      const { max } = pool;
      assert.equal(
        max.state === 'unknown' ? max.reference?.fallback : max.state === 'known' && max.value,
        20,
      );
      assert.ok(places.has(pool.path) && places.has(pool.max.path));
    });
  }

  it('keeps the environment variables that name the database and carry the maximum', async () => {
    const { facts } = await analyse('src/db.ts', SAMPLES['src/db.ts'] ?? '');
    const [pool] = facts;
    assert.ok(pool?.kind === 'pool');
    assert.equal(variableBehind(pool.target), 'DATABASE_URL');
    assert.equal(variableBehind(pool.max), 'POOL_MAX');
  });

  it('has the same facts after lines have moved', async () => {
    for (const [path, text] of Object.entries(SAMPLES)) {
      const comment = path.endsWith('.py') ? '# moved\n' : '// moved\n';
      const [before, after] = [await analyse(path, text), await analyse(path, comment + text)];
      assert.deepEqual(after.facts, before.facts, path);
    }
  });
});

describe('application code: recognition', () => {
  it('leaves out tests, scripts, declarations and what imports nothing we know', () => {
    const text = SAMPLES['src/db.ts'] ?? '';
    const paths = [
      'src/db.test.ts',
      'src/db.d.ts',
      'lib/db.min.js',
      'tests/db.ts',
      'scripts/seed.ts',
      'src/__tests__/db.ts',
      'examples/db.ts',
      'shop/tests.py',
      'shop/orders_tests.py',
    ];
    for (const path of paths) assert.equal(applicationCodeDetector.mayBe(path), false, path);
    assert.ok(applicationCodeDetector.detect({ path: 'src/db.ts', text }));
    const helpers: Readonly<Record<string, string>> = {
      'packages/containers/src/index.ts': `import { test } from 'vitest';\n${text}`,
      'packages/containers/pg.js': `const { GenericContainer } = require('testcontainers');\n${text}`,
      'shop/fakes.py': 'import pytest\nfrom sqlalchemy import create_engine\n',
      'shop/cases.py': 'from django.test import TestCase\nfrom django.db import connection\n',
      'fakes/db.go': 'package fakes\n\nimport (\n\t"database/sql"\n\t"testing"\n)\n',
      'src/main/java/shop/Fakes.java':
        'import org.junit.jupiter.api.Test;\nimport org.springframework.web.client.RestClient;\n',
    };
    for (const [path, own] of Object.entries(helpers)) {
      assert.ok(!applicationCodeDetector.detect({ path, text: own }), path);
    }
    assert.ok(!applicationCodeDetector.detect({ path: 'src/a.ts', text: 'const a = new Pool();' }));
    assert.ok(!applicationCodeDetector.detect({ path: 'src/a.go', text: 'import "strings"' }));
  });
});

describe('application code: half-typed', () => {
  it('invents nothing in a half-typed call', async () => {
    const text = "const { Pool } = require('pg');\nconst pool = new Pool({ connectionLimit: 5,\n";
    const { model, limits } = await analyse('src/db.js', text);
    assert.deepEqual(model.pools, []);
    assert.equal(limits.length, 1);
  });
});

describe('application code: moving a pool out of a handler', () => {
  it('keeps the line endings, and goes behind the imports', async () => {
    const text = [
      "import { Pool } from 'pg';",
      '',
      "app.get('/users', async (req, res) => {",
      '  const pool = new Pool({',
      '    max: 5,',
      '  });',
      '  res.json(await pool.query(SQL));',
      '});',
      '',
    ].join('\r\n');
    const { model } = await analyse('src/users.ts', text);
    const statement = model.pools[0]?.call.statement;
    assert.ok(statement);
    const moved = applyChanges(text, hoist(model, statement));
    assert.equal(
      moved,
      [
        "import { Pool } from 'pg';",
        '',
        'const pool = new Pool({',
        '  max: 5,',
        '});',
        '',
        "app.get('/users', async (req, res) => {",
        '  res.json(await pool.query(SQL));',
        '});',
        '',
      ].join('\r\n'),
    );
  });
});
