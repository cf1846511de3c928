import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import ts from 'typescript';
import { worstOf } from '../support/backtracking';

/** An expression of the sources: a literal, or a constructed one with a word in each placeholder. */
interface Expression {
  readonly at: string;
  readonly source: string;
  readonly flags: string;
}

/** Folders whose expressions are all held to it. What is slow elsewhere is printed, and holds nobody up. */
const HELD = [
  'src/cli/',
  'src/service/architecture/',
  'src/service/engine/',
  'src/service/languages/autoscaling-group/',
  'src/service/languages/kubernetes/',
  'src/service/languages/nginx/',
  'src/service/languages/sql-schema/',
  'src/service/rules/',
  'src/webview/',
];

const { expressions, unread } = expressionsIn('src');

describe('regular expressions', () => {
  it('are found', () => {
    assert.ok(expressions.length > 800);
  });

  it('can be read from the sources', () => {
    assert.deepEqual(
      unread.filter((each) => !isOpen(each)),
      [],
    );
  });

  it('tells those that explode, or take the square of a text, from those that do not', () => {
    const bad = [
      '(a+)+$',
      '\\s+$',
      '(a|a)*b',
      '(?:a|ab)*(?:bc|c)*$',
      '^\\s*a?\\s*b',
      '/\\*.*?\\*/',
    ];
    const good = ['^a*b', '(?<![ \\t])[ \\t]+$', '^(?:a|b)*$', '[.)](?<=^\\d+[.)])', '\\bfoo\\b'];
    for (const source of bad) assert.ok(worstOf(source, ''), source);
    for (const source of good) assert.equal(worstOf(source, ''), undefined, source);
  });

  it('take steps that grow with the text, whatever the text is', () => {
    const slow = expressions.flatMap(({ at, source, flags }) => {
      const worst = worstOf(source, flags);
      return worst
        ? [
            `${at} /${source}/${flags}: power ${worst.power.toFixed(1)} over ${JSON.stringify(worst.text)}`,
          ]
        : [];
    });
    for (const each of slow.filter(isOpen)) console.log(each);
    assert.deepEqual(
      slow.filter((each) => !isOpen(each)),
      [],
    );
  });
});

function isOpen(place: string): boolean {
  return !HELD.some((folder) => place.startsWith(folder));
}

function expressionsIn(folder: string) {
  const found = new Map<string, Expression>();
  const unread: string[] = [];
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!/\.tsx?$/.test(path)) continue;
    const file = join(folder, path);
    const source = ts.createSourceFile(
      file,
      readFileSync(file, 'utf8'),
      ts.ScriptTarget.Latest,
      true,
    );
    visit(source);

    function add(expression: string, flags: string, node: ts.Node): void {
      const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      found.set(`/${expression}/${flags}`, {
        at: `${file.replaceAll('\\', '/')}:${line}`,
        source: expression,
        flags,
      });
    }

    function visit(node: ts.Node): void {
      if (ts.isRegularExpressionLiteral(node)) {
        const end = node.text.lastIndexOf('/');
        add(node.text.slice(1, end), node.text.slice(end + 1), node);
      }
      const isMade = ts.isNewExpression(node) || ts.isCallExpression(node);
      if (isMade && node.expression.getText() === 'RegExp') {
        const [pattern, flags] = node.arguments ?? [];
        const written = pattern && writtenIn(pattern);
        const marks = flags ? writtenIn(flags) : '';
        if (written !== undefined && marks !== undefined) add(written, marks, node);
        else unread.push(`${file.replaceAll('\\', '/')} ${node.getText()}`);
      }
      ts.forEachChild(node, visit);
    }
  }
  return { expressions: [...found.values()], unread };
}

/** A text with a word in place of what is put into it; `undefined` where it is no text. */
function writtenIn(node: ts.Expression): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return node.head.text + node.templateSpans.map(({ literal }) => `name${literal.text}`).join('');
}
