import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { applyChanges } from '../../src/service/contracts/fix';
import { analyseNginx } from '../../src/service/languages/nginx';
import { formatNginx } from '../../src/service/languages/nginx/format';
import { tokenize } from '../../src/service/languages/nginx/tokenize';

function format(text: string, indent = '  '): string {
  return applyChanges(text, formatNginx(analyseNginx(text).model, indent));
}

/** What nginx reads: every token but white space, as it is written. */
function words(text: string): readonly string[] {
  return tokenize(text)
    .tokens.filter(({ kind }) => kind !== 'space')
    .map(({ start, end, kind }) => `${kind} ${text.slice(start, end)}`);
}

describe('the formatter', () => {
  it('lays lines out by depth', () => {
    const text = `

http{
server{
    listen   80 ;   # comment

# another


        location / { return 200 "a
  b"; }
  access_log /a
             main   ;
}   }`;
    assert.equal(
      format(text),
      `http {
  server {
    listen   80;   # comment

    # another

    location / { return 200 "a
  b"; }
    access_log /a
               main;
  }   }
`,
    );
  });

  it('keeps line ends, tabs where asked, the byte-order mark and Lua', () => {
    assert.equal(format('\uFEFFa {\r\nb c;\r\n}\r\n', '\t'), '\uFEFFa {\r\n\tb c;\r\n}\r\n');
    const lua = 'location / {\n  content_by_lua_block {\n if x then\n   y() end }\n}\n';
    assert.equal(format(lua), lua);
  });

  it('leaves broken files and templates alone', () => {
    for (const text of ['a {', ' a { b; } }', ' a "b;', '{% if x %}\n  a b;\n{% endif %}\n']) {
      assert.deepEqual(formatNginx(analyseNginx(text).model, '  '), [], text);
    }
  });

  const piece = fc.constantFrom(
    ...[
      'a',
      'server',
      'b;',
      ';',
      '{',
      '}',
      ' ',
      '  ',
      '\n',
      '\r\n',
      '\t',
      '# c\n',
      '"q {"',
      "'s'",
      '\\ ',
      '${x}',
      '$',
      '{{ t }}',
      'a_by_lua_block',
      '\uFEFF',
      'if (',
    ],
  );
  const texts = fc.array(piece, { maxLength: 40 }).map((parts) => parts.join(''));
  const blocks = fc.letrec<{ body: string; line: string }>((tie) => ({
    body: fc.array(tie('line'), { maxLength: 4 }).map((lines) => lines.join('')),
    line: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom('a b;', '  a\n  b  ;\n', '# c\n', '\n\n\n', 'x \'{\' "};";', '\r\n a\\ ; b;'),
      tie('body').map((body) => `server x{${body}}`),
      tie('body').map((body) => `  if ($a) \n{\n${body}\n }\n`),
    ),
  })).body;

  it('changes white space only, and nothing the second time', () => {
    fc.assert(
      fc.property(fc.oneof(texts, blocks), fc.constantFrom('  ', '    ', '\t'), (text, indent) => {
        const once = format(text, indent);
        assert.deepEqual(words(once), words(text));
        assert.equal(format(once, indent), once);
      }),
      { numRuns: 200, seed: 7 },
    );
  });
});
