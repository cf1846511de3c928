import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, watch, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { parse } from '../../src/service/languages/nginx/parse';
import { wordValue } from '../../src/service/languages/nginx/words';
import { statementsOf } from './statements';

// Texts made at random, which the real nginx and our tokenizer have to read alike: what nginx answers to
// `return 200 TEXT;` is the word as it has read it.

const found = spawnSync('nginx', ['-v']).error === undefined;
if (!found && process.env.HEADROOM_REQUIRE_NGINX === '1') {
  throw new Error('HEADROOM_REQUIRE_NGINX is set, and there is no nginx on PATH.');
}
const skip = found ? false : 'there is no nginx on PATH';
const folder = mkdtempSync(join(tmpdir(), 'headroom-differential-'));
const socket = join(folder, 's');
let running: ChildProcess | undefined;
after(() => {
  running?.kill('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
});

/** What is special to nginx, and a little that is not. */
const pieces = [
  'a',
  'b',
  '"',
  "'",
  '\\',
  ';',
  '{',
  '}',
  '#',
  ' ',
  '\n',
  '\t',
  '\r',
  '(',
  ')',
  '${host}',
  'é',
];
const texts = [
  ...new Set(
    fc.sample(
      fc
        .array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 7 })
        .map((parts) => parts.join('')),
      { numRuns: 1500, seed: 20261125 },
    ),
  ),
];

/** The one word that our parser reads between `return 200` and `;`; `undefined` for anything else. */
function ourWord(text: string): string | undefined {
  const source = `return 200 ${text};`;
  const { root, problems } = parse(source);
  const [statement, second] = statementsOf(root);
  if (problems.length > 0 || second || statement?.incomplete || statement?.body) return undefined;
  const [, , word, more] = statement?.words ?? [];
  if (!word || more || statement?.span.end !== source.length) return undefined;
  return wordValue(source.slice(word.start, word.end), word.quote);
}

const words = texts.flatMap((text) => {
  const word = ourWord(text);
  return word === undefined ? [] : [{ text, word }];
});

/** A location a text; a line that a text begins on tells which it was. */
function configuration(some: readonly string[]): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const locations = some.map((text, index) => `location = /${index} { return 200 ${text}; }`);
  return [
    `daemon off; master_process off; pid ${folder}/pid; error_log stderr crit;`,
    'events {}',
    `http { access_log off; keepalive_requests 100000; default_type text/plain; ${temporary.map((name) => `${name}_temp_path ${folder}/t;`).join(' ')}`,
    `server { listen unix:${socket};`,
    ...locations,
    '} }',
  ].join('\n');
}

function check(some: readonly string[]): string | undefined {
  const file = join(folder, 'nginx.conf');
  writeFileSync(file, configuration(some));
  const args = ['-t', '-q', '-p', folder, '-e', join(folder, 'e'), '-c', file];
  const { status, stderr } = spawnSync('nginx', args, { encoding: 'utf8' });
  return status === 0 ? undefined : stderr;
}

test(`nginx reads ${words.length} words as we do`, { skip }, async () => {
  assert.ok(words.length > 200);
  assert.equal(check(words.map(({ text }) => text)), undefined);
  // The socket is there before it is listened on; the process id is written after. A check writes one too.
  const pid = join(folder, 'pid');
  rmSync(pid, { force: true });
  const listening = new Promise<void>((resolve) => {
    const watcher = watch(folder, () => {
      if (!existsSync(pid)) return;
      watcher.close();
      resolve();
    });
  });
  running = spawn('nginx', [
    '-p',
    folder,
    '-e',
    join(folder, 'e'),
    '-c',
    join(folder, 'nginx.conf'),
  ]);
  await listening;
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const answers = await Promise.all(words.map((_, index) => answer(agent, index)));
  agent.destroy();
  const differing = words.flatMap(({ text, word }, index) => {
    const expected = word.replaceAll('${host}', 'h');
    return answers[index] === expected ? [] : [{ text, ours: expected, theirs: answers[index] }];
  });
  assert.deepEqual(differing, []);
});

function answer(agent: Agent, index: number): Promise<string> {
  return new Promise((resolve, reject) => {
    request(
      { socketPath: socket, path: `/${index}`, headers: { host: 'h' }, agent },
      (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (chunk) => {
          body += chunk;
        });
        response.on('end', () => resolve(body));
      },
    )
      .on('error', reject)
      .end();
  });
}

test('nginx refuses what we find fault with', { skip }, () => {
  const faulty = texts.filter((text) => parse(`return 200 ${text};`).problems.length > 0);
  // A process each: some from all over.
  const step = Math.floor(faulty.length / 25);
  const some = faulty.filter((_, index) => index % step === 0);
  assert.ok(some.length >= 25);
  assert.deepEqual(
    some.filter((text) => check([text]) === undefined),
    [],
  );
});
