import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: 'kubernetes/values-autoscaling-unused',
  since: '0.1.0',
  status: 'stable',
  scope: 'project',
  severity: 'warning',
  title: 'Autoscaling switch unused',
  summary: 'The values of a chart switch autoscaling on, but no template makes an autoscaler.',
  citations: ['kubernetes.hpa', 'guide.autoscaling'],
  practices: [],
  checklist: ['autoscaling-targets'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ architecture }, report) {
    for (const { uri, build, fact } of architecture.of('chart-autoscaling')) {
      const { enabled, path, owner } = fact;
      // A build holds those alone that no template takes anything from.
      if (build?.closed !== true || enabled.state !== 'known' || !enabled.value) continue;
      const block = [owner, path.slice(path.lastIndexOf('/') + 1)].filter(Boolean).join('.');
      report({
        at: { uri, path: enabled.path },
        message:
          `${block}.enabled is true, but no template of the chart makes an autoscaler of it: nothing scales, ` +
          'whatever the bounds say. Add a template for the autoscaler, or switch it off.',
      });
    }
  },
});
