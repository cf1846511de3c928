import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { minutesBetween, secondsBetween } from '../../src/service/system/schedules';

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

describe('the time between two starts of a schedule of EventBridge', () => {
  const read: readonly (readonly [string, number | undefined])[] = [
    ['rate(1 minute)', 60],
    ['rate(5 minutes)', 300],
    ['rate(1 hour)', 3600],
    ['rate(7 days)', 604_800],
    ['cron(0/15 * * * ? *)', 900],
    ['cron(15 2 * * ? *)', 86_400],
    ['rate(0 minutes)', undefined],
    ['at(2026-11-29T10:00:00)', undefined],
    ['cron(0 8 * * *)', undefined],
    ['rate(5 weeks)', undefined],
  ];
  for (const [schedule, seconds] of read) {
    it(`of ${schedule} is ${seconds ?? 'not known'}`, () => {
      assert.equal(secondsBetween(schedule), seconds);
    });
  }
});
