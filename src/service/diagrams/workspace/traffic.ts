import type { RouteNode, System } from '../../contracts/system';
import { idOf } from '../../system/identifiers';
import { folderOf } from '../../text/paths';
import { clientsOf, edgeBoxes, edgeOf, entered, factorText, workloadBox } from '../system/boxes';
import { factor } from '../system/labels';
import { plain } from '../system/plain';
import { say } from '../words';
import { collector, type WorkspaceView } from './view';

/** From clients through proxies, by route, to what answers. */
export const trafficView: WorkspaceView = {
  id: 'traffic',
  get title() {
    return say('Traffic');
  },
  get description() {
    return say('From the client through each route to what answers');
  },
  draw({ system }) {
    const { routes, pools } = system;
    const edges = edgeBoxes(system);
    const led = new Set(routes.flatMap(({ workloads }) => workloads.map(({ id }) => id)));
    const others = entered(system, edges, led);
    if (routes.length === 0 && others.length === 0) return null;
    const drawn = collector();
    const clients = drawn.box(clientsOf(system));
    for (const edge of edges.boxes) {
      drawn.arrow(clients, drawn.box(edge), {
        kind: edges.read.has(edge.id) ? 'stated' : 'inferred',
      });
    }
    for (const route of routes) {
      const edge = edges.boxes.find(({ id }) => id === edgeOf(route, system.workloads).id);
      const way = drawn.box(routeBox(route, edge?.unit ?? null));
      if (edge) drawn.arrow(edge, way, { at: route.at });
      const kind = route.certainty === 'ambiguous' ? 'ambiguous' : 'stated';
      for (const workload of route.workloads) {
        drawn.arrow(way, drawn.box(workloadBox(workload, pools)), { kind, at: route.at });
      }
      for (const host of hostsOf(route, system)) drawn.arrow(way, drawn.box(host));
    }
    for (const workload of others) {
      // A Service takes requests from inside as well: that clients are outside is likely only.
      const to = drawn.box(workloadBox(workload, pools));
      drawn.arrow(clients, to, { kind: 'inferred', at: workload.routed?.at ?? null });
    }
    return drawn.parts();
  },
};

function routeBox(route: RouteNode, unit: string | null) {
  const { id, file, pattern, readTimeout, retries, tries, upgrades, at } = route;
  const seconds = factor(readTimeout, ' s');
  return plain({
    ...{ id, kind: 'route', at, unit: unit ?? folderOf(file) },
    texts: [pattern, upgrades ? `${seconds} · WebSocket` : seconds],
    figures: [
      { text: factorText(readTimeout, ' s'), at: readTimeout.at },
      ...(retries.length > 0
        ? [
            {
              text: say('tries another server after: {0}', retries.join(', ')),
              at: route.retriesAt,
            },
          ]
        : []),
      ...(tries.value ? [{ text: factorText(tries), at: tries.at }] : []),
    ],
  });
}

/** What a route leads to beside workloads: hosts that nothing here runs under that name. */
export function hostsOf({ hosts, workloads, at }: RouteNode, { environment }: System) {
  if (workloads.length > 0) return [];
  return hosts.map((host) =>
    plain({ id: idOf('host', environment, host), kind: 'external', texts: [host], at }),
  );
}
