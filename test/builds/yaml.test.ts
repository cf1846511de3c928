import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nodeAt, plainOf } from '../../src/service/syntax/data-node';
import { readYaml } from '../../src/service/syntax/yaml';

const read = (text: string) => readYaml(text, { uri: 'file:///a.yaml' });
const plain = (text: string) => read(text).documents.map(plainOf);

describe('builds: YAML as data', () => {
  it('takes plain values as the tools of Kubernetes do', () => {
    assert.deepEqual(
      plain('a: 0644\nb: yes\nc: 1.50\nd: 0x10\ne: "5"\nf: ~\ng: 2026-01-02\nh: 1_000\n'),
      [{ a: 420, b: 'yes', c: 1.5, d: 16, e: '5', f: null, g: '2026-01-02', h: 1000 }],
    );
  });

  it('knows where each value stands, and looks its place up late', () => {
    const text = '# first\n---\na:\n  - name: web\n    "x/y": 3\n---\nb: 1\n';
    const { documents, placeOf } = read(text);
    const value = nodeAt(documents[0], ['a', 0, 'x/y']);
    assert.deepEqual(value?.trail, [
      { uri: 'file:///a.yaml', path: '/0/a/0/x~1y', how: 'written' },
    ]);
    const place = placeOf('/0/a/0/x~1y');
    assert.equal(text.slice(place?.start, place?.end), '3');
    assert.equal(placeOf('/1/c'), undefined);
  });

  it('follows aliases and merge keys: the anchor decides, the alias is passed', () => {
    const { documents } = read('x: &x\n  cpu: 1\n  mem: 2\ny:\n  <<: *x\n  cpu: 3\nz: *x\n');
    assert.deepEqual(plainOf(documents[0] ?? assert.fail()), {
      x: { cpu: 1, mem: 2 },
      y: { cpu: 3, mem: 2 },
      z: { cpu: 1, mem: 2 },
    });
    assert.deepEqual(
      nodeAt(documents[0], ['y', 'mem'])?.trail.map(({ path, how }) => `${path} ${how}`),
      ['/0/x/mem written', '/0/y/<< merged'],
    );
  });

  it('ends a text that asks for billions, or for itself, in unknown', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let n = 1; n < 12; n++) {
      const before = `*a${n - 1}`;
      lines.push(`a${n}: &a${n} [${Array(10).fill(before).join(', ')}]`);
    }
    const [document] = read(lines.join('\n')).documents;
    assert.equal(nodeAt(document, ['a11', 9])?.kind, 'unknown');
    assert.equal(nodeAt(read('a: &a\n  b: *a\n').documents[0], ['a', 'b'])?.kind, 'unknown');
  });

  it('reads any text: broken, half-typed, with a byte-order mark and CRLF', () => {
    assert.deepEqual(plain('\uFEFFa: 1\r\nb:\r\n  - x\r\n'), [{ a: 1, b: ['x'] }]);
    assert.equal(read('a: [1, 2\nb: {').problems.length, 1);
    assert.deepEqual(plain(''), []);
    assert.equal(read(`${'['.repeat(3_000)}`).documents.length, 1);
    assert.deepEqual(plain('a: !vault abc\n'), [
      { a: { '!unknown': 'the tag !vault decides it' } },
    ]);
  });

  it('keeps the last line break of a block only where one is written', () => {
    assert.deepEqual(plain('a: |\n  x'), [{ a: 'x' }]);
    assert.deepEqual(plain('a: |\n  x\n'), [{ a: 'x\n' }]);
  });
});
