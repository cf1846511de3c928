import assert from 'node:assert/strict';
import { test } from 'node:test';
import { valueOf } from '../../src/service/contracts/field';
import { analyseNginx } from '../../src/service/languages/nginx';

const UPSTREAMS = 'upstream orders { server 10.0.0.1:80; } upstream stock { server 10.0.0.2:80; }';

/** The upstreams of each pass: `=name` where every request goes there, `?` where more is possible. */
function targets(inside: string): readonly string[] {
  const { passes } = analyseNginx(`events {} http { ${UPSTREAMS} ${inside} }`).model;
  return passes.map(({ upstreams, upstream, open }) => {
    const names = upstreams.map(({ name }) => valueOf(name)).join(' ');
    return `${upstream ? '=' : ''}${names}${open ? '?' : ''}`;
  });
}

const CASES: readonly (readonly [what: string, text: string, expected: readonly string[]])[] = [
  ['a name', 'server { location / { proxy_pass http://orders; } }', ['=orders']],
  [
    'a path in a variable ends the name',
    'server { location / { proxy_pass http://orders$request_uri; } }',
    ['=orders'],
  ],
  [
    'set in the server, read in a location',
    'server { set $pool http://orders; location / { proxy_pass $pool; } }',
    ['=orders'],
  ],
  [
    'set with a path',
    'server { set $pool orders; location / { proxy_pass $scheme://$pool/api$is_args$args; } }',
    ['=orders'],
  ],
  [
    'a variable of another server is another one',
    'server { set $pool stock; } server { set $pool orders; location / { proxy_pass http://$pool; } }',
    ['=orders'],
  ],
  [
    'a map leads to several',
    'map $host $pool { default orders; stock.example.com stock; } server { location / { proxy_pass http://$pool; } }',
    ['orders stock'],
  ],
  [
    'a map without a default gives nothing to the rest',
    'map $host $pool { stock.example.com stock; } server { location / { proxy_pass http://$pool; } }',
    ['stock'],
  ],
  [
    'split_clients',
    'split_clients $remote_addr $pool { 5% stock; * orders; } server { location / { proxy_pass http://$pool; } }',
    ['stock orders'],
  ],
  [
    'geo',
    'geo $pool { default orders; 10.0.0.0/8 stock; } server { location / { proxy_pass http://$pool; } }',
    ['orders stock'],
  ],
  [
    'a variable in a variable',
    'server { set $name stock; set $pool http://$name; location / { proxy_pass $pool; } }',
    ['=stock'],
  ],
  [
    'a circle stays open',
    'server { set $a $b; set $b $a; location / { proxy_pass http://$a; } }',
    ['?'],
  ],
  ['nothing says what it is', 'server { location ~ /(.*) { proxy_pass http://$1; } }', ['?']],
  [
    'a port makes it an address',
    'server { set $pool orders:8080; location / { proxy_pass http://$pool; } }',
    [''],
  ],
];

for (const [what, text, expected] of CASES) {
  test(`where a pass leads: ${what}`, () => assert.deepEqual(targets(text), expected));
}
