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

/** Expressions that read nothing longer than what stands here: their time is bounded by it. */
const BOUNDED: Readonly<Record<string, string>> = {
  'src/service/syntax/dotenv.ts': 'a file of the environment has at most 200,000 characters',
  'src/service/builds/helm/patterns.ts':
    'an expression of a chart is taken only over texts that bound its steps',
  'src/service/languages/application-code/settings/expression.ts': 'an expression has at most 400',
};

/** From a slash to the end: no system knows longer paths than a few thousand characters. */
const OF_PATH = /^\(\?:\^\|(?:\\\/|\[\/[^\]]*\])\).*\$$/;

const { expressions, unread } = expressionsIn('src');

describe('regular expressions', () => {
  it('are found', () => {
    assert.ok(expressions.length > 800);
  });

  it('can be read from the sources', () => {
    assert.deepEqual(unread, []);
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
      if (OF_PATH.test(source) || Object.hasOwn(BOUNDED, at.replace(/:\d+$/, ''))) return [];
      const worst = worstOf(source, flags);
      return worst
        ? [
            `${at} /${source}/${flags}: power ${worst.power.toFixed(1)} over ${JSON.stringify(worst.text)}`,
          ]
        : [];
    });
    assert.deepEqual(slow, []);
  });
});

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
        else if (!Object.hasOwn(BOUNDED, file.replaceAll('\\', '/')))
          unread.push(`${file.replaceAll('\\', '/')} ${node.getText()}`);
      }
      ts.forEachChild(node, visit);
    }
  }
  return { expressions: [...found.values()], unread };
}

/** A text with a word in place of what is put into it; `undefined` where it is no text. */
function writtenIn(node: ts.Expression): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTaggedTemplateExpression(node) && node.tag.getText() === 'String.raw') {
    return writtenRaw(node.template);
  }
  if (!ts.isTemplateExpression(node)) return undefined;
  return node.head.text + node.templateSpans.map(({ literal }) => `name${literal.text}`).join('');
}

function writtenRaw(template: ts.TemplateLiteral): string {
  const parts = ts.isTemplateExpression(template)
    ? [template.head, ...template.templateSpans.map(({ literal }) => literal)]
    : [template];
  return parts.map(({ rawText }) => rawText ?? '').join('name');
}
