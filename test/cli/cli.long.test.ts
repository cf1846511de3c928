import assert from 'node:assert/strict';
import { chmodSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import Ajv from 'ajv';
import type { Log } from 'sarif';
import { OUTPUT_SCHEMA, type Output } from '../../src/service/contracts/output';
import { type Cli, makeCli, TWICE } from './support';

describe('headroom', () => {
  let cli: Cli;
  let folder = '';
  const run: Cli['run'] = (args, input) => cli.run(args, input);

  before(async () => {
    cli = await makeCli();
    folder = cli.folder;
  });

  after(() => cli.remove());

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

  it('shows a stretch of a long line, not all of it', () => {
    const file = join(folder, 'long.conf');
    writeFileSync(file, `${TWICE.replaceAll('\r\n', ' ')}# ${'x'.repeat(50_000)}\n`);
    const { stdout } = run(['check', 'long.conf']);
    assert.match(stdout, /1 \| upstream api/);
    assert.ok(stdout.split('\n').every((line) => line.length < 500));
    rmSync(file);
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
      /--view takes traffic, autoscaling, system; it is "trafic" \(did you mean "traffic"\?\)/,
    ],
    [
      ['diagram', '--view', 'autoscaling', 'nginx.conf'],
      /nginx\.conf: --view autoscaling cannot be drawn of it: /,
    ],
    [['diagram', '.', '--view', 'trafic'], /it is "trafic" \(did you mean "traffic"\?\)/],
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
      'title',
      'url',
    ]);
    assert.match(run(['print-config', 'nginx.conf']).stdout, /^# from: headroom\.yaml$/m);
    assert.match(run(['diagram', 'nginx.conf']).stdout, /^flowchart LR\n/);
    assert.match(
      run(['diagram', '.', '--view', 'traffic']).stderr,
      /no file says anything of traffic/,
    );
    const sharding = run(['diagram', '.', '--view', 'sharding']);
    assert.match(sharding.stdout, /remainder 3/);
    assert.match(
      sharding.stderr,
      /^No file of \. says anything of sharding: this is the guide's reference/,
    );
    assert.equal(run(['--version']).stdout, 'test\n');
    assert.match(run(['--help']).stdout, /headroom check/);
  });
});
