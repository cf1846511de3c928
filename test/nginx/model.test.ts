import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyseNginx } from '../../src/service/languages/nginx';
import { type Effective, effective } from '../../src/service/languages/nginx/effective';
import type { NginxModel } from '../../src/service/languages/nginx/model';
import { olderThan } from '../../src/service/languages/nginx/versions';
import { parseTime } from '../../src/service/languages/nginx/words';

function modelOf(text: string): NginxModel {
  return analyseNginx(text).model;
}

/** The effective value at the first pass, in words: `value @path [-dropped]`, `default …`, `? why`. */
function atPass(text: string, name: string, nginx?: string): string {
  const pass = modelOf(text).passes[0];
  assert.ok(pass);
  return inWords(effective(pass.scope, name, nginx));
}

function inWords(found: Effective): string {
  if (found.state === 'unknown') return `? ${found.why}`;
  if (found.state === 'defaulted') return `default ${found.value}`;
  const shown = found.directives.map(({ args }) =>
    args.map((arg) => (arg.state === 'known' ? arg.value : '?')).join(' '),
  );
  const dropped = found.dropped.map(
    ({ args }) => ` -${args[0]?.state === 'known' && args[0].value}`,
  );
  return `${shown.join(', ')} @${found.scope.path}${found.inherited ? ' inherited' : ''}${dropped.join('')}`;
}

const http = (inside: string) => `events {} http { ${inside} }`;

const effectives: readonly (readonly [
  what: string,
  text: string,
  name: string,
  expected: string,
])[] = [
  [
    'the nearest level wins',
    http(
      'proxy_read_timeout 1s; server { proxy_read_timeout 2s; location / { proxy_pass http://a; } }',
    ),
    'proxy_read_timeout',
    '2s @/http/server inherited',
  ],
  [
    'a closed scope without it has the default',
    http('server { location / { proxy_pass http://a; } }'),
    'proxy_read_timeout',
    'default 60s',
  ],
  [
    'a fragment proves no absence',
    'server { location / { proxy_pass http://a; } }',
    'proxy_read_timeout',
    '? the levels around this fragment are in another file',
  ],
  [
    'an include hides what is absent',
    http('server { include x.conf; location / { proxy_pass http://a; } }'),
    'proxy_read_timeout',
    '? an include',
  ],
  [
    'an include cannot change a scalar that stands beside it',
    http('server { include x.conf; proxy_read_timeout 5s; location / { proxy_pass http://a; } }'),
    'proxy_read_timeout',
    '5s @/http/server inherited',
  ],
  [
    'types hide nothing',
    http('include mime.types; server { location / { proxy_pass http://a; } }'),
    'proxy_read_timeout',
    'default 60s',
  ],
  [
    'a list is inherited whole',
    http(
      'proxy_set_header A 1; proxy_set_header B 2; server { location / { proxy_pass http://a; } }',
    ),
    'proxy_set_header',
    'A 1, B 2 @/http inherited',
  ],
  [
    'a list is replaced whole',
    http(
      'proxy_set_header A 1; proxy_set_header B 2; server { location / { proxy_set_header b 3; proxy_pass http://a; } }',
    ),
    'proxy_set_header',
    'b 3 @/http/server/location[~1] -A',
  ],
  [
    'a list of its own closes a level even in a fragment',
    'location / { proxy_set_header A 1; proxy_pass http://a; }',
    'proxy_set_header',
    'A 1 @/location[~1]',
  ],
  [
    'an include may add to a list',
    'location / { proxy_set_header A 1; include x; proxy_pass http://a; }',
    'proxy_set_header',
    '? an include',
  ],
  [
    'an if block inherits from its location',
    http('server { location / { proxy_cache z; if ($x) { proxy_pass http://a; } } }'),
    'proxy_cache',
    'z @/http/server/location[~1] inherited',
  ],
  [
    'an unfinished line hides what is absent',
    http('server { location / { proxy_pass http://a; proxy_re } }'),
    'proxy_read_timeout',
    '? an unfinished line',
  ],
];

for (const [what, text, name, expected] of effectives) {
  test(`effective value: ${what}`, () => assert.equal(atPass(text, name), expected));
}

