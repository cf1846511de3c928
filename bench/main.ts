// `npm run bench`: what the work costs, as ratios that hold on any machine, beside plain times. It is
// bundled like what ships (`run.mjs`): a transpiler that keeps names makes each closure cost more.
// Nothing is asserted: a slow machine is not a failure. Counters are what the tests assert.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseTree } from 'jsonc-parser';
import { parseAllDocuments } from 'yaml';
import { nodeWorkspace, pathOf, uriOf } from '../src/cli/workspace';
import { createService } from '../src/service';
import { NEVER_CANCELLED } from '../src/service/contracts/ports';
import { rulesFor, runDocumentRule } from '../src/service/engine/run';
import { analyseNginx } from '../src/service/languages/nginx';
import type { NginxModel } from '../src/service/languages/nginx/model';
import { parse } from '../src/service/languages/nginx/parse';
import { PRACTICES, type PracticeId } from '../src/service/practices';
import { RULES } from '../src/service/rules';
import { nodeAssets } from '../test/support/memory';
import { manyBuilds } from './builds';
import { placeIn, SAMPLES } from './keystrokes';
import { exponent, median, ms, table, timed, times } from './measure';
import {
  lockOf,
  nginxFilesOf,
  nginxOf,
  serverOf,
  streamOf,
  tablesOf,
  transactionsOf,
  unrelated,
} from './samples';
import { review, typist } from './service';

type Row = readonly [what: string, figure: string, beside: string];

const FRAME = 16;
const SECTIONS = [
  ...[growth, codeGrowth, peers, processes, keystrokes, stream, strangers],
  ...[cold, manyFiles, manyBuilds, commandLine],
];

void main();

async function main(): Promise<void> {
  for (const section of SECTIONS) console.log(table(await section()));
}

/** nginx at growing sizes: how fast, how linear, and what model and rules add to the parse. */
async function growth(): Promise<readonly Row[]> {
  const sizes = [1_000, 5_000, 20_000, 80_000];
  const points: (readonly [number, number])[] = [];
  const rows: Row[] = [];
  for (const size of sizes) {
    const text = nginxOf(size);
    const lines = text.split('\n').length;
    const parsing = await median(size < 10_000 ? 40 : 5, () => parse(text));
    const analysing = await median(5, () => analyseNginx(text));
    // What is worked out for one rule is kept for the next, so each run needs a model of its own.
    const models = Array.from({ length: 6 }, () => analyseNginx(text).model);
    const judging = await median(3, (run) => models[run] && judge(models[run]));
    const reviewing = await median(2, () => review('nginx.conf', text));
    points.push([lines, parsing]);
    rows.push([
      `nginx, ${lines} lines: parse`,
      ms(parsing),
      `${(Math.round(lines / parsing) * 1000).toLocaleString('en')} lines a second; with the model ${times(analysing, parsing)}, the rules alone ${times(judging, parsing)}, the whole review ${times(reviewing, parsing)} (${ms(reviewing)})`,
    ]);
  }
  return [...rows, ['nginx: time grows with size to the power', exponent(points).toFixed(2), '']];
}

/** Code at growing sizes, from nothing. */
async function codeGrowth(): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const [what, textOf] of Object.entries({ serverOf, transactionsOf })) {
    const points: (readonly [number, number])[] = [];
    const costs: string[] = [];
    for (const size of [1000, 2000, 4000, 8000]) {
      const text = textOf(size);
      const cost = await median(5, () => review('server.ts', text));
      points.push([text.length, cost]);
      costs.push(ms(cost));
    }
    rows.push([
      `TypeScript, 1000 to 8000 lines of ${what.replace('Of', '')}: review`,
      costs.join(', '),
      `time grows with size to the power ${exponent(points).toFixed(2)}`,
    ]);
  }
  return rows;
}

/** Runs every nginx rule over a model. */
function judge(model: NginxModel): void {
  const settings = { targets: {}, practice: (id: PracticeId) => PRACTICES[id].value };
  for (const rule of rulesFor('nginx', RULES)) runDocumentRule(rule, 'nginx', { model }, settings);
}

