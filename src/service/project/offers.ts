import type { ExportFact } from '../contracts/fact';
import type { Mentions, Offer } from '../contracts/linking';
import { child } from '../text/paths';

/** Nothing that can be taken. */
export const NO_OFFERS: ReadonlyMap<string, Offer> = new Map();

/** What files offer to others, as far as some say it. */
export interface Offers {
  /** Every name that can be taken from a file: its own, and those it hands on. */
  of(path: string): ReadonlyMap<string, Offer>;
}

/** What is known of each file. */
export interface OffersContext {
  readonly root: string;
  exported(path: string): readonly ExportFact[];
  mentions(path: string): Mentions;
  targetsOf(specifier: string, from: string): readonly string[];
}

/** Follows what files hand on, which may go in circles; each file is followed once. */
export function createOffers({ root, exported, mentions, targetsOf }: OffersContext): Offers {
  const known = new Map<string, ReadonlyMap<string, Offer>>();

  function of(path: string): ReadonlyMap<string, Offer> {
    const before = known.get(path);
    if (before) return before;
    const found = new Map<string, Offer>();
    if (leadsToExports(path)) {
      for (const name of namesOf(path)) {
        const offer = find(path, name, new Set());
        if (offer) found.set(name, offer);
      }
    }
    const all = found.size === 0 ? NO_OFFERS : found;
    known.set(path, all);
    return all;
  }

  /** Whether a file exports anything of interest or hands on what may; most do not. */
  function leadsToExports(path: string): boolean {
    const seen = new Set([path]);
    for (const at of seen) {
      if (exported(at).length > 0) return true;
      for (const { specifier } of mentions(at).handedOn) {
        for (const target of targetsOf(specifier, at)) seen.add(target);
      }
    }
    return false;
  }

  /** The names that a file may offer, through all it hands on. */
  function namesOf(path: string): ReadonlySet<string> {
    const names = new Set<string>();
    const seen = new Set<string>();
    const open = [path];
    for (const at of open) {
      if (seen.has(at)) continue;
      seen.add(at);
      for (const fact of exported(at)) names.add(fact.as);
      for (const { specifier, name, as } of mentions(at).handedOn) {
        if (as !== '*') for (const form of formsOf(as)) names.add(form);
        if (name === '*') open.push(...targetsOf(specifier, at));
      }
    }
    return names;
  }

  function find(path: string, name: string, seen: Set<string>): Offer | undefined {
    if (seen.has(`${path}\n${name}`)) return undefined;
    seen.add(`${path}\n${name}`);
    const own = exported(path).find((fact) => fact.as === name);
    if (own) return { uri: child(root, path), fact: own };
    for (const { specifier, name: there, as } of mentions(path).handedOn) {
      const index = formsOf(as).indexOf(name);
      if (as === '*' ? name === 'default' : index === -1) continue;
      const wanted = as === '*' ? name : (formsOf(there)[index] ?? name);
      for (const target of targetsOf(specifier, path)) {
        const found = find(target, wanted, seen);
        if (found) return found;
      }
    }
    return undefined;
  }

  return { of };
}

/** A name as a value, as a function that hands it out, as a type, and as what it does. */
function formsOf(name: string): readonly string[] {
  return [name, `${name}()`, `type ${name}`, `does ${name}`, `value ${name}`];
}
