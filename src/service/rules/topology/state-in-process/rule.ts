import type { SessionStoreFact } from '../../../contracts/fact';
import type { Severity } from '../../../contracts/finding';
import { defineRule } from '../../../contracts/rule';
import type { System, WorkloadNode } from '../../../contracts/system';
import { textOf } from '../../../system/factors';
import { carriedBy, dependenciesOf } from '../../../system/relations/carries';
import { severityIn } from '../../../system/severity';
import { RUNS_CODE } from '../../../system/workload-tests';

export default defineRule({
  id: 'topology/state-in-process',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'warning',
  title: 'State in one process’s memory',
  summary: 'What clients have to find again is kept in the memory of one of several processes.',
  citations: ['express-session.store', 'socket.io.adapter', 'guide.scaling'],
  practices: [],
  checklist: ['redundancy'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ system }, report) {
    const stateOf = carriedBy(system, 'session-store');
    const told = new Set<string>();
    for (const workload of system.workloadsWhere(RUNS_CODE)) {
      if (workload.role !== 'service') continue;
      const several = severalOf(workload);
      if (!several) continue;
      const kept = stateOf(workload);
      for (const { uri, fact, certainty } of kept) {
        const key = `${uri}#${fact.path}`;
        if (!isOwnOf(fact, kept) || certainty === 'ambiguous' || told.has(key)) continue;
        if (fact.what === 'socket.io' && hasAdapter(dependenciesOf(system, workload))) continue;
        // Processes of one machine share its disk.
        if (fact.store === 'disk' && (most(workload) < 2 || isMounted(workload))) continue;
        // Other settings of the same code say that it is shared: which are in force is not known.
        if (isSharedElsewhere(fact, kept)) continue;
        told.add(key);
        const sticky = isSticky(system, workload);
        const { message, severity } = SAID[fact.what](several, workload, fact, sticky);
        report({
          at: { uri, path: fact.path },
          severity: severityIn(system, certainty === 'stated' ? severity : 'information'),
          message,
          subject: key,
          related: several.at ? [{ at: several.at, message: several.says }] : [],
        });
      }
      for (const { variables, name } of workload.containers) {
        const driver = variables.get('SESSION_DRIVER');
        if (driver?.state !== 'known' || !/^(?:file|array)$/.test(driver.value)) continue;
        const key = `${driver.at.uri}#${driver.at.path}`;
        if (told.has(key) || most(workload) < 2 || isMounted(workload)) continue;
        told.add(key);
        report({
          at: driver.at,
          severity: severityIn(system, isSticky(system, workload) ? 'information' : 'warning'),
          message: `Laravel keeps sessions in ${driver.value === 'file' ? 'files' : 'the memory'} of one of up to ${several.disks} of ${workload.name} (SESSION_DRIVER of ${name}): a client whose next request reaches another is logged out, and each rollout ends all sessions. Give it a store that all share, such as redis or database.`,
          subject: key,
          related: several.at ? [{ at: several.at, message: several.says }] : [],
        });
      }
    }
  },
});

function most(workload: WorkloadNode): number {
  return workload.most.value ?? 0;
}

interface Several {
  /** `16 pods`, `4 processes`. */
  readonly many: string;
  /** Those of them that have a disk of their own: `16 pods`. */
  readonly disks: string;
  /** How many keep something each. */
  readonly number: number;
  readonly at: WorkloadNode['at'] | null;
  readonly says: string;
}

/** How many of a workload there can be at once; `undefined` for one. */
function severalOf({ most, noun, containers }: WorkloadNode): Several | undefined {
  if (most.value !== null && most.value > 1) {
    // Each may start several processes, and each of these keeps a memory of its own.
    const processes = Math.max(
      1,
      ...containers
        .filter(({ role }) => role === 'main')
        .flatMap((container) => container.processes)
        .map(({ work, count }) => (work === 'requests' ? (count.value ?? 1) : 1)),
    );
    const disks = `${most.value} ${noun}`;
    const many = `${disks}${processes > 1 ? ` × ${processes} processes` : ''}`;
    const number = most.value * processes;
    return { many, disks, number, at: most.at, says: `${most.name}: ${most.value}` };
  }
  for (const { processes } of containers) {
    for (const { count, work, program } of processes) {
      if (work !== 'requests' || count.value === null || count.value < 2) continue;
      const many = `${count.value} processes of ${program}`;
      const says = `${count.name}: ${count.value}`;
      return { many, disks: many, number: count.value, at: count.at, says };
    }
  }
  return undefined;
}

