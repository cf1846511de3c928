import type { ProcessSettingsFact, ProgramFact, SettingValue } from '../../contracts/fact';
import type { Placed } from '../../contracts/facts/placed';
import { absent, type Field, known } from '../../contracts/field';
import { span } from '../../contracts/span';
import { pointer } from '../../syntax/data-node';
import { celeryApp, celerySettings } from '../shared/celery';
import { type CodeSettings, type CodeValue, codeField } from '../shared/code-values';
import { splitForm } from '../shared/command-lines';
import { javascriptSettings } from '../shared/javascript-values';
import { pythonSettings } from '../shared/python-values';
import { numberField } from '../shared/setting-values';
import { hashComments, type ProcessText, processSettings } from './statement';

/** gunicorn and hypercorn: names at the top of a Python file. */
export function pythonProcess(program: ProcessSettingsFact['program'], text: string): ProcessText {
  return {
    statements: [processSettings(program, fieldsOf(pythonSettings(text)))],
    comments: hashComments(text),
  };
}

/** A module in which a Celery application is made, or that holds its settings alone. */
export function celeryModule(text: string, isAlone: boolean): ProcessText {
  const settings = pythonSettings(text);
  const app = celeryApp(settings);
  const alone = isAlone ? celerySettings(settings.assigned, span(0, 0)) : undefined;
  const statement = app ?? alone;
  return { statements: statement ? [statement] : [], comments: hashComments(text) };
}

function fieldsOf({ assigned }: CodeSettings): Readonly<Record<string, Field<SettingValue>>> {
  const fields: [string, Field<SettingValue>][] = [];
  for (const [name, value] of assigned) {
    if (/^\w+$/.test(name))
      fields.push([name, codeField(value, pointer('/settings', name), value.at)]);
  }
  return Object.fromEntries(fields);
}

/** pm2: `module.exports = { apps: [{ name, script, instances, exec_mode, env, kill_timeout }] }`. */
export function pm2Ecosystem(text: string): ProcessText {
  const { assigned } = javascriptSettings(
    /^\s*[{[]/.test(text) ? `module.exports = ${text}` : text,
  );
  const shift = /^\s*[{[]/.test(text) ? 'module.exports = '.length : 0;
  const root = assigned.get('module.exports') ?? assigned.get('export default');
  const apps = root?.kind === 'map' ? root.entries.get('apps') : root;
  const list = apps?.kind === 'list' ? apps.items : apps ? [apps] : [];
  const programs = list.flatMap((app, index) =>
    app.kind === 'map' ? [programOf(moved(app, -shift) as typeof app, index)] : [],
  );
  const comments = [...text.matchAll(/(?<=^|\s)\/\/([^\r\n]*)/g)].map(
    ({ index, 0: whole, 1: said = '' }) => ({ at: span(index, index + whole.length), text: said }),
  );
  return { statements: [processSettings('pm2', {}, programs)], comments };
}

function programOf(app: CodeValue & { kind: 'map' }, index: number): Placed<ProgramFact> {
  const path = `/programs/${index}`;
  const plain = (key: string) => {
    const value = app.entries.get(key);
    return value?.kind === 'scalar' && value.value !== null ? String(value.value) : undefined;
  };
  const script = plain('script');
  const interpreter =
    plain('interpreter') ?? (/\.(?:[cm]?js|ts)$/.test(script ?? '') ? 'node' : undefined);
  const line = [interpreter === 'none' ? undefined : interpreter, script, plain('args')]
    .filter(Boolean)
    .join(' ');
  const count = codeField(app.entries.get('instances'), `${path}/instances`, app.at);
  const env = app.entries.get('env_production') ?? app.entries.get('env');
  const settings: [string, Field<SettingValue>][] = [...app.entries].map(([key, value]) => [
    key,
    codeField(value, pointer(path, key), value.at),
  ]);
  return {
    at: app.at,
    path,
    name: plain('name') ?? script ?? String(index),
    command:
      script === undefined
        ? null
        : splitForm(line, app.entries.get('script')?.at ?? app.at, `${path}/script`),
    count:
      count.state === 'absent'
        ? absent(app.at.end, `${path}/instances`)
        : count.state === 'known' && typeof count.value !== 'number'
          ? {
              state: 'unknown',
              why: `the cores of the machine (${count.value})`,
              at: count.at,
              path: count.path,
            }
          : numberField(count),
    environment: Object.fromEntries(
      [...(env?.kind === 'map' ? env.entries : [])].map(([key, value]) => {
        const field = codeField(value, pointer(`${path}/env`, key), value.at);
        return [
          key,
          field.state === 'known' ? known(String(field.value), field.at, field.path) : field,
        ];
      }),
    ),
    settings: Object.fromEntries(settings),
  };
}

/** A JSON file is read as what is assigned; its places are those of the file. */
function moved(value: CodeValue, by: number): CodeValue {
  if (by === 0) return value;
  const at = span(Math.max(0, value.at.start + by), Math.max(0, value.at.end + by));
  if (value.kind === 'map') {
    const entries = [...value.entries].map(([key, inner]) => [key, moved(inner, by)] as const);
    return { ...value, at, entries: new Map(entries) };
  }
  return value.kind === 'list'
    ? { ...value, at, items: value.items.map((item) => moved(item, by)) }
    : { ...value, at };
}
