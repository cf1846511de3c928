import { valueOf } from '../../../contracts/field';
import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import { isContainerised } from '../../../languages/nginx/container';
import { insertAtStart, replaceArgument, unlessGenerated } from '../../../languages/nginx/edits';
import type { NginxModel } from '../../../languages/nginx/model';

export default defineRule({
  id: 'nginx/workers-not-auto',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'hint',
  title: 'Fixed number of workers',
  summary: 'nginx starts a fixed number of workers, whatever the machine has.',
  citations: ['nginx.core.worker-processes', 'guide.scaling'],
  practices: [],
  checklist: [],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ nginx }, report) {
    const { root } = nginx;
    if (root.kind !== 'main' || !root.byName.has('events') || isContainerised(nginx)) return;
    if (['worker_cpu_affinity', 'env'].some((name) => root.byName.has(name))) return;
    const [written] = root.byName.get('worker_processes') ?? [];
    const value = written?.args[0];
    if (written ? value?.state !== 'known' || !/^\d+$/.test(value.value) : root.open !== null)
      return;
    const count = value ? (valueOf(value) ?? '1') : '1';
    const events = root.byName.get('events')?.[0];
    const at = value?.state === 'known' ? value : events;
    if (!at) return;
    report({
      at,
      message: `${written ? 'nginx' : 'Without worker_processes, nginx'} starts ${count === '1' ? 'one worker, which uses one core' : `${count} workers`}: a larger machine serves no more. Write "worker_processes auto" for one worker a core; in a container, give it a CPU limit instead.`,
      fixes: unlessGenerated(nginx, () => [startAuto(nginx, count)]),
    });
  },
});

function startAuto(nginx: NginxModel, count: string): Fix {
  const value = nginx.root.byName.get('worker_processes')?.[0]?.args[0];
  const edit =
    value?.state === 'known'
      ? replaceArgument(value, 'auto')
      : insertAtStart(nginx, nginx.root, ['worker_processes auto;']);
  const title = `Start a worker for each core: ${count} → auto (not in a container: auto counts the cores of its machine)`;
  return { title, kind: 'guided', edits: [edit] };
}
