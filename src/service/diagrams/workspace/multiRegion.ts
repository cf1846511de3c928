import type { DnsRecordFact } from '../../contracts/fact';
import type { StoreNode, WorkloadNode } from '../../contracts/system';
import { idOf } from '../../system/identifiers';
import { stackOf } from '../../system/sources/stacks';
import { budgetsOf } from '../../system/views/budget';
import {
  databaseOf,
  type Region,
  regionOfRecord,
  regionsOfEnvironments,
  regionsOfResources,
  routedNames,
} from '../../system/views/regions';
import { clientsOf, storeBox } from '../system/boxes';
import { count, cut, figure } from '../system/labels';
import { type Plain, plain } from '../system/plain';
import { say } from '../words';
import { type Collector, collector, type WorkspaceView } from './view';

/** What a system has in each region, what leads there, and what is copied between them. */
export const multiRegionView: WorkspaceView = {
  id: 'multi-region',
  get title() {
    return say('Multi-region');
  },
  get description() {
    return say('What runs in each region, what leads there, and what is copied between them');
  },
  draw(seen) {
    const { system } = seen;
    const ofResources = regionsOfResources(system);
    const regions =
      ofResources.length > 1 ? ofResources : regionsOfEnvironments(system, seen.systems());
    // Weights alone spread load over versions as often as over regions.
    const names = routedNames(system).filter(
      ({ policy }) => policy !== 'weight' || regions.length > 1,
    );
    if (regions.length < 2 && names.length === 0) return null;
    const drawn = collector();
    const boxes = new Map(regions.map((region) => [region, drawn.box(regionBox(region))]));
    const reached = new Set<Region>();
    for (const { name, policy, records } of names) {
      const [first] = records;
      if (!first) continue;
      const at = { uri: first.uri, path: first.fact.path };
      const checked = records.filter(({ fact }) => fact.isChecked).length;
      const dns = drawn.box(
        plain({
          ...{ id: idOf('dns', stackOf(first), policy, name), kind: 'edge', at },
          texts: [
            name,
            POLICIES[policy](),
            say('{0} of {1} checked', figure(checked), figure(records.length)),
          ],
          figures: records.map(({ uri, fact }) => ({
            text: fact.isChecked
              ? `${fact.resource}: ${chosenBy(fact)}`
              : say('{0}: {1}, no health check', fact.resource, chosenBy(fact)),
            at: { uri, path: fact.path },
          })),
        }),
      );
      drawn.arrow(drawn.box(clientsOf(system)), dns);
      for (const record of records) {
        const region = regionOfRecord(record, regions, system);
        const place = { uri: record.uri, path: record.fact.path };
        const to = (region && boxes.get(region)) ?? drawn.box(targetBox(record.fact, place));
        if (region) reached.add(region);
        const label = policy === 'latency' ? '' : labelOf(record.fact);
        drawn.arrow(dns, to, { label, at: place });
      }
    }
    for (const [region, box] of boxes) {
      // Nothing says what leads there: that clients do is likely only.
      if (!reached.has(region) && region.workloads.length > 0) {
        drawn.arrow(drawn.box(clientsOf(system)), box, { kind: 'inferred' });
      }
    }
    drawStores(regions, boxes, drawn);
    return drawn.parts();
  },
};

const POLICIES: Readonly<Record<DnsRecordFact['policy'], () => string>> = {
  latency: () => say('by latency'),
  failover: () => say('by failover'),
  place: () => say('by place'),
  weight: () => say('by weight'),
};

function chosenBy({ chosenBy: value }: DnsRecordFact): string {
  return value.state === 'known' ? value.value : '?';
}

/** At most eight letters: `first`, `second`, a continent, a weight. */
function labelOf(fact: DnsRecordFact): string {
  const value = chosenBy(fact);
  if (fact.policy !== 'failover') return value.slice(0, 8);
  return value === 'PRIMARY' ? say('first') : value === 'SECONDARY' ? say('second') : '';
}

function targetBox({ target, resource }: DnsRecordFact, at: Plain['at']): Plain {
  const name = target?.resource ?? target?.name ?? resource;
  return plain({ id: idOf('target', name), kind: 'external', texts: [name], at });
}

function regionBox({ name, system, workloads, stores }: Region): Plain {
  const running = workloads.filter(({ role }) => !/^(?:store|pooler)$/.test(role));
  const nouns = new Set(running.map(({ noun }) => noun));
  const [noun = 'copies'] = nouns.size === 1 ? nouns : [];
  const [only, ...others] = running;
  const size = { least: sum(running, 'least'), most: sum(running, 'most'), noun };
  const number =
    only && others.length === 0 ? only.name : say('{0} workloads', figure(running.length));
  return plain({
    ...{ id: idOf('region', system.environment, name), kind: 'service', unit: name },
    texts: [name, ...(only ? [number, count(size)] : [])],
    at: only?.at ?? stores[0]?.at ?? null,
    places: [],
    size: only ? size : null,
    figures: running.map((workload) => ({
      text: `${workload.name} ${count({ least: workload.least.value, most: workload.most.value, noun: workload.noun })}`,
      at: workload.at,
    })),
  });
}

/** The sum of what is known; one that is not hides it. */
function sum(workloads: readonly WorkloadNode[], of: 'least' | 'most'): number | null {
  return workloads.reduce<number | null>((total, workload) => {
    const { value } = workload[of];
    return total === null || value === null ? null : total + value;
  }, 0);
}

/** The stores of each region, and which of them is a copy of another. */
function drawStores(
  regions: readonly Region[],
  boxes: ReadonlyMap<Region, Plain>,
  drawn: Collector,
): void {
  const stores = regions.flatMap((region) => {
    const budgets = budgetsOf(region.system);
    const own = region.stores.filter(({ kind, store }) => kind === 'store' && store !== 'other');
    return own.map((store) => {
      const plainBox = storeBox(store, budgets);
      const id = idOf('region store', region.name, store.id);
      const box = drawn.box({ ...plainBox, id, unit: region.name });
      const from = boxes.get(region);
      if (from) drawn.arrow(from, box, { at: store.at });
      return { region, store, box };
    });
  });
  for (const { store, region, box } of stores) {
    const entry = databaseOf(store, region.system);
    const { globalCluster = null, of = null, sort } = entry?.fact ?? {};
    if (globalCluster) {
      const name = globalCluster.resource ?? globalCluster.name ?? '?';
      const global = region.system
        .of('global-database')
        .find(({ fact }) => fact.resource === globalCluster.resource);
      const at = global ? { uri: global.uri, path: global.fact.path } : store.at;
      const { identifier } = global?.fact ?? {};
      const title = identifier?.state === 'known' ? identifier.value : cut(name);
      const texts = [title, say('global database')];
      const whole = drawn.box(plain({ id: idOf('global', name), kind: 'database', texts, at }));
      drawn.arrow(whole, box, { label: say('part'), at: store.at });
    }
    const copied = sort === 'instance' ? originalOf(of, stores) : undefined;
    if (copied) drawn.arrow(copied, box, { label: say('copies'), at: store.at });
  }
}

function originalOf(
  of: { readonly resource: string | null } | null,
  stores: readonly { readonly store: StoreNode; readonly box: Plain }[],
): Plain | undefined {
  if (!of?.resource) return undefined;
  return stores.find(({ store }) => store.hosted?.resource === of.resource)?.box;
}
