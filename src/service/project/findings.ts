import type { Place, Report, Target } from '../contracts/finding';
import type { Rule } from '../contracts/rule';
import { type Span, span } from '../contracts/span';
import { builtIn, type Finding } from '../engine/finding';
import { internalFinding } from '../engine/internal';
import type { Queries, Query } from '../engine/query';
import { defer, locate } from '../engine/run';
import { sameData } from '../engine/same';
import { applySuppressions, isSuppressed, UNUSED_SUPPRESSION } from '../engine/suppress';
import type { Builds } from './builds';
import type { CompilationUnits } from './compilationUnits';
import type { ConfigSet } from './configSet';
import { isEmbedded } from './embedded';
import type { ProjectFile } from './file';
import type { ProjectReports } from './projectReports';
import type { SourceFiles } from './sourceFiles';

/** What findings are gathered from. */
export interface FindingsContext {
  readonly queries: Queries;
  readonly rules: readonly Rule[];
  readonly files: SourceFiles;
  readonly configs: ConfigSet;
  readonly units: CompilationUnits;
  readonly shared: ProjectReports;
  readonly builds: Builds;
}

/** A place inside the text of its file, whoever worked it out. */
function within(at: Span, file: ProjectFile | undefined): Span {
  if (!file || (at.start >= 0 && at.start <= at.end && at.end <= file.length)) return at;
  const start = Math.min(Math.max(0, at.start), file.length);
  return span(start, Math.min(Math.max(start, at.end), file.length));
}

/** Where a structural path of a file stands in its text. */
function placeIn(file: ProjectFile, path: string): Span | undefined {
  const at = file.places.get(path);
  return at && within(at, file);
}

/** What is to be said of the files of a project as they stand. */
export interface Findings {
  /** Where a structural path of a file stands now. */
  spanOf(place: Place): Span | undefined;
  /** Everything to be said about a file, in the order of its text. By uri. */
  readonly of: Query<readonly Finding[]>;
  /**
   * What is sure to be among that as soon as a file has been read with the others, before anything is said of the whole:
   * it is told while the rest is still being judged, and never withdrawn.
   */
  early(uri: string): readonly Finding[];
}

/** Languages whose files no build applies: what is said of one of them by itself holds. */
const JUDGED_ALONE: ReadonlySet<string> = new Set([
  'nginx',
  'application-code',
  'dockerfile',
  'sql-schema',
  'pool-settings',
  'process-settings',
]);

/** What is about the texts that a file holds: builds do not read them. */
function inTexts<T extends { readonly reports: readonly Report[] }>(each: T): T {
  return { ...each, reports: each.reports.filter(({ at }) => isEmbedded(at.path)) };
}

/** The findings of a project: a query for each file. */
export function createFindings(context: FindingsContext): Findings {
  const { queries, rules, files, configs, units, shared, builds } = context;

  const spanAt = queries.query<Span | undefined>(
    'span',
    (key) => {
      const [uri, path] = JSON.parse(key) as [string, string];
      const file = files.file(uri);
      return (file && placeIn(file, path)) ?? configs.placeOf(uri, path);
    },
    { equal: sameData },
  );
  const spanOf = ({ uri, path }: Place) => spanAt(JSON.stringify([uri, path]));

  function placeOf(target: Target, own: ProjectFile) {
    if ('at' in target) {
      if (!('elsewhere' in target)) return { uri: own.uri, at: within(target.at, own) };
      const uri = target.elsewhere;
      return { uri, at: within(target.at, files.file(uri)) };
    }
    const at = target.uri === own.uri ? placeIn(own, target.path) : spanOf(target);
    return at && { uri: target.uri, at };
  }

  /** A comment at any place that a value has passed holds. */
  function isSuppressedAbove({ rule, uri, trail }: Finding): boolean {
    return (trail ?? []).some((step) => {
      const file = step.uri === uri ? undefined : files.file(step.uri);
      const at = file?.places.get(step.path);
      return file !== undefined && at !== undefined && isSuppressed({ rule, at }, file);
    });
  }

  /** Rules that are silent where another has spoken, which may be one about the whole. */
  const deferring = new Set(rules.flatMap(({ id, defersTo }) => (defersTo.length > 0 ? id : [])));

  return {
    spanOf,
    early(uri) {
      const state = files.state(uri);
      if (state.state !== 'analysed' || !JUDGED_ALONE.has(state.file.language.id)) return [];
      const { file } = state;
      const found = (units.reportsOf(file) ?? file.reports)
        .filter(({ rule }) => !deferring.has(rule.id))
        .flatMap(({ rule, reports }) => locate(rule, reports, (target) => placeOf(target, file)))
        .flatMap((finding) => configs.judge(finding) ?? []);
      // Whether a comment is of use is known when all has been said.
      return applySuppressions(found, file, []).filter(({ rule }) => rule !== UNUSED_SUPPRESSION);
    },
    of: queries.query('findings', (uri) => {
      const state = files.state(uri);
      if (state.state !== 'analysed') {
        const failure = state.state === 'skipped' ? state.failure : undefined;
        return failure ? [internalFinding(failure, uri)] : [];
      }
      const { file } = state;
      // What takes part in a build is judged there.
      const isBuilt = file.language.id === 'kubernetes' && builds.takes(file.path);
      const alone = units.reportsOf(file) ?? file.reports;
      const own = isBuilt ? alone.map(inTexts) : alone;
      const around = isBuilt ? [] : builds.writtenIn(file.path);
      const isDevelopment =
        around.length > 0 && around.every(({ environment }) => environment.class === 'development');
      const found = own
        .flatMap(({ rule, reports }) => locate(rule, reports, (target) => placeOf(target, file)))
        .map((finding) => (isDevelopment ? { ...finding, severity: 'hint' as const } : finding));
      const syntax = file.syntax.map(({ at, message }) =>
        builtIn('headroom/syntax', uri, at, message),
      );
      const together = shared
        .about(uri)
        .flatMap(({ rule, report, environments, trail, built }) =>
          locate(rule, [report], (target) => placeOf(target, file)).map((finding) => ({
            ...finding,
            ...(environments === null ? {} : { environments }),
            ...(trail.length === 0 ? {} : { trail }),
            ...(built.length === 0 ? {} : { built }),
          })),
        )
        .filter((finding) => !isSuppressedAbove(finding));
      const judged = defer([...found, ...together], rules).flatMap(
        (finding) => configs.judge(finding) ?? [],
      );
      const failures = [
        ...file.failures,
        ...units.failuresOf(uri),
        ...shared.failuresOf(uri),
        ...builds.failuresOf(file.path),
      ];
      // Nobody turns these off: what they stand for is not known. A rule that fails on a file and on
      // what it is a part of has failed once.
      const byPart = new Map(failures.map((failure) => [failure.part, failure]));
      const internal = [...byPart.values()].map((failure) => internalFinding(failure, uri));
      const passing = shared.passing(uri).flatMap(({ rule, path }) => {
        const at = file.places.get(path);
        return at ? [{ rule, at }] : [];
      });
      const told = applySuppressions([...syntax, ...judged], file, passing);
      return [...internal, ...told].sort(
        (a, b) => a.at.start - b.at.start || a.at.end - b.at.end || (a.rule < b.rule ? -1 : 1),
      );
    }),
  };
}
