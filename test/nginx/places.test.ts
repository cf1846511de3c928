import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { analyseNginx } from '../../src/service/languages/nginx';
import { RULES } from '../../src/service/rules';
import { inputsOf, parseExamples } from '../support/examples';

const TEXT = `events {}
http {
  map $a $b { a b; a c; default d; }
  limit_req_zone $a zone=one:1m rate=1r/s;
  upstream app { server a:1; server b:2 down; server b:2; }
  server { listen 80; location /x { proxy_pass http://app; } location /x { return 1; } location =/y { return 2; } }
  server { listen 80; location { } if ($a) { set $b {{ c }}; } }
}
`;

describe('places of an nginx configuration', () => {
  it('have paths that keys and numbers make', () => {
    const paths = [...analyseNginx(TEXT).places.keys()].filter((path) => !path.includes('@'));
    assert.deepEqual(paths, [
      '',
      '/events',
      '/http',
      '/http/map[$a $b]',
      '/http/map[$a $b]/row[a]',
      '/http/map[$a $b]/row[a]#1',
      '/http/map[$a $b]/row[default]',
      '/http/limit_req_zone[$a]',
      '/http/upstream[app]',
      '/http/upstream[app]/server[a:1]',
      '/http/upstream[app]/server[b:2]',
      '/http/upstream[app]/server[b:2]#1',
      '/http/server',
      '/http/server/listen[80]',
      '/http/server/location[~1x]',
      '/http/server/location[~1x]/proxy_pass',
      '/http/server/location[~1x]#1',
      '/http/server/location[~1x]#1/return',
      '/http/server/location[=~1y]',
      '/http/server/location[=~1y]/return',
      '/http/server#1',
      '/http/server#1/listen[80]',
      '/http/server#1/location',
      '/http/server#1/if[($a)]',
      '/http/server#1/if[($a)]/set[$b]',
    ]);
  });

  it('are found one by one as they are listed', () => {
    const pages = RULES.filter(({ id }) => id.startsWith('nginx/')).flatMap(({ id }) =>
      ['README.md', 'cases.md'].map((name) => `src/service/rules/${id}/${name}`),
    );
    const texts = pages.flatMap((page) =>
      existsSync(page)
        ? parseExamples(readFileSync(page, 'utf8')).flatMap((example) =>
            [...inputsOf(example)].flatMap(([path, text]) => (/\.ya?ml$/.test(path) ? [] : [text])),
          )
        : [],
    );
    assert.ok(texts.length > 200);
    for (const text of [TEXT, ...texts]) {
      const { places } = analyseNginx(text);
      for (const [path, at] of places) assert.deepEqual(places.get(path), at, path);
      for (const path of ['/http/nowhere', '/http@7', '/nowhere/else', 'http', '/']) {
        assert.equal(places.has(path), false, path);
      }
    }
  });
});
