import type { CodeSetting } from '../../../contracts/fact';
import type { Surroundings } from '../../../contracts/linking';
import type { Span } from '../../../contracts/span';
import { entryOf } from '../../../text/tables';
import type { Grammar } from '../grammars';
import { OWN_PACKAGE } from '../linking/go';
import { submodule } from '../linking/python-mentions';
import type { Imports } from '../uses';
import {
  type ChosenObject,
  type Entry,
  numberValue,
  type ObjectValue,
  type Value,
} from '../values';
import { hostExpression } from './address-host';
import { MAX_MEMBERS, type Settings, WHOLE } from './declared';
import { readersIn, settingIn } from './expression';

/** What settings are followed with. */
export interface SettingsContext {
  readonly text: string;
  readonly grammar: Grammar;
  readonly imports: Imports;
  readonly own: Settings;
  readonly surroundings: Surroundings;
}

/** A value with what its expression means in this and in other files: a variable and a fallback. */
export function followed<V extends Value>(value: V, context: SettingsContext): Value {
  if (value.kind === 'object') return followedObject(value, context);
  if (value.kind === 'number' && (value.literal || value.env !== null)) return value;
  if (value.kind === 'string' && value.value.includes('{')) return filledIn(value, context);
  if (value.kind === 'string' || (value.kind === 'other' && value.empty)) return value;
  const written = context.text.slice(value.at.start, value.at.end);
  const handed = value.kind === 'other' ? objectIn(written, value.at, context) : undefined;
  if (handed?.kind === 'object') return handed;
  if (handed && value.kind === 'other') return { ...value, env: null, chosen: handed.chosen };
  if (value.kind === 'other' && value.env !== null) return value;
  const setting = settingOf(written, context);
  if (!setting) {
    const asked = value.kind === 'other' ? askedIn(written, context) : undefined;
    return asked === undefined || value.kind !== 'other' ? value : { ...value, asked };
  }
  const { env, value: fallback } = setting;
  if (typeof fallback === 'number' && !Number.isFinite(fallback)) return value;
  if (typeof fallback === 'number') {
    return numberValue(value.at, fallback, { literal: false, env });
  }
  if (value.kind === 'number') return { ...value, env };
  if (env !== null) return { kind: 'other', at: value.at, env, empty: false };
  return fallback === null ? value : { kind: 'string', at: value.at, value: fallback };
}

