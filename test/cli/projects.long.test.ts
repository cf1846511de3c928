import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Output } from '../../src/service/contracts/output';
import { type Cli, makeCli, TWICE } from './support';

describe('headroom on a project', () => {
  let cli: Cli;
  let folder = '';
  const run: Cli['run'] = (args, input) => cli.run(args, input);

  before(async () => {
    cli = await makeCli();
    folder = cli.folder;
  });

  after(() => cli.remove());

  it('reads the file of --config in place of the root’s own', () => {
    const file = join(folder, 'ci.yml');
    writeFileSync(file, 'rules: { nginx/upstream-duplicate-server: error }\nrulez: {}\n');
    const { stdout } = run(['check', '--config', 'ci.yml', '--format', 'json']);
    const { files } = JSON.parse(stdout) as Output;
    const found = files.flatMap(({ path, findings }) =>
      findings.map(({ rule, severity }) => `${path} ${rule} ${severity}`),
    );
    assert.ok(found.includes('nginx.conf nginx/upstream-duplicate-server error'), stdout);
    assert.ok(found.includes('ci.yml headroom/configuration error'), stdout);
    rmSync(file);
  });

  it('reads the project from its repository, wherever in it the command is given', () => {
    const repository = mkdtempSync(join(tmpdir(), 'headroom-repository-'));
    mkdirSync(join(repository, '.git'));
    mkdirSync(join(repository, 'deploy'));
    writeFileSync(
      join(repository, 'headroom.yaml'),
      'rules: { nginx/upstream-duplicate-server: off }\n',
    );
    writeFileSync(join(repository, 'deploy/nginx.conf'), TWICE);
    const { stdout } = cli.runIn(join(repository, 'deploy'), ['check', '--format', 'json']);
    const { files } = JSON.parse(stdout) as Output;
    assert.deepEqual(
      files.map(({ path }) => path),
      ['nginx.conf'],
    );
    assert.ok(!stdout.includes('nginx/upstream-duplicate-server'));
    rmSync(repository, { recursive: true });
  });

  it('reviews a project within a project as its own: from above, from inside, by one file', () => {
    const outer = mkdtempSync(join(tmpdir(), 'headroom-nested-'));
    const write = (path: string, text: string) => {
      mkdirSync(dirname(join(outer, path)), { recursive: true });
      writeFileSync(join(outer, path), text);
    };
    write('headroom.yaml', 'root: true\n');
    write('nginx.conf', TWICE);
    write('inner/headroom.yaml', 'root: true\nrules: { nginx/upstream-duplicate-server: error }\n');
    write('inner/nginx.conf', TWICE);
    const runIn = (cwd: string, ...args: readonly string[]) => cli.runIn(join(outer, cwd), args);
    const found = (cwd: string, ...paths: readonly string[]) => {
      const only = ['--only', 'nginx/upstream-duplicate-server', '--format', 'json'];
      const { files } = JSON.parse(runIn(cwd, 'check', ...only, ...paths).stdout) as Output;
      return files.flatMap(({ path, findings }) =>
        findings.map(({ severity }) => `${path} ${severity}`),
      );
    };
    assert.deepEqual(found('.'), ['inner/nginx.conf error', 'nginx.conf warning']);
    assert.deepEqual(found('inner'), ['nginx.conf error']);
    assert.deepEqual(found('.', 'inner/nginx.conf'), ['inner/nginx.conf error']);
    const { stdout, stderr } = runIn('.', 'capacity');
    assert.match(stdout, /^No connection budget/);
    assert.equal(
      stderr,
      'headroom: inner is a project of its own, not counted here; see headroom capacity inner\n',
    );
    assert.equal(runIn('inner', 'checklist').stderr, '');
    const fix = ['check', '--fix', '--unsafe-fixes', '--only', 'nginx/upstream-duplicate-server'];
    assert.equal(runIn('.', ...fix).status, 0);
    assert.deepEqual(found('.'), []);
    rmSync(outer, { recursive: true });
  });

  it('takes a folder elsewhere as the project, and nothing that lies around it', () => {
    const around = mkdtempSync(join(tmpdir(), 'headroom-around-'));
    mkdirSync(join(around, 'asked/deploy'), { recursive: true });
    writeFileSync(
      join(around, 'headroom.yaml'),
      'rules: { nginx/upstream-duplicate-server: off }\n',
    );
    writeFileSync(join(around, 'nginx.conf'), TWICE);
    writeFileSync(join(around, 'asked/deploy/nginx.conf'), TWICE);
    const only = ['--only', 'nginx/upstream-duplicate-server', '--format', 'json'];
    for (const asked of ['asked', 'asked/deploy/nginx.conf']) {
      const { stdout } = run(['check', ...only, join(around, asked)]);
      const found = (JSON.parse(stdout) as Output).files.map(({ findings }) => findings.length);
      assert.deepEqual(found, [1], asked);
    }
    rmSync(around, { recursive: true });
  });

  it('prints the connection budget', () => {
    // Settings, not code: a grammar would have to lie beside the program.
    const shop = mkdtempSync(join(tmpdir(), 'headroom-shop-'));
    for (const name of ['headroom.yaml', 'k8s/hpa.yaml', 'k8s/deployment.yaml']) {
      mkdirSync(dirname(join(shop, name)), { recursive: true });
      copyFileSync(join('examples/shop', name), join(shop, name));
    }
    writeFileSync(
      join(shop, 'application.yml'),
      'spring:\n  datasource:\n    url: jdbc:postgresql://db/shop\n',
    );
    assert.match(
      run(['capacity', shop]).stdout,
      /^shop grants 92 connections .*\n {2}shop: 16 pods × 1 process × 10 = 30 to 160, 200 to 320 in a rollout\n {4}maxReplicas 16 .*; pool 10 \(defaulted\)/m,
    );
    assert.match(
      run(['capacity', '--format', 'md', shop]).stdout,
      /\| \*\*together\*\* .* \| 200 to 320 \|/,
    );
    const { budgets } = JSON.parse(run(['capacity', '--format', 'json', shop]).stdout);
    assert.deepEqual(
      budgets.map(({ server, limit, rollout }: Record<string, unknown>) => [
        server,
        limit,
        rollout,
      ]),
      [['shop', 92, [200, 320]]],
    );
    writeFileSync(
      join(shop, 'headroom.yaml'),
      'root: true\ndatabases: [{ name: shop, engine: postgres, maxConnections: 500 }]\n',
    );
    const lower = run(['capacity', shop]).stdout;
    assert.match(lower, /At least 320 of 497; not known: processes of shop/);
    assert.doesNotMatch(lower, /Within/, 'never while a factor is unknown');
    assert.match(run(['capacity', join(shop, 'k8s')]).stdout, /shop grants 497/);
    mkdirSync(join(shop, 'docs'));
    assert.match(run(['capacity', join(shop, 'docs')]).stdout, /^No connection budget/);
    assert.match(run(['capacity']).stdout, /^No connection budget/);
    rmSync(shop, { recursive: true });
  });

  it('advises from the files and from answers', () => {
    const answers = ['--answer', 'bottleneck=cpu', '--answer', 'can-grow=no'];
    const { stdout, status } = run(['advise', ...answers]);
    assert.equal(status, 0);
    assert.match(stdout, /^1\. Scale out: more instances behind a load balancer/m);
    assert.match(
      run(['advise', '--format', 'md']).stdout,
      /^# Scaling advice\n\nNothing that is known/,
    );
    const { recommendations } = JSON.parse(run(['advise', '--format', 'json', ...answers]).stdout);
    assert.deepEqual(
      recommendations.map(({ strategy }: { strategy: string }) => strategy),
      ['horizontal'],
    );
  });

  it('draws the view that is asked for', () => {
    assert.match(run(['diagram', '--view', 'traffic', 'nginx.conf']).stdout, /^flowchart LR\n/);
  });
});
