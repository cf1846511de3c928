import type { Assembled, AssemblyPlan } from '../contracts/assembly';
import type { Report } from '../contracts/finding';
import type { Language } from '../contracts/language';
import type { Rule } from '../contracts/rule';
import { agreed, placeKey } from '../engine/agree';
import { type Failure, failureOf, guarded } from '../engine/internal';
import { type RuleSettings, rulesFor, runDocumentRule } from '../engine/run';
import { child } from '../text/paths';
import { broughtHome, type Member, type Members, membersOf } from './assembled';
import { isOpened, type ProjectFile, settled } from './file';
import type { Files } from './files';

/** What each rule reports about a file. */
type RuleReports = ProjectFile['reports'];

/** A file as a part of a whole that is at hand. */
export interface Whole extends Member {
  readonly language: Language;
  readonly assembled: Assembled;
  readonly members: Members;
}

/** The files that are read together, and what the rules say of each as a part of its whole. */
export interface Assemblies {
  /**
   * Brings all up to date with the files as they stand.
   * @returns the open files of which something else is to be said than before
   */
  update(): Promise<readonly string[]>;
  /** What is to be said of a file that is read with others; `undefined` of one read alone. */
  reportsOf(file: ProjectFile): RuleReports | undefined;
  /** What of the program failed on the whole of which a file is the main one. */
  failuresOf(file: ProjectFile): readonly Failure[];
  /** Whether what one file names may be meant in the other, as far as includes tell. */
  together(a: ProjectFile, b: ProjectFile): boolean;
  /** The files that an include of a file stands for. */
  included(file: ProjectFile, name: string): readonly ProjectFile[];
  /** The wholes that a file is a part of, as long as one of their files is open. */
  wholesOf(uri: string): readonly Whole[];
}

/** What the files are put together with. */
export interface AssembliesContext {
  readonly root: string;
  readonly files: Files;
  readonly rules: readonly Rule[];
  readonly counters: { documentRulesRun: number };
  settings(): RuleSettings;
  /** Paths of all files of the project, relative to its root. */
  paths(): ReadonlySet<string>;
  /** Called for each part of the program that throws. */
  onFailure(failure: Failure, uri: string): void;
}

/** A whole and what the rules say of its files. */
interface Made {
  readonly language: Language;
  readonly plan: AssemblyPlan;
  readonly files: readonly ProjectFile[];
  readonly reports: ReadonlyMap<string, { readonly member: Member; readonly reports: RuleReports }>;
  /** Only while a file of it is open. */
  readonly assembled: Assembled | null;
  /** Of the parts of the program that threw; the main file tells of them. */
  readonly failures: readonly Failure[];
}

