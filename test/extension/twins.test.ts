import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Said, withoutTwins } from '../../src/extension/twins';

const at = (line: number, source: string, code: unknown = ''): Said => ({
  source,
  code,
  range: { start: { line, character: 2 }, end: { line, character: 9 } },
});
const unknownField = { value: 'kubernetes/hpa-unknown-field', target: 'headroom-rule:/x' };

describe('extension: diagnostics beside the YAML extension', () => {
  it('hides what both say about the same place', () => {
    const ours = [
      at(1, 'Headroom', unknownField),
      at(2, 'Headroom', unknownField),
      at(3, 'Headroom', 'headroom/syntax'),
      at(4, 'Headroom', { value: 'kubernetes/hpa-min-greater-than-max' }),
    ];
    const schema = 'yaml-schema: file:///kubernetes.json';
    const others = [at(1, schema), at(3, 'YAML'), at(4, schema), at(2, 'yamllint')];
    assert.deepEqual(withoutTwins(ours, others), [ours[1], ours[3]]);
  });

  it('hides nothing where nobody else speaks', () => {
    const ours = [at(1, 'Headroom', unknownField)];
    assert.deepEqual(withoutTwins(ours, []), ours);
    assert.deepEqual(
      withoutTwins(ours, [at(1, 'Headroom'), { ...at(1, 'x'), source: undefined }]),
      ours,
    );
  });
});
