import type { Severity } from '../contracts/finding';
import { type Span, span } from '../contracts/span';
import { builtIn, type Finding } from '../engine/finding';
import type { RuleSettings } from '../engine/run';
import { PRACTICES } from '../practices';
import { isOverflow, overLimit, TOO_DEEP } from '../text/limits';
import { child, isWithin, parentOf, relativePath } from '../text/paths';
import {
  CONFIGURATION_NAME,
  type Configuration,
  NO_CONFIGURATION,
  readConfiguration,
} from './configuration';
import { matchesGlob } from './globs';
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

/** The configuration files of a project, as far as they have been read. */
export interface Configurations {
  /** The root's configuration: what holds for the whole project. */
  root(): Configuration;
  settings(): RuleSettings;
  files(): readonly ConfigurationFile[];
  /** Where a structural path of a configuration file stands. */
  placeOf(uri: string, path: string): Span | undefined;
  /** How many texts of configuration files have been taken: while it stands still, places do. */
  revision(): number;
  rulesFor(uri: string): EffectiveRules;
  /** Whether the root's configuration leaves the whole file out. */
  leavesOut(path: string): boolean;
  /** A finding at the severity the configuration gives it; nothing where it is off or ignored. */
  judge(finding: Finding): Finding | undefined;
  /**
   * Takes the text of a configuration file, `undefined` when it is gone; `why` says that it is there and
   * cannot be read. Answers with what that changes: `facts` where files must be looked at anew,
   * `judgement` where only severities differ.
   */
  take(uri: string, text: string | undefined, why?: string): 'nothing' | 'judgement' | 'facts';
}

/** Whether a file beneath a root tells Headroom something rather than being reviewed. */
export function isConfiguration(uri: string, root: string): boolean {
  return uri.endsWith(`/${CONFIGURATION_NAME}`) || uri === child(root, TICKS_NAME);
}

/**
 * The configuration files of a project root. `ruleIds` are the names `rules:` may use; `rootUri` is
 * the file that speaks for the root, from wherever it may be.
 */
export function createConfigurations(
  root: string,
  ruleIds: ReadonlySet<string>,
  rootUri: string,
): Configurations {
  const read = new Map<string, { text: string; why?: string; configuration: Configuration }>();
  let revision = 0;
  const ticksUri = child(root, TICKS_NAME);
  const folderOf = (file: string) => (file === rootUri ? root : parentOf(file));
  const ofRoot = () => read.get(rootUri)?.configuration ?? NO_CONFIGURATION;

  function configurationIn(text: string, uri: string): Configuration {
    const limit = overLimit(uri, text);
    if (limit !== undefined) return unread(uri, limit);
    try {
      if (uri !== ticksUri) return readConfiguration(text, uri, ruleIds);
      return { ...NO_CONFIGURATION, problems: readTicks(text).problems };
    } catch (thrown) {
      return unread(uri, isOverflow(thrown) ? TOO_DEEP : 'it stops the reading of YAML');
    }
  }

  function above(uri: string) {
    return [...read]
      .filter(([file]) => file !== ticksUri && isWithin(uri, folderOf(file)))
      .sort(([a], [b]) => folderOf(a).length - folderOf(b).length);
  }

  function rulesFor(uri: string): EffectiveRules {
    const files = above(uri);
    return {
      rules: Object.assign({}, ...files.map(([, { configuration }]) => configuration.rules)),
      sources: files.map(([file]) => file),
    };
  }

  return {
    root: ofRoot,
    settings() {
      const { targets, practices } = ofRoot();
      return { targets, practice: (id) => practices[id] ?? PRACTICES[id].value };
    },
    files: () =>
      [...read].map(([uri, { text, configuration }]) => ({
        uri,
        text,
        findings: configuration.problems.map(({ at, message }) =>
          builtIn('headroom/configuration', uri, at, message),
        ),
      })),
    placeOf: (uri, path) => read.get(uri)?.configuration.places.get(path),
    revision: () => revision,
    rulesFor,
    leavesOut: (path) =>
      ofRoot().ignore.some(
        ({ file, at, rule }) => at === undefined && rule === undefined && matchesGlob(path, file),
      ),
    judge(finding) {
      const level = rulesFor(finding.uri).rules[finding.rule];
      if (level === 'off') return undefined;
      const ignored = above(finding.uri).some(([uri, { configuration }]) => {
        const path = relativePath(finding.uri, folderOf(uri));
        return configuration.ignore.some(
          ({ file, at, rule }) =>
            matchesGlob(path, file) &&
            (rule === undefined || rule === finding.rule) &&
            (at === undefined || at === finding.path),
        );
      });
      if (ignored) return undefined;
      return level === undefined ? finding : { ...finding, severity: level };
    },
    take(uri, text, why) {
      const known = read.get(uri);
      if (known?.text === text && known?.why === why) return 'nothing';
      revision++;
      const before = bearing(ofRoot());
      if (why !== undefined) read.set(uri, { text: '', why, configuration: unread(uri, why) });
      else if (text === undefined) read.delete(uri);
      else read.set(uri, { text, configuration: configurationIn(text, uri) });
      return bearing(ofRoot()) === before ? 'judgement' : 'facts';
    },
  };
}

/** What holds where a file cannot be read, which is said in its place. */
function unread(uri: string, why: string): Configuration {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  const message = `${name} cannot be read (${why}); nothing of it is followed.`;
  return { ...NO_CONFIGURATION, problems: [{ at: span(0, 0), message }] };
}

/** The part of a root configuration that analyses and rules rest on, for comparison. */
function bearing({ targets, practices, environments, databases, ignore }: Configuration): string {
  return JSON.stringify({ targets, practices, environments, databases, ignore });
}
