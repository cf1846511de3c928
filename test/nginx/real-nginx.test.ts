import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { parse } from '../../src/service/languages/nginx/parse';
import { olderThan } from '../../src/service/languages/nginx/versions';
import { wordValue } from '../../src/service/languages/nginx/words';
import { RULES } from '../../src/service/rules';
import { type Example, fixesOf, inputsOf, parseExamples } from '../support/examples';

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

const version = /\/([\d.]+)/.exec(
  spawnSync('nginx', ['-v'], { encoding: 'utf8' }).stderr ?? '',
)?.[1];

for (const rule of RULES.filter(({ id }) => id.startsWith('nginx/'))) {
  for (const page of ['README.md', 'cases.md']) {
    const file = join(__dirname, '../../src/service/rules', rule.id, page);
    for (const example of existsSync(file) ? parseExamples(readFileSync(file, 'utf8')) : []) {
      test(`nginx accepts what every fix leaves (${rule.id}, ${page}, ${example.title})`, {
        skip: skip || isForNewer(example),
      }, async () => {
        mkdirSync(join(folder, 'cache'), { recursive: true });
        const files = inputsOf(example);
        const shown = new Set(example.blocks.map(({ title }) => title));
        for (const { title, texts } of await fixesOf(files, rule.id)) {
          for (const [name, text] of texts) {
            const before = files.get(name) ?? '';
            // Templates and directives of other builds are refused before and after.
            const runs = rule.severity === 'error' || complaint(runnable(before)) === undefined;
            if (text === before || !(runs || shown.has(title))) continue;
            assert.equal(complaint(runnable(text)), undefined, `"${title}"\n${text}`);
          }
        }
      });
    }
  }
}

for (const [name, since, http] of [
  ['http2', '1.25.1', 'server { http2 on; }'],
  ['http3', '1.25.0', 'server { http3 on; }'],
  ['quic', '1.25.0', 'server { listen 8443 quic; }'],
  ['resolve', '1.27.3', 'upstream a { zone a 64k; resolver 127.0.0.1; server a.test resolve; }'],
  ['add_header_inherit', '1.29.3', 'add_header_inherit merge;'],
  ['sticky', '1.29.6', 'upstream a { server 127.0.0.1; sticky cookie a; }'],
  ['least_time', '1.31.0', 'upstream a { least_time header; server 127.0.0.1; }'],
] as const) {
  const newer = olderThan(version, since) === true;
  test(`nginx refuses ${name} before ${since}`, { skip: skip || (newer ? false : 'newer') }, () => {
    assert.match(complaint(wrapped(http)) ?? '', new RegExp(name));
  });
}

/** An example for a version that the nginx on this machine has not reached. */
function isForNewer(example: Example): string | false {
  const config = inputsOf(example).get('headroom.yaml') ?? '';
  const wanted = /nginx: "([\d.]+)"/.exec(config)?.[1];
  return olderThan(version, wanted ?? '')
    ? `this nginx is ${version}, older than ${wanted}`
    : false;
}

/** An example on this machine: a whole configuration, and no name that has to be looked up. */
function runnable(text: string): string {
  const upstreams = new Set([...text.matchAll(/\bupstream\s+(\S+)/g)].map((match) => match[1]));
  const here = text
    .replace(/\b(?:[a-z0-9-]+\.)+(?:com|net|io|internal)\b/gi, '127.0.0.1')
    .replace(/(_pass\s+(?:\w+:\/\/)?)([a-z][\w-]*)(?=[;:/])/g, (whole, before, name) =>
      upstreams.has(name) || name === 'unix' || /^(?:https?|grpcs?)$/.test(name)
        ? whole
        : `${before}127.0.0.1`,
    )
    .replace(/(_cache_path\s+)\S+/g, `$1${folder}/cache`);
  if (!/^(?:http|events)\b/m.test(here)) return wrapped(here);
  const [prelude = ''] = wrapped('').split('http {', 1);
  const main = here.replace(/^http \{/m, () => wrapped('').slice(prelude.length, -2));
  return `pid ${folder}/pid;\n${/^events\b/m.test(here) ? '' : 'events {}\n'}${main}`;
}
