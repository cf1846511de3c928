import type { Placed } from '../../contracts/facts/placed';
import type { TraefikLabelsFact } from '../../contracts/facts/runtime';
import type { Span } from '../../contracts/span';
import { type DataNode, textOf } from '../../syntax/data-node';

const ROUTER = /^traefik\.http\.routers\.([^.]+)\.(rule|service)$/i;
const PORT = /^traefik\.http\.services\.([^.]+)\.loadbalancer\.server\.port$/i;
const ENABLED = /^traefik\.enable$/i;

/** What the labels of a service tell Traefik about the ways to it; `null` where there is none. */
export function traefikLabelsOf(
  labels: readonly (DataNode | undefined)[],
  places: { pathOf(node: DataNode): string; at(path: string): Span },
): Placed<TraefikLabelsFact> | null {
  const routers = new Map<string, DataNode>();
  const ports: Placed<TraefikLabelsFact['ports'][number]>[] = [];
  let isOff = false;
  for (const node of labels) {
    if (node?.kind !== 'map') continue;
    for (const [key, value] of node.entries) {
      const [, router] = ROUTER.exec(key) ?? [];
      if (router !== undefined) routers.set(router, routers.get(router) ?? value);
      if (ENABLED.test(key)) isOff ||= textOf(value) === 'false';
      if (!PORT.test(key)) continue;
      const path = places.pathOf(value);
      const text = textOf(value);
      const isNumber = text !== undefined && /^\d{1,5}$/.test(text);
      ports.push({ at: places.at(path), path, port: isNumber ? Number(text) : null });
    }
  }
  const [first] = routers.values();
  if (isOff || first === undefined) return null;
  const path = places.pathOf(first);
  return { at: places.at(path), path, routers: [...routers.keys()], ports };
}
