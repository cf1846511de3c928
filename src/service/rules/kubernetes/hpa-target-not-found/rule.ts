import { groupOf } from '../../../architecture/autoscalers';
import type { AutoscalerFact, WorkloadFact } from '../../../contracts/fact';
import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import { closest } from '../../../languages/kubernetes/similar';
import { entryOf, tableOf } from '../../../text/tables';

/** Kinds that cannot come from an operator unseen, and the groups that serve them. */
const BUILT_IN = tableOf<string>({
  Deployment: 'apps',
  StatefulSet: 'apps',
  ReplicaSet: 'apps',
  ReplicationController: '',
});

export default defineRule({
  id: 'kubernetes/hpa-target-not-found',
  since: '0.1.0',
  status: 'stable',
  scope: 'project',
  reach: 'build',
  severity: 'warning',
  title: 'Autoscaler’s workload not found',
  summary: 'An autoscaler names a workload that is nowhere in the project.',
  citations: ['kubernetes.hpa.algorithm', 'kubernetes.hpa'],
  practices: [],
  checklist: ['autoscaling-targets'],
  fixes: ['suggestion'],
  needs: ['closed-world'],
  defersTo: ['kubernetes/hpa-target-namespace-mismatch'],
  check({ architecture }, report) {
    if (!architecture.closed) return;
    for (const { entry, candidates, scope } of architecture.autoscalers) {
      const { fact, uri } = entry;
      const { kind, name } = fact.target;
      if (candidates.length > 0 || !fact.complete || scope.transformed) continue;
      if (kind.state !== 'known' || name.state !== 'known' || !isBuiltIn(fact)) continue;
      const workloads = scope.workloads.map((each) => each.fact);
      if (workloads.length === 0 || workloads.some((each) => each.name.state !== 'known')) continue;
      const near = nearMatch(fact, workloads);
      report({
        at: { uri, path: name.path },
        severity: near === undefined ? 'information' : 'warning',
        message:
          `There is no ${kind.value} ${name.value} in this project: the autoscaler finds nothing to ` +
          `scale and does nothing. ${near?.hint ?? 'Check the name, or ignore this if it lives elsewhere.'}`,
        fixes: () => (near === undefined ? [] : [{ ...near.fix, edits: near.edits(uri) }]),
      });
    }
  },
});

function isBuiltIn({ target }: AutoscalerFact): boolean {
  const { kind, apiVersion } = target;
  if (kind.state !== 'known' || apiVersion.state === 'unknown') return false;
  const group = entryOf(BUILT_IN, kind.value);
  const written = apiVersion.state === 'known' ? apiVersion.value : undefined;
  return group !== undefined && (written === undefined || groupOf(written) === group);
}

interface NearMatch {
  readonly hint: string;
  readonly fix: Pick<Fix, 'title' | 'kind'>;
  edits(uri: string): Fix['edits'];
}

/** A workload of that name but another kind, or of that kind and nearly that name. */
function nearMatch(
  { target }: AutoscalerFact,
  workloads: readonly WorkloadFact[],
): NearMatch | undefined {
  const { kind, name } = target;
  if (kind.state !== 'known' || name.state !== 'known') return undefined;
  const named = workloads.find(
    (each) => textOf(each) === name.value && each.resource !== kind.value,
  );
  if (named !== undefined) {
    return {
      hint: `There is a ${named.resource} of that name.`,
      fix: { title: `Change the target to ${named.resource} ${name.value}`, kind: 'suggestion' },
      edits: (uri) => [
        replace(uri, kind.path, named.resource),
        ...(target.apiVersion.state === 'known' && target.apiVersion.value !== named.apiVersion
          ? [replace(uri, target.apiVersion.path, named.apiVersion)]
          : []),
      ],
    };
  }
  const names = workloads
    .filter((each) => each.resource === kind.value)
    .flatMap((each) => textOf(each) ?? []);
  const meant = closest(name.value, names);
  if (meant === undefined) return undefined;
  return {
    hint: `Did you mean ${meant}?`,
    fix: { title: `Change the target’s name to ${meant}`, kind: 'suggestion' },
    edits: (uri) => [replace(uri, name.path, meant)],
  };
}

function replace(uri: string, path: string, text: string): Fix['edits'][number] {
  return { uri, path, change: { op: 'replace', text } };
}

function textOf({ name }: WorkloadFact): string | undefined {
  return name.state === 'known' ? name.value : undefined;
}
