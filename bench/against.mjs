import { execFileSync, spawn } from 'node:child_process';
import { cpSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { atEnd } from '../scripts/processes.mjs';
import { bundle } from './bundle.mjs';

const ROUNDS = 7;

/**
 * Keystrokes in these sources and in those of a commit, both typed into by the same bench: what is busy on the
 * machine meets both alike. Prints the best of each and their ratio.
 */
export async function compare(ref, folder) {
  if (!ref) throw new Error('Say which commit to compare with: npm run bench -- --against main');
  const tree = resolve(folder, 'tree');
  execFileSync('git', ['worktree', 'add', '--quiet', '--detach', tree, ref]);
  atEnd(() => execFileSync('git', ['worktree', 'remove', '--force', tree]));
  for (const own of ['bench', 'test/support']) cpSync(own, join(tree, own), { recursive: true });
  symlinkSync(resolve('node_modules'), join(tree, 'node_modules'));
  execFileSync(process.execPath, ['scripts/rule-index.mjs'], { cwd: tree });
  await bundle(['bench/keystroke.ts'], resolve(folder, 'new'));
  await bundle(['bench/keystroke.ts'], resolve(folder, 'old'), tree);
  const [before, now] = ['old', 'new'].map((name) => typing(join(folder, name, 'keystroke.mjs')));
  const paths = (await now.heard()).split(' ');
  await before.heard();
  for (const path of paths) {
    const times = { before: [], now: [] };
    // The first round warms up.
    for (let round = 0; round <= ROUNDS; round++) {
      const [a, b] = [await before.type(path), await now.type(path)];
      if (round > 0) times.before.push(a) && times.now.push(b);
    }
    // The best is what a busy machine leaves alone.
    const [a, b] = [Math.min(...times.before), Math.min(...times.now)];
    const figures = `${ref} ${a.toFixed(2)} ms, now ${b.toFixed(2)} ms`;
    console.log(`keystroke in ${path.padEnd(14)} ${(b / a).toFixed(2)} × (${figures})`);
  }
  before.end();
  now.end();
}

function typing(script) {
  const child = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const heard = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`${script} ended early.`);
    return value;
  };
  const type = async (path) => {
    child.stdin.write(`${path}\n`);
    return Number(await heard());
  };
  return { heard, type, end: () => child.stdin.end() };
}
