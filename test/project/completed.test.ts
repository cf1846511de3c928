import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { memoryPorts, ROOT, uriOf } from '../support/memory';

describe('a project that is complete again', () => {
  it('says so, though nothing differs: what was asked in between was told nothing', async () => {
    const text = 'upstream api { server 10.0.0.1; }\n';
    const files = new Map([
      ['.gitignore', 'dist\n'],
      ['nginx.conf', text],
    ]);
    const service = createService(memoryPorts(files));
    const uri = uriOf('nginx.conf');
    service.open({ uri, languageId: 'nginx', version: 1, text });
    const complete = () => service.capacity(ROOT);
    await complete();
    const told: (readonly string[])[] = [];
    service.onDidChange((uris) => told.push(uris));
    files.set('.gitignore', 'dist\nbuild\n');
    service.fileChanged(uriOf('.gitignore'));
    told.length = 0;
    await complete();
    assert.deepEqual(told, [[uri]]);
  });
});
