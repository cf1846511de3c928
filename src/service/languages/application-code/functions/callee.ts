import { fitsNone, overloadFor, THIS_FILE } from '../../../contracts/linking';
import type { Grammar } from '../grammars';
import { OWN_PACKAGE } from '../linking/go';
import { functionOf, type Region, type Typed, type Use, type Uses, usesInto } from '../uses';
import { type Declarations, erased, receiverOfGo } from './declared';
import { type Fields, plainType } from './fields';

/** What a call calls: a function of this file by its key, or something of another. */
export type Callee =
  | { readonly own: string }
  | {
      readonly specifier: string;
      readonly name: string;
      readonly member: string;
      readonly takes?: string;
    };

/** Tells what the calls of a file call, as far as its text alone says. */
export interface Callees {
  of(use: Use): Callee | undefined;
  /** The method of a class by the name of the class. */
  ofType(type: string, member: string): Callee | undefined;
  /** What a name or a dotted name stands for where it is handed on instead of called. */
  named(written: string, at: number): Callee | undefined;
}

/** Functions of Go itself, and conversions. */
const BUILT_IN =
  /^(?:append|cap|clear|close|complex|copy|delete|imag|len|make|max|min|new|panic|print|println|real|recover|string|bool|byte|rune|error|any|u?int\d*|float\d+)$/;

/** Packages of Go's own library: nothing of the project is behind them. */
const STANDARD =
  /^(?:archive|bufio|bytes|cmp|compress|container|context|crypto|database|debug|embed|encoding|errors|expvar|flag|fmt|hash|html|image|io|iter|log|maps|math|mime|net|os|path|reflect|regexp|runtime|slices|sort|strconv|strings|sync|syscall|testing|text|time|unicode|unsafe)(?:\/|$)/;

/** Stands for the one type of a package that has a method. */
export const ANY_TYPE = '*';

/** Functions of Go that make something without saying in their name what. */
const MAKES =
  /^(?:New|Open|Connect|Dial|Init|Setup|Must|Build|Create)(?:Client|Context|DB|Ctx|From\w*|With\w*)?$/;

/** More fields of fields nobody follows. */
const MAX_FIELDS = 2;

