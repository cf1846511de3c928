import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { NEVER_CANCELLED } from '../../src/service/contracts/ports';
import { fixesOf } from '../support/examples';
import { memoryPorts, ROOT } from '../support/memory';
import { GUIDE_HPA } from './support';

describe('kubernetes: the guide’s own autoscaler', () => {
  it('gives, alone, nothing graver than one hint', async () => {
    for (const text of [GUIDE_HPA, GUIDE_HPA.replaceAll('\n', '\r\n'), `\uFEFF${GUIDE_HPA}`]) {
      const service = createService(memoryPorts(new Map([['hpa.yaml', text]])));
      const { output } = await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
      const findings = output.files.flatMap((file) => file.findings);
      assert.deepEqual(
        findings.map(({ severity, rule }) => [severity, rule]),
        [['hint', 'kubernetes/hpa-behavior-not-set']],
      );
    }
  });

  it('has presets for its pace that trip no rule', async () => {
    const files = new Map([['hpa.yaml', GUIDE_HPA]]);
    const fixes = await fixesOf(files, 'kubernetes/hpa-behavior-not-set');
    assert.equal(fixes.length, 3);
    for (const { title, texts } of fixes) {
      const service = createService(memoryPorts(new Map(texts)));
      const { output } = await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
      const findings = output.files.flatMap((file) => file.findings);
      assert.deepEqual(findings, [], title);
    }
  });
});
