import type { ProgramFact, SettingValue } from '../../contracts/fact';
import type { Placed } from '../../contracts/facts/placed';
import { absent, type Field } from '../../contracts/field';
import { span } from '../../contracts/span';
import { pointer } from '../../syntax/data-node';
import { INI_DIALECTS, type IniEntry, readIni } from '../../syntax/ini';
import { shellForm, splitForm, wordsOf } from '../shared/command-lines';
import { numberField, settingField, textField } from '../shared/setting-values';
import { hashComments, type ProcessText, processSettings } from './statement';

/** `web: gunicorn app:app`; heroku.com, "The Procfile": a shell runs each line. */
export function procfile(text: string): ProcessText {
  const programs = [...text.matchAll(/^([A-Za-z0-9_-]+):[ \t]*(\S[^\r\n]*)/gm)].map(
    ({ index, 0: whole, 1: name = '', 2: line = '' }): Placed<ProgramFact> => {
      const start = index + whole.length - line.length;
      const at = span(start, start + line.trimEnd().length);
      const path = pointer('/programs', name);
      return {
        at,
        path,
        name,
        command: shellForm(line.trim(), at, `${path}/command`),
        count: absent(at.end, `${path}/count`),
        environment: {},
        settings: {},
      };
    },
  );
  return { statements: [processSettings('procfile', {}, programs)], comments: hashComments(text) };
}

/** A flat TOML: names and plain values before the first table. */
export function hypercornToml(text: string): ProcessText {
  const own = readIni(text, INI_DIALECTS.php).entries.filter(({ section }) => section === '');
  return {
    statements: [processSettings('hypercorn', settingsOf(own, '/settings'))],
    comments: hashComments(text),
  };
}

/** `[uwsgi]`: the last of a name counts. */
export function uwsgi(text: string): ProcessText {
  const { entries, comments } = readIni(text, INI_DIALECTS.uwsgi);
  const own = entries.filter(({ section }) => section === 'uwsgi');
  return { statements: [processSettings('uwsgi', settingsOf(own, '/settings'))], comments };
}

/** `[program:x]` of supervisord: a command without a shell, `numprocs` copies. */
export function supervisord(text: string): ProcessText {
  const { entries, comments } = readIni(text, INI_DIALECTS.supervisord);
  const names = [...new Set(entries.map(({ section }) => section))].filter((one) =>
    one.startsWith('program:'),
  );
  const programs = names.map((section) => {
    const own = entries.filter((entry) => entry.section === section);
    const environment = own.find(({ name }) => name === 'environment');
    return program(
      section.slice('program:'.length),
      own,
      'command',
      'numprocs',
      environment ? [environment] : [],
      /,/,
    );
  });
  return { statements: [processSettings('supervisord', {}, programs)], comments };
}

/** `[Service]` of a systemd unit. */
export function systemdUnit(text: string, path: string): ProcessText {
  const { entries, comments } = readIni(text, INI_DIALECTS.systemd);
  const own = entries.filter(({ section }) => section === 'Service');
  const name = (path.split('/').at(-1) ?? '').replace(/\.(?:service|target)$/, '');
  const environment = own.filter((entry) => entry.name === 'Environment');
  const before = own.filter((entry) => entry.name === 'ExecStartPre');
  const started = program(name, own, 'ExecStart', '', environment, /\s+/);
  const files = own.filter((entry) => entry.name === 'EnvironmentFile');
  const starts = entries.filter(
    (entry) => entry.section === 'Unit' && /^(?:Wants|Requires)$/.test(entry.name),
  );
  return {
    statements: [
      processSettings('systemd', {}, [
        {
          ...started,
          environmentFiles: files.map(({ value }) => value.replace(/^-/, '')),
          starts: starts.flatMap(({ value }) =>
            value.split(/\s+/).map((unit) => unit.replace(/\.service$/, '')),
          ),
          before: before.map(({ value, at }, index) =>
            splitForm(plainCommand(value), at, `${started.path}/before/${index}`),
          ),
        },
      ]),
    ],
    comments,
  };
}

function program(
  name: string,
  own: readonly IniEntry[],
  commandName: string,
  countName: string,
  environment: readonly IniEntry[],
  separator: RegExp,
): Placed<ProgramFact> {
  const path = pointer('/programs', name);
  const command = own.findLast((entry) => entry.name === commandName);
  const count = own.findLast((entry) => entry.name === countName);
  const at = command?.at ?? own[0]?.nameAt ?? span(0, 0);
  const variables: [string, Field<string>][] = environment.flatMap(({ value, at: place }) =>
    pairsOf(value, separator).map(([key, text]): [string, Field<string>] => [
      key,
      textField(text, place, pointer(`${path}/environment`, key)),
    ]),
  );
  return {
    at,
    path,
    name,
    command: command
      ? splitForm(
          plainCommand(command.value).replace(/%\(ENV_(\w+)\)s/g, '${$1}'),
          command.at,
          `${path}/command`,
        )
      : null,
    count: count
      ? numberField(settingField(count.value, count.at, `${path}/count`))
      : absent(at.end, `${path}/count`),
    environment: Object.fromEntries(variables),
    settings: settingsOf(own, path),
  };
}

/** Of systemd, `-`, `@`, `+` and `!` before a command say how it is run. */
function plainCommand(text: string): string {
  return text.replace(/^[-@:+!|]+/, '');
}

/** `A="1",B='2'`, `A=1 "B=2 3"`. */
function pairsOf(text: string, separator: RegExp): readonly (readonly [string, string])[] {
  const parts = separator.test(',')
    ? (text.match(/(?<![\w.-])[\w.-]+=(?:"[^"]*"|'[^']*'|[^,]*)/g) ?? [])
    : wordsOf(text);
  return parts.flatMap((part) => {
    const [, name, value = ''] = /^([\w.-]+)=(.*)$/s.exec(part) ?? [];
    return name === undefined ? [] : [[name, value.replace(/^(["'])(.*)\1$/s, '$2')] as const];
  });
}

function settingsOf(
  entries: readonly IniEntry[],
  path: string,
): Readonly<Record<string, Field<SettingValue>>> {
  return Object.fromEntries(
    entries.map(({ name, value, at }) => [name, settingField(value, at, pointer(path, name))]),
  );
}
