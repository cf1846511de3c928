import { labelsLike, meantBy, nameOf, shownLabels } from '../../../architecture/meant';
import { selects } from '../../../architecture/selectors';
import { said } from '../../../architecture/words';
import type { WorkloadFact } from '../../../contracts/fact';
import { defineRule } from '../../../contracts/rule';
import { entryOf } from '../../../text/tables';

export default defineRule({
  id: 'kubernetes/service-selects-nothing',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'warning',
  title: 'Service of no pod',
  summary: 'A Service selects no pod of what is applied with it.',
  citations: ['kubernetes.service.selector', 'guide.load-balancing'],
  practices: [],
  checklist: ['load-balancing-failover'],
  fixes: [],
  needs: ['closed-world'],
  defersTo: [],
  check({ architecture }, report) {
    const { applied } = architecture;
    for (const service of architecture.of('service')) {
      const { selector, name, path } = service.fact;
      if (selector === null || service.build?.closed !== true) continue;
      const keys = Object.keys(selector);
      if (keys.length === 0 || keys.some((key) => BY_CONTROLLERS.test(key))) continue;
      const workloads = applied.beside(service, 'workload');
      if (workloads.some(({ fact }) => !fact.podLabelsKnown)) continue;
      const wanted = { labels: selector, expressions: [] };
      if (workloads.some(({ fact }) => selects(wanted, fact.podLabels))) continue;
      const meant = meantBy(
        workloads.filter(({ fact }) => fact.job === null && fact.runs === null),
        selector,
        said(name),
      );
      if (!meant || mayBeLabelled(meant.fact, selector)) continue;
      const { fact } = meant;
      report({
        at: { uri: service.uri, path: `${path === '/' ? '' : path}/spec/selector` },
        message: `The Service sends requests to pods with ${shownLabels(selector)}, and none has them: those of ${fact.resource} ${nameOf(fact)} have ${shownLabels(labelsLike(fact, selector))}. Whoever asks it is refused, however many pods there are. Write the labels of its pods.`,
        related: [{ at: { uri: meant.uri, path: fact.name.path }, message: 'Its pods' }],
      });
    }
  },
});

/** Labels that controllers give to pods while they run. */
const BY_CONTROLLERS =
  /^(?:statefulset\.kubernetes\.io\/|apps\.kubernetes\.io\/|batch\.kubernetes\.io\/|(?:rollouts-)?pod-template-hash$|controller-uid$|job-name$|(?:[\w.-]{1,200}\/)?(?:role|instanceRole|spilo-role)$)/;

/** Whether some of it holds and the rest is a label that the pods may be given while they run: the leader of a cluster. */
function mayBeLabelled(
  { podLabels }: WorkloadFact,
  selector: Readonly<Record<string, string>>,
): boolean {
  const entries = Object.entries(selector);
  return (
    entries.some(([key, value]) => entryOf(podLabels, key) === value) &&
    entries.some(([key]) => !Object.hasOwn(podLabels, key))
  );
}
