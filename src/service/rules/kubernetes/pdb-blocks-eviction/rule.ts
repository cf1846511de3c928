import type { Architecture } from '../../../architecture/architecture';
import type { EntryOf } from '../../../architecture/entry';
import { selects } from '../../../architecture/selectors';
import { called, floorOf, pods } from '../../../architecture/words';
import type { DisruptionBudgetFact, WorkloadFact } from '../../../contracts/fact';
import type { Place } from '../../../contracts/finding';
import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: 'kubernetes/pdb-blocks-eviction',
  since: '0.1.0',
  status: 'stable',
  scope: 'project',
  severity: 'warning',
  title: 'Budget allows no eviction',
  summary: 'A PodDisruptionBudget allows no eviction when a workload has its fewest pods.',
  citations: ['kubernetes.pdb', 'guide.load-balancing'],
  practices: [],
  checklist: ['redundancy'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ architecture }, report) {
    const { applied } = architecture;
    if (architecture.of('disruption-budget').length === 0) return;
    for (const { target, floor, why } of [...scaled(architecture), ...fixed(architecture)]) {
      if (!target.fact.podLabelsKnown || isQuorum(target.fact, floor)) continue;
      for (const budget of applied.beside(target, 'disruption-budget')) {
        const blocked = blockedBy(budget.fact, floor);
        if (blocked === undefined || budget.fact.selector === null) continue;
        if (!selects(budget.fact.selector, target.fact.podLabels)) continue;
        report({
          at: { uri: budget.uri, path: blocked.path },
          message:
            `${blocked.key} is ${blocked.written}${blocked.arithmetic}, and ${why.says}: ` +
            `${blocked.always || !why.scales ? 'no pod may ever be' : 'then no pod may be'} ` +
            `evicted, and draining a node waits for ever. ${blocked.advice}`,
          ...(why.assumed ? { severity: 'information' as const } : {}),
          related: [{ at: why.at, message: why.related }],
          fixes: () => fixesOf(blocked, budget, floor),
        });
      }
    }
  },
});

/** A workload, and how few pods it may have. */
interface Sized {
  readonly target: EntryOf<'workload'>;
  readonly floor: number;
  readonly why: {
    readonly says: string;
    readonly related: string;
    readonly at: Place;
    readonly scales: boolean;
    /** Nobody wrote the count: somebody may set it by hand. */
    readonly assumed?: true;
  };
}

/** Workloads at the floor of their autoscaler. */
function scaled({ autoscalers }: Architecture): readonly Sized[] {
  return autoscalers.flatMap(({ entry, target }) => {
    const floor = floorOf(entry.fact);
    if (floor === undefined || floor < 1 || !entry.fact.complete) return [];
    if (target === null) return [];
    const at = { uri: entry.uri, path: entry.fact.minReplicas.path };
    const says = `${called(entry.fact)} goes down to ${pods(floor)}`;
    const related = `The autoscaler keeps at least ${pods(floor)}`;
    return [{ target, floor, why: { says, related, at, scales: true } }];
  });
}

/** Workloads with a count of their own that nothing in sight scales. */
function fixed(architecture: Architecture): readonly Sized[] {
  const targets = new Set(architecture.autoscalers.map(({ target }) => target));
  const unresolved = architecture.autoscalers.some(({ target }) => target === null);
  return architecture.of('workload').flatMap((target) => {
    const { replicas, complete, resource, job, name } = target.fact;
    // A DaemonSet has a pod on each node, which no drain of the node evicts.
    if (!complete || unresolved || targets.has(target) || resource === 'DaemonSet') return [];
    if (replicas.state === 'absent' && job === null && resource !== 'ReplicaSet') {
      const at = { uri: target.uri, path: name.path };
      const says = `the ${resource} has ${pods(1)} where nobody says how many`;
      return [
        { target, floor: 1, why: { says, related: 'Its pods', at, scales: false, assumed: true } },
      ];
    }
    if (replicas.state !== 'known' || replicas.value < 1) return [];
    const at = { uri: target.uri, path: replicas.path };
    const says = `the ${resource} has ${pods(replicas.value)}`;
    return [
      { target, floor: replicas.value, why: { says, related: 'The count', at, scales: false } },
    ];
  });
}

/** A vote needs most of its members: such sets are sized by hand, budget and all. */
function isQuorum({ resource }: WorkloadFact, floor: number): boolean {
  return resource === 'StatefulSet' && floor >= 3 && floor % 2 === 1;
}

interface Blocked {
  readonly key: 'minAvailable' | 'maxUnavailable';
  readonly path: string;
  readonly written: string;
  /** What a percentage comes to. */
  readonly arithmetic: string;
  readonly always: boolean;
  readonly advice: string;
  /** The value that lets one pod go; undefined where there is none. */
  readonly better: string | undefined;
}

/** Kubernetes rounds both percentages up. */
function blockedBy(
  { minAvailable, maxUnavailable }: DisruptionBudgetFact,
  floor: number,
): Blocked | undefined {
  if (maxUnavailable.state === 'known') {
    if (amountOf(maxUnavailable.value, floor) !== 0) return undefined;
    return {
      key: 'maxUnavailable',
      path: maxUnavailable.path,
      written: maxUnavailable.value,
      arithmetic: '',
      always: true,
      advice: 'Allow one.',
      better: maxUnavailable.value.endsWith('%') ? '1%' : '1',
    };
  }
  if (minAvailable.state !== 'known') return undefined;
  const needed = amountOf(minAvailable.value, floor);
  if (needed === undefined || needed < floor) return undefined;
  const isPercent = minAvailable.value.endsWith('%');
  return {
    key: 'minAvailable',
    path: minAvailable.path,
    written: minAvailable.value,
    arithmetic: isPercent ? `, of ${floor} that is ${needed}` : '',
    always: minAvailable.value === '100%',
    advice:
      floor === 1
        ? 'Keep at least two pods.'
        : 'Ask for one less, or write maxUnavailable: 1 instead.',
    better: floor === 1 ? undefined : isPercent ? percentBelow(floor) : String(floor - 1),
  };
}

function amountOf(written: string, count: number): number | undefined {
  const [, digits, percent] = /^(\d+)(%?)$/.exec(written) ?? [];
  if (digits === undefined || !Number.isSafeInteger(Number(digits) * count)) return undefined;
  return percent === '%' ? Math.ceil((Number(digits) * count) / 100) : Number(digits);
}

/** The largest percentage that comes to one less than all. */
function percentBelow(count: number): string {
  return `${Math.floor((100 * (count - 1)) / count)}%`;
}

function fixesOf(
  { key, path, written, better }: Blocked,
  { uri }: EntryOf<'disruption-budget'>,
  floor: number,
): readonly Fix[] {
  if (better === undefined) return [];
  const consequence = `one of ${floor} pods may be evicted`;
  return [
    {
      title: `Set ${key}: ${written} → ${better} (${consequence})`,
      kind: 'guided',
      edits: [{ uri, path, change: { op: 'replace', text: better } }],
    },
  ];
}
