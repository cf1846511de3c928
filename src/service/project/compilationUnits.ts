import type { Assembled, AssembledFact, AssemblyPlan } from '../contracts/assembly';
import type { Fact } from '../contracts/fact';
import type { Report } from '../contracts/finding';
import type { Language, LanguageId } from '../contracts/language';
import type { Rule } from '../contracts/rule';
import { agreed, placeKey } from '../engine/agree';
import { type Failure, guarded } from '../engine/internal';
import type { Queries } from '../engine/query';
import { type RuleSettings, rulesFor, runDocumentRule } from '../engine/run';
import { sameData, sameItems } from '../engine/same';
import { ASSEMBLED, language } from '../languages/registry';
import { child } from '../text/paths';
import { isOpened, type ProjectFile, settled } from './file';
import type { SourceFiles } from './sourceFiles';
import { broughtHome, type Member, type Members, membersOf, pathAt } from './unitMembers';
import type { UnitPlans } from './unitPlans';

/** What each rule reports about a file. */
type RuleReports = ProjectFile['reports'];

/** A file as a part of a compilation unit that is at hand. */
export interface FileInUnit extends Member {
  readonly language: Language;
  readonly assembled: Assembled;
  readonly members: Members;
}

/** The files that are read together, and what the rules say of each as a part of its unit. */
export interface CompilationUnits {
  /** What is to be said of a file that is read with others; `undefined` of one read alone. */
  reportsOf(file: ProjectFile): RuleReports | undefined;
  /** The facts of a file as its unit tells them; its own ones where it is read alone. */
  factsOf(uri: string, own: readonly Fact[]): readonly Fact[];
  /** What is not seen of the units of a file; its own where it is read alone. */
  limitsOf(uri: string, own: readonly string[]): readonly string[];
  /** What of the program failed on the units of which a file is the main one. */
  failuresOf(uri: string): readonly Failure[];
  /** Whether what one file names may be meant in the other, as far as includes tell. */
  together(a: ProjectFile, b: ProjectFile): boolean;
  /** The files that an include of a file stands for. */
  included(file: ProjectFile, name: string): readonly ProjectFile[];
  /** The units that a file is a part of, as long as one of their files is open. */
  unitsOf(uri: string): readonly FileInUnit[];
  /** Whether a file is a part of a unit, as last computed. */
  isMember(uri: string): boolean;
}

/** What units are put together with. */
export interface CompilationUnitsContext {
  readonly queries: Queries;
  readonly root: string;
  readonly rules: readonly Rule[];
  readonly files: SourceFiles;
  readonly plans: UnitPlans;
  readonly counters: { documentRulesRun: number };
  settings(): RuleSettings;
  /** Called for each part of the program that throws. */
  onFailure(failure: Failure, uri: string): void;
}

/** A unit and what the rules say of its files. */
interface Unit {
  readonly language: Language;
  readonly plan: AssemblyPlan;
  readonly files: readonly ProjectFile[];
  readonly reports: ReadonlyMap<string, { readonly member: Member; readonly reports: RuleReports }>;
  /** What only the whole tells, by the uri of the file it stands in. */
  readonly facts: ReadonlyMap<string, readonly Fact[]>;
  /** What of it is not seen. */
  readonly limits: readonly string[];
  /** Of the parts of the program that threw; the main file tells of them. */
  readonly failures: readonly Failure[];
  /** Only while a file of it is open. */
  readonly assembled: Assembled | null;
}

