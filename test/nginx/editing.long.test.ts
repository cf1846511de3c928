import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { NamedPlace, OutlineItem } from '../../src/service/contracts/editing';
import { applyChanges } from '../../src/service/contracts/fix';
import { analyseNginx } from '../../src/service/languages/nginx';
import { completeAt } from '../../src/service/languages/nginx/complete';
import { foldsOf } from '../../src/service/languages/nginx/folds';
import { formatNginx } from '../../src/service/languages/nginx/format';
import { namedPlaces } from '../../src/service/languages/nginx/named-places';
import { outlineOf } from '../../src/service/languages/nginx/outline';

const TEXT = `# balancing
# for the shop
upstream App {
  server 10.0.0.1:3000;
}
map $http_upgrade $connection_upgrade {
  default upgrade;
  '' $fallback;
}
limit_req_zone $binary_remote_addr zone=login:10m rate=5r/s;
proxy_cache_path /var/cache/nginx levels=1:2 keys_zone=pages:10m;
server {
  server_name shop.test;
  listen 80;
  location / {
    limit_req zone=login burst=5;
    proxy_cache pages;
    proxy_set_header Connection $connection_upgrade;
    proxy_pass "http://app/\${connection_upgrade}";
    error_page 502 = @down;
  }
  location @down {
    return 503;
  }
}
server {
  location @down { return 504; }
}
`;

function names(text = TEXT): readonly NamedPlace[] {
  return namedPlaces(analyseNginx(text).model, 'file:///a');
}

describe('names', () => {
  it('are found where they are given and used, without what surrounds them', () => {
    const shown = names()
      .filter(({ kind }) => !kind.startsWith('named'))
      .map(({ kind, name, role, at }) =>
        [kind, name, role, TEXT.slice(at.start, at.end)].join(' '),
      );
    assert.deepEqual(shown, [
      'upstream app definition App',
      'variable connection_upgrade definition connection_upgrade',
      'variable fallback use fallback',
      'limit_req zone login definition login',
      'cache zone pages definition pages',
      'limit_req zone login use login',
      'cache zone pages use pages',
      'variable connection_upgrade use connection_upgrade',
      'upstream app use app',
      'variable connection_upgrade use connection_upgrade',
    ]);
  });

  it('of locations belong to their server', () => {
    const locations = names().filter(({ kind }) => kind.startsWith('named'));
    assert.equal(locations.length, 3);
    assert.equal(new Set(locations.map(({ kind }) => kind)).size, 2);
    assert.deepEqual(
      locations.map(({ role }) => role),
      ['use', 'definition', 'definition'],
    );
  });

  it('are not made of ports, sockets, built-in variables and templates', () => {
    const text = `server {
      location /a { proxy_pass http://app:80; proxy_set_header Host $host; }
      location /b { proxy_pass http://unix:/run/a; }
      location /c { proxy_pass http://{{ app }}; return 200 $1$arg_x; }
    }`;
    assert.deepEqual(names(text), []);
  });
});

it('the outline nests blocks as the text does', () => {
  const shown = (items: readonly OutlineItem[]): unknown[] =>
    items.map(({ name, children }) => (children.length > 0 ? [name, ...shown(children)] : name));
  assert.deepEqual(shown(outlineOf(analyseNginx(TEXT).model)), [
    ['upstream App', 'server 10.0.0.1:3000'],
    'map $http_upgrade $connection_upgrade',
    ['server', 'location /', 'location @down'],
    ['server', 'location @down'],
  ]);
  const [, , server] = outlineOf(analyseNginx(TEXT).model);
  assert.equal(server?.detail, 'shop.test 80');
});

describe('a dump of several files', () => {
  const DUMP = [
    '# configuration file /etc/nginx/nginx.conf:',
    'http {',
    'include sites/*;',
    'upstream app { server 10.0.0.1; }',
    '}',
    '# configuration file /etc/nginx/sites/a:',
    'server { location / { include /etc/nginx/p; } location /b { include /etc/nginx/p; } }',
    '# configuration file /etc/nginx/p:',
    'proxy_pass http://app;',
    '',
  ].join('\n');
  const { model } = analyseNginx(DUMP);

  it('is outlined as it stands, each block once', () => {
    const shown = outlineOf(model).map(({ name, children }) => [name, children.length]);
    assert.deepEqual(shown, [
      ['http', 1],
      ['server', 2],
    ]);
  });

  it('is formatted file by file', () => {
    const after = applyChanges(DUMP, formatNginx(model, '  '));
    assert.match(after, /\n {2}include sites\/\*;\n {2}upstream/);
    assert.deepEqual(formatNginx(analyseNginx(after).model, '  '), []);
  });

  it('knows a pass of an included file in each of its places', () => {
    assert.deepEqual(
      model.upstreams[0]?.users.map(({ location }) => location?.directive.path),
      ['/http/server/location[~1]', '/http/server/location[~1b]'],
    );
  });
});

