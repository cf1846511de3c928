import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { parse } from '../../src/service/languages/nginx/parse';
import { wordValue } from '../../src/service/languages/nginx/words';
import { parseExamples } from '../support/examples';

const found = spawnSync('nginx', ['-v']).error === undefined;
if (!found && process.env.HEADROOM_REQUIRE_NGINX === '1') {
  throw new Error('HEADROOM_REQUIRE_NGINX is set, and there is no nginx on PATH.');
}
const skip = found ? false : 'there is no nginx on PATH';
const folder = mkdtempSync(join(tmpdir(), 'headroom-nginx-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** What `nginx -t` says about a text: nothing when it accepts it, else its first complaint. */
function complaint(text: string): string | undefined {
  const file = join(folder, 'nginx.conf');
  writeFileSync(file, text);
  const run = spawnSync('nginx', ['-t', '-q', '-p', folder, '-e', join(folder, 'e'), '-c', file], {
    encoding: 'utf8',
  });
  if (run.status === 0) return undefined;
  const said = run.stderr.split('\n').find((line) => /\[(?:emerg|alert|crit)\]/.test(line));
  return said?.replace(/^.*?: /, '') ?? run.stderr;
}

/** A whole configuration that writes nowhere but into the folder. */
function wrapped(http: string): string {
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${folder}/t;`)
    .join(' ');
  return `pid ${folder}/pid;\nevents {}\nhttp { access_log off; ${paths}\n${http}\n}`;
}

/** Texts that nginx and the parser must agree on, inside `http`. */
const accepted: readonly string[] = [
  'server { location / { return 200 a}b; } }',
  'server { location "/a{2}" { return 200 "a\n b"; } }',
  'server { listen # x ; {\n 8080; }',
  'server { set $x a\\;b\\{c\\ d; }',
  'server { set $x "a\\"b"; set $y \'c"d\'; set $z e"f; }',
  "server { location /it's { return 204; } }",
  'server { if ($host ~ "a"){ return 204; } if ( $host ) { return 204; } }',
  '\'server\' { "listen" 8080; }',
  'map $uri $x { default 0; "" 1; ~^/a 2; }',
  'types { text/html html\n htm; }',
  'geo $geo { default 0; 10.0.0.0/8 1; }',
  'split_clients $uri $half { 50% a; * b; }',
  'server { location /${host} { return 204; } }',
  'server { return 200 "\t${host}"; }\r\n',
  `server { set $x ${'y'.repeat(4000)}; }`,
  'upstream a { server 127.0.0.1:1; }',
];

const refused: readonly string[] = [
  'server { listen 8080 }',
  'server { listen 8080;; }',
  'server { };',
  'server { set $x "a""b"; }',
  'server { set $x "a"b; }',
  'server { set $x "a}; }',
  'server { location ~ ^/a{2}$ { } }',
  'server { location /; }',
  'server { listen 8080; } }',
  'server { listen 8080;',
  'server {\u00A0listen 8080; }',
  '\uFEFFserver { }',
  `server { set $x ${'y'.repeat(4200)}; }`,
  `# ${'y'.repeat(5000)}`,
  'map $uri $x { a { } }',
  '{ }',
];

for (const text of accepted) {
  test(`nginx and the parser accept ${JSON.stringify(text).slice(0, 70)}`, { skip }, () => {
    assert.equal(complaint(wrapped(text)), undefined);
    assert.deepEqual(parse(wrapped(text)).problems, []);
  });
}

for (const text of refused) {
  test(`nginx and the parser refuse ${JSON.stringify(text).slice(0, 70)}`, { skip }, () => {
    const whole = text.startsWith('\uFEFF') ? `\uFEFF${wrapped('')}` : wrapped(text);
    assert.ok(complaint(whole));
    assert.ok(parse(whole).problems.length > 0);
  });
}

test('nginx reads the same words', { skip }, () => {
  // nginx repeats a word as it has read it when it complains about an unknown directive.
  for (const word of [
    'a\\;b',
    'a"b',
    "it's",
    'a\\"b',
    'a\\\\b',
    'a\\.b',
    'a}b',
    'a#b',
    '"a b"',
    "'c'",
  ]) {
    const name = parse(`${word} 1;`).root.statements[0]?.words[0];
    assert.ok(name);
    const value = wordValue(word.slice(name.start, name.end), name.quote);
    assert.ok(complaint(`${word} 1;`)?.includes(`unknown directive "${value}" in`), word);
  }
});

const rules = join(__dirname, '../../src/service/rules/nginx');
for (const rule of readdirSync(rules)) {
  for (const page of ['README.md', 'cases.md']) {
    for (const { title, blocks } of parseExamples(readFileSync(join(rules, rule, page), 'utf8'))) {
      for (const block of blocks.filter(({ kind }) => kind === 'fixed')) {
        test(`nginx accepts what "${block.title}" leaves (${rule}, ${title})`, { skip }, () => {
          mkdirSync(join(folder, 'cache'), { recursive: true });
          assert.equal(complaint(runnable(block.text)), undefined);
        });
      }
    }
  }
}

/** An example on this machine: its own http block or one around it, no name to look up. */
function runnable(text: string): string {
  const here = text
    .replace(/\b(?:[a-z0-9-]+\.)+(?:com|net|internal)\b/gi, '127.0.0.1')
    .replace(/(_cache_path\s+)\S+/g, `$1${folder}/cache`);
  if (!/^http\b/m.test(here)) return wrapped(here);
  return here.replace(/^events \{\}\s*http \{([\s\S]*)\}\s*$/m, (_, inside: string) =>
    wrapped(inside),
  );
}
