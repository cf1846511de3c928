import type { Place, Severity } from '../contracts/finding';
import { type Span, span } from '../contracts/span';
import { builtIn, type Finding } from '../engine/finding';
import type { Queries } from '../engine/query';
import type { RuleSettings } from '../engine/run';
import { sameData, sameItems } from '../engine/same';
import { PRACTICES } from '../practices';
import { isOverflow, overLimit, TOO_DEEP } from '../text/limits';
import { child, isWithin, parentOf, relativePath } from '../text/paths';
import {
  CONFIGURATION_NAME,
  type Configuration,
  NO_CONFIGURATION,
  readConfiguration,
  saysRoot,
} from './configuration';
import { matchesGlob } from './globs';
import type { Inputs } from './inputs';
import { readTicks, TICKS_NAME } from './ticks';

/** A `headroom.yaml`, or the file of ticks, and what is wrong in it. */
export interface ConfigurationFile {
  readonly uri: string;
  readonly text: string;
  readonly findings: readonly Finding[];
}

/** What the configuration files above a file say about it, the nearest last. */
export interface EffectiveRules {
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  readonly sources: readonly string[];
}

/** What the configuration files of a project say. Everything is a query. */
export interface ConfigSet {
  /** The outermost folders of the project that say they are projects of their own. */
  nestedRoots(): readonly string[];
  /** Whether a file or folder belongs to the project, and not to one of its own within it. */
  owns(uri: string): boolean;
  /** Whether a file beneath the root, or the one given for it, is a configuration file. */
  concerns(uri: string): boolean;
  files(): readonly ConfigurationFile[];
  /** Changes whenever one of them does. */
  revision(): unknown;
  /** The root's configuration: what holds for the whole project. */
  root(): Configuration;
  settings(): RuleSettings;
  /** Whether the root's configuration leaves the whole file out. */
  leavesOut(path: string): boolean;
  /** Where a structural path of a configuration file stands. */
  placeOf(uri: string, path: string): Span | undefined;
  rulesFor(uri: string): EffectiveRules;
  /** A finding at the severity the configuration gives it; nothing where it is off or ignored. */
  judge(finding: Finding): Finding | undefined;
}

/** Whether a file has the name of a configuration file or of the file of ticks. */
export function hasConfigurationName(uri: string): boolean {
  return uri.endsWith(`/${CONFIGURATION_NAME}`) || uri.endsWith(`/${TICKS_NAME}`);
}

/** Whether a file beneath a root tells Headroom something rather than being reviewed. */
export function isConfiguration(uri: string, root: string): boolean {
  return uri.endsWith(`/${CONFIGURATION_NAME}`) || uri === child(root, TICKS_NAME);
}

/**
 * The configuration files of a project root. `ruleIds` are the names `rules:` may use; `given` is
 * read in place of the root's own file, wherever it may be.
 */
