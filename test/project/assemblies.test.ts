import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { NEVER_CANCELLED } from '../../src/service/contracts/ports';
import { memoryPorts, ROOT, uriOf } from '../support/memory';

const MAIN = `events {}
http {
  proxy_http_version 1.1;
  proxy_set_header Connection "";
  include upstreams.conf;
  include sites/*.conf;
}
`;
const UPSTREAMS = 'upstream app {\n  server 10.0.0.1;\n  server 10.0.0.2;\n  keepalive 16;\n}\n';
const SITE = 'server {\n  listen 80;\n  location / {\n    proxy_pass http://app;\n  }\n}\n';
const OWN_HEADER = SITE.replace(
  '    proxy_pass',
  '    proxy_set_header Host $host;\n    proxy_pass',
);

const KEEPALIVE = 'nginx/upstream-keepalive-ineffective';
const DROPPED = 'nginx/proxy-set-header-dropped';

function serviceOf(files: Readonly<Record<string, string>>) {
  const map = new Map(Object.entries(files));
  return { service: createService(memoryPorts(map)), map };
}

/** `path:line rule` of every finding of these rules, lines from 1. */
async function found(
  service: ReturnType<typeof createService>,
  ...only: string[]
): Promise<readonly string[]> {
  const { output } = await service.review([ROOT], { base: ROOT, only }, NEVER_CANCELLED);
  return output.files.flatMap(({ path, findings }) =>
    findings.map(({ rule, range }) => `${path}:${range.start.line + 1} ${rule}`),
  );
}

function foundIn(files: Readonly<Record<string, string>>, ...only: string[]) {
  return found(serviceOf(files).service, ...only);
}

describe('nginx files that include each other', () => {
  it('leave nothing unseen where all that they include is here', async () => {
    const limits = async (files: Readonly<Record<string, string>>) => {
      const { service } = serviceOf(files);
      const { output } = await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
      return output.files.map(({ path, limits: own }) => [path, own.length]);
    };
    const site = `include proxy.conf;\n${SITE}`;
    const files = {
      'nginx.conf': MAIN,
      'sites/a.conf': site,
      'proxy.conf': 'proxy_buffering on;\n',
    };
    const whole = { ...files, 'upstreams.conf': UPSTREAMS };
    assert.ok((await limits(whole)).every(([, count]) => count === 0));
    assert.deepEqual(new Map((await limits(files)) as [string, number][]).get('nginx.conf'), 1);
  });

  it('are reviewed as nginx reads them: an upstream of one, a pass of another', async () => {
    const files = { 'nginx.conf': MAIN, 'upstreams.conf': UPSTREAMS, 'sites/a.conf': SITE };
    assert.deepEqual(await foundIn(files, KEEPALIVE), []);
    const bare = MAIN.replace(/ {2}proxy_.*\n/g, '').replace('http {', 'http {\n  gzip off;');
    assert.deepEqual(
      await foundIn(
        { ...files, 'nginx.conf': bare, 'headroom.yaml': 'targets: { nginx: "1.24" }\n' },
        KEEPALIVE,
      ),
      [`sites/a.conf:4 ${KEEPALIVE}`],
    );
  });

  it('inherit over the border, and lose what a level of their own drops', async () => {
    const files = { 'nginx.conf': MAIN, 'upstreams.conf': UPSTREAMS, 'sites/a.conf': OWN_HEADER };
    const { service } = serviceOf(files);
    assert.deepEqual(await found(service, DROPPED), [`sites/a.conf:4 ${DROPPED}`]);
    const { output } = await service.review(
      [ROOT],
      { base: ROOT, only: [DROPPED] },
      NEVER_CANCELLED,
    );
    const [finding] = output.files.flatMap(({ findings }) => findings);
    assert.deepEqual(
      finding?.related.map(({ path, range }) => `${path}:${range.start.line + 1}`),
      ['nginx.conf:4'],
    );
    const { texts } = await service.fix([ROOT], { unsafe: true, only: [DROPPED] }, NEVER_CANCELLED);
    assert.deepEqual([...texts.keys()], [uriOf('sites/a.conf')]);
    assert.match(
      texts.get(uriOf('sites/a.conf')) ?? '',
      /\$host;\n {4}proxy_set_header Connection "";\n/,
    );
  });

  it('prove nothing missing while an include brings what is not in the project', async () => {
    const main = 'events {}\nhttp {\n  gzip on;\n  include sites/*.conf;\n}\n';
    const gzip = 'nginx/gzip-only-html';
    assert.deepEqual(await foundIn({ 'nginx.conf': main, 'sites/a.conf': SITE }, gzip), [
      `nginx.conf:3 ${gzip}`,
    ]);
    const elsewhere = main.replace('  include', '  include /srv/gzip.conf;\n  include');
    assert.deepEqual(await foundIn({ 'nginx.conf': elsewhere, 'sites/a.conf': SITE }, gzip), []);
    assert.deepEqual(await foundIn({ 'nginx.conf': main }, gzip), []);
  });

  it('include files that do not look like nginx by themselves', async () => {
    const main = 'events {}\nhttp {\n  gzip on;\n  include parts/*;\n}\n';
    const files = { 'nginx.conf': main, 'parts/types': 'gzip_types text/css;\n' };
    assert.deepEqual(await foundIn(files, 'nginx/gzip-only-html'), []);
    const other = { 'nginx.conf': main, 'parts/types': '<html>\n', 'parts/a.conf': SITE };
    assert.deepEqual(await foundIn(other, 'nginx/gzip-only-html', 'headroom/syntax'), []);
  });

  it('report in a fragment of several contexts only what holds in all, or what it proves', async () => {
    const main = `events {}
http {
  upstream a { server 10.0.0.1; }
  server { location / { include proxy.conf; } }
  server { location / { proxy_set_header X-A b; include proxy.conf; } }
}
`;
    const websocket = 'nginx/websocket-headers-incomplete';
    const fragment = 'proxy_set_header Upgrade $http_upgrade;\nproxy_pass http://a;\n';
    const both = await foundIn({ 'nginx.conf': main, 'proxy.conf': fragment }, websocket);
    assert.deepEqual(both, [`proxy.conf:1 ${websocket}`]);
    const one = main.replace('X-A b', 'Connection upgrade');
    const first = 'include up.conf;\nproxy_http_version 1.1;\nproxy_pass http://a;\n';
    assert.deepEqual(
      await foundIn(
        {
          'nginx.conf': one,
          'proxy.conf': first,
          'up.conf': 'proxy_set_header Upgrade $http_upgrade;\n',
        },
        websocket,
      ),
      [],
    );
  });

  it('end with cycles', async () => {
    const files = {
      'nginx.conf': 'events {}\nhttp { include a.conf; }\n',
      'a.conf': `include b.conf;\n${UPSTREAMS}`,
      'b.conf': `include a.conf;\n${SITE}`,
    };
    assert.deepEqual(await foundIn(files, 'headroom/syntax'), []);
  });
});

