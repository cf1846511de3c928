import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isAtLeast, shortAddress } from '../../scripts/editor/open.mjs';

describe('the editor that `npm start` serves', () => {
  it('leads to its page, which holds the token, only by a name that cannot be guessed', async () => {
    const page = 'http://127.0.0.1:1/?tkn=secret';
    const address = await shortAddress(page);
    const other = await shortAddress(page);
    const nameIn = (text: string) => new URL(text).pathname;
    assert.match(nameIn(address), /^\/[0-9a-f]{16}$/);
    assert.notEqual(nameIn(address), nameIn(other));
    assert.equal(new URL(address).hostname, '127.0.0.1');
    const asked = async (path: string) => {
      const answer = await fetch(new URL(path, address), { redirect: 'manual' });
      return [answer.status, answer.headers.get('location'), await answer.text()];
    };
    assert.deepEqual(await asked(nameIn(address)), [302, page, '']);
    for (const path of ['/', '/favicon.ico', `${nameIn(address)}0`, nameIn(other)]) {
      assert.deepEqual(await asked(path), [404, null, ''], path);
    }
  });

  it('is a VS Code that is new enough', () => {
    assert.ok(isAtLeast('1.100.3', '1.100.0'));
    assert.ok(isAtLeast('1.101.0', '1.100.3'));
    assert.ok(isAtLeast('2.0.0-insider', '1.100.3'));
    assert.ok(!isAtLeast('1.99.9', '1.100.0'));
  });
});
