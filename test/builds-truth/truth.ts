import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { compareWith, kustomizationsIn, kustomized } from './compare';
import { kubectlProgram } from './kubectl';

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOTS = ['trees', '../../examples'];
const kubectl = kubectlProgram();

describe(kubectl ? 'kustomizations, against kubectl' : 'kustomizations, against its output', () => {
  for (const root of ROOTS.map((each) => join(HERE, each))) {
    for (const folder of kustomizationsIn(root)) {
      it(`${folder}: no value differs`, () => {
        const golden = join(HERE, 'golden', `${folder.replaceAll('/', '-')}.yaml`);
        const committed = existsSync(golden) ? readFileSync(golden, 'utf8') : '';
        const built = kubectl
          ? kustomized(kubectl, join(root, folder))
          : { output: committed, why: '' };
        assert.equal(built.why, '');
        if (process.env.UPDATE_GOLDEN) writeFileSync(golden, built.output ?? '');
        else assert.equal(built.output, committed, 'the committed output of kubectl is another');
        const { differences, unknown } = compareWith(built.output ?? '', root, folder);
        assert.deepEqual(differences, []);
        assert.equal(unknown, 0);
      });
    }
  }
});
