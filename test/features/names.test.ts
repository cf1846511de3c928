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
});
