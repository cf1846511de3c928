import type { Mutation } from './mutation';
import { once } from './text';

/** Defects of the settings of pools that stand in files of their own. */
export const SETTINGS_MUTATIONS: readonly Mutation[] = [
  {
    rule: 'settings/hikari-ineffective',
    plant: (text) =>
      (/jdbc:h2/.test(text)
        ? undefined
        : once(text, /^([ \t]*)hikari:[ \t]*$/m, '$&\n$1  max-lifetime: 1000')) ??
      (/max-lifetime/.test(text)
        ? undefined
        : once(text, /^(spring\.datasource)\.url.*$/m, '$&\n$1.hikari.max-lifetime=1000')) ??
      once(
        text,
        /^(\s*)datasource:[ \t]*(?:#.*)?\n(?=(\s+)url: jdbc:(?!h2|hsqldb))/m,
        '$&$2hikari.max-lifetime: 1000\n',
      ),
  },
  {
    rule: 'settings/min-greater-than-max',
    plant: (text) =>
      once(
        text,
        /"[^"]*\b(?:Host|Server)=[^"]*\b(?:Database|Initial Catalog)=[^";]*/i,
        '$&;Min Pool Size=200',
      ) ??
      (/minimum-idle/.test(text)
        ? undefined
        : once(text, /^(spring\.datasource)\.url.*$/m, '$&\n$1.hikari.minimum-idle=200')),
  },
  {
    rule: 'settings/acquire-timeout-off',
    plant: (text) =>
      once(text, /^\s*\[pgbouncer\]/m, '$&\nquery_wait_timeout = 0') ??
      once(
        text,
        /"[^"]*\b(?:Host|Server)=[^"]*\b(?:Database|Initial Catalog)=[^";]*/i,
        '$&;Timeout=0',
      ),
  },
  {
    rule: 'settings/fpm-processes-inconsistent',
    plant: (text) => once(text, /^(pm\.max_spare_servers\s*=\s*)\d+/m, '$19999'),
  },
];
