import type { Place } from '../../../contracts/finding';
import { defineRule } from '../../../contracts/rule';
import type {
  Container,
  Factor,
  StoreNode,
  System,
  WorkloadNode,
  WorkloadTest,
} from '../../../contracts/system';
import { severityIn } from '../../../system/severity';
import { tableOf } from '../../../text/tables';

export default defineRule({
  id: 'topology/memory-over-limit',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'warning',
  title: 'Memory over the container’s limit',
  summary: 'A program may take as much memory as its container has, or more.',
  citations: ['kubernetes.resources', 'redis.maxmemory', 'java.options', 'node.old-space'],
  practices: [],
  checklist: ['resource-requests'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ system }, report) {
    for (const { uri, fact } of system.of('task-definition')) {
      const { memory, containers, isFargate } = fact;
      const each = containers.map((container) => container.memory);
      const sum = each.reduce((total, one) => total + (one.state === 'known' ? one.value : 0), 0);
      if (!isFargate || memory.state !== 'known' || sum <= memory.value) continue;
      report({
        at: { uri, path: memory.path },
        severity: severityIn(system, 'error'),
        message: `The containers of this task may take ${sum} MiB together, and the task has ${memory.value} MiB: Fargate refuses the definition. Give the task as much as its containers together, or the containers less.`,
        subject: fact.resource,
      });
    }
    for (const { workload, container, limit } of limited(system)) {
      for (const taken of [...heaps(container), ...kept(container, workload, system)]) {
        if (taken.bytes * taken.count < limit.value) continue;
        const each = taken.count > 1 ? `${taken.count} × ` : '';
        report({
          at: taken.at,
          severity: severityIn(system, 'warning'),
          message: `${taken.program} of ${workload.name} may take ${each}${inUnits(taken.bytes)} for its ${taken.what} alone (${taken.setting}), and its container has ${inUnits(limit.value)}: before it is full the kernel kills the program, with everything that it was doing. Leave room for the rest: about three quarters of the limit, or raise the limit.`,
          subject: `${workload.id}/${container.name}/${taken.setting}`,
          related: limit.at
            ? [{ at: limit.at, message: `the limit is ${inUnits(limit.value)}` }]
            : [],
        });
      }
      const cache = withoutBound(container, workload, system);
      if (!cache) continue;
      report({
        at: limit.at ?? container.at,
        severity: severityIn(system, 'information'),
        message: `${cache.name} has no maxmemory, and its container has ${inUnits(limit.value)}: a Redis that fills up is killed, and evicts nothing before. Set maxmemory to about three quarters of the limit, with a policy: allkeys-lru for a cache, noeviction for a queue.`,
        subject: cache.id,
        related: [],
      });
    }
  },
});

interface Limited {
  readonly workload: WorkloadNode;
  readonly container: Container;
  readonly limit: Factor & { readonly value: number };
}

/** A store, or a program that is told how much memory it may take. */
const TOLD_MEMORY: WorkloadTest = {
  name: 'is told its memory',
  holds: ({ role, containers }) =>
    role === 'store' || containers.some((container) => heaps(container).length > 0),
};

/** Of them the main containers whose memory is limited, the limit known. */
function limited(system: System): readonly Limited[] {
  return system.workloadsWhere(TOLD_MEMORY).flatMap((workload) =>
    workload.containers.flatMap((container) => {
      const { memory, role } = container;
      if (role !== 'main' || !memory || memory.value === null || memory.value <= 0) return [];
      return [{ workload, container, limit: { ...memory, value: memory.value } }];
    }),
  );
}

/** Memory that a program is told it may take. */
interface Taken {
  readonly program: string;
  readonly what: string;
  readonly setting: string;
  readonly bytes: number;
  /** So many processes take it each. */
  readonly count: number;
  readonly at: Place;
}

/** What a virtual machine is told, and the variables it reads that itself. */
const HEAPS = [
  {
    program: 'java',
    variables: ['JAVA_TOOL_OPTIONS', 'JDK_JAVA_OPTIONS'],
    option: /^(-Xmx|-XX:MaxHeapSize=)(\d{1,12})([kmgt]?)$/i,
    unit: 1,
  },
  {
    program: 'node',
    variables: ['NODE_OPTIONS'],
    option: /^(--max[-_]old[-_]space[-_]size=)(\d{1,12})()$/,
    unit: 2 ** 20,
  },
] as const;

