import { valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { newcomersIn } from '../../../languages/nginx/since';
import { olderThan } from '../../../languages/nginx/versions';

export default defineRule({
  id: 'nginx/newer-than-target',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'Newer than the target nginx',
  summary: 'A directive that the nginx it is written for does not know yet.',
  citations: ['nginx.changes'],
  practices: [],
  checklist: [],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ nginx, targets }, report) {
    // A module that is loaded may bring what nginx itself does not have.
    if (targets.nginx === undefined || nginx.byName.has('load_module')) return;
    for (const { directive, newcomer } of newcomersIn(nginx)) {
      if (olderThan(targets.nginx, newcomer.since) !== true) continue;
      const { argument, what, since, instead } = newcomer;
      const place = argument
        ? directive.args.find((arg) => argument.test(valueOf(arg) ?? ''))
        : undefined;
      report({
        at: place?.state === 'known' ? place : directive,
        message: `nginx ${targets.nginx} does not know ${what}, which came with ${since}: it refuses the configuration. ${instead}, or update nginx.`,
      });
    }
  },
});
