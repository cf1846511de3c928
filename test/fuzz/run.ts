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

/** Milliseconds of this process that 10 KB may take, over what any request may. */
const PER_TEN_KILOBYTES = 100;
const AT_LEAST = 400;

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

/** The case that a seed makes of these projects. */
export function caseOf(seed: number, all: readonly Readonly<Record<string, string>>[]): Case {
  const random = randomOf(seed);
  const files = random.of(all);
  const texts = new Map(Object.entries(files));
  const lent = Object.values(random.of(all));
  const steps: Step[] = [];
  for (let count = 1 + random.below(4); count > 0; count--) {
    const path = random.of([...texts.keys()]);
    const text = mutated(texts.get(path) ?? '', random.of(lent), random);
    texts.set(path, text);
    steps.push({ path, text });
  }
  return { files, steps, seed };
}

/**
 * Types the steps of a case into a service as an editor does, asks at random places, applies a fix,
 * and compares with a service that sees the last texts first.
 */
export async function failureOf({ files, steps, seed }: Case): Promise<Failure | undefined> {
  const random = randomOf(seed ^ 0x5bd1e995);
  const texts = new Map(Object.entries(files));
  const service = createService(memoryPorts(texts));
  const size = [...Object.values(files), ...steps.map(({ text }) => text)].join('').length;
  let doing = 'review';
  const before = process.cpuUsage();
  try {
    await reviewed(service);
    for (const [index, { path, text }] of steps.entries()) {
      const uri = uriOf(path);
      texts.set(path, text);
      doing = 'open';
      service.open({ uri, languageId: '', version: index + 1, text });
      await service.diagnostics(uri, NEVER_CANCELLED);
      doing = await ask(service, uri, text, random, (what) => {
        doing = what;
      });
      doing = 'review';
      const said = await reviewed(service);
      const failed = /"rule":"headroom\/internal"[^}]*?"message":"([^"]*)/.exec(said)?.[1];
      if (failed !== undefined) return `a rule or reader threw: ${failed}`;
    }
    doing = 'fresh review';
    const [live, fresh] = [
      await reviewed(service),
      await reviewed(createService(memoryPorts(texts))),
    ];
    if (live !== fresh) return 'an edited project says something else than a fresh one';
    doing = 'fix';
    const last = steps.at(-1);
    if (last) await applyFix(service, uriOf(last.path), last.text);
  } catch (error) {
    const where =
      error instanceof Error ? (/\(?([^\s(]*src\/[^\s)]*)/.exec(error.stack ?? '')?.[1] ?? '') : '';
    return `${doing} threw ${error instanceof Error ? error.message : String(error)} ${where.replace(/^.*src\//, 'src/')}`;
  }
  const { user } = process.cpuUsage(before);
  const most = (AT_LEAST + (PER_TEN_KILOBYTES * size) / 10_000) * (steps.length + 3);
  return user / 1000 > most ? 'it takes too long' : undefined;
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
): Promise<string> {
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
  return 'asking';
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
    await service.diagnostics(uri, NEVER_CANCELLED);
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
