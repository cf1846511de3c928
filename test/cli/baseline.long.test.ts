import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Output } from '../../src/service/contracts/output';
import { type Cli, makeCli, TWICE } from './support';

describe('headroom check --baseline', () => {
  let cli: Cli;
  let folder = '';
  const run: Cli['run'] = (args, input) => cli.run(args, input);

  before(async () => {
    cli = await makeCli();
    folder = cli.folder;
  });

  after(() => cli.remove());

  it('writes a baseline, reports only what is new, and says what is gone', () => {
    const baseline = join(folder, 'known.json');
    const file = join(folder, 'nginx.conf');
    const first = run(['check', '--baseline', 'known.json']);
    assert.equal(first.status, 0);
    assert.match(first.stderr, /wrote known\.json with \d+ known findings/);
    assert.match(first.stdout, /reviewed: nothing to report/);
    writeFileSync(file, `# a line more\r\n${TWICE}`);
    assert.equal(run(['check', '--baseline', 'known.json']).status, 0, 'lines may move');
    writeFileSync(file, `${TWICE}upstream b {\n server 10.0.0.2;\n server 10.0.0.2;\n}\n`);
    const more = run(['check', '--baseline', 'known.json', '--format', 'json']);
    assert.equal(more.status, 1);
    const { files, summary } = JSON.parse(more.stdout) as Output;
    assert.equal(summary.warning, 1);
    assert.match(files.flatMap(({ findings }) => findings)[0]?.message ?? '', /10\.0\.0\.2/);
    writeFileSync(file, 'events {}\n');
    assert.match(
      run(['check', '--baseline', 'known.json']).stderr,
      /findings in known\.json are gone/,
    );
    writeFileSync(file, TWICE);
    rmSync(baseline);
  });

  it('fixes what is new, and leaves what the baseline knows as it is', () => {
    const file = join(folder, 'nginx.conf');
    const baseline = join(folder, 'known.json');
    const duplicate = 'nginx/upstream-duplicate-server';
    const fix = [
      'check',
      '--fix',
      '--unsafe-fixes',
      '--only',
      duplicate,
      '--baseline',
      'known.json',
    ];
    assert.equal(run(['check', '--baseline', 'known.json']).status, 0);
    const added = 'upstream b {\n server 10.0.0.2;\n server 10.0.0.2;\n}\n';
    const mended = 'upstream b {\n server 10.0.0.2 weight=2;\n}\n';
    // The same finding once more than the baseline has it: of the two, one is known.
    const again = TWICE.replace('api', 'c');
    writeFileSync(file, TWICE + added);
    const diff = run(['check', '--diff', ...fix.slice(2)]);
    assert.match(diff.stdout, /^- server 10\.0\.0\.2;$/m);
    assert.ok(!/^- +server 10\.0\.0\.1/m.test(diff.stdout), diff.stdout);
    const { status, stderr } = run(fix);
    assert.equal(status, 0);
    assert.equal(stderr, 'headroom: fixed nginx.conf\n', 'findings of other rules are not gone');
    assert.equal(readFileSync(file, 'utf8'), TWICE + mended);
    writeFileSync(file, TWICE + again);
    run(fix);
    assert.equal(
      readFileSync(file, 'utf8'),
      `${TWICE}upstream c {\r\n  server 10.0.0.1:80 weight=2;\r\n}\r\n`,
    );
    rmSync(baseline);
    writeFileSync(file, TWICE + added);
    assert.match(
      run(fix).stderr,
      /wrote known\.json with 0 known findings/,
      'first fixed, then known',
    );
    writeFileSync(file, TWICE);
    rmSync(baseline);
  });
});
