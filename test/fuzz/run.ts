import { existsSync, readFileSync } from 'node:fs';
import { createService } from '../../src/service';
import { NEVER_CANCELLED } from '../../src/service/contracts/ports';
import type { HeadroomService } from '../../src/service/contracts/service';
import { RULES } from '../../src/service/rules';
import { lineIndex, positionAt } from '../../src/service/text/lines';
import { applyEdits, inputsOf, parseExamples } from '../support/examples';
import { memoryPorts, ROOT, uriOf } from '../support/memory';
import { mutated } from './mutations';
import { type Random, randomOf } from './random';

/** One text of one file, in the order in which they are typed. */
interface Step {
  readonly path: string;
  readonly text: string;
}

/** A project and what is done to it. */
export interface Case {
  readonly files: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
  /** Decides which requests an editor makes. */
  readonly seed: number;
}

/** What went wrong with a case, in words that stay the same while it is made smaller. */
export type Failure = string;

/** Milliseconds of this process that 10 KB may take, over what any step may. */
const PER_TEN_KILOBYTES = 100;
const AT_LEAST = 400;

/** A step that took more than that; a busy machine or a collection may have been the reason. */
export const TOO_LONG: Failure = 'it takes too long';

/** What a step is timed with, in milliseconds. */
type Clock = () => number;

/** Of the machine: no thread takes more of it than passes, and to ask costs next to nothing. */
export const WALL_CLOCK: Clock = () => performance.now();

/** Of this process alone. */
const OWN_CLOCK: Clock = () => process.cpuUsage().user / 1000;

/** Of so many steps one is compared with a service that starts from nothing, beside the last. */
const STEPS_A_COMPARISON = 4;

/** Small projects that reach every rule: the examples of all rule pages. */
export function projects(): readonly Readonly<Record<string, string>>[] {
  return RULES.flatMap(({ id }) =>
    ['README.md', 'cases.md'].flatMap((name) => {
      const page = `src/service/rules/${id}/${name}`;
      const examples = existsSync(page) ? parseExamples(readFileSync(page, 'utf8')) : [];
      return examples.map((example) => Object.fromEntries(inputsOf(example)));
    }),
  ).filter((files) => Object.keys(files).length > 0);
}

/** The case that a seed makes of these projects: edits upon edits, and now and then one of them undone. */
export function caseOf(seed: number, all: readonly Readonly<Record<string, string>>[]): Case {
  const random = randomOf(seed);
  const files = random.of(all);
  const texts = new Map(Object.entries(files));
  const lent = Object.values(random.of(all));
  const steps: Step[] = [];
  for (let count = 1 + random.below(16); count > 0; count--) {
    const path = random.of([...texts.keys()]);
    const from = random.below(2) === 0 ? files : Object.fromEntries(texts);
    const text = mutated(from[path] ?? '', random.of(lent), random);
    texts.set(path, text);
    steps.push({ path, text });
  }
  return { files, steps, seed };
}

/**
 * Types the steps of a case into a service as an editor does, asks at random places, applies a fix,
 * and compares with a service that sees the same texts first.
 */
export async function failureOf(
  { files, steps, seed }: Case,
  clock: Clock = OWN_CLOCK,
): Promise<Failure | undefined> {
  const random = randomOf(seed ^ 0x5bd1e995);
  const texts = new Map(Object.entries(files));
  const service = createService(memoryPorts(texts));
  let doing = 'review';
  const note = (what: string) => {
    doing = what;
  };
  try {
    await reviewed(service);
    for (const [index, { path, text }] of steps.entries()) {
      const uri = uriOf(path);
      texts.set(path, text);
      const before = clock();
      note('open');
      service.open({ uri, languageId: '', version: index + 1, text });
      await service.diagnostics(uri, NEVER_CANCELLED);
      await ask(service, uri, text, random, note);
      note('review');
      const live = await reviewed(service);
      const failed = internalIn(live);
      if (failed !== undefined) return `a rule or reader threw: ${failed}`;
      const isLast = index === steps.length - 1;
      if (isLast || random.below(STEPS_A_COMPARISON) === 0) {
        note('fresh review');
        const fresh = await reviewed(createService(memoryPorts(texts)));
        if (live !== fresh) return 'an edited project says something else than a fresh one';
      }
      note('fix');
      if (isLast) await applyFix(service, uri, text);
      const taken = clock() - before;
      const size = [...texts.values()].reduce((sum, { length }) => sum + length, 0);
      if (taken > AT_LEAST + (PER_TEN_KILOBYTES * size) / 10_000) return TOO_LONG;
    }
  } catch (error) {
    const where =
      error instanceof Error ? (/\(?([^\s(]*src\/[^\s)]*)/.exec(error.stack ?? '')?.[1] ?? '') : '';
    return `${doing} threw ${error instanceof Error ? error.message : String(error)} ${where.replace(/^.*src\//, 'src/')}`;
  }
  return undefined;
}

/** What a review says of a part of Headroom that threw. */
function internalIn(said: string): string | undefined {
  return /"rule":"headroom\/internal"[^}]*?"message":"([^"]*)/.exec(said)?.[1];
}

