import { valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { replaceArgument, unlessGenerated } from '../../../languages/nginx/edits';
import { effective, effectiveText } from '../../../languages/nginx/effective';
import type { NginxDirective, NginxPass } from '../../../languages/nginx/model';
import { isLongLived } from '../../../languages/nginx/streaming';
import { hasVariable, parseTime } from '../../../languages/nginx/words';

export default defineRule({
  id: 'nginx/response-buffering-off',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Response buffering off',
  summary: 'Slow clients keep the servers behind busy, because responses are not buffered.',
  citations: ['nginx.proxy.buffering', 'nginx.blog.common-mistakes', 'guide.load-balancing'],
  practices: [],
  checklist: [],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ nginx, targets }, report) {
    const seen = new Set<NginxDirective>();
    for (const pass of nginx.passes) {
      const found = effective(pass.scope, `${pass.kind}_buffering`, targets.nginx);
      const directive = found.state === 'declared' ? found.directives[0] : undefined;
      const value = directive?.args[0];
      if (!directive || value?.state !== 'known' || value.value !== 'off' || seen.has(directive))
        continue;
      const zone = cacheOf(pass, targets.nginx);
      if (zone === undefined && isMeant(pass, targets.nginx)) continue;
      seen.add(directive);
      report({
        at: value,
        severity: zone === undefined ? 'information' : 'warning',
        message:
          zone === undefined
            ? `With ${directive.name} off, the server behind is busy until the client has taken the last byte, so slow clients use it up. Leave buffering on, and let the application send "X-Accel-Buffering: no" where it streams.`
            : `With ${directive.name} off, nothing is stored in the cache "${zone}": every request goes to the server behind. Leave buffering on, and let the application send "X-Accel-Buffering: no" where it streams.`,
        related: [{ at: pass, message: 'Its responses are passed on as they come.' }],
        fixes: unlessGenerated(nginx, () => [
          {
            title: `Buffer responses: ${directive.name} off → on`,
            kind: 'guided',
            edits: [replaceArgument(value, 'on')],
          },
        ]),
      });
    }
  },
});

/** The cache that the responses of a pass are meant for. */
function cacheOf({ kind, scope }: NginxPass, version: string | undefined): string | undefined {
  const found = effective(scope, `${kind}_cache`, version);
  const zone = found.state === 'declared' ? found.directives[0]?.args[0] : undefined;
  const name = zone && valueOf(zone);
  return name === undefined || name === 'off' || hasVariable(name) ? undefined : name;
}

/** Signs of a stream: its name, an upgrade, a body passed on at once, a long wait for more. */
function isMeant(pass: NginxPass, version: string | undefined): boolean {
  if (isLongLived(pass, version) !== false) return true;
  const wait = effectiveText(pass.scope, `${pass.kind}_read_timeout`, version);
  return wait === undefined || (parseTime(wait) ?? 0) >= 300;
}
