import { type ExportFact, type Fact, type RouteFact, sameFacts } from '../contracts/fact';
import type { Language } from '../contracts/language';
import type { Manifests, Mentions, Offer, Surroundings } from '../contracts/linking';
import { LINKED, type Linked } from '../languages/registry';

/** Which files take names from which, and what they get. */
export interface Links {
  /** Takes note of what a text takes from other files; `undefined` for one that is gone. */
  met(path: string, text: string | undefined): void;
  /** Takes note of what a file says. */
  said(uri: string, path: string, facts: readonly Fact[]): void;
  /** The files that a file takes names from, directly or through others, and that nobody has read. */
  unread(path: string): readonly string[];
  /** What other files say to one as they stand now. */
  surroundings(path: string): Surroundings;
  /** The language of a text that nothing tells but what it takes from others. */
  languageOf(path: string, text: string): Language | undefined;
  /** The paths of files that others now say something else to than when they were read. */
  outdated(): readonly string[];
  /** Takes note of what a manifest says; `undefined` for one that is gone. */
  manifest(path: string, text: string | undefined): void;
  /** Tells that files came or went. */
  pathsChanged(): void;
}

/** What links are found with. */
export interface LinksContext {
  /** Paths of all files of the project, relative to its root. */
  paths(): ReadonlySet<string>;
  isRead(path: string): boolean;
  /** Every file has been read once: only then files are asked about that nothing else speaks for. */
  isSettled(): boolean;
}

const NO_OFFERS: ReadonlyMap<string, Offer> = new Map();
const NO_REQUESTS: ReadonlyMap<string, string> = new Map();

/** From a file to what its functions call in others, and so on, no further than this. */
const MAX_CALLS = 3;

/**
 * The links of a project. Nothing of it depends on the order in which files are read: a file that was
 * read before what it takes from is {@link Links.outdated}.
 */
