import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  applyChanges,
  type StructuralChange,
  type TextChange,
} from '../../src/service/contracts/fix';
import { analyseNginx } from '../../src/service/languages/nginx';
import {
  appendArguments,
  insertAfter,
  insertAtEnd,
  insertAtStart,
  insertBefore,
  removeDirective,
  structuralEdit,
} from '../../src/service/languages/nginx/edits';
import type { NginxDirective, NginxModel } from '../../src/service/languages/nginx/model';

type Make = (model: NginxModel, directive: NginxDirective) => TextChange;

/** The text after an edit of the last directive called `name`. */
function edited(text: string, name: string, make: Make): string {
  const { model } = analyseNginx(text);
  const directive = model.byName.get(name)?.at(-1);
  assert.ok(directive);
  return applyChanges(text, [make(model, directive)]);
}

const after: Make = (model, directive) => insertAfter(model, directive, ['x 1;', 'y 2;']);
const before: Make = (model, directive) => insertBefore(model, directive, ['x 1;', 'y 2;']);
const remove: Make = (model, directive) => removeDirective(model, directive);
const start: Make = (model, { block }) => insertAtStart(model, block ?? model.root, ['x 1;']);
const end: Make = (model, { block }) => insertAtEnd(model, block ?? model.root, ['x 1;']);

const table: readonly (readonly [
  what: string,
  text: string,
  name: string,
  make: Make,
  expected: string,
])[] = [
  [
    'after, below a comment',
    'a {\n\tb; # c\n}\n',
    'b',
    after,
    'a {\n\tb; # c\n\tx 1;\n\ty 2;\n}\n',
  ],
  [
    'after, with CRLF',
    'a {\r\n  b;\r\n}\r\n',
    'b',
    after,
    'a {\r\n  b;\r\n  x 1;\r\n  y 2;\r\n}\r\n',
  ],
  ['after, on one line', 'a { b; c; }', 'b', after, 'a { b; x 1; y 2; c; }'],
  ['after the last line', 'b;', 'b', after, 'b;\nx 1;\ny 2;'],
  ['after a directive of several lines', 'b\n  c;\nd;', 'b', after, 'b\n  c;\nx 1;\ny 2;\nd;'],
  ['before', 'a {\n  b;\n}', 'b', before, 'a {\n  x 1;\n  y 2;\n  b;\n}'],
  ['before, on one line', 'a { b; }', 'b', before, 'a { x 1; y 2; b; }'],
  ['remove a line', 'a {\n  b;\n  c;\n}', 'b', remove, 'a {\n  c;\n}'],
  ['remove with CRLF', 'a {\r\n  b;\r\n  c;\r\n}', 'b', remove, 'a {\r\n  c;\r\n}'],
  ['remove, but keep a comment', 'a {\n  b; # why\n}', 'b', remove, 'a {\n  # why\n}'],
  ['remove from a line of others', 'a { b; c; }', 'b', remove, 'a { c; }'],
  ['remove the last line', 'a;\nb;', 'b', remove, 'a;\n'],
  ['remove what shares its line with a later one', '  b; c;', 'b', remove, '  c;'],
  ['start of a block', 'a {\n  # b\n  c;\n}', 'a', start, 'a {\n  # b\n  x 1;\n  c;\n}'],
  ['end of a block', 'a {\n    b;\n    # c\n}', 'a', end, 'a {\n    b;\n    x 1;\n    # c\n}'],
  ['an empty block', 'z {\n\ta {}\n}', 'a', end, 'z {\n\ta {\n\t\tx 1;\n\t}\n}'],
  ['an empty block over lines', 'a {\n}', 'a', start, 'a {\n  x 1;\n}'],
  ['a block with a comment only', 'a {\n  # b\n}', 'a', end, 'a {\n  x 1;\n  # b\n}'],
];

for (const [what, text, name, make, expected] of table) {
  test(`edit: ${what}`, () => {
    const result = edited(text, name, make);
    assert.equal(result, expected);
    assert.deepEqual(analyseNginx(result).syntax, []);
  });
}

test('edit: arguments go before a comment and the ";"', () => {
  const append: Make = (_, directive) => appendArguments(directive, 'd');
  assert.equal(edited('a b # c\n;', 'a', append), 'a b d # c\n;');
});

const structural: readonly (readonly [
  path: string,
  change: StructuralChange,
  expected: string | undefined,
])[] = [
  [
    '/upstream[a]/server[b:1]@0',
    { op: 'replace', text: 'c d' },
    'upstream a {\n  server "c d" weight=2; # e\n}',
  ],
  ['/upstream[a]/server[b:1]@1', { op: 'remove' }, 'upstream a {\n  server b:1; # e\n}'],
  [
    '/upstream[a]/server[b:1]',
    { op: 'insert', key: 'backup', text: '' },
    'upstream a {\n  server b:1 weight=2 backup; # e\n}',
  ],
  [
    '/upstream[a]/server[b:1]',
    { op: 'insert', key: 'max_fails', text: '3' },
    'upstream a {\n  server b:1 weight=2 max_fails=3; # e\n}',
  ],
  [
    '/upstream[a]',
    { op: 'insert', key: 'keepalive', text: '8' },
    'upstream a {\n  server b:1 weight=2; # e\n  keepalive 8;\n}',
  ],
  ['/upstream[a]/server[b:1]', { op: 'remove' }, 'upstream a {\n  # e\n}'],
  ['/upstream[a]/server[x]', { op: 'remove' }, undefined],
  ['/upstream[a]/server[b:1]@7', { op: 'remove' }, undefined],
];

for (const [path, change, expected] of structural) {
  test(`structural edit: ${change.op} ${path}`, () => {
    const text = 'upstream a {\n  server b:1 weight=2; # e\n}';
    const changes = structuralEdit(analyseNginx(text).model, { uri: 'file:///a', path, change });
    assert.equal(changes && applyChanges(text, changes), expected);
  });
}
