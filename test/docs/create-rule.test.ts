import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { createRule, objection } from '../../scripts/create-rule';
import { TEMPLATES } from '../../scripts/rule-templates';
import { expectedOf, inputsOf, parseExamples, reviewFiles } from '../support/examples';

describe('create-rule', () => {
  it('writes a rule and its page, whose example waits for the rule', async () => {
    for (const area of Object.keys(TEMPLATES)) {
      const folder = mkdtempSync(join(tmpdir(), 'create-rule-'));
      const id = `${area}/made-up`;
      const created = createRule(id, folder);
      assert.ok(created.ok);
      assert.deepEqual(created.files, [join(folder, id, 'rule.ts'), join(folder, id, 'README.md')]);
      const [rule, page] = created.files.map((file) => readFileSync(file, 'utf8'));
      assert.match(rule ?? '', new RegExp(`id: '${id}'`));
      assert.doesNotMatch(rule ?? '', /.{101}/, 'lines of at most 100 columns');
      assert.ok(page?.startsWith(`# ${id}\n\nOne sentence that names what is flagged.\n`));
      const [example, ...more] = parseExamples(page ?? '');
      assert.ok(example && more.length === 0);
      assert.equal(expectedOf(example).length, 1);
      assert.match(expectedOf(example)[0] ?? '', /— Next: /);
      const reviewed = await reviewFiles(inputsOf(example), id);
      assert.deepEqual(reviewed.lines, [], `${area}: nothing reports it yet`);
      rmSync(folder, { recursive: true });
    }
  });

  it('never writes over a rule', () => {
    const folder = mkdtempSync(join(tmpdir(), 'create-rule-'));
    createRule('nginx/made-up', folder);
    const before = readFileSync(join(folder, 'nginx/made-up/rule.ts'), 'utf8');
    const again = createRule('nginx/made-up', folder);
    assert.deepEqual(again, {
      ok: false,
      why: `${join(folder, 'nginx/made-up')} exists; choose another name.`,
    });
    assert.equal(readFileSync(join(folder, 'nginx/made-up/rule.ts'), 'utf8'), before);
    rmSync(folder, { recursive: true });
  });

  const REFUSED: Readonly<Record<string, RegExp>> = {
    'made-up': /called AREA\/NAME/,
    'nginx/a/b': /called AREA\/NAME/,
    'ngnix/made-up': /no area "ngnix".*nginx/,
    'toString/made-up': /no area "toString"/,
    '../made-up': /no area "\.\."/,
    'nginx/..': /is no name/,
    'nginx/MadeUp': /is no name/,
    'nginx/made_up': /is no name/,
    'nginx/': /is no name/,
    'nginx/nginx-cache': /call it nginx\/cache/,
    'nginx/use-keepalive': /what it flags/,
  };
  for (const [id, why] of Object.entries(REFUSED)) {
    it(`refuses ${id}`, () => {
      const folder = mkdtempSync(join(tmpdir(), 'create-rule-'));
      const created = createRule(id, folder);
      assert.ok(!created.ok);
      assert.match(created.why, why);
      assert.ok(!existsSync(join(folder, 'nginx')), 'nothing is written');
      rmSync(folder, { recursive: true });
    });
  }

  it('accepts the names that rules have', () => {
    for (const id of ['nginx/upstream-duplicate-server', 'topology/no-drain', 'asg/size-order']) {
      assert.equal(objection(id), undefined, id);
    }
  });
});
