import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createService } from '../../src/service';
import { NEVER_CANCELLED } from '../../src/service/contracts/ports';
import { analyseNginx } from '../../src/service/languages/nginx';
import { describeAt } from '../../src/service/languages/nginx/hover';
import { memoryPorts, ROOT, uriOf } from '../support/memory';

const TEXT = `events {}
http {
  proxy_read_timeout 30s;
  proxy_set_header Host $host;
  upstream shop {
    least_conn;
    server a:1 weight=3;
    server b:1;
    server c:1 backup;
  }
  server {
    location / {
      proxy_set_header X-Real-IP $remote_addr;
      proxy_connect_timeout 5s;
      proxy_read_timeout 90s;
      proxy_pass http://shop;
    }
    location /b {
      proxy_pass http://shop;
    }
  }
}
`;

function lineOf(offset: number): string {
  return `line ${TEXT.slice(0, offset).split('\n').length}`;
}

function hover(before: string, word: string, nginx?: string): string | undefined {
  const offset = TEXT.indexOf(word, TEXT.indexOf(before));
  return describeAt(analyseNginx(TEXT).model, offset + 1, nginx, lineOf)?.markdown;
}

/** What is said of the place itself, without the reference below it. */
function said(before: string, word: string, nginx?: string): string | undefined {
  return hover(before, word, nginx)?.split('\n\n---\n\n')[0];
}

test('a setting says what it replaces', () => {
  assert.equal(
    said('location /', 'proxy_read_timeout'),
    '`proxy_read_timeout 90s` holds here and below, in place of `proxy_read_timeout 30s` (line 3).',
  );
  assert.equal(
    said('location /', 'proxy_connect_timeout'),
    "`proxy_connect_timeout 5s` holds here and below, in place of nginx's default `60s`.",
  );
});

test('a list says what it drops', () => {
  assert.equal(
    said('location /', 'proxy_set_header'),
    "`proxy_set_header`: this level's list replaces the outer one and drops `proxy_set_header Host $host` (line 4).",
  );
});

test('a pass shows all that holds for it', () => {
  assert.equal(
    said('location /b', 'proxy_pass', '1.24'),
    [
      '| holds here | value |',
      '|---|---|',
      '| `proxy_connect_timeout` | `60s`, default |',
      '| `proxy_send_timeout` | `60s`, default |',
      '| `proxy_read_timeout` | `30s`, inherited from line 3 |',
      '| `proxy_next_upstream` | `error timeout`, default |',
      '| `proxy_http_version` | `1.0`, default |',
      '| `proxy_cache` | `off`, default |',
      '| `proxy_set_header` | Host, inherited from line 4 |',
    ].join('\n'),
  );
});

test('a location shows what holds in it, where it comes from and what is dropped', () => {
  assert.equal(
    said('location / ', 'location'),
    [
      '| holds here | value |',
      '|---|---|',
      '| `proxy_connect_timeout` | `5s`, line 14 |',
      '| `proxy_read_timeout` | `90s`, line 15 |',
      '| `proxy_set_header` | X-Real-IP, line 13; dropped here: Host (line 4) |',
    ].join('\n'),
  );
});

test('a default that a version changed is told for the version that is known', () => {
  assert.match(said('location /b', 'proxy_pass', '1.30') ?? '', /`1\.1`, default/);
  assert.match(said('location /b', 'proxy_pass') ?? '', /default of the nginx version/);
});

test('an upstream shows its shares', () => {
  assert.equal(
    said('upstream', 'upstream'),
    'Spread by least_conn:\n- `a:1` 75 %\n- `b:1` 25 %\n- and 1 as backup, when all of these fail',
  );
});

test('anything else is explained as the reference does', () => {
  assert.match(
    hover('events', 'events') ?? '',
    /^Provides .*\n\n`events \{\.\.\.\}`\n\nIn main\. /,
  );
  assert.equal(describeAt(analyseNginx('').model, 0, undefined, lineOf), undefined);
  assert.equal(describeAt(analyseNginx('made_up 1;').model, 2, undefined, lineOf), undefined);
});

test('over included files: places of other files, and each context of a fragment', async () => {
  const files = new Map([
    [
      'nginx.conf',
      'events {}\nhttp {\n  proxy_read_timeout 9s;\n  include sites/*;\n  server { location /x { proxy_read_timeout 1s; include pass.conf; } }\n}\n',
    ],
    ['sites/a.conf', 'server {\n  location /a {\n    include pass.conf;\n  }\n}\n'],
    ['pass.conf', 'proxy_pass http://10.0.0.1;\n'],
  ]);
  const service = createService(memoryPorts(files));
  const uri = uriOf('pass.conf');
  service.open({ uri, languageId: 'nginx', version: 1, text: files.get('pass.conf') ?? '' });
  await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
  const shown = await service.hover(uri, { line: 0, character: 2 }, NEVER_CANCELLED);
  assert.ok(shown);
  const markdown = (shown.contents as { value: string }).value;
  assert.ok(
    markdown.includes(`In \`location /a\` ([sites/a.conf line 2](${uriOf('sites/a.conf')}#L2))`),
  );
  assert.ok(
    markdown.includes(`\`9s\`, inherited from [nginx.conf line 3](${uriOf('nginx.conf')}#L3)`),
  );
  assert.ok(
    markdown.includes(`In \`location /x\` ([nginx.conf line 5](${uriOf('nginx.conf')}#L5))`),
  );
  assert.deepEqual(shown.range, {
    start: { line: 0, character: 0 },
    end: { line: 0, character: 10 },
  });
});
