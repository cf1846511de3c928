import type { ProgramFact } from '../../contracts/fact';
import type { FactEntry, Factor, Variable } from '../../contracts/system';
import { unitInstances } from '../boot';
import type { SystemContext } from '../context';
import { factor } from '../factors';
import { readVariables } from '../variables';

/** What the files of a unit set, and why something more may be set; `null` where all of them are here. */
export interface UnitVariables {
  readonly variables: ReadonlyMap<string, Variable>;
  readonly open: string | null;
}

/**
 * The variables that a unit takes from files: those of the repository, wherever it lies on the machine. A path that ends
 * with that of a file here, from the folder in which the unit works, is that file.
 */
export function unitVariables(
  { environmentFiles = [], settings }: ProgramFact,
  { of }: Pick<SystemContext, 'of'>,
): UnitVariables {
  const folder = settings.WorkingDirectory;
  const root = folder?.state === 'known' ? String(folder.value).replace(/\/$/, '') : null;
  const variables = new Map<string, Variable>();
  let open: string | null = null;
  for (const file of environmentFiles) {
    const inside =
      root !== null && file.startsWith(`${root}/`) ? file.slice(root.length + 1) : null;
    const found = of('environment-file').find((entry) => entry.file === inside);
    if (!found) open = 'an EnvironmentFile that is not here';
    for (const [name, value] of found ? readVariables(found.uri, found.fact.variables) : []) {
      variables.set(name, value);
    }
  }
  return { variables, open };
}

/** How many of a template (`worker@.service`) the other units of the repository start; `undefined` where none does. */
export function templateInstances(
  { name, path }: ProgramFact,
  uri: string,
  { of }: Pick<SystemContext, 'of'>,
): Factor | undefined {
  if (!name.endsWith('@')) return undefined;
  for (const entry of of('process-settings')) {
    for (const program of entry.fact.programs) {
      const count = unitInstances(name, program.starts ?? []);
      if (count === 0) continue;
      const at = { uri: entry.uri, path: program.path };
      return count === null
        ? {
            name: 'instances',
            value: null,
            origin: 'unknown',
            at: { uri, path },
            why: 'which of its instances are started is not written',
          }
        : factor('instances', count, at, 'derived', `${entry.file} starts ${count} of it`);
    }
  }
  return undefined;
}

/** The machines that nginx sends requests to, where they are those of the one unit that answers any. */
export interface Machines {
  readonly hosts: readonly string[];
  readonly count: Factor;
}

/**
 * The machines of the unit that answers requests: where nothing but units is deployed, and one of them alone takes
 * requests, the hosts that nginx shares them out to are its machines.
 *
 * @param answering - how many units take requests
 */
export function machinesBehind(
  answering: number,
  { of }: Pick<SystemContext, 'of'>,
): Machines | undefined {
  const deployed = ['workload', 'compose-service', 'container-service', 'scaling-group'] as const;
  if (answering !== 1 || deployed.some((kind) => of(kind).length > 0)) return undefined;
  const shared = of('proxy-route').filter(({ fact }) => isShared(fact.servers));
  const [first] = shared;
  if (!first) return undefined;
  const hosts = hostsOf(first);
  if (shared.some((each) => hostsOf(each).join() !== hosts.join())) return undefined;
  const at = { uri: first.uri, path: first.fact.path };
  const why = `nginx shares requests out to ${hosts.length} machines`;
  return { hosts, count: factor('machines', hosts.length, at, 'derived', why) };
}

type Servers = readonly { readonly host: string; readonly port: number | null }[];

function isShared(servers: Servers): boolean {
  const hosts = new Set(servers.map(({ host }) => host));
  const ports = new Set(servers.map(({ port }) => port));
  return (
    hosts.size > 1 &&
    hosts.size === servers.length &&
    ports.size === 1 &&
    [...hosts].every((host) => /^[\w.-]+$/.test(host) && !/^(?:localhost$|127\.|unix)/.test(host))
  );
}

function hostsOf({ fact }: FactEntry & { readonly fact: { readonly servers: Servers } }) {
  return fact.servers.map(({ host }) => host).sort();
}