type Saying = (
  several: Several,
  workload: WorkloadNode,
  fact: SessionStoreFact,
  sticky: boolean,
) => { readonly message: string; readonly severity: Severity };

const SAID: Readonly<Record<SessionStoreFact['what'], Saying>> = {
  session: ({ many, disks }, { name }, { library, store }, sticky) => ({
    severity: sticky ? 'information' : 'warning',
    message: sticky
      ? `${library} keeps sessions ${store === 'disk' ? `in files of one of up to ${disks}` : `in the memory of one of up to ${many}`} of ${name}: its clients are sent back to it, but each rollout and each scale-in ends their sessions. Keep them in a store that all share.`
      : `${library} keeps sessions ${store === 'disk' ? `in files of one of up to ${disks}` : `in the memory of one of up to ${many}`} of ${name}: a client whose next request reaches another is logged out, and each rollout ends all sessions. Give it a store that all share, such as Redis.`,
  }),
  'socket.io': ({ many }, { name }, { library }) => ({
    severity: 'warning',
    message: !/socket\.?io/i.test(library)
      ? `${library} hands messages on within one process (an adapter in memory), and up to ${many} of ${name} run it: a message reaches only the clients that are connected to the same one. Give it an adapter that all share, such as Redis.`
      : `${library} runs in up to ${many} of ${name} without an adapter: a message reaches only the clients that are connected to the same one, and long polling fails where the next request reaches another. Give it an adapter, such as Redis, and sticky sessions.`,
  }),
  'rate-limit': ({ many, number }, { name }, { library }) => ({
    severity: 'warning',
    message: `${library} counts in the memory of each of up to ${many} of ${name}: a client gets up to ${number} times the limit, and less the fewer there are. Give it a store that all share.`,
  }),
  timer: ({ many, number }, { name }, { library }) => ({
    severity: 'warning',
    message: `${library} starts its schedule in each of up to ${many} of ${name}: what it does happens up to ${number} times. Move it to a process or a CronJob of its own, or let one of them take a lock.`,
  }),
  upload: ({ disks }, { name }, { library }) => ({
    severity: 'information',
    message: `${library} keeps files on the disk of one of up to ${disks} of ${name}: the others do not have them, and they are gone with it. Keep them in a store that all share.`,
  }),
  cache: ({ many }, { name }, { library }) => ({
    severity: 'information',
    message: `${library} keeps what it knows in the memory of each of up to ${many} of ${name}: they differ from each other. Share it where that matters.`,
  }),
};

/** Kept by a process or its machine alone. */
function isOwn({ store }: SessionStoreFact): boolean {
  return store === 'memory' || store === 'disk';
}

/** The same, or in a cache that each process has for itself. */
function isOwnOf(
  fact: SessionStoreFact,
  all: readonly { readonly fact: SessionStoreFact }[],
): boolean {
  if (fact.store !== 'rails-cache') return isOwn(fact);
  return all.some((each) => each.fact.library === 'Rails.cache' && isOwn(each.fact));
}

function isSharedElsewhere(
  { what, library }: SessionStoreFact,
  all: readonly { readonly fact: SessionStoreFact }[],
): boolean {
  return (
    library.startsWith('Django') &&
    all.some(({ fact }) => fact.what === what && fact.library === library && !isOwn(fact))
  );
}

/** A package that joins the processes of Socket.IO; where it is set does not matter. */
function hasAdapter(dependencies: ReadonlySet<string>): boolean {
  return [...dependencies].some((name) =>
    /^(?:redis-adapter|redis-streams-adapter|socket\.io-redis|cluster-adapter|postgres-adapter|mongo-adapter|gcp-pubsub-adapter|azure-service-bus-adapter|sticky)$/.test(
      name,
    ),
  );
}

/** A volume that may hold what is taken. */
function isMounted({ containers, fact }: WorkloadNode): boolean {
  if (fact.kind === 'workload' && fact.claims.length > 0) return true;
  return containers.some(
    ({ mounts, processes }) =>
      mounts.length > 0 ||
      // A machine takes a share by its script: `mount -t efs …`.
      processes.some(({ before }) => before.some(({ words }) => words.some(isMount))),
  );
}

function isMount(word: string): boolean {
  return /^(?:mount(?:\.\w+)?|s3fs|goofys|mount-s3)$/.test(word);
}

/** A Service sends each client to the pod it met first. */
function isSticky(system: System, { names }: WorkloadNode): boolean {
  return system
    .of('service')
    .some(
      ({ fact }) =>
        textOf(fact.sessionAffinity) === 'ClientIP' && names.includes(textOf(fact.name) ?? ''),
    );
}
