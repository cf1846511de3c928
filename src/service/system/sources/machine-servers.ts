import type { ServerSettingsFact } from '../../contracts/fact';
import type { FactEntry, StoreNode, Variable, WorkloadNode } from '../../contracts/system';
import { readAddress } from '../address-text';
import type { SystemContext } from '../context';
import { idOf } from '../identifiers';
import { engineOfScheme } from '../images';
import { isAside } from '../relations/contexts';

/** A server program, with what it is to those that ask it. */
interface Program {
  readonly program: ServerSettingsFact['program'];
  readonly engine: string;
  readonly store: StoreNode['store'];
  /** Variables that hold the name of its machine. */
  readonly host: RegExp;
}

const PROGRAMS: readonly Program[] = [
  {
    ...{ program: 'mysql', engine: 'mysql', store: 'database' },
    host: /^(?:MYSQL|MARIADB|DATABASE|DB)_?HOST(?:NAME)?$/,
  },
  {
    ...{ program: 'postgresql', engine: 'postgres', store: 'database' },
    host: /^(?:PG|POSTGRES(?:QL)?_?|DATABASE_?|DB_?)HOST(?:NAME)?$/,
  },
  { ...{ program: 'redis', engine: 'redis', store: 'cache' }, host: /^REDIS_?HOST(?:NAME)?$/ },
];

/**
 * Servers on machines of their own, where units are all that is deployed: the repository has one file of settings of
 * their kind, and the units name one machine for it.
 */
export function machineServers(
  { of, environment, sameNode }: SystemContext,
  workloads: readonly WorkloadNode[],
): readonly StoreNode[] {
  const units = workloads.filter(({ resource }) => resource === 'unit');
  if (units.length === 0 || units.length < workloads.length) return [];
  const variables = units.flatMap(({ containers }) =>
    containers.flatMap((container) => [...container.variables]),
  );
  const all = of('server-settings').filter(({ file }) => !isAside(file));
  return PROGRAMS.flatMap((program): readonly StoreNode[] => {
    const [settings, another] = all.filter(({ fact }) => fact.program === program.program);
    const [host, ...others] = new Set(
      variables.flatMap(([name, value]) => hostIn(name, value, program) ?? []),
    );
    if (!settings || another || host === undefined || others.length > 0) return [];
    const { engine, store } = program;
    return [
      sameNode({
        id: idOf('store', 'machine', environment, host, engine),
        ...({ kind: 'store', certainty: 'inferred', settingsOpen: null } as const),
        ...{ name: host, store, engine, hosts: [host] },
        at: { uri: settings.uri, path: settings.fact.path },
        ...{ workload: null, container: null, operated: null, hosted: null },
        settings: settingsIn(settings),
      }),
    ];
  });
}

function hostIn(name: string, value: Variable, program: Program): string | undefined {
  if (value.state !== 'known') return undefined;
  const [scheme, rest] = value.value.split('://');
  if (rest !== undefined) {
    const isOf = engineOfScheme(scheme ?? '') === program.engine;
    return isOf ? readAddress(value.value)?.host : undefined;
  }
  return program.host.test(name) && /^[\w.-]+$/.test(value.value) ? value.value : undefined;
}

function settingsIn({ uri, fact }: FactEntry<ServerSettingsFact>): ReadonlyMap<string, Variable> {
  const found = new Map<string, Variable>();
  for (const [name, value] of Object.entries(fact.settings)) {
    const at = { uri, path: value.path };
    const key = name.toLowerCase().replaceAll('-', '_');
    if (value.state === 'known') found.set(key, { state: 'known', value: value.value, at });
    else if (value.state === 'unknown')
      found.set(key, { state: 'unknown', why: value.why, identity: null, at });
  }
  return found;
}
