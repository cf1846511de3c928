import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import Ajv from 'ajv';
import fc from 'fast-check';
import { createService } from '../../src/service';
import { type Fact, factValue, sameFacts } from '../../src/service/contracts/fact';
import { absent, known, unknown } from '../../src/service/contracts/field';
import { atLeast } from '../../src/service/contracts/finding';
import { applyChanges } from '../../src/service/contracts/fix';
import { OUTPUT_SCHEMA } from '../../src/service/contracts/output';
import { NEVER_CANCELLED } from '../../src/service/contracts/ports';
import { span } from '../../src/service/contracts/span';
import { lineIndex, offsetAt, positionAt } from '../../src/service/text/lines';
import { parseExamples } from '../support/examples';
import { memoryPorts, ROOT } from '../support/memory';

describe('fields and facts', () => {
  it('a fact keeps the value and its path, and forgets the place', () => {
    assert.deepEqual(factValue(known(3, span(5, 6), '/spec/minReplicas')), {
      state: 'known',
      value: 3,
      origin: 'declared',
      path: '/spec/minReplicas',
    });
    assert.deepEqual(factValue(unknown('a template expression', span(0, 1), '/x')), {
      state: 'unknown',
      why: 'a template expression',
      path: '/x',
    });
    assert.deepEqual(factValue(absent(9, '/y')), { state: 'absent', path: '/y' });
  });

  it('tells whether two files say the same', () => {
    const upstream = (server: string): Fact => ({
      kind: 'upstream',
      path: '/u',
      name: factValue(known('u', span(0, 1), '/u')),
      servers: [factValue(known(server, span(0, 1), '/s'))],
    });
    assert.ok(sameFacts([upstream('a')], [upstream('a')]));
    assert.ok(!sameFacts([upstream('a')], [upstream('b')]));
    assert.ok(!sameFacts([upstream('a')], []));
  });
});

describe('severity', () => {
  it('orders from error to hint', () => {
    assert.ok(atLeast('error', 'warning'));
    assert.ok(atLeast('warning', 'warning'));
    assert.ok(!atLeast('information', 'warning'));
  });
});

describe('applyChanges', () => {
  it('applies changes in any order and refuses overlaps', () => {
    const changes = [
      { span: span(4, 5), newText: 'E' },
      { span: span(0, 1), newText: 'A' },
    ];
    assert.equal(applyChanges('abcde', changes), 'AbcdE');
    assert.throws(() => applyChanges('abc', [...changes]), RangeError);
    assert.throws(
      () =>
        applyChanges('abc', [
          { span: span(0, 2), newText: '' },
          { span: span(1, 3), newText: '' },
        ]),
      RangeError,
    );
  });
});

describe('lines', () => {
  it('positions and offsets are inverse for any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '\n', '\r', '\r\n', 'é', '\uFEFF') }),
        fc.nat(),
        (text, n) => {
          const offset = n % (text.length + 1);
          const lines = lineIndex(text);
          assert.equal(offsetAt(lines, positionAt(lines, offset), text.length), offset);
        },
      ),
    );
  });
});

describe('the grammar of rule pages', () => {
  it('reads input, output and fixed blocks under Example headings only', () => {
    const page = [
      '```nginx file=prose.conf',
      'x;',
      '```',
      '### Example: two',
      '```nginx file=a.conf',
      'a;',
      '```',
      '```output',
      'a.conf:1:1-1:2 hint x/y — m',
      '```',
      '```nginx fixed="Say \\"b\\"" file=a.conf',
      'b;',
      '```',
      '## Next',
      '```nginx file=c.conf',
      'c;',
      '```',
      '',
    ].join('\n');
    const [example, ...rest] = parseExamples(page);
    assert.equal(rest.length, 0);
    assert.deepEqual(
      example?.blocks.map(({ kind, file, title, text }) => ({ kind, file, title, text })),
      [
        { kind: 'input', file: 'a.conf', title: '', text: 'a;\n' },
        { kind: 'output', file: '', title: '', text: 'a.conf:1:1-1:2 hint x/y — m\n' },
        { kind: 'fixed', file: 'a.conf', title: 'Say "b"', text: 'b;\n' },
      ],
    );
    for (const { start, end, text } of example?.blocks ?? [])
      assert.equal(page.slice(start, end), text);
  });
});

describe('the output schema', () => {
  it('accepts a real review and refuses a foreign key', async () => {
    const files = new Map([['nginx.conf', 'upstream api { server 10.0.0.1; server 10.0.0.1; }\n']]);
    const service = createService(memoryPorts(files));
    const { output } = await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
    assert.ok(output.summary.warning > 0);
    const validate = new Ajv({ strict: false }).compile(OUTPUT_SCHEMA);
    assert.ok(validate(output), JSON.stringify(validate.errors));
    assert.ok(!validate({ ...output, extra: 1 }));
  });
});
