import { grouped } from '../../architecture/grouped';
import type { FactValue, PoolFact } from '../../contracts/fact';
import type { Container, FactEntry, ProcessNode } from '../../contracts/system';
import type { SystemContext } from '../context';
import { activeProfiles, isProfileActive } from '../programs/spring-profiles';
import { variablesOf } from '../variables';

/** A pool as several files of settings say it: the first that says something counts. */
export interface LayeredPool {
  /** What says how many connections it may open. */
  readonly entry: FactEntry<PoolFact>;
  /** What says where it leads, and how many it keeps. */
  readonly target: FactEntry<PoolFact>;
  readonly least: FactEntry<PoolFact>;
  readonly layers: readonly FactEntry<PoolFact>[];
}

/**
 * The pools of a process with what its profiles of Spring say laid over what is written for all; a profile that it is
 * not started with says nothing.
 */
export function layeredPools(
  pools: readonly FactEntry<PoolFact>[],
  { variables, open }: Container,
  { words }: ProcessNode,
  { environment }: SystemContext,
): readonly LayeredPool[] {
  const active = activeProfiles(variablesOf([variables], open), words);
  const inForce = pools.filter(
    ({ fact: { profile } }) =>
      profile === undefined || isProfileActive(profile, active, environment),
  );
  const isOfProfiles = inForce.some(({ fact }) => fact.profile !== undefined);
  const groups = isOfProfiles ? [...grouped(inForce, keyOf).values()] : inForce.map((one) => [one]);
  return groups.flatMap((group): readonly LayeredPool[] => {
    const rank = ({ fact: { profile } }: FactEntry<PoolFact>) =>
      profile === undefined ? -1 : (active?.indexOf(profile) ?? 0);
    const layers = [...group].sort((a, b) => rank(b) - rank(a));
    const [first] = layers;
    if (!first) return [];
    const saying = (value: (fact: PoolFact) => FactValue<unknown>) =>
      layers.find(({ fact }) => isSaid(value(fact))) ?? layers.at(-1) ?? first;
    return [
      {
        entry: withDefault(saying(({ max }) => max)),
        target: saying(({ target }) => target),
        least: withoutMinimum(saying(({ min }) => min)),
        layers,
      },
    ];
  });
}

/** Settings of one data source of one folder of settings; any other pool is one by itself. */
function keyOf({ file, fact }: FactEntry<PoolFact>): string {
  if (fact.library !== HIKARI) return `${file}#${fact.path}`;
  return `${file.slice(0, file.lastIndexOf('/') + 1)} ${fact.path.replace(/^\/\d+/, '')}`;
}

const HIKARI = 'com.zaxxer.hikari';

/** Connections of HikariCP where nothing says how many (its README, `maximumPoolSize`). */
const HIKARI_DEFAULT = 10;

function isSaid(value: FactValue<unknown>): boolean {
  if (value.state === 'known') return value.origin !== 'defaulted';
  if (value.state === 'absent') return false;
  return value.reference !== undefined || value.expression !== undefined;
}

/** A part for a profile does not know whether the others say one: where none does, there is none. */
function withoutMinimum(entry: FactEntry<PoolFact>): FactEntry<PoolFact> {
  const { min, profile } = entry.fact;
  if (profile === undefined || isSaid(min)) return entry;
  return { ...entry, fact: { ...entry.fact, min: { state: 'absent', path: min.path } } };
}

/** What no file says is the default: a part for a profile does not know what the others say. */
function withDefault(entry: FactEntry<PoolFact>): FactEntry<PoolFact> {
  const { max, profile } = entry.fact;
  if (profile === undefined || isSaid(max)) return entry;
  const byDefault = {
    ...({ state: 'known', value: HIKARI_DEFAULT, origin: 'defaulted' } as const),
    path: max.path,
  };
  return { ...entry, fact: { ...entry.fact, max: byDefault } };
}