test('defaults follow the version', () => {
  const text = http('server { location / { proxy_pass http://a; } }');
  assert.equal(atPass(text, 'proxy_http_version', '1.24'), 'default 1.0');
  assert.equal(atPass(text, 'proxy_http_version', '1.29.7'), 'default 1.1');
  assert.equal(atPass(text, 'proxy_http_version'), 'default undefined');
});

test('versions compare by number; a branch means its newest release', () => {
  assert.equal(olderThan('1.9.15', '1.10.0'), true);
  assert.equal(olderThan('1.29.7', '1.29.7'), false);
  assert.equal(olderThan('1.29', '1.29.7'), false);
  assert.equal(olderThan('1.28.x', '1.29.7'), true);
  assert.equal(olderThan('plus', '1.29.7'), undefined);
  assert.equal(olderThan(undefined, '1.29.7'), undefined);
});

test('times', () => {
  assert.deepEqual(['60', '5s', '1h30m', '1h 30m', '500ms', '2M', 'x', ''].map(parseTime), [
    60,
    5,
    5400,
    5400,
    0.5,
    5_184_000,
    undefined,
    undefined,
  ]);
});

const contexts: readonly (readonly [text: string, kind: string, module: string])[] = [
  ['events {} http {}', 'main', 'core'],
  ['server { listen 80; location / { } }', 'http', 'http'],
  ['server { listen 80; proxy_pass a:1; }', 'http', 'stream'],
  ['upstream a { server b; }', 'http', 'unknown'],
  ['server a; server b;', 'upstream', 'unknown'],
  ['location / { }', 'server', 'http'],
  ['proxy_set_header A b;', 'unknown', 'http'],
  ['gzip on;', 'unknown', 'unknown'],
  ['# headroom: context http,server\nproxy_read_timeout 5s;', 'server', 'http'],
  ['# headroom: context stream,upstream\nserver a:1;', 'upstream', 'stream'],
];

for (const [text, kind, module] of contexts) {
  test(`the top of ${JSON.stringify(text)} is ${kind} of ${module}`, () => {
    const { root } = modelOf(text);
    assert.deepEqual([root.kind, root.module], [kind, module]);
  });
}

test('paths are made of keys, so that a new sibling moves nothing', () => {
  const paths = (text: string) => modelOf(text).directives.map((directive) => directive.path);
  assert.deepEqual(
    paths(
      'upstream a { server b:1; server c; server b:1; } server { location /x { return 204; } location ~ /x { } } server { }',
    ),
    [
      '/upstream[a]',
      '/upstream[a]/server[b:1]',
      '/upstream[a]/server[c]',
      '/upstream[a]/server[b:1]#1',
      '/server',
      '/server/location[~1x]',
      '/server/location[~1x]/return',
      '/server/location[~0 ~1x]',
      '/server#1',
    ],
  );
});

test('an upstream with its servers, method, pool and users', () => {
  const { upstreams } = modelOf(`
    upstream Shop {
      zone shop 64k;
      hash $uri consistent;
      server app1 weight=3 max_fails=0 fail_timeout=5s;
      server [::1]:8080 backup;
      server unix:/run/a.sock down max_conns=9;
      server 10.0.0.1:{{ port }} {{ more }};
      keepalive 16;
    }
    server { location / { proxy_pass https://shop/x/; } location /b { proxy_pass http://shop:80; } }
  `);
  const shop = upstreams[0];
  assert.ok(shop);
  assert.equal(shop.method.kind, 'hash');
  assert.deepEqual(
    [shop.keepalive.state === 'known' && shop.keepalive.value, shop.dynamic],
    [16, null],
  );
  assert.deepEqual(
    shop.servers.map((s) => [s.kind, s.host, s.port, s.backup, s.down, s.weight.state]),
    [
      ['name', 'app1', 80, false, false, 'known'],
      ['ip', '[::1]', 8080, true, false, 'absent'],
      ['unix', null, null, false, true, 'absent'],
      ['unknown', null, null, false, false, 'unknown'],
    ],
  );
  assert.deepEqual(
    shop.users.map(({ scheme, uri }) => [scheme, uri]),
    [['https', '/x/']],
  );
});

