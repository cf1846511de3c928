import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyChanges, type StructuralChange } from '../../src/service/contracts/fix';
import { autoscalingGroup } from '../../src/service/languages/autoscaling-group';
import { analyse } from './support';

async function edit(text: string, path: string, at: string, change: StructuralChange) {
  const source = { uri: 'file:///x', path, text };
  const changes = autoscalingGroup.edit(source, await analyse(text, path), {
    uri: source.uri,
    path: at,
    change,
  });
  return changes === undefined ? undefined : applyChanges(text, changes);
}

const remove = { op: 'remove' } as const;

describe('structural edits in JSON', () => {
  const text = '{\n  "A": 1, // one\n  "B": "2",\n  "C": { "D": 4 }\n}\n';

  it('replaces a value in its quotes', async () => {
    assert.match(
      (await edit(text, 'a.json', '/B', { op: 'replace', text: '3' })) ?? '',
      /"B": "3",/,
    );
    assert.match(
      (await edit(text, 'a.json', '/A', { op: 'replace', text: '3' })) ?? '',
      /"A": 3, \/\/ one/,
    );
  });

  it('removes the first, a middle and the last member with one comma', async () => {
    assert.equal(
      await edit(text, 'a.json', '/B', remove),
      '{\n  "A": 1, // one\n  "C": { "D": 4 }\n}\n',
    );
    assert.equal(await edit(text, 'a.json', '/C', remove), '{\n  "A": 1, // one\n  "B": "2"\n}\n');
    assert.equal(await edit('{"A":1,"B":2}', 'a.json', '/A', remove), '{"B":2}');
    assert.equal(await edit('{"A":1,"B":2}', 'a.json', '/B', remove), '{"A":1}');
    assert.equal(await edit('{ "A": 1, "B": 2 }', 'a.json', '/A', remove), '{ "B": 2 }');
    assert.equal(await edit('{ "A": 1 }', 'a.json', '/A', remove), '{ }');
  });

  it('inserts after the last member, also into nothing', async () => {
    const insert = { op: 'insert', key: 'E', text: '5' } as const;
    assert.equal(
      await edit(text, 'a.json', '/C', insert),
      text.replace('"D": 4', '"D": 4, "E": 5'),
    );
    assert.equal(await edit('{ "C": {} }', 'a.json', '/C', insert), '{ "C": { "E": 5 } }');
    assert.equal(await edit('{ "C": { "E": 1 } }', 'a.json', '/C', insert), undefined);
    assert.equal(await edit(text, 'a.json', '/B', insert), undefined);
  });
});

describe('structural edits in YAML', () => {
  const text = 'A: 1 # one\nB:\n  - C: "x"\n    D: |\n      long\n      text\n\nE: {F: 1, G: 2}\n';

  it('replaces a value and keeps its comment', async () => {
    assert.match(
      (await edit(text, 'a.yaml', '/A', { op: 'replace', text: '3' })) ?? '',
      /^A: 3 # one/,
    );
    assert.match(
      (await edit(text, 'a.yaml', '/B/0/C', { op: 'replace', text: 'y' })) ?? '',
      /C: "y"/,
    );
  });

  it('removes whole lines, and flow members with one comma', async () => {
    assert.match((await edit(text, 'a.yaml', '/A', remove)) ?? '', /^B:/);
    assert.match((await edit(text, 'a.yaml', '/B/0/D', remove)) ?? '', /- C: "x"\n\nE:/);
    assert.match((await edit(text, 'a.yaml', '/E/G', remove)) ?? '', /E: \{F: 1\}/);
  });

  it('leaves alone what is not plainly editable', async () => {
    assert.equal(await edit(text, 'a.yaml', '/B/0/C', remove), undefined);
    assert.equal(await edit('B:\n  C: 1\n', 'a.yaml', '/B/C', remove), undefined);
    assert.equal(await edit(text, 'a.yaml', '/B', { op: 'replace', text: '1' }), undefined);
    assert.equal(await edit(text, 'a.yaml', '/nowhere', remove), undefined);
  });

  it('inserts below a block scalar, at the depth of its neighbours', async () => {
    const insert = { op: 'insert', key: 'Z', text: '5' } as const;
    assert.match((await edit(text, 'a.yaml', '/B/0', insert)) ?? '', /text\n {4}Z: 5\n\nE/);
    assert.match((await edit(text, 'a.yaml', '/E', insert)) ?? '', /\{F: 1, G: 2, Z: 5\}/);
    assert.match((await edit('A:\n  - B: 1', 'a.yaml', '/A/0', insert)) ?? '', /- B: 1\n {4}Z: 5$/);
  });
});
