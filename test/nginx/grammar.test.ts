import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from '../../src/service/languages/nginx/parse';
import { outline, problems } from './outline';
import { statementsOf } from './statements';

const valid: readonly (readonly [what: string, text: string, expected: string])[] = [
  ['only space, tab, CR and LF separate words', 'a\tb\r\n c;', 'a b c;'],
  ['a closing brace inside a word belongs to it', 'return 200 a}b;', 'return 200 a}b;'],
  ['a closing brace between words closes', 'a { b c; }', 'a {b c;}'],
  ['${} is part of a word', 'root /x/${host}/y;', 'root /x/${host}/y;'],
  ['${} before a block', 'location /${a} {}', 'location /${a} {}'],
  ['${} in quotes', 'a "${b} {c}";', 'a ${b} {c};'],
  ['a quote counts only at the start of a word', 'a b"c d;', 'a b"c d;'],
  ['an apostrophe inside a word', "location /it's {}", "location /it's {}"],
  ['both quotes', `a 'b "c"' "d 'e'";`, `a b "c" d 'e';`],
  ['quotes over lines', 'a "b\n c" d;', 'a b\n c d;'],
  ['a quoted name', "'http' { }", 'http {}'],
  ['empty quotes', 'proxy_set_header Connection "";', 'proxy_set_header Connection ;'],
  ['a parenthesis after a quote', 'if (a = "b"){ c; }', 'if (a = b ) {c;}'],
  ['if without spaces', 'if ($x ~ "a"){ b; }', 'if ($x ~ a ) {b;}'],
  ['if with spaces', 'if ( $x ) { b; }', 'if ( $x ) {b;}'],
  ['escaped terminators', 'a b\\;c\\{d\\ e\\#f;', 'a b\\;c\\{d\\ e\\#f;'],
  ['escaped quotes and backslashes', 'a "b\\"c\\\\d";', 'a b"c\\d;'],
  ['control characters', 'a "b\\tc";', 'a b\tc;'],
  ['other escapes keep the backslash', 'a \\.b\\$c;', 'a \\.b\\$c;'],
  ['a word of escapes', 'env LUA_PATH=\\;\\;\\;/x;', 'env LUA_PATH=\\;\\;\\;/x;'],
  ['a comment starts only between words', 'a /b#c; # d', 'a /b#c;'],
  ['a comment between arguments', 'listen # x ; {\n 80;', 'listen 80;'],
  ['parentheses and braces in comments', '# ( { "\na b; # } )\nc d;', 'a b; c d;'],
  ['CR alone ends no comment', '# a\rb c;\nd e;', 'd e;'],
  ['CRLF', 'a b;\r\nc {\r\n  d e;\r\n}\r\n', 'a b; c {d e;}'],
  ['no final newline', 'a b;\n# c', 'a b;'],
  [
    'map rows',
    'map $a $b { default 0; "" 1; ~^x 2; include f; }',
    'map $a $b {default 0;  1; ~^x 2; include f;}',
  ],
  ['types rows', 'types { text/html html\n htm shtml; }', 'types {text/html html htm shtml;}'],
  ['geo rows', 'geo $x { ranges; 10.0.0.0-10.0.0.9 a; }', 'geo $x {ranges; 10.0.0.0-10.0.0.9 a;}'],
  [
    'server as block and as line',
    'upstream a { server b; } server { }',
    'upstream a {server b;} server {}',
  ],
  ['Lua', 'content_by_lua_block { if a then b = {1} end }', 'content_by_lua_block {lua}'],
  ['Lua strings', `a_by_lua_block { x = "}" y = '{' } b;`, 'a_by_lua_block {lua} b;'],
  ['Lua escapes', 'a_by_lua_block { x = "\\"}" } b;', 'a_by_lua_block {lua} b;'],
  ['Lua long brackets', 'a_by_lua_block { x = [==[ } ]] ]==] } b;', 'a_by_lua_block {lua} b;'],
  ['Lua comments', "a_by_lua_block { -- it's }\n --[[ } ]] } b;", 'a_by_lua_block {lua} b;'],
  ['Lua without a space', 'set_by_lua_block $v{ return {1} } b;', 'set_by_lua_block $v {lua} b;'],
  [
    'a quoted Lua name',
    '"rewrite_by_lua_block" { x({t="a"}) } b;',
    'rewrite_by_lua_block {lua} b;',
  ],
  [
    'a Lua name as a value',
    'server_name content_by_lua_block; a { b; }',
    'server_name content_by_lua_block; a {b;}',
  ],
  [
    'a Lua name as an upstream',
    'upstream content_by_lua_block { server a; }',
    'upstream content_by_lua_block {server a;}',
  ],
  ['Lua in quotes is a string', "content_by_lua 'a {\n b;';", 'content_by_lua a {\n b;;'],
  ['JSON in a string', `log_format j '{"a": {"b": "$c"}}';`, 'log_format j {"a": {"b": "$c"}};'],
  ['several strings over lines', "log_format m 'a '\n  'b';", 'log_format m a  b;'],
  ['a list of names over lines', 'server_name a\n  b\n  server;', 'server_name a b server;'],
  [
    'a list of types over lines',
    'gzip_types text/css\n  text/xml;',
    'gzip_types text/css text/xml;',
  ],
];

