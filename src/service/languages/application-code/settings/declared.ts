import type { CodeSetting, ExportFact } from '../../../contracts/fact';
import type { Grammar } from '../grammars';
import { LIBRARIES } from '../libraries/all';
import { returnedObject } from '../readers/javascript/values';
import type { Node } from '../syntax/node';
import { ancestors, children, descendants, keptWith, unquoted } from '../tree';
import { hostExpression } from './address-host';
import { literal, readersIn, settingIn } from './expression';

/** The settings of a file: by name, and by member where the name is an object. */
export type Settings = ReadonlyMap<string, ReadonlyMap<string, CodeSetting>>;

/** More members of one object are no settings. */
export const MAX_MEMBERS = 200;

/** Reads what a file declares that is a constant or comes from the environment. */
export function settingsOf(root: Node, grammar: Grammar): Settings {
  switch (grammar) {
    case 'typescript':
    case 'tsx':
      return ofJavaScript(root);
    case 'python':
      return ofPython(root);
    case 'go':
      return ofGo(root);
    case 'java':
      return new Map();
  }
}

/** Settings that other files can take, as far as the environment has a say in them. */
export function settingFacts(settings: Settings): readonly ExportFact[] {
  return [...settings].flatMap(([as, members]): readonly ExportFact[] => {
    const values = Object.fromEntries(members);
    if (members.size === 0) return [];
    return [
      {
        ...{ kind: 'export', path: `/values/${as}`, as: `value ${as}`, holds: 'value', title: as },
        ...{ module: '', pool: null, single: false, values },
      },
    ];
  });
}

type Found = Map<string, Map<string, CodeSetting>>;

function add(found: Found, name: string, member: string, value: CodeSetting | undefined): void {
  if (!value) return;
  const members = found.get(name) ?? new Map<string, CodeSetting>();
  if (members.size < MAX_MEMBERS) members.set(member, value);
  found.set(name, members);
}

/** Under this name an object says whether all of its members are known: `whole`, `open`, or `changed` later. */
export const WHOLE = '*';

/** Names of options by which an object is taken for one that may be handed to what makes a pool. */
const OPTION_NAMES: ReadonlySet<string> = new Set([
  ...LIBRARIES.filter(({ language }) => language === 'javascript').flatMap(({ options }) =>
    options.flatMap(({ name, role }) => (/^(?:max|min)$/.test(role) ? [name] : [])),
  ),
  ...['connection', 'connectionString', 'pool', 'host', 'database', 'uri', 'url'],
]);

/** Whether an object has options of a pool, or says where one goes. */
function hasOptions(object: Node): boolean {
  return children(object).some((part) => {
    const named = part.childForFieldName('key') ?? part;
    return OPTION_NAMES.has(named.type === 'string' ? unquoted(named) : named.text);
  });
}

/** Whether members of an object are not known: something is spread into it, or a name is computed. */
function isOpen(object: Node): boolean {
  return children(object).some(
    (part) =>
      part.type === 'spread_element' ||
      part.childForFieldName('key')?.type === 'computed_property_name',
  );
}

const ofJavaScript = keptWith((root: Node): Settings => {
  const found: Found = new Map();
  const readers = readersIn(root.text);
  for (const statement of children(root)) {
    const isDefault = /^export\s+default\b/.test(statement.text.slice(0, 20));
    const declaration = statement.childForFieldName('declaration') ?? statement;
    if (declaration.type === 'function_declaration' && !isDefault) {
      readFactory(found, declaration.childForFieldName('name')?.text ?? '', declaration, readers);
    }
    for (const declarator of children(declaration)) {
      const name =
        declarator.type === 'variable_declarator' && declarator.childForFieldName('name');
      const value = declarator.childForFieldName('value');
      if (!name || !value) continue;
      if (name.type === 'object_pattern') readTakenApart(found, name, value);
      else if (!readParsed(found, name.text, value, root)) {
        readJavaScript(found, name.text, '', value, readers);
      }
    }
    const value = statement.childForFieldName('value');
    if (isDefault && value?.type === 'identifier') {
      const members = found.get(value.text);
      if (members) found.set('default', members);
    } else if (isDefault && value) readJavaScript(found, 'default', '', value, readers);
    const assignment = statement.type === 'expression_statement' ? statement.firstNamedChild : null;
    const target = assignment?.childForFieldName('left')?.text;
    const right = assignment?.childForFieldName('right');
    if (target === 'module.exports' && right) {
      readJavaScript(found, 'default', '', right, readers);
      for (const [member, one] of found.get('default') ?? []) {
        if (!member.includes('.') && member !== WHOLE) add(found, member, '', one);
      }
    }
    const exported = /^(?:module\.)?exports\.(\w+)$/.exec(target ?? '')?.[1];
    if (exported !== undefined && right) readJavaScript(found, exported, '', right, readers);
  }
  openChanged(found, root.text);
  return found;
});

