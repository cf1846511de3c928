import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { nodeWorkspace, uriOf } from '../../src/cli/workspace';
import { createService } from '../../src/service';
import { LEFT_OUT, NEVER_CANCELLED } from '../../src/service/contracts/ports';
import { relativePath } from '../../src/service/text/paths';
import { memoryPorts, uriOf as memoryUri, nodeAssets, ROOT } from '../support/memory';

const TWICE = 'upstream api {\n  server 10.0.0.1:80;\n  server 10.0.0.1:80;\n}\n';

describe('what a walk meets', () => {
  let folder = '';

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'headroom-walk-'));
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  function made(name: string, files: Readonly<Record<string, string | Uint8Array>>): string {
    const root = join(folder, name);
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return root;
  }

  async function walked(root: string): Promise<readonly string[]> {
    const lines: string[] = [];
    for await (const { uri, why } of nodeWorkspace(root).files(uriOf(root), NEVER_CANCELLED)) {
      lines.push(relativePath(uri, uriOf(root)) + (why === undefined ? '' : `: ${why}`));
    }
    return lines;
  }

  it('is what git would list, with nested files, negation and anchors', async (context) => {
    const root = made('ignored', {
      '.gitignore':
        '*.log\n/out-of-tree\n.env\n.env.*\n!.env.example\ngenerated/\ndocs/**/*.tmp\n# no\n\\#odd\nfoo*bar.conf\n',
      'a.log': '',
      'keep/a.log': '',
      'keep/.gitignore': '!a.log\nsecret.conf\n*.y[a]ml\n',
      'keep/secret.conf': '',
      'keep/x.yaml': '',
      'keep/deeper/secret.conf': '',
      'keep/deeper/.gitignore': '!secret.conf\n',
      '.env': '',
      '.env.local': '',
      '.env.example': '',
      'out-of-tree': '',
      'sub/out-of-tree': '',
      'generated/a.conf': '',
      'sub/generated/.gitignore': '!a.conf\n',
      'sub/generated/a.conf': '',
      'docs/a/b.tmp': '',
      'docs/b.tmp': '',
      '#odd': '',
      'foo-x-bar.conf': '',
      'spaces (in) names!.conf': '',
    });
    try {
      execFileSync('git', ['init', '-q', root]);
    } catch {
      context.skip('git is not here');
      return;
    }
    const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], {
      cwd: root,
      env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' },
      encoding: 'utf8',
    });
    const ours = await walked(root);
    assert.deepEqual(
      [...ours].sort(),
      listed
        .split('\0')
        .filter((path) => path !== '')
        .sort(),
    );
  });

  it('enters neither dependencies nor what programs made', async () => {
    for (const name of ['.yarn', 'vendor', 'node_modules']) assert.ok(LEFT_OUT.has(name));
    const root = made('left-out', {
      '.yarn/releases/yarn.cjs': '',
      'vendor/a.go': '',
      'node_modules/a/a.js': '',
      'a.js': '',
    });
    assert.deepEqual(await walked(root), ['a.js']);
  });

  it('tells of links that lead out, and follows those that stay', async () => {
    const outside = made('outside', { 'secret.conf': TWICE });
    const root = made('links', { 'a.conf': TWICE });
    symlinkSync(join(outside, 'secret.conf'), join(root, 'out.conf'));
    symlinkSync('a.conf', join(root, 'in.conf'));
    symlinkSync(outside, join(root, 'folder'));
    symlinkSync('nowhere.conf', join(root, 'broken.conf'));
    assert.deepEqual(await walked(root), [
      'a.conf',
      'in.conf',
      'out.conf: a link that leads outside the root',
    ]);
    const workspace = nodeWorkspace(root);
    const read = (path: string) => workspace.read(uriOf(join(root, path)));
    assert.equal((await read('in.conf')).state, 'read');
    for (const path of ['out.conf', 'folder/secret.conf']) {
      assert.deepEqual(await read(path), {
        state: 'unreadable',
        why: 'a link that leads outside the root',
      });
    }
  });

  it('tells of names that are not UTF-8', { skip: process.platform !== 'linux' }, async () => {
    const root = made('names', { 'a.conf': TWICE });
    writeFileSync(
      Buffer.concat([Buffer.from(`${root}/b`), Buffer.from([0xff]), Buffer.from('.conf')]),
      TWICE,
    );
    assert.deepEqual(await walked(root), ['a.conf', 'b\uFFFD.conf: its name is not UTF-8']);
  });

  it('tells of folders that cannot be listed', async (context) => {
    if (process.getuid?.() === 0) return context.skip('root may list every folder');
    const root = made('refused', { 'a/a.conf': TWICE, 'b.conf': TWICE });
    chmodSync(join(root, 'a'), 0o000);
    try {
      assert.deepEqual(await walked(root), ['a: permission denied', 'b.conf']);
    } finally {
      chmodSync(join(root, 'a'), 0o755);
    }
  });

  it('waits for no pipe', async (context) => {
    const root = made('pipes', { 'a.conf': TWICE });
    for (const name of ['headroom.yaml', 'headroom-checklist.yaml', 'b.conf', '.gitignore']) {
      if (spawnSync('mkfifo', [join(root, name)]).status !== 0)
        return context.skip('no mkfifo here');
    }
    const service = createService({
      workspace: nodeWorkspace(root),
      assets: nodeAssets,
      yieldNow: async () => {},
      log: () => {},
    });
    const base = uriOf(root);
    const { output } = await service.review([base], { base, only: [] }, NEVER_CANCELLED);
    const site = output.files.find(({ path }) => path === 'a.conf');
    assert.ok(site && site.findings.length > 0);
    await service.checklist(base);
    assert.deepEqual(await nodeWorkspace(root).read(uriOf(join(root, 'b.conf'))), {
      state: 'unreadable',
      why: 'not a regular file',
    });
  });
});

