import { tableOf } from '../../text/tables';
import type { Entry } from './entries';
import type { ServerTimeout } from './model';

/** Seconds in the units PostgreSQL knows; milliseconds where none is written. */
const UNITS = tableOf<number>({
  '': 0.001,
  ms: 0.001,
  s: 1,
  min: 60,
  h: 3600,
  d: 86_400,
});

/** What a server's own settings say of connections that nobody uses; 0 closes none. */
export function timeoutsOf(entries: readonly Entry[]): readonly ServerTimeout[] {
  return entries.flatMap(({ keys: [section, name = ''], text, at }): readonly ServerTimeout[] => {
    const setting = name.replaceAll('-', '_');
    const plain = text
      .replace(/[#;][\s\S]*$/, '')
      .trimEnd()
      .replace(/^'(.*)'$/, '$1');
    const [, digits, unit = ''] = /^(\d{1,15})(?!\d)\s*(\w*)$/.exec(plain) ?? [];
    const number = Number(digits ?? 0);
    const place = { at, path: `/${setting}`, setting };
    if (setting === 'wait_timeout' && section === 'mysqld' && unit === '' && number > 0) {
      return [{ ...place, engine: 'mysql', seconds: number }];
    }
    const perUnit = UNITS[unit];
    return setting === 'idle_session_timeout' && perUnit !== undefined && number > 0
      ? [{ ...place, engine: 'postgres', seconds: number * perUnit }]
      : [];
  });
}
