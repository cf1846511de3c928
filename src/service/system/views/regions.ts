import type { DnsRecordFact, FactValue, ManagedDatabaseFact } from '../../contracts/fact';
import type { FactEntry, StoreNode, System, WorkloadNode } from '../../contracts/system';
import { stackOf } from '../sources/stacks';

/** What a system has in one region. */
export interface Region {
  /** `eu-west-1`, or as environments call it: `eu`. */
  readonly name: string;
  readonly system: System;
  readonly workloads: readonly WorkloadNode[];
  readonly stores: readonly StoreNode[];
}

const DIRECTIONS = '(?:north|south|east|west|central){1,2}';
const OF_AWS_AND_GOOGLE = `(?:us|eu|ap|sa|ca|me|af|il|mx|asia|europe|northamerica|southamerica|australia)(?:-gov)?-${DIRECTIONS}-?\\d{1,2}`;
const OF_AZURE = `${DIRECTIONS}(?:us|europe|asia|india|uk)\\d?`;
const OF_PEOPLE = 'us|usa|eu|europe|ap|apac|asia|emea|latam|uk|au|jp|sg|br';

/** Regions as AWS, Google and Azure call them, and as people do in names of environments. */
const REGION = `${OF_AWS_AND_GOOGLE}|${OF_AZURE}|${OF_PEOPLE}`;
const AT_END = new RegExp(`^(?:(.{1,60})[-_.])?(${REGION})$`, 'i');
const AT_START = new RegExp(`^(${REGION})[-_.](.{1,60})$`, 'i');

/** The region in the name of an environment, and what is left of the name without it. */
export function regionIn(environment: string): { base: string; region: string } | undefined {
  const end = AT_END.exec(environment);
  if (end) return { base: end[1] ?? '', region: end[2] ?? '' };
  const start = AT_START.exec(environment);
  return start ? { base: start[2] ?? '', region: start[1] ?? '' } : undefined;
}

/**
 * The environments that are one system in several regions: `prod-eu` and `prod-us`. Those of which the
 * given one is part, else the first of its class; none where there is but one of a name.
 */
export function regionsOfEnvironments(
  system: System,
  systems: readonly System[],
): readonly Region[] {
  const families = new Map<string, Region[]>();
  for (const each of systems) {
    const found = each.environment === null ? undefined : regionIn(each.environment);
    if (!found || each.class !== system.class) continue;
    const { workloads, stores } = each;
    const region = { name: found.region, system: each, workloads, stores };
    families.set(found.base, [...(families.get(found.base) ?? []), region]);
  }
  const several = [...families.values()].filter((family) => family.length > 1);
  const isOwn = (family: readonly Region[]) =>
    family.some(({ system: { environment } }) => environment === system.environment);
  return several.find(isOwn) ?? several[0] ?? [];
}

/** The regions in which resources of one system are made: by their provider, or as they say themselves. */
export function regionsOfResources(system: System): readonly Region[] {
  const regions = new Map<string, { workloads: WorkloadNode[]; stores: StoreNode[] }>();
  const of = (name: string) => {
    const known = regions.get(name) ?? { workloads: [], stores: [] };
    regions.set(name, known);
    return known;
  };
  for (const workload of system.workloads) {
    const { fact } = workload;
    if (fact.kind !== 'container-service' && fact.kind !== 'scaling-group') continue;
    if (fact.region.state === 'known') of(fact.region.value).workloads.push(workload);
  }
  for (const store of system.stores) {
    const region = databaseOf(store, system)?.fact.region;
    if (region?.state === 'known') of(region.value).stores.push(store);
  }
  return [...regions]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, parts]) => ({ name, system, ...parts }));
}

/** What a file says of a store that AWS runs. */
export function databaseOf(
  { at }: StoreNode,
  system: System,
): FactEntry<ManagedDatabaseFact> | undefined {
  if (at === null) return undefined;
  return system
    .of('managed-database')
    .find(({ uri, fact }) => uri === at.uri && fact.path === at.path);
}

/** A name in DNS, and the records of which one is the answer. */
export interface RoutedName {
  readonly name: string;
  readonly policy: DnsRecordFact['policy'];
  readonly records: readonly FactEntry<DnsRecordFact>[];
}

/** The names with two records or more. */
export function routedNames(system: System): readonly RoutedName[] {
  const names = new Map<string, FactEntry<DnsRecordFact>[]>();
  for (const entry of system.of('dns-record')) {
    const { name, policy } = entry.fact;
    const key = `${policy} ${stackOf(entry)} ${textOf(name)}`;
    names.set(key, [...(names.get(key) ?? []), entry]);
  }
  return [...names.values()].flatMap((records): readonly RoutedName[] => {
    const [first] = records;
    if (!first || records.length < 2) return [];
    return [{ name: textOf(first.fact.name), policy: first.fact.policy, records }];
  });
}

/** The region that a record leads to: the one it names, else that of its balancer. */
export function regionOfRecord(
  record: FactEntry<DnsRecordFact>,
  regions: readonly Region[],
  system: System,
): Region | undefined {
  const { fact } = record;
  const named = fact.policy === 'latency' ? known(fact.chosenBy) : undefined;
  const balancer = system
    .of('load-balancer')
    .find(
      (entry) =>
        fact.target !== null &&
        fact.target.resource === entry.fact.resource &&
        stackOf(entry) === stackOf(record),
    );
  const name = named ?? (balancer && known(balancer.fact.region));
  if (name === undefined) return undefined;
  const exact = regions.find((region) => region.name === name);
  if (exact) return exact;
  const [only, ...others] = regions.filter((region) => name.startsWith(`${region.name}-`));
  return others.length === 0 ? only : undefined;
}

function known(value: FactValue<string>): string | undefined {
  return value.state === 'known' ? value.value : undefined;
}

function textOf(value: FactValue<string>): string {
  return known(value) ?? (value.state === 'unknown' ? (value.expression ?? '?') : '?');
}