for (const [what, text, expected] of valid) {
  test(`reads ${what}`, () => {
    assert.equal(outline(text), expected);
    assert.deepEqual(problems(text), []);
  });
}

const templated: readonly (readonly [what: string, text: string, expected: string])[] = [
  ['Jinja values', 'listen {{ port }};', 'listen {{ port }};'],
  ['Jinja values with quotes', 'root "/x/{{ a["b"] }}";', 'root /x/{{ a["b"] }};'],
  ['Jinja blocks', '{% for s in x %}\nserver {{ s }};\n{% endfor %}', 'server {{ s }};'],
  [
    'Jinja between arguments',
    'server a {% if w %}weight={{ w }}{% endif %};',
    'server a {% if w %}weight={{ w }}{% endif %};',
  ],
  ['Jinja comments', '{# a; { #}\nb c;', 'b c;'],
  ['a comment right after a brace is no template', 'server {# a\nb c; }', 'server {b c;}'],
  ['ERB', '<% if a %>\nlisten <%= b %>;\n<% end %>', 'listen <%= b %>;'],
  ['Go templates', '{{- range .X }}\nserver {{ .A }};\n{{- end }}', 'server {{ .A }};'],
  ['Go comments', '{{/* a }} b */}}\nc d;', 'c d;'],
  ['Helm includes on a line of their own', '{{ include "x" . | indent 4 }}\na b;', 'a b;'],
  ['a templated block name', '{{ name }} { a b; }', '{{ name }} {a b;}'],
  ['envsubst', 'listen ${PORT}; server_name ${A}:${B};', 'listen ${PORT}; server_name ${A}:${B};'],
  ['envsubst on a line of its own', '${EXTRA}\na b;', 'a b;'],
  ['placeholders', '%%GLOBALS%%\nlisten @@PORT@@;', 'listen @@PORT@@;'],
  ['Terraform', '%{ for a in b ~}\nserver ${a};\n%{ endfor ~}', 'server ${a};'],
  [
    'braces that templates leave unmatched',
    '{% if a %}\nserver {\n{% else %}\nserver {\n{% endif %}\n a b;\n}',
    'server {server {a b;}?}',
  ],
];

for (const [what, text, expected] of templated) {
  test(`reads around templates: ${what}`, () => {
    assert.equal(outline(text), expected);
    assert.deepEqual(problems(text), []);
  });
}

