import type { RouteFact } from '../../../contracts/fact';
import type { Place } from '../../../contracts/finding';
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
    const callsOf = callsByClient(system);
    const tell = (fact: RouteFact, workload: WorkloadNode | null) => {
      if (fact.on !== 'request') return;
      const ended = workload?.tool === 'lambda' ? endOf(workload) : null;
      for (const touch of fact.touches) {
        // One line limits all that a client calls.
        const at = touch.client ?? touch.at;
        const key = `${at.uri}#${at.path}`;
        const waits = WAITS[touch.library ?? ''];
        if (touch.what !== 'remote' || told.has(key)) continue;
        if (touch.timeout.state !== 'absent' && !isMadePlain(touch, system)) continue;
        if (waits === undefined) continue;
        told.add(key);
        const severity =
          waits === FOR_EVER && (ended?.value ?? Number.POSITIVE_INFINITY) > SOON
            ? 'warning'
            : 'information';
        const [here, limit] = touch.client
          ? ['waits for another system', `Give this client a timeout`]
          : ['waits here for another system', 'Give the call a timeout'];
        report({
          at,
          // Where it runs for a while only is no matter: the code is the same everywhere.
          severity,
          message: ended
            ? `${workload?.name} ${here} ${waits} (${touch.library}): when that hangs, each call holds an instance until Lambda ends it after ${ended.value ?? '?'} s (${ended.name}), and soon all that may run at once hang. ${limit} that is shorter than the function's.`
            : `${routeLabel({ ...fact, handler: fact.handler.name }, 'A handler')}${workload ? ` of ${workload.name}` : ''} ${here} ${waits} (${touch.library}): when that hangs, each such request holds its place (a worker, a connection, memory) until the other side or the proxy gives up, and soon none is left for the others. ${limit} that is shorter than the caller's.`,
          subject: key,
          related: touch.client ? (callsOf.get(key) ?? []) : [],
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

/** More places at which a client is called are not shown. */
const MAX_CALLS_SHOWN = 10;

/** Where the clients that files make are called, as routes come to them. */
function callsByClient(
  system: Pick<System, 'of'>,
): ReadonlyMap<string, readonly { readonly at: Place; readonly message: string }[]> {
  const found = new Map<string, Map<string, { readonly at: Place; readonly message: string }>>();
  for (const { fact } of system.of('route')) {
    for (const { client, at } of fact.touches) {
      if (!client) continue;
      const key = `${client.uri}#${client.path}`;
      const calls = found.get(key) ?? new Map();
      found.set(key, calls);
      if (calls.size < MAX_CALLS_SHOWN) calls.set(at.path, { at, message: 'It is called here' });
    }
  }
  return new Map([...found].map(([key, calls]) => [key, [...calls.values()]]));
}

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
