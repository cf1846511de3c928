import { grouped } from '../architecture/grouped';
import { packageFolders, packageOf } from '../architecture/packages';
import type { ExportFact, Fact } from '../contracts/fact';
import type { LanguageId } from '../contracts/language';
import {
  type Loadable,
  type Manifests,
  type Mentions,
  type Offer,
  type RequestTo,
  type Surroundings,
  THIS_FILE,
} from '../contracts/linking';
import type { Queries, Query } from '../engine/query';
import { sameData, sameItems } from '../engine/same';
import { LINKED, type Linked, language } from '../languages/registry';
import { isAside } from '../system/relations/contexts';
import { child, folderOf, isIn, pathIn, relativePath } from '../text/paths';
import {
  folderBehind,
  type Implementations,
  implementationsIn,
  NO_IMPLEMENTATIONS,
  type TypeOfGo,
  withClasses,
  withInterfaces,
  withoutShared,
} from './implementations';
import type { Inputs, Paths } from './inputs';
import { createOffers, NO_OFFERS, type Offers } from './offers';
import {
  filesOfPackage,
  gathered,
  type Leads,
  leadsAnywhere,
  offeringPackage,
  offersOfOthers,
  type PackageOffers,
} from './packageOffers';
import { keyOf, type Reading } from './reading';
import { followRequests, type Requested, type Requests, requestedBy } from './requests';

/** Which files take names from which, and what they get. Everything is a query, by path. */
export interface ModuleGraph {
  /** What other files say to one; `null` where none says anything. */
  surroundings(path: string): Surroundings | null;
  /** The language of a file that nothing tells but what it takes from others. */
  languageOf(path: string): LanguageId | null;
  /** The files that are of a language by what they take, as it is known after so many rounds; from 1. */
  takenIn(round: number): ReadonlyMap<string, LanguageId>;
  /** Parses a file that is of a language by itself, or by such a round; what others say to it is asked later. */
  parsed(path: string, round: number): void;
  /** The files that a program loads which begins with this one, itself too; nothing where it is no file. */
  loaded(path: string): ReadonlySet<string> | undefined;
  /** What a program can load of which no more is known than that it begins with files of a folder. */
  loadedWithin(folder: string): Loadable;
}

/** What other files offer to one. */
interface Offered {
  readonly versions: ReadonlyMap<string, string>;
  /** What it takes, and what that leads to in further files, as far as calls are followed: others where it is another. */
  readonly leads: readonly Leads[];
}

/** From a file to what its functions call in others, and so on, no further than this. */
const MAX_CALLS = 3;

const NO_MENTIONS: Mentions = { specifiers: [], handedOn: [] };
const NO_REQUESTS: ReadonlyMap<string, RequestTo> = new Map();

/** Whether a file tells where others are found. */
export function isManifest(path: string): boolean {
  return LINKED.some(({ linking }) => linking.isManifest(path));
}

/** Whether the files of a name take names from others. */
export function isLinked(path: string): boolean {
  return linkingOf(path) !== undefined;
}

/**
 * The module graph of a project. Imports may be circular: what a file offers through others is
 * walked within one query, over what each file says by itself.
 */
