import { valueOf } from '../../contracts/field';
import type { NginxDirective, NginxServer, Scope } from './model';
import type { NamedDirectives } from './named-directives';
import { push } from './scopes';

/** What a text with variables can become, as far as this configuration says. */
export interface Outcomes {
  /** The texts it becomes in some request. */
  readonly texts: readonly string[];
  /** Whether it may become something else as well: a variable that nothing here gives a value. */
  readonly open: boolean;
}

/** Reads variables off the directives that give them values. */
export interface VariableReader {
  /** What a text can become that stands in a level. */
  outcomesOf(text: string, scope: Scope): Outcomes;
}

/** A text that needs more rounds, or can become more than this, is left open. */
const MAX_DEPTH = 6;
const MAX_OUTCOMES = 64;

/** Reads `set`, `map`, `geo` and `split_clients`; each directive is looked at once. */
export function variableReader(
  byName: NamedDirectives<NginxDirective>,
  serverOf: (scope: Scope) => NginxServer['scope'] | null,
): VariableReader {
  let tables: ReadonlyMap<string, readonly NginxDirective[]> | undefined;
  let assignments: ReadonlyMap<string, readonly NginxDirective[]> | undefined;

  function tablesOf(variable: string): readonly NginxDirective[] {
    tables ??= indexed(
      ['map', 'geo', 'split_clients'].flatMap((name) => byName.get(name) ?? []),
      ({ args }) => valueOf(args.at(-1) ?? MISSING),
    );
    return tables.get(variable) ?? [];
  }

  function assignmentsOf(variable: string, scope: Scope): readonly NginxDirective[] {
    assignments ??= indexed(byName.get('set') ?? [], ({ args }) => valueOf(args[0] ?? MISSING));
    const server = serverOf(scope);
    const found = assignments.get(variable) ?? [];
    return server === null ? found : found.filter((each) => serverOf(each.scope) === server);
  }

  function valuesOf(variable: string, scope: Scope, depth: number): Outcomes {
    const rows = tablesOf(variable).map((table) => tableOutcomes(table));
    const written = assignmentsOf(variable, scope).map(({ args, scope: own }): Outcomes => {
      const value = args[1];
      if (value?.state !== 'known') return OPEN;
      return expand(value.value, own, depth + 1);
    });
    const all = [...rows, ...written];
    return all.length === 0 ? OPEN : union(all);
  }

  /** Values of rows may hold variables themselves. */
  function expand(text: string, scope: Scope, depth: number): Outcomes {
    const found = VARIABLE.exec(text);
    if (!found) return { texts: [text], open: false };
    if (depth > MAX_DEPTH) return OPEN;
    const [whole, braced, plain] = found;
    const values = valuesOf(`$${braced ?? plain}`, scope, depth);
    const before = text.slice(0, found.index);
    const after = text.slice(found.index + whole.length);
    const parts = values.texts.map((value) =>
      expand(`${before}${value}${after}`, scope, depth + 1),
    );
    return union([{ texts: [], open: values.open }, ...parts]);
  }

  return { outcomesOf: (text, scope) => expand(text, scope, 0) };
}

const VARIABLE = /\$(?:\{(\w+)\}|(\w+))/;
const MISSING = { state: 'absent', insertAt: 0, path: '' } as const;
const OPEN: Outcomes = { texts: [], open: true };

function union(all: readonly Outcomes[]): Outcomes {
  const texts = [...new Set(all.flatMap((each) => each.texts))];
  const open = texts.length > MAX_OUTCOMES || all.some((each) => each.open);
  return { texts: texts.slice(0, MAX_OUTCOMES), open };
}

function indexed(
  directives: readonly NginxDirective[],
  key: (directive: NginxDirective) => string | undefined,
): ReadonlyMap<string, readonly NginxDirective[]> {
  const index = new Map<string, NginxDirective[]>();
  for (const directive of directives) {
    const name = key(directive);
    if (name !== undefined) push(index, name, directive);
  }
  return index;
}

/** Words at the start of a row that give no value. */
const SETTINGS: ReadonlySet<string> = new Set([
  'hostnames',
  'volatile',
  'ranges',
  'proxy',
  'proxy_recursive',
  'delete',
]);

/** Without a default, a `map` or `geo` gives an empty text to what no row names. */
function tableOutcomes({ name, rows }: NginxDirective): Outcomes {
  const texts: string[] = [];
  let open = false;
  let hasDefault = name === 'split_clients';
  for (const { words } of rows) {
    const [key, value] = words;
    if (key?.state !== 'known') open = true;
    else if (key.value === 'include') open = true;
    else if (!SETTINGS.has(key.value)) {
      hasDefault ||= key.value === 'default';
      if (value?.state === 'known') texts.push(value.value);
      else open = true;
    }
  }
  return { texts: hasDefault || open ? texts : [...texts, ''], open };
}
