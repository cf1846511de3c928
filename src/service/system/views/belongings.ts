import { grouped } from '../../architecture/grouped';
import { selects } from '../../architecture/selectors';
import type { Fact, FactValue, SelectorFact } from '../../contracts/fact';
import type { Place } from '../../contracts/finding';
import type { Container, FactEntry, System, WorkloadNode } from '../../contracts/system';
import { folderOf } from '../../text/paths';
import { textOf } from '../factors';
import { sameNamespace } from '../namespaces';
import { codeRunBy } from '../relations/carries';
import { isAside } from '../relations/contexts';
import { begunWith, loadedBy } from '../relations/entry-files';
import { targetsOf } from '../relations/routes';
import { stackOf } from '../sources/stacks';

/** What belongs to a workload: whoever finds something there has found it of the workload. */
export interface Belongings {
  /** Objects that are there for it: its own, and what selects, scales or leads to it. All of each belongs to it. */
  readonly objects: readonly Place[];
  /** Single values that it is made of, wherever they stand, and its pools. */
  readonly places: readonly Place[];
}

/** A file of code that something stands in. */
export interface CodeFile {
  readonly uri: string;
  /** Relative to the root. */
  readonly file: string;
}

/** What belongs to each workload of a system. */
export function belongingsOf(system: System): (workload: WorkloadNode) => Belongings {
  const pointing = pointersIn(system);
  const { optional } = system;
  const pools = grouped([...system.pools, ...optional.pools], ({ workload }) => workload.id);
  return (workload) => {
    const { at, containers, scaledBy, routed } = workload;
    const own = [at, ...containers.map((container) => container.at)];
    const around = [scaledBy?.at, routed?.at].flatMap((place) => place ?? []);
    const uses = pools.get(workload.id) ?? [];
    return {
      objects: [...own, ...around, ...pointing(workload)],
      places: [
        ...placesIn(workload),
        ...uses.flatMap(({ uri, pool, size, under = [] }) => [
          { uri, path: pool.path },
          { uri, path: pool.max.path },
          ...placesIn(size),
          ...under,
        ]),
      ],
    };
  };
}

/**
 * Which of these files each workload runs; not one of which it cannot be told whether it does, nor one that only another
 * workload of the same image loads. Tests and the like are run by none.
 */
export function codeOf(
  system: System,
  files: readonly CodeFile[],
): (workload: WorkloadNode) => readonly CodeFile[] {
  const runs = codeRunBy(
    system,
    files.filter(({ file }) => !isAside(file)),
  );
  const loaded = (container: Container) =>
    container.processes.flatMap((process) => {
      const folder = container.code?.folder ?? '';
      return [...(loadedBy(process, folder, system) ?? begunWith(process, folder))];
    });
  const byFolder = grouped(
    [...system.workloads, ...system.optional.workloads].flatMap(({ containers }) => containers),
    ({ code }) => code?.folder ?? '',
  );
  const loadedIn = new Map(
    [...byFolder].map(([folder, containers]) => [folder, new Set(containers.flatMap(loaded))]),
  );
  return ({ containers }) =>
    containers.flatMap((container) => {
      const { code } = container;
      if (!code || code.certainty === 'ambiguous') return [];
      const own = new Set(loaded(container));
      const all = loadedIn.get(code.folder);
      return runs(container).filter(
        ({ file }) => own.size === 0 || own.has(file) || all?.has(file) !== true,
      );
    });
}

/** Facts that say which pods they are about by their labels, or by the name of who makes them. */
const POINTING = [
  'service',
  'disruption-budget',
  'autoscaler',
  'vertical-autoscaler',
] as const satisfies readonly Fact['kind'][];

type PointingKind = (typeof POINTING)[number];

type Pointing = Extract<Fact, { readonly kind: PointingKind }>;

/** The objects that say of a workload that they are about it, and the groups of targets it is in. */
function pointersIn(system: System): (workload: WorkloadNode) => readonly Place[] {
  const pointing = pointingAt(system, POINTING);
  const groups = system.of('target-group');
  return (workload) => {
    const targets = targetsOf(workload.fact).map(({ resource }) => resource);
    const balanced = groups.filter(
      (group) => targets.includes(group.fact.resource) && workload.unit === stackOf(group),
    );
    return [...pointing(workload), ...balanced].map(({ uri, fact: { path } }) => ({ uri, path }));
  };
}

/** The objects of Kubernetes of these kinds that select a workload, or name it. */
export function pointingAt<K extends PointingKind>(
  system: System,
  kinds: readonly K[],
): (workload: WorkloadNode) => readonly FactEntry<Pointing & { readonly kind: K }>[] {
  const byPlace = grouped(
    kinds.flatMap(
      (kind) => system.of(kind) as readonly FactEntry<Pointing & { readonly kind: K }>[],
    ),
    ({ build, file }) => around(build?.id ?? null, file),
  );
  return ({ fact, build, file, namespace }) =>
    (byPlace.get(around(build, file)) ?? []).filter(
      ({ fact: pointer }) =>
        sameNamespace(textOf(pointer.namespace), namespace ?? undefined) && isAbout(pointer, fact),
    );
}

/** What is applied together: a build, or the files of a folder. */
function around(build: string | null, file: string): string {
  return build === null ? `folder ${folderOf(file)}` : `build ${build}`;
}

function isAbout(pointing: Pointing, fact: WorkloadNode['fact']): boolean {
  if (fact.kind !== 'workload') return false;
  if ('target' in pointing) {
    const { kind, name } = pointing.target;
    return isSame(name, fact.name) && textOf(kind) === fact.resource;
  }
  const wanted = selectorOf(pointing);
  return wanted !== null && fact.podLabelsKnown && selects(wanted, fact.podLabels);
}

function selectorOf(
  pointing: Exclude<Pointing, { readonly target: unknown }>,
): SelectorFact | null {
  if (pointing.kind !== 'service') return pointing.selector;
  return pointing.selector && { labels: pointing.selector, expressions: [] };
}

function isSame(a: FactValue<string>, b: FactValue<string>): boolean {
  return a.state === 'known' && b.state === 'known' && a.value === b.value;
}

/** Every place that stands anywhere in a part of the graph. */
function placesIn(part: unknown): readonly Place[] {
  const found: Place[] = [];
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value) || value instanceof Map) {
      for (const each of value.values()) look(each);
      return;
    }
    if (isPlace(value)) {
      found.push(value);
      return;
    }
    for (const each of Object.values(value)) look(each);
  };
  look(part);
  return found;
}

function isPlace(value: object): value is Place {
  return (
    'uri' in value &&
    'path' in value &&
    typeof value.uri === 'string' &&
    typeof value.path === 'string'
  );
}
