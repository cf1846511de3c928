import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import { insertAfter, sourceOf, unlessGenerated } from '../../../languages/nginx/edits';
import { effective, entryKey } from '../../../languages/nginx/effective';
import { isExternal } from '../../../languages/nginx/external';
import type {
  NginxDirective,
  NginxModel,
  NginxPass,
  PassKind,
  Scope,
} from '../../../languages/nginx/model';

export default defineRule({
  id: 'nginx/proxy-set-header-dropped',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Outer proxy headers dropped',
  summary:
    'A level with its own proxy_set_header silently drops all those of the levels around it.',
  citations: ['nginx.proxy.set-header', 'guide.load-balancing'],
  practices: [],
  checklist: ['load-balancing-failover'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ nginx, targets }, report) {
    for (const { own, dropped, matters } of ENTRIES.flatMap(([kind, entry]) =>
      droppingLevels(nginx, kind, entry, targets.nginx),
    )) {
      const last = own[own.length - 1];
      if (!last) continue;
      const names = dropped.map(headerName);
      const them = names.length === 1 ? 'it' : 'them';
      report({
        at: own[0] ?? last,
        severity: matters ? 'warning' : 'information',
        message: `With a ${last.name} of its own, this level drops ${list(names)} of the level around it: nginx inherits such lines only where there are none. Repeat ${them} here.`,
        related: dropped.map((entry) => ({ at: entry, message: 'This header is dropped.' })),
        fixes: unlessGenerated(nginx, () => repeat(nginx, last, dropped)),
      });
    }
  },
});

interface Dropping {
  readonly own: readonly NginxDirective[];
  readonly dropped: readonly NginxDirective[];
  readonly matters: boolean;
}

/** What each way to a back end sends along, by the directive that lists it. */
const ENTRIES: readonly (readonly [kind: PassKind, entry: string])[] = [
  ['proxy', 'proxy_set_header'],
  ['grpc', 'grpc_set_header'],
  ['fastcgi', 'fastcgi_param'],
  ['uwsgi', 'uwsgi_param'],
  ['scgi', 'scgi_param'],
];

/** The parameters that a level has from a file that comes with nginx. */
function parametersIncluded({ byName }: Scope): ReadonlySet<string> {
  const included = (byName.get('include') ?? []).some(({ args: [file] }) =>
    /(?:^|\/)(?:fastcgi_params|fastcgi\.conf|uwsgi_params|scgi_params)$/.test(
      file?.state === 'known' ? file.value : '',
    ),
  );
  return included ? STANDARD : NONE;
}

const NONE: ReadonlySet<string> = new Set();
const STANDARD: ReadonlySet<string> = new Set(
  `query_string request_method content_type content_length script_filename script_name request_uri
  document_uri document_root server_protocol request_scheme https gateway_interface server_software
  remote_addr remote_port remote_user server_addr server_port server_name redirect_status path_info`
    .trim()
    .split(/\s+/),
);

/** Each level whose headers are used by some pass and hide others, once. */
function droppingLevels(
  nginx: NginxModel,
  kind: PassKind,
  entryName: string,
  version: string | undefined,
): readonly Dropping[] {
  const levels = new Map<Scope, Dropping>();
  for (const pass of nginx.passes) {
    if (pass.kind !== kind || isInternal(pass.scope)) continue;
    const headers = effective(pass.scope, entryName, version);
    if (headers.state !== 'declared' || levels.get(headers.scope)?.matters) continue;
    // What one's own servers are told, a client's address or cookies, is not for another site.
    if (isExternal(pass)) continue;
    const given = parametersIncluded(headers.scope);
    const dropped = headers.dropped.filter((entry) => {
      const key = entryKey(entry);
      return !given.has(key);
    });
    if (dropped.length === 0 || dropped.some((entry) => entryKey(entry) === '')) continue;
    const matters = kind === 'proxy' && dropped.some((entry) => isNeeded(entry, pass));
    levels.set(headers.scope, { own: headers.directives, dropped, matters });
  }
  return [...levels.values()];
}

const NEEDED = /^(?:host|x-forwarded-.+|x-real-ip|forwarded|upgrade)$/;

function isNeeded(entry: NginxDirective, pass: NginxPass): boolean {
  const key = entryKey(entry);
  const value = entry.args[1];
  const cleared = value?.state === 'known' && value.value === '';
  if (key !== 'connection') return NEEDED.test(key) && !cleared;
  // Clearing Connection matters to a pool only; anything else is there for WebSockets.
  return !cleared || pass.upstream?.keepalive.state === 'known';
}

function isInternal(scope: Scope): boolean {
  for (
    let level: Scope | null = scope;
    level?.kind === 'location' || level?.kind === 'if';
    level = level.parent
  ) {
    if (level.byName.has('internal')) return true;
  }
  return false;
}

function headerName(entry: NginxDirective): string {
  const name = entry.args[0];
  return name?.state === 'known' ? name.value : 'a header';
}

function list(names: readonly string[]): string {
  if (names.length < 2) return names[0] ?? '';
  return `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
}

function repeat(
  nginx: NginxModel,
  last: NginxDirective,
  dropped: readonly NginxDirective[],
): readonly Fix[] {
  if (dropped.some((entry) => entry.args.some((arg) => arg.state !== 'known'))) return [];
  const lines = dropped.map((entry) => sourceOf(nginx, entry));
  const what = dropped.map(headerName).join(', ');
  const title = `Repeat the headers of the outer level here: ${what}`;
  return [{ title, kind: 'suggestion', edits: [insertAfter(nginx, last, lines)] }];
}
