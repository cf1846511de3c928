import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type StatusState, statusOf } from '../../src/extension/statusText';
import type { ServerBudget } from '../../src/service/contracts/capacity';

const NOTHING = { error: 0, warning: 0, information: 0, hint: 0 };
const STATE: StatusState = {
  isOff: false,
  hasFolder: true,
  totals: NOTHING,
  files: 3,
  reading: '',
  budgets: [],
};
const budget = (more: Partial<ServerBudget>) =>
  ({
    ...{ server: 'orders-db', steady: 160, rollout: [180, 200], limit: 92, missing: [] },
    ...more,
  }) as unknown as ServerBudget;

describe('the status bar', () => {
  it('has six states, each in words too', () => {
    const say = (more: Partial<StatusState>) => {
      const { text, spoken } = statusOf({ ...STATE, ...more });
      return `${text} | ${spoken}`;
    };
    const totals = { ...NOTHING, warning: 3 };
    assert.deepEqual(
      [
        say({ totals: undefined, reading: 'Reading 120 of 177 files' }),
        say({}),
        say({ totals }),
        say({ totals, budgets: [budget({ server: 'a', steady: 1, rollout: [1, 1] }), budget({})] }),
        say({ isOff: true }),
      ],
      [
        '$(sync~spin) Headroom | Reading 120 of 177 files',
        '$(check) Headroom | Headroom: nothing to report',
        '$(warning) 3 | Headroom: 3 warnings',
        '$(warning) 3 · orders-db 200/92 | Headroom: 3 warnings. orders-db can be asked for 180 to 200 of 92 connections',
        '$(circle-slash) Headroom | Headroom is off, by the setting headroom.enable',
      ],
    );
  });

  it('says of what is not counted whole no more than is known', () => {
    const missing = [{ factor: 'pool of web', why: 'an expression', at: null, declare: null }];
    const shown = (more: Partial<ServerBudget>) => {
      const { text, spoken } = statusOf({ ...STATE, budgets: [budget({ missing, ...more })] });
      return [text, spoken.replace(/^.*\. /, '')];
    };
    assert.deepEqual(shown({}), [
      '$(check) Headroom · orders-db ≥200/92',
      'orders-db can be asked for at least 200 of 92 connections',
    ]);
    assert.deepEqual(shown({ steady: 0, rollout: [0, 0] }), [
      '$(check) Headroom · orders-db ?/92',
      'how many of its 92 connections orders-db can be asked for is not known',
    ]);
    assert.deepEqual(shown({ steady: 0, rollout: [0, 0], limit: null }), [
      '$(check) Headroom · orders-db ?/?',
      'how many connections orders-db can be asked for is not known, nor its limit',
    ]);
    // What is not known is the limit alone: what is counted is all.
    const limit = [{ factor: 'the limit', why: 'no file says', at: null, declare: null }];
    assert.equal(shown({ missing: limit, limit: null })[0], '$(check) Headroom · orders-db 200/?');
  });

  it('is not there where there is nothing to say', () => {
    assert.equal(statusOf({ ...STATE, hasFolder: false }).text, '');
    assert.equal(statusOf({ ...STATE, files: 0 }).text, '');
  });

  it('shows a table, in which names are no Markdown', () => {
    const { table } = statusOf({ ...STATE, budgets: [budget({ server: 'a_b|c' })] });
    assert.match(table, /\| a\\_b\\\|c \| 180 to 200 of 92 connections \|/);
  });
});
