import { type Located, valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { appendArguments, replaceArgument, unlessGenerated } from '../../../languages/nginx/edits';
import { effective } from '../../../languages/nginx/effective';
import type { NginxDirective, NginxModel } from '../../../languages/nginx/model';
import { parseTime } from '../../../languages/nginx/words';

export default defineRule({
  id: 'nginx/cache-inactive-before-validity',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Cache dropped before it expires',
  summary: 'Responses leave the cache long before they expire.',
  citations: ['nginx.proxy.cache-path', 'nginx.proxy.cache-valid', 'guide.caching'],
  practices: [],
  checklist: ['cache-lifetimes'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ nginx, targets }, report) {
    const longest = longestValidity(nginx, targets.nginx);
    for (const { kind, name, directive } of nginx.zones) {
      if (kind !== 'cache' || name.state !== 'known') continue;
      const kept = inactiveOf(directive);
      const valid = longest.get(name.value);
      if (!kept || !valid || valid.seconds <= kept.seconds) continue;
      const written = kept.at
        ? `inactive=${kept.written}`
        : `the default of inactive, ${kept.written},`;
      report({
        at: kept.at ?? name,
        message: `A response that nobody asks for is removed after ${kept.written} (${written} counts since the last use), although it is valid for ${valid.written}. What is asked for less often is fetched again each time. Set inactive to at least ${valid.written}.`,
        related: [{ at: valid.at, message: `Responses are valid for ${valid.written} here.` }],
        fixes: unlessGenerated(nginx, () => [
          {
            title: `Keep unused responses for ${kept.written} → ${valid.written}`,
            kind: 'suggestion',
            edits: [
              kept.at
                ? replaceArgument(kept.at, `inactive=${valid.written}`)
                : appendArguments(directive, `inactive=${valid.written}`),
            ],
          },
        ]),
      });
    }
  },
});

interface Duration {
  readonly seconds: number;
  readonly written: string;
}

/** "By default, inactive is set to 10 minutes." */
const DEFAULT_INACTIVE: Duration & { readonly at?: Located } = { seconds: 600, written: '10m' };

/** How long a cache keeps what nobody asks for; `undefined` where a template hides it. */
function inactiveOf({ args }: NginxDirective): (Duration & { readonly at?: Located }) | undefined {
  if (args.some(({ state }) => state !== 'known')) return undefined;
  const at = args.find((arg) => valueOf(arg)?.startsWith('inactive='));
  if (at?.state !== 'known') return DEFAULT_INACTIVE;
  const written = at.value.slice('inactive='.length);
  const seconds = parseTime(written);
  return seconds === undefined ? undefined : { seconds, written, at };
}

/** The longest time that a `*_cache_valid` gives to what is kept in each cache, by the cache's name. */
function longestValidity(
  nginx: NginxModel,
  version: string | undefined,
): ReadonlyMap<string, Duration & { readonly at: Located }> {
  const longest = new Map<string, Duration & { readonly at: Located }>();
  for (const { kind, scope } of nginx.passes) {
    const cache = effective(scope, `${kind}_cache`, version);
    const zone = cache.state === 'declared' ? cache.directives[0]?.args[0] : undefined;
    const validity = effective(scope, `${kind}_cache_valid`, version);
    if (zone?.state !== 'known' || validity.state !== 'declared') continue;
    for (const { args } of validity.directives) {
      const at = args.at(-1);
      const seconds = at?.state === 'known' ? parseTime(at.value) : undefined;
      if (at?.state !== 'known' || seconds === undefined) continue;
      if (seconds > (longest.get(zone.value)?.seconds ?? 0)) {
        longest.set(zone.value, { seconds, written: at.value, at });
      }
    }
  }
  return longest;
}
