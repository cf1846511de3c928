import { defineRule } from '../../../contracts/rule';
import { replaceArgument, unlessGenerated } from '../../../languages/nginx/edits';

export default defineRule({
  id: 'nginx/error-log-debug',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Error log at debug',
  summary: 'Everything nginx does is written to the error log.',
  citations: ['nginx.core.error-log', 'guide.scaling'],
  practices: [],
  checklist: [],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ nginx }, report) {
    for (const { args, scope } of nginx.byName.get('error_log') ?? []) {
      const [target, level] = args;
      if (target?.state !== 'known' || level?.state !== 'known' || level.value !== 'debug')
        continue;
      if (target.value.startsWith('memory:')) continue;
      const everywhere = scope.kind === 'main' || scope.kind === 'http';
      report({
        at: level,
        severity: everywhere ? 'warning' : 'information',
        message: `At level "debug", an nginx that is built with it writes dozens of lines for each request${everywhere ? ' of every server' : ''}: the disk fills up and sets the pace. Use warn, and debug_connection for single clients.`,
        fixes: unlessGenerated(nginx, () => [
          {
            title: 'Write warnings and errors only: debug → warn',
            kind: 'suggestion',
            edits: [replaceArgument(level, 'warn')],
          },
        ]),
      });
    }
  },
});
