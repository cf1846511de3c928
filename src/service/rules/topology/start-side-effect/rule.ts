import type { StartupEffectFact } from '../../../contracts/fact';
import type { Severity } from '../../../contracts/finding';
import { defineRule } from '../../../contracts/rule';
import type {
  ProcessNode,
  StartStep,
  System,
  WorkloadNode,
  WorkloadTest,
} from '../../../contracts/system';
import { isSpringOn, springPropertyIn } from '../../../system/programs/spring';
import { carriedBy } from '../../../system/relations/carries';
import { loadedBy } from '../../../system/relations/entry-files';
import { severityIn } from '../../../system/severity';
import { transactionPoolerOf } from '../../../system/views/transaction-poolers';
import { RUNS_CODE } from '../../../system/workload-tests';

export default defineRule({
  id: 'topology/start-side-effect',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'warning',
  title: 'Migration at every start',
  summary: 'Every replica migrates the database, or seeds it, each time it starts.',
  citations: ['kubernetes.init-containers', 'guide.database'],
  practices: [],
  checklist: ['small-steps'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ system }, report) {
    const told = new Set<string>();
    for (const { step, starting } of stepsOf(system).values()) {
      const { words, at } = step;
      const line = words.join(' ');
      const effect = EFFECTS.find(({ command }) => command.test(line));
      const [first] = starting;
      const many = starting.reduce((sum, { most }) => sum + (most.value ?? 0), 0);
      const place = `${at.uri}#${at.path}`;
      if (!effect || !first || many < 2 || told.has(place)) continue;
      told.add(place);
      const isUnlocked = OF_RAILS.test(line) && migratesUnlocked(starting, system);
      const pooler =
        SESSION_LOCK.test(line) && !isUnlocked ? poolerOf(starting, system) : undefined;
      const why = isUnlocked
        ? 'advisory_locks is false, so that no lock keeps two from it at once: they race at every rollout, and old replicas meet the new schema.'
        : pooler
          ? `its lock is one of a session, and through ${pooler}, a pooler in transaction mode, it is asked for on one connection and given back on another: migrations fail, or the lock stays.`
          : effect.why;
      const { most, noun } = first;
      const names = starting.map(({ name }) => name).join(' and ');
      report({
        at,
        severity: severityIn(system, pooler || isUnlocked ? 'warning' : effect.severity),
        message: `Each of ${many} ${noun} of ${names} ${effect.does} when it starts (${line}): ${why} Let a job or one step of the deployment do it once.`,
        subject: place,
        related: most.at ? [{ at: most.at, message: `${most.name}: ${most.value}` }] : [],
      });
    }
    for (const { starting, uri, fact } of programsOf(system)) {
      const [{ most, noun }] = starting;
      const many = starting.reduce((sum, each) => sum + (each.most.value ?? 0), 0);
      const names = starting.map(({ name }) => name).join(' and ');
      report({
        at: fact.elsewhere ?? { uri, path: fact.path },
        severity: severityIn(system, severityOf(fact)),
        message: `Each of ${many} ${noun} of ${names} ${consequenceOf(fact)} Let a job or one step of the deployment do it once.`,
        subject: `${uri}#${fact.path}`,
        related: most.at ? [{ at: most.at, message: `${most.name}: ${most.value}` }] : [],
      });
    }
    for (const { workload, at, value } of hibernateOf(system)) {
      const { name, most, noun } = workload;
      report({
        at,
        severity: severityIn(system, 'warning'),
        message: `Each of ${most.value} ${noun} of ${name} changes the schema to what its code says when it starts (spring.jpa.hibernate.ddl-auto: ${value}): nothing keeps two from it at once, and what a rollout starts anew meets columns that nobody filled. Let migrations change the schema, once (Flyway or Liquibase as a job), and validate here.`,
        subject: `${at.uri}#${at.path}`,
        related: most.at ? [{ at: most.at, message: `${most.name}: ${most.value}` }] : [],
      });
    }
    for (const { workload, uri, fact } of librariesOf(system)) {
      const { name, most, noun } = workload;
      const tool = fact.call.includes('flyway') ? 'Flyway' : 'Liquibase';
      report({
        at: { uri, path: fact.path },
        severity: severityIn(system, 'information'),
        message: `Each of ${most.value} ${noun} of ${name} migrates the database when it starts (Spring Boot starts ${tool}): it takes a lock, so all but one wait for it before they answer; a migration that takes long holds up the rollout, and a liveness probe may end it half way. Let a job or one step of the deployment do it once, and switch it off here (spring.${tool.toLowerCase()}.enabled).`,
        subject: `${uri}#${fact.path}`,
        related: most.at ? [{ at: most.at, message: `${most.name}: ${most.value}` }] : [],
      });
    }
  },
});

/** What migrations without a lock race for, and the rest by itself. */
function severityOf({ what, locks }: StartupEffectFact): Severity {
  return locks || what === 'create' ? 'information' : 'warning';
}

