import { valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { insertAfter, unlessGenerated } from '../../../languages/nginx/edits';
import { effectiveText } from '../../../languages/nginx/effective';
import type { NginxDirective } from '../../../languages/nginx/model';
import { hasVariable } from '../../../languages/nginx/words';

export default defineRule({
  id: 'nginx/log-path-variable-uncached',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Log file opened per request',
  summary: 'A log file is opened and closed for each request.',
  citations: ['nginx.log.open-file-cache', 'guide.scaling'],
  practices: [],
  checklist: [],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ nginx, targets }, report) {
    const seen = new Set<unknown>();
    for (const directive of nginx.byName.get('access_log') ?? []) {
      const path = directive.args[0] ? valueOf(directive.args[0]) : undefined;
      if (path === undefined || !hasVariable(path) || /^(?:syslog:|\$)/.test(path)) continue;
      const { scope } = directive;
      if (seen.has(scope) || effectiveText(scope, 'open_log_file_cache', targets.nginx) !== 'off')
        continue;
      seen.add(scope);
      report({
        at: directive.args[0]?.state === 'known' ? directive.args[0] : directive,
        message: `A log path with a variable is opened, written and closed for each request. Let nginx keep such files open with open_log_file_cache.`,
        fixes: unlessGenerated(nginx, () => (isPlain(directive) ? [keepOpen(directive)] : [])),
      });
    }

    function keepOpen(directive: NginxDirective) {
      const line = 'open_log_file_cache max=1000 inactive=20s min_uses=2 valid=1m;';
      return {
        title: 'Keep up to 1000 log files open',
        kind: 'suggestion' as const,
        edits: [insertAfter(nginx, directive, [line])],
      };
    }
  },
});

/** A level that takes the directive and has none. */
function isPlain({ scope }: NginxDirective): boolean {
  return (
    ['http', 'server', 'location'].includes(scope.kind) && !scope.byName.has('open_log_file_cache')
  );
}
