import { type Architecture, buildArchitecture } from '../architecture/architecture';
import type { DeclaredDatabase, Entry } from '../architecture/entry';
import { packageFolders } from '../architecture/packages';
import type { Report } from '../contracts/finding';
import type { Rule } from '../contracts/rule';
import { type Failure, failureOf } from '../engine/internal';
import { type RuleSettings, runProjectRule } from '../engine/run';
import type { ProjectFile } from './file';

/** What the files of a project say together, worked out when asked and kept while it holds. */
export interface Joined {
  readonly rule: Rule;
  readonly reports: readonly Report[];
}

/** What joining rests on. */
export interface JoinedContext {
  readonly rules: readonly Rule[];
  files(): readonly ProjectFile[];
  databases(): readonly DeclaredDatabase[];
  /** Every file met, whatever it is. */
  paths(): ReadonlySet<string>;
  settings(): RuleSettings;
  isComplete(): boolean;
  /** Called for each run of a project rule. */
  onRun(): void;
  /** Called for each part of the program that throws. */
  onFailure(failure: Failure, uri: string): void;
}

/** A project rule that threw, and the file that tells of it. */
export interface FailedRule {
  readonly uri: string;
  readonly failure: Failure;
}

/** Architectures and project reports, one an environment. */
export function createJoined(context: JoinedContext) {
  const projectRules = context.rules.filter(({ scope }) => scope === 'project');
  const architectures = new Map<string | null, Architecture>();
  const kept = new Map<Rule, Map<string | null, readonly Report[]>>();
  /** By what failed and the environment it failed in. */
  const failed = new Map<string, FailedRule>();

  /** The last answer and what it rests on: it is asked for once for each file. */
  let answer:
    | {
        readonly files: readonly ProjectFile[];
        readonly complete: boolean;
        readonly reports: readonly Joined[];
      }
    | undefined;

  /** The environments that files belong to; `null` alone where none is named. */
  function environments(): readonly (string | null)[] {
    const named = new Set(context.files().flatMap(({ environment }) => environment ?? []));
    return named.size === 0 ? [null] : [...named].sort();
  }

  function architecture(environment: string | null): Architecture {
    const made = architectures.get(environment);
    if (made) return made;
    const entries: Entry[] = context
      .files()
      .filter((file) => file.environment === null || file.environment === environment)
      .flatMap(({ uri, path, environment: own, facts }) =>
        facts.map((fact) => ({ uri, file: path, environment: own, fact })),
      );
    const fresh = buildArchitecture(
      environment,
      entries,
      context.databases(),
      context.isComplete(),
      packageFolders(context.paths()),
    );
    architectures.set(environment, fresh);
    return fresh;
  }

  function reportsOf(rule: Rule, environment: string | null): readonly Report[] {
    const known = kept.get(rule)?.get(environment);
    if (known) return known;
    context.onRun();
    const reports = reportsNow(rule, environment);
    const byEnvironment = kept.get(rule) ?? new Map<string | null, readonly Report[]>();
    kept.set(rule, byEnvironment.set(environment, reports));
    return reports;
  }

  function reportsNow(rule: Rule, environment: string | null): readonly Report[] {
    let part = 'what the files say together';
    try {
      const joined = architecture(environment);
      failed.delete(`${part}\n${environment}`);
      part = `rule ${rule.id}`;
      const reports = runProjectRule(rule, joined, context.settings());
      failed.delete(`${part}\n${environment}`);
      return reports;
    } catch (thrown) {
      const failure = failureOf(part, thrown);
      const uri = telling();
      const key = `${part}\n${environment}`;
      if (!failed.has(key)) context.onFailure(failure, uri);
      failed.set(key, { uri, failure });
      return [];
    }
  }

  /** The file that tells of it: the first that says anything. */
  function telling(): string {
    const files = context.files();
    return (files.find(({ facts }) => facts.length > 0) ?? files[0])?.uri ?? '';
  }

  return {
    environments,
    architecture,
    /** The project rules that threw, as far as they were asked. */
    failed: (): readonly FailedRule[] => [...failed.values()],
    /** What project rules report; those that need a closed world only once it is. */
    reports(): readonly Joined[] {
      const files = context.files();
      const complete = context.isComplete();
      if (answer?.files === files && answer.complete === complete) return answer.reports;
      const named = environments();
      const reports = projectRules
        .filter(({ needs }) => complete || !needs.includes('closed-world'))
        .flatMap((rule) =>
          named.map((environment) => ({ rule, reports: reportsOf(rule, environment) })),
        );
      answer = { files, complete, reports };
      return reports;
    },
    /**
     * Drops everything: whatever a fact says may decide what any rule reports, through what is joined
     * with it.
     */
    reset(): void {
      architectures.clear();
      answer = undefined;
      kept.clear();
      failed.clear();
    },
  };
}
