import { valueOf } from '../../../contracts/field';
import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import { insertAtEnd, replaceArgument, unlessGenerated } from '../../../languages/nginx/edits';
import type { NginxModel, Scope } from '../../../languages/nginx/model';

export default defineRule({
  id: 'nginx/worker-connections-low',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'hint',
  title: 'Worker connections low',
  summary: 'A worker of a proxy may have few connections at a time.',
  citations: ['nginx.core.worker-connections', 'guide.scaling'],
  practices: [],
  checklist: [],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ nginx }, report) {
    const { root, passes } = nginx;
    const [events] = root.byName.get('events') ?? [];
    const level = events?.block;
    if (root.kind !== 'main' || !events || !level || passes.length === 0) return;
    const written = level.byName.get('worker_connections')?.at(-1);
    const value = written?.args[0];
    if (written ? value?.state !== 'known' : level.open !== null) return;
    const count = value ? Number(valueOf(value)) : DEFAULT;
    if (!(count <= DEFAULT)) return;
    report({
      at: value?.state === 'known' ? value : events,
      message: `A worker may have ${count} connections${written ? '' : ' where nothing is written'}, and a proxied request takes two: ${Math.floor(count / 2)} clients at a time, idle ones among them. Set worker_connections to what the machine can carry.`,
      fixes: unlessGenerated(nginx, () => raise(nginx, level, count)),
    });
  },
});

/** nginx's own number, also the one that old examples wrote down. */
const DEFAULT = 512;

function raise(nginx: NginxModel, level: Scope, count: number): readonly Fix[] {
  // Each needs a file descriptor: a limit that is written has to allow them.
  const limit = nginx.byName.get('worker_rlimit_nofile')?.[0]?.args[0];
  if (limit && Number(valueOf(limit) ?? 0) < 2 * 1024) return [];
  const value = level.byName.get('worker_connections')?.at(-1)?.args[0];
  const edit =
    value?.state === 'known'
      ? replaceArgument(value, '1024')
      : insertAtEnd(nginx, level, ['worker_connections 1024;']);
  return [
    {
      title: `Allow a worker 1024 connections instead of ${count}`,
      kind: 'suggestion',
      edits: [edit],
    },
  ];
}
