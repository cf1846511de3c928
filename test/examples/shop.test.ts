import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { NEVER_CANCELLED } from '../../src/service/contracts/ports';
import { memoryPorts, ROOT } from '../support/memory';

const SHOP = 'examples/shop';
const FILES = new Map(
  readdirSync(SHOP, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const file = join(entry.parentPath, entry.name);
      return [file.slice(SHOP.length + 1).replaceAll('\\', '/'), readFileSync(file, 'utf8')];
    }),
);

/** Errors and warnings of these files of the shop, read as one project. */
async function grave(paths: readonly string[]): Promise<readonly string[]> {
  const files = new Map([...FILES].filter(([path]) => paths.includes(path)));
  const { output } = await createService(memoryPorts(files)).review(
    [ROOT],
    { base: ROOT, only: [] },
    NEVER_CANCELLED,
  );
  return output.files.flatMap(({ path, findings }) =>
    findings
      .filter(({ severity }) => severity === 'error' || severity === 'warning')
      .map(({ rule }) => `${path} ${rule}`),
  );
}

describe('examples/shop', () => {
  for (const path of FILES.keys()) {
    it(`${path} is fine alone`, async () => {
      assert.deepEqual(await grave(['headroom.yaml', path]), []);
    });
  }

  it('does not add up together', async () => {
    assert.deepEqual(await grave([...FILES.keys()]), [
      'k8s/deployment.yaml kubernetes/hpa-target-replicas-set',
      'k8s/deployment.yaml kubernetes/hpa-target-missing-requests',
      'src/db.ts capacity/connections-over-budget',
    ]);
  });
});