/** An f-string with the variable that says the host of its address. */
function filledIn(value: Value & { readonly kind: 'string' }, context: SettingsContext): Value {
  const written = context.text.slice(value.at.start, value.at.end);
  if (!/^(?:f|rf|fr)["']/i.test(written) || !hostExpression(written)) return value;
  const { env = null } = settingOf(written, context) ?? {};
  return env === null ? value : { ...value, env };
}

/** An object with what the expressions of its entries mean. */
export function followedObject(object: ObjectValue, context: SettingsContext): ObjectValue {
  const entries = object.entries.map(
    (entry): Entry => ({ ...entry, value: followed(entry.value, context) }),
  );
  return { ...object, entries };
}

/** An object by its name, with the name of a member that a variable or a text says: `config.db`, `config[env]`. */
const HANDED = /^([A-Za-z_$][\w$]*)((?:\.[\w$]+)*)(?:\[([^[\]]{1,200})\])?!?$/;

/** The object, or those of which a variable chooses one, that an expression hands over whole. */
function objectIn(
  expression: string,
  at: Span,
  context: SettingsContext,
): ObjectValue | { readonly kind: 'chosen'; readonly chosen: ChosenObject } | undefined {
  if (context.grammar !== 'typescript' && context.grammar !== 'tsx') return undefined;
  const [, root, rest = '', written] = HANDED.exec(expression.trim()) ?? [];
  // `config[env as keyof typeof config]` is what TypeScript makes of it.
  const key = written?.split(/\sas\s/)[0]?.trim();
  if (root === undefined) return undefined;
  const path = rest.slice(1);
  for (const { values, member } of placesOf(root, path, context)) {
    if (key === undefined) {
      if (values.has(within(member, WHOLE))) return objectAt(values, member, at);
      continue;
    }
    const names = [...values.keys()].flatMap((name) => {
      const begins = member === '' ? '' : `${member}.`;
      const inner = name.startsWith(begins) ? name.slice(begins.length) : '';
      return inner.endsWith(`.${WHOLE}`) && inner.split('.').length === 2
        ? [inner.slice(0, -WHOLE.length - 1)]
        : [];
    });
    if (names.length === 0) continue;
    const name = /^["'](\w+)["']$/.exec(key)?.[1];
    if (name !== undefined) {
      return names.includes(name) ? objectAt(values, within(member, name), at) : undefined;
    }
    const { env = null, value = null } = settingOf(key, context) ?? {};
    if (env === null) return undefined;
    const of = new Map(names.map((name) => [name, objectAt(values, within(member, name), at)]));
    return {
      kind: 'chosen',
      chosen: { env, fallback: value === null ? null : String(value), of },
    };
  }
  return undefined;
}

function within(member: string, name: string): string {
  return member === '' ? name : `${member}.${name}`;
}

/** The members that a file has under a name, those of this file first, and where in them a path leads. */
function placesOf(
  root: string,
  path: string,
  context: SettingsContext,
): readonly { readonly values: ReadonlyMap<string, CodeSetting>; readonly member: string }[] {
  const own = context.own.get(root);
  if (own) return [{ values: own, member: path }];
  return waysTo(root, path, context).flatMap(({ specifier, as, member }) => {
    const values = context.surroundings.offeredBy(specifier).get(`value ${as}`)?.fact.values;
    return values ? [{ values: new Map(Object.entries(values)), member }] : [];
  });
}

/** An object as its file writes it; it stands where it is handed over. */
function objectAt(values: ReadonlyMap<string, CodeSetting>, member: string, at: Span): ObjectValue {
  const mark = values.get(within(member, WHOLE))?.value;
  if (mark === 'changed') return { kind: 'object', at, entries: [], open: true, elsewhere: true };
  const begins = member === '' ? '' : `${member}.`;
  const names = new Set(
    [...values.keys()].flatMap((name) => {
      const inner = name.startsWith(begins) ? name.slice(begins.length) : '';
      return inner === '' || inner === WHOLE ? [] : [inner.slice(0, `${inner}.`.indexOf('.'))];
    }),
  );
  const entries = [...names].map((name): Entry => {
    const inner = within(member, name);
    const value = values.has(within(inner, WHOLE))
      ? objectAt(values, inner, at)
      : valueOf(values.get(inner), at);
    return { name, nameAt: at, value, whole: at };
  });
  // Of more members than that some are not read.
  const open = mark !== 'whole' || values.size >= MAX_MEMBERS;
  return { kind: 'object', at, entries, open, elsewhere: true };
}

function valueOf(setting: CodeSetting | undefined, at: Span): Value {
  const { env = null, value = null } = setting ?? {};
  if (typeof value === 'number') return numberValue(at, value, { literal: false, env });
  if (env !== null || value === null) return { kind: 'other', at, env, empty: false };
  return { kind: 'string', at, value };
}

/** A name or a dotted name in an expression: `settings.POOL_SIZE`, `int32(cfg.MaxConns)`, `config.db.max`. */
const PATH =
  /^(?:[\w.]+\(\s*)?(?:this\.|self\.)?([A-Za-z_$][\w$]*(?:\(\))?)((?:\.[\w$]+|\[\s*["']\w+["']\s*\])*)\s*(?:,[^()]*)?\)?$/;

/** What an expression means as a setting. */
export function settingOf(expression: string, context: SettingsContext): CodeSetting | undefined {
  const text = (hostExpression(expression) ?? expression).trim().replace(/^\+|!$/g, '');
  const isCall = /^[\w(\s]{1,60}\(\s*["'`][A-Z]/.test(text);
  const read = settingIn(text, isCall ? readersIn(context.text) : undefined);
  if (read?.env) return read;
  const asked = ASKED.exec(text)?.[1];
  if (asked !== undefined) return loaded(asked, context);
  const [, root = '', rest = ''] = PATH.exec(text) ?? [];
  if (root === '') return undefined;
  const path = rest.replace(/\[\s*["'](\w+)["']\s*\]/g, '.$1').slice(1);
  const own = context.own.get(root)?.get(path) ?? aliased(root, path, context);
  if (own) return own;
  return elsewhere(root, path, context) ?? fieldOf(path, context);
}

/** `configService.get<number>('database.poolMax')`: what a module of settings holds by that path. */
const ASKED =
  /^(?:(?:Number|parseInt)\(\s*|\+)?(?:this\.)?\w*[cC]onfig\w*\.(?:get|getOrThrow)(?:<[\w\s|]{1,60}>)?\(\s*['"]([a-z]\w*(?:\.\w+)*)['"]\s*(?:,\s*\{[^{}]{0,60}\}\s*)?\)(?:\s*,\s*10\s*\)|\))?$/;

/** What an expression asks the settings of its program for, which a module elsewhere loads. */
function askedIn(expression: string, { grammar }: SettingsContext): string | undefined {
  if (grammar !== 'typescript' && grammar !== 'tsx') return undefined;
  return ASKED.exec(expression.trim().replace(/!$/, ''))?.[1];
}

/** The one setting of that path among the modules that a file takes. */
function loaded(
  path: string,
  { imports, surroundings, own }: SettingsContext,
): CodeSetting | undefined {
  const found = new Set<CodeSetting>();
  for (const members of own.values()) {
    const here = members.get(path);
    if (here) found.add(here);
  }
  for (const { module, name } of imports.values()) {
    const there = entryOf(
      surroundings.offeredBy(module).get(`value ${name}`)?.fact.values ?? {},
      path,
    );
    if (there) found.add(there);
  }
  const [only, ...others] = found;
  return others.length === 0 ? only : undefined;
}

/** `settings = get_settings()` of another file. */
function aliased(root: string, path: string, context: SettingsContext): CodeSetting | undefined {
  if (context.grammar !== 'python' || !/^\w+$/.test(root)) return undefined;
  const made = new RegExp(`(?<![.\\w])${root}\\s*(?::\\s*\\w+\\s*)?=\\s*(\\w+)\\(\\)`).exec(
    context.text,
  )?.[1];
  return made ? elsewhere(`${made}()`, path, context) : undefined;
}

function elsewhere(root: string, path: string, context: SettingsContext): CodeSetting | undefined {
  for (const { specifier, as, member } of waysTo(root, path, context)) {
    const found = entryOf(
      context.surroundings.offeredBy(specifier).get(`value ${as}`)?.fact.values ?? {},
      member,
    );
    if (found) return found;
  }
  return undefined;
}

/** Where a name that a file imports may be declared, and what of it a path means there. */
function waysTo(root: string, path: string, { imports, grammar }: SettingsContext) {
  const calls = root.endsWith('()');
  const binding = imports.get(calls ? root.slice(0, -2) : root);
  if (!binding) return [];
  const { module, name } = binding;
  const [first = '', ...others] = path.split('.');
  const ways =
    name === 'default'
      ? [
          { specifier: module, as: 'default', member: path },
          { specifier: module, as: first, member: others.join('.') },
        ]
      : [{ specifier: module, as: calls ? `${name}()` : name, member: path }];
  if (grammar === 'python' && name !== 'default') {
    ways.push({ specifier: submodule(module, name), as: first, member: others.join('.') });
  }
  return ways;
}

/** A field of Go by its name: of this file, its package, or a package it imports. */
function fieldOf(
  path: string,
  { grammar, own, imports, surroundings }: SettingsContext,
): CodeSetting | undefined {
  const field = path.split('.').at(-1) ?? '';
  if (grammar !== 'go' || field === '') return undefined;
  const here = own.get('fields')?.get(field);
  if (here) return here;
  for (const specifier of [OWN_PACKAGE, ...[...imports.values()].map(({ module }) => module)]) {
    const found = entryOf(
      surroundings.offeredBy(specifier).get('value fields')?.fact.values ?? {},
      field,
    );
    if (found) return found;
  }
  return undefined;
}
