import type { StartupEffectFact } from '../../../contracts/fact';
import type { Place, Severity } from '../../../contracts/finding';
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
    for (const effect of effectsAtStart(system)) {
      const { at, subject, once, starting, severity, does, advice } = effect;
      const [{ most, noun }] = starting;
      const many = countOf(starting);
      if (many < 2 || told.has(once)) continue;
      told.add(once);
      const names = listed(starting.map(({ name }) => name));
      report({
        at,
        severity: severityIn(system, severity),
        message: `Each of ${many} ${noun} of ${names} ${does} ${advice}`,
        subject,
        related: most.at ? [{ at: most.at, message: `${most.name}: ${most.value}` }] : [],
      });
    }
  },
});

/** The workloads that start something, at least one. */
type Starting = readonly [WorkloadNode, ...WorkloadNode[]];

/** Something that every process of some workloads does when it starts. */
interface EffectAtStart {
  readonly at: Place;
  readonly subject: string;
  /** Two that say the same here are told once, with those that start the first. */
  readonly once: string;
  readonly starting: Starting;
  readonly severity: Severity;
  /** What each of them does and why that matters, for people. */
  readonly does: string;
  readonly advice: string;
}

const DO_IT_ONCE = 'Let a job or one step of the deployment do it once.';

/** What starts do, by commands before programs, by programs themselves, by Hibernate and by libraries of Spring. */
function effectsAtStart(system: System): readonly EffectAtStart[] {
  return [
    ...commandsOf(system),
    ...programsOf(system),
    ...hibernateOf(system),
    ...librariesOf(system),
  ];
}

/** How many processes some workloads start at most. */
function countOf(starting: readonly WorkloadNode[]): number {
  return starting.reduce((sum, { most }) => sum + (most.value ?? 0), 0);
}

/** The commands that change what all share before programs start. */
function commandsOf(system: System): readonly EffectAtStart[] {
  return [...stepsOf(system).values()].flatMap(({ step: { words, at }, starting }) => {
    const line = words.join(' ');
    const command = COMMANDS.find(({ pattern }) => pattern.test(line));
    if (!command) return [];
    const isUnlocked = OF_RAILS.test(line) && migratesUnlocked(starting, system);
    const pooler = SESSION_LOCK.test(line) && !isUnlocked ? poolerOf(starting, system) : undefined;
    const why = isUnlocked
      ? 'advisory_locks is false, so that no lock keeps two from it at once: they race at every rollout, and old replicas meet the new schema.'
      : pooler
        ? `its lock is one of a session, and through ${pooler}, a pooler in transaction mode, it is asked for on one connection and given back on another: migrations fail, or the lock stays.`
        : command.why;
    const place = `${at.uri}#${at.path}`;
    return [
      {
        ...{ at, subject: place, once: place, starting, advice: DO_IT_ONCE },
        severity: pooler || isUnlocked ? 'warning' : command.severity,
        does: `${command.does} when it starts (${line}): ${why}`,
      },
    ];
  });
}

const WAITS_FOR_LOCK =
  'it takes a lock, so all but one wait for it before they answer; a migration that takes long holds up the rollout, and a liveness probe may end it half way.';

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
    ? `migrates the database when it starts (${call}): ${WAITS_FOR_LOCK}`
    : `migrates the database when it starts (${call}): nothing keeps two from it at once, so that they race at every rollout, and old replicas meet the new schema at once.`;
}

