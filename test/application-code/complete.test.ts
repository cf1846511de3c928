import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { applicationCode } from '../../src/service/languages/application-code';
import { proposalsAt } from '../../src/service/languages/application-code/complete';
import { analysed } from '../support/analysed';
import { memoryPorts, uriOf } from '../support/memory';

/** What is offered at the `|` of a text. */
async function offered(path: string, marked: string) {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const source = { uri: `file:///${path}`, path, text };
  const proposals = proposalsAt(await analysed(applicationCode, source), offset);
  return proposals.map(({ newText, replaces, detail }) => ({
    text: text.slice(0, replaces.start) + newText + text.slice(replaces.end),
    name: newText.replace(/[=:] ?$/, ''),
    detail,
  }));
}

const names = async (path: string, marked: string) =>
  (await offered(path, marked)).map(({ name }) => name);

const PG = "import { Pool } from 'pg';\n";

describe('application code: completion of options', () => {
  it('is what the service answers', async () => {
    const text = `${PG}export const pool = new Pool({ m });\n`;
    const service = createService(memoryPorts(new Map([['src/a.ts', text]])));
    const at = { line: 1, character: text.indexOf('m });') - PG.length + 1 };
    const items = await service.completion(uriOf('src/a.ts'), at);
    assert.ok(items.some(({ label }) => label === 'max'));
  });

  it('offers the names of the library, without those that are written', async () => {
    const found = await names('a.ts', `${PG}new Pool({ max: 5, | });\n`);
    assert.ok(found.includes('connectionTimeoutMillis') && found.includes('idleTimeoutMillis'));
    assert.ok(!found.includes('max') && !found.includes('connectionLimit'));
    const mysql = "import mysql from 'mysql2/promise';\nmysql.createPool({ | });\n";
    assert.ok((await names('a.js', mysql)).includes('connectionLimit'));
  });

  it('writes a name with what separates it from its value', async () => {
    const [max] = await offered('a.ts', `${PG}new Pool({ m| });\n`);
    assert.equal(max?.text, `${PG}new Pool({ max:  });\n`);
    assert.equal(max?.detail, 'in connections, 10 by default');
    const [kept] = await offered('a.ts', `${PG}new Pool({ m|x: 5 });\n`);
    assert.equal(kept?.text, `${PG}new Pool({ max: 5 });\n`);
    const python = 'from sqlalchemy import create_engine\nengine = create_engine(URL, po|)\n';
    const [size] = await offered('a.py', python);
    assert.equal(size?.text, python.replace('po|', 'pool_size='));
  });

  it('works in a text that is not whole yet', async () => {
    const middle = `${PG}export const pool = new Pool({\n  max: 5,\n  con|\n  idleTimeoutMillis: 1000,\n});\n`;
    assert.ok((await names('a.ts', middle)).includes('connectionTimeoutMillis'));
    const tsx = `${PG}const pool = new Pool({\n  m|\n  idleTimeoutMillis: 1000 });\nexport const A = () => <p />;\n`;
    assert.ok((await names('a.tsx', tsx)).includes('max'));
  });

  it('goes down to where the library keeps the options of its pool', async () => {
    const text = "import knex from 'knex';\nknex({ client: 'pg', pool: { min: 0, | } });\n";
    assert.ok((await names('a.ts', text)).includes('acquireTimeoutMillis'));
    assert.deepEqual(
      await names('a.ts', text.replace(' | }', ' }').replace("'pg',", "'pg', |")),
      [],
    );
  });

  it('offers what is set one by one in Go and Java, half typed or not', async () => {
    const go = (line: string) =>
      `package db\n\nimport (\n\t"database/sql"\n\n\t"github.com/jackc/pgx/v5/pgxpool"\n\t"gorm.io/gorm"\n)\n\nfunc open(orm *gorm.DB) {\n${line}\n}\n`;
    const sql = '\tdb, err := sql.Open("pgx", "")\n\tdb.SetMaxOpenConns(5)\n\tdb.Set|';
    assert.deepEqual(await names('a.go', go(sql)), [
      'SetMaxIdleConns',
      'SetConnMaxIdleTime',
      'SetConnMaxLifetime',
    ]);
    const pgx =
      '\tconfig, err := pgxpool.ParseConfig("")\n\tconfig.|\n\treturn pgxpool.NewWithConfig(c, config)';
    const [max] = await offered('a.go', go(pgx));
    assert.equal(max?.text, go(pgx).replace('|', 'MaxConns = '));
    const beneath = '\thandle, _ := orm.DB()\n\thandle.|';
    assert.ok((await names('a.go', go(beneath))).includes('SetMaxOpenConns'));
    for (const other of [
      '\tdb, _ := other.Open()\n\tdb.|',
      '\torm.|',
      '\tpool, _ := pgxpool.New(c)\n\tpool.|',
    ]) {
      assert.deepEqual(await names('a.go', go(other)), [], other);
    }
    const java = (line: string) =>
      `import com.zaxxer.hikari.HikariConfig;\n\nclass Db {\n  void open() {\n    HikariConfig config = new HikariConfig();\n${line}\n  }\n}\n`;
    assert.ok((await names('A.java', java('    config.setM|'))).includes('setMaximumPoolSize'));
    const written = await names('A.java', java('    config.setMaximumPoolSize(5);\n    config.|'));
    assert.ok(written.includes('setConnectionTimeout') && !written.includes('setMaximumPoolSize'));
    assert.deepEqual(await names('A.java', java('    other.|')), []);
  });

  it('offers nothing in values, comments, nested objects, and objects of other functions', async () => {
    for (const text of [
      `${PG}new Pool({ max: | });\n`,
      `${PG}new Pool({ max: 5, // m, |\n });\n`,
      `${PG}new Pool({ ssl: { | } });\n`,
      `${PG}new Pool({ max: 5 }); other({ | });\n`,
      'import { Pool } from "./pool";\nnew Pool({ | });\n',
    ]) {
      assert.deepEqual(await names('a.ts', text), [], text);
    }
  });
});
