import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Fact, FactKind } from '../../src/service/contracts/fact';
import type { Analysis } from '../../src/service/contracts/language';
import { recognise } from '../../src/service/languages/registry';
import { analysed } from '../support/analysed';
import { anyCharacter } from '../support/arbitraries';

/** A file, as the one recognition takes it. */
export async function analyse(path: string, text: string): Promise<Analysis> {
  const language = recognise({ path, text });
  assert.ok(language, `${path} is not recognised`);
  return analysed(language, { uri: `file:///${path}`, path, text });
}

/** The facts of one kind that a file gives. */
export async function factsOf<Kind extends FactKind>(
  kind: Kind,
  path: string,
  text: string,
): Promise<readonly Extract<Fact, { kind: Kind }>[]> {
  const { facts } = await analyse(path, text);
  return facts.filter((fact): fact is Extract<Fact, { kind: Kind }> => fact.kind === kind);
}

/** Reads a text that may be broken: no throw, all places in the text, every path has one. */
export async function survives(
  read: (text: string) => Promise<Analysis>,
  text: string,
): Promise<void> {
  const { facts, places, comments } = await read(text);
  for (const at of [...places.values(), ...comments.map((comment) => comment.at)]) {
    assert.ok(0 <= at.start && at.start <= at.end && at.end <= text.length, JSON.stringify(at));
  }
  for (const [, path = ''] of JSON.stringify(facts).matchAll(/"path":"((?:[^"\\]|\\.)*)"/g)) {
    const plain = JSON.parse(`"${path}"`) as string;
    assert.ok(places.has(plain), `no place for ${plain}`);
  }
}

/** The sample cut at any place, with any text put into it, and any text. */
export async function survivesAll(
  read: (text: string) => Promise<Analysis>,
  samples: readonly string[],
): Promise<void> {
  for (const sample of samples) {
    const step = Math.max(1, Math.floor(sample.length / 30));
    for (let end = 0; end <= sample.length; end += step) await survives(read, sample.slice(0, end));
  }
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...samples),
      fc.nat(),
      fc.nat(20),
      fc.oneof(fc.string({ unit: anyCharacter }), fc.constantFrom(...SNIPPETS)),
      async (sample, start, removed, added) => {
        const at = start % (sample.length + 1);
        await survives(read, sample.slice(0, at) + added + sample.slice(at + removed));
      },
    ),
    { numRuns: 40 },
  );
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: anyCharacter, maxLength: 200 }), (text) =>
      survives(read, text),
    ),
    { numRuns: 30 },
  );
}

const SNIPPETS = [
  '"',
  "'",
  '`',
  '$(',
  '${',
  '${A:-',
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  '<<EOF\n',
  '\\',
  '\r\n',
  '\uFEFF',
  '&a *a',
  '<<: *a',
  ': ',
  '- ',
  '\t',
  '#',
  '\u0000',
  'if ',
  'case x in',
  '__proto__',
  '!unknown "x"',
];
