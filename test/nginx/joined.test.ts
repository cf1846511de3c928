import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import type { PrintedBuild } from '../../src/service/contracts/build-output';
import { joinedText } from '../../src/service/languages/nginx/joined';
import { parse } from '../../src/service/languages/nginx/parse';
import { memoryPorts, ROOT } from '../support/memory';

const FILES: Readonly<Record<string, string>> = {
  'deploy/nginx.conf':
    'events {}\nhttp {\n  include mime.types; include conf.d/*.conf;\n  include gone.conf;\n}\n',
  'deploy/conf.d/a.conf': 'upstream a {\n  server 10.0.0.1;\n}\n',
  'deploy/conf.d/b.conf': 'server {\n  listen 80;\n  include "snippets/proxy.conf";\n}\n',
  'deploy/snippets/proxy.conf': 'location / { proxy_pass http://a; }\n# deploy/nginx.conf\n',
  'fragment.conf': 'server {\n  listen 81;\n}\n',
};

const skip = spawnSync('nginx', ['-v']).error === undefined ? false : 'there is no nginx on PATH';

const serviceOf = (files: Readonly<Record<string, string>>) =>
  createService(memoryPorts(new Map(Object.entries(files))));

async function printed(files: Readonly<Record<string, string>>, id: string): Promise<PrintedBuild> {
  const built = await serviceOf(files).build(ROOT, id);
  if (!('text' in built)) throw new Error(`no build ${id}: ${built.join(', ')}`);
  return built;
}

describe('what nginx reads', () => {
  it('is a build of each main file, with the files it includes', async () => {
    const builds = await serviceOf(FILES).builds(ROOT);
    assert.deepEqual(
      builds.map(({ id, layers, closed, limits }) => ({ id, layers, closed, limits })),
      [
        {
          id: 'nginx:deploy/nginx.conf',
          layers: [
            'deploy/nginx.conf',
            'deploy/conf.d/a.conf',
            'deploy/conf.d/b.conf',
            'deploy/snippets/proxy.conf',
          ],
          closed: false,
          limits: ['include gone.conf in deploy/nginx.conf: not all that it names is here.'],
        },
      ],
    );
  });

  it('belongs to the environment that its folder names', async () => {
    const files = { 'envs/prod/nginx.conf': 'events {}\nhttp {}\n' };
    const [only] = await serviceOf(files).builds(ROOT);
    assert.equal(only?.id, 'nginx:envs/prod/nginx.conf@prod');
    assert.equal(only?.environment, 'prod');
  });

  it('is printed as one text, each line with the place it stands at', async () => {
    const { text, trail, annotated } = await printed(FILES, 'nginx:deploy/nginx.conf');
    assert.equal(
      text,
      [
        'events {}',
        'http {',
        '  include mime.types; ',
        'upstream a {',
        '  server 10.0.0.1;',
        '}',
        'server {',
        '  listen 80;',
        'location / { proxy_pass http://a; }',
        '# deploy/nginx.conf',
        '}',
        '  include gone.conf;',
        '}',
        '',
      ].join('\n'),
    );
    assert.equal(trail[8], 'deploy/snippets/proxy.conf:1: location / { proxy_pass http://a; }');
    assert.equal(trail[10], 'deploy/conf.d/b.conf:4: }');
    assert.match(annotated, /^ {2}server 10\.0\.0\.1; {2}# deploy\/conf\.d\/a\.conf:2$/m);
  });

  it('is the file itself where nothing is included', async () => {
    const text = 'events {}\r\nhttp {\r\n\r\n  server { listen 80; } # x\r\n}\r\n';
    const built = await printed({ 'nginx.conf': text }, 'nginx:nginx.conf');
    assert.equal(built.text, text.replaceAll('\r\n', '\n'));
    assert.deepEqual(built.limits, []);
  });

  it('is accepted by nginx itself, and says what its own dump says', { skip }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'headroom-joined-'));
    const head = `pid ${folder}/pid;\nerror_log ${folder}/log;\n`;
    const files = {
      'nginx.conf': `${head}events {}\nhttp { access_log off; include conf.d/*.conf; }\n`,
      'conf.d/a.conf': 'upstream a { server 127.0.0.1:8081; }\n',
      'conf.d/b.conf': 'server { listen 127.0.0.1:8080; include parts/p.conf; return 404; }\n',
      'parts/p.conf': 'location /a { proxy_pass http://a; } location /b { return 204; }\n',
    };
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const { text } = await printed(files, 'nginx:nginx.conf');
    writeFileSync(join(folder, 'joined.conf'), text);
    const ask = (name: string) =>
      spawnSync(
        'nginx',
        ['-T', '-q', '-p', folder, '-e', join(folder, 'e'), '-c', join(folder, name)],
        {
          encoding: 'utf8',
        },
      );
    const [apart, joined] = [ask('nginx.conf'), ask('joined.conf')];
    rmSync(folder, { recursive: true });
    assert.deepEqual([apart.status, joined.status], [0, 0], joined.stderr);
    // Each word of the files, but for the includes, stands in the joined text as often.
    const words = (said: string) =>
      said
        .replace(/^# configuration file .*$/gm, '')
        .replace(/include [^;]+;/g, '')
        .split(/\s+/)
        .filter(Boolean)
        .sort();
    assert.deepEqual(words(joined.stdout), words(apart.stdout));
  });

  it('ends where files include themselves or each other', async () => {
    const round = {
      'nginx.conf': 'events {}\nhttp {\n  include a.conf;\n}\n',
      'a.conf': 'include b.conf;\nserver { listen 80; }\n',
      'b.conf': 'include a.conf;\n',
    };
    const { text } = await printed(round, 'nginx:nginx.conf');
    assert.equal(text, 'events {}\nhttp {\nserver { listen 80; }\n}\n');
    const names = Array.from({ length: 41 }, (_, at) => `f${at}.conf`);
    const sources = names.map((path, at) => {
      const next = at < 40 ? `include f${at + 1}.conf;\n`.repeat(2) : '';
      const own = `${next}server { listen ${at + 1}; }\n`;
      return { path, text: own, tree: parse(own) };
    });
    const joints = Object.fromEntries(names.map((path) => [path, { paths: [path], whole: true }]));
    const { lines, limits } = joinedText({ paths: names, joints }, sources);
    assert.equal(lines.length, 100_000);
    assert.match(limits.join(' '), /left out/);
  });

  it('says which of the files that stand in it cannot be read', () => {
    const text = 'events {}\nhttp {\n  include sites/*.conf;\n}\n';
    const site = 'server { listen 80; }\n';
    const sources = [
      { path: 'nginx.conf', text, tree: parse(text) },
      { path: 'sites/a.conf', text: site, tree: parse(site) },
    ];
    const joints = { 'sites/*.conf': { paths: ['sites/a.conf', 'sites/b.conf'], whole: true } };
    const { lines, limits } = joinedText({ paths: ['nginx.conf'], joints }, sources);
    assert.ok(lines.some(({ path }) => path === 'sites/a.conf'));
    assert.deepEqual(limits, ['sites/b.conf, which nginx.conf includes, cannot be read.']);
  });
});
