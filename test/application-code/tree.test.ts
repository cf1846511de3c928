import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Grammar } from '../../src/service/languages/application-code/grammars';
import { MARKS, type Node } from '../../src/service/languages/application-code/syntax/node';
import { parseText } from '../../src/service/languages/application-code/syntax/tree';
import {
  descendants,
  isBroken,
  withSeparator,
} from '../../src/service/languages/application-code/tree';
import { loadGrammar, withParser } from '../../src/service/languages/shared/tree-sitter';
import { nodeAssets } from '../support/memory';

const GRAMMARS: readonly Grammar[] = ['typescript'];

function read(grammar: Grammar, text: string): Node {
  return withParser(grammar, (parser) => {
    const tree = parseText(parser, text);
    tree?.release();
    assert.ok(tree);
    return tree.root;
  });
}

function everyNode(root: Node): readonly Node[] {
  return [root, ...root.children.flatMap(everyNode)];
}

describe('a tree of code', () => {
  before(async () => {
    await Promise.all(GRAMMARS.map((grammar) => loadGrammar(grammar, nodeAssets)));
  });

  it('has no nodes for marks, but for those of operators', () => {
    const root = read(
      'typescript',
      'f(a, { b: [1, 2] });\nconst small = a < b;\nconst g = () => a.b;\n',
    );
    const marks = everyNode(root).filter(({ type }) => MARKS.has(type));
    assert.deepEqual(
      marks.map(({ type }) => type),
      ['<'],
    );
  });

  it('is broken around a mark that is missing, and nowhere else', () => {
    const root = read('typescript', 'function whole() {\n  go(2);\n}\ngo(1;\n');
    const calls = descendants(root, ['call_expression']);
    assert.deepEqual(
      calls.map((call) => [call.text, isBroken(call)]),
      [
        ['go(2)', false],
        ['go(1', true],
      ],
    );
  });

  it('knows the comma that goes with an item, and none of a comment', () => {
    const parts = (text: string) => {
      const root = read('typescript', text);
      return descendants(root, ['pair']).map((pair) => {
        const { start, end } = withSeparator(pair);
        return text.slice(start, end);
      });
    };
    assert.deepEqual(parts('f({ a: 1 , b: 2 });'), ['a: 1 ,', ', b: 2']);
    assert.deepEqual(parts('f({ a: 1, // one,\n b: 2 });'), ['a: 1,', 'b: 2']);
    assert.deepEqual(parts('f({ a: 1 });'), ['a: 1']);
  });
});
