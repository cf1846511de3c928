import type { Effect, ExportFact } from '../../../contracts/fact';
import type { ResultUse } from '../../../contracts/facts/code';
import { THIS_FILE } from '../../../contracts/linking';
import type { Span } from '../../../contracts/span';
import type { Grammar } from '../grammars';
import { resultUseOf, through } from '../holds/result-use';
import { readsWhole } from '../queries/jpql';
import { usesIn } from '../uses';
import type { Declarations, DeclaredFunction } from './declared';
import {
  effectsIn,
  isConditional,
  isScheduled,
  type OwnReading,
  type PlacedEffect,
} from './effects';
import type { Fields } from './fields';
import { effectPath } from './reach';

/** From one function of a file to the next no further than this. */
const MAX_CALLS = 3;

/** More one function does not tell of itself and of those it calls. */
const MAX_EFFECTS = 64;

/** What the functions that other files can call do; those that do nothing of it are left out. */
export function functionFacts(
  declarations: Declarations,
  reading: OwnReading,
  grammar: Grammar,
  fields: Fields,
): { readonly facts: readonly ExportFact[]; readonly places: ReadonlyMap<string, Span> } {
  const places = new Map<string, Span>();
  const own = new Map<DeclaredFunction, readonly PlacedEffect[]>();
  for (const declared of declarations.all) {
    const placed = effectsIn(declared.node.span, declared, reading, (index) =>
      effectPath(declared.key, index),
    );
    own.set(declared, placed);
    for (const { effect, at } of placed) places.set(effect.path, at);
  }
  const summaries = new Map<string, Record<string, readonly Effect[]>>();
  for (const declared of declarations.all) {
    const { owner, name, overload } = declared;
    const offered = declarations.exports.get(owner ?? name) ?? [];
    if (offered.length === 0) continue;
    const effects = withCalled(declared, own, declarations, reading);
    if (effects.length === 0) continue;
    for (const as of offered) {
      // The methods of a type of Go stand in several files.
      const dotted = grammar === 'go' && owner !== null;
      const offer = dotted ? `${as}.${name}` : as;
      const members = summaries.get(offer) ?? {};
      members[owner === null || dotted ? '' : `${name}${overload}`] = effects;
      summaries.set(offer, members);
    }
  }
  const bases = basesOf(declarations, reading, summaries, grammar);
  const held = heldBy(declarations, reading, summaries, fields, grammar);
  const lists = grammar === 'java' ? listsOf(declarations, summaries) : NO_LISTS;
  const overloads = overloadsBy(declarations);
  const entities = new Map(
    [...declarations.entities].flatMap(([owner, entity]) =>
      (declarations.exports.get(owner) ?? []).map((as) => [as, { entity }] as const),
    ),
  );
  for (const as of entities.keys()) if (!summaries.has(as)) summaries.set(as, {});
  const facts = [...summaries].map(
    ([as, summary]): ExportFact => ({
      ...{ kind: 'export', path: `/does/${as}`, as: `does ${as}`, holds: 'function' },
      ...{ title: as, module: '', pool: null, single: false, summary, ...bases.get(as) },
      ...held.get(as),
      ...lists.get(as),
      ...overloads.get(as),
      ...entities.get(as),
    }),
  );
  return { facts, places };
}

/** What methods of one name take, by what others call their classes. */
function overloadsBy({
  overloads,
  exports,
}: Declarations): ReadonlyMap<string, Pick<ExportFact, 'overloads'>> {
  const found = new Map<string, { readonly overloads: Record<string, readonly string[]> }>();
  for (const [key, lists] of overloads) {
    const dot = key.lastIndexOf('.');
    for (const as of exports.get(key.slice(0, dot)) ?? []) {
      const known = found.get(as) ?? { overloads: {} };
      known.overloads[key.slice(dot + 1)] = lists;
      found.set(as, known);
    }
  }
  return found;
}

/** What the classes that others can take extend, by what others call them; of a base of this file its methods. */
function basesOf(
  declarations: Declarations,
  { callees }: OwnReading,
  summaries: Map<string, Record<string, readonly Effect[]>>,
  grammar: Grammar,
): ReadonlyMap<string, Pick<ExportFact, 'base'>> {
  const bases = new Map<string, Pick<ExportFact, 'base'>>();
  for (const [owner, written] of declarations.bases) {
    const callee = callees.ofType(written, '');
    for (const as of declarations.exports.get(owner) ?? []) {
      if (declarations.owners.has(written)) {
        const [known] = declarations.exports.get(written) ?? [];
        const inherited = known === undefined ? undefined : summaries.get(known);
        if (inherited) summaries.set(as, { ...inherited, ...summaries.get(as) });
      } else if (callee && !('own' in callee) && !isPackage(callee.specifier, grammar)) {
        const { specifier, name } = callee;
        bases.set(as, { base: { specifier, name } });
        if (!summaries.has(as)) summaries.set(as, {});
      }
    }
  }
  return bases;
}

