import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { NEVER_CANCELLED } from '../../src/service/contracts/ports';
import { memoryPorts, uriOf } from '../support/memory';

/** A service over one file, and the position of `|` in it. */
function at(path: string, marked: string) {
  const before = marked.slice(0, marked.indexOf('|')).split('\n');
  const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  const text = marked.replace('|', '');
  const service = createService(memoryPorts(new Map([[path, text]])));
  return { service, uri: uriOf(path), position, text };
}

async function proposed(path: string, marked: string): Promise<readonly string[]> {
  const { service, uri, position } = at(path, marked);
  const items = await service.completion(uri, position);
  return items.map(({ textEdit }) => (textEdit && 'newText' in textEdit ? textEdit.newText : ''));
}

describe('headroom.yaml as a language', () => {
  it('completes keys, rules, levels, practices, engines and what an entry may have', async () => {
    assert.ok((await proposed('headroom.yaml', 'ro|')).includes('root: true'));
    const rules = 'rules:\n  nginx/upstream-du|';
    assert.ok(
      (await proposed('headroom.yaml', rules)).includes('nginx/upstream-duplicate-server:'),
    );
    const level = 'rules:\n  nginx/upstream-duplicate-server: |';
    assert.deepEqual(await proposed('headroom.yaml', level), [
      'off',
      'error',
      'warning',
      'information',
      'hint',
    ]);
    const practice = 'practices:\n  auto|';
    assert.ok((await proposed('headroom.yaml', practice)).includes('autoscaling.cpu-target: 70'));
    const engine = 'databases:\n  - name: shop\n    engine: |';
    assert.ok((await proposed('headroom.yaml', engine)).includes('postgres'));
    const ignored = 'ignore:\n  - file: a\n    |';
    assert.ok((await proposed('headroom.yaml', ignored)).includes('reason:'));
    assert.deepEqual(await proposed('headroom.yaml', 'environments:\n  prod: |'), []);
  });

  it('completes within braces, on one line and on several', async () => {
    const of = (text: string) => proposed('headroom.yaml', text);
    assert.deepEqual(await of('targets: { ng| }'), ['nginx:', 'kubernetes:']);
    assert.ok((await of('rules: { nginx/| }')).includes('nginx/upstream-duplicate-server:'));
    assert.ok((await of('rules: { nginx/upstream-duplicate-server: | }')).includes('warning'));
    assert.ok((await of('databases:\n  - { name: shop, | }')).includes('maxConnections:'));
    assert.ok((await of('databases:\n  - { name: shop, engine: | }')).includes('postgres'));
    assert.ok((await of('databases: [{ name: "a, { b", | }]')).includes('reserved:'));
    assert.ok((await of('ignore: [\n  {\n    file: a,\n    | }]')).includes('reason:'));
    assert.deepEqual(await of('environments: { prod: ["|"] }'), []);
    assert.ok((await of('root: true # {\nta|')).includes('targets:'));
    assert.ok((await of('builds:\n  - root: a\n    |')).includes('layers:'));
  });

  it('completes items of the checklist and their answers', async () => {
    assert.ok((await proposed('headroom-checklist.yaml', '|')).includes('n-plus-one:'));
    assert.deepEqual(await proposed('headroom-checklist.yaml', 'n-plus-one: |'), [
      'yes',
      'no',
      'not-applicable',
    ]);
  });

  it('explains a rule, a practice and a key', async () => {
    for (const [text, expected] of [
      ['rules:\n  nginx/upstream-dup|licate-server: off\n', /upstream/i],
      ['practices:\n  autoscaling.cpu|-target: 75\n', /70 percent in the guide/],
      ['data|bases: []\n', /how many connections/],
    ] as const) {
      const { service, uri, position } = at('headroom.yaml', text);
      const shown = await service.hover(uri, position, NEVER_CANCELLED);
      assert.match(JSON.stringify(shown?.contents), expected);
    }
  });

  it('explains an item of the checklist', async () => {
    const { service, uri, position } = at('headroom-checklist.yaml', 'n-plus|-one: yes\n');
    const shown = await service.hover(uri, position, NEVER_CANCELLED);
    assert.match(JSON.stringify(shown?.contents), /once per row/);
  });

  it('mends a misspelt name, and nothing else', async () => {
    const { service, uri, position, text } = at(
      'headroom.yaml',
      'rules:\n  nginx/upstream-duplicate-serve|: off\n',
    );
    const range = { start: position, end: position };
    const [fix, ...more] = await service.codeActions(uri, range, ['quickfix'], NEVER_CANCELLED);
    assert.deepEqual(more, []);
    const [edit] = fix?.edit?.changes?.[uri] ?? [];
    assert.ok(edit);
    const lines = text.split('\n');
    const line = lines[edit.range.start.line] ?? '';
    const after =
      line.slice(0, edit.range.start.character) +
      edit.newText +
      line.slice(edit.range.end.character);
    assert.equal(after, '  nginx/upstream-duplicate-server: off');
  });
});