/** The compilation units of a project. */
export function createCompilationUnits(context: CompilationUnitsContext): CompilationUnits {
  const { queries, root, files, plans } = context;

  const keys = queries.query<readonly string[]>(
    'units',
    () => ASSEMBLED.flatMap(({ id }) => plans.of(id).map(({ paths }) => [id, ...paths].join('\n'))),
    { equal: sameItems },
  );

  const planOf = queries.query<AssemblyPlan | undefined>(
    'plan',
    (key) => {
      const [id = '', ...paths] = key.split('\n');
      return plans.of(id).find((plan) => sameItems(plan.paths, paths));
    },
    { equal: sameData },
  );

  const unit = queries.query<Unit | undefined>('unit', (key) => {
    const own = language(key.slice(0, key.indexOf('\n')) as LanguageId);
    const plan = planOf(key);
    if (!own || !plan) return undefined;
    const opened = queries.each(plan.paths, (path) => files.opened(child(root, path)));
    const all = opened.flatMap((file) => file ?? []);
    if (all.length < plan.paths.length) return undefined;
    const sources = all.map(({ path, text, analysis }) => ({ path, text, tree: analysis.tree }));
    const kept = all.map(({ uri }) => files.file(uri) as ProjectFile);
    const failures: Failure[] = [];
    const onFailure = (failure: Failure) => {
      failures.push(failure);
      context.onFailure(failure, kept[0]?.uri ?? root);
    };
    const assembled = guarded(
      `the joining of ${own.id} files`,
      () => own.assembling?.assemble(plan, sources),
      undefined,
      onFailure,
    );
    if (!assembled) {
      // Files that cannot be put together are judged alone, and the first of them tells.
      const none = {
        ...{ language: own, plan, files: kept, reports: new Map(), assembled: null },
        ...{ facts: new Map(), limits: [] },
      };
      return failures.length > 0 ? { ...none, failures } : undefined;
    }
    const members = membersOf(assembled, kept);
    const isOpen = kept.some(isOpened);
    const reports = new Map<
      string,
      { member: Member; reports: { rule: Rule; reports: Report[] }[] }
    >(members.all.map((member) => [member.file.uri, { member, reports: [] }]));
    for (const rule of rulesFor(own.id, context.rules)) {
      context.counters.documentRulesRun++;
      const run = () => reportsByFile(rule, own.id, assembled, members, isOpen);
      const byFile = guarded(`rule ${rule.id}`, run, new Map<string, Report[]>(), onFailure);
      for (const [uri, list] of byFile) reports.get(uri)?.reports.push({ rule, reports: list });
    }
    const tell = () => factsAtHome(own.assembling?.facts?.(assembled.model) ?? [], members);
    const facts = guarded('the facts of joined files', tell, new Map(), onFailure);
    const limits = own.assembling?.limits?.(assembled.model) ?? [];
    return {
      ...{ language: own, plan, files: kept, reports, facts, failures, limits },
      assembled: isOpen ? assembled : null,
    };
  });

  function reportsByFile(
    rule: Rule,
    id: LanguageId,
    assembled: Assembled,
    members: Members,
    isOpen: boolean,
  ): Map<string, Report[]> {
    const found = runDocumentRule(rule, id, assembled, context.settings());
    const byUri = new Map<string, Report[]>();
    for (const one of agreed(found, (offset) => members.at(offset)?.part)) {
      for (const [{ file }, report] of broughtHome(one, members)) {
        const list = byUri.get(file.uri) ?? [];
        list.push(isOpen ? report : settled(report));
        byUri.set(file.uri, list);
      }
    }
    return byUri;
  }

  /** The keys of the units of each file, by uri. */
  const byFile = queries.query<ReadonlyMap<string, readonly string[]>>(
    'units by file',
    () => {
      const groups = new Map<string, string[]>();
      for (const key of keys('')) {
        for (const path of key.split('\n').slice(1)) {
          const uri = child(root, path);
          const group = groups.get(uri);
          if (group) group.push(key);
          else groups.set(uri, [key]);
        }
      }
      return groups;
    },
    { equal: sameData },
  );
  const keysOf = queries.query<readonly string[]>('units of', (uri) => byFile('').get(uri) ?? [], {
    equal: sameItems,
  });
  const unitsWith = (uri: string) => keysOf(uri).flatMap((key) => unit(key) ?? []);

  /** Of a file that several units read, what the first of them tells. */
  const factsOfUnit = queries.query<readonly Fact[]>(
    'facts of units',
    (uri) =>
      unitsWith(uri)
        .find(({ facts }) => facts.has(uri))
        ?.facts.get(uri) ?? [],
    { equal: sameData },
  );

  return {
    /** What holds of a file in every unit, or what the file alone proves. */
    reportsOf(file) {
      const uses = unitsWith(file.uri).flatMap((one) => one.reports.get(file.uri) ?? []);
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
    },
    factsOf(uri, own) {
      const told = factsOfUnit(uri);
      if (told.length === 0) return own;
      const places = new Set(told.map(({ kind, path }) => `${kind} ${path}`));
      return [...own.filter(({ kind, path }) => !places.has(`${kind} ${path}`)), ...told];
    },
    limitsOf(uri, own) {
      const limited = unitsWith(uri).filter(
        ({ language: { assembling }, reports }) => assembling?.limits && reports.has(uri),
      );
      return limited.length === 0 ? own : [...new Set(limited.flatMap(({ limits }) => limits))];
    },
    failuresOf: (uri) =>
      unitsWith(uri).flatMap(({ files: all, failures }) => (all[0]?.uri === uri ? failures : [])),
    together(a, b) {
      const { assembling } = a.language;
      if (a.uri === b.uri || !assembling) return true;
      const units = [...unitsWith(a.uri), ...unitsWith(b.uri)];
      if (units.length > 0) {
        return units.some(({ reports }) => reports.has(a.uri) && reports.has(b.uri));
      }
      return !assembling.isWhole(a.joins) && !assembling.isWhole(b.joins);
    },
    included: (file, name) =>
      unitsWith(file.uri)
        .flatMap(({ plan }) => file.language.assembling?.leadsTo(plan, name) ?? [])
        .flatMap((path) => files.file(child(root, path)) ?? []),
    unitsOf: (uri) =>
      unitsWith(uri).flatMap(({ language: own, assembled, files: all }) => {
        const members = assembled && membersOf(assembled, all);
        const member = members?.all.find(({ file }) => file.uri === uri);
        return assembled && members && member
          ? [{ ...member, language: own, assembled, members }]
          : [];
      }),
    isMember: (uri) => byFile.peek('')?.has(uri) === true,
  };
}

/** Facts of a whole by the files they stand in, under the paths those have there. */
function factsAtHome(
  told: readonly AssembledFact[],
  members: Members,
): ReadonlyMap<string, readonly Fact[]> {
  const byUri = new Map<string, Fact[]>();
  for (const { at, fact } of told) {
    const member = members.at(at.start);
    const path = member && pathAt(at, member);
    if (!member || path === undefined) continue;
    const list = byUri.get(member.file.uri) ?? [];
    list.push(fact(path));
    byUri.set(member.file.uri, list);
  }
  return byUri;
}

function reportsBy(rule: Rule, reports: RuleReports): readonly Report[] {
  return reports.find((entry) => entry.rule === rule)?.reports ?? [];
}