/** Marks an object, and those within it, as one of which nothing is known any more. */
function changeBeneath(members: Map<string, CodeSetting> | undefined, path: string): void {
  for (const member of members?.keys() ?? []) {
    const isMark = member === WHOLE || member.endsWith(`.${WHOLE}`);
    if (isMark && (path === '' || member.startsWith(`${path}.`)))
      members?.set(member, { env: null, value: 'changed' });
  }
}

/** What is given a value: `config = …`, `config.db.max = …`, `Object.assign(config, …)`, `delete config.db`. */
const CHANGES =
  /(?<![.\w$])([A-Za-z_$][\w$]*)(?:[.[][^=;\n]{0,80})?\s{0,9}=(?![=>])|\b(?:assign\(|delete\s)\s{0,9}([A-Za-z_$][\w$]*)/g;

/** Objects that the file changes after it has written them are not known as a whole. */
function openChanged(found: Found, text: string): void {
  const isMark = (member: string) => member === WHOLE || member.endsWith(`.${WHOLE}`);
  if (![...found.values()].some((members) => [...members.keys()].some(isMark))) return;
  const times = new Map<string, number>();
  for (const [, given = '', changed = given] of text.matchAll(CHANGES)) {
    times.set(changed, (times.get(changed) ?? 0) + 1);
  }
  for (const [name, members] of found) {
    // Once is where it gets its value.
    if ((times.get(name) ?? 0) > 1) changeBeneath(members, '');
  }
}

function readJavaScript(
  found: Found,
  name: string,
  member: string,
  node: Node,
  readers: ReadonlySet<string>,
): void {
  if (/^(?:as_expression|satisfies_expression|parenthesized_expression)$/.test(node.type)) {
    if (node.firstNamedChild) {
      readJavaScript(found, name, member, node.firstNamedChild, readers);
    }
    return;
  }
  const path = (key: string) => (member === '' ? key : `${member}.${key}`);
  if (node.type === 'object') {
    const isOptions = hasOptions(node);
    if (isOptions)
      add(found, name, path(WHOLE), { env: null, value: isOpen(node) ? 'open' : 'whole' });
    const parts = children(node);
    const spread = parts.findLastIndex(({ type }) => type === 'spread_element');
    for (const [index, part] of parts.entries()) {
      const key = part.childForFieldName('key');
      const value = part.childForFieldName('value');
      const isShort = part.type === 'shorthand_property_identifier';
      const named = isShort ? part : (key ?? part.childForFieldName('name'));
      if (!named || named.type === 'computed_property_name') continue;
      const at = path(named.type === 'string' ? unquoted(named) : named.text);
      if (value) readJavaScript(found, name, at, value, readers);
      // What is spread later may replace it.
      if (index < spread) {
        changeBeneath(found.get(name), at);
        if (found.get(name)?.has(at)) add(found, name, at, { env: null, value: null });
      }
      // What cannot be read is known to be set.
      if (isOptions && !found.get(name)?.has(at)) add(found, name, at, { env: null, value: null });
    }
    return;
  }
  const factory = returnedObject(node);
  if (factory && name === 'default') {
    readJavaScript(found, name, member, factory, readers);
    return;
  }
  if (factory && member === '' && readFactory(found, name, node, readers)) return;
  if (readNamespace(found, name, node, readers)) return;
  if (node.type === 'call_expression' && /\bprocess\.env\b|\bcreateEnv\b/.test(node.text)) {
    if (readSchema(found, name, member, node)) return;
    const frozen = children(node.childForFieldName('arguments') ?? node)[0];
    if (frozen?.type === 'object') {
      readJavaScript(found, name, member, frozen, readers);
      return;
    }
  }
  if (node.type === 'object' || /function/.test(node.type)) return;
  add(found, name, member, settingIn(node.text, readers));
}

/** `const { POOL_MAX = '10', DATABASE_URL: url } = process.env`. */
function readTakenApart(found: Found, pattern: Node, from: Node): void {
  if (!/^(?:process|import\.meta|Bun)\.env$/.test(from.text)) return;
  for (const part of children(pattern)) {
    const key = part.childForFieldName('key') ?? part.childForFieldName('left') ?? part;
    const given = part.childForFieldName('value') ?? part;
    const name = given.childForFieldName('left') ?? part.childForFieldName('left') ?? given;
    const otherwise = (given.childForFieldName('right') ?? part.childForFieldName('right'))?.text;
    if (!/^\w+$/.test(key.text) || !/^\w+$/.test(name.text)) continue;
    const constant = otherwise === undefined ? undefined : settingIn(otherwise);
    // What is taken where it is not set has to be plain.
    if (otherwise !== undefined && (!constant || constant.env !== null)) continue;
    add(found, name.text, '', { env: key.text, value: constant?.value ?? null });
  }
}

/** `const schema = z.object({ … })`, and then `schema.parse(process.env)`. */
function readParsed(found: Found, name: string, value: Node, root: Node): boolean {
  const [, schema] =
    /^(\w{1,60})\.(?:parse|validateSync|cast)\(\s*process\.env\s*[,)]/.exec(value.text) ?? [];
  if (schema === undefined) return false;
  const made = descendants(root, ['variable_declarator']).find(
    (declarator) => declarator.childForFieldName('name')?.text === schema,
  );
  const call = made?.childForFieldName('value');
  return call?.type === 'call_expression' && readSchema(found, name, '', call);
}

/** `export const settings = () => ({ poolSize: … })`, which a module of Nest loads. */
function readFactory(
  found: Found,
  name: string,
  node: Node,
  readers: ReadonlySet<string>,
): boolean {
  const factory = returnedObject(node);
  if (!factory || name === '' || !/\bprocess\.env\b/.test(factory.text)) return false;
  readJavaScript(found, name, '', factory, readers);
  return true;
}

/** `registerAs('database', () => ({ … }))` of Nest: others ask for `database.poolMax`. */
function readNamespace(
  found: Found,
  name: string,
  node: Node,
  readers: ReadonlySet<string>,
): boolean {
  if (node.childForFieldName('function')?.text !== 'registerAs') return false;
  const [space, made] = children(node.childForFieldName('arguments') ?? node);
  const factory = made && returnedObject(made);
  if (space?.type !== 'string' || !factory) return false;
  readJavaScript(found, name, unquoted(space), factory, readers);
  return true;
}

/** `z.object({ X: z.coerce.number().default(5) }).parse(process.env)`, `cleanEnv(process.env, { X: num() })`. */
function readSchema(found: Found, name: string, member: string, call: Node): boolean {
  let read = false;
  for (const pair of descendants(call, ['pair'])) {
    const key = pair.childForFieldName('key')?.text ?? '';
    const value = pair.childForFieldName('value')?.text ?? '';
    if (!/^[A-Z][A-Z0-9_]*$/.test(key) || !/^(?:z\.|[a-z]\w*\()/.test(value)) continue;
    if (/^process\.env/.test(value)) continue;
    const fallback = /(?:\.default\(\s*|\bdefault\s*:\s*)(-?[\d_.]+|"[^"]*"|'[^']*')/.exec(
      value,
    )?.[1];
    const at = member === '' ? key : `${member}.${key}`;
    add(found, name, at, { env: key, value: fallback === undefined ? null : literal(fallback) });
    read = true;
  }
  return read;
}

const ofPython = keptWith((root: Node): Settings => {
  const found: Found = new Map();
  const readers = readersIn(root.text);
  for (const statement of children(root)) {
    const definition = statement.childForFieldName('definition') ?? statement;
    const name = definition.childForFieldName('name')?.text;
    if (definition.type === 'class_definition' && name) readClass(found, name, definition);
    else if (definition.type === 'function_definition' && name) {
      const made = /\breturn\s+([A-Z]\w*)\(/.exec(definition.text)?.[1];
      const members = made && found.get(made);
      if (members) found.set(`${name}()`, members);
    }
    const assignment = statement.type === 'expression_statement' ? statement.firstNamedChild : null;
    if (assignment?.type !== 'assignment') continue;
    const left = assignment.childForFieldName('left')?.text ?? '';
    const right = assignment.childForFieldName('right');
    if (!right || !/^\w+$/.test(left)) continue;
    const made = right.type === 'call' ? right.childForFieldName('function')?.text : undefined;
    const members = made && (found.get(made) ?? found.get(`${made}()`));
    if (members) found.set(left, members);
    else add(found, left, '', settingIn(right.text, readers));
  }
  readOptions(found, root, readers);
  return found;
});

/** Settings of applications whose objects hold the options of a pool that is made elsewhere. */
const OPTIONS = new Set(LIBRARIES.flatMap(({ optionsSetting }) => optionsSetting ?? []));
/** Those that hold its address. */
const ADDRESSES = new Set(LIBRARIES.flatMap(({ addressSetting }) => addressSetting ?? []));

/**
 * `SQLALCHEMY_ENGINE_OPTIONS = {"pool_size": 5}` of a class or a module, `app.config["…"] = {…}` and
 * `app.config.update(…={…})`, under the class or as what the application is given.
 */
function readOptions(found: Found, root: Node, readers: ReadonlySet<string>): void {
  if (![...OPTIONS, ...ADDRESSES].some((name) => root.text.includes(name))) return;
  for (const node of descendants(root, ['assignment', 'keyword_argument', 'pair'])) {
    const target = node.childForFieldName('left') ?? node.childForFieldName('name');
    const key = target ?? node.childForFieldName('key');
    const value = node.childForFieldName('right') ?? node.childForFieldName('value');
    const name = /^(?:.*\[)?["']?(\w+)["']?\]?$/.exec(key?.text ?? '')?.[1];
    if (name === undefined || !value) continue;
    const owner = [...ancestors(node)].find(({ type }) => type === 'class_definition');
    if (ADDRESSES.has(name) && !owner) {
      add(found, 'app.config', name, settingIn(value.text, readers) ?? { env: null, value: null });
    }
    if (!OPTIONS.has(name) || value.type !== 'dictionary') continue;
    for (const pair of children(value)) {
      const option = pair.childForFieldName('key');
      const written = pair.childForFieldName('value');
      if (option?.type !== 'string' || !written) continue;
      const member = `${name}.${unquoted(option)}`;
      const own = owner?.childForFieldName('name')?.text ?? 'app.config';
      // What cannot be read is known to be set.
      add(found, own, member, settingIn(written.text, readers) ?? { env: null, value: null });
    }
  }
}

/** The fields of a settings class; those of pydantic's come from the environment by their own names. */
function readClass(found: Found, name: string, definition: Node): void {
  const bases = definition.childForFieldName('superclasses')?.text ?? '';
  const isEnvironment = /\bBaseSettings\b/.test(bases);
  const body = definition.childForFieldName('body');
  const prefix = /\benv_prefix\s*=\s*["']([^"']*)["']/.exec(body?.text ?? '')?.[1] ?? '';
  for (const statement of body ? children(body) : []) {
    const assignment = statement.type === 'expression_statement' ? statement.firstNamedChild : null;
    if (assignment?.type !== 'assignment') continue;
    const field = assignment.childForFieldName('left')?.text ?? '';
    const right = assignment.childForFieldName('right');
    if (!/^\w+$/.test(field) || field === 'model_config') continue;
    const own = right ? settingIn(right.text) : undefined;
    if (!isEnvironment) {
      add(found, name, field, own);
      continue;
    }
    if (own?.env) {
      add(found, name, field, own);
      continue;
    }
    const text = right?.text ?? '';
    const alias = /\b(?:validation_alias|alias|env)\s*=\s*["'](\w+)["']/.exec(text)?.[1];
    const given = /^(?:\w+\.)?Field\(\s*(?:default\s*=\s*)?(-?[\d_.]+|"[^"]*"|'[^']*')/.exec(
      text,
    )?.[1];
    const later = /\bdefault\s*=\s*(-?[\d_.]+|"[^"]*"|'[^']*')/.exec(text)?.[1];
    const written = given ?? later;
    add(found, name, field, {
      env: alias ?? `${prefix}${field}`.toUpperCase(),
      value: own ? own.value : written === undefined ? null : literal(written),
    });
  }
  for (const statement of body ? children(body) : []) readProperty(found, name, statement);
}

/** A property that composes an address of fields: it leads where its host does. */
function readProperty(found: Found, name: string, statement: Node): void {
  if (statement.type !== 'decorated_definition' || !PROPERTY.test(statement.text)) return;
  const definition = statement.childForFieldName('definition');
  const property = definition?.childForFieldName('name')?.text;
  const returns = definition ? descendants(definition, ['return_statement']) : [];
  const [only, ...others] = returns;
  if (!only || others.length > 0 || property === undefined) return;
  const written = only.text.replace(/^return\b/, '').trim();
  const host = hostExpression(written) ?? BUILT_HOST.exec(written)?.[1] ?? written;
  const field = /^self\.(\w+)$/.exec(host.trim())?.[1];
  if (field !== undefined) add(found, name, property, found.get(name)?.get(field));
}

const PROPERTY =
  /^(?:@[^\n]*\n\s*)*?@(?:property|cached_property|functools\.cached_property|computed_field\b)/;
/** `PostgresDsn.build(scheme="postgresql", host=self.db_host, …)` of pydantic. */
const BUILT_HOST = /\bbuild\([\s\S]{0,400}?\bhost\s*=\s*(self\.\w+)/;

const ofGo = keptWith((root: Node): Settings => {
  const found: Found = new Map();
  const readers = readersIn(root.text);
  for (const declaration of children(root)) {
    if (declaration.type === 'type_declaration') {
      for (const field of descendants(declaration, ['field_declaration'])) {
        const name = field.childForFieldName('name')?.text;
        const tag = field.childForFieldName('tag')?.text ?? '';
        const env = /\b(?:env|envconfig)\s*:\s*"(\w+)/.exec(tag)?.[1];
        const fallback = /\b(?:envDefault|default|env-default)\s*:\s*"([^"]*)"/.exec(tag)?.[1];
        if (!name || env === undefined) continue;
        add(found, 'fields', name, {
          env,
          value: fallback === undefined ? null : literal(`"${fallback}"`),
        });
      }
    } else if (/^(?:var|const)_declaration$/.test(declaration.type)) {
      for (const spec of descendants(declaration, ['var_spec', 'const_spec'])) {
        const name = spec.childForFieldName('name')?.text;
        const value = spec.childForFieldName('value')?.text;
        if (name && value !== undefined) add(found, name, '', settingIn(value, readers));
      }
    }
  }
  for (const element of descendants(root, ['keyed_element'])) {
    const [key, value] = element.namedChildren;
    const setting =
      key && value && /^\w+$/.test(key.text) ? settingIn(value.text, readers) : undefined;
    if (key && setting?.env) add(found, 'fields', key.text, setting);
  }
  for (const assignment of descendants(root, ['assignment_statement'])) {
    const field = /\.(\w+)$/.exec(assignment.childForFieldName('left')?.text ?? '')?.[1];
    const setting = settingIn(assignment.childForFieldName('right')?.text ?? '', readers);
    if (field && setting?.env) add(found, 'fields', field, setting);
  }
  return found;
});
