import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyseNginx } from '../../src/service/languages/nginx';
import { describeAt } from '../../src/service/languages/nginx/hover';

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

function hover(before: string, word: string, nginx?: string): string | undefined {
  const offset = TEXT.indexOf(word, TEXT.indexOf(before));
  return describeAt(analyseNginx(TEXT).model, offset + 1, nginx)?.markdown;
}

test('a setting says what it replaces', () => {
  assert.equal(
    hover('location /', 'proxy_read_timeout'),
    '`proxy_read_timeout 90s` holds here and below, in place of `proxy_read_timeout 30s` (line 3).',
  );
  assert.equal(
    hover('location /', 'proxy_connect_timeout'),
    "`proxy_connect_timeout 5s` holds here and below, in place of nginx's default `60s`.",
  );
});

test('a list says what it drops', () => {
  assert.equal(
    hover('location /', 'proxy_set_header'),
    "`proxy_set_header`: this level's list replaces the outer one and drops `proxy_set_header Host $host` (line 4).",
  );
});

test('a pass shows all that holds for it', () => {
  assert.equal(
    hover('location /b', 'proxy_pass', '1.24'),
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

test('an upstream shows its shares', () => {
  assert.equal(
    hover('upstream', 'upstream'),
    'Spread by least_conn:\n- `a:1` 75 %\n- `b:1` 25 %\n- and 1 as backup, when all of these fail',
  );
});

test('nothing to add, nothing shown', () => {
  assert.equal(hover('events', 'events'), undefined);
  assert.equal(describeAt(analyseNginx('').model, 0), undefined);
});
