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
  ({ server: 'orders-db', steady: 160, rollout: [180, 200], limit: 92, ...more }) as ServerBudget;

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

  it('is not there where there is nothing to say', () => {
    assert.equal(statusOf({ ...STATE, hasFolder: false }).text, '');
    assert.equal(statusOf({ ...STATE, files: 0 }).text, '');
  });

  it('shows a table, in which names are no Markdown', () => {
    const { table } = statusOf({ ...STATE, budgets: [budget({ server: 'a_b|c' })] });
    assert.match(table, /\| a\\_b\\\|c \| 180 to 200 of 92 connections \|/);
  });
});