/** Programs that change the schema themselves when they start, with the workloads that load them. */
function programsOf(system: System): readonly EffectAtStart[] {
  const isProgram = ({ file }: { readonly file: string }) => /\.(?:[cm]?[jt]sx?|py|go)$/.test(file);
  if (!system.of('startup-effect').some(isProgram)) return [];
  const effectsOf = carriedBy(system, 'startup-effect');
  const found = new Map<string, EffectAtStart>();
  for (const workload of system.workloadsWhere(RUNS_CODE)) {
    if (workload.role === 'job') continue;
    for (const effect of effectsOf(workload)) {
      const { uri, file, fact, certainty } = effect;
      if (!isProgram(effect) || certainty === 'ambiguous' || !isLoaded(file, workload, system))
        continue;
      const at = fact.elsewhere ?? { uri, path: fact.path };
      const once = `${at.uri}#${at.path}`;
      const known = found.get(once);
      const { starting } = known ?? {};
      if (starting?.includes(workload)) continue;
      if (starting?.some((other) => isInstead(workload, other))) continue;
      found.set(once, {
        ...(known ?? {
          ...{ at, once, subject: `${uri}#${fact.path}`, advice: DO_IT_ONCE },
          ...{ severity: severityOf(fact), does: consequenceOf(fact) },
        }),
        starting: starting ? [...starting, workload] : [workload],
      });
    }
  }
  return [...found.values()];
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

/** Libraries that migrate in each process of Spring Boot. */
function librariesOf(system: System): readonly EffectAtStart[] {
  if (system.of('startup-effect').length === 0) return [];
  const effectsOf = carriedBy(system, 'startup-effect');
  return system.workloadsWhere(RUNS_CODE).flatMap((workload) => {
    if (workload.role === 'job') return [];
    const [container, ...others] = workload.containers.filter(
      ({ role, code }) => role === 'main' && code,
    );
    if (!container || others.length > 0 || !container.processes.some(isJava)) return [];
    return effectsOf(workload).flatMap(({ uri, fact, certainty }): readonly EffectAtStart[] => {
      if (certainty === 'ambiguous' || !/flyway|liquibase/.test(fact.call)) return [];
      const tool = fact.call.includes('flyway') ? 'Flyway' : 'Liquibase';
      const property = `spring.${tool.toLowerCase()}.enabled`;
      if (isSpringOn(container, system, property) !== 'yes') return [];
      return [
        {
          at: { uri, path: fact.path },
          subject: `${uri}#${fact.path}`,
          once: uri,
          starting: [workload],
          severity: 'information',
          does: `migrates the database when it starts (Spring Boot starts ${tool}): ${WAITS_FOR_LOCK}`,
          advice: `Let a job or one step of the deployment do it once, and switch it off here (${property}).`,
        },
      ];
    });
  });
}

/** Workloads whose Hibernate changes the schema, by the setting that says so. */
function hibernateOf(system: System): readonly EffectAtStart[] {
  if (system.of('process-settings').length === 0) return [];
  return system.workloadsWhere(RUNS_CODE).flatMap((workload) => {
    if (workload.role === 'job') return [];
    return workload.containers.flatMap((container): readonly EffectAtStart[] => {
      if (container.role !== 'main' || container.code?.certainty !== 'stated') return [];
      if (!container.processes.some(isJava)) return [];
      const { value = null, at = null } =
        springPropertyIn(container, system, 'spring.jpa.hibernate.ddl-auto') ?? {};
      if (at === null || value === null || !/^(?:update|create|create-drop)$/.test(value))
        return [];
      const place = `${at.uri}#${at.path}`;
      return [
        {
          ...{ at, subject: place, once: place, starting: [workload], severity: 'warning' },
          does: `changes the schema to what its code says when it starts (spring.jpa.hibernate.ddl-auto: ${value}): nothing keeps two from it at once, and what a rollout starts anew meets columns that nobody filled.`,
          advice:
            'Let migrations change the schema, once (Flyway or Liquibase as a job), and validate here.',
        },
      ];
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
  const found = new Map<string, { readonly step: StartStep; readonly starting: Starting }>();
  for (const workload of system.workloadsWhere(STARTS_WITH)) {
    if (workload.role === 'job') continue;
    for (const step of beforeStart(workload)) {
      const { tool, unit, build } = workload;
      // The commands of a machine's script all stand where its user data stands.
      const key = [step.at.uri, step.at.path, tool, unit, build, ...step.words].join('#');
      const { starting } = found.get(key) ?? {};
      if (starting?.includes(workload)) continue;
      if (starting?.some((other) => waits(workload, other) || isInstead(workload, other))) continue;
      found.set(key, { step, starting: starting ? [...starting, workload] : [workload] });
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

interface Command {
  readonly pattern: RegExp;
  readonly does: string;
  readonly why: string;
  readonly severity: Severity;
}

/** Tools that take a lock of their own wait for each other; the others race. */
const COMMANDS: readonly Command[] = [
  command(
    /\balembic\s+upgrade\b|\bflask\b.{0,200}\bdb\s+upgrade\b|(?:manage\.py|\bdjango-admin)\s+migrate\b(?!.{0,200}\s--(?:check|plan)\b)|\btypeorm\b.{0,200}\bmigration:run\b|\bsequelize(?:-cli)?\s+db:migrate\b|\bdrizzle-kit\s+migrate\b|\bdbmate\s+(?:up|migrate)\b|\bgoose\b.{0,200}\bup\b|\bdb-migrate\s+up\b|\bartisan\s+migrate(?::(?:fresh|refresh))?(?![\w:-])(?!.{0,200}--isolated)/,
    'migrates the database',
    'the tool takes no lock, so that they race at every rollout, and old replicas meet the new schema at once.',
    'warning',
  ),
  command(
    /\bprisma\s+migrate\s+deploy\b|\b(?:rails|rake)\s+db:(?:migrate|prepare)(?![\w:-])|\bflyway\b.{0,200}\bmigrate\b|\bliquibase\b.{0,200}\bupdate\b|\bknex\b.{0,200}\bmigrate:latest\b|\batlas\s+migrate\s+apply\b|(?:^|[\s/])migrate\s.{0,200}-(?:path|source|database)\b.{0,200}\sup\b|\bnode-pg-migrate\s+up\b/,
    'migrates the database',
    'the tool takes a lock, so all but one wait for it, or fail and start again; and a start takes as long as the migration.',
    'information',
  ),
  command(
    /manage\.py\s+loaddata\b|\bdb:seed\b|\bprisma\s+db\s+seed\b/,
    'seeds the database',
    'rows are written as often as replicas start.',
    'warning',
  ),
  command(
    /\bredis-cli\b.{0,200}\bflush(?:all|db)\b|manage\.py\s+clear_?cache\b/i,
    'empties a shared cache',
    'each start sends the whole load to the database.',
    'warning',
  ),
];

function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

function command(pattern: RegExp, does: string, why: string, severity: Severity): Command {
  return { pattern, does, why, severity };
}