describe('an edit of an included file', () => {
  const FILES = { 'nginx.conf': MAIN, 'upstreams.conf': UPSTREAMS, 'sites/a.conf': OWN_HEADER };
  const other = { 'other/nginx.conf': 'events {}\nhttp { include x.conf; }', 'other/x.conf': SITE };

  it('parses that file alone, once, and judges its configuration anew', async () => {
    const { service } = serviceOf({ ...FILES, ...other });
    await found(service);
    const parses = () => [...service.counters().parses].filter(([, count]) => count !== 1);
    assert.deepEqual(parses(), []);
    const uri = uriOf('nginx.conf');
    const rules = async () =>
      (await service.diagnostics(uriOf('sites/a.conf'), NEVER_CANCELLED)).items.map(
        ({ code }) => code,
      );
    assert.ok((await rules()).includes(DROPPED));
    const before = service.counters().documentRulesRun;
    const told = new Promise<readonly string[]>((resolve) => service.onDidChange(resolve));
    const open = (path: string, version: number, text: string) =>
      service.open({ uri: uriOf(path), languageId: 'nginx', version, text });
    open('sites/a.conf', 1, OWN_HEADER);
    await rules();
    open('nginx.conf', 1, MAIN.replace(/ {2}proxy_set_header.*\n/, ''));
    await service.diagnostics(uri, NEVER_CANCELLED);
    assert.ok((await told).includes(uriOf('sites/a.conf')));
    assert.ok(!(await rules()).includes(DROPPED));
    assert.deepEqual(parses(), []);
    const all = service.rules().filter(({ id }) => id.startsWith('nginx/')).length;
    // The two documents alone, and twice the configuration that they belong to: the other is left.
    assert.equal(service.counters().documentRulesRun - before, 4 * all);
  });

  it('gives what a fresh project gives', async () => {
    const { service, map } = serviceOf(FILES);
    await found(service);
    const steps: readonly (readonly [string, string | undefined])[] = [
      ['upstreams.conf', UPSTREAMS.replace('10.0.0.2', '10.0.0.1')],
      ['nginx.conf', MAIN.replace('sites/*.conf', 'sites/a.conf')],
      ['sites/b.conf', SITE],
      ['nginx.conf', MAIN.replace('include upstreams.conf;', '')],
      ['upstreams.conf', undefined],
      ['nginx.conf', MAIN],
      ['upstreams.conf', UPSTREAMS],
    ];
    for (const [path, text] of steps) {
      if (text === undefined) map.delete(path);
      else map.set(path, text);
      service.fileChanged(uriOf(path));
      assert.deepEqual(await found(service), await foundIn(Object.fromEntries(map)), path);
    }
  });
});
