import type { Architecture } from '../architecture/architecture';
import type { Report, Severity, Target } from '../contracts/finding';
import type { Fix } from '../contracts/fix';
import type { Analysis, LanguageId } from '../contracts/language';
import { type Area, areaOf, type Rule, type Targets } from '../contracts/rule';
import type { Span } from '../contracts/span';
import type { PracticeId } from '../practices';
import type { Finding, ResolvedRelated } from './finding';

/** What the configuration says to the rules. */
export interface RuleSettings {
  readonly targets: Targets;
  practice(id: PracticeId): number;
}

/** The key of a language's model in `check({ … })`. */
const MODEL_KEYS: Readonly<Record<LanguageId, string>> = {
  nginx: 'nginx',
  kubernetes: 'kubernetes',
  'autoscaling-group': 'autoscalingGroup',
  'application-code': 'application',
  'pool-settings': 'settings',
  'sql-schema': 'schema',
  dockerfile: 'dockerfile',
  compose: 'compose',
  'process-settings': 'processes',
  shell: 'shell',
  'package-manifest': 'packageManifest',
  routes: 'routes',
};

const AREAS: Readonly<Record<LanguageId, readonly Area[]>> = {
  nginx: ['nginx'],
  kubernetes: ['kubernetes'],
  'autoscaling-group': ['asg', 'ecs', 'elb'],
  'application-code': ['pool', 'cache', 'query', 'replica', 'shard'],
  'pool-settings': ['settings'],
  // What a schema lacks is told where somebody asks for it.
  'sql-schema': [],
  // What is wrong with what runs is seen only beside other files.
  dockerfile: [],
  compose: [],
  'process-settings': [],
  shell: [],
  'package-manifest': [],
  routes: [],
};

const byLanguage = new WeakMap<readonly Rule[], Map<LanguageId, readonly Rule[]>>();

/** The document rules that read files of a language. */
export function rulesFor(language: LanguageId, rules: readonly Rule[]): readonly Rule[] {
  const known = byLanguage.get(rules) ?? new Map<LanguageId, readonly Rule[]>();
  byLanguage.set(rules, known);
  const found = known.get(language) ?? documentRules(language, rules);
  known.set(language, found);
  return found;
}

function documentRules(language: LanguageId, rules: readonly Rule[]): readonly Rule[] {
  const areas: readonly string[] = AREAS[language];
  return rules.filter((rule) => rule.scope === 'document' && areas.includes(areaOf(rule.id)));
}

/** What one document rule reports about one analysed text. */
export function runDocumentRule(
  rule: Rule,
  language: LanguageId,
  analysis: Pick<Analysis, 'model' | 'present'>,
  settings: RuleSettings,
): readonly Report[] {
  const reports = run(rule, { [MODEL_KEYS[language]]: analysis.model, ...settings });
  return analysis.present === undefined ? reports : reports.map(analysis.present);
}

/** What one project rule reports about the architecture; its places are resolved late. */
export function runProjectRule(
  rule: Rule,
  architecture: Architecture,
  settings: RuleSettings,
): readonly Report[] {
  return run(rule, {
    architecture,
    get system() {
      return architecture.system;
    },
    ...settings,
  });
}

function run(rule: Rule, context: object): readonly Report[] {
  const reports: Report[] = [];
  const report = (report: Report) => {
    reports.push(report);
  };
  (rule.check as (context: object, report: (report: Report) => void) => void)(context, report);
  return reports;
}

/**
 * Brings reports to their places in the text as it stands. A report whose place is gone is dropped.
 */
export function locate(
  rule: Rule,
  reports: readonly Report[],
  resolve: (target: Target) => { readonly uri: string; readonly at: Span } | undefined,
): readonly Finding[] {
  return reports.flatMap((report) => {
    const place = resolve(report.at);
    if (!place) return [];
    let fixes: readonly Fix[] | undefined;
    return [
      {
        rule: rule.id,
        severity: severityOf(rule, report),
        message: report.message,
        ...place,
        path: report.at.path,
        related: (report.related ?? []).flatMap<ResolvedRelated>(({ at, message }) => {
          const other = resolve(at);
          return other ? [{ ...other, message }] : [];
        }),
        citations: [...new Set([...rule.citations, ...(report.citations ?? [])])],
        subject: report.subject ?? report.at.path,
        fixes: () => {
          fixes ??= report.fixes?.() ?? [];
          return fixes;
        },
      },
    ];
  });
}

function severityOf(rule: Rule, report: Report): Severity {
  return rule.status === 'preview' ? 'hint' : (report.severity ?? rule.severity);
}

/**
 * Drops findings whose rule leaves the subject to another rule that has spoken about it; what a finding that
 * names no subject is about is its place.
 */
export function defer(findings: readonly Finding[], rules: readonly Rule[]): readonly Finding[] {
  const better = new Map<string, readonly string[]>(
    rules.filter(({ defersTo }) => defersTo.length > 0).map(({ id, defersTo }) => [id, defersTo]),
  );
  if (!findings.some(({ rule }) => better.has(rule))) return findings;
  const said = new Set(
    findings.flatMap(({ rule, uri, subject, at }) => [
      spokenOf(rule, uri, subject),
      spokenOf(rule, uri, placeOf(at)),
    ]),
  );
  return findings.filter(({ rule, uri, subject, path, at }) => {
    const about = subject === path ? [subject, placeOf(at)] : [subject];
    return !better
      .get(rule)
      ?.some((other) => about.some((one) => said.has(spokenOf(other, uri, one))));
  });
}

function placeOf({ start, end }: Span): string {
  return `${start}-${end}`;
}

function spokenOf(rule: string, uri: string, about: string): string {
  return `${rule}\n${uri}\n${about}`;
}
