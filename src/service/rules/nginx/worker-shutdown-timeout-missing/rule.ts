import { defineRule } from '../../../contracts/rule';
import { insertAtStart, unlessGenerated } from '../../../languages/nginx/edits';
import { upgradesConnections } from '../../../languages/nginx/streaming';

export default defineRule({
  id: 'nginx/worker-shutdown-timeout-missing',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'hint',
  title: 'Old workers never end',
  summary: 'After a reload, old workers live as long as any WebSocket does.',
  citations: ['nginx.core.worker-shutdown-timeout', 'guide.autoscaling'],
  practices: [],
  checklist: [],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ nginx, targets }, report) {
    const { root } = nginx;
    if (root.kind !== 'main' || root.open !== null) return;
    if (root.byName.has('worker_shutdown_timeout')) return;
    const pass = nginx.passes.find((one) => upgradesConnections(one, targets.nginx) === true);
    if (!pass) return;
    report({
      at: pass,
      message:
        'WebSockets stay open for hours, and after each reload the old workers stay with them: frequent reloads, as when servers come and go, pile up processes. Set worker_shutdown_timeout at the top of the file.',
      fixes: unlessGenerated(nginx, () => [
        {
          title:
            'End old workers after a reload: when their last connection closes → after 10 minutes, closing what is open',
          kind: 'guided',
          edits: [insertAtStart(nginx, root, ['worker_shutdown_timeout 10m;'])],
        },
      ]),
    });
  },
});
