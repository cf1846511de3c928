// `npx tsx scripts/mutations.ts DIR… [--missed]`: plants each rule's defect into the files of a
// folder that are clean of it, one at a time and in memory, and says how many were found.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { nodeWorkspace, pathOf, uriOf } from '../src/cli/workspace';
import { createService } from '../src/service';
import { NEVER_CANCELLED } from '../src/service/contracts/ports';
import { areaOf } from '../src/service/contracts/rule';
import { rulesFor } from '../src/service/engine/run';
import { mayMatter, recognise } from '../src/service/languages/registry';
import { RULES } from '../src/service/rules';
import { memoryPorts, ROOT } from '../test/support/memory';
import { MUTATIONS } from './mutations/table';

/** How many planted defects of a rule were found, and the files in which one was not. */
export interface Recall {
  readonly rule: string;
  readonly planted: number;
  readonly missed: readonly string[];
}

/** Plants every defect into every text that has a place for it; each file stands alone. */
export async function recallOf(texts: ReadonlyMap<string, string>): Promise<readonly Recall[]> {
  const recalls: Recall[] = [];
  for (const { rule, plant, targets = '{}' } of MUTATIONS) {
    const missed: string[] = [];
    let planted = 0;
    for (const [path, text] of texts) {
      const defective = plant(text);
      if (defective === undefined || !speaks(path, text, rule)) continue;
      const before = await rulesIn(path, text, targets);
      if (before.has(rule) || before.has('headroom/syntax')) continue;
      planted++;
      if (!(await rulesIn(path, defective, targets)).has(rule)) missed.push(path);
    }
    recalls.push({ rule, planted, missed });
  }
  return recalls;
}

/** Whether the file, which will stand alone, is of the language that the rule judges. */
function speaks(path: string, text: string, rule: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const language = mayMatter(name) ? recognise({ path: name, text })?.id : undefined;
  if (language === undefined) return false;
  return language === areaOf(rule) || rulesFor(language, RULES).some(({ id }) => id === rule);
}

/** The rules that report something in a file that stands alone. */
async function rulesIn(path: string, text: string, targets: string): Promise<ReadonlySet<string>> {
  const files = new Map([
    [path.slice(path.lastIndexOf('/') + 1), text],
    ['headroom.yaml', `root: true\ntargets: ${targets}\n`],
  ]);
  const service = createService(memoryPorts(files));
  const { output } = await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
  return new Set(output.files.flatMap(({ findings }) => findings.map(({ rule }) => rule)));
}

async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { missed: { type: 'boolean' } },
  });
  const missing = positionals.find((path) => !existsSync(path));
  if (positionals.length === 0 || missing !== undefined) {
    if (missing !== undefined) console.error(`${missing} is not there.`);
    console.error('Usage: npx tsx scripts/mutations.ts DIR… [--missed]');
    return 2;
  }
  const recalls = await recallOf(await textsBeneath(positionals));
  for (const { rule, planted, missed } of recalls) {
    const found = planted - missed.length;
    const share = planted === 0 ? '–' : `${Math.round((100 * found) / planted)} %`;
    console.log(`${share.padStart(6)}  ${found} of ${planted}  ${rule}`);
    if (values.missed) for (const path of missed) console.log(`        missed in ${path}`);
  }
  return 0;
}

/** The texts that are some language's business, by path. */
async function textsBeneath(folders: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (const folder of folders.map((path) => resolve(path))) {
    const workspace = nodeWorkspace(folder);
    for await (const { uri } of workspace.files(uriOf(folder), NEVER_CANCELLED)) {
      const path = pathOf(uri);
      if (!mayMatter(path)) continue;
      const result = await workspace.read(uri);
      if (result.state === 'read' && recognise({ path, text: result.text })) {
        texts.set(path, result.text);
      }
    }
  }
  return texts;
}

if (process.argv[1]?.endsWith('mutations.ts')) {
  main(process.argv.slice(2)).then(
    (status) => {
      process.exitCode = status;
    },
    (error: Error) => {
      console.error(error.message);
      process.exitCode = 2;
    },
  );
}