async function reviewed(service: HeadroomService): Promise<string> {
  const { output } = await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
  return JSON.stringify(output);
}

/** Two requests of an editor, at random places. */
async function ask(
  service: HeadroomService,
  uri: string,
  text: string,
  random: Random,
  note: (what: string) => void,
): Promise<void> {
  for (let count = 0; count < 2; count++) {
    const position = positionAt(lineIndex(text), random.below(text.length + 1));
    const requests: Readonly<Record<string, () => Promise<unknown>>> = {
      hover: () => service.hover(uri, position, NEVER_CANCELLED),
      completion: () => service.completion(uri, position),
      'code actions': () =>
        service.codeActions(uri, { start: position, end: position }, undefined, NEVER_CANCELLED),
      definition: () => service.definition(uri, position),
      references: () => service.references(uri, position, true),
      rename: () => service.rename(uri, position, 'renamed'),
      symbols: () => service.documentSymbols(uri),
      folding: () => service.foldingRanges(uri),
      formatting: () => service.formatting(uri, '  '),
      lenses: () => service.codeLenses(uri),
      diagram: () => service.diagram(uri, NEVER_CANCELLED),
    };
    const [what, request] = random.of(Object.entries(requests));
    note(what);
    await request();
  }
}

/** Applies what is offered for the first finding that has a fix, and reads what it leaves. */
async function applyFix(service: HeadroomService, uri: string, text: string): Promise<void> {
  const { items } = await service.diagnostics(uri, NEVER_CANCELLED);
  for (const { range } of items.slice(0, 3)) {
    const actions = await service.codeActions(uri, range, ['quickfix'], NEVER_CANCELLED);
    const edits = actions.flatMap(({ edit }) => edit?.changes?.[uri] ?? []);
    const [first] = edits;
    if (first === undefined) continue;
    const fixed = applyEdits(text, [first]);
    service.open({ uri, languageId: '', version: 1000, text: fixed });
    const left = await service.diagnostics(uri, NEVER_CANCELLED);
    const failed = left.items.find(({ code }) => code === 'headroom/internal');
    if (failed) throw new Error(String(failed.message));
    return;
  }
}

/** A smaller case that fails in the same way: fewer files and steps, then fewer lines. */
export async function minimised(whole: Case, failure: Failure, tries = 300): Promise<Case> {
  let best = whole;
  let left = tries;
  const attempt = async (smaller: Case): Promise<boolean> => {
    if (left-- <= 0 || (await failureOf(smaller)) !== failure) return false;
    best = smaller;
    return true;
  };
  for (let index = best.steps.length - 1; index >= 0; index--) {
    await attempt({ ...best, steps: best.steps.filter((_, at) => at !== index) });
  }
  for (const path of Object.keys(best.files)) {
    const files = Object.fromEntries(Object.entries(best.files).filter(([name]) => name !== path));
    await attempt({ ...best, files, steps: best.steps.filter((step) => step.path !== path) });
  }
  for (const [index] of best.steps.entries()) {
    for (let size = 64; size >= 1 && left > 0; size = Math.floor(size / 2)) {
      for (let at = 0; left > 0; ) {
        const lines = best.steps[index]?.text.split('\n') ?? [];
        if (at >= lines.length) break;
        lines.splice(at, size);
        const steps = best.steps.map((step, position) =>
          position === index ? { ...step, text: lines.join('\n') } : step,
        );
        if (!(await attempt({ ...best, steps }))) at += size;
      }
    }
  }
  return best;
}