export function createConfigSet(
  queries: Queries,
  { text, listing }: Inputs,
  root: string,
  ruleIds: ReadonlySet<string>,
  given: string | undefined,
): ConfigSet {
  const ownUri = child(root, CONFIGURATION_NAME);
  const rootUri = given ?? ownUri;
  const ticksUri = child(root, TICKS_NAME);
  const folderOf = (file: string) => (file === rootUri ? root : parentOf(file));

  /** The configuration files in folders of the project, the outer folder first. */
  const deeper = queries.query(
    'deeper configurations',
    () =>
      [...listing('').keys()]
        .filter((path) => path.endsWith(`/${CONFIGURATION_NAME}`))
        .map((path) => child(root, path))
        .filter((uri) => uri !== rootUri && uri !== ownUri)
        .sort((a, b) => a.length - b.length || (a < b ? -1 : 1)),
    { equal: sameItems },
  );
  const isRoot = queries.query('isRoot', (uri) => {
    const result = text(uri);
    return result.state === 'read' && saysRoot(result.text);
  });
  const nestedRoots = queries.query(
    'nestedRoots',
    () => {
      const roots: string[] = [];
      for (const uri of deeper('')) {
        const folder = parentOf(uri);
        if (roots.some((outer) => isWithin(folder, outer))) continue;
        if (isRoot(uri)) roots.push(folder);
      }
      return roots.sort();
    },
    { equal: sameItems },
  );
  const owns = (uri: string) =>
    isWithin(uri, root) && !nestedRoots('').some((nested) => isWithin(uri, nested));

  const fileOf = queries.query('configuration', (uri) => {
    const result = text(uri);
    if (result.state === 'missing') return undefined;
    if (result.state === 'unreadable') return { text: '', configuration: unread(uri, result.why) };
    return { text: result.text, configuration: configurationIn(result.text, uri) };
  });

  function configurationIn(own: string, uri: string): Configuration {
    const limit = overLimit(uri, own);
    if (limit !== undefined) return unread(uri, limit);
    try {
      if (uri !== ticksUri) return readConfiguration(own, uri, ruleIds);
      return { ...NO_CONFIGURATION, problems: readTicks(own).problems };
    } catch (thrown) {
      return unread(uri, isOverflow(thrown) ? TOO_DEEP : 'it stops the reading of YAML');
    }
  }

  const ofRoot = () => fileOf(rootUri)?.configuration ?? NO_CONFIGURATION;
  /** The part of the root's configuration that analyses and rules rest on. */
  const bearing = queries.query(
    'root configuration',
    () => {
      const { targets, practices, environments, builds, databases, ignore, root } = ofRoot();
      const layout = { environments, builds, ignore, root };
      return { ...NO_CONFIGURATION, targets, practices, databases, ...layout };
    },
    { equal: sameData },
  );
  const figures = queries.query(
    'figures',
    () => {
      const { targets, practices } = bearing('');
      return { targets, practices };
    },
    { equal: sameData },
  );
  const settings = queries.query('settings', (): RuleSettings => {
    const { targets, practices } = figures('');
    return { targets, practice: (id) => practices[id] ?? PRACTICES[id].value };
  });
  const ignored = queries.query(
    'ignored files',
    () =>
      bearing('')
        .ignore.filter(({ at, rule }) => at === undefined && rule === undefined)
        .map(({ file }) => file),
    { equal: sameItems },
  );

  const files = queries.query('configuration files', () =>
    [rootUri, ticksUri, ...deeper('').filter(owns)].flatMap((uri) => {
      const file = fileOf(uri);
      return file ? [{ uri, ...file }] : [];
    }),
  );

  function above(uri: string) {
    return files('')
      .filter((file) => file.uri !== ticksUri && isWithin(uri, folderOf(file.uri)))
      .sort((a, b) => folderOf(a.uri).length - folderOf(b.uri).length);
  }

  function rulesFor(uri: string): EffectiveRules {
    const found = above(uri);
    return {
      rules: Object.assign({}, ...found.map(({ configuration }) => configuration.rules)),
      sources: found.map((file) => file.uri),
    };
  }

  return {
    nestedRoots: () => nestedRoots(''),
    owns,
    concerns: (uri) => isConfiguration(uri, root) || uri === rootUri,
    files: () =>
      files('').map(({ uri, text: own, configuration }) => ({
        uri,
        text: own,
        findings: configuration.problems.map(({ at, message }) =>
          builtIn('headroom/configuration', uri, at, message),
        ),
      })),
    revision: () => files(''),
    root: () => bearing(''),
    settings: () => settings(''),
    leavesOut: (path) => ignored('').some((pattern) => matchesGlob(path, pattern)),
    placeOf: (uri, path) =>
      files('')
        .find((file) => file.uri === uri)
        ?.configuration.places.get(path),
    rulesFor,
    judge(finding) {
      const level = rulesFor(finding.uri).rules[finding.rule];
      if (level === 'off') return undefined;
      // It may be ignored at any place that its value has passed.
      const places = [finding, ...(finding.trail ?? [])];
      const isIgnored = (place: Place) =>
        above(place.uri).some(({ uri, configuration }) => {
          const path = relativePath(place.uri, folderOf(uri));
          return configuration.ignore.some(
            ({ file, at, rule }) =>
              matchesGlob(path, file) &&
              (rule === undefined || rule === finding.rule) &&
              (at === undefined || at === place.path) &&
              // A whole file is left out as what is found in it, not as what it takes part in.
              (place === finding || at !== undefined),
          );
        });
      if (places.some(isIgnored)) return undefined;
      return level === undefined ? finding : { ...finding, severity: level };
    },
  };
}

/** What holds where a file cannot be read, which is said in its place. */
function unread(uri: string, why: string): Configuration {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  const message = `${name} cannot be read (${why}); nothing of it is followed.`;
  return { ...NO_CONFIGURATION, problems: [{ at: span(0, 0), message }] };
}
