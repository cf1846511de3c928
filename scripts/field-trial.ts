// `npm run field-trial -- DIR… [--list RULE] [--json]`: what Headroom says about files that nobody
// wrote for it. Counts by language and by rule; --list prints each finding of a rule, to be read.
import { statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { nodeWorkspace, uriOf } from '../src/cli/workspace';
import { createService } from '../src/service';
import { SEVERITIES, type Severity } from '../src/service/contracts/finding';
import type { OutputFile } from '../src/service/contracts/output';
import { NEVER_CANCELLED } from '../src/service/contracts/ports';
import { nodeAssets } from '../test/support/memory';

/** What was found in one folder. */
export interface Trial {
  readonly folder: string;
  /** Regular files met, whatever they hold. */
  readonly seen: number;
  /** Recognised files by language. */
  readonly languages: Readonly<Record<string, number>>;
  /** Recognised files with at least one syntax problem. */
  readonly unparsed: number;
  readonly findings: readonly RuleCount[];
  readonly files: readonly OutputFile[];
}

/** How often one rule found something at one severity. */
export interface RuleCount {
  readonly rule: string;
  readonly severity: Severity;
  readonly count: number;
}

const SYNTAX = 'headroom/syntax';

/** Reviews a folder as a project of its own. Nothing in it is written or executed. */
export async function trial(folder: string): Promise<Trial> {
  const workspace = nodeWorkspace(folder);
  const root = uriOf(folder);
  let seen = 0;
  for await (const _file of workspace.files(root, NEVER_CANCELLED)) seen++;
  const service = createService({
    workspace,
    assets: nodeAssets,
    yieldNow: async () => {},
    log: () => {},
  });
  const { output } = await service.review([root], { base: root, only: [] }, NEVER_CANCELLED);
  const files = output.files.filter(({ skipped }) => skipped === null);
  const languages: Record<string, number> = {};
  for (const { language } of files) languages[language] = (languages[language] ?? 0) + 1;
  return {
    folder: basename(folder),
    seen,
    languages,
    unparsed: files.filter(({ findings }) => findings.some(({ rule }) => rule === SYNTAX)).length,
    findings: countsOf(files),
    files,
  };
}

function countsOf(files: readonly OutputFile[]): readonly RuleCount[] {
  const counts = new Map<string, RuleCount>();
  for (const { rule, severity } of files.flatMap(({ findings }) => findings)) {
    const key = `${rule} ${severity}`;
    counts.set(key, { rule, severity, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  const rank = ({ severity }: RuleCount) => SEVERITIES.indexOf(severity);
  return [...counts.values()].sort((a, b) => rank(a) - rank(b) || (a.rule < b.rule ? -1 : 1));
}

async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { list: { type: 'string', multiple: true }, json: { type: 'boolean' } },
  });
  const missing = positionals.find((path) => !isFolder(path));
  if (positionals.length === 0 || missing !== undefined) {
    if (missing !== undefined) console.error(`${missing} is not a folder.`);
    console.error('Usage: npm run field-trial -- DIR… [--list RULE] [--json]');
    return 2;
  }
  const trials: Trial[] = [];
  for (const path of positionals) trials.push(await trial(resolve(path)));
  if (values.json) {
    const plain = trials.map(({ files: _files, ...counts }) => counts);
    console.log(JSON.stringify(plain, null, 2));
    return 0;
  }
  for (const one of trials) {
    console.log(table(one));
    for (const rule of values.list ?? []) console.log(listing(one.files, rule));
  }
  return 0;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function table({ folder, seen, languages, unparsed, findings }: Trial): string {
  const recognised = Object.entries(languages).map(([language, count]) => `${language} ${count}`);
  return [
    `${folder}: ${seen} files, recognised: ${recognised.join(', ') || 'none'}; ${unparsed} with syntax problems`,
    ...findings.map(
      ({ rule, severity, count }) =>
        `  ${String(count).padStart(5)} ${severity.padEnd(11)} ${rule}`,
    ),
  ].join('\n');
}

function listing(files: readonly OutputFile[], wanted: string): string {
  return files
    .flatMap(({ path, findings }) =>
      findings
        .filter(({ rule }) => rule === wanted)
        .map(({ range, severity, message }) => {
          const { line, character } = range.start;
          return `    ${path}:${line + 1}:${character + 1} ${severity} ${message}`;
        }),
    )
    .join('\n');
}

if (process.argv[1]?.endsWith('field-trial.ts')) {
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
