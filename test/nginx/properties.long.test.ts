import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { contains } from '../../src/service/contracts/span';
import { analyseNginx } from '../../src/service/languages/nginx';
import { describeAt } from '../../src/service/languages/nginx/hover';
import { parse } from '../../src/service/languages/nginx/parse';
import type { Body } from '../../src/service/languages/nginx/syntax';
import { tokenize } from '../../src/service/languages/nginx/tokenize';
import { statementsOf } from './statements';

const SAMPLE = `# a shop
http {
  map $http_upgrade $connection { default upgrade; '' ""; }
  proxy_cache_path /var/cache keys_zone=pages:10m max_size=1g;
  upstream shop { least_conn; server 10.0.0.1:80 weight=2; server b backup; keepalive 8; }
  server {
    listen 443 ssl; server_name shop.example.com "www.example.com";
    {% if tls %}
    ssl_certificate {{ cert }};
    {% endif %}
    location ~ "^/a{2}" { if ($x ~ "y"){ return 200 a}b; } proxy_pass http://shop/\${UP}; }
    location /lua { content_by_lua_block { x = "}" -- it's } {
      } }
  }
}
`;

/** Pieces that texts are made of, so that random texts look like configurations gone wrong. */
const pieces = fc.constantFrom(
  ...[
    'server',
    'location',
    'upstream',
    'proxy_pass',
    'map',
    'types',
    'include',
    'listen',
    'a',
    '/b',
  ],
  ...[
    'content_by_lua_block',
    'proxy_set_header',
    'http',
    '$x',
    '${',
    '${HOST}',
    '{{',
    '}}',
    '{%',
    '%}',
  ],
  ...[
    ' ',
    '\n',
    '\r\n',
    '\t',
    '{',
    '}',
    ';',
    '"',
    "'",
    '\\',
    '#',
    '(',
    ')',
    '--[[',
    ']]',
    '<%',
    '%>',
  ],
  ...[
    'weight=2',
    'backup',
    '{#',
    '#}',
    '%%X%%',
    '\u00A0',
    '\uFEFF',
    '😀',
    '# configuration file /a:\n',
  ],
);
const texts = fc.oneof(
  fc.array(pieces, { maxLength: 60 }).map((words) => words.join('')),
  fc.array(pieces, { maxLength: 60 }).map((words) => words.join(' ')),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
);
const edited = fc
  .tuple(fc.nat(SAMPLE.length), fc.nat(12), texts)
  .map(([at, length, text]) => SAMPLE.slice(0, at) + text + SAMPLE.slice(at + length));

function checkTree(text: string): void {
  const tree = parse(text);
  const joined = tokenize(text)
    .tokens.map((token) => text.slice(token.start, token.end))
    .join('');
  assert.equal(joined, text, 'tokens joined are the text');
  const nested = (body: Body): void => {
    let last = body.inner.start;
    for (const statement of statementsOf(body)) {
      assert.ok(contains(body.inner, statement.span), 'a statement lies in its block');
      assert.ok(statement.span.start >= last, 'statements follow one another');
      last = statement.span.end;
      if (!statement.body) continue;
      assert.ok(contains(statement.span, statement.body.inner), 'a block lies in its statement');
      nested(statement.body);
    }
  };
  nested(tree.root);
  for (const section of tree.sections) nested(section.body);
  for (const { at } of tree.problems) assert.ok(at.start < at.end && at.end <= text.length);
}

function checkModel(text: string): void {
  const { model, places, comments } = analyseNginx(text);
  const whole = { start: 0, end: text.length };
  const paths = model.directives.map((directive) => directive.path);
  assert.equal(new Set(paths).size, paths.length, 'paths are unique');
  for (const directive of model.directives) {
    assert.deepEqual(places.get(directive.path), directive.at);
    for (const arg of directive.args) {
      if (arg.state !== 'absent') assert.deepEqual(places.get(arg.path), arg.at);
    }
  }
  const located = [...model.upstreams, ...model.locations, ...model.passes, ...model.zones];
  for (const { at, path } of located) assert.deepEqual(places.get(path), at);
  for (const at of places.values()) assert.ok(contains(whole, at));
  for (const { at } of comments) assert.ok(contains(whole, at));
}

test('any text: lossless, nested, placed, and never a throw', () => {
  fc.assert(
    fc.property(fc.oneof(texts, edited), (text) => {
      checkTree(text);
      checkModel(text);
      describeAt(analyseNginx(text).model, text.length >> 1, undefined, String);
    }),
    { numRuns: 600, seed: 20260101 },
  );
});

test('a text cut anywhere is still read', () => {
  for (let end = 0; end <= SAMPLE.length; end++) {
    checkTree(SAMPLE.slice(0, end));
    checkModel(SAMPLE.slice(0, end));
  }
});

test('work grows with the text, not faster', () => {
  const hostile = [
    SAMPLE,
    'a "b;\n',
    "c 'd;\n",
    '{{ ',
    '{% ',
    '{# \n',
    'a {\n',
    '}\n',
    '--[[ a_by_lua_block { ',
    '${A',
    '# configuration file /x:\nserver { ',
    'include x; ',
    'server a:1;\n',
  ];
  for (const text of hostile) {
    const small = parse(text.repeat(200)).steps;
    const large = parse(text.repeat(1600)).steps;
    assert.ok(large <= small * 8 * 1.1 + 100, `${JSON.stringify(text)}: ${small} → ${large}`);
  }
});

test('blocks nested beyond reason are cut, not followed', () => {
  assert.ok(parse('a {'.repeat(5000)).problems.length > 0);
  analyseNginx('a {'.repeat(5000));
});