function heaps({ processes, variables }: Container): readonly Taken[] {
  return HEAPS.flatMap(({ program, variables: names, option, unit }): readonly Taken[] => {
    const own = processes.filter((process) => process.program === program);
    const count = own[0]?.count.value ?? 1;
    const found = (words: readonly string[], at: Place): readonly Taken[] => {
      // The last one holds, as the programs read them.
      const word = words.filter((each) => option.test(each)).at(-1);
      const [, , amount, letter = ''] = (word && option.exec(word)) || [];
      if (word === undefined || amount === undefined) return [];
      const bytes = Number(amount) * unit * (LETTERS[letter.toLowerCase()] ?? 1);
      const set = [...variables.values()].find(
        (variable) => variable.state === 'known' && variable.value.split(/\s+/).includes(word),
      );
      return [{ program, what: 'heap', setting: word, bytes, count, at: set?.at ?? at }];
    };
    const written = own.slice(0, 1).flatMap(({ words, at }) => found(words, at));
    // What is on the command line holds over a variable.
    if (written.length > 0) return written;
    const read = names.flatMap((name) => {
      const variable = variables.get(name);
      if (variable?.state !== 'known') return [];
      return found(variable.value.split(/\s+/), variable.at);
    });
    return read.slice(0, 1);
  });
}

/** Settings of stores that say how much one keeps in memory. */
const KEPT = tableOf<readonly { name: string; what: string; bare: number }[]>({
  redis: [{ name: 'maxmemory', what: 'keys', bare: 1 }],
  mysql: [{ name: 'innodb_buffer_pool_size', what: 'buffer pool', bare: 1 }],
  mariadb: [{ name: 'innodb_buffer_pool_size', what: 'buffer pool', bare: 1 }],
  // Without a unit it counts blocks of 8 kB.
  postgres: [{ name: 'shared_buffers', what: 'shared buffers', bare: 8192 }],
});

function kept(container: Container, workload: WorkloadNode, system: System): readonly Taken[] {
  return storesOf(container, workload, system).flatMap(({ engine, settings }) =>
    (KEPT[engine] ?? []).flatMap(({ name, what, bare }) => {
      const setting = settings.get(name);
      const bytes = setting?.state === 'known' ? sizeOf(setting.value, bare, engine) : undefined;
      if (setting === undefined || bytes === undefined) return [];
      const shown = setting.state === 'known' ? `${name} ${setting.value}` : name;
      return [{ program: engine, what, setting: shown, bytes, count: 1, at: setting.at }];
    }),
  );
}

/** A Redis that nothing keeps from growing, every setting of it seen. */
function withoutBound(
  container: Container,
  workload: WorkloadNode,
  system: System,
): StoreNode | undefined {
  return storesOf(container, workload, system).find(({ engine, settings, settingsOpen }) => {
    if (engine !== 'redis' || settingsOpen !== null) return false;
    const bound = settings.get('maxmemory');
    return bound === undefined || (bound.state === 'known' && sizeOf(bound.value, 1, engine) === 0);
  });
}

/** The servers that a container is; what stands beside one in its pod has a limit of its own. */
function storesOf(
  { name }: Container,
  workload: WorkloadNode,
  { stores }: System,
): readonly StoreNode[] {
  if (workload.role !== 'store') return [];
  return stores.filter((store) => store.workload === workload && store.container?.name === name);
}

const LETTERS = tableOf<number>({
  '': 1,
  k: 2 ** 10,
  m: 2 ** 20,
  g: 2 ** 30,
  t: 2 ** 40,
});

/** Bytes of a size as servers write it; Redis alone tells `1k` (1000) from `1kb` (1024). */
function sizeOf(text: string, bare: number, engine: string): number | undefined {
  const [, amount, letter = '', b = ''] = /^(\d{1,15})\s*([kmgt]?)(b?)$/i.exec(text.trim()) ?? [];
  if (amount === undefined) return undefined;
  if (letter === '') return Number(amount) * (b === '' ? bare : 1);
  const power = 'kmgt'.indexOf(letter.toLowerCase()) + 1;
  const isDecimal = engine === 'redis' && b === '';
  return Number(amount) * (isDecimal ? 1000 : 1024) ** power;
}

function inUnits(bytes: number): string {
  for (const [unit, size] of [
    ['GiB', 2 ** 30],
    ['MiB', 2 ** 20],
  ] as const) {
    if (bytes >= size) return `${Number((bytes / size).toFixed(1))} ${unit}`;
  }
  return `${Number((bytes / 1024).toFixed(1))} KiB`;
}