function consequenceOf({ what, call, locks }: StartupEffectFact): string {
  if (what === 'synchronize') {
    return `changes the schema to what its code says when it starts (${call}): in a rollout the old and the new code undo each other’s columns, with what these hold.`;
  }
  if (what === 'create') {
    return `creates the tables that are missing when it starts (${call}): several that start at once for the first time can fail in all but one, and a table that is there is never changed, so that migrations have to come from elsewhere anyway.`;
  }
  return locks
    ? `migrates the database when it starts (${call}): it takes a lock, so all but one wait for it before they answer; a migration that takes long holds up the rollout, and a liveness probe may end it half way.`
    : `migrates the database when it starts (${call}): nothing keeps two from it at once, so that they race at every rollout, and old replicas meet the new schema at once.`;
}

/** Programs that change the schema themselves when they start, with the workloads that load them. */
function programsOf(system: System) {
  const isProgram = ({ file }: { readonly file: string }) => /\.(?:[cm]?[jt]sx?|py|go)$/.test(file);
  if (!system.of('startup-effect').some(isProgram)) return [];
  const effectsOf = carriedBy(system, 'startup-effect');
  const found = new Map<
    string,
    {
      readonly uri: string;
      readonly fact: StartupEffectFact;
      readonly starting: [WorkloadNode, ...WorkloadNode[]];
    }
  >();
  for (const workload of system.workloadsWhere(RUNS_CODE)) {
    if (workload.role === 'job') continue;
    for (const effect of effectsOf(workload)) {
      const { uri, file, fact, certainty } = effect;
      if (!isProgram(effect) || certainty === 'ambiguous' || !isLoaded(file, workload, system))
        continue;
      const at = fact.elsewhere ?? { uri, path: fact.path };
      const key = `${at.uri}#${at.path}`;
      const { starting } = found.get(key) ?? {};
      if (!starting) found.set(key, { uri, fact, starting: [workload] });
      else if (
        !starting.includes(workload) &&
        !starting.some((other) => isInstead(workload, other))
      )
        starting.push(workload);
    }
  }
  return [...found.values()].filter(
    ({ starting }) => starting.reduce((sum, { most }) => sum + (most.value ?? 0), 0) > 1,
  );
}

/** Whether a program of a workload is known to load a file. */
function isLoaded(file: string, { containers }: WorkloadNode, system: System): boolean {
  return containers.some(
    ({ code, role, processes }) =>
      code !== null &&
      role !== 'init' &&
      processes.some(
        (process) =>
          process.work !== 'once' && loadedBy(process, code.folder, system)?.has(file) === true,
      ),
  );
}

/** Libraries that migrate in each of several processes of Spring Boot, told once each with the first that runs it. */
function librariesOf(system: System) {
  if (system.of('startup-effect').length === 0) return [];
  const effectsOf = carriedBy(system, 'startup-effect');
  const told = new Set<string>();
  return system.workloadsWhere(RUNS_CODE).flatMap((workload) => {
    const { role, most, containers } = workload;
    if (role === 'job' || most.value === null || most.value < 2) return [];
    const [container, ...others] = containers.filter((each) => each.role === 'main' && each.code);
    if (!container || others.length > 0 || !container.processes.some(isJava)) return [];
    return effectsOf(workload).flatMap(({ uri, fact, certainty }) => {
      const property = `spring.${fact.call.includes('flyway') ? 'flyway' : 'liquibase'}.enabled`;
      if (certainty === 'ambiguous' || told.has(uri) || !/flyway|liquibase/.test(fact.call))
        return [];
      if (isSpringOn(container, system, property) !== 'yes') return [];
      told.add(uri);
      return [{ workload, uri, fact }];
    });
  });
}

/** Workloads of several whose Hibernate changes the schema, by the setting that says so; each setting once. */
function hibernateOf(system: System) {
  if (system.of('process-settings').length === 0) return [];
  const told = new Set<string>();
  return system.workloadsWhere(RUNS_CODE).flatMap((workload) => {
    if (workload.role === 'job' || workload.most.value === null || workload.most.value < 2)
      return [];
    return workload.containers.flatMap((container) => {
      if (container.role !== 'main' || container.code?.certainty !== 'stated') return [];
      if (!container.processes.some(isJava)) return [];
      const found = springPropertyIn(container, system, 'spring.jpa.hibernate.ddl-auto');
      const { value = null, at = null } = found ?? {};
      if (at === null || value === null || !/^(?:update|create|create-drop)$/.test(value))
        return [];
      const place = `${at.uri}#${at.path}`;
      if (told.has(place)) return [];
      told.add(place);
      return [{ workload, at, value }];
    });
  });
}

function isJava({ program, work }: ProcessNode): boolean {
  return program === 'java' && work !== 'once';
}

/** Tools whose lock a connection of PostgreSQL holds from one transaction to the next. */
const SESSION_LOCK =
  /\bprisma\s+migrate\s+deploy\b|\b(?:rails|rake)\s+db:(?:migrate|prepare)\b|\bnode-pg-migrate\s+up\b/;

const OF_RAILS = /\b(?:rails|rake)\s+db:/;

