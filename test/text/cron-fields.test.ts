import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cronFault } from '../../src/service/text/cron-fields';

describe('a cron expression of five fields', () => {
  it('is right with lists, ranges, steps and names', () => {
    for (const text of [
      '* * * * *',
      '*/15 6-20 1,15 jan-JUN mon-Fri',
      '0 0 31 12 7',
      '0 0 * * 5#2',
      '*/90 * */40 * *',
      '@daily',
    ]) {
      assert.equal(cronFault(text), undefined, text);
    }
  });

  it('is told what is wrong', () => {
    assert.equal(cronFault('0 6 * * MON-FRI *'), 'it has 6 fields of 5');
    assert.equal(cronFault('0 25 * * *'), 'its hour is 25');
    assert.equal(cronFault('60 1 * * *'), 'its minute is 60');
    assert.equal(cronFault('0 1 32 * *'), 'its day of the month is 32');
    assert.equal(cronFault('0 1 0 * *'), 'its day of the month is 0');
    assert.equal(cronFault('0 1 * foo *'), 'its month is foo');
    assert.equal(cronFault('0 1 * * 1-8'), 'its day of the week is 8');
  });

  it('leaves what only some take alone', () => {
    assert.equal(cronFault('0 1 L * ?'), undefined);
  });
});
