import { grouped } from '../../architecture/grouped';
import type {
  DatasourceFact,
  EnvironmentFileFact,
  PagesFact,
  PoolFact,
  ProcessSettingsFact,
  QueueAppFact,
  ServerSettingsFact,
  SessionStoreFact,
  TableFact,
} from '../../contracts/fact';
import type { Placed } from '../../contracts/facts/placed';
import type { Field } from '../../contracts/field';
import { type Span, span } from '../../contracts/span';
import { pointer } from '../../syntax/data-node';
import { celeryApp } from '../shared/celery';
import { pythonSettings } from '../shared/python-values';
import { rubySettings } from '../shared/ruby-settings';
import { settingField, textField } from '../shared/setting-values';
import { type Entry, sidekiqEntry } from './entries';

/** What a settings file says about what runs, beside pools. */
export type RuntimeStatement =
  | Placed<PoolFact>
  | Placed<EnvironmentFileFact>
  | Placed<DatasourceFact>
  | Placed<ServerSettingsFact>
  | Placed<ProcessSettingsFact>
  | Placed<QueueAppFact>
  | Placed<SessionStoreFact>
  | Placed<TableFact>
  | Placed<PagesFact>;

/** The variables of a `.env` file. */
export function environmentFile(entries: readonly Entry[]): Placed<EnvironmentFileFact> {
  const variables: Record<string, Field<string>> = {};
  for (const { keys, text, at } of entries) {
    const name = keys.at(-1) ?? '';
    variables[name] = textField(text, at, pointer('/variables', name));
  }
  return { kind: 'environment-file', at: startOf(entries), path: '/variables', variables };
}

/** The settings of a server; `named` tells which entries are its own, and what it calls them. */
export function serverSettings(
  program: ServerSettingsFact['program'],
  entries: readonly Entry[],
  named: (section: string, name: string) => string | undefined,
): Placed<ServerSettingsFact> {
  const settings: Record<string, Field<string>> = {};
  for (const { keys, text, at } of entries) {
    const name = named(keys[0] ?? '', keys.at(-1) ?? '');
    if (name !== undefined) settings[name] = textField(text, at, pointer('/settings', name));
  }
  return { kind: 'server-settings', at: startOf(entries), path: '/settings', program, settings };
}

/** The settings of each of PHP-FPM's pools: `[www]`. What stands under `[global]` is of none. */
export function phpFpmSettings(entries: readonly Entry[]): readonly Placed<ProcessSettingsFact>[] {
  const pools = grouped(
    entries.filter(({ keys }) => keys[0] !== 'global'),
    ({ keys: [section = '', ...inner] }) => (inner.length > 0 ? section : ''),
  );
  return [...pools].map(([pool, own]): Placed<ProcessSettingsFact> => {
    const path = pointer('/pools', pool);
    const settings: Record<string, Field<string | number | boolean>> = {};
    for (const { keys, text, at } of own) {
      const name = keys.at(-1) ?? '';
      settings[name] = settingField(text, at, pointer(path, name));
    }
    return {
      ...{ kind: 'process-settings', program: 'php-fpm', pool },
      ...{ at: startOf(own), path, settings, programs: [], environment: null },
    };
  });
}

/** What `config/sidekiq.yml` says of the process, beside its threads. */
export function sidekiqSettings(entries: readonly Entry[]): readonly Placed<ProcessSettingsFact>[] {
  const timeout = sidekiqEntry(entries, 'timeout');
  if (!timeout) return [];
  return [
    {
      kind: 'process-settings',
      at: timeout.at,
      path: '/settings',
      program: 'sidekiq',
      settings: { timeout: settingField(timeout.text, timeout.at, '/settings/timeout') },
      programs: [],
      environment: null,
    },
  ];
}

/** What `config/puma.rb` or `config/puma/<environment>.rb` says. */
export function pumaSettings(text: string, path: string): Placed<ProcessSettingsFact> {
  return {
    kind: 'process-settings',
    at: span(0, 0),
    path: '/settings',
    program: 'puma',
    settings: rubySettings(text),
    programs: [],
    environment: /config\/puma\/([\w-]+)\.rb$/.exec(path)?.[1] ?? null,
  };
}

/** What Django's settings say to Celery: `CELERY_…`. The grammar of Python has to be loaded. */
export function djangoQueue(text: string): readonly Placed<QueueAppFact>[] {
  const app = celeryApp(pythonSettings(text));
  return app ? [app] : [];
}

export function startOf([first]: readonly Entry[]): Span {
  return first?.nameAt ?? span(0, 0);
}