/** Finds what names and receivers stand for: imports, own functions, fields and variables of a class. */
export function calleesIn(
  uses: Uses,
  declarations: Declarations,
  grammar: Grammar,
  fields: Fields,
): Callees {
  const types = typesIn(uses, grammar);
  const named = new Set(uses.typed.map(({ name }) => name));
  const { imports } = uses;

  function ofType(type: string, member: string): Callee | undefined {
    const [, qualifier, name = type] = /^(\w+)\.(\w+|\*)$/.exec(type) ?? [];
    const [, field, rest] = /^(\w*(?:\(\))?)\.(.+)$/.exec(member) ?? [];
    if (qualifier === undefined && field !== undefined && rest !== undefined) {
      const held = fields.get(name)?.get(field);
      if (held !== undefined) return ofType(held, rest);
      const base = fields.has(name) ? declarations.bases.get(name) : undefined;
      if (base !== undefined && base !== name) return ofType(base, member);
    }
    if (qualifier === undefined && declarations.get(`${name}.${member}`)) {
      return { own: `${name}.${member}` };
    }
    const binding = imports.get(qualifier ?? name);
    if (binding && grammar === 'go' && STANDARD.test(binding.module)) return undefined;
    if (binding) {
      return qualifier !== undefined || grammar === 'go'
        ? { specifier: binding.module, name, member }
        : { specifier: binding.module, name: binding.name, member };
    }
    if (declarations.interfaces.has(name)) return { specifier: THIS_FILE, name, member };
    // The files of a package share their names.
    return grammar === 'go' || grammar === 'java'
      ? { specifier: OWN_PACKAGE, name, member }
      : undefined;
  }

  /** What stands behind what a call gives: `Database().Find`. */
  function givenBy(callee: Callee | undefined, rest: string): Callee | undefined {
    if (!callee) return undefined;
    if ('own' in callee) {
      const [, owner, name = callee.own] = /^(.*)\.(\w+)$/.exec(callee.own) ?? [];
      const type =
        owner === undefined ? fields.get(name)?.get('()') : fields.get(owner)?.get(`${name}()`);
      return type === undefined ? undefined : ofType(type, rest);
    }
    return { ...callee, member: `${callee.member}().${rest}` };
  }

  /** The one call of its function that gives a name its value, if it may give something that asks a database. */
  function giving(name: string, region: Region | null): Use | undefined {
    if (!region) return undefined;
    const around = functionOf({ region });
    const own = usesInto(uses, name).filter(
      (use) => use.result.kind === 'variable' && use.result.names[0] === name,
    );
    const here = own.filter((use) => functionOf(use) === around);
    const [only] = here;
    return only && here.length === 1 && GIVES.test(only.method) ? only : undefined;
  }

  function of(
    written: string,
    method: string,
    at: number,
    region: Region | null,
    steps = 0,
  ): Callee | undefined {
    const receiver = written.includes('(') ? withoutArguments(written) : written;
    if (receiver === undefined || steps > MAX_STEPS) return undefined;
    if (receiver === '') {
      if (declarations.get(method)) return { own: method };
      const binding = imports.get(method);
      if (binding) return { specifier: binding.module, name: binding.name, member: '' };
      const inside = grammar === 'java' ? declarations.at(at)?.owner : undefined;
      if (inside && declarations.get(`${inside}.${method}`)) return { own: `${inside}.${method}` };
      // What a class of Java does not have, its base has.
      const base = inside ? declarations.bases.get(inside) : undefined;
      if (base !== undefined && base !== inside) return ofType(base, method);
      return grammar === 'go' && /^\w+$/.test(method) && !BUILT_IN.test(method)
        ? { specifier: OWN_PACKAGE, name: method, member: '' }
        : undefined;
    }
    const around = declarations.at(at);
    const [root = '', ...path] = receiver.split('.');
    if (root.endsWith('()')) {
      if (path.length > MAX_FIELDS || !path.every((part) => PART.test(part))) return undefined;
      return givenBy(of('', root.slice(0, -2), at, region, steps + 1), [...path, method].join('.'));
    }
    const isSelf =
      /^(?:this|self|cls)$/.test(root) ||
      (around && grammar === 'go' && receiverOfGo(around) === root);
    if (isSelf && around?.owner) {
      if (path.length === 0) {
        const base = declarations.bases.get(around.owner);
        return declarations.get(`${around.owner}.${method}`)
          ? { own: `${around.owner}.${method}` }
          : base !== undefined
            ? ofType(base, method)
            : grammar === 'go'
              ? { specifier: OWN_PACKAGE, name: around.owner, member: method }
              : undefined;
      }
      const [field = '', ...rest] = path;
      if (path.length > MAX_FIELDS || !path.every((part) => PART.test(part))) return undefined;
      const member = [...rest, method].join('.');
      const type = fields.get(around.owner)?.get(field) ?? types.get(field);
      if (type) return ofType(type, member);
      // The struct of a method of Go may stand in another file of its package.
      if (grammar === 'go' && !fields.has(around.owner)) {
        return { specifier: OWN_PACKAGE, name: around.owner, member: `${field}.${member}` };
      }
      // What a class does not declare, its base does.
      const base = declarations.bases.get(around.owner);
      return base === undefined ? undefined : ofType(base, `${field}.${member}`);
    }
    if (path.length > 0) {
      const type = types.get(root);
      if (path.length > MAX_FIELDS || !path.every((part) => PART.test(part))) return undefined;
      const member = [...path, method].join('.');
      if (type) return ofType(type, member);
      const call = giving(root, region);
      return (
        call &&
        givenBy(of(call.receiver, call.method, call.at.start, call.region, steps + 1), member)
      );
    }
    if (declarations.get(`${root}.${method}`)) return { own: `${root}.${method}` };
    const binding = imports.get(root);
    if (binding) {
      if (grammar === 'go') {
        if (STANDARD.test(binding.module)) return undefined;
        return { specifier: binding.module, name: method, member: '' };
      }
      return { specifier: binding.module, name: binding.name, member: method };
    }
    const type = types.get(root);
    if (type) return ofType(type, method);
    const call = grammar === 'java' ? undefined : giving(root, region);
    if (call) {
      return givenBy(of(call.receiver, call.method, call.at.start, call.region, steps + 1), method);
    }
    // Java names the fields of a base as its own.
    if (grammar !== 'java' || !around?.owner || !/^[a-z]\w*$/.test(root)) return undefined;
    const base = declarations.bases.get(around.owner);
    if (base === undefined || named.has(root) || isBound(root, region)) return undefined;
    return ofType(base, `${root}.${method}`);
  }

  /** The one of several methods of a name that a call of Java means. */
  function overloaded(callee: Callee | undefined, use: Use): Callee | undefined {
    if (!callee) return undefined;
    if (!('own' in callee)) return { ...callee, takes: takenBy(use) };
    const lists = declarations.overloads.get(callee.own);
    if (!lists) return callee;
    const takes = takenBy(use);
    const types = overloadFor(lists, takes);
    if (types !== undefined) return { own: `${callee.own}(${types})` };
    // What a class has not for so many arguments, its base has.
    const [, owner = '', method = ''] = /^(.*)\.(\w+)$/.exec(callee.own) ?? [];
    const base = fitsNone(lists, takes) ? declarations.bases.get(owner) : undefined;
    const inherited = base === undefined || base === owner ? undefined : ofType(base, method);
    return inherited && 'specifier' in inherited ? { ...inherited, takes } : undefined;
  }

  let declaredTypes: ReturnType<typeof typesByRegion> | undefined;

  /** The types of the arguments of a call, as far as they are declared. */
  function takenBy(use: Use): string {
    declaredTypes ??= typesByRegion(uses.typed);
    const types = declaredTypes;
    return use.arguments
      .map(({ text }) => {
        const made = /^new\s+([\w.]+)/.exec(text)?.[1];
        if (made !== undefined) return erased(made);
        const cast = /^\(([A-Z]\w*)\)/.exec(text)?.[1];
        if (cast !== undefined) return cast;
        if (/^"/.test(text)) return /^"(?:[^"\\]|\\.){0,400}"$/.test(text) ? 'String' : '?';
        if (!/^\w+$/.test(text)) return '?';
        for (let region: Region | null = use.region; region; region = region.around) {
          const type = types.get(region)?.get(text);
          if (type !== undefined) return type;
        }
        return '?';
      })
      .join(',');
  }

  /** Several readings ask about the same call. */
  const known = new Map<Use, Callee | undefined>();
  return {
    of(use) {
      if (!known.has(use)) {
        const callee = of(use.receiver, use.method, use.at.start, use.region);
        known.set(use, grammar === 'java' ? overloaded(callee, use) : callee);
      }
      return known.get(use);
    },
    ofType,
    named(written, at) {
      const dot = written.lastIndexOf('.');
      return of(dot < 0 ? '' : written.slice(0, dot), written.slice(dot + 1), at, null);
    },
  };
}

/** What each name is declared as in each region, without its arguments; `?` where it is declared as several types. */
function typesByRegion(typed: readonly Typed[]): ReadonlyMap<Region, ReadonlyMap<string, string>> {
  const found = new Map<Region, Map<string, string>>();
  for (const { name, type, region } of typed) {
    const own = found.get(region) ?? new Map<string, string>();
    const plain = erased(type);
    own.set(name, (own.get(name) ?? plain) === plain ? plain : '?');
    found.set(region, own);
  }
  return found;
}

/** A field, or a call whose arguments are left out. */
const PART = /^\w+(?:\(\))?$/;

/** From one call that gives another its receiver to the next no further than this. */
const MAX_STEPS = 2;

/** Functions that may well give what asks a database, by their names: of the others nobody asks what they give. */
const GIVES =
  /(?:repo(?:s|sitory|sitories)?|services?|stores?|dao|db|database|session|handler|manager|queries|uow|unit_?of_?work|gateway|provider)(?:\(\))?$/i;

/** Longer receivers are not followed. */
const MAX_RECEIVER = 300;

/** `d.deps.Database()` of `d.deps.Database(ctx, "main")`; nothing of what is no chain of names. */
function withoutArguments(receiver: string): string | undefined {
  if (receiver.length > MAX_RECEIVER) return undefined;
  let plain = '';
  let depth = 0;
  for (const character of receiver) {
    if (character === ')') depth--;
    if (depth === 0) plain += character;
    if (character === '(') depth++;
  }
  return /^[\w.()]+$/.test(plain) && depth === 0 ? plain : undefined;
}

/** Whether a loop or a function around a call gives a name a value of its own. */
function isBound(name: string, from: Region | null): boolean {
  for (let region = from; region; region = region.around) {
    if (region.binds.includes(name)) return true;
  }
  return false;
}

/** Calls of Django that give one row, and those that give many. */
const GIVES_ROW = /^(?:get|first|last|create|latest|earliest|get_object_or_404)$/;
const GIVES_ROWS =
  /^(?:all|filter|exclude|order_by|distinct|select_related|prefetch_related|select_for_update|iterator)$/;

/** `order = Order.objects.get(…)`, `for order in Order.objects.filter(…)`: what a model of Django gives. */
function rowsOfModels(uses: Uses): readonly { readonly name: string; readonly type: string }[] {
  const found: { readonly name: string; readonly type: string }[] = [];
  const lists = new Map<string, string>();
  const loops = new Set<Region>();
  for (const use of uses.all) {
    for (let at: Region | null = use.region; at && !loops.has(at); at = at.around) loops.add(at);
    const givesRow = GIVES_ROW.test(use.method);
    if (!givesRow && !GIVES_ROWS.test(use.method)) continue;
    const model = modelBefore(use.receiver);
    const name =
      model !== undefined && use.result.kind === 'variable' ? use.result.names[0] : undefined;
    if (model === undefined || name === undefined || !/^\w+$/.test(name)) continue;
    if (givesRow) found.push({ name, type: model });
    else lists.set(name, model);
  }
  for (const { kind, over, binds } of loops) {
    const [item] = binds;
    if (kind !== 'loop' || over === null || item === undefined || binds.length > 1) continue;
    const type = modelBefore(over) ?? lists.get(over);
    if (type !== undefined) found.push({ name: item, type });
  }
  return found;
}

/** The model whose manager a chain begins with; rows that are made values are no objects of it. */
function modelBefore(chain: string): string | undefined {
  const model = /^([A-Z]\w*)\.objects\b/.exec(chain)?.[1];
  return model === undefined || /\.values(?:_list)?\(/.test(chain) ? undefined : model;
}

/** The classes of names: what they are declared as, or constructed of. A name of two is of none. */
function typesIn(uses: Uses, grammar: Grammar): ReadonlyMap<string, string> {
  const types = new Map<string, string | null>();
  const add = (name: string, type: string) => {
    const plain = plainType(type);
    if (plain === undefined) return;
    types.set(name, types.has(name) && types.get(name) !== plain ? null : plain);
  };
  for (const { name, type } of uses.typed) add(name, type);
  if (grammar === 'python') for (const { name, type } of rowsOfModels(uses)) add(name, type);
  for (const use of uses.all) {
    if (use.result.kind !== 'variable' || !/^[A-Z]\w*$/.test(use.method)) continue;
    if (grammar === 'go' && use.receiver === '') continue;
    const name = use.result.names[0]?.replace(/^(?:this|self)\./, '');
    if (name === undefined || !/^\w+$/.test(name)) continue;
    if (grammar === 'go' && MAKES.test(use.method) && /^\w+$/.test(use.receiver)) {
      // What `geo.New()` hands out is some type of that package: the one that has the method.
      const some = `${use.receiver}.${ANY_TYPE}`;
      types.set(name, types.has(name) && types.get(name) !== some ? null : some);
      continue;
    }
    const made = grammar === 'go' ? /^New(\w+)$/.exec(use.method)?.[1] : use.method;
    if (made) add(name, use.receiver === '' ? made : `${use.receiver}.${made}`);
  }
  return new Map([...types].filter((entry): entry is [string, string] => entry[1] !== null));
}
