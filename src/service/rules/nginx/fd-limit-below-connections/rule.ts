import { type Known, valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { replaceArgument, unlessGenerated } from '../../../languages/nginx/edits';
import type { NginxModel } from '../../../languages/nginx/model';

export default defineRule({
  id: 'nginx/fd-limit-below-connections',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Too few files for connections',
  summary: 'A worker may have more connections than it may open files.',
  citations: ['nginx.core.worker-connections', 'nginx.blog.common-mistakes'],
  practices: [],
  checklist: [],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ nginx }, report) {
    const files = only(nginx, 'worker_rlimit_nofile');
    const connections = only(nginx, 'worker_connections');
    if (!files || !connections) return;
    const [limit, wanted] = [Number(files.value), Number(connections.value)];
    if (limit >= 2 * wanted) return;
    const below = limit < wanted;
    report({
      at: files,
      severity: below ? 'warning' : 'information',
      message: below
        ? `A worker may open ${limit} files, fewer than its ${wanted} connections: beyond that, clients are refused. Raise it to twice the connections.`
        : `A worker may open ${limit} files for ${wanted} connections, and a connection often takes two (a client and a server or file). Raise it to twice the connections.`,
      related: [{ at: connections, message: 'The connections of a worker are set here.' }],
      fixes: unlessGenerated(nginx, () => [
        {
          title: `Set worker_rlimit_nofile to ${2 * wanted}`,
          kind: 'suggestion',
          edits: [replaceArgument(files, String(2 * wanted))],
        },
      ]),
    });
  },
});

/** The one number a directive of this file has. */
function only(nginx: NginxModel, name: string): Known<string> | undefined {
  const [first, second] = nginx.byName.get(name) ?? [];
  const value = first?.args[0];
  if (second || value?.state !== 'known') return undefined;
  return /^\d{1,9}$/.test(valueOf(value) ?? '') ? value : undefined;
}