/** Each pool that these workloads open migrates without a lock. */
function migratesUnlocked(workloads: readonly WorkloadNode[], { pools }: System): boolean {
  const own = pools.filter(({ workload }) => workloads.includes(workload));
  return own.length > 0 && own.every(({ pool }) => pool.migratesUnlocked === true);
}

/** The pooler in transaction mode that pools of these workloads go through. */
function poolerOf(workloads: readonly WorkloadNode[], { pools }: System): string | undefined {
  for (const use of pools) {
    const to = workloads.includes(use.workload) ? transactionPoolerOf(use) : undefined;
    if (to) return to.pooler.name;
  }
  return undefined;
}

/** Services of profiles that have none in common: one is started instead of the other. */
function isInstead(one: WorkloadNode, other: WorkloadNode): boolean {
  const [own, theirs] = [one, other].map(({ fact }) =>
    fact.kind === 'compose-service' ? fact.profiles : [],
  );
  if (!own?.length || !theirs?.length) return false;
  return own.every((profile) => !theirs.includes(profile));
}

const STARTS_WITH: WorkloadTest = {
  name: 'runs something before it starts',
  holds: (workload) => beforeStart(workload).length > 0,
};

/** What a workload always runs before its programs. */
function beforeStart({ containers }: WorkloadNode): readonly StartStep[] {
  return containers
    .flatMap((container): readonly StartStep[] =>
      container.role === 'init'
        ? container.processes.map(({ words, at }) => ({ words, at, conditional: false }))
        : container.processes.flatMap(({ before }) => before),
    )
    .filter(({ conditional }) => !conditional);
}

/** What runs before programs, by its place and what is deployed together, with the workloads that start and run it. */
function stepsOf(system: Pick<System, 'workloadsWhere'>) {
  const found = new Map<
    string,
    { readonly step: StartStep; readonly starting: readonly WorkloadNode[] }
  >();
  for (const workload of system.workloadsWhere(STARTS_WITH)) {
    if (workload.role === 'job') continue;
    for (const step of beforeStart(workload)) {
      const { tool, unit, build } = workload;
      // The commands of a machine's script all stand where its user data stands.
      const key = [step.at.uri, step.at.path, tool, unit, build, ...step.words].join('#');
      const starting: readonly WorkloadNode[] = found.get(key)?.starting ?? [];
      if (starting.includes(workload)) continue;
      if (starting.some((other) => waits(workload, other) || isInstead(workload, other))) continue;
      found.set(key, { step, starting: [...starting, workload] });
    }
  }
  return found;
}

/** One of the two starts when the other has started. */
function waits(a: WorkloadNode, b: WorkloadNode): boolean {
  return (
    a.dependsOn.some(({ name }) => name === b.name) ||
    b.dependsOn.some(({ name }) => name === a.name)
  );
}

interface Effect {
  readonly command: RegExp;
  readonly does: string;
  readonly why: string;
  readonly severity: Severity;
}

/** Tools that take a lock of their own wait for each other; the others race. */
const EFFECTS: readonly Effect[] = [
  effect(
    /\balembic\s+upgrade\b|\bflask\b.{0,200}\bdb\s+upgrade\b|manage\.py\s+migrate\b|\bdjango-admin\s+migrate\b|\btypeorm\b.{0,200}\bmigration:run\b|\bsequelize(?:-cli)?\s+db:migrate\b|\bdrizzle-kit\s+migrate\b|\bdbmate\s+(?:up|migrate)\b|\bgoose\b.{0,200}\bup\b|\bdb-migrate\s+up\b|\bartisan\s+migrate\b(?!.{0,200}--isolated)/,
    'migrates the database',
    'the tool takes no lock, so that they race at every rollout, and old replicas meet the new schema at once.',
    'warning',
  ),
  effect(
    /\bprisma\s+migrate\s+deploy\b|\b(?:rails|rake)\s+db:(?:migrate|prepare)\b|\bflyway\b.{0,200}\bmigrate\b|\bliquibase\b.{0,200}\bupdate\b|\bknex\b.{0,200}\bmigrate:latest\b|\batlas\s+migrate\s+apply\b|(?:^|[\s/])migrate\s.{0,200}-(?:path|source|database)\b.{0,200}\sup\b|\bnode-pg-migrate\s+up\b/,
    'migrates the database',
    'the tool takes a lock, so all but one wait for it, or fail and start again; and a start takes as long as the migration.',
    'information',
  ),
  effect(
    /manage\.py\s+loaddata\b|\bdb:seed\b|\bprisma\s+db\s+seed\b/,
    'seeds the database',
    'rows are written as often as replicas start.',
    'warning',
  ),
  effect(
    /\bredis-cli\b.{0,200}\bflush(?:all|db)\b|manage\.py\s+clear_?cache\b/i,
    'empties a shared cache',
    'each start sends the whole load to the database.',
    'warning',
  ),
];

function effect(command: RegExp, does: string, why: string, severity: Severity): Effect {
  return { command, does, why, severity };
}