const broken: readonly (readonly [
  what: string,
  text: string,
  outline: string,
  problems: readonly string[],
])[] = [
  [
    '";" before a directive on the next line',
    'server {\n  listen 80\n  root /x;\n}',
    'server {!listen 80; root /x;}',
    ['"0" "listen" is not finished: ";" is missing here.'],
  ],
  [
    '";" before "}"',
    'server { listen 80 }',
    'server {!listen 80;}',
    ['"0" "listen" is not finished: ";" is missing here.'],
  ],
  [
    '";" at the end',
    'listen 80',
    '!listen 80;',
    ['"0" "listen" is not finished: ";" is missing here.'],
  ],
  [
    '";" before a block',
    'server {\n  root /x\n  location / { }\n}',
    'server {!root /x; location / {}}',
    ['"x" "root" is not finished: ";" is missing here.'],
  ],
  [
    '";" in a map',
    'map $a $b {\n  default 0\n  x 1;\n}',
    'map $a $b {!default 0; x 1;}',
    ['"0" "default" is not finished: ";" is missing here.'],
  ],
  [
    'half a word',
    'location / {\n  proxy_\n  proxy_pass http://a;\n}',
    'location / {!proxy_; proxy_pass http://a;}',
    ['"_" "proxy_" is not finished: ";" is missing here.'],
  ],
  [
    'a server line without an address',
    'upstream a {\n  server\n}',
    'upstream a {!server;}',
    ['"r" "server" is not finished: ";" is missing here.'],
  ],
  [
    'a quote at the end of a line',
    'a "b;\nc "d";\ne f;',
    '!a b; c d; e f;',
    ['"\\"" This " is never closed: add the closing quote.'],
  ],
  [
    'a quote and nothing after it',
    'a {\n  b "c\n  d e;\n}',
    'a {!b c d e;}',
    ['"\\"" This " is never closed: add the closing quote.'],
  ],
  [
    '"}" of an inner block',
    'http {\n  server {\n    a b;\n  server {\n    c d;\n  }\n}',
    'http {server {a b;?} server {c d;}}',
    ['"{" The block of "server" is never closed: a "}" is missing.'],
  ],
  [
    '"}" at the end',
    'server {\n  a b;\n',
    'server {a b;?}',
    ['"{" The block of "server" is never closed: a "}" is missing.'],
  ],
  [
    'one "}" too many',
    'a { b; }\n}\nc d;',
    'a {b;} c d;',
    ['"}" Unexpected "}": no block is open here. Remove it.'],
  ],
  ['";;"', 'a b;;', 'a b;', ['";" Unexpected ";": there is no directive before it. Remove it.']],
  [
    '";" after a block',
    'events {};',
    'events {}',
    ['";" Unexpected ";": there is no directive before it. Remove it.'],
  ],
  [
    '"{" without a name',
    '{ a b; } c d;',
    '! {a b;} c d;',
    ['"{" This "{" has no directive before it.'],
  ],
  [
    'a block directive without a block',
    'location /;',
    '!location /;',
    ['";" "location" needs a block: write "{ … }" in place of ";".'],
  ],
  [
    '"{" in a map',
    'map $a $b { x { } }',
    'map $a $b {x {}}',
    ['"{" Unexpected "{" in a "map" block.'],
  ],
  [
    'a bare expression with a brace',
    'location ~ ^/a{2}$ { a b; }',
    '!location ~ ^/a 2}$ {a b;}',
    ['"{" This "{" opens a block: put the regular expression in quotes.'],
  ],
  [
    'text right after a quote',
    'a "b"c;',
    'a b c;',
    ['"c" Unexpected "c" after a closing quote: put a space or ";" between them.'],
  ],
  [
    'a non-breaking space',
    '\u00A0a b;',
    '!\u00A0a b;',
    [
      '"\u00A0" nginx takes the invisible character U+00A0 for a part of the word: replace it by a space.',
    ],
  ],
  [
    'a byte-order mark',
    '\uFEFFa b;',
    'a b;',
    [
      '"\uFEFF" The file starts with a byte-order mark, which nginx reads as a part of the first word: save it without.',
    ],
  ],
  [
    'a comment beyond the buffer',
    `# ${'x'.repeat(5000)}\na b;`,
    'a b;',
    ['"#" This comment is longer than 4096 bytes, which nginx refuses to read: split it up.'],
  ],
];

for (const [what, text, tree, messages] of broken) {
  test(`recovers from ${what}`, () => {
    assert.equal(outline(text), tree);
    assert.deepEqual(problems(text), messages);
  });
}

test('reads the files of an nginx -T dump', () => {
  const dump = [
    'nginx: the configuration file /etc/nginx/nginx.conf syntax is ok',
    '# configuration file /etc/nginx/nginx.conf:',
    'http { include conf.d/*.conf; }',
    '',
    '# configuration file /etc/nginx/conf.d/a.conf:',
    'server { listen 80; }',
  ].join('\n');
  const { sections, problems } = parse(dump);
  assert.deepEqual(problems, []);
  assert.deepEqual(
    sections.map(({ path, body }) => [path, statementsOf(body).length]),
    [
      ['/etc/nginx/nginx.conf', 1],
      ['/etc/nginx/conf.d/a.conf', 1],
    ],
  );
});

test('takes the same line for a comment in an ordinary file', () => {
  const { sections, root } = parse('a b;\n# configuration file /x:\nc d;');
  assert.equal(sections.length, 0);
  assert.equal(statementsOf(root).length, 2);
});
