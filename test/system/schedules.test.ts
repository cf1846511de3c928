import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { minutesBetween } from '../../src/service/system/schedules';

describe('the time between two starts of a schedule', () => {
  const read: readonly (readonly [string, number])[] = [
    ['* * * * *', 1],
    ['*/5 * * * *', 5],
    ['*/7 * * * *', 4],
    ['0,10,30 * * * *', 10],
    ['0 * * * *', 60],
    ['15 */2 * * *', 120],
    ['0 0,23 * * *', 60],
    ['30 2 * * *', 1440],
    ['0 9-17/4 * * 1-5', 240],
    ['5/20 * * * *', 20],
    ['@hourly', 60],
    ['@Daily', 1440],
    // On one day of the week the first start of the next day is not there.
    ['0 0,23 * * 1', 1380],
  ];
  for (const [schedule, minutes] of read) {
    it(`of ${schedule} is ${minutes} min`, () => {
      assert.equal(minutesBetween(schedule), minutes);
    });
  }

  const unread = [
    '',
    'H * * * *',
    '* * * *',
    '* * * * * *',
    '60 * * * *',
    '5-1 * * * *',
    '*/0 * * * *',
  ];
  for (const schedule of [...unread, '{{ .x }} * * * *', 'CRON_TZ=UTC 0 * * * *', '1,, * * * *']) {
    it(`cannot be told of "${schedule}"`, () => {
      assert.equal(minutesBetween(schedule), undefined);
    });
  }
});
