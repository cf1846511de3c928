import { called, capital, floorOf, said } from '../../../architecture/words';
import type { ContainerFact, FactValue, QuotaFact, WorkloadFact } from '../../../contracts/fact';
import { defineRule } from '../../../contracts/rule';
import { quantityOf } from '../../../languages/kubernetes/quantity';
import { entryOf } from '../../../text/tables';

export default defineRule({
  id: 'kubernetes/hpa-quota-exceeded',
  since: '0.1.0',
  status: 'stable',
  scope: 'project',
  reach: 'build',
  severity: 'warning',
  title: 'Quota below the maximum',
  summary: 'The namespace’s quota is used up before the autoscaler is at its maximum.',
  citations: ['kubernetes.resource-quota', 'kubernetes.resources'],
  practices: [],
  checklist: ['autoscaling-limits'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ architecture }, report) {
    const { applied, autoscalers } = architecture;
    for (const { entry, target } of autoscalers) {
      const { maxReplicas } = entry.fact;
      if (target === null || !entry.fact.complete || !target.fact.complete) continue;
      if (maxReplicas.state !== 'known') continue;
      for (const quota of applied.beside(target, 'resource-quota')) {
        if (quota.fact.scoped) continue;
        const tight = tightest(quota.fact, target.fact);
        if (tight === undefined || tight.fits >= maxReplicas.value) continue;
        const floor = floorOf(entry.fact);
        report({
          at: { uri: entry.uri, path: maxReplicas.path },
          message:
            `${capital(called(entry.fact))} may ask for ${maxReplicas.value} pods${tight.each}, but quota ` +
            `${said(quota.fact.name) ?? 'of this namespace'} has ${tight.name}: ${tight.hard} for all of its pods: at most ` +
            `${tight.fits} fit, and the rest is refused. Raise the quota or lower maxReplicas.`,
          related: [
            { at: { uri: quota.uri, path: tight.path }, message: `${tight.name} is ${tight.hard}` },
          ],
          fixes: () =>
            floor === undefined || tight.fits < Math.max(1, floor)
              ? []
              : [
                  {
                    title: `Lower ${keyOf(entry.fact.resource)}: ${maxReplicas.value} → ${tight.fits}, what the quota grants`,
                    kind: 'guided',
                    edits: [
                      {
                        uri: entry.uri,
                        path: maxReplicas.path,
                        change: { op: 'replace', text: String(tight.fits) },
                      },
                    ],
                  },
                ],
        });
      }
    }
  },
});

function keyOf(resource: string): string {
  return resource === 'ScaledObject' ? 'maxReplicaCount' : 'maxReplicas';
}

interface Tight {
  readonly name: string;
  readonly path: string;
  readonly hard: string;
  /** What one pod takes of it: ` of 500m cpu each`. */
  readonly each: string;
  readonly fits: number;
}

/** The limits of a quota that pods count against, and where a pod says how much it takes. */
const COUNTED: readonly (readonly [string, 'requests' | 'limits', string])[] = [
  ['requests.cpu', 'requests', 'cpu'],
  ['cpu', 'requests', 'cpu'],
  ['requests.memory', 'requests', 'memory'],
  ['memory', 'requests', 'memory'],
  ['limits.cpu', 'limits', 'cpu'],
  ['limits.memory', 'limits', 'memory'],
];

/** The limit that the fewest pods of a workload fit into, if they had the namespace to themselves. */
function tightest({ hard }: QuotaFact, workload: WorkloadFact): Tight | undefined {
  const found: Tight[] = [];
  const count = entryOf(hard, 'pods') ?? entryOf(hard, 'count/pods');
  if (count?.state === 'known' && /^\d+$/.test(count.value)) {
    found.push({
      name: 'pods',
      path: count.path,
      hard: count.value,
      each: '',
      fits: Number(count.value),
    });
  }
  for (const [name, side, resource] of COUNTED) {
    const limit = entryOf(hard, name);
    const most = amountOf(limit);
    const each = podAmount(workload, side, resource);
    if (limit?.state !== 'known' || most === undefined || each === undefined) continue;
    found.push({
      name,
      path: limit.path,
      hard: limit.value,
      each: ` with ${inWords(each, resource)} of ${resource} ${side} each`,
      fits: Math.floor(most / each + 1e-9),
    });
  }
  return found.sort((a, b) => a.fits - b.fits)[0];
}

/** What all containers of a pod ask for together; undefined where one of them does not say. */
function podAmount(
  { containers, podRequests }: WorkloadFact,
  side: 'requests' | 'limits',
  resource: string,
): number | undefined {
  if (Object.keys(podRequests).length > 0) return undefined;
  const amounts = containers
    .filter(({ role }) => role !== 'init')
    .map((container) => amountOf(amountIn(container, side, resource)));
  const sum = amounts.reduce<number>((total, amount) => total + (amount ?? Number.NaN), 0);
  return sum > 0 ? sum : undefined;
}

/** A limit stands in for a request that is not written. */
function amountIn({ requests, limits }: ContainerFact, side: string, resource: string) {
  const written = entryOf(side === 'requests' ? requests : limits, resource);
  return written ?? (side === 'requests' ? entryOf(limits, resource) : undefined);
}

function amountOf(value: FactValue<string> | undefined): number | undefined {
  return value?.state === 'known' ? quantityOf(value.value) : undefined;
}

function inWords(amount: number, resource: string): string {
  if (resource === 'cpu') return amount < 1 ? `${Math.round(amount * 1000)}m` : `${round(amount)}`;
  const mebibytes = amount / 2 ** 20;
  return mebibytes < 1024 ? `${round(mebibytes)}Mi` : `${round(mebibytes / 1024)}Gi`;
}

function round(amount: number): number {
  return Number(amount.toFixed(2));
}
