import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { NEVER_CANCELLED } from '../../src/service/contracts/ports';
import { memoryPorts, ROOT, uriOf } from '../support/memory';

const FILES = {
  'upstreams.conf': 'upstream api {\n  server 10.0.0.1:80;\n}\n',
  'site.conf': 'server {\n  location / {\n    proxy_pass http://api;\n  }\n}\n',
};
const USE = { line: 2, character: 23 };

async function service() {
  const made = createService(memoryPorts(new Map(Object.entries(FILES))));
  await made.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
  return made;
}

describe('a name', () => {
  it('is followed to its definition in another file', async () => {
    const [place] = await (await service()).definition(uriOf('site.conf'), USE);
    assert.equal(place?.uri, uriOf('upstreams.conf'));
    assert.deepEqual(place.range.start, { line: 0, character: 9 });
  });

  it('is renamed in every file, to nothing that would be read as something else', async () => {
    const made = await service();
    const edits = await made.rename(uriOf('site.conf'), USE, 'backend');
    assert.deepEqual(Object.keys(edits ?? {}).sort(), [
      uriOf('site.conf'),
      uriOf('upstreams.conf'),
    ]);
    for (const name of ['two words', 'a;b', '$x', '', 'a{']) {
      assert.equal(await made.rename(uriOf('site.conf'), USE, name), null, name);
    }
  });

  it('that is a variable keeps to what a variable can be called', async () => {
    const text = 'map $uri $kind {\n  default a;\n}\nlog_format l $kind;\n';
    const made = createService(memoryPorts(new Map([['nginx/x.conf', text]])));
    await made.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
    const at = { line: 0, character: 11 };
    assert.ok(await made.rename(uriOf('nginx/x.conf'), at, 'sort'));
    for (const name of ['a-b', 'host', 'http_x', '1st']) {
      assert.equal(await made.rename(uriOf('nginx/x.conf'), at, name), null, name);
    }
  });
});

describe('over included files', () => {
  const MAIN = `events {}
http {
  upstream api { server 10.0.0.1; }
  upstream other { server 10.0.0.2; }
  include sites/*.conf;
}
`;
  const SITE = `server {
  set $to api;
  location / { proxy_pass http://$to; error_page 502 @down; }
  include snippets/errors.conf;
}
`;
  const files = new Map([
    ['nginx.conf', MAIN],
    ['sites/a.conf', SITE],
    ['snippets/errors.conf', 'location @down { return 503; }\n'],
    ['elsewhere/nginx.conf', MAIN.replace('other', 'api2')],
  ]);

  async function open(...paths: string[]) {
    const made = createService(memoryPorts(files));
    for (const path of paths) {
      const text = files.get(path) ?? '';
      made.open({ uri: uriOf(path), languageId: 'nginx', version: 1, text });
    }
    await made.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
    return made;
  }

  it('an include leads to its files', async () => {
    for (const opened of [[], ['nginx.conf']]) {
      const made = await open(...opened);
      const places = await made.definition(uriOf('nginx.conf'), { line: 4, character: 14 });
      assert.deepEqual(
        places.map(({ uri }) => uri),
        [uriOf('sites/a.conf')],
      );
    }
  });

  it('a rename reaches what a variable says, and no other configuration', async () => {
    const made = await open('nginx.conf');
    const at = { line: 2, character: 12 };
    const edits = await made.rename(uriOf('nginx.conf'), at, 'orders');
    assert.deepEqual(Object.keys(edits ?? {}).sort(), [uriOf('nginx.conf'), uriOf('sites/a.conf')]);
    assert.equal(await made.rename(uriOf('nginx.conf'), at, 'other'), null);
  });

  it('a named location is that of the server it is included in', async () => {
    const made = await open('sites/a.conf');
    const [place] = await made.definition(uriOf('sites/a.conf'), { line: 2, character: 55 });
    assert.equal(place?.uri, uriOf('snippets/errors.conf'));
  });
});
