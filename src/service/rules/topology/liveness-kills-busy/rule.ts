import { defineRule } from '../../../contracts/rule';
import type { Container, Probe, WorkloadNode, WorkloadTest } from '../../../contracts/system';
import { severityIn } from '../../../system/severity';

export default defineRule({
  id: 'topology/liveness-kills-busy',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'warning',
  title: 'Liveness kills busy workers',
  summary:
    'Liveness asks the workers that answer requests, and gives up sooner than a request may take.',
  citations: ['kubernetes.probes', 'guide.load-balancing'],
  practices: [],
  checklist: ['health-checks'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ system }, report) {
    for (const workload of system.workloadsWhere(ASKED_WHILE_BUSY)) {
      for (const container of workload.containers) {
        const found = busyOf(workload, container);
        if (!found) continue;
        const { probe, seconds, places, process, limit } = found;
        report({
          at: probe.at,
          severity: severityIn(system, limit.origin === 'defaulted' ? 'information' : 'warning'),
          message: `Liveness of ${workload.name} waits for one of the ${places} places of ${process.program} that answer requests, and gives up after ${seconds} s (${probe.period} s × ${probe.failures}), but a request may hold a place for ${limit.value} s (${limit.name}${limit.origin === 'defaulted' ? ', its default' : ''}): when something behind it is slow, pods are killed with all they were doing, and the others get their load. Let liveness wait longer than a request may take, or ask a port or a thread of its own.`,
          subject: `${workload.id}/${container.name}`,
          related: limit.at ? [{ at: limit.at, message: `${limit.name}: ${limit.value} s` }] : [],
        });
      }
    }
  },
});

/** More requests at once than this are rarely all held up. */
const MANY = 64;

/** A pod whose liveness waits for workers that are busy. */
const ASKED_WHILE_BUSY: WorkloadTest = {
  name: 'is asked while it is busy',
  holds: (workload) =>
    workload.tool === 'kubernetes' &&
    workload.containers.some((container) => busyOf(workload, container) !== undefined),
};

function busyOf({ fact }: WorkloadNode, container: Container) {
  const probe = container.probes.find(({ kind }) => kind === 'liveness');
  const [process, ...others] = container.processes;
  if (!probe || probe.path === null || !process || others.length > 0) return undefined;
  const { requestTimeout: limit, concurrency, count, work } = process;
  // A thread's request is not ended by the limit of its worker.
  if (process.model !== 'sync workers') return undefined;
  if (work !== 'requests' || !limit || limit.value === null || limit.value <= 0) return undefined;
  if (!concurrency || concurrency.value === null || count.value === null) return undefined;
  const { period, failures } = probe;
  const places = concurrency.value * count.value;
  if (period === null || failures === null || places > MANY || places === 0) return undefined;
  const seconds = period * failures;
  return seconds < limit.value && !isApart(probe, fact, container)
    ? { probe, seconds, places, process, limit }
    : undefined;
}

/** It asks another port than that of the requests, as far as names and numbers tell. */
function isApart({ port }: Probe, fact: WorkloadNode['fact'], { name }: Container): boolean {
  if (port !== null && /health|admin|manage|metric|prob|status/i.test(port)) return true;
  const own =
    fact.kind === 'workload'
      ? fact.containers.find((each) => each.name.state === 'known' && each.name.value === name)
      : undefined;
  return own !== undefined && own.ports.length > 1;
}