export function createModuleGraph(
  queries: Queries,
  { text, isIndexed }: Inputs,
  root: string,
  paths: Paths,
  { recognised, facts }: Reading,
): ModuleGraph {
  const mentions = queries.query<Mentions>(
    'mentions',
    (path) => {
      const uri = child(root, path);
      const found = linkingOf(path);
      if (!found || recognised(uri).state !== 'read') return NO_MENTIONS;
      const result = text(uri);
      if (result.state !== 'read') return NO_MENTIONS;
      return plain(found.linking.mentions({ path, text: result.text }));
    },
    { equal: sameData },
  );

  const manifest = queries.query<unknown>(
    'manifest',
    (path) => {
      const found = LINKED.find(({ linking }) => linking.isManifest(path));
      const result = text(child(root, path));
      return result.state === 'read' ? found?.linking.readManifest(path, result.text) : undefined;
    },
    { equal: sameData },
  );

  /**
   * All manifests as they are now, and another object whenever one of them or the listing changes:
   * languages keep beside it what they have worked out from it.
   */
  const manifests = queries.query<Manifests>('manifests', () => {
    const all = paths.all();
    const read = queries.each(
      [...all].filter(isManifest),
      (path) => [path, manifest(path)] as const,
    );
    const known = new Map(read.filter(([, value]) => value !== undefined));
    return {
      has: (path) => all.has(path),
      at: (path) => known.get(path),
      inFolder: paths.inFolder,
      named: (name) => [...known.keys()].filter((path) => `/${path}`.endsWith(`/${name}`)),
    };
  });

  /** The files of the project that each specifier of a file stands for. */
  const imports = queries.query<ReadonlyMap<string, readonly string[]>>(
    'imports',
    (path) => {
      const { specifiers, handedOn, loads = [] } = mentions(path);
      const handed = handedOn.map(({ specifier }) => specifier);
      const all = new Set([...specifiers, ...handed, ...loads]);
      return new Map([...all].map((specifier) => [specifier, resolved(specifier, path)]));
    },
    { equal: sameData },
  );
  const resolved = (specifier: string, from: string) => {
    const folder = folderBehind(specifier);
    if (folder !== undefined) return filesOfPackage(`${folder}\ngo`, paths.inFolder);
    const found = linkingOf(from)?.linking.resolve(specifier, from, manifests('')) ?? [];
    // A package of Java offers as well what implements its interfaces elsewhere.
    const more = from.endsWith('.java') ? (implementations('').byPackage.get(specifier) ?? []) : [];
    return more.length === 0 ? found : [...found, ...more];
  };
  const targetsOf = (specifier: string, from: string) =>
    imports(from).get(specifier) ?? resolved(specifier, from);
  /** The files that a specifier stands for, but the one that writes it. */
  const otherTargets = (specifier: string, from: string) =>
    targetsOf(specifier, from).filter((path) => path !== from);

  /**
   * The package that a specifier stands for in a folder of Go or Java, where it stands for all files of one and for
   * nothing else.
   */
  const packageBehind = queries.query<string | null>('package behind a specifier', (key) => {
    const [from, specifier] = parts(key);
    const found = resolved(specifier, from);
    const [first] = found;
    if (first === undefined) return null;
    const name = offeringPackage(first);
    const isWhole = found.length === filesOfPackage(name, paths.inFolder).length;
    return isWhole && found.every((path) => offeringPackage(path) === name) ? name : null;
  });
  function wholePackage(specifier: string, from: string): string | null {
    const ending = /\.(?:go|java)$/.exec(from)?.[0];
    // Where a specifier leads is told by the folder alone: one answer for all of its files.
    return ending === undefined
      ? null
      : packageBehind(`${pathIn(folderOf(from), `_${ending}`)}\n${specifier}`);
  }
  /** The packages that a specifier leads to. */
  function packagesBehind(specifier: string, from: string): readonly string[] {
    const whole = wholePackage(specifier, from);
    return whole === null ? otherTargets(specifier, from).map(offeringPackage) : [whole];
  }

  /** The language by which a file says of itself that it takes names from others. */
  function ownLanguage(path: string): LanguageId | null {
    const known = recognised(child(root, path));
    const id = known.state === 'read' ? known.language : null;
    return id && language(id)?.linking ? id : null;
  }

  /** What a file says as one of a linked language. */
  function factsOf(path: string): readonly Fact[] {
    const id = ownLanguage(path) ?? taken('').get(path);
    return id ? facts(keyOf(id, child(root, path))) : [];
  }

  const exportsAs = queries.query<readonly ExportFact[]>(
    'exports',
    (key) => facts(key).filter((fact): fact is ExportFact => fact.kind === 'export'),
    { equal: sameData },
  );

  /** What is called through interfaces: told by what each file says of itself alone. */
  const implementations = queries.query<Implementations>(
    'implementations of interfaces',
    () => {
      if (!isIndexed('')) return NO_IMPLEMENTATIONS;
      const linked = [...paths.all()].filter((path) => /\.(?:go|java)$/.test(path));
      return implementationsIn(
        queries.each(linked, (path) => ({
          path,
          mentions: isLinked(path) ? mentions(path) : NO_MENTIONS,
        })),
      );
    },
    { equal: sameData },
  );

  /** What files offer, where some are taken for a language by what they take. */
  function offersWhere(languageBy: (path: string) => LanguageId | undefined): Offers {
    const exported = (path: string) => {
      const id = ownLanguage(path) ?? languageBy(path);
      return id ? exportsAs(keyOf(id, child(root, path))) : [];
    };
    return createOffers({ root, exported, mentions, targetsOf });
  }

  /** What a file offers, with the interfaces of Go and Java that it declares. */
  function withOwnInterfaces(path: string, { of }: Offers): ReadonlyMap<string, Offer> {
    const own = of(path);
    if (mentions(path).declares) {
      return withClasses(own, child(root, path), mentions(path), implementations(''));
    }
    if (!mentions(path).interfaces) return own;
    return withInterfaces(own, {
      ...{ uri: child(root, path), mentions: mentions(path) },
      implementations: implementations(''),
      does: (type: TypeOfGo, method) => of(type.path).has(`does ${type.type}.${method}`),
    });
  }

  /** The files that nothing tells to be of a language but, it may be, what they take from others. */
  const mayTake = queries.query<readonly string[]>(
    'files that may take',
    () =>
      queries
        .each(paths.all(), (path) => {
          const known = isLinked(path) && recognised(child(root, path));
          const isOpen = known && known.state === 'read' && known.language === null;
          return isOpen && mentions(path).specifiers.length > 0 ? [path] : [];
        })
        .flat(),
    { equal: sameData },
  );

  /**
   * The files that are of a language by what they take from others, which may be what others like them
   * hand on: so it is found in rounds, each over what the round before has found.
   */
  const takenBy: Query<ReadonlyMap<string, LanguageId>> = queries.query(
    'files known by what they take, by rounds',
    (round) => {
      if (Number(round) === 0) return new Map();
      const before = takenBy(String(Number(round) - 1));
      const open = mayTake('').filter((path) => !before.has(path));
      const found = queries.each(open, (path) => [path, takes(`${round}\n${path}`)] as const);
      const taking = found.filter((entry): entry is [string, LanguageId] => entry[1] !== null);
      return taking.length === 0 ? before : new Map([...before, ...taking]);
    },
    { equal: sameData },
  );

  const taken = queries.query<ReadonlyMap<string, LanguageId>>(
    'files known by what they take',
    () => {
      if (!isIndexed('')) return new Map();
      for (let round = 1; ; round++) {
        const now = takenBy(String(round));
        if (now.size === takenBy(String(round - 1)).size) return now;
      }
    },
    { equal: sameData },
  );

  const languageBy = queries.query<LanguageId | undefined>('language by a round', (key) => {
    const [round, path] = parts(key);
    return takenBy(String(Number(round) - 1)).get(path);
  });

  /** What a file offers in a round. */
  const offersBy = queries.query<ReadonlyMap<string, Offer>>(
    'offers by rounds',
    (key) => {
      const [round, path] = parts(key);
      return withOwnInterfaces(
        path,
        offersWhere((other) => languageBy(`${round}\n${other}`)),
      );
    },
    { equal: sameData },
  );

  /** Whether a file offers something that it did not offer in the round before. */
  const isNews = queries.query<boolean>('offers are new', (key) => {
    const [round, path] = parts(key);
    const now = offersBy(key);
    const before = Number(round) - 1;
    return before === 0 ? now.size > 0 : !sameData(now, offersBy(`${before}\n${path}`));
  });

  /** What a package offers in a round. */
  const packageOffersBy = queries.query<ReadonlyMap<string, Offer>>(
    'offers of a package by rounds',
    (key) => {
      const [round, name] = parts(key);
      const files = filesOfPackage(name, paths.inFolder);
      return gathered(queries.each(files, (path) => offersBy(`${round}\n${path}`))).all;
    },
    { equal: sameData },
  );
  const packageIsNews = queries.query<boolean>('offers of a package are new', (key) => {
    const [round, name] = parts(key);
    const files = filesOfPackage(name, paths.inFolder);
    return queries.each(files, (path) => isNews(`${round}\n${path}`)).includes(true);
  });

  /** Whether a text takes something of what it is offered: the language then. */
  const takes = queries.query<LanguageId | null>('takes', (key) => {
    const [round, path] = parts(key);
    // A file that is of no language yet offers nothing, so it may be one of those it takes from.
    const others = (specifier: string) => packagesBehind(specifier, path);
    const targets = new Set(mentions(path).specifiers.flatMap(others));
    const news = queries.each(targets, (target) => packageIsNews(`${round}\n${target}`));
    const own = mentions(path).interfaces ? isNews(key) : false;
    if (!own && !news.includes(true)) return null;
    const found = linkingOf(path);
    const result = text(child(root, path));
    if (!found || result.state !== 'read') return null;
    const alone: Surroundings = {
      offeredBy(specifier) {
        if (specifier === THIS_FILE) return offersBy(key);
        const [first, ...more] = others(specifier).map((one) =>
          packageOffersBy(`${round}\n${one}`),
        );
        if (first === undefined) return NO_OFFERS;
        return more.length === 0 ? first : gathered([first, ...more]).all;
      },
      requestOf: () => undefined,
      versionOf: () => undefined,
    };
    return found.linking.takes({ path, text: result.text }, alone) ? found.language.id : null;
  });

  /** Every name that can be taken from a file: its own, and those it hands on. */
  const offers = queries.query<ReadonlyMap<string, Offer>>(
    'offers',
    (path) => {
      const own = withOwnInterfaces(
        path,
        offersWhere((other) => taken('').get(other)),
      );
      return own.size > 0 && mentions(path).implements
        ? withoutShared(own, mentions(path), implementations(''))
        : own;
    },
    { equal: sameData },
  );

  /** What the files of a package offer together. */
  const packageOffers = queries.query<PackageOffers>(
    'offers of a package',
    (name) => gathered(queries.each(filesOfPackage(name, paths.inFolder), offers)),
    { equal: sameData },
  );

  function offeredBy(specifier: string, from: string): ReadonlyMap<string, Offer> {
    if (specifier === THIS_FILE) return offers(from);
    const whole = wholePackage(specifier, from);
    if (whole !== null) {
      const together = packageOffers(whole);
      return offeringPackage(from) === whole
        ? offersOfOthers(together, child(root, from), offers(from))
        : together.all;
    }
    const others = otherTargets(specifier, from);
    const [first] = others;
    if (first === undefined) return NO_OFFERS;
    return others.length === 1 ? offers(first) : gathered(queries.each(others, offers)).all;
  }

  /** The packages that are called by what a package offers. */
  const callees = queries.query<readonly string[]>(
    'packages called by what a package offers',
    (name) => {
      const calls = new Map<string, readonly [specifier: string, from: string]>();
      for (const file of queries.each(filesOfPackage(name, paths.inFolder), offers)) {
        for (const { uri, fact } of file.values()) {
          const from = relativePath(uri, root);
          const add = (specifier: string) =>
            calls.set(`${offeringPackage(from)}\n${specifier}`, [specifier, from]);
          for (const effect of Object.values(fact.summary ?? {}).flat()) {
            if (effect.does === 'calls') add(effect.specifier);
          }
          for (const { specifier } of fact.behind ?? []) add(specifier);
        }
      }
      return [
        ...new Set([...calls.values()].flatMap(([called, from]) => packagesBehind(called, from))),
      ];
    },
    { equal: sameData },
  );

  /** What the functions of a package lead to, so many calls from there. */
  const leads: Query<Leads> = queries.query(
    'what a package leads to',
    (key) => {
      const [calls, name] = parts(key);
      const further = Number(calls) - 1;
      return {
        offers: packageOffers(name),
        calls:
          further < 0
            ? []
            : queries.each(callees(name), (called) => leads(`${further}\n${called}`)),
      };
    },
    { equal: (a, b) => a.offers === b.offers && sameItems(a.calls, b.calls) },
  );

  const offered = queries.query<Offered | null>(
    'offered',
    (path) => {
      const taken = new Set<string>();
      const versions = new Map<string, string>();
      const linking = linkingOf(path)?.linking;
      queries.each(mentions(path).specifiers, (specifier) => {
        if (offeredBy(specifier, path).size > 0) {
          for (const name of packagesBehind(specifier, path)) taken.add(name);
        }
        const version = linking?.versionOf(specifier, path, manifests(''));
        if (version !== undefined) versions.set(specifier, version);
      });
      const further = (name: string) => leads(`${MAX_CALLS}\n${name}`);
      // What stands behind interfaces that the file itself declares is asked through them.
      const own = mentions(path).interfaces ? [further(offeringPackage(path))] : [];
      if (taken.size + versions.size === 0 && !own.some(leadsAnywhere)) return null;
      return { versions, leads: [...own, ...queries.each(taken, further)] };
    },
    {
      equal: (a, b) =>
        a === b ||
        (a !== null &&
          b !== null &&
          sameData(a.versions, b.versions) &&
          sameItems(a.leads, b.leads)),
    },
  );

  /** What a file calls for each request, by the files it calls it in. */
  const routes = queries.query<readonly Requested[]>(
    'routes',
    (path) => requestedBy(factsOf(path)),
    { equal: sameData },
  );

  const requests = queries.query<Requests>('requests', () => {
    const linked = isIndexed('') ? [...paths.all()].filter(isLinked) : [];
    const files = queries.each(linked, (path) => [path, routes(path)] as const);
    return followRequests(files, {
      ...{ root, offers },
      targetsOf: (specifier, from) =>
        specifier === THIS_FILE ? [from] : targetsOf(specifier, from),
      readings: (call, from) => linkingOf(from)?.linking.readings(from, call) ?? [call],
    });
  });

  const requestsTo = queries.query<ReadonlyMap<string, RequestTo>>(
    'requests to a file',
    (path) => requests('').get(path) ?? NO_REQUESTS,
    { equal: sameData },
  );

  const liveFor = (path: string): Surroundings => ({
    offeredBy: (specifier, from) =>
      offeredBy(specifier, from === undefined ? path : relativePath(from, root)),
    requestOf: (name) => requestsTo(path).get(name),
    versionOf: (specifier) => offered(path)?.versions.get(specifier),
  });

  /** The files that a file loads when it is loaded: what it takes nothing but types of is left out when it is built. */
  function loadedNext(path: string): readonly string[] {
    const { mayBeTypes = {} } = mentions(path);
    const taken = [...imports(path)].flatMap(([specifier, targets]) => {
      const names = Object.hasOwn(mayBeTypes, specifier) ? mayBeTypes[specifier] : undefined;
      return names ? targets.filter((target) => !areTypes(names, target)) : targets;
    });
    return [...taken, ...packageInits(path).filter((init) => paths.all().has(init))];
  }
  const areTypes = (names: readonly string[], path: string) => {
    const types = new Set(mentions(path).types);
    return names.every((name) => types.has(name));
  };

  function walked(begun: readonly string[]): ReadonlySet<string> {
    const seen = new Set<string>();
    let next = begun;
    while (next.length > 0) {
      for (const path of next) seen.add(path);
      const found = queries.each(next, loadedNext).flat();
      next = [...new Set(found)].filter((path) => !seen.has(path));
    }
    return seen;
  }

  /** What a program loads, as far as its imports are written; walked with what has been seen. */
  const loaded = queries.query<ReadonlySet<string>>(
    'files that a program loads',
    (begun) => walked([begun]),
    { equal: sameData },
  );

  const packages = queries.query<ReadonlySet<string>>(
    'folders of packages',
    () => packageFolders(paths.all()),
    { equal: sameData },
  );

  /** Where the files of code of a name are; without its ending. */
  const byModule = queries.query<ReadonlyMap<string, readonly string[]>>('files by module', () =>
    grouped([...paths.all()].filter(isLinked), moduleIn),
  );

  /** The package that a specifier names without telling which of its files; what a build generates is none of them. */
  function openPackage(specifier: string, from: string): readonly string[] {
    const named = linkingOf(from)?.linking.packageNamed(specifier, from, manifests(''));
    if (!named) return [];
    const isThere =
      named.rest === '' ||
      (byModule('').get(moduleIn(named.rest)) ?? []).some((path) => isIn(path, named.folder));
    return isThere ? [named.folder] : [];
  }

  const loadedWithin = queries.query<Loadable>(
    'files that a program of a folder can load',
    (folder) => {
      const own = [...paths.all()].filter(
        (path) => isIn(path, folder) && isLinked(path) && !isAside(path) && !CONFIGURES.test(path),
      );
      const files = walked(own.filter((path) => packageOf(path, packages('')) === folder));
      const open = queries.each(files, (path) =>
        [...imports(path)].flatMap(([specifier, targets]) =>
          targets.length === 0 ? openPackage(specifier, path) : [],
        ),
      );
      return { files, open: new Set(open.flat()) };
    },
    { equal: sameData },
  );

  const hasSurroundings = (path: string) =>
    offered(path) !== null ||
    requestsTo(path).size > 0 ||
    (path.endsWith('.go') && hasInterfaces(offers(path)));

  return {
    loaded: (path) => (paths.all().has(path) && isLinked(path) ? loaded(path) : undefined),
    loadedWithin,
    takenIn: (round) => takenBy(String(round)),
    parsed(path, round) {
      const id = ownLanguage(path) ?? takenBy(String(round)).get(path);
      if (id) facts(keyOf(id, child(root, path)));
    },
    surroundings: (path) => (hasSurroundings(path) ? liveFor(path) : null),
    languageOf(path) {
      // Asked while the text is at hand; most texts are not wanted again.
      if (isLinked(path)) mentions(path);
      return taken('').get(path) ?? null;
    },
  };
}

