import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import Ajv from 'ajv';
import { build } from 'esbuild';
import type { Log } from 'sarif';
import { OUTPUT_SCHEMA, type Output } from '../../src/service/contracts/output';

const TWICE = 'upstream api {\r\n  server 10.0.0.1:80;\r\n  server 10.0.0.1:80;\r\n}\r\n';

describe('headroom', () => {
  let folder = '';
  let program = '';

  before(async () => {
    program = join(mkdtempSync(join(tmpdir(), 'headroom-cli-')), 'cli.js');
    await build({
      entryPoints: ['src/cli/main.ts'],
      outfile: program,
      bundle: true,
      platform: 'node',
      mainFields: ['module', 'main'],
      define: { HEADROOM_VERSION: '"test"' },
      logLevel: 'error',
    });
    folder = mkdtempSync(join(tmpdir(), 'headroom-project-'));
    writeFileSync(join(folder, 'headroom.yaml'), 'root: true\n');
    writeFileSync(join(folder, 'nginx.conf'), TWICE);
    writeFileSync(join(folder, 'notes.md'), '# nothing to review\n');
  });

  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const run = (args: readonly string[], input = '') =>
    spawnSync(process.execPath, [program, ...args], { cwd: folder, input, encoding: 'utf8' });

  it('prints findings with their source, without colours, and exits with 1', () => {
    const { stdout, status } = run(['check']);
    assert.equal(status, 1);
    assert.match(stdout, /^nginx\.conf$/m);
    assert.match(stdout, /3 \|\s+server 10\.0\.0\.1:80;\n\s+\|\s+\^+/);
    assert.ok(!stdout.includes('\u001b['));
  });

  it('prints JSON of the published schema, with only recognised files', () => {
    const { stdout } = run(['check', '--format', 'json']);
    const output: Output = JSON.parse(stdout);
    const validate = new Ajv({ strict: false }).compile(OUTPUT_SCHEMA);
    assert.ok(validate(output), JSON.stringify(validate.errors));
    assert.deepEqual(
      output.files.map(({ path }) => path),
      ['headroom.yaml', 'nginx.conf'],
    );
  });

  it('honours --fail-on, --only and --quiet', () => {
    assert.equal(run(['check', '--fail-on', 'never']).status, 0);
    assert.equal(run(['check', '--fail-on', 'error']).status, 0);
    assert.equal(run(['check', '--only', 'nginx/cache-stampede']).status, 0);
    assert.equal(run(['check', '--quiet']).status, 1);
  });

  it('reads standard input under a name', () => {
    const { status, stdout } = run(['check', '-', '--stdin-filename', 'conf.d/api.conf'], TWICE);
    assert.equal(status, 1);
    assert.match(stdout, /conf\.d\/api\.conf/);
  });

  it('fixes standard input onto standard output, and leaves the findings to standard error', () => {
    const name = ['--stdin-filename', 'conf.d/web.conf'];
    const alone = [
      'upstream web {',
      '  server 10.0.0.9:80 max_fails=3;',
      '}',
      'server {',
      '  location / { proxy_pass http://web; }',
      '}',
      '',
    ].join('\r\n');
    const mended = alone.replace(' max_fails=3', '');
    assert.equal(run(['check', '-', '--fix', ...name], alone).stdout, mended);
    const both = run(['check', '-', '--fix', ...name], alone + TWICE);
    assert.equal(both.stdout, mended + TWICE, 'a suggestion is not applied');
    assert.equal(both.status, 1);
    assert.match(both.stderr, /^ {2}9:10 {2}warning .*\n +9 \| {3}server 10\.0\.0\.1:80;$/m);
    assert.ok(!both.stderr.includes('max_fails'), 'what was fixed is gone');
    const untouched = run(['check', '-', '--fix', '--stdin-filename', 'notes.md'], '# notes\n');
    assert.equal(untouched.stdout, '# notes\n', 'what is not recognised comes back as it was');
    assert.equal(untouched.status, 0);
    assert.match(run(['check', '-', '--diff', ...name], alone).stdout, /^-.*max_fails=3/m);
  });

  it('writes notes for a pull request', () => {
    const { stdout, status } = run(['check', '--format', 'github', 'nginx.conf']);
    assert.equal(status, 1);
    assert.match(
      stdout,
      /^::warning file=nginx\.conf,line=3,endLine=3,col=10,endColumn=21,title=nginx\/\S+::"10\.0/m,
    );
    assert.ok(stdout.split('\n').every((line) => line === '' || line.startsWith('::')));
  });

  it('writes SARIF with the rules it names', () => {
    const { stdout, status } = run(['check', '--format', 'sarif']);
    assert.equal(status, 1);
    const [sarif] = (JSON.parse(stdout) as Log).runs;
    const [result] = sarif?.results ?? [];
    assert.equal(result?.ruleId, 'nginx/upstream-duplicate-server');
    assert.deepEqual(result?.locations?.[0]?.physicalLocation, {
      artifactLocation: { uri: 'nginx.conf', uriBaseId: 'SRCROOT' },
      region: { startLine: 3, startColumn: 10, endLine: 3, endColumn: 21 },
    });
    const named = sarif?.tool.driver.rules?.map(({ id }) => id) ?? [];
    assert.ok(sarif?.results?.every(({ ruleId = '' }) => named.includes(ruleId)));
  });

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
    assert.equal(stderr, '', 'findings of other rules are not gone');
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
    const { stdout } = spawnSync(process.execPath, [program, 'check', '--format', 'json'], {
      cwd: join(repository, 'deploy'),
      encoding: 'utf8',
    });
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
    const runIn = (cwd: string, ...args: readonly string[]) =>
      spawnSync(process.execPath, [program, ...args], { cwd: join(outer, cwd), encoding: 'utf8' });
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

  it('shows a stretch of a long line, not all of it', () => {
    const file = join(folder, 'long.conf');
    writeFileSync(file, `${TWICE.replaceAll('\r\n', ' ')}# ${'x'.repeat(50_000)}\n`);
    const { stdout } = run(['check', 'long.conf']);
    assert.match(stdout, /1 \| upstream api/);
    assert.ok(stdout.split('\n').every((line) => line.length < 500));
    rmSync(file);
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
      /^shop grants 92 connections .*\n {2}shop: 16 pods and 4 more × 1 × 10 = 30 to 160, 200 during a rollout\n {4}pool: application\.yml:3 \(defaulted\)/m,
    );
    assert.match(
      run(['capacity', '--format', 'md', shop]).stdout,
      /\| \*\*together\*\* .* \| 200 \|/,
    );
    const { budgets } = JSON.parse(run(['capacity', '--format', 'json', shop]).stdout);
    assert.deepEqual(
      budgets.map(({ server, limit, rollout }: Record<string, unknown>) => [
        server,
        limit,
        rollout,
      ]),
      [['shop', 92, 200]],
    );
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

  it('shows a diff without writing, then fixes whole, keeping line ends, mode and links', () => {
    const file = join(folder, 'nginx.conf');
    const link = join(folder, 'linked.conf');
    chmodSync(file, 0o640);
    symlinkSync(file, link);
    const { stdout, stderr, status } = run(['check', '--diff', '--unsafe-fixes', 'nginx.conf']);
    assert.equal(status, 1, 'what is there now decides');
    assert.match(stderr, /reviewed: 1 warning/);
    assert.match(stdout, /^--- a\/nginx\.conf/m);
    assert.equal(readFileSync(file, 'utf8'), TWICE);

    run([
      'check',
      '--fix',
      '--unsafe-fixes',
      '--only',
      'nginx/upstream-duplicate-server',
      'nginx.conf',
    ]);
    const fixed = readFileSync(file, 'utf8');
    assert.notEqual(fixed, TWICE);
    assert.ok(!/[^\r]\n/.test(fixed), 'CRLF stays');
    assert.equal(statSync(file).mode & 0o777, 0o640);
    assert.equal(readFileSync(link, 'utf8'), fixed);
    run([
      'check',
      '--fix',
      '--unsafe-fixes',
      '--only',
      'nginx/upstream-duplicate-server',
      'nginx.conf',
    ]);
    assert.equal(readFileSync(file, 'utf8'), fixed, 'a second run changes nothing');
    writeFileSync(file, TWICE);
    rmSync(link);
  });

  const mistakes: readonly (readonly [readonly string[], RegExp])[] = [
    [['chek'], /unknown command "chek" \(did you mean "check"\?\)/],
    [['check', '--formt', 'json'], /unknown option --formt \(did you mean "--format"\?\)/],
    [
      ['check', '--format', 'jsn'],
      /--format takes pretty, json, sarif, github; it is "jsn" \(did you mean "json"\?\)/,
    ],
    [['check', '--only', 'nginx/cache-stampeed'], /did you mean "nginx\/cache-stampede"/],
    [['check', 'missing.conf'], /missing\.conf: no such file or folder/],
    [['check', '--config', 'missing.yaml'], /missing\.yaml: no such file, or it cannot be read/],
    [['check', '--baseline', 'notes.md'], /notes\.md: not a baseline; .* Remove the file/],
    [['check', '--baseline', 'no/b.json'], /no\/b\.json: its folder does not exist/],
    [['check', '--baseline'], /--baseline needs a value; see headroom --help/],
    [['check', '--baseline', '--fix'], /--baseline needs a value; see headroom --help/],
    [['check', '--fix=yes'], /--fix takes no value; see headroom --help/],
    [['check', '-'], /needs --stdin-filename/],
    [['check', '--unsafe-fixes'], /goes with --fix or --diff/],
    [
      ['advise', '--answer', 'cpu'],
      /--answer takes QUESTION=ANSWER; it is "cpu"; see headroom advise/,
    ],
    [
      ['advise', '--answer', 'trafic=spikes'],
      /unknown question "trafic" \(did you mean "traffic"\?\)/,
    ],
    [['advise', '--format', 'sarif'], /--format takes pretty, md, json; it is "sarif"/],
    [['explain', 'nginx/nothing-like-it'], /unknown rule/],
    [['diagram', 'notes.md'], /nothing to draw/],
    [
      ['diagram', '--view', 'trafic', 'nginx.conf'],
      /--view takes traffic, autoscaling; it is "trafic" \(did you mean "traffic"\?\)/,
    ],
    [
      ['diagram', '--view', 'autoscaling', 'nginx.conf'],
      /nginx\.conf: --view autoscaling cannot be drawn of it: /,
    ],
    [['init'], /already here; nothing was written/],
  ];
  for (const [args, message] of mistakes) {
    it(`says what is wrong with: ${args.join(' ')}`, () => {
      const { status, stderr, stdout } = run(args);
      assert.equal(status, 2);
      assert.equal(stdout, '');
      assert.match(stderr, message);
      assert.equal(stderr.trim().split('\n').length, 1);
    });
  }

  it('lists rules, prints the configuration, the version and the help', () => {
    const { rules } = JSON.parse(run(['rules', '--format', 'json']).stdout);
    assert.deepEqual(Object.keys(rules[0]).sort(), [
      'fix',
      'id',
      'severity',
      'status',
      'summary',
      'url',
    ]);
    assert.match(run(['print-config', 'nginx.conf']).stdout, /^# from: headroom\.yaml$/m);
    assert.match(run(['diagram', 'nginx.conf']).stdout, /^flowchart LR\n/);
    assert.equal(run(['--version']).stdout, 'test\n');
    assert.match(run(['--help']).stdout, /headroom check/);
  });
});
