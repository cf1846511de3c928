import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyseNginx } from '../../src/service/languages/nginx';
import { parseCount, parseTime } from '../../src/service/languages/nginx/words';
import { outline, problems } from './outline';

// What is known of the grammar of nginx, fact by fact: from ngx_conf_read_token and from runs of 1.22.1.
// Texts that are read have no problem; texts that are at fault have one that points at them.

interface Fact {
  readonly topic: string;
  readonly reads?: readonly (readonly [text: string, as: string])[];
  readonly faults?: readonly (readonly [text: string, at: string])[];
}

const long = 'x'.repeat(4200);

const FACTS: readonly Fact[] = [
  {
    topic: 'white space is space, tab, CR and LF; others belong to a word',
    reads: [['a\tb\r\nc;', 'a b c;']],
    faults: [
      ['\u00A0a b;', '\u00A0'],
      ['\u200Ba b;', '\u200B'],
      ['\fa b;', '\f'],
    ],
  },
  {
    topic: 'a bare word ends at white space, ";" and "{"; a "}" inside is a part of it',
    reads: [
      ['return 200 a}b;', 'return 200 a}b;'],
      ['a b{c d;}', 'a b {c d;}'],
    ],
  },
  {
    topic: 'a "{" ends a word and opens a block, but not right after "$"',
    reads: [
      ['a ${b}c;', 'a ${b}c;'],
      ['a "${b}{c}";', 'a ${b}{c};'],
    ],
    faults: [['location ~ ^/a{2}$ { }', '{']],
  },
  {
    topic: 'a quote is one only at the start of a word',
    reads: [
      ['a b"c d";', 'a b"c d";'],
      ["a /it's;", "a /it's;"],
      [`a 'b' "c";`, 'a b c;'],
      ['a "b\nc";', 'a b\nc;'],
      ["'a' { b; }", 'a {b;}'],
    ],
  },
  {
    topic: 'after a closing quote comes white space, ";", "{" or ")"',
    reads: [
      ['if (a = "b"){ c; }', 'if (a = b ) {c;}'],
      ['a "b"{c;}', 'a b {c;}'],
    ],
    faults: [
      ['a "b""c";', '"'],
      ['a { b "c"}; }', '}'],
    ],
  },
  {
    topic: 'parentheses of "if" are for "if" to match',
    reads: [
      ['if ( $x ) { a; }', 'if ( $x ) {a;}'],
      ['if ($x ~ (a|b)) { c; }', 'if ($x ~ (a|b)) {c;}'],
    ],
  },
  {
    topic: 'a backslash takes the next character with it; six of them are resolved',
    reads: [
      ['a b\\;c\\{d\\ e\\#f;', 'a b\\;c\\{d\\ e\\#f;'],
      [`a \\"b\\'c\\\\d;`, `a "b'c\\d;`],
      ['a "\\t\\r\\n";', 'a \t\r\n;'],
      ['a \\$b\\.c;', 'a \\$b\\.c;'],
      ['a b\\\nc;', 'a b\\\nc;'],
      ['env LUA_PATH=\\;\\;\\;/x;', 'env LUA_PATH=\\;\\;\\;/x;'],
    ],
  },
  {
    topic: 'a comment starts only where a word could, and ends at LF alone',
    reads: [
      ['a /b#c;', 'a /b#c;'],
      ['a # b ; {\n c;', 'a c;'],
      ['# a; ) (\r b;\nc;', 'c;'],
    ],
  },
  {
    topic: 'a word or comment has to fit into 4096 bytes',
    reads: [[`a ${'x'.repeat(4000)};`, `a ${'x'.repeat(4000)};`]],
    faults: [
      [`a ${long};`, 'x'],
      [`# ${long}\na;`, '#'],
      [`a "${'é'.repeat(2100)}";`, '"'],
    ],
  },
  { topic: 'a byte-order mark is not skipped', faults: [['\uFEFFa b;', '\uFEFF']] },
  {
    topic: 'CRLF and a missing last line end are fine',
    reads: [['a b;\r\nc {\r\n}', 'a b; c {}']],
  },
  {
    topic: 'a ";" without a directive is refused',
    faults: [
      ['a b;;', ';'],
      ['events {};', ';'],
    ],
  },
  {
    topic: 'the rows of a table are keys and values',
    reads: [
      [
        'map $a $b { hostnames; volatile; "" 0; ~^x. 1; *.y 2; \\default 3; default 4; }',
        'map $a $b {hostnames; volatile;  0; ~^x. 1; *.y 2; \\default 3; default 4;}',
      ],
      [
        'geo $a { default 0; include f; 10.0.0.0/8 1; }',
        'geo $a {default 0; include f; 10.0.0.0/8 1;}',
      ],
      ['types { text/html html htm; }', 'types {text/html html htm;}'],
      ['split_clients $a $b { 0.5% x; * y; }', 'split_clients $a $b {0.5% x; * y;}'],
      ['charset_map a b { 80 E282AC; }', 'charset_map a b {80 E282AC;}'],
    ],
    faults: [['map $a $b { x { } }', '{']],
  },
  {
    topic: 'a word may be the name of a block in one place and something else in another',
    reads: [
      ['upstream a { server b; } server { c; }', 'upstream a {server b;} server {c;}'],
      ['upstream content_by_lua_block { server a; }', 'upstream content_by_lua_block {server a;}'],
      ['server_name content_by_lua_block;', 'server_name content_by_lua_block;'],
    ],
  },
  {
    topic: 'Lua has its own strings, comments and braces',
    reads: [
      [`a_by_lua_block { x = "}" y = '{' }`, 'a_by_lua_block {lua}'],
      ["a_by_lua_block { -- it's }\n }", 'a_by_lua_block {lua}'],
      ['a_by_lua_block { --[==[ } ]] ]==] x = [[ } ]] }', 'a_by_lua_block {lua}'],
      ['set_by_lua_block $v{ return {} }', 'set_by_lua_block $v {lua}'],
      ["content_by_lua 'a {\n b;';", 'content_by_lua a {\n b;;'],
      ["perl_set $a 'sub { return 1; }';", 'perl_set $a sub { return 1; };'],
    ],
  },
  {
    topic: 'templates are neither blocks nor words',
    reads: [
      ['listen {{ port }};', 'listen {{ port }};'],
      ['{% if a %}\nb c;\n{% endif %}', 'b c;'],
      ['listen <%= b %>;', 'listen <%= b %>;'],
      ['{{- range .A }}\nserver {{ .B }};\n{{- end }}', 'server {{ .B }};'],
      ['server_name ${A}:${B};', 'server_name ${A}:${B};'],
    ],
  },
  {
    topic: 'directives of other builds are no mistake',
    reads: [
      [
        'check interval=3000; dyups_interface; brotli on;',
        'check interval=3000; dyups_interface; brotli on;',
      ],
    ],
  },
];