/** The same text for nginx itself and for crossplane, where they are installed; their start counts. */
async function peers(): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'headroom-bench-'));
  const file = join(folder, 'nginx.conf');
  const text = `pid ${folder}/pid;\nerror_log ${folder}/log;\n${nginxOf(20_000)}`;
  writeFileSync(file, text);
  const ours = await median(2, () => review('nginx.conf', text));
  const rows: Row[] = [];
  for (const [program, args] of [
    ['nginx', ['-t', '-q', '-p', folder, '-c', file]],
    ['crossplane', ['parse', '--out', join(folder, 'out.json'), file]],
  ] as const) {
    const what = `${program}, 20000 lines`;
    if (spawnSync(program, args).error) {
      rows.push([what, '–', 'not installed']);
      continue;
    }
    const theirs = await median(2, () => spawnSync(program, args));
    rows.push([what, ms(theirs), `our review is ${times(ours, theirs)} that`]);
  }
  rmSync(folder, { recursive: true });
  return rows;
}

/** `headroom check` beside `nginx -t` on the same file, as whole processes: their CPU and their memory. */
async function processes(): Promise<readonly Row[]> {
  const clock = '/usr/bin/time';
  if (!existsSync('dist/cli.js') || !existsSync(clock)) return [];
  const folder = mkdtempSync(join(tmpdir(), 'headroom-bench-'));
  const file = join(folder, 'nginx.conf');
  const cost = (...command: readonly string[]) => {
    const { stderr } = spawnSync(clock, ['-f', '%U %S %M', ...command], { encoding: 'utf8' });
    const [user = 0, system = 0, kilobytes = 0] = (stderr.trim().split('\n').at(-1) ?? '')
      .split(' ')
      .map(Number);
    return { time: 1000 * (user + system), memory: `${Math.round(kilobytes / 1000)} MB` };
  };
  const rows = [20_000, 80_000].map((lines): Row => {
    writeFileSync(file, `pid ${folder}/pid;\nerror_log ${folder}/log;\n${nginxOf(lines)}`);
    const ours = cost(process.execPath, 'dist/cli.js', 'check', folder);
    const theirs = cost('nginx', '-t', '-q', '-p', folder, '-c', file);
    const beside = Number.isFinite(theirs.time)
      ? `${times(ours.time, theirs.time)} nginx -t (${ms(theirs.time)}, ${theirs.memory})`
      : 'nginx is not installed';
    return [`headroom check, ${lines} lines`, ms(ours.time), `${ours.memory}; ${beside}`];
  });
  rmSync(folder, { recursive: true });
  return rows;
}

/** One character typed into an open document, until its findings are there. */
async function keystrokes(): Promise<readonly Row[]> {
  const bare: Readonly<Record<string, (text: string) => unknown>> = {
    'nginx.conf': parse,
    'shop.yaml': (text) => parseAllDocuments(text),
    'stack.json': (text) => parseTree(text),
  };
  const rows: Row[] = [];
  for (const [path, text] of Object.entries(SAMPLES)) {
    const cost = await timed(25, await typist(path, text, placeIn(path, text)));
    const parser = bare[path];
    const parsing = parser && (await median(15, () => parser(text)));
    const beside = parsing ? `; ${times(cost.median, parsing)} bare parsing` : '';
    rows.push(keystroke(`${path}, ${text.split('\n').length} lines`, cost, beside));
  }
  const broken = SAMPLES['server.ts']?.replace('row.total', 'row.(total') ?? '';
  const typed = await typist('server.ts', broken, placeIn('server.ts', broken));
  rows.push(keystroke('server.ts that cannot be parsed', await timed(15, typed)));
  const files = nginxFilesOf(100);
  const path = 'sites/5.conf';
  const text = files[path] ?? '';
  const cost = await timed(25, await typist(path, text, text.length, files));
  const alone = await median(15, await typist(path, text));
  const beside = `; ${times(cost.median, alone)} that in the file alone`;
  rows.push(keystroke('one of 100 nginx files read as one', cost, beside));
  return rows;
}

