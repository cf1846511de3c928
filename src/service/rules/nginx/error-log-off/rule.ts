import { defineRule } from '../../../contracts/rule';
import { replaceArgument, unlessGenerated } from '../../../languages/nginx/edits';

export default defineRule({
  id: 'nginx/error-log-off',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Error log in a file named “off”',
  summary: 'Errors are written to a file called "off".',
  citations: ['nginx.core.error-log'],
  practices: [],
  checklist: [],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ nginx }, report) {
    for (const { args } of nginx.byName.get('error_log') ?? []) {
      const [target, level] = args;
      if (target?.state !== 'known' || target.value !== 'off') continue;
      const to = level ? '/dev/null' : '/dev/null crit';
      report({
        at: target,
        message:
          'error_log has no "off": nginx writes its errors to a file of that name, beside its other files, and nothing rotates it. Send them to a log, or to /dev/null.',
        fixes: unlessGenerated(nginx, () => [
          {
            title: `Write errors to ${to}`,
            kind: 'suggestion',
            edits: [{ span: replaceArgument(target, to).span, newText: to }],
          },
        ]),
      });
    }
  },
});