describe('the grammar of nginx', () => {
  for (const { topic, reads = [], faults = [] } of FACTS) {
    it(topic, () => {
      for (const [text, as] of reads) {
        assert.equal(outline(text), as);
        assert.deepEqual(problems(text), [], text);
      }
      for (const [text, at] of faults) {
        const found = problems(text);
        assert.ok(
          found.some((problem) => problem.startsWith(JSON.stringify(at))),
          `${text.slice(0, 60)}: ${found.join(', ')}`,
        );
      }
    });
  }

  it('NUL is in no configuration, and throws nothing', () => {
    assert.equal(outline('a \0b;'), 'a \0b;');
  });

  it('directive names are told apart by case, upstreams are not', () => {
    const { model } = analyseNginx(
      'upstream App { server 10.0.0.1; } server { location / { proxy_pass http://APP; } } GZIP on;',
    );
    assert.equal(model.passes[0]?.upstream, model.upstreams[0]);
    assert.equal(model.byName.get('gzip'), undefined);
  });

  it('sizes and times have their units', () => {
    assert.deepEqual(
      ['1h30m', '1h 30m', '500ms', '60', '1M', '2y', '1.5s', '10x', ''].map(parseTime),
      [5400, 5400, 0.5, 60, 2_592_000, 63_072_000, undefined, undefined, undefined],
    );
    assert.deepEqual(['7', '-1', '7k'].map(parseCount), [7, undefined, undefined]);
  });

  it('include takes a glob that matches nothing, and a dump has its files in it', () => {
    const { model } = analyseNginx(
      [
        '# configuration file /etc/nginx/nginx.conf:',
        'http { include conf.d/*.conf; include none/*.conf; gzip on; }',
        '# configuration file /etc/nginx/conf.d/a.conf:',
        'server { listen 80; }',
      ].join('\n'),
    );
    assert.equal(model.servers.length, 1);
    assert.equal(model.servers[0]?.scope.parent?.kind, 'http');
    assert.equal(model.servers[0]?.scope.parent?.open, null);
  });
});
