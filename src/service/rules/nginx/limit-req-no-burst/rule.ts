import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import { appendArguments, unlessGenerated } from '../../../languages/nginx/edits';
import { effectiveText } from '../../../languages/nginx/effective';
import type { NginxDirective, NginxModel } from '../../../languages/nginx/model';
import { hasVariable } from '../../../languages/nginx/words';

export default defineRule({
  id: 'nginx/limit-req-no-burst',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Request limit without burst',
  summary: 'A request limit rejects two requests that arrive close together.',
  citations: ['nginx.limit-req'],
  practices: [],
  checklist: ['rate-limit'],
  fixes: ['suggestion', 'guided'],
  needs: [],
  defersTo: [],
  check({ nginx, targets }, report) {
    for (const directive of nginx.byName.get('limit_req') ?? []) {
      const zone = directive.args.find(
        (arg) => arg.state === 'known' && arg.value.startsWith('zone='),
      );
      if (zone?.state !== 'known' || directive.args.some(allowsOrHides)) continue;
      if (effectiveText(directive.scope, 'limit_req_dry_run', targets.nginx) === 'on') continue;
      const limit = limitOf(nginx, zone.value.slice('zone='.length));
      if (limit?.silent) continue;
      const rate = limit ? ` of ${limit.rate}` : '';
      report({
        at: zone,
        severity: limit ? 'warning' : 'information',
        message: `Without "burst", a request that comes sooner than the rate${rate} allows is rejected at once${limit?.byAddress ? '' : ', even the second file of a page'}. Add "burst" with the number that may come together.`,
        ...(limit && { related: [{ at: limit.directive, message: 'The rate is set here.' }] }),
        fixes: unlessGenerated(nginx, () => [allowBurst(directive, limit)]),
      });
    }
  },
});

function allowsOrHides(arg: NginxDirective['args'][number]): boolean {
  return arg.state !== 'known' || arg.value.startsWith('burst=');
}

interface Limit {
  readonly directive: NginxDirective;
  readonly rate: string;
  readonly perMinute: boolean;
  /** The key tells one address of the site from another, so the files of a page do not meet. */
  readonly byAddress: boolean;
  /** So high, or for all clients together, that a burst is no question. */
  readonly silent: boolean;
}

/** The zone's rate, where this file defines it. */
function limitOf(nginx: NginxModel, name: string): Limit | undefined {
  const zone = nginx.zones.find(
    ({ kind, name: defined }) =>
      kind === 'limit_req' && defined.state === 'known' && defined.value === name,
  );
  if (!zone) return undefined;
  const { directive } = zone;
  const rates = directive.args.flatMap((arg) => (arg.state === 'known' ? [arg.value] : []));
  const [, count, unit] = rates.map((arg) => /^rate=(\d+)r\/([sm])$/.exec(arg)).find(Boolean) ?? [];
  const key = directive.args[0];
  const byAddress = key?.state === 'known' && /\$(?:request_)?uri\b|\$args\b/.test(key.value);
  if (count === undefined) {
    return { directive, rate: '', perMinute: false, byAddress, silent: true };
  }
  const perClient =
    key?.state === 'known' && hasVariable(key.value) && key.value !== '$server_name';
  const perMinute = unit === 'm';
  return {
    directive,
    rate: `${count}r/${unit}`,
    perMinute,
    byAddress,
    silent: !perClient || (!perMinute && Number(count) >= 1000),
  };
}

/** A limit by the minute guards a login or the like: loosening it is the user's decision. */
function allowBurst(directive: NginxDirective, limit: Limit | undefined): Fix {
  const nodelay = directive.args.some(
    (arg) => arg.state === 'known' && /^(?:nodelay$|delay=)/.test(arg.value),
  );
  const guarded = !limit || limit.perMinute;
  const burst = guarded ? 'burst=5' : 'burst=20';
  const added = nodelay ? burst : `${burst} nodelay`;
  const title = guarded
    ? `Let requests come together: none → ${added} (each may be a guess at a password)`
    : `Let requests come together: ${added}`;
  const edits = [appendArguments(directive, added)];
  return { title, kind: guarded ? 'guided' : 'suggestion', edits };
}
