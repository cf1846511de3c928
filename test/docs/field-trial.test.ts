import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { trial } from '../../scripts/field-trial';
import { recallOf } from '../../scripts/mutations';
import { MUTATIONS } from '../../scripts/mutations/table';
import { RULES } from '../../src/service/rules';

const UPSTREAM = `http {
  upstream shop {
    server 10.0.0.11:8080;
    server 10.0.0.12:8080;
  }
}
`;

describe('field-trial', () => {
  it('counts files seen and recognised, syntax problems, and findings by rule', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'field-trial-'));
    writeFileSync(join(folder, 'nginx.conf'), UPSTREAM.replace('.12', '.11'));
    writeFileSync(join(folder, 'broken.conf'), 'upstream shop {\n  server 10.0.0.11:8080;\n');
    writeFileSync(join(folder, 'notes.txt'), 'nothing of ours');
    const { seen, languages, unparsed, findings } = await trial(folder);
    assert.equal(seen, 3);
    assert.deepEqual(languages, { nginx: 2 });
    assert.equal(unparsed, 1);
    const duplicate = findings.find(({ rule }) => rule === 'nginx/upstream-duplicate-server');
    assert.deepEqual(duplicate, {
      rule: 'nginx/upstream-duplicate-server',
      severity: 'warning',
      count: 1,
    });
    rmSync(folder, { recursive: true });
  });
});

describe('mutations', () => {
  it('are of rules that exist', () => {
    const ids: readonly string[] = RULES.map(({ id }) => id);
    assert.deepEqual(
      MUTATIONS.filter(({ rule }) => !ids.includes(rule)),
      [],
    );
  });

  it('are planted into clean files of the language, and found', async () => {
    const texts = new Map([
      ['nginx.conf', UPSTREAM],
      ['dirty.conf', UPSTREAM.replace('.12', '.11')],
      [
        'hpa.yaml',
        'kind: ConfigMap\napiVersion: v1\ndata:\n  a: |\n    upstream a { server b; }\n',
      ],
    ]);
    const recalls = await recallOf(texts);
    const duplicate = recalls.find(({ rule }) => rule === 'nginx/upstream-duplicate-server');
    assert.deepEqual(duplicate, {
      rule: 'nginx/upstream-duplicate-server',
      planted: 1,
      missed: [],
    });
  });
});
