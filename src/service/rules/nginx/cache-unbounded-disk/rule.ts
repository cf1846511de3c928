import { defineRule } from '../../../contracts/rule';
import { appendArguments, unlessGenerated } from '../../../languages/nginx/edits';
import type { NginxDirective } from '../../../languages/nginx/model';

export default defineRule({
  id: 'nginx/cache-unbounded-disk',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Disk cache without a limit',
  summary: 'A cache on disk has no limit to its size.',
  citations: ['nginx.proxy.cache-path', 'guide.caching'],
  practices: [],
  checklist: ['cache-layer'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ nginx }, report) {
    for (const zone of nginx.zones) {
      const { directive } = zone;
      const path = directive.args[0];
      if (zone.kind !== 'cache' || path?.state !== 'known' || isBounded(directive)) continue;
      const place = IN_MEMORY.test(path.value) ? 'the memory behind it' : 'the disk';
      report({
        at: path,
        message: `The cache in ${path.value} has neither max_size nor min_free: nothing but the number of its keys stops it from filling ${place}. Set max_size below what is free there.`,
        fixes: unlessGenerated(nginx, () => [
          {
            title: 'Limit the cache: no limit → max_size=1g (set what the disk can spare)',
            kind: 'guided',
            edits: [appendArguments(directive, 'max_size=1g')],
          },
        ]),
      });
    }
  },
});

/** A limit is written, or a template may write one. */
function isBounded(directive: NginxDirective): boolean {
  return directive.args.some(
    (arg) => arg.state !== 'known' || /^(?:max_size|min_free)=/.test(arg.value),
  );
}

const IN_MEMORY = /^\/(?:dev\/shm|run|var\/run)\//;
