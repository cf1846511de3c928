import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { broad, type Shape } from './breadth';
import { stepCounter, totalOf } from './steps';

/** The power with which steps may grow with the number of copies. */
const MOST = 1.2;

/** How steps grow with what is read: 1 is linear, 2 is quadratic. */
export interface Growth {
  readonly what: string;
  readonly power: number;
}

/**
 * How the steps of rules and of languages grow, counted. Once a process: V8 counts the blocks of the code that
 * it compiles from here on.
 */
export async function growthCounter() {
  const stepsOf = await stepCounter();
  const { RULES } = await import('../../src/service/rules');
  const { createService } = await import('../../src/service');
  const { recognise } = await import('../../src/service/languages/registry');
  const { NEVER_CANCELLED } = await import('../../src/service/contracts/ports');
  const { expectedOf, inputsOf, parseExamples } = await import('./examples');
  const { memoryPorts, ROOT } = await import('./memory');
  type Files = ReadonlyMap<string, string>;

  const examplesOf = (id: string) =>
    parseExamples(readFileSync(`src/service/rules/${id}/README.md`, 'utf8'));

  async function costOf(files: Files, copies: number, only: readonly string[], shape?: Shape) {
    const wide = new Map(broad(files, copies, shape));
    const review = () =>
      createService(memoryPorts(wide)).review([ROOT], { base: ROOT, only }, NEVER_CANCELLED);
    return totalOf(await stepsOf(review));
  }

  async function powerFrom(files: Files, copies: number, only: readonly string[], shape?: Shape) {
    const [few, more] = [
      await costOf(files, copies, only, shape),
      await costOf(files, 2 * copies, only, shape),
    ];
    return Math.log2(((await costOf(files, 4 * copies, only, shape)) - more) / (more - few));
  }

  return {
    /** Each rule of a scope over copies of what its page reports. */
    async *rules(
      scope: 'project' | 'document',
      isMeant: (id: string) => boolean,
    ): AsyncGenerator<Growth> {
      for (const { id } of RULES.filter((rule) => rule.scope === scope && isMeant(rule.id))) {
        const example = examplesOf(id).find((each) => expectedOf(each).length > 0);
        assert.ok(example, id);
        const files = inputsOf(example);
        const shape = scope === 'document' ? 'one file' : undefined;
        await costOf(files, 2, [id], shape);
        // A step at some number of files is no growth; within a file squares show late.
        let power =
          scope === 'document' ? Number.POSITIVE_INFINITY : await powerFrom(files, 4, [id]);
        if (power > MOST) power = await powerFrom(files, 24, [id], shape);
        yield { what: id, power };
      }
    },
    /** Each language with all its rules: one file that grows, or as many where tools find files by name. */
    async *languages(): AsyncGenerator<Growth> {
      const texts = new Map<string, (readonly [path: string, text: string])[]>();
      for (const { id } of RULES) {
        for (const [path, text] of examplesOf(id).flatMap((example) => [...inputsOf(example)])) {
          const language = recognise({ path, text })?.id;
          if (language === undefined) continue;
          // Each grammar of code is a reader of its own.
          const what = /\.(?:ts|py|go|java)$/.test(path)
            ? path.slice(path.lastIndexOf('.'))
            : language;
          texts.set(what, [...(texts.get(what) ?? []), [path, text]]);
        }
      }
      for (const [what, found] of [...texts].sort()) {
        const middle = found.sort(([, a], [, b]) => a.length - b.length)[found.length >> 1];
        if (!middle) continue;
        const files = new Map([middle]);
        const shape = GROWS.test(middle[0]) ? 'one file' : undefined;
        await costOf(files, 2, [], shape);
        yield { what, power: await powerFrom(files, 16, [], shape) };
      }
    },
  };
}

/** Files that hold as many of a thing as somebody writes. */
const GROWS =
  /\.(?:conf|ts|py|go|java|sql|sh|tf|properties)$|(?:^|\/)(?!(?:docker-)?compose|values)[\w-]+\.yaml$/;

/** The rules of a scope whose steps grow faster than what they read, with the power they grow with. */
export async function slowRules(
  scope: 'project' | 'document',
  isMeant: (id: string) => boolean,
): Promise<readonly string[]> {
  const slow: string[] = [];
  for await (const { what, power } of (await growthCounter()).rules(scope, isMeant)) {
    if (power > MOST) slow.push(`${what}: ${power.toFixed(2)}`);
  }
  return slow;
}