/** The row of a keystroke: the median, and beside it the best, as parts of a frame. */
function keystroke(
  where: string,
  { median, best }: { readonly median: number; readonly best: number },
  beside = '',
): Row {
  const frame = (time: number) => `${Math.round((100 * time) / FRAME)} %`;
  const parts = `${frame(median)} of a ${FRAME} ms frame, at best ${frame(best)}${beside}`;
  return [`keystroke in ${where}`, ms(median), parts];
}

/** One character typed into the middle of a large stream of manifests, until its findings are there. */
async function stream(): Promise<readonly Row[]> {
  const text = streamOf(45);
  const middle = text.indexOf('SETTING_100', text.length / 2);
  const cost = await timed(15, await typist('stream.yaml', text, middle));
  const parsing = await median(3, () => parseAllDocuments(text));
  const size = `${Math.round(text.length / 1000)} kB, 45 documents`;
  const share = (cost.median / parsing).toFixed(3);
  const beside = `; ${share} of parsing it whole (${ms(parsing)})`;
  return [keystroke(`a stream of ${size}`, cost, beside)];
}

/** Other people's JSON beside what a bare parser takes for it. A test counts that nothing is parsed. */
async function strangers(): Promise<readonly Row[]> {
  const texts = {
    'package-lock.json': lockOf(6_000),
    'tables.json': tablesOf(2_000),
    'mentions.json': tablesOf(2_000, 'next to the AutoScalingGroup'),
  };
  const rows: Row[] = [];
  for (const [path, text] of Object.entries(texts)) {
    const ours = await median(10, () => review(path, text));
    const parsing = await median(10, () => JSON.parse(text));
    rows.push([
      `${path}, ${Math.round(text.length / 1000)} kB, nobody’s business: review`,
      ms(ours),
      `${times(ours, parsing)} JSON.parse (${ms(parsing)})`,
    ]);
  }
  return rows;
}

/** The first analysis of a process, with nothing compiled and no grammar loaded. */
async function cold(): Promise<readonly Row[]> {
  return Promise.all(
    Object.entries(SAMPLES).map(async ([path, input]): Promise<Row> => {
      const args = [join(dirname(process.argv[1] ?? ''), 'cold.mjs'), path];
      const { stdout } = spawnSync(process.execPath, args, { input, encoding: 'utf8' });
      return [`first analysis of a process, ${path}`, ms(Number(stdout)), ''];
    }),
  );
}

/** A repository of which little matters, on disk: the review beside reading every file. */
async function manyFiles(): Promise<readonly Row[]> {
  const [count, matter] = [10_000, 50];
  const folder = mkdtempSync(join(tmpdir(), 'headroom-bench-'));
  for (let index = 0; index < count; index++) {
    const part = join(folder, `part${index % 100}`);
    if (index < 100) mkdirSync(part);
    const text = index < matter ? serverOf(60) : unrelated(index);
    writeFileSync(join(part, `file${index}.ts`), text);
  }
  const root = uriOf(folder);
  const workspace = nodeWorkspace(folder);
  const reading = await median(1, async () => {
    for await (const { uri } of workspace.files(root, NEVER_CANCELLED)) {
      await readFile(pathOf(uri), 'utf8');
    }
  });
  const reviewing = await median(1, async () => {
    const ports = { workspace, assets: nodeAssets, yieldNow: async () => {}, log: () => {} };
    await createService(ports).review([root], { base: root, only: [] }, NEVER_CANCELLED);
  });
  rmSync(folder, { recursive: true });
  return [
    [
      `${count} source files, ${matter} that matter: review`,
      ms(reviewing),
      `${times(reviewing, reading)} walking and reading them (${ms(reading)})`,
    ],
  ];
}

/** The start of the command line beside that of Node. */
async function commandLine(): Promise<readonly Row[]> {
  if (!existsSync('dist/cli.js')) return [['headroom --version', '–', 'not built: npm run build']];
  const node = await median(5, () => spawnSync(process.execPath, ['-e', '0']));
  const cli = await median(5, () => spawnSync(process.execPath, ['dist/cli.js', '--version']));
  const kilobytes = Math.round(readFileSync('dist/cli.js').length / 1000);
  return [['headroom --version', ms(cli), `node alone ${ms(node)}; cli.js has ${kilobytes} kB`]];
}
