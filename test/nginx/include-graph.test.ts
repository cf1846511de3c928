import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { analyseNginx } from '../../src/service/languages/nginx';
import { globMatcher } from '../../src/service/languages/nginx/globs';
import { joinsOf } from '../../src/service/languages/nginx/include-facts';
import { includeGraph, resolveInclude } from '../../src/service/languages/nginx/include-graph';

function graph(files: Readonly<Record<string, string>>) {
  const read = Object.entries(files).flatMap(([path, text]) => {
    const joins = joinsOf(analyseNginx(text).model);
    return joins ? [{ path, ...joins }] : [];
  });
  return includeGraph(read);
}

function contexts(files: Readonly<Record<string, string>>, path: string): readonly string[] {
  const found = graph(files).contexts.get(path) ?? [];
  return found.map(({ kind, module }) => `${kind} of ${module}`);
}

describe('include patterns', () => {
  it('match as glob(3) does', () => {
    const matched = (pattern: string, path: string) => globMatcher(pattern)(path);
    assert.ok(matched('conf.d/*.conf', 'conf.d/a.conf'));
    assert.ok(!matched('conf.d/*.conf', 'conf.d/b/a.conf'));
    assert.ok(!matched('conf.d/*', 'conf.d/.hidden'));
    assert.ok(matched('a?[b-d].conf', 'axc.conf'));
    assert.ok(!matched('[!a].conf', 'a.conf'));
    assert.ok(matched('a\\*.conf', 'a*.conf'));
    assert.ok(!matched('a.conf', 'aXconf'));
  });

  it('never throw', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('[', ']', '!', '-', '\\', '*', '?', '/', 'a', '^') }),
        (text) => {
          globMatcher(text)('a/b');
        },
      ),
      { numRuns: 300, seed: 3 },
    );
  });

  it('mean templates too, of which the official image makes the files of conf.d', () => {
    const paths = new Set([
      'edge/templates/shop.conf.template',
      'edge/templates/stream.txt.template',
      'edge/conf.d/gzip.conf',
    ]);
    assert.deepEqual(resolveInclude('/etc/nginx/conf.d/*.conf', 'edge/', paths), [
      'edge/conf.d/gzip.conf',
      'edge/templates/shop.conf.template',
    ]);
    assert.deepEqual(resolveInclude('sites/*.conf', 'edge/', paths), []);
  });

  it('are taken from the directory of the main file, or of the installation', () => {
    const paths = new Set([
      'nginx/conf.d/b.conf',
      'nginx/conf.d/a.conf',
      'nginx/proxy.conf',
      'proxy.conf',
    ]);
    assert.deepEqual(resolveInclude('conf.d/*.conf', 'nginx/', paths), [
      'nginx/conf.d/a.conf',
      'nginx/conf.d/b.conf',
    ]);
    assert.deepEqual(resolveInclude('/etc/nginx/proxy.conf', 'nginx/', paths), [
      'nginx/proxy.conf',
    ]);
    assert.deepEqual(resolveInclude('../proxy.conf', 'nginx/', paths), ['proxy.conf']);
    assert.deepEqual(resolveInclude('../../proxy.conf', 'nginx/', paths), []);
    assert.deepEqual(resolveInclude('/srv/proxy.conf', 'nginx/', paths), []);
  });
});

describe('the include graph', () => {
  it('gives a fragment the contexts of those who include it', () => {
    const files = {
      'nginx.conf': 'events {}\nhttp { include sites/*.conf; include proxy.conf; }',
      'sites/a.conf': 'server { location / { include proxy.conf; } }',
      'proxy.conf': 'proxy_read_timeout 5s;\ninclude more.conf;',
      'more.conf': 'proxy_send_timeout 5s;',
    };
    assert.deepEqual(contexts(files, 'sites/a.conf'), ['http of http']);
    assert.deepEqual(contexts(files, 'proxy.conf'), ['location of http', 'http of http']);
    // A line at the top of a fragment stands wherever the fragment does.
    assert.deepEqual(contexts(files, 'more.conf'), ['location of http', 'http of http']);
  });

  it('takes a relative pattern from the main file, not from the including one', () => {
    const { edges } = graph({
      'nginx.conf': 'events {}\nhttp { include sites/a.conf; }',
      'sites/a.conf': 'server { include proxy.conf; }',
      'sites/proxy.conf': 'proxy_buffering on;',
      'proxy.conf': 'proxy_buffering on;',
    });
    assert.deepEqual(
      edges.map(({ from, to }) => `${from} > ${to}`),
      ['nginx.conf > sites/a.conf', 'sites/a.conf > proxy.conf'],
    );
  });

  it('keeps two configurations apart, and a file of nobody as a fragment', () => {
    const files = {
      'a/nginx.conf': 'events {}\nhttp { include shared.conf; }',
      'b/nginx.conf': 'events {}\nstream { include shared.conf; }',
      'a/shared.conf': 'upstream x { server 10.0.0.1; }',
      'b/shared.conf': 'upstream x { server 10.0.0.1:1; }',
      'alone.conf': 'server { location / { } }',
    };
    assert.deepEqual(contexts(files, 'a/shared.conf'), ['http of http']);
    assert.deepEqual(contexts(files, 'b/shared.conf'), ['stream of stream']);
    assert.deepEqual(contexts(files, 'alone.conf'), ['http of http']);
  });

  it('names what is missing, but no glob that matches nothing and nothing it cannot read', () => {
    const { unresolved } = graph({
      'nginx.conf': 'events {}\nhttp { include gone.conf; include none/*.conf; include $x.conf; }',
    });
    assert.deepEqual(unresolved, [{ file: 'nginx.conf', via: '/http/include[gone.conf]' }]);
  });

  it('ends with cycles and names them', () => {
    const { cycles } = graph({
      'nginx.conf': 'events {}\nhttp { include a.conf; }',
      'a.conf': 'include b.conf;\nserver { }',
      'b.conf': 'include a.conf;\ninclude b.conf;',
    });
    assert.deepEqual(cycles, [
      ['a.conf', 'b.conf', 'a.conf'],
      ['b.conf', 'b.conf'],
    ]);
  });

  it('is linear enough: a file that many include is followed once for each context', () => {
    const files: Record<string, string> = {
      'nginx.conf': 'events {}\nhttp { include s/*.conf; }',
      'p.conf': 'gzip on;',
    };
    for (let i = 0; i < 200; i++)
      files[`s/${i}.conf`] = 'server { location / { include p.conf; } }';
    assert.equal(graph(files).edges.length, 400);
    assert.deepEqual(contexts(files, 'p.conf'), ['location of http']);
  });
});
