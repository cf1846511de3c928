import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { NEVER_CANCELLED } from '../../src/service/contracts/ports';
import type { HeadroomService } from '../../src/service/contracts/service';
import { RULES } from '../../src/service/rules';
import { expectedOf, inputsOf, parseExamples } from '../support/examples';
import { memoryPorts, ROOT, uriOf } from '../support/memory';

const shared = RULES.filter(({ scope }) => scope === 'project');
/** The rules that were seen to come and to go by an edit of a file that they do not point at. */
const cameAndWent = new Set<string>();

describe('a finding that rests on another file', () => {
  for (const rule of shared) {
    it(`comes and goes with that file: ${rule.id}`, async () => {
      for (const files of projectsOf(rule.id)) {
        if (cameAndWent.has(rule.id)) return;
        await withoutEach(rule.id, files);
      }
    });
  }

  it('is seen of every project rule', () => {
    const others = shared.map(({ id }) => id).filter((id) => !cameAndWent.has(id));
    assert.deepEqual(others, []);
  });
});

/** Takes each file away and brings it back; each time the project says what a fresh one says. */
async function withoutEach(rule: string, files: ReadonlyMap<string, string>): Promise<void> {
  const texts = new Map(files);
  const live = createService(memoryPorts(texts));
  const before = await findingsOf(live);
  const places = new Set(before.filter((one) => one.rule === rule).map(({ path }) => path));
  const of = (all: readonly { readonly rule: string }[]) =>
    JSON.stringify(all.filter((one) => one.rule === rule));
  for (const [path, text] of files) {
    texts.delete(path);
    live.fileChanged(uriOf(path));
    const without = await findingsOf(live);
    assert.deepEqual(without, await findingsOf(createService(memoryPorts(new Map(texts)))), path);
    texts.set(path, text);
    live.fileChanged(uriOf(path));
    const back = await findingsOf(live);
    assert.deepEqual(back, before, path);
    if (!places.has(path) && of(without) !== of(back)) cameAndWent.add(rule);
  }
}

/** The examples of a rule, each object in a file of its own: those first in which it reports. */
function projectsOf(rule: string): readonly ReadonlyMap<string, string>[] {
  const folder = `src/service/rules/${rule}`;
  const pages = [`${folder}/README.md`, `${folder}/cases.md`].filter((page) => existsSync(page));
  const examples = pages.flatMap((page) => parseExamples(readFileSync(page, 'utf8')));
  const reports = examples.filter((example) => expectedOf(example).length > 0);
  // What one file keeps silent, another says once that file is gone.
  const silent = examples.filter((example) => !reports.includes(example));
  return [...reports, ...silent]
    .map((example) => new Map([...inputsOf(example)].flatMap(([path, text]) => split(path, text))))
    .flatMap((files) => [files, built(files)]);
}

/** The same under a kustomization that says that all of it is applied together. */
function built(files: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const manifests = [...files.keys()].filter((path) => /\.ya?ml$/.test(path));
  return new Map([...files, ['kustomization.yaml', `resources: [${manifests.join(', ')}]\n`]]);
}

function split(path: string, text: string): readonly (readonly [string, string])[] {
  const parts = /\.ya?ml$/.test(path) ? text.split(/^---\n/m) : [text];
  if (parts.length === 1) return [[path, text]];
  return parts.map((part, index) => [path.replace(/(\.\w+)$/, `-${index}$1`), part] as const);
}

async function findingsOf(service: HeadroomService) {
  const { output } = await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
  return output.files.flatMap(({ path, findings }) =>
    findings.map(({ rule, severity, message, range }) => ({
      path,
      rule,
      severity,
      message,
      range,
    })),
  );
}