/** The classes of other files that the fields of a class are, for those that do something. */
function heldBy(
  declarations: Declarations,
  { callees }: OwnReading,
  summaries: Map<string, Record<string, readonly Effect[]>>,
  fields: Fields,
  grammar: Grammar,
): ReadonlyMap<string, Pick<ExportFact, 'fields'>> {
  const held = new Map<string, Pick<ExportFact, 'fields'>>();
  for (const [owner, own] of fields) {
    const all = declarations.exports.get(owner) ?? [];
    const found: Record<string, { readonly specifier: string; readonly name: string }> = {};
    let leads = false;
    for (const [field, type] of own) {
      const [known] = declarations.exports.get(type) ?? [];
      if (known !== undefined && summaries.has(known)) {
        found[field] = { specifier: THIS_FILE, name: known };
        leads = true;
        continue;
      }
      const callee = callees.ofType(type, '');
      if (
        callee &&
        !('own' in callee) &&
        !(field.endsWith('()') && isPackage(callee.specifier, grammar))
      ) {
        found[field] = { specifier: callee.specifier, name: callee.name };
      }
    }
    if (Object.keys(found).length === 0) continue;
    for (const as of all) {
      // The methods of a struct of Go are told one by one, in whichever file they stand.
      if (!summaries.has(as) && !leads && grammar !== 'go' && !own.has('()')) continue;
      if (!summaries.has(as)) summaries.set(as, {});
      held.set(as, { fields: found });
    }
  }
  return held;
}

const NO_LISTS: ReadonlyMap<string, Pick<ExportFact, 'lists' | 'wholes'>> = new Map();

/** The methods of the repositories of a file that are declared to give lists, and those that give whole tables. */
function listsOf(
  { all, exports }: Declarations,
  summaries: Map<string, Record<string, readonly Effect[]>>,
): typeof NO_LISTS {
  const found = new Map<string, { readonly lists: string[]; readonly wholes: string[] }>();
  for (const { owner, name, node } of all) {
    if (owner?.includes('Repository') !== true) continue;
    const type = node.childForFieldName('type')?.text ?? '';
    if (!/^(?:List|Set|Collection|Iterable)</.test(type)) continue;
    for (const as of exports.get(owner) ?? []) {
      if (!summaries.has(as)) summaries.set(as, {});
      const known = found.get(as) ?? { lists: [], wholes: [] };
      known.lists.push(name);
      if (readsWhole(node)) known.wholes.push(name);
      found.set(as, known);
    }
  }
  return found;
}

/** Whether a specifier of JavaScript names a package: its classes are no project's. */
function isPackage(specifier: string, grammar: Grammar): boolean {
  return (grammar === 'typescript' || grammar === 'tsx') && /^(?:@\w|\w)/.test(specifier);
}

/** A function of the file that another calls, and what becomes of what it returns. */
interface Reached {
  readonly declared: DeclaredFunction;
  readonly result: ResultUse;
  /** It is called under a condition only. */
  readonly sometimes: boolean;
}

/** What a function does, and what the functions of its file do that it calls. */
function withCalled(
  from: DeclaredFunction,
  own: ReadonlyMap<DeclaredFunction, readonly PlacedEffect[]>,
  declarations: Declarations,
  { uses, callees }: OwnReading,
): readonly Effect[] {
  const effects: Effect[] = [];
  const told = new Set<string>();
  const seen = new Set<DeclaredFunction>([from]);
  let reached: readonly Reached[] = [{ declared: from, result: 'returned', sometimes: false }];
  for (let calls = 0; reached.length > 0 && calls <= MAX_CALLS; calls++) {
    const next: Reached[] = [];
    for (const { declared, result, sometimes } of reached) {
      for (const { effect: written } of own.get(declared) ?? []) {
        const asReached = sometimes && 'sometimes' in written ? { ...written, sometimes } : written;
        const effect =
          asReached.does === 'calls'
            ? { ...asReached, result: through(result, asReached.result) }
            : asReached;
        const key =
          effect.does === 'calls'
            ? `${effect.specifier} ${effect.name} ${effect.member} ${effect.takes} ${effect.sometimes} ${effect.result}`
            : effect.path;
        if (told.has(key) || effects.length >= MAX_EFFECTS) continue;
        told.add(key);
        effects.push(effect);
      }
      for (const use of usesIn(uses, declared.node.span)) {
        const callee = callees.of(use);
        const called = callee && 'own' in callee ? declarations.get(callee.own) : undefined;
        if (!called || seen.has(called) || isScheduled(use, declared.node.span)) continue;
        seen.add(called);
        const onward = resultUseOf(use, uses, declared.node.startIndex);
        next.push({
          ...{ declared: called, result: through(result, onward) },
          sometimes: sometimes || isConditional(use, declared.node.span),
        });
      }
    }
    reached = next;
  }
  return effects;
}
