// `npm start`: builds, prints the review of the example, and opens an editor on it with the
// extension in it. It ends after the review where nobody looks: with CI set, without a terminal, or
// with --review-only. With --browser it does not look for a VS Code on the desktop.
import { resolve } from 'node:path';
import { FetchError } from './editor/cache.mjs';
import { openDesktop, serveInBrowser } from './editor/open.mjs';
import { runToEnd } from './processes.mjs';

const EXAMPLE = resolve('examples/shop');
/** What is opened first, beside its drawing. */
const FIRST = 'src/db.ts';
/** A build or a review that is not done by then hangs; milliseconds. */
const LONGEST = 300_000;

for (const args of [
  ['esbuild.mjs', '--production'],
  ['dist/cli.js', 'check', '--fail-on', 'never', 'examples/shop'],
]) {
  const status = await runToEnd(process.execPath, args, { longest: LONGEST });
  if (status !== 0) process.exit(status);
}
if (!onlyReview()) {
  console.log('');
  const onDesktop = process.argv.includes('--browser')
    ? false
    : openDesktop(resolve('.'), EXAMPLE, FIRST);
  if (!onDesktop) await serve();
}

function onlyReview() {
  return (
    Boolean(process.env.CI) ||
    process.stdout.isTTY !== true ||
    process.argv.includes('--review-only')
  );
}

async function serve() {
  try {
    await serveInBrowser(resolve('.'), EXAMPLE, FIRST);
  } catch (error) {
    if (!(error instanceof FetchError)) throw error;
    console.error(`The editor cannot be opened: ${error.message}`);
    process.exit(1);
  }
}