/** Whether a file offers interfaces of Go. */
function hasInterfaces(offers: ReadonlyMap<string, Offer>): boolean {
  return [...offers.values()].some(({ fact }) => fact.behind !== undefined);
}

/** What a file is called, without its ending and its folders. */
function moduleIn(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.[cm]?[jt]sx?$/, '');
}

/** Files that say how others are built or tried, and are loaded by what does that. */
const CONFIGURES =
  /(?:^|\/)(?:playwright|cypress|vitest|jest|drizzle|tailwind|postcss|eslint|vite|rollup|webpack|babel|tsup|codegen|commitlint|knip)\.\w{1,20}\.\w+$|\.(?:stories|cy|d)\.\w+$/;

/** What Python runs before a module: the `__init__.py` of the packages it is in. */
function packageInits(path: string): readonly string[] {
  if (!path.endsWith('.py')) return [];
  const folders = path.split('/').slice(0, -1);
  return folders.map((_, index) => [...folders.slice(0, index + 1), '__init__.py'].join('/'));
}

/** A round and a path, of a key. */
function parts(key: string): readonly [string, string] {
  const end = key.indexOf('\n');
  return [key.slice(0, end), key.slice(end + 1)];
}

/** Plain data without the text that its strings are parts of. */
function plain<T>(data: T): T {
  return JSON.parse(JSON.stringify(data));
}

/** The language that links files of a name, and how. */
function linkingOf(path: string): Linked | undefined {
  return LINKED.find(({ linking }) => linking.links(path));
}
