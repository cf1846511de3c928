import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { replaceFiles } from '../../src/cli/writer';
import { type Cli, makeCli, TWICE } from './support';

const ONCE = 'upstream api {\r\n  server 10.0.0.1:80 weight=2;\r\n}\r\n';
/** Some other user than the one who runs the tests as root. */
const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;
const isPosix = process.platform !== 'win32';

describe('headroom check --fix loses nothing', () => {
  let cli: Cli;
  let folder = '';

  before(async () => {
    cli = await makeCli();
    folder = mkdtempSync(join(tmpdir(), 'headroom-fix-'));
    chmodSync(folder, 0o755);
  });

  after(() => {
    cli.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  function project(name: string, files: Readonly<Record<string, string | Uint8Array>>): string {
    const root = join(folder, name);
    for (const [path, text] of Object.entries({ 'headroom.yaml': 'root: true\n', ...files })) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return root;
  }

  const many = (count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, at) => [`conf.d/${1000 + at}.conf`, TWICE]),
    );

  const fix = (root: string, ...more: readonly string[]) =>
    cli.runIn(root, [
      'check',
      '--fix',
      '--unsafe-fixes',
      '--only',
      'nginx/upstream-duplicate-server',
      ...more,
    ]);

  it('leaves a file that is not UTF-8 byte for byte, and says so', () => {
    const bytes = Buffer.concat([
      Buffer.from(`# caf`),
      Buffer.from([0xe9]),
      Buffer.from(`\n${TWICE}`),
    ]);
    const root = project('latin1', { 'a.conf': bytes, 'b.conf': TWICE });
    const { stdout, stderr, status } = fix(root);
    assert.deepEqual(readFileSync(join(root, 'a.conf')), bytes);
    assert.equal(readFileSync(join(root, 'b.conf'), 'utf8'), ONCE);
    assert.match(stdout, /^Not reviewed\n {2}a\.conf: it is not UTF-8$/m);
    assert.match(stderr, /^headroom: fixed b\.conf$/m);
    assert.equal(status, 0);
  });

  it('keeps a byte-order mark', () => {
    const root = project('mark', { 'a.conf': `\uFEFF${TWICE}` });
    fix(root);
    assert.equal(readFileSync(join(root, 'a.conf'), 'utf8'), `\uFEFF${ONCE}`);
  });

  it('keeps mode, owner and group', { skip: !isPosix }, () => {
    const root = project('owner', { 'a.conf': TWICE });
    const path = join(root, 'a.conf');
    if (isRoot) chownSync(path, NOBODY, NOBODY);
    chmodSync(path, 0o2640);
    const before = statSync(path);
    fix(root);
    const now = statSync(path);
    assert.equal(readFileSync(path, 'utf8'), ONCE);
    assert.deepEqual([now.mode, now.uid, now.gid], [before.mode, before.uid, before.gid]);
  });

  it('refuses what it cannot keep: hard links, and owners', { skip: !isPosix }, async () => {
    const root = project('linked', { 'a.conf': TWICE });
    linkSync(join(root, 'a.conf'), join(root, 'other.txt'));
    const { stderr, status } = fix(root);
    assert.match(stderr, /^headroom: a\.conf: not fixed: it has 2 hard links/m);
    assert.equal(status, 1);
    assert.equal(readFileSync(join(root, 'other.txt'), 'utf8'), TWICE);
    assert.equal(statSync(join(root, 'a.conf')).nlink, 2);
    if (!isRoot) return;
    const shared = project('shared', { 'a.conf': TWICE });
    chmodSync(shared, 0o777);
    chmodSync(join(shared, 'a.conf'), 0o666);
    const ran = runAs(NOBODY, shared);
    assert.match(ran.stderr, /a\.conf: not fixed: its owner and group cannot be kept/);
    assert.equal(readFileSync(join(shared, 'a.conf'), 'utf8'), TWICE);
    assert.deepEqual(temporaries(shared), []);
  });

  it('writes through no link that leads outside', { skip: !isPosix }, async () => {
    const outside = project('outside', { 'a.conf': TWICE });
    const root = project('inside', { 'b.conf': TWICE });
    symlinkSync(join(outside, 'a.conf'), join(root, 'a.conf'));
    symlinkSync('b.conf', join(root, 'c.conf'));
    const { stdout } = fix(root);
    assert.match(stdout, /^Not reviewed\n {2}a\.conf: a link that leads outside the root$/m);
    assert.equal(readFileSync(join(outside, 'a.conf'), 'utf8'), TWICE);
    assert.equal(readFileSync(join(root, 'b.conf'), 'utf8'), ONCE);
    const [refusal] = await replaceFiles(
      [{ path: join(root, 'a.conf'), before: TWICE, text: ONCE }],
      root,
    );
    assert.equal(refusal?.why, 'a link that leads outside the root');
    assert.equal(readFileSync(join(outside, 'a.conf'), 'utf8'), TWICE);
  });

  it('does not overwrite what somebody wrote meanwhile, and writes all of a fix or nothing', async () => {
    const root = project('changed', {
      'a.conf': TWICE,
      'b.conf': `# mine\n${TWICE}`,
      'c.conf': TWICE,
    });
    const of = (name: string) => ({ path: join(root, name), before: TWICE, text: ONCE });
    const refusals = await replaceFiles([of('a.conf'), of('b.conf')], root);
    assert.deepEqual(
      refusals.map(({ why }) => why),
      ['it changes together with b.conf, which was left', 'somebody has changed it meanwhile'],
    );
    assert.equal(readFileSync(join(root, 'a.conf'), 'utf8'), TWICE);
    assert.equal(readFileSync(join(root, 'b.conf'), 'utf8'), `# mine\n${TWICE}`);
    assert.deepEqual(await replaceFiles([of('c.conf')], root), []);
    assert.deepEqual(temporaries(root), []);
  });

  it('a writer beside it keeps what it wrote', { skip: !isPosix }, async () => {
    const root = project('beside', many(60));
    const paths = readdirSync(join(root, 'conf.d')).map((name) => join(root, 'conf.d', name));
    const mine = `# mine\n${ONCE}`;
    const { status, stderr } = await fixAndMeanwhile(root, () => {
      for (const path of paths.slice(-20)) writeFileSync(path, mine);
    });
    assert.notEqual(status, null);
    for (const path of paths.slice(0, 1)) assert.equal(readFileSync(path, 'utf8'), ONCE);
    for (const path of paths.slice(-20)) assert.equal(readFileSync(path, 'utf8'), mine);
    assert.match(stderr, /headroom: fixed conf\.d\/1000\.conf/);
  });

  it('a run that is killed leaves whole files, and the next one finishes and cleans up', {
    skip: !isPosix,
  }, async () => {
    const root = project('killed', many(60));
    const { signal, stderr } = await fixAndMeanwhile(root, (child) => child.kill('SIGKILL'));
    assert.equal(signal, 'SIGKILL');
    const said = new Set([...stderr.matchAll(/fixed (\S+)/g)].map(([, path]) => path));
    for (const name of readdirSync(join(root, 'conf.d'))) {
      if (!name.endsWith('.conf')) continue;
      const text = readFileSync(join(root, 'conf.d', name), 'utf8');
      assert.ok(text === TWICE || text === ONCE, `${name} is whole`);
      if (said.has(`conf.d/${name}`)) assert.equal(text, ONCE, `${name} was said to be written`);
    }
    // As if it had been killed between a text and its place.
    const gone = spawnSync(process.execPath, ['-e', '']).pid;
    writeFileSync(join(root, `conf.d/.headroom-${gone}-0123456789abcdef.tmp`), 'half');
    writeFileSync(
      join(root, `conf.d/.headroom-${process.pid}-0123456789abcdef.tmp`),
      'of a run that lives',
    );
    assert.equal(fix(root).status, 0);
    assert.deepEqual(temporaries(join(root, 'conf.d')), [
      `.headroom-${process.pid}-0123456789abcdef.tmp`,
    ]);
    for (const name of readdirSync(join(root, 'conf.d'))) {
      if (name.endsWith('.conf'))
        assert.equal(readFileSync(join(root, 'conf.d', name), 'utf8'), ONCE);
    }
  });

  it('goes on where a folder cannot be written, says what was written, and ends with 2', (context) => {
    if (!isPosix) return context.skip('no such permissions here');
    const root = project('refused', { 'a/a.conf': TWICE, 'b/b.conf': TWICE });
    if (isRoot)
      for (const path of ['.', 'a', 'b', 'a/a.conf', 'b/b.conf'])
        chownSync(join(root, path), NOBODY, NOBODY);
    chmodSync(join(root, 'a'), 0o555);
    const { stderr, status } = isRoot ? runAs(NOBODY, root) : fix(root);
    assert.match(stderr, /^headroom: a\/a\.conf: not fixed: permission denied$/m);
    assert.match(stderr, /^headroom: fixed b\/b\.conf$/m);
    assert.equal(status, 2);
    assert.equal(readFileSync(join(root, 'a/a.conf'), 'utf8'), TWICE);
  });

  it('a full disk costs no text', (context) => {
    const root = join(folder, 'full');
    mkdirSync(root);
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', root]);
    if (mounted.status !== 0) return context.skip('a small file system cannot be mounted here');
    try {
      const text = `${TWICE}${'# padding\n'.repeat(1400)}`;
      writeFileSync(join(root, 'headroom.yaml'), 'root: true\n');
      for (const name of ['a.conf', 'b.conf', 'c.conf']) writeFileSync(join(root, name), text);
      const { stderr, status } = fix(root);
      assert.match(stderr, /not fixed: no space is left on the disk/);
      assert.equal(status, 2);
      for (const name of ['a.conf', 'b.conf', 'c.conf']) {
        const isSaid = stderr.includes(`fixed ${name}`);
        const now = readFileSync(join(root, name), 'utf8');
        assert.equal(now, isSaid ? text.replace(TWICE, ONCE) : text);
      }
      assert.deepEqual(temporaries(root), []);
    } finally {
      spawnSync('umount', [root]);
    }
  });

  const temporaries = (path: string) => readdirSync(path).filter((name) => name.endsWith('.tmp'));

  function runAs(uid: number, root: string) {
    chmodSync(dirname(cli.program), 0o755);
    const args = [
      cli.program,
      'check',
      '--fix',
      '--unsafe-fixes',
      '--only',
      'nginx/upstream-duplicate-server',
    ];
    return spawnSync(process.execPath, args, { cwd: root, uid, gid: uid, encoding: 'utf8' });
  }

  /** Runs a fix and does something as soon as the first file was written. */
  function fixAndMeanwhile(root: string, act: (child: ReturnType<typeof spawn>) => void) {
    const args = [
      cli.program,
      'check',
      '--fix',
      '--unsafe-fixes',
      '--only',
      'nginx/upstream-duplicate-server',
    ];
    const child = spawn(process.execPath, args, { cwd: root });
    let stderr = '';
    let acted = false;
    child.stderr.on('data', (chunk) => {
      stderr += String(chunk);
      if (!acted && stderr.includes('fixed')) {
        acted = true;
        act(child);
      }
    });
    child.stdout.resume();
    return new Promise<{ status: number | null; signal: string | null; stderr: string }>(
      (resolve) => {
        child.on('close', (status, signal) => resolve({ status, signal, stderr }));
      },
    );
  }
});
