import { NEVER_CANCELLED, type Ports } from '../contracts/ports';
import type { Rule } from '../contracts/rule';
import { BUILT_IN } from '../engine/finding';
import { type Failure, failureLine } from '../engine/internal';
import { createQueries } from '../engine/query';
import { createReuse } from '../engine/reuse';
import { relativePath } from '../text/paths';
import { createBuilds } from './builds';
import { createChanges } from './changes';
import { createCompilationUnits } from './compilationUnits';
import { createConfigSet } from './configSet';
import type { WorkCounters } from './counters';
import { createDriver } from './driver';
import { createFindings } from './findings';
import { GITIGNORE } from './ignores';
import { createIndexing } from './indexing';
import { createInputs, createPaths } from './inputs';
import { createJoinedTexts } from './joinedTexts';
import { createModuleGraph } from './moduleGraph';
import type { Project, Surface } from './project';
import { createProjectReports } from './projectReports';
import { createReading } from './reading';
import { createSourceFiles } from './sourceFiles';
import { createTreesAtHand } from './trees';
import { createUnitPlans } from './unitPlans';

/** A project over a root folder, put together from its queries; nothing is read yet. */
export function createProject(
  root: string,
  ports: Ports,
  rules: readonly Rule[],
  surface: Surface,
  counters: WorkCounters,
): Project {
  const queries = createQueries(counters.queries);
  const inputs = createInputs(queries);
  const ruleIds = namesOf(rules);
  const configs = createConfigSet(queries, inputs, root, ruleIds, ports.configuration);
  const paths = createPaths(queries, inputs, root, configs.owns);
  const documents = surface.document;
  const onFailure = (failure: Failure, uri: string) =>
    ports.log(failureLine(failure, relativePath(uri, root)));
  const trees = createTreesAtHand((uri) => {
    if (!units.isMember(uri)) files.release(uri);
  });
  const reuse = createReuse();
  const read = { queries, inputs, root, rules, configs, counters, trees, reuse };
  const base = { ...read, paths, documents, onFailure };
  const reading = createReading(base);
  const modules = createModuleGraph(queries, inputs, root, paths, reading);
  const plans = createUnitPlans(queries, inputs, root, paths, configs, reading, onFailure);
  const builds = createBuilds(base);
  const files = createSourceFiles({ ...base, reading, modules, claimOf: plans.claimOf });
  const units = createCompilationUnits({ ...base, settings: configs.settings, files, plans });
  const shared = createProjectReports({ ...base, reading, modules, files, units, builds });
  const findings = createFindings({ ...base, files, units, shared, builds });
  const driver = createDriver({
    ...{ queries, inputs, root, ports, counters, trees },
    documents,
    openUris: surface.openUris,
    given: ports.configuration,
    isNeeded: units.isMember,
    isRecognised: (uri) => (files.languageOf.peek(uri) ?? null) !== null,
    onClose: reading.forgetPrevious,
  });
  const changes = createChanges(
    () =>
      driver.ask(
        () => ({
          revision: shared.revision(),
          findings: new Map(
            queries.each(surface.openUris(), (uri) => [uri, findings.of(uri)] as const),
          ),
        }),
        undefined,
        NEVER_CANCELLED,
      ),
    surface.onChange,
  );
  const indexing = createIndexing({
    ...base,
    ports,
    driver,
    files,
    modules,
    onEnd: () => changes.completed(),
  });

  return {
    root,
    ports,
    ask: (goal, otherwise, token = NEVER_CANCELLED) => driver.ask(goal, otherwise, token),
    index: indexing.index,
    isComplete: indexing.isComplete,
    owns: configs.owns,
    nestedRoots: configs.nestedRoots,
    state: files.state,
    file: files.file,
    opened: files.opened,
    files: () => queries.each(files.uris(), files.file).flatMap((file) => file ?? []),
    skipped: indexing.skipped,
    seen: () => [...indexing.seen(), ...builds.leftOut()],
    together: units.together,
    included: units.included,
    unitsOf: units.unitsOf,
    home: shared.home,
    spanOf: findings.spanOf,
    early: findings.early,
    findings: findings.of,
    configurations: () =>
      configs.files().map((file) => ({
        ...file,
        findings: [...file.findings, ...builds.misnamed(file.uri)],
      })),
    limitsOf: ({ uri, limits }) =>
      builds.takes(relativePath(uri, root)) ? [] : units.limitsOf(uri, limits),
    builds: builds.all,
    joinedTexts: createJoinedTexts({ ...base, files, reading, plans }),
    architecture: shared.architecture,
    environments: shared.environments,
    environmentOrder: () => Object.keys(configs.root().environments),
    settings: configs.settings,
    configurationOf: configs.rulesFor,
    answered: changes.answered,
    changed(uri, isEdited = false) {
      driver.changed(uri);
      if (uri.endsWith(`/${GITIGNORE}`)) {
        indexing.again();
        surface.onChange(surface.openUris());
      }
      if (indexing.isComplete()) void changes.check(isEdited ? uri : undefined);
    },
  };
}

const names = new WeakMap<readonly Rule[], ReadonlySet<string>>();

/** The names that a configuration may turn rules off by. */
function namesOf(rules: readonly Rule[]): ReadonlySet<string> {
  const known = names.get(rules);
  if (known) return known;
  const found = new Set<string>([...rules.map(({ id }) => id), ...Object.keys(BUILT_IN)]);
  names.set(rules, found);
  return found;
}
