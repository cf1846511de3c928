import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { edited } from './support';

const OBJECT = 'apiVersion: apps/v1\nkind: Deployment\n';

describe('kubernetes: edits', () => {
  it('replaces a value and keeps its quotes and comment', () => {
    const replace = (written: string, text = '4') =>
      edited(`${OBJECT}spec:\n  replicas: ${written} # why\n`, '/0/spec/replicas', {
        op: 'replace',
        text,
      })?.split('replicas: ')[1];
    assert.equal(replace('3'), '4 # why\n');
    assert.equal(replace('"3"'), '"4" # why\n');
    assert.equal(replace("'3'"), "'4' # why\n");
    assert.equal(replace('web', 'shop'), 'shop # why\n');
  });

  it('refuses what a template, an anchor or a broken document holds', () => {
    const replace = (body: string, at = '/0/spec/replicas') =>
      edited(`${OBJECT}${body}`, at, { op: 'replace', text: '4' });
    assert.equal(replace('spec: { replicas: {{ .x }} }\n'), undefined);
    assert.equal(replace('spec: { replicas: &r 3, other: *r }\n'), undefined);
    assert.equal(replace('spec: { replicas: 3\n'), undefined);
    assert.equal(replace('spec: { a: 1 }\n'), undefined);
    assert.equal(replace('x: &x { replicas: 3 }\nspec: *x\n'), undefined);
    assert.equal(replace('x: &x { replicas: 3 }\nspec: { <<: *x }\n'), undefined);
    assert.equal(
      replace('x: &x 3\nspec: { replicas: *x }\n'),
      `${OBJECT}x: &x 3\nspec: { replicas: 4 }\n`,
    );
  });

  it('removes an entry with its lines and comment, in every layout', () => {
    const remove = (body: string, path: string) =>
      edited(`${OBJECT}${body}`, path, { op: 'remove' })?.slice(OBJECT.length);
    assert.equal(
      remove('spec:\n  replicas: 3 # x\n  paused: true\n', '/0/spec/replicas'),
      'spec:\n  paused: true\n',
    );
    assert.equal(remove('spec:\r\n  a: 1\r\n  replicas: 3', '/0/spec/replicas'), 'spec:\r\n  a: 1');
    assert.equal(
      remove('spec:\n  deep:\n    a: 1\n\n    b: 2\n  c: 3\n', '/0/spec/deep'),
      'spec:\n  c: 3\n',
    );
    assert.equal(remove('spec: { a: 1, b: 2, c: 3 }\n', '/0/spec/b'), 'spec: { a: 1, c: 3 }\n');
    assert.equal(remove('spec: { a: 1, b: 2 }\n', '/0/spec/b'), 'spec: { a: 1 }\n');
    assert.equal(remove('l:\n- a: 1\n  b: 2\n', '/0/l/0/a'), 'l:\n- b: 2\n');
    assert.equal(remove('spec:\n  replicas: 3\n', '/0/spec/replicas'), undefined);
  });

  it('inserts an entry at the indentation of its neighbours', () => {
    const insert = (body: string, path: string, key: string, value: unknown) =>
      edited(`${OBJECT}${body}`, path, { op: 'insert', key, text: JSON.stringify(value) })?.slice(
        OBJECT.length,
      );
    const requests = { requests: { cpu: '100m' } };
    assert.equal(
      insert(
        'l:\n  - name: a # first\n    image: b # last\n\n  - name: c\n',
        '/0/l/0',
        'resources',
        requests,
      ),
      'l:\n  - name: a # first\n    image: b # last\n    resources:\n      requests:\n        cpu: 100m\n\n  - name: c\n',
    );
    assert.equal(
      insert('l:\n- name: a', '/0/l/0', 'resources', requests),
      'l:\n- name: a\n  resources:\n    requests:\n      cpu: 100m',
    );
    assert.equal(
      insert('a: { b: 1 }\n', '/0/a', 'resources', requests),
      'a: { b: 1, resources: { requests: { cpu: 100m } } }\n',
    );
    assert.equal(
      insert('a: {}\n', '/0/a', 'requests', { cpu: 'yes' }),
      'a: { requests: { cpu: "yes" } }\n',
    );
    assert.equal(
      insert('a: # none\nb: 1\n', '/0', 'a', { cpu: '1' }),
      'a: # none\n  cpu: "1"\nb: 1\n',
    );
    assert.equal(insert('a: { b: 1 }\n', '/0/a', 'b', 2), undefined);
    assert.equal(insert('x: &x { b: 1 }\na: *x\n', '/0/a', 'c', 2), undefined);
    assert.equal(
      insert('a:\n  b: |\n    text\n\nc: 1\n', '/0/a', 'd', 2),
      'a:\n  b: |\n    text\n  d: 2\n\nc: 1\n',
    );
  });

  it('keeps JSON what it is', () => {
    const text =
      '{\n\t"kind": "Deployment",\n\t"apiVersion": "apps/v1",\n\t"spec": {\n\t\t"replicas": 3\n\t}\n}\n';
    const insert = { op: 'insert', key: 'paused', text: 'true' } as const;
    assert.equal(
      edited(text, '/0/spec', insert, 'a.json'),
      text.replace('3\n', '3,\n\t\t"paused": true\n'),
    );
    assert.equal(
      edited(text, '/0/spec/replicas', { op: 'replace', text: '5' }, 'a.json'),
      text.replace('3', '5'),
    );
    assert.equal(
      edited(text, '/0/kind', { op: 'replace', text: 'StatefulSet' }, 'a.json'),
      text.replace('Deployment', 'StatefulSet'),
    );
    assert.equal(
      edited(text, '/0/kind', { op: 'remove' }, 'a.json'),
      text.replace('"kind": "Deployment",\n\t', ''),
    );
  });
});
