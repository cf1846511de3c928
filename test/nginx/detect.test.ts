import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nginxDetector } from '../../src/service/languages/nginx/detect';

const names: readonly (readonly [path: string, expected: boolean])[] = [
  ['nginx.conf', true],
  ['nginx.conf.production', true],
  ['site.conf.template', true],
  ['site.conf.j2', true],
  ['shop.vhost', true],
  ['app.nginx', true],
  ['sites-enabled/shop', true],
  ['docker/nginx/snippets/headers', true],
  ['nginx.tmpl', true],
  ['nginx-dump.txt', true],
  ['package.json', false],
  ['src/main.ts', false],
  ['README.md', false],
  ['deployment.yaml', false],
];

for (const [path, expected] of names) {
  test(`${path} ${expected ? 'may be' : 'is not'} nginx by name`, () => {
    assert.equal(nginxDetector.mayBe(path), expected);
  });
}

const texts: readonly (readonly [what: string, text: string, expected: boolean])[] = [
  ['a server', 'server {\n  listen 80;\n}', true],
  ['an upstream', '# a\nupstream shop {\n  server a;\n}', true],
  ['headers alone', 'proxy_set_header Host $host;\n', true],
  ['a template', '{% if x %}\nserver {\n}\n{% endif %}', true],
  ['a byte-order mark', '\uFEFFevents {}', true],
  ['a dump', '# configuration file /etc/nginx/nginx.conf:\nuser a;', true],
  ['Apache', '<VirtualHost *:80>\n  ProxyPass / http://a/\n</VirtualHost>', false],
  ['Apache without tags', 'Listen 80\nServerName a\n', false],
  ['PHP-FPM', '[www]\nlisten = 9000\nserver {', false],
  ['PostgreSQL', "max_connections = 100\nlisten_addresses = '*'\n", false],
  ['systemd', '[Unit]\nDescription=nginx\n', false],
  ['BIND', 'options {\n  directory "/var";\n};\nzone "a" {\n};', false],
  ['logrotate', '/var/log/nginx/*.log {\n  daily\n}', false],
  ['HAProxy', 'frontend web\n  bind :80\n  server app 10.0.0.1:80 check\n', false],
  ['supervisord', '[program:nginx]\ncommand=nginx\n', false],
  ['Redis', 'port 6379\nmaxmemory 1gb\n', false],
  ['a location with a block on its line', 'location /a{ return 204; }', true],
  ['a program of Ruby', 'location = "/users/#{user.id}"\n', false],
  ['a script with a variable', 'location = "/users/${user}"\n', false],
  ['nothing', '', false],
  ['binary', 'server {\0', false],
];

for (const [what, text, expected] of texts) {
  test(`${what} ${expected ? 'is' : 'is not'} nginx by content`, () => {
    assert.equal(nginxDetector.detect({ path: 'a.conf', text }), expected);
  });
}

for (const path of ['a.yaml', 'lib/web/user_controller.ex', 'Program.cs', 'deploy.gradle.kts']) {
  test(`what quotes nginx in ${path} is something else`, () => {
    assert.equal(nginxDetector.detect({ path, text: 'server {\n  listen 80;\n}' }), false);
  });
}
