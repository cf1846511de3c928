import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { packageCommand } from '../../src/service/system/package-commands';

describe('a command line of npm, yarn or pnpm', () => {
  const asked = (line: string) => {
    const { script, of } = packageCommand(line.split(' '));
    return [script, of];
  };

  it('names a script', () => {
    assert.deepEqual(asked('npm start'), ['start', undefined]);
    assert.deepEqual(asked('npm run --silent start:prod'), ['start:prod', undefined]);
    assert.deepEqual(asked('npm'), [undefined, undefined]);
  });

  it('names the package of a workspace before the script or behind it', () => {
    assert.deepEqual(asked('npm -w services/api run start'), ['start', 'services/api']);
    assert.deepEqual(asked('npm run start --workspace=@shop/api'), ['start', '@shop/api']);
    assert.deepEqual(asked('npm --prefix api start'), ['start', 'api']);
    assert.deepEqual(asked('yarn workspace @shop/api serve'), ['serve', '@shop/api']);
    assert.deepEqual(asked('pnpm --filter api run start'), ['start', 'api']);
  });

  it('leaves what stands behind two dashes to the script', () => {
    assert.deepEqual(asked('npm run start -- -w elsewhere'), ['start', undefined]);
  });
});
