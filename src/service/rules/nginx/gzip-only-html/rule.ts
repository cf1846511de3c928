import { defineRule } from '../../../contracts/rule';
import { insertAfter, unlessGenerated } from '../../../languages/nginx/edits';
import { effective, isSeenWhole } from '../../../languages/nginx/effective';
import type { NginxModel, Scope } from '../../../languages/nginx/model';
import { levelsWithin } from '../../../languages/nginx/within';

export default defineRule({
  id: 'nginx/gzip-only-html',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Only HTML is compressed',
  summary: 'Compression is on, but for HTML pages only.',
  citations: ['nginx.gzip.types', 'guide.caching'],
  practices: [],
  checklist: ['compression'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ nginx, targets }, report) {
    for (const gzip of nginx.byName.get('gzip') ?? []) {
      const { scope } = gzip;
      const [value] = gzip.args;
      if (value?.state !== 'known' || value.value !== 'on') continue;
      if (!isSeenWhole(scope) || mayBeSetWithin(nginx, scope)) continue;
      if (effective(scope, 'gzip_types', targets.nginx).state !== 'defaulted') continue;
      const others = OTHERS.some((name) => nginx.byName.has(name));
      report({
        at: value,
        severity: others ? 'information' : 'warning',
        message:
          'Without "gzip_types", nginx compresses text/html and nothing else: scripts, styles and JSON go out at full size. Name the types to compress.',
        fixes: unlessGenerated(nginx, () => [
          {
            title: 'Compress text, styles, scripts, JSON and SVG too',
            kind: 'suggestion',
            edits: [insertAfter(nginx, gzip, [`gzip_types ${TYPES};`])],
          },
        ]),
      });
    }
  },
});

/** Other compressors that take what gzip leaves. */
const OTHERS = ['brotli', 'zstd'];

const TYPES =
  'text/plain text/css text/javascript application/javascript application/json application/xml image/svg+xml';

/** Whether a level below names types, or could out of sight. */
function mayBeSetWithin(nginx: NginxModel, outer: Scope): boolean {
  return levelsWithin(nginx, outer).some(
    ({ open, byName }) => open !== null || byName.has('gzip_types'),
  );
}
