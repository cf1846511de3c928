import type { Place, Target } from '../contracts/finding';
import type { Rule } from '../contracts/rule';
import type { Span } from '../contracts/span';
import { builtIn, type Finding } from '../engine/finding';
import { type Failure, failureOf, internalFinding } from '../engine/internal';
import { defer, locate } from '../engine/run';
import { applySuppressions } from '../engine/suppress';
import type { Assemblies } from './assemblies';
import type { Configurations } from './configurations';
import type { ProjectFile } from './file';
import type { Files } from './files';
import type { FailedRule, Joined } from './joined';

/** What findings are gathered from. */
export interface FindingsContext {
  readonly rules: readonly Rule[];
  readonly files: Files;
  readonly configurations: Configurations;
  readonly assemblies: Assemblies;
  /** What project rules report, an environment after the other. */
  shared(): readonly Joined[];
  /** The project rules that threw. */
  failedRules(): readonly FailedRule[];
  /** Called for each part of the program that throws; answers with it. */
  failed(failure: Failure, uri: string): Failure;
}

/** What is to be said of the files of a project as they stand. */
export function createFindings({ rules, files, configurations, ...context }: FindingsContext) {
  function placeOf(target: Target, own: ProjectFile | null) {
    if ('at' in target) {
      const uri = 'elsewhere' in target ? target.elsewhere : own?.uri;
      return uri === undefined ? undefined : { uri, at: target.at };
    }
    const at =
      files.get(target.uri)?.places.get(target.path) ??
      configurations.placeOf(target.uri, target.path);
    return at && { uri: target.uri, at };
  }

  /** The last places of what project rules say, and what they rest on. */
  let placed:
    | {
        readonly shared: readonly Joined[];
        readonly files: readonly ProjectFile[];
        readonly configured: number;
        readonly byFile: ReadonlyMap<string, readonly Finding[]>;
      }
    | undefined;

  /** What project rules say of each file, once each: environments that share files say the same. */
  function projectFindings(): ReadonlyMap<string, readonly Finding[]> {
    const shared = context.shared();
    const all = files.all();
    const configured = configurations.revision();
    if (placed?.shared === shared && placed.files === all && placed.configured === configured) {
      return placed.byFile;
    }
    const byFile = new Map<string, Finding[]>();
    const met = new Set<string>();
    for (const { rule, reports } of shared) {
      for (const finding of locate(rule, reports, (target) => placeOf(target, null))) {
        const same = `${finding.rule}\n${finding.uri}\n${finding.path}`;
        if (met.has(same)) continue;
        met.add(same);
        const beside = byFile.get(finding.uri);
        if (beside) beside.push(finding);
        else byFile.set(finding.uri, [finding]);
      }
    }
    placed = { shared, files: all, configured, byFile };
    return byFile;
  }

  function gathered(uri: string): readonly Finding[] {
    const file = files.get(uri);
    if (!file) {
      const failure = files.skipped().find((one) => one.uri === uri)?.failure;
      return failure ? [internalFinding(failure, uri)] : [];
    }
    const own = (context.assemblies.reportsOf(file) ?? file.reports).flatMap(({ rule, reports }) =>
      locate(rule, reports, (target) => placeOf(target, file)),
    );
    const syntax = file.syntax.map(({ at, message }) =>
      builtIn('headroom/syntax', uri, at, message),
    );
    const shared = projectFindings().get(uri) ?? [];
    const judged = defer([...own, ...shared], rules).flatMap(
      (finding) => configurations.judge(finding) ?? [],
    );
    const failures = [
      ...file.failures,
      ...context.assemblies.failuresOf(file),
      ...context.failedRules().flatMap((failed) => (failed.uri === uri ? [failed.failure] : [])),
    ];
    // Nobody turns these off: what they stand for is not known. A rule that fails on a file and on
    // what it is a part of has failed once.
    const byPart = new Map(failures.map((failure) => [failure.part, failure]));
    const internal = [...byPart.values()].map((failure) => internalFinding(failure, uri));
    return [
      ...internal,
      ...applySuppressions([...syntax, ...judged], file.comments, uri, file.lines),
    ].sort((a, b) => a.at.start - b.at.start || a.at.end - b.at.end || (a.rule < b.rule ? -1 : 1));
  }

  return {
    /** Where a structural path of a file stands now. */
    spanOf: (place: Place): Span | undefined => placeOf(place, null)?.at,
    /** Everything to be said about a file, in the order of its text. */
    of(uri: string): readonly Finding[] {
      try {
        return gathered(uri);
      } catch (thrown) {
        return [
          internalFinding(context.failed(failureOf('the placing of findings', thrown), uri), uri),
        ];
      }
    },
  };
}
