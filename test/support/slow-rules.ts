import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { broad } from './breadth';
import { stepCounter, totalOf } from './steps';

/** The power with which steps may grow with the number of copies. */
const MOST = 1.2;

/**
 * The rules of a scope whose steps grow faster than what they read, with the power they grow with. Once a
 * process: V8 counts the blocks of the code that it compiles from here on.
 */
export async function slowRules(
  scope: 'project' | 'document',
  isMeant: (id: string) => boolean,
): Promise<readonly string[]> {
  const stepsOf = await stepCounter();
  const { RULES } = await import('../../src/service/rules');
  const { createService } = await import('../../src/service');
  const { NEVER_CANCELLED } = await import('../../src/service/contracts/ports');
  const { expectedOf, inputsOf, parseExamples } = await import('./examples');
  const { memoryPorts, ROOT } = await import('./memory');
  const slow: string[] = [];
  for (const { id } of RULES.filter((rule) => rule.scope === scope && isMeant(rule.id))) {
    const page = readFileSync(`src/service/rules/${id}/README.md`, 'utf8');
    const example = parseExamples(page).find((each) => expectedOf(each).length > 0);
    assert.ok(example, id);
    const shape = scope === 'document' ? 'one file' : undefined;
    const costOf = async (copies: number) => {
      const files = new Map(broad(inputsOf(example), copies, shape));
      const review = () =>
        createService(memoryPorts(files)).review(
          [ROOT],
          { base: ROOT, only: [id] },
          NEVER_CANCELLED,
        );
      return totalOf(await stepsOf(review));
    };
    await costOf(2);
    const powerFrom = async (copies: number) => {
      const [few, more] = [await costOf(copies), await costOf(2 * copies)];
      return Math.log2(((await costOf(4 * copies)) - more) / (more - few));
    };
    // A step at some number of files is no growth; within a file squares show late.
    let power = scope === 'document' ? Number.POSITIVE_INFINITY : await powerFrom(4);
    if (power > MOST) power = await powerFrom(24);
    if (power > MOST) slow.push(`${id}: ${power.toFixed(2)}`);
  }
  return slow;
}
