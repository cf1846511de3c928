import type { Standing } from '../../../contracts/questions';
import type { System } from '../../../contracts/system';
import { textOf } from '../../factors';
import type { NodeQuestion } from './question';

/** Whether each place that nginx sends to has another one beside it. */
export const FAILOVER: NodeQuestion = {
  id: 'load-balancing-failover',
  quantifier: 'every',
  nodes: ['target of nginx', 'targets of nginx'],
  holds: ['is more than one server', 'are more than one server'],
  standings: ({ of, system }) =>
    of('upstream').map(({ uri, fact }): Standing => {
      const { servers } = fact;
      const name = textOf(fact.name) ?? 'upstream';
      const at = { uri, path: fact.path };
      if (servers.length > 1) {
        return { name, holds: 'yes', at, says: `${servers.length} servers` };
      }
      const only = textOf(servers[0]);
      if (only !== undefined && ADDRESS.test(only)) {
        return { name, holds: 'no', at, says: `${only} alone` };
      }
      return (
        (only === undefined ? undefined : ofWorkload(only, name, at, system)) ?? {
          name,
          holds: 'unknown',
          at,
          says: 'its one name may stand for several addresses',
        }
      );
    }),
};

/** An address that is one machine: four numbers, or letters of IPv6 in brackets. */
const ADDRESS = /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[[\da-f:]+\])(?::\d+)?$/i;

/** A name that leads to a workload is as many servers as it has at the least. */
function ofWorkload(
  server: string,
  name: string,
  at: Standing['at'],
  { routes }: System,
): Standing | undefined {
  const host = server.replace(/:\d+$/, '');
  const route = routes.find(
    ({ at: place, hosts, certainty }) =>
      place.uri === at.uri && hosts.includes(host) && certainty === 'stated',
  );
  const [workload, ...others] = route?.workloads ?? [];
  const least = workload?.least.value ?? null;
  if (!workload || others.length > 0 || least === null) return undefined;
  const count = `at least ${least} ${least === 1 ? workload.noun.replace(/s$/, '') : workload.noun}`;
  const says = `${host} is ${workload.name}, ${count}`;
  return { name, holds: least > 1 ? 'yes' : 'no', at: workload.least.at ?? at, says };
}