it('blocks and runs of comments fold, and the closing brace stays', () => {
  const { model, comments } = analyseNginx(TEXT);
  const lines = foldsOf(model, comments).map(({ start, end }) => [lineOf(start), lineOf(end)]);
  assert.deepEqual(lines, [
    [3, 4],
    [6, 8],
    [12, 24],
    [15, 20],
    [22, 23],
    [26, 27],
    [1, 2],
  ]);
});

function lineOf(offset: number): number {
  return TEXT.slice(0, offset).split('\n').length;
}

describe('completion', () => {
  /** Labels proposed at the `|`. */
  const at = (text: string, given: readonly NamedPlace[] = []): readonly string[] => {
    const offset = text.indexOf('|');
    const { model } = analyseNginx(text.replace('|', ''));
    return completeAt(model, offset, given).map(({ label }) => label);
  };

  it('knows the directives of each level', () => {
    assert.ok(at('http {\n  |\n}').includes('upstream'));
    assert.ok(!at('http {\n  |\n}').includes('proxy_pass'));
    assert.ok(at('upstream a {\n  kee|\n}').includes('keepalive'));
    assert.ok(!at('upstream a {\n  kee|\n}').includes('location'));
    assert.ok(at('server { location / {\n pro|\n} }').includes('proxy_pass'));
    assert.ok(at('stream { server {\n |\n} }').includes('proxy_timeout'));
    assert.ok(!at('stream { server {\n |\n} }').includes('location'));
  });

  it('knows upstreams, zones, variables and named locations', () => {
    const given = names();
    assert.deepEqual(at('server { location / { proxy_pass http://|; } }', given), ['app']);
    assert.equal(at('server { location / { limit_req |; } }', given)[0], 'login');
    assert.equal(at('server { proxy_cache p|; }', given)[0], 'pages');
    assert.ok(at('server { return 200 $|; }', given).includes('$connection_upgrade'));
    assert.ok(at('server { return 200 $|; }', given).includes('$request_uri'));
    assert.deepEqual(at('server { try_files $uri @|; }', given), ['@down', '@down']);
  });

  it('knows the words that a directive takes', () => {
    assert.deepEqual(at('server { location / { limit_req zone=a |; } }'), [
      'burst=',
      'delay=',
      'nodelay',
    ]);
    assert.ok(at('server { listen 80 |; }').includes('ipv6only='));
    assert.ok(at('upstream a { server 10.0.0.1 max_fails=2 |; }').includes('fail_timeout='));
    assert.ok(!at('upstream a { server 10.0.0.1 max_fails=2 |; }').includes('max_fails='));
    assert.deepEqual(at('server { gzip |; }'), ['off', 'on']);
  });

  it('says what a directive is for', () => {
    const { model } = analyseNginx('http { }');
    const found = completeAt(model, 7, []).find(({ label }) => label === 'gzip_types');
    assert.equal(
      found?.documentation,
      [
        'Enables gzipping of responses for the specified MIME types in addition to “text/html”.',
        '`gzip_types <mime-type> ...;`',
        'Default: `text/html`',
        'In http, server, location. [nginx.org](https://nginx.org/en/docs/http/ngx_http_gzip_module.html#gzip_types)',
      ].join('\n\n'),
    );
  });

  it('replaces the word and keeps the scheme', () => {
    const text = 'server { location / { proxy_pass https://ap; } }';
    const { model } = analyseNginx(text);
    const [proposal] = completeAt(model, text.indexOf(';'), names());
    assert.equal(proposal?.newText, 'https://app');
    assert.equal(text.slice(proposal?.replaces.start, proposal?.replaces.end), 'https://ap');
  });

  it('is silent in comments and tables', () => {
    assert.deepEqual(at('# proxy_|'), []);
    assert.deepEqual(at('map $a $b {\n  def|\n}'), []);
  });
});

it('half-typed text never throws, and every place is inside it', () => {
  for (let end = 0; end <= TEXT.length; end += 3) {
    const text = TEXT.slice(0, end);
    const { model, comments } = analyseNginx(text);
    const found = namedPlaces(model, 'file:///a');
    const spans = [...found.map(({ at }) => at), ...foldsOf(model, comments)];
    assert.ok(spans.every(({ start, end: last }) => start >= 0 && start <= last && last <= end));
    outlineOf(model);
    completeAt(model, end, found);
  }
});
