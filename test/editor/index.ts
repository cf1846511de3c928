import 'mocha/mocha';

/** The words in the titles of the tests to run, all where it is empty; put here by the bundler. */
declare const ONLY_TESTS: string;

mocha.setup({ ui: 'bdd', reporter, timeout: 60_000, fgrep: ONLY_TESTS });
// First: it is about the whole workspace, in which the others leave documents open.
require('./lens');
require('./suite');
require('./diagram');
require('./checklist');
require('./budget');
require('./builds');
require('./fixes');
require('./commands');
require('./findings');
require('./tools');
require('./package');
require('./server');

/** The entry VS Code calls: rejects when a test fails. */
export function run(): Promise<void> {
  return new Promise((resolve, reject) => {
    mocha.run((failures) => {
      if (failures > 0) reject(new Error(`${failures} failed`));
      else resolve();
    });
  });
}

/** One line a test on the console, which the runner reads. */
function reporter(runner: Mocha.Runner): void {
  runner.on('pass', (test) => console.log(`ok ${test.fullTitle()}`));
  runner.on('fail', (test, error) => console.log(`not ok ${test.fullTitle()}: ${error.stack}`));
}
