import { grouped } from '../../architecture/grouped';
import type { ProcessSettingsFact, QueueAppFact } from '../../contracts/fact';
import type { Placed } from '../../contracts/facts/placed';
import { absent, type Field } from '../../contracts/field';
import { pointer } from '../../syntax/data-node';
import { emptyQueue } from '../shared/queue-fact';
import { numberField, settingField } from '../shared/setting-values';
import type { Entry } from './entries';
import { startOf } from './runtime';

/** The connections of queues in Laravel's `config/queue.php`. */
export function laravelQueues(entries: readonly Entry[]): readonly Placed<QueueAppFact>[] {
  const connections = grouped(
    entries.filter(({ keys }) => keys[0] === 'connections' && keys.length === 3),
    ({ keys: [, name = ''] }) => name,
  );
  return [...connections].map(([connection, own]): Placed<QueueAppFact> => {
    const at = startOf(own);
    const path = pointer('/connections', connection);
    const setting = (name: string): Field<string | number | boolean> => {
      const entry = own.find(({ keys }) => keys[2] === name);
      const place = pointer(path, name);
      return entry ? settingField(entry.text, entry.at, place) : absent(at.end, place);
    };
    const driver = setting('driver');
    return {
      ...emptyQueue('laravel', at),
      path,
      connection,
      broker: driver.state === 'known' ? { ...driver, value: String(driver.value) } : driver,
      visibilityTimeout: numberField(setting('retry_after')),
    };
  });
}

/**
 * What `config/horizon.php` says: for each environment the supervisors by name, each with the most processes it
 * runs, and the supervisors that every environment has (`environment: null`). One that says no number runs one.
 * Source: laravel.com, "Horizon", and `SupervisorOptions`, which takes `processes` of older files for `maxProcesses`.
 */
export function horizonSettings(entries: readonly Entry[]): readonly Placed<ProcessSettingsFact>[] {
  const rows = entries.flatMap((entry): readonly HorizonRow[] => {
    const [section, ...keys] = entry.keys;
    const [first, ...others] = keys;
    if (first === undefined || (section !== 'defaults' && section !== 'environments')) return [];
    const environment = section === 'defaults' ? null : first;
    const [supervisor, option] = section === 'defaults' ? keys : others;
    if (supervisor === undefined || option === undefined) return [];
    return [{ entry, environment, supervisor, option }];
  });
  return [...grouped(rows, ({ environment }) => environment)].map(
    ([environment, own]): Placed<ProcessSettingsFact> => {
      const path = environment === null ? '/defaults' : pointer('/environments', environment);
      const settings: Record<string, Field<string | number | boolean>> = {};
      for (const { entry, supervisor, option } of own) {
        const place = pointer(path, supervisor);
        settings[supervisor] ??= absent(entry.nameAt.end, place);
        if (/^(?:maxProcesses|processes)$/.test(option))
          settings[supervisor] = settingField(entry.text, entry.at, place);
      }
      return {
        ...{ kind: 'process-settings', program: 'horizon', environment, programs: [] },
        ...{ at: startOf(own.map(({ entry }) => entry)), path, settings },
      };
    },
  );
}

/** One option of a supervisor. */
interface HorizonRow {
  readonly entry: Entry;
  /** `null`: of each environment. */
  readonly environment: string | null;
  readonly supervisor: string;
  readonly option: string;
}
