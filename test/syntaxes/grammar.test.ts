import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { it } from 'node:test';

const GRAMMAR = 'syntaxes/nginx.tmLanguage.json';

it('the nginx grammar gives the scopes that test/syntaxes/*.nginx assert', () => {
  const program = createRequire(import.meta.url).resolve('vscode-tmgrammar-test/dist/unit.js');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [program, '--compact', '--grammar', GRAMMAR, 'test/syntaxes/*.nginx'],
    { encoding: 'utf8' },
  );
  assert.equal(status, 0, `${stdout}${stderr}`);
});

it('every part of the nginx grammar is there, and used', () => {
  const text = readFileSync(GRAMMAR, 'utf8');
  const included = new Set([...text.matchAll(/"include": "#([\w-]+)"/g)].map(([, name]) => name));
  const parts = Object.keys(JSON.parse(text).repository);
  assert.deepEqual([...included].sort(), parts.sort());
});
