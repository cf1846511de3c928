import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { execWords } from '../../src/service/languages/shared/command-lines';
import { runsWith } from '../../src/service/system/script-conditions';
import { variablesOf } from '../../src/service/system/variables';

/** Whether the last command of a line of a shell runs, where ROLE is what is given. */
function runs(line: string, role: string): 'yes' | 'no' | 'unknown' {
  const { script } = execWords(['sh', '-c', line], line, { start: 0, end: 0 }, '');
  const at = { uri: 'file:///start.sh', path: '' };
  const set = new Map([['ROLE', { state: 'known' as const, value: role, at }]]);
  const command = script?.at(-1);
  assert.ok(command, line);
  return runsWith(command, variablesOf([set], null));
}

describe('a condition of a shell script', () => {
  it('takes the branch of a case by its patterns', () => {
    assert.equal(runs('case "$ROLE" in web|api) run ;; esac', 'api'), 'yes');
    assert.equal(runs('case "$ROLE" in web|api) run ;; esac', 'worker'), 'no');
    assert.equal(runs('case "$ROLE" in work*) run ;; esac', 'worker'), 'yes');
    assert.equal(runs('case "$ROLE" in w?b) run ;; esac', 'web'), 'yes');
    assert.equal(runs('case "$ROLE" in [Ww]eb) run ;; esac', 'Web'), 'yes');
    assert.equal(runs('case "$ROLE" in [!Ww]eb) run ;; esac', 'Web'), 'no');
  });

  it('lets a wildcard read a slash, and takes a quoted one as it is', () => {
    assert.equal(runs('case "$ROLE" in jobs*) run ;; esac', 'jobs/mail'), 'yes');
    assert.equal(runs('if [[ "$ROLE" == "j*"* ]]; then run; fi', 'jobs/mail'), 'no');
    assert.equal(runs('if [[ "$ROLE" == "j*"* ]]; then run; fi', 'j*/mail'), 'yes');
  });

  it('compares by [[ ]]', () => {
    assert.equal(runs('if [[ "$ROLE" == w* ]]; then run; fi', 'web'), 'yes');
    assert.equal(runs('if [[ "$ROLE" != w* ]]; then run; fi', 'web'), 'no');
    assert.equal(runs('if [ -z "$ROLE" ]; then run; fi', 'web'), 'no');
  });

  it('is decided at once where the pattern is nothing but wildcards', () => {
    const pattern = `${'*a'.repeat(100)}*b*`;
    assert.equal(runs(`case "$ROLE" in ${pattern}) run ;; esac`, 'a'.repeat(1000)), 'no');
  });
});
