import type { CodeSetting } from '../../../contracts/fact';
import type { Surroundings } from '../../../contracts/linking';
import { entryOf } from '../../../text/tables';
import type { Grammar } from '../grammars';
import { OWN_PACKAGE } from '../linking/go';
import { submodule } from '../linking/python-mentions';
import type { Imports } from '../uses';
import { type Entry, numberValue, type ObjectValue, type Value } from '../values';
import { hostExpression } from './address-host';
import type { Settings } from './declared';
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
  if (value.kind === 'string' || (value.kind === 'other' && (value.env !== null || value.empty))) {
    return value;
  }
  const written = context.text.slice(value.at.start, value.at.end);
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

function elsewhere(
  root: string,
  path: string,
  { imports, surroundings, grammar }: SettingsContext,
): CodeSetting | undefined {
  const calls = root.endsWith('()');
  const binding = imports.get(calls ? root.slice(0, -2) : root);
  if (!binding) return undefined;
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
  for (const { specifier, as, member } of ways) {
    const found = entryOf(
      surroundings.offeredBy(specifier).get(`value ${as}`)?.fact.values ?? {},
      member,
    );
    if (found) return found;
  }
  return undefined;
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