/** The assemblies of a project. */
export function createAssemblies(context: AssembliesContext): Assemblies {
  const { root, files } = context;
  let made: readonly Made[] = [];
  let running: Promise<readonly string[]> = Promise.resolve([]);
  const said = new Map<string, string>();
  const planned = new Map<Language, { key: string; plans: readonly AssemblyPlan[] }>();

  async function update(): Promise<readonly string[]> {
    const next: Made[] = [];
    for (const language of new Set(files.all().map((file) => file.language))) {
      if (!language.assembling) continue;
      for (const plan of await plansOf(language)) {
        const now = await makeOnce(language, plan);
        if (now) next.push(now);
      }
    }
    made = next;
    const members = new Set(made.flatMap((one) => one.files.map(({ uri }) => uri)));
    files.release(members);
    return changedSince(members);
  }

  /** The plans of a language; what they claim is read as that language first. */
  async function plansOf(language: Language): Promise<readonly AssemblyPlan[]> {
    for (;;) {
      const own = files.all().filter((file) => file.language === language);
      const paths = context.paths();
      const key = `${paths.size}\n${own.map(({ path, joins }) => `${path} ${keyOf(joins)}`).join('\n')}`;
      const known = planned.get(language);
      if (known?.key === key) return known.plans;
      const read = new Set(own.map(({ path }) => path));
      const others = [...paths].filter((path) => !read.has(path));
      const { plans, claims } = guarded(
        `the joining of ${language.id} files`,
        () => language.assembling?.plan(own, others) ?? NO_PLANS,
        NO_PLANS,
        (failure) => context.onFailure(failure, own[0]?.uri ?? root),
      );
      const claimed = await Promise.all(
        claims.map((path) => files.claim(child(root, path), language)),
      );
      if (claimed.includes(true)) continue;
      planned.set(language, { key, plans });
      return plans;
    }
  }

  async function makeOnce(language: Language, plan: AssemblyPlan): Promise<Made | undefined> {
    const own = plan.paths.flatMap((path) => files.get(child(root, path)) ?? []);
    if (own.length < plan.paths.length) return undefined;
    const before = made.find(
      (one) => samePlan(one.plan, plan) && one.files.every((file, index) => file === own[index]),
    );
    return before ?? make(language, plan, own);
  }

  async function make(
    language: Language,
    plan: AssemblyPlan,
    own: readonly ProjectFile[],
  ): Promise<Made | undefined> {
    const sources = await Promise.all(own.map(({ uri }) => files.source(uri)));
    const read = sources.flatMap((source, index) => {
      const path = plan.paths[index];
      return source && path !== undefined ? [{ path, ...source }] : [];
    });
    if (read.length < own.length) return undefined;
    let assembled: Assembled | undefined;
    try {
      assembled = language.assembling?.assemble(plan, read);
    } catch (thrown) {
      return failed(language, plan, own, failureOf(`the joining of ${language.id} files`, thrown));
    }
    if (!assembled) return undefined;
    const failures: Failure[] = [];
    const members = membersOf(assembled, own);
    const open = own.some(isOpened);
    const reports = new Map<
      string,
      { member: Member; reports: { rule: Rule; reports: Report[] }[] }
    >(members.all.map((member) => [member.file.uri, { member, reports: [] }]));
    for (const rule of rulesFor(language.id, context.rules)) {
      context.counters.documentRulesRun++;
      const byFile = guarded(
        `rule ${rule.id}`,
        () => reportsByFile(rule, language.id, assembled, members, open),
        new Map<string, Report[]>(),
        (failure) => {
          failures.push(failure);
          context.onFailure(failure, own[0]?.uri ?? root);
        },
      );
      for (const [uri, list] of byFile) reports.get(uri)?.reports.push({ rule, reports: list });
    }
    return { language, plan, files: own, reports, assembled: open ? assembled : null, failures };
  }

  function reportsByFile(
    rule: Rule,
    id: Language['id'],
    assembled: Assembled,
    members: Members,
    open: boolean,
  ): ReadonlyMap<string, Report[]> {
    const byFile = new Map<string, Report[]>();
    const found = runDocumentRule(rule, id, assembled, context.settings());
    for (const one of agreed(found, (offset) => members.at(offset)?.part)) {
      for (const [{ file }, report] of broughtHome(one, members)) {
        const list = byFile.get(file.uri) ?? [];
        list.push(open ? report : settled(report));
        byFile.set(file.uri, list);
      }
    }
    return byFile;
  }

  /** Files that cannot be put together are judged alone, and the first of them tells. */
  function failed(
    language: Language,
    plan: AssemblyPlan,
    own: readonly ProjectFile[],
    failure: Failure,
  ): Made {
    context.onFailure(failure, own[0]?.uri ?? root);
    return { language, plan, files: own, reports: new Map(), assembled: null, failures: [failure] };
  }

  /** What holds of a file in every whole, or what the file alone proves. */
  function reportsOf(file: ProjectFile): RuleReports | undefined {
    const uses = made.flatMap((one) => {
      const entry = one.reports.get(file.uri);
      return entry && entry.member.file === file ? [entry] : [];
    });
    const [first] = uses;
    if (!first) return undefined;
    if (uses.length === 1 && first.member.part.uses === 1) return first.reports;
    const rules = new Set([...first.reports, ...file.reports].map(({ rule }) => rule));
    return [...rules].map((rule) => {
      const alone = reportsBy(rule, file.reports);
      const proved = new Set(alone.map(placeKey));
      const inEach = reportsBy(rule, first.reports).filter(
        (report) =>
          !proved.has(placeKey(report)) &&
          uses.every(({ reports }) =>
            reportsBy(rule, reports).some((other) => placeKey(other) === placeKey(report)),
          ),
      );
      return { rule, reports: [...alone, ...inEach] };
    });
  }

  /** The open files of which something else is said than before; nobody asks about the others. */
  function changedSince(members: ReadonlySet<string>): readonly string[] {
    const changed: string[] = [];
    for (const uri of new Set([...members, ...said.keys()])) {
      const file = members.has(uri) ? files.get(uri) : undefined;
      const now = file && isOpened(file) ? fingerprint(reportsOf(file) ?? []) : undefined;
      const before = said.get(uri);
      if (now === undefined) said.delete(uri);
      else said.set(uri, now);
      if (before !== undefined && before !== now) changed.push(uri);
    }
    return changed;
  }

  return {
    update() {
      running = running.then(update);
      return running;
    },
    reportsOf,
    failuresOf: (file) =>
      made.flatMap((one) => (one.files[0]?.uri === file.uri ? one.failures : [])),
    together(a, b) {
      const { assembling } = a.language;
      if (a.uri === b.uri || !assembling) return true;
      const joined = made.filter((one) => holds(one, a) || holds(one, b));
      if (joined.length > 0) {
        return joined.some((one) => holds(one, a) && holds(one, b));
      }
      return !assembling.isWhole(a.joins) && !assembling.isWhole(b.joins);
    },
    included: (file, name) =>
      made
        .filter((one) => holds(one, file))
        .flatMap(({ plan }) => file.language.assembling?.leadsTo(plan, name) ?? [])
        .flatMap((path) => files.get(child(root, path)) ?? []),
    wholesOf: (uri) =>
      made.flatMap(({ language, assembled, files: own }) => {
        const members = assembled && membersOf(assembled, own);
        const member = members?.all.find(({ file }) => file.uri === uri);
        return assembled && members && member ? [{ ...member, language, assembled, members }] : [];
      }),
  };
}

const NO_PLANS = { plans: [] as readonly AssemblyPlan[], claims: [] as readonly string[] };

function holds({ reports }: Made, { uri }: ProjectFile): boolean {
  return reports.has(uri);
}

function samePlan(a: AssemblyPlan, b: AssemblyPlan): boolean {
  return (
    a === b || (a.paths.join('\n') === b.paths.join('\n') && keyOf(a.joints) === keyOf(b.joints))
  );
}

function reportsBy(rule: Rule, reports: RuleReports): readonly Report[] {
  return reports.find((entry) => entry.rule === rule)?.reports ?? [];
}

function fingerprint(reports: RuleReports): string {
  return JSON.stringify(
    reports.flatMap(({ rule, reports: list }) =>
      list.map((report) => [rule.id, placeKey(report), report.severity, report.message]),
    ),
  );
}

const keys = new WeakMap<object, string>();

/** Plain data as text, worked out once. */
function keyOf(joins: unknown): string {
  if (typeof joins !== 'object' || joins === null) return '';
  const key = keys.get(joins) ?? JSON.stringify(joins);
  keys.set(joins, key);
  return key;
}
