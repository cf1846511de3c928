import type { ManagedDatabaseFact } from '../../contracts/fact';
import type { Place } from '../../contracts/finding';
import type { StoreNode, System } from '../../contracts/system';
import { idOf } from '../../system/identifiers';
import { stackOf } from '../../system/sources/stacks';
import { certaintyOf } from '../../system/ways';
import { storeBox, workloadBox } from '../system/boxes';
import { count } from '../system/labels';
import { type Plain, plain } from '../system/plain';
import { say } from '../words';
import { collector, type Seen, type WorkspaceView } from './view';

/** Servers that copy another, as far as a file says how many. */
export interface Copies {
  readonly id: string;
  readonly texts: readonly string[];
  readonly at: Place | null;
  /** The address by which they are asked, where the system has one. */
  readonly reader: StoreNode | null;
}

/** What writes where, what is copied, and what reads the copies. */
export const readReplicasView: WorkspaceView = {
  id: 'read-replicas',
  get title() {
    return say('Read replicas');
  },
  get description() {
    return say('Which databases have copies, and what asks which');
  },
  draw({ system, budgets, practice }: Seen) {
    const drawn = collector();
    for (const primary of system.stores) {
      if (primary.store !== 'database' || primary.readerOf !== undefined) continue;
      const copies = copiesOf(primary, system);
      if (copies.length === 0) continue;
      const box = drawn.box(storeBox(primary, budgets));
      asked(primary, box, say('asks'));
      for (const { id, texts, at, reader } of copies) {
        const lag = practice('database.replication-lag');
        const text = say('the guide: alert where a copy lags more than {0} s', lag);
        const figures = [{ text, at: null }];
        const copy = drawn.box(plain({ id, kind: 'database', texts, at, figures }));
        drawn.arrow(box, copy, { label: say('copies'), at });
        if (reader) asked(reader, copy, say('reads'));
      }
    }
    const parts = drawn.parts();
    return parts.boxes.length > 0 ? parts : null;

    function asked(store: StoreNode, box: Plain, label: string): void {
      for (const use of system.pools) {
        const kind = certaintyOf(use);
        if (!use.way.includes(store) || kind === 'ambiguous') continue;
        const at = use.size.at ?? { uri: use.uri, path: use.pool.path };
        drawn.box(workloadBox(use.workload, system.pools));
        drawn.arrow(use.workload, box, { label, kind, at });
      }
    }
  },
};

/** The copies of a server: behind an address of their own, by the number that a file says, one by one. */
export function copiesOf(primary: StoreNode, system: System): readonly Copies[] {
  const reader = system.stores.find(({ readerOf }) => readerOf === primary.id) ?? null;
  const counted = countedIn(primary, system);
  if (counted || reader) {
    const texts = counted
      ? [count({ least: null, most: counted.count, noun: 'replicas' })]
      : [say('replicas'), say('? servers')];
    const id = reader?.id ?? idOf('replicas', primary.id);
    return [{ id, texts, at: counted?.at ?? reader?.at ?? null, reader }];
  }
  const { hosted } = primary;
  if (!hosted) return [];
  return system.of('managed-database').flatMap((entry): Copies[] => {
    const { uri, fact } = entry;
    const isOne = fact.sort === 'instance' && fact.of?.resource === hosted.resource;
    if (!isOne || stackOf(entry) !== hosted.stack) return [];
    const at = { uri, path: fact.path };
    const texts = [nameOf(fact), say('replica')];
    return [{ id: idOf('replica', uri, fact.path), texts, at, reader: null }];
  });
}

function nameOf({ identifier, resource }: ManagedDatabaseFact): string {
  return identifier.state === 'known' ? identifier.value : resource;
}

/** How many servers beside the one that takes writes. */
function countedIn({ at, operated, hosted }: StoreNode, system: System) {
  if (operated && at) {
    const entry = system
      .of('database-cluster')
      .find(({ uri, fact }) => uri === at.uri && fact.path === at.path);
    const servers = entry?.fact.servers;
    if (!entry || servers?.state !== 'known' || servers.value < 2) return undefined;
    return { count: servers.value - 1, at: { uri: entry.uri, path: servers.path } };
  }
  if (hosted?.product === 'aurora' && hosted.machines.length > 1) {
    return { count: hosted.machines.length - 1, at };
  }
  return undefined;
}
