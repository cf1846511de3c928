import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse } from '../../src/service/languages/nginx/parse';
import { olderThan } from '../../src/service/languages/nginx/versions';
import { wordValue } from '../../src/service/languages/nginx/words';
import { RULES } from '../../src/service/rules';
import { type Example, fixesOf, inputsOf, parseExamples } from '../support/examples';
import { statementsOf } from './statements';

const asked = spawnSync('nginx', ['-v'], { encoding: 'utf8' });
const found = asked.error === undefined;
const version = /\/([\d.]+)/.exec(asked.stderr ?? '')?.[1];
if (!found && process.env.HEADROOM_REQUIRE_NGINX === '1') {
  throw new Error('HEADROOM_REQUIRE_NGINX is set, and there is no nginx on PATH.');
}
const skip = found ? false : 'there is no nginx on PATH';
const folder = mkdtempSync(join(tmpdir(), 'headroom-nginx-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** What `nginx -t` says about each text: nothing when it accepts it, else its first complaint. */
async function complaints(
  texts: Iterable<string>,
): Promise<ReadonlyMap<string, string | undefined>> {
  const asked = [...new Set(texts)];
  const place = mkdtempSync(join(folder, 'asked-'));
  const fileOf = (index: number) => join(place, `${index}.conf`);
  for (const [index, text] of asked.entries()) writeFileSync(fileOf(index), text);
  await Promise.all([0, 1, 2].map((share) => askAll(place, share, 3, asked.length)));
  return new Map(asked.map((text, index) => [text, answerIn(`${fileOf(index)}.said`)]));
}

/** Asks about every n-th file in one shell: starting nginx from here costs more than nginx does. */
function askAll(place: string, first: number, step: number, count: number): Promise<void> {
  const ask = `nginx -t -q -p "${folder}" -e "${folder}/e" -c "$f" 2>"$f.said" && : >"$f.said"`;
  const loop = `i=${first}; while [ $i -lt ${count} ]; do f="${place}/$i.conf"; ${ask}; i=$((i + ${step})); done`;
  return new Promise((resolve, reject) => {
    spawn('sh', ['-c', loop], { stdio: 'ignore' })
      .on('error', reject)
      .on('close', () => resolve());
  });
}

function answerIn(file: string): string | undefined {
  const answer = readFileSync(file, 'utf8');
  if (answer === '') return undefined;
  const said = answer.split('\n').find((line) => /\[(?:emerg|alert|crit)\]/.test(line));
  return said?.replace(/^.*?: /, '') ?? answer;
}

/** Work that is done when the first test asks for it, once. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => {
    result ??= work();
    return result;
  };
}

/** A whole configuration that writes nowhere but into the folder. */
function wrapped(http: string): string {
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${folder}/t;`)
    .join(' ');
  // A server of an example needs no certificate to be judged.
  const tls = olderThan(version, '1.19.4') ? '' : 'ssl_reject_handshake on;';
  return `pid ${folder}/pid;\nevents {}\nhttp { access_log off; ${tls} ${paths}\n${http}\n}`;
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

const refusedWhole = (text: string) =>
  text.startsWith('\uFEFF') ? `\uFEFF${wrapped('')}` : wrapped(text);

const words = ['a\\;b', 'a"b', "it's", 'a\\"b', 'a\\\\b', 'a\\.b', 'a}b', 'a#b', '"a b"', "'c'"];

/** What older versions refuse, and since when they do not. */
const newcomers = [
  ['http2', '1.25.1', 'server { http2 on; }'],
  ['http3', '1.25.0', 'server { http3 on; }'],
  ['quic', '1.25.0', 'server { listen 8443 quic; }'],
  ['resolve', '1.27.3', 'upstream a { zone a 64k; resolver 127.0.0.1; server a.test resolve; }'],
  ['add_header_inherit', '1.29.3', 'add_header_inherit merge;'],
  ['sticky', '1.29.6', 'upstream a { server 127.0.0.1; sticky cookie a; }'],
  ['least_time', '1.31.0', 'upstream a { least_time header; server 127.0.0.1; }'],
] as const;

const verdicts = once(() =>
  complaints([
    ...accepted.map(wrapped),
    ...refused.map(refusedWhole),
    ...words.map((word) => `${word} 1;`),
    ...newcomers.map(([, , http]) => wrapped(http)),
  ]),
);

for (const text of accepted) {
  test(`nginx and the parser accept ${JSON.stringify(text).slice(0, 70)}`, { skip }, async () => {
    assert.equal((await verdicts()).get(wrapped(text)), undefined);
    assert.deepEqual(parse(wrapped(text)).problems, []);
  });
}

for (const text of refused) {
  test(`nginx and the parser refuse ${JSON.stringify(text).slice(0, 70)}`, { skip }, async () => {
    const whole = refusedWhole(text);
    assert.ok((await verdicts()).get(whole));
    assert.ok(parse(whole).problems.length > 0);
  });
}

test('nginx reads the same words', { skip }, async () => {
  // nginx repeats a word as it has read it when it complains about an unknown directive.
  for (const word of words) {
    const name = statementsOf(parse(`${word} 1;`).root)[0]?.words[0];
    assert.ok(name);
    const value = wordValue(word.slice(name.start, name.end), name.quote);
    const said = (await verdicts()).get(`${word} 1;`);
    assert.ok(said?.includes(`unknown directive "${value}" in`), word);
  }
});

/** A text that a fix leaves behind, and what was there before. */
interface Fixed {
  readonly rule: string;
  readonly title: string;
  /** A page shows it, so it has to be valid even where the text before it is not. */
  readonly shown: boolean;
  readonly before: string;
  readonly after: string;
}

const RULES_FOLDER = fileURLToPath(new URL('../../src/service/rules', import.meta.url));
const nginxRules = RULES.filter(({ id }) => id.startsWith('nginx/'));

/** What every fix of every example leaves, and nginx's verdict on it. */
const fixed = once(async () => {
  mkdirSync(join(folder, 'cache'), { recursive: true });
  const all: Fixed[] = [];
  for (const { id, severity } of nginxRules) {
    for (const page of ['README.md', 'cases.md']) {
      const file = join(RULES_FOLDER, id, page);
      for (const example of existsSync(file) ? parseExamples(readFileSync(file, 'utf8')) : []) {
        if (!isForNewer(example)) all.push(...(await fixedBy(id, severity === 'error', example)));
      }
    }
  }
  const said = await complaints(all.flatMap(({ before, after }) => [before, after]));
  return { all, said };
});

async function fixedBy(rule: string, broken: boolean, example: Example): Promise<Fixed[]> {
  const files = inputsOf(example);
  const shown = new Set(example.blocks.map(({ title }) => title));
  return (await fixesOf(files, rule)).flatMap(({ title, texts }) =>
    [...texts].flatMap(([name, text]) => {
      const before = files.get(name) ?? '';
      if (text === before || isForNewerOnly(title)) return [];
      const one = { rule, title, shown: broken || shown.has(title) };
      return [{ ...one, before: runnable(before), after: runnable(text) }];
    }),
  );
}

for (const { id, fixes } of nginxRules.filter((rule) => rule.fixes.length > 0)) {
  test(`nginx accepts what every fix leaves (${id}: ${fixes.join(', ')})`, { skip }, async () => {
    const { all, said } = await fixed();
    for (const { title, shown, before, after } of all.filter(({ rule }) => rule === id)) {
      // Templates and directives of other builds are refused before and after.
      if (!shown && said.get(before) !== undefined) continue;
      assert.equal(said.get(after), undefined, `"${title}"\n${after}`);
    }
  });
}

/** Said, and counted: what an older nginx cannot judge is not judged. */
const forNewer = nginxRules
  .flatMap(({ id }) => ['README.md', 'cases.md'].map((page) => join(RULES_FOLDER, id, page)))
  .flatMap((file) => (existsSync(file) ? parseExamples(readFileSync(file, 'utf8')) : []))
  .filter(isForNewer);
for (const { title } of forNewer) {
  test(`nginx accepts what fixes leave: ${title}`, { skip: `for an nginx after ${version}` });
}

for (const [name, since, http] of newcomers) {
  const newer = olderThan(version, since) === true;
  const why = skip || (newer ? false : 'newer');
  test(`nginx refuses ${name} before ${since}`, { skip: why }, async () => {
    assert.match((await verdicts()).get(wrapped(http)) ?? '', new RegExp(name));
  });
}

/** An example for a version that the nginx on this machine has not reached. */
function isForNewer(example: Example): boolean {
  const config = inputsOf(example).get('headroom.yaml') ?? '';
  return olderThan(version, /nginx: "([\d.]+)"/.exec(config)?.[1] ?? '') === true;
}

/** A fix that says which nginx it is for, one that this machine has not reached. */
function isForNewerOnly(title: string): boolean {
  return olderThan(version, /nginx ([\d.]+) and newer/.exec(title)?.[1] ?? '') === true;
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