describe('what git leaves out', () => {
  it('says nothing when it is open or changes either', async () => {
    const files = new Map([
      ['.gitignore', '/local.conf\n'],
      ['a.conf', TWICE],
    ]);
    const service = createService(memoryPorts(files));
    await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
    const uri = memoryUri('local.conf');
    service.open({ uri, languageId: 'nginx', version: 1, text: TWICE });
    assert.deepEqual((await service.diagnostics(uri, NEVER_CANCELLED)).items, []);
    assert.equal(
      (await service.recognition(uri, NEVER_CANCELLED)).description,
      'left out by .gitignore',
    );
    files.set('.gitignore', '');
    service.fileChanged(memoryUri('.gitignore'));
    service.open({ uri, languageId: 'nginx', version: 2, text: TWICE });
    assert.ok((await service.diagnostics(uri, NEVER_CANCELLED)).items.length > 0);
    files.set('.gitignore', 'a.conf\n');
    service.fileChanged(memoryUri('.gitignore'));
    const { output } = await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
    assert.deepEqual(
      output.files.map(({ path }) => path),
      ['local.conf'],
    );
  });
});

describe('files that programs made', () => {
  const code = 'import { Pool } from "pg";\nexport const pool = new Pool({ max: 0 });\n';
  const CASES: Readonly<Record<string, readonly [path: string, text: string, read: boolean]>> = {
    'a module': ['db.ts', code, true],
    'a minified file by its name': ['db.min.js', code, false],
    'a minified file by its lines': ['db.js', code.replaceAll('\n', '').repeat(300), false],
    'a file with one long line of data': [
      'db.ts',
      `${code}const data = "${'x'.repeat(5000)}";\n${'f();\n'.repeat(2000)}`,
      true,
    ],
    'generated code': ['db.ts', `/* @generated by a program */\n${code}`, false],
    'generated Go': ['db.go', '// Code generated by sqlc. DO NOT EDIT.\npackage db\n', false],
    'a configuration that says it is generated': [
      'nginx.conf',
      `# generated by a program\n${TWICE}`,
      true,
    ],
  };
  for (const [name, [path, text, read]] of Object.entries(CASES)) {
    it(`${name}: ${read ? 'read' : 'not read'}`, async () => {
      const service = createService(memoryPorts(new Map([[path, text]])));
      const { description } = await service.recognition(memoryUri(path), NEVER_CANCELLED);
      assert.equal(!/^(?:minified|generated code)$/.test(description), read, description);
    });
  }
});
