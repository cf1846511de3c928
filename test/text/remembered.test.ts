import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { plainOf } from '../../src/service/syntax/data-node';
import { Remembered } from '../../src/service/syntax/remembered';
import { readYaml } from '../../src/service/syntax/yaml';
import { placeholdersInYaml } from '../../src/service/text/placeholders';

describe('what is remembered of texts', () => {
  it('is that of the last ones, as far as there is room', () => {
    const made = new Remembered<number>(100);
    made.set('a', 1, 60);
    made.set('b', 2, 30);
    assert.deepEqual([made.of('a'), made.of('b')], [1, 2]);
    made.set('a', 3, 20);
    made.set('c', 4, 60);
    assert.deepEqual([made.of('a'), made.of('b'), made.of('c')], [3, undefined, 4]);
    made.set('d', 5, 500);
    assert.deepEqual([made.of('a'), made.of('c'), made.of('d')], [undefined, undefined, undefined]);
  });
});

describe('a stream of YAML', () => {
  const long = (name: string) =>
    `kind: Deployment\nmetadata: { name: ${name} }\nenv:\n${'  - { name: A, value: "1" }\n'.repeat(30)}`;
  const stream = (names: readonly string[]) => names.map(long).join('---\n');

  it('is parsed anew only in the document that has changed', () => {
    const uri = 'file:///project/stream.yaml';
    const [first, second, third] = readYaml(stream(['a', 'b', 'c', 'd']), { uri }).documents;
    const after = readYaml(stream(['a', 'x', 'c', 'd']), { uri }).documents;
    assert.equal(after[0], first);
    assert.notEqual(after[1], second);
    assert.equal(after[2], third);
    assert.deepEqual(
      plainOf(after[1] ?? assert.fail()),
      plainOf(readYaml(long('x'), { uri: '' }).documents[0] ?? assert.fail()),
    );
  });

  it('says after any edit what a fresh reading says, with its places', () => {
    const names = fc.array(fc.constantFrom('a', 'b', 'c: [', '"d"'), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(fc.array(names, { minLength: 2, maxLength: 5 }), (edits) => {
        const uri = 'file:///project/edited.yaml';
        for (const [turn, each] of edits.entries()) {
          const text = stream(each);
          const edited = readYaml(text, { uri });
          const fresh = readYaml(text, { uri: `${uri}${turn}` });
          const paths = each.map((_, at) => `/${at}/metadata/name`);
          assert.deepEqual(edited.documents.map(plainOf), fresh.documents.map(plainOf));
          assert.deepEqual(edited.problems, fresh.problems);
          assert.deepEqual(
            paths.map((path) => edited.placeOf(path)),
            paths.map((path) => fresh.placeOf(path)),
          );
        }
      }),
      { numRuns: 15, seed: 11 },
    );
  });
});

describe('placeholders of YAML', () => {
  it('are found in the same texts, whether they are looked for in each line or not', () => {
    const pieces = [
      '$A',
      '${B}',
      '@c@',
      '@@d@@',
      '%E%',
      '#{F}',
      '((g))',
      '__H__',
      '# x',
      'S_1',
      '50%',
      'a@b.example',
      ': ',
      ' ',
      '\n',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 12 }), (parts) => {
        const text = parts.join('');
        // A line that surely holds one makes every other be looked at.
        const found = placeholdersInYaml(`${text}\nlast: ((x))\n`);
        assert.deepEqual(
          placeholdersInYaml(text),
          found.filter(({ start }) => start < text.length),
        );
      }),
      { numRuns: 300, seed: 5 },
    );
  });
});