export function createLinks(context: LinksContext): Links {
  const mentions = new Map<string, Mentions>();
  /** What others said to each file when it was last read, as a key. */
  const heard = new Map<string, string>();
  const parsed = new Map<string, unknown>();
  const specifiers = new Map<string, string>();
  let manifests = manifestsNow();
  let resolved = new Map<string, readonly string[]>();
  let offers = new Map<string, ReadonlyMap<string, Offer>>();
  const exporters = new Map<string, readonly Offer[]>();
  const routes = new Map<string, readonly RouteFact[]>();
  const pathOf = new Map<string, string>();
  /** What other files call for each request, by file and by name there. */
  let requests: ReadonlyMap<string, ReadonlyMap<string, string>> | undefined;
  let isDirty = true;

  function manifestsNow(): Manifests {
    let folders: ReadonlyMap<string, readonly string[]> | undefined;
    return {
      inFolder(folder) {
        folders ??= byFolder(context.paths());
        return folders.get(folder) ?? [];
      },
      has: (path) => context.paths().has(path),
      at: (path) => parsed.get(path),
      named: (name) => [...parsed.keys()].filter((path) => `/${path}`.endsWith(`/${name}`)),
    };
  }

  function exportsChanged(): void {
    offers = new Map();
    requests = undefined;
    isDirty = true;
  }

  function pathsChanged(): void {
    manifests = manifestsNow();
    resolved = new Map();
    exportsChanged();
  }

  function met(path: string, text: string | undefined): void {
    const found = linkingOf(path);
    if (!found) return;
    const now = found.linking.mentions({ path, text: text ?? '' });
    const before = mentions.get(path);
    if (now.specifiers.length === 0) mentions.delete(path);
    else
      mentions.set(path, {
        specifiers: now.specifiers.map(shared),
        handedOn: plain(now.handedOn),
      });
    const handed = (of: Mentions | undefined) => JSON.stringify(of?.handedOn ?? []);
    if (handed(before) !== handed(now)) exportsChanged();
  }

  function said(uri: string, path: string, facts: readonly Fact[]): void {
    const now = facts.filter((fact): fact is ExportFact => fact.kind === 'export');
    const handled = facts.filter((fact): fact is RouteFact => fact.kind === 'route');
    const before = (exporters.get(path) ?? []).map(({ fact }) => fact);
    pathOf.set(uri, path);
    if (sameFacts(before, now) && sameHandlers(routes.get(path) ?? [], handled)) return;
    if (handled.length === 0) routes.delete(path);
    else routes.set(path, handled);
    if (now.length === 0) exporters.delete(path);
    else
      exporters.set(
        path,
        now.map((fact) => ({ uri, fact })),
      );
    exportsChanged();
  }

  /** Many files write the same specifier. */
  function shared(specifier: string): string {
    const known = specifiers.get(specifier) ?? plain(specifier);
    specifiers.set(known, known);
    return known;
  }

  function targetsOf(specifier: string, from: string): readonly string[] {
    const folder = from.slice(0, from.lastIndexOf('/') + 1);
    const key = `${folder}\n${specifier}`;
    const known = resolved.get(key);
    if (known) return known;
    const found = linkingOf(from)?.linking.resolve(specifier, from, manifests) ?? [];
    resolved.set(key, found);
    return found;
  }

  /** Every name that can be taken from a file: its own, and those it hands on. */
  function offersOf(path: string): ReadonlyMap<string, Offer> {
    const known = offers.get(path);
    if (known) return known;
    const found = new Map<string, Offer>();
    if (leadsToExports(path)) {
      for (const name of namesOf(path)) {
        const offer = find(path, name, new Set());
        if (offer) found.set(name, offer);
      }
    }
    const all = found.size === 0 ? NO_OFFERS : found;
    offers.set(path, all);
    return all;
  }

  /** Whether a file exports anything of interest or hands on what may; most do not. */
  function leadsToExports(path: string): boolean {
    const seen = new Set([path]);
    for (const at of seen) {
      if (exporters.has(at)) return true;
      for (const { specifier } of mentions.get(at)?.handedOn ?? []) {
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
      for (const { fact } of exporters.get(at) ?? []) names.add(fact.as);
      for (const { specifier, name, as } of mentions.get(at)?.handedOn ?? []) {
        if (as !== '*') for (const form of formsOf(as)) names.add(form);
        if (name === '*') open.push(...targetsOf(specifier, at));
      }
    }
    return names;
  }

  function find(path: string, name: string, seen: Set<string>): Offer | undefined {
    if (seen.has(`${path}\n${name}`)) return undefined;
    seen.add(`${path}\n${name}`);
    const own = exporters.get(path)?.find(({ fact }) => fact.as === name);
    if (own) return own;
    const handedOn = mentions.get(path)?.handedOn ?? [];
    for (const { specifier, name: there, as } of handedOn) {
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

  function offeredBy(specifier: string, from: string): ReadonlyMap<string, Offer> {
    const targets = targetsOf(specifier, from);
    const [first] = targets;
    if (first === undefined) return NO_OFFERS;
    if (targets.length === 1) return first === from ? NO_OFFERS : offersOf(first);
    const found = targets.flatMap((path) => (path === from ? [] : [...offersOf(path)]));
    return found.length === 0 ? NO_OFFERS : new Map(found);
  }

  function requestsOf(path: string): ReadonlyMap<string, string> {
    requests ??= requestsByFile();
    return requests.get(path) ?? NO_REQUESTS;
  }

  function requestsByFile(): ReadonlyMap<string, ReadonlyMap<string, string>> {
    const byFile = new Map<string, Map<string, string>>();
    for (const [path, facts] of routes) {
      for (const { verb, pattern, handler, calls, on } of facts) {
        if (on !== 'request') continue;
        const label = [verb, pattern].filter(Boolean).join(' ') || (handler.name ?? 'a handler');
        for (const { specifier, name } of [...handledBy(handler), ...calls]) {
          for (const target of targetsOf(specifier, path)) {
            const names = byFile.get(target) ?? new Map<string, string>();
            if (!names.has(name)) names.set(name, label);
            byFile.set(target, names);
          }
        }
      }
    }
    return byFile;
  }

  function versionOf(specifier: string, from: string): string | undefined {
    return linkingOf(from)?.linking.versionOf(specifier, from, manifests);
  }

  /** What others say to a file, as text: equal keys, equal words. */
  function keyOf(path: string): string {
    const parts: string[] = [];
    const requested = requestsOf(path);
    if (requested.size > 0) parts.push(JSON.stringify([...requested]));
    const seen = new Set<string>();
    for (const specifier of mentions.get(path)?.specifiers ?? []) {
      const offered = offeredBy(specifier, path);
      if (offered.size > 0) {
        parts.push(`${specifier} ${numberOf(offered)}`);
        for (const number of calledFrom(offered, seen)) parts.push(`+${number}`);
      }
      const version = versionOf(specifier, path);
      if (version !== undefined) parts.push(`${specifier} ${version}`);
    }
    return parts.join('\n');
  }

  /** Numbers of what functions lead to in further files, as far as calls are followed. */
  function calledFrom(offered: ReadonlyMap<string, Offer>, seen: Set<string>): readonly number[] {
    const found: number[] = [];
    let reached = [offered];
    for (let calls = 0; reached.length > 0 && calls < MAX_CALLS; calls++) {
      const next: ReadonlyMap<string, Offer>[] = [];
      for (const offers of reached) {
        for (const { uri, fact } of offers.values()) {
          for (const effect of Object.values(fact.summary ?? {}).flat()) {
            const from = pathOf.get(uri);
            if (effect.does !== 'calls' || from === undefined) continue;
            const key = `${from}\n${effect.specifier}`;
            if (seen.has(key)) continue;
            seen.add(key);
            const there = offeredBy(effect.specifier, from);
            if (there.size === 0) continue;
            found.push(numberOf(there));
            next.push(there);
          }
        }
      }
      reached = next;
    }
    return found;
  }

  const numbers = new Map<string, number>();
  const numbered = new WeakMap<ReadonlyMap<string, Offer>, number>();

  /** A number for what a file offers, the same for the same. */
  function numberOf(offered: ReadonlyMap<string, Offer>): number {
    const known = numbered.get(offered);
    if (known !== undefined) return known;
    const text = JSON.stringify([...offered]);
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    numbered.set(offered, number);
    return number;
  }

  return {
    met,
    said,
    unread(path) {
      const found = new Set<string>();
      const seen = new Set<string>();
      const open = [...(mentions.get(path)?.specifiers ?? [])].map((one) => [one, path] as const);
      for (const [specifier, from] of open) {
        for (const target of targetsOf(specifier, from)) {
          if (seen.has(target)) continue;
          seen.add(target);
          if (!context.isRead(target)) found.add(target);
          const handedOn = mentions.get(target)?.handedOn ?? [];
          open.push(...handedOn.map((one) => [one.specifier, target] as const));
        }
      }
      return [...found];
    },
    surroundings(path) {
      heard.set(path, keyOf(path));
      return {
        offeredBy: (specifier, from) =>
          offeredBy(specifier, (from === undefined ? undefined : pathOf.get(from)) ?? path),
        requestOf: (name) => requestsOf(path).get(name),
        versionOf: (specifier) => versionOf(specifier, path),
      };
    },
    languageOf(path, text) {
      const found = linkingOf(path);
      if (!found || !mentions.has(path) || !context.isSettled()) return undefined;
      const key = keyOf(path);
      heard.set(path, key);
      if (key === '') return undefined;
      const surroundings = {
        offeredBy: (specifier: string) => offeredBy(specifier, path),
        requestOf: (name: string) => requestsOf(path).get(name),
        versionOf: () => undefined,
      };
      return found.linking.takes({ path, text }, surroundings) ? found.language : undefined;
    },
    outdated() {
      if (!isDirty) return [];
      isDirty = false;
      return [...mentions.keys()].filter((path) => keyOf(path) !== (heard.get(path) ?? ''));
    },
    manifest(path, text) {
      const { linking } = LINKED.find((one) => one.linking.isManifest(path)) ?? {};
      if (!linking) return;
      const now = text === undefined ? undefined : linking.readManifest(path, text);
      if (JSON.stringify(now) === JSON.stringify(parsed.get(path))) return;
      if (now === undefined) parsed.delete(path);
      else parsed.set(path, now);
      pathsChanged();
    },
    pathsChanged,
  };
}

function byFolder(paths: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> {
  const folders = new Map<string, string[]>();
  for (const path of paths) {
    const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    const same = folders.get(folder);
    if (same) same.push(path);
    else folders.set(folder, [path]);
  }
  return folders;
}

/** The handler of a route as something another file has; none for a function of the same. */
function handledBy({ specifier, from }: RouteFact['handler']) {
  return specifier === null || from === null ? [] : [{ specifier, name: from }];
}

function sameHandlers(a: readonly RouteFact[], b: readonly RouteFact[]): boolean {
  const handlers = (facts: readonly RouteFact[]) =>
    JSON.stringify(facts.map((one) => [one.verb, one.pattern, one.handler, one.calls]));
  return handlers(a) === handlers(b);
}

/** Plain data without the text that its strings are parts of. */
function plain<T>(data: T): T {
  return JSON.parse(JSON.stringify(data));
}

/** The language that links files of a name, and how. */
function linkingOf(path: string): Linked | undefined {
  return LINKED.find(({ linking }) => linking.links(path));
}

/** Whether a file tells where others are found. */
export function isManifest(path: string): boolean {
  return LINKED.some(({ linking }) => linking.isManifest(path));
}

/** A name as a value, and as a function that hands it out. */
function formsOf(name: string): readonly string[] {
  return [name, `${name}()`, `type ${name}`, `does ${name}`];
}
