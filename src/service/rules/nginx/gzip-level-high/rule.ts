import { valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { replaceArgument, unlessGenerated } from '../../../languages/nginx/edits';

export default defineRule({
  id: 'nginx/gzip-level-high',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Compression level high',
  summary: 'Compression takes much more CPU for hardly fewer bytes.',
  citations: ['nginx.gzip.comp-level', 'guide.caching'],
  practices: [],
  checklist: ['compression'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ nginx }, report) {
    for (const { args, scope } of nginx.byName.get('gzip_comp_level') ?? []) {
      const [value] = args;
      if (value?.state !== 'known' || !/^[7-9]$/.test(valueOf(value) ?? '')) continue;
      if (scope.module !== 'http') continue;
      report({
        at: value,
        message: `gzip_comp_level ${value.value} may take several times the CPU of 5, for responses that are hardly smaller: workers run out of CPU first. Set 5.`,
        fixes: unlessGenerated(nginx, () => [
          {
            title: `Compress at level 5 instead of ${value.value}`,
            kind: 'suggestion',
            edits: [replaceArgument(value, '5')],
          },
        ]),
      });
    }
  },
});
