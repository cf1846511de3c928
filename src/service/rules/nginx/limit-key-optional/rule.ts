import { valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import type { NginxModel, Scope } from '../../../languages/nginx/model';
import { levelsAround } from '../../../languages/nginx/within';

export default defineRule({
  id: 'nginx/limit-key-optional',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Limit that may be left out',
  summary: 'A limit counts by what a client may leave out, and then counts nothing.',
  citations: ['nginx.limit-req', 'nginx.limit-conn'],
  practices: [],
  checklist: ['rate-limit'],
  fixes: [],
  needs: [],
  defersTo: ['nginx/limit-key-from-client'],
  check({ nginx }, report) {
    // Who checks callers turns away those without a key.
    if (CHECKS.some((name) => nginx.byName.has(name))) return;
    for (const { kind, directive, name } of nginx.zones) {
      const [key] = directive.args;
      if ((kind !== 'limit_req' && kind !== 'limit_conn') || key?.state !== 'known') continue;
      const zone = valueOf(name);
      if (!OPTIONAL.test(key.value) || zone === undefined) continue;
      const uses = usesOf(nginx, kind, zone);
      if (uses.length === 0 || uses.some((scope) => isLimitedOtherwise(scope, kind, zone)))
        continue;
      report({
        at: key,
        message: `The limit counts by ${key.value}, and nginx does not count a request in which that is empty: who leaves it out is not limited at all. Let a map put $binary_remote_addr in its place where it is empty, or limit by the address as well.`,
      });
    }
  },
});

/** What a client sends or leaves out; what proxies and browsers always send is none of it. */
const OPTIONAL =
  /^\$(?:arg_|cookie_|http_(?!(?:host|user_agent|x_real_ip|x_forwarded_\w+|cf_connecting_ip|true_client_ip|x_amzn_\w+)$))\w+$/;

/** A condition may turn away what has no key, and these ask somebody. */
const CHECKS = ['if', 'auth_request', 'auth_jwt', 'auth_basic', 'js_access', 'access_by_lua_block'];

function usesOf({ byName }: NginxModel, kind: string, zone: string): readonly Scope[] {
  const named = kind === 'limit_req' ? `zone=${zone}` : zone;
  return (byName.get(kind) ?? []).flatMap(({ args, scope }) =>
    args.some((arg) => valueOf(arg) === named) ? [scope] : [],
  );
}

/** Whether another limit holds beside it, or what holds cannot be seen. */
function isLimitedOtherwise(scope: Scope, kind: string, zone: string): boolean {
  if (scope.open !== null) return true;
  const named = kind === 'limit_req' ? `zone=${zone}` : zone;
  return [scope, ...levelsAround(scope)].some((level) =>
    ['limit_req', 'limit_conn'].some((name) =>
      (level.byName.get(name) ?? []).some(
        ({ args }) => !args.some((arg) => valueOf(arg) === named),
      ),
    ),
  );
}
