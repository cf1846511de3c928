import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Output } from '../../src/service/contracts/output';
import { type Cli, makeCli, TWICE } from './support';

describe('headroom check says what it did not review', () => {
  let cli: Cli;
  let folder = '';

  before(async () => {
    cli = await makeCli();
    folder = mkdtempSync(join(tmpdir(), 'headroom-left-'));
  });

  after(() => {
    cli.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  function project(name: string, files: Readonly<Record<string, string | Uint8Array>>): string {
    const root = join(folder, name);
    for (const [path, text] of Object.entries({ '.git/HEAD': '', ...files })) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return root;
  }

  const latin1 = Buffer.concat([
    Buffer.from('# caf'),
    Buffer.from([0xe9]),
    Buffer.from(`\n${TWICE}`),
  ]);

  it('files by their reason, and what is seen by its name only', () => {
    const templates = Object.fromEntries(
      Array.from({ length: 34 }, (_, at) => [`nginx/t${10 + at}.conf.j2`, '{% include x %}\n']),
    );
    const root = project('templates', {
      ...{ ...templates, 'a.conf': latin1, 'b.jsonnet': '{}' },
      'config/deploy.production.yml': 'service: shop\n',
    });
    const { stdout, status } = cli.runIn(root, ['check']);
    assert.match(stdout, /^Not reviewed$/m);
    assert.match(
      stdout,
      /^ {2}nginx\/t10\.conf\.j2, .* and 29 more: looks like an nginx template/m,
    );
    assert.match(stdout, /^ {2}a\.conf: it is not UTF-8$/m);
    assert.match(stdout, /^ {2}b\.jsonnet: jsonnet is not evaluated$/m);
    assert.match(
      stdout,
      /^ {2}config\/deploy\.production\.yml: deployments of Kamal are not read$/m,
    );
    assert.match(stdout, /^No file was reviewed; see above$/m);
    assert.ok(!stdout.includes('nothing to report'));
    assert.equal(status, 0);
    const output: Output = JSON.parse(cli.runIn(root, ['check', '--format', 'json']).stdout);
    assert.equal(output.notReviewed.length, 37);
    assert.deepEqual(output.notReviewed[0], { path: 'a.conf', why: 'it is not UTF-8' });
  });

  it('nothing where nothing was seen', () => {
    const root = project('empty', { 'notes.md': '# notes\n' });
    const { stdout } = cli.runIn(root, ['check']);
    assert.equal(stdout, '0 files reviewed: there is nothing here that Headroom reads\n');
  });

  it('a named file that cannot be read ends with 2, after everything else was printed', () => {
    const root = project('named', { 'a.conf': latin1, 'b.conf': TWICE });
    const { stdout, stderr, status } = cli.runIn(root, ['check', 'a.conf', 'b.conf']);
    assert.equal(status, 2);
    assert.match(stderr, /^headroom: a\.conf: cannot be reviewed: it is not UTF-8$/m);
    assert.match(stdout, /upstream-duplicate-server/);
    assert.equal(cli.runIn(root, ['check', '--fail-on', 'never']).status, 0);
  });

  it('an unreadable headroom.yaml is a finding', () => {
    const root = project('configuration', { 'headroom.yaml': latin1, 'b.conf': TWICE });
    const { stdout, status } = cli.runIn(root, ['check']);
    assert.match(
      stdout,
      /headroom\.yaml cannot be read \(it is not UTF-8\); nothing of it is followed/,
    );
    assert.equal(status, 1);
  });

  it('names and texts move no terminal', { skip: process.platform === 'win32' }, () => {
    const red = '\u001b[31m';
    const root = project('control', {
      [`${red}a\u202e.conf`]: TWICE.replaceAll('api', 'a\u0007b').replaceAll(
        '10.0.0.1',
        '10.0.0.1',
      ),
      'b\n::error::x.conf': TWICE,
    });
    for (const format of ['pretty', 'github']) {
      const { stdout } = cli.runIn(root, ['check', '--format', format]);
      assert.ok(!/[\p{Cc}\u202e]/u.test(stdout.replaceAll('\n', '')), format);
      assert.ok(!/^::error::x/m.test(stdout), format);
    }
  });

  it('views and what is built move no terminal either', () => {
    const wild = 'a\\e[31m\\u202e\\L';
    const root = project('control-views', {
      'compose.yaml': `services:\n  "${wild}":\n    image: "${wild}"\n    environment: { "X${wild}": "${wild}" }\n`,
      'headroom.yaml': `root: true\ndatabases: [{ name: "${wild}", engine: postgres, maxConnections: 10 }]\n`,
      'headroom-checklist.yaml': `items: { "${wild}": { answer: "${wild}" } }\n`,
    });
    for (const args of [
      ['capacity'],
      ['capacity', '--format', 'md'],
      ['checklist'],
      ['advise'],
      ['builds'],
      ['build', 'compose:compose.yaml'],
      ['build', 'compose:compose.yaml', '--trail'],
      ['diagram', '--view', 'system'],
      ['build', '\u001b[31m'],
    ]) {
      const { stdout, stderr } = cli.runIn(root, args);
      assert.ok(
        !/[\p{Cc}\u202e\u2028]/u.test((stdout + stderr).replaceAll(/[\n\t]/g, '')),
        args.join(' '),
      );
      assert.ok(stdout + stderr !== '', args.join(' '));
    }
  });
});
