import { valueOf } from '../../../contracts/field';
import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import {
  insertAfter,
  insertBefore,
  sourceOf,
  unlessGenerated,
} from '../../../languages/nginx/edits';
import { effective, entryKey } from '../../../languages/nginx/effective';
import type { NginxDirective, NginxModel, Scope } from '../../../languages/nginx/model';
import { olderThan } from '../../../languages/nginx/versions';

export default defineRule({
  id: 'nginx/add-header-cache-dropped',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Caching headers dropped',
  summary: 'A level with its own add_header drops the caching headers of the level around it.',
  citations: ['nginx.headers.add-header', 'guide.caching'],
  practices: [],
  checklist: ['cache-lifetimes'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ nginx, targets }, report) {
    if (nginx.byName.has('add_header_inherit')) return;
    for (const scope of nginx.scopes) {
      const own = scope.byName.get('add_header');
      const first = own?.[0];
      const last = own?.at(-1);
      if (!first || !last || scope.open !== null || !ANSWERS.has(scope.kind)) continue;
      if (answersItself(scope)) continue;
      const headers = effective(scope, 'add_header', targets.nginx);
      if (headers.state !== 'declared') continue;
      const dropped = headers.dropped.filter((entry) => isLost(entry, scope));
      if (dropped.length === 0) continue;
      const names = dropped
        .map((entry) => valueOf(entry.args[0] ?? NOTHING) ?? 'a header')
        .join(' and ');
      report({
        at: first,
        message: `With an add_header of its own, this level no longer sends ${names} of the level around it: nginx inherits such lines only where there are none. Repeat ${dropped.length === 1 ? 'it' : 'them'} here.`,
        related: dropped.map((entry) => ({ at: entry, message: 'This header is dropped.' })),
        fixes: unlessGenerated(nginx, () =>
          dropped.some(({ args }) => args.some(({ state }) => state !== 'known'))
            ? []
            : [
                {
                  title: `Repeat ${names} here`,
                  kind: 'suggestion',
                  edits: [
                    insertAfter(
                      nginx,
                      last,
                      dropped.map((entry) => sourceOf(nginx, entry)),
                    ),
                  ],
                },
                ...merged(nginx, first, targets.nginx),
              ],
        ),
      });
    }
  },
});

/** One word for all levels below, from the version that has it. */
function merged(nginx: NginxModel, first: NginxDirective, version: string | undefined): Fix[] {
  if (olderThan(version, '1.29.3') !== false) return [];
  const edits = [insertBefore(nginx, first, ['add_header_inherit merge;'])];
  return [
    {
      title: 'Send the headers of the outer levels too: add_header_inherit merge',
      kind: 'suggestion',
      edits,
    },
  ];
}

const NOTHING = { state: 'absent', insertAt: 0, path: '' } as const;

/** Levels that answer requests; what a server sets is for the locations below it. */
const ANSWERS: ReadonlySet<string> = new Set(['server', 'location', 'if']);

/** A fixed answer, such as to a health check or a preflight, is not what the headers above are for. */
function answersItself({ byName }: Scope): boolean {
  return byName.has('return') || byName.has('deny');
}

/** A header that caches and CDNs read and that nothing else at the level sets. */
function isLost(entry: NginxDirective, scope: Scope): boolean {
  switch (entryKey(entry)) {
    case 'vary':
    case 'alt-svc':
      return true;
    case 'cache-control':
    case 'expires':
      return !scope.byName.has('expires');
    default:
      return false;
  }
}