test('why servers cannot be counted', () => {
  const dynamic = (inside: string) =>
    modelOf(`upstream a { server b; ${inside} }`).upstreams[0]?.dynamic;
  assert.equal(dynamic(''), null);
  assert.equal(dynamic('include c;'), 'an include');
  assert.equal(dynamic('{% if x %}\n server c; {% endif %}\n'), 'a template');
  assert.equal(dynamic('balancer_by_lua_block { x() }'), '"balancer_by_lua_block"');
  assert.equal(dynamic('server'), 'an unfinished line');
});

test('listens, names, locations and their passes', () => {
  const { servers, locations, maps, zones } = modelOf(`
    map $uri $zone { default a; }
    limit_req_zone $remote_addr zone=pages:10m rate=5r/s;
    server {
      listen 443 ssl http2; listen [::]:8443; listen unix:/run/x; listen *:80 default_server;
      server_name a.example.com "b";
      location = /x { fastcgi_pass unix:/run/php.sock; }
      location ~*\\.php$ { location /in { grpc_pass grpc://b:50051; } }
      location @named { limit_except GET { proxy_pass http://$target; } }
    }
  `);
  const server = servers[0];
  assert.ok(server);
  assert.deepEqual(
    server.listens.map(({ port, flags }) => [port, [...flags].join(' ')]),
    [
      [443, 'ssl http2'],
      [8443, ''],
      [null, ''],
      [80, 'default_server'],
    ],
  );
  assert.equal(server.names.length, 2);
  assert.deepEqual(
    locations.map(({ modifier, pattern, passes, parent }) => [
      modifier,
      pattern.state === 'known' && pattern.value,
      passes.map(({ kind, host, port }) => [kind, host.state === 'known' ? host.value : '?', port]),
      parent !== null,
    ]),
    [
      ['=', '/x', [['fastcgi', 'unix:', null]], false],
      ['~*', '\\.php$', [], false],
      ['', '/in', [['grpc', 'b', 50051]], true],
      ['@', '@named', [['proxy', '?', null]], false],
    ],
  );
  assert.equal(server.locations.length, 3);
  assert.deepEqual(maps[0]?.rows.length, 1);
  assert.deepEqual(
    zones.map(({ kind, name }) => [kind, name.state === 'known' && name.value]),
    [['limit_req', 'pages']],
  );
});

test('a dump is one configuration, its includes followed', () => {
  const { model } = {
    model: modelOf(`# configuration file /etc/nginx/nginx.conf:
events {}
http { include conf.d/*.conf; include gone/*.conf; }
# configuration file /etc/nginx/conf.d/a.conf:
server { location / { proxy_pass http://a; } }
`),
  };
  assert.deepEqual(model.servers[0]?.directive.path, '/http/server');
  const pass = model.passes[0];
  assert.ok(pass);
  assert.equal(inWords(effective(pass.scope, 'proxy_buffering', undefined)), 'default on');
});

test('facts name upstreams and direct targets, without places', () => {
  const facts = (text: string) => analyseNginx(text).facts;
  const text =
    'upstream a { server b:1; }\nserver { location / { proxy_pass http://a; } location /c { proxy_pass http://c:2/x; } }';
  assert.deepEqual(
    facts(text).flatMap((fact) =>
      fact.kind === 'upstream'
        ? [[fact.name.state === 'known' && fact.name.value, fact.servers.length]]
        : [],
    ),
    [
      ['a', 1],
      ['c:2', 1],
    ],
  );
  assert.deepEqual(facts(`# moved\n\n${text}`), facts(text));
  assert.deepEqual(
    facts('server { location / { proxy_pass http://$x; } }').map(({ kind }) => kind),
    ['proxy-route', 'nginx-listener'],
  );
  const [route] = facts(
    'server { proxy_read_timeout 1m; location /a { set $up http://c:2; proxy_pass $up; } }',
  );
  assert.ok(route?.kind === 'proxy-route' && route.readTimeout.state === 'known');
  assert.deepEqual(
    [route.pattern, route.servers, route.readTimeout.value],
    ['/a', [{ host: 'c', port: 2 }], 60],
  );
});
