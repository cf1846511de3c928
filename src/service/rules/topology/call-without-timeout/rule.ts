import type { RouteFact } from '../../../contracts/fact';
import { defineRule } from '../../../contracts/rule';
import type { Factor, System, WorkloadNode } from '../../../contracts/system';
import { carriedBy } from '../../../system/relations/carries';
import { folderOwner, isAside } from '../../../system/relations/contexts';
import { RUNS_CODE } from '../../../system/workload-tests';
import { routeLabel } from '../../../text/route-label';
import { tableOf } from '../../../text/tables';

export default defineRule({
  id: 'topology/call-without-timeout',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'warning',
  title: 'Call without a timeout',
  summary: 'A request waits for another system for as long as that likes.',
  citations: ['aws.builders.timeouts', 'guide.load-balancing'],
  practices: [],
  checklist: ['load-balancing-failover'],
  fixes: [],
  needs: ['closed-world'],
  defersTo: [],
  check({ system }, report) {
    const routesOf = carriedBy(system, 'route');
    const told = new Set<string>();
    const tell = (fact: RouteFact, workload: WorkloadNode | null) => {
      if (fact.on !== 'request') return;
      const ended = workload?.tool === 'lambda' ? endOf(workload) : null;
      for (const touch of fact.touches) {
        const key = `${touch.at.uri}#${touch.at.path}`;
        const waits = WAITS[touch.library ?? ''];
        if (touch.what !== 'remote' || told.has(key)) continue;
        if (touch.timeout.state !== 'absent' && !isMadePlain(touch, system)) continue;
        if (waits === undefined) continue;
        told.add(key);
        const severity =
          waits === FOR_EVER && (ended?.value ?? Number.POSITIVE_INFINITY) > SOON
            ? 'warning'
            : 'information';
        report({
          at: touch.at,
          // Where it runs for a while only is no matter: the code is the same everywhere.
          severity,
          message: ended
            ? `${workload?.name} waits here for another system ${waits} (${touch.library}): when that hangs, each call holds an instance until Lambda ends it after ${ended.value ?? '?'} s (${ended.name}), and soon all that may run at once hang. Give the call a timeout that is shorter than the function's.`
            : `${routeLabel({ ...fact, handler: fact.handler.name }, 'A handler')}${workload ? ` of ${workload.name}` : ''} waits here for another system ${waits} (${touch.library}): when that hangs, each such request holds its place (a worker, a connection, memory) until the other side or the proxy gives up, and soon none is left for the others. Give the call a timeout that is shorter than the caller's.`,
          subject: key,
        });
      }
    };
    const running = system.workloadsWhere(RUNS_CODE);
    for (const workload of running) {
      if (workload.role !== 'service' && workload.tool !== 'lambda') continue;
      for (const { fact } of routesOf(workload)) tell(fact, workload);
    }
    // Where nothing says what runs the code, as with images of a registry, its routes say that it answers requests.
    const ownerOf = folderOwner(running, system);
    const folders = new Set(
      running.flatMap(({ containers }) => containers.map(({ code }) => code?.folder)),
    );
    for (const { file, fact } of system.of('route')) {
      const owner = ownerOf(file);
      if (!isAside(file) && (owner === undefined || !folders.has(owner))) tell(fact, null);
    }
  },
});

/** Whether a client that another file makes is given no limit there: each of its kind in the package is made so. */
function isMadePlain(
  { library, timeout, at }: RouteFact['touches'][number],
  system: Pick<System, 'of'>,
): boolean {
  if (timeout.state !== 'unknown' || library === null) return false;
  const sources = at.uri.lastIndexOf('/src/');
  const file = sources < 0 ? '' : at.uri.slice(0, sources);
  const made = system
    .of('made-client')
    .filter(({ uri, fact }) => fact.library === library && uri.startsWith(`${file}/`));
  return file !== '' && made.length > 0 && made.every(({ fact }) => !fact.limited);
}

/** Seconds after which a function that is ended has held up little. */
const SOON = 30;

/** When a function of Lambda is ended, whatever it waits for. */
function endOf({ containers }: WorkloadNode): Factor | null {
  return containers[0]?.processes[0]?.requestTimeout ?? null;
}

const FOR_EVER = 'without a limit';

/** How long a library waits where nothing is said; those that are not here are told elsewhere, or end soon. */
const WAITS = tableOf<string>({
  axios: FOR_EVER,
  got: FOR_EVER,
  superagent: FOR_EVER,
  requests: FOR_EVER,
  httpx: FOR_EVER,
  urlopen: FOR_EVER,
  'net/http': FOR_EVER,
  RestTemplate: FOR_EVER,
  RestOperations: FOR_EVER,
  RestClient: FOR_EVER,
  WebClient: FOR_EVER,
  HttpClient: FOR_EVER,
  'URL.openStream': FOR_EVER,
  // What Node itself waits for headers, and between two pieces of a body.
  fetch: 'for up to five minutes',
});
