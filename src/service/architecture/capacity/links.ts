import type { EntryOf } from '../entry';
import type { Unit } from './units';

/** A pool, the unit whose code opens it, and how that is known. */
export interface Link {
  readonly pool: EntryOf<'pool'>;
  readonly unit: Unit;
}

/** Folders that hold several services or packages side by side. */
const SIDE_BY_SIDE =
  /(?:^|\/)(?:apps|services|packages|cmd|functions|lambdas|libs|modules)\/([^/]+)\//;

/** Folders whose content is shown, not run together with the rest. */
const SAMPLES = /^(?:.*\/)?(?:examples?|samples?|demos?|docs|templates?|tutorials?)\/[^/]+(?=\/)/;

/**
 * Finds the unit that runs each pool's code, where only one can: its name is a folder the code is
 * in; or, of the units that are deployed from around the code, it alone has the environment variable
 * that names the pool's database, or it is the only one. A pool that fits none or several is left
 * out, so nothing is multiplied by guess.
 */
export function linkPools(
  pools: readonly EntryOf<'pool'>[],
  units: readonly Unit[],
): readonly Link[] {
  return pools.flatMap((pool) => {
    const unit = unitOf(
      pool,
      units.filter(({ file }) => samples(file) === samples(pool.file)),
    );
    return unit ? [{ pool, unit }] : [];
  });
}

function unitOf(pool: EntryOf<'pool'>, units: readonly Unit[]): Unit | undefined {
  const folders = pool.file.split('/').slice(0, -1);
  const byFolder = units.filter(({ name }) => folders.includes(name));
  if (byFolder.length > 0) return only(byFolder);
  if (SIDE_BY_SIDE.test(pool.file)) return undefined;
  // One manifest somewhere in a large repository says nothing of the code in its other folders.
  if (!units.every((unit) => isAround(unit.file, pool.file))) return undefined;
  const { databaseEnv } = pool.fact;
  const byVariable =
    databaseEnv === null
      ? []
      : units.filter(({ containers }) => containers.some(({ env }) => databaseEnv in env));
  return only(byVariable) ?? only(units);
}

/** Folders in which a service keeps what it is deployed with. */
const DEPLOYMENT =
  /^(?:k8s|kubernetes|kube|manifests?|deploy(?:ments?)?|infra(?:structure)?|helm|charts?|overlays|base|terraform|cloudformation|ops|\.?ci|config)$/;

/** Whether what a manifest deploys can be the code of a file: the file lies in the same service. */
function isAround(manifest: string, file: string): boolean {
  const folders = manifest.split('/').slice(0, -1);
  const deployment = folders.findIndex((folder) => DEPLOYMENT.test(folder));
  const service = deployment === -1 ? folders : folders.slice(0, deployment);
  return service.length === 0 || file.startsWith(`${service.join('/')}/`);
}

function only<T>(items: readonly T[]): T | undefined {
  return items.length === 1 ? items[0] : undefined;
}

/** The sample a file belongs to, or nothing for the project proper. */
function samples(file: string): string | undefined {
  return SAMPLES.exec(file)?.[0];
}
