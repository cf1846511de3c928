import { valueOf } from '../../contracts/field';
import type { NginxDirective, NginxModel } from './model';

/** Something that older versions of nginx do not know; they refuse the configuration. */
export interface Newcomer {
  /** As it is written: `sticky`, `server … resolve`. */
  readonly what: string;
  /** The first open-source version that has it (nginx.org, CHANGES). */
  readonly since: string;
  /** The argument it shows in, for what is a new parameter of an old directive. */
  readonly argument?: RegExp;
  readonly instead: string;
}

/** What of a file is newer than nginx 1.18, by the directive that shows it. */
export function newcomersIn(
  model: NginxModel,
): readonly { readonly directive: NginxDirective; readonly newcomer: Newcomer }[] {
  return [...NEWCOMERS].flatMap(([name, newcomer]) =>
    (model.byName.get(name) ?? [])
      .filter((directive) => isOurs(directive) && shows(directive, newcomer))
      .map((directive) => ({ directive, newcomer })),
  );
}

const NEWCOMERS: readonly (readonly [name: string, newcomer: Newcomer])[] = [
  [
    'server',
    {
      what: 'server … resolve',
      argument: /^resolve$/,
      since: '1.27.3',
      instead: 'Use a variable in proxy_pass with a "resolver"',
    },
  ],
  [
    'server',
    {
      what: 'server … service=',
      argument: /^service=/,
      since: '1.27.3',
      instead: 'List the servers with their ports',
    },
  ],
  [
    'server',
    { what: 'server … route=', argument: /^route=/, since: '1.29.6', instead: 'Leave it out' },
  ],
  [
    'server',
    { what: 'server … drain', argument: /^drain$/, since: '1.29.6', instead: 'Use "down"' },
  ],
  [
    'keepalive',
    { what: 'keepalive 0', argument: /^0$/, since: '1.29.7', instead: 'Leave keepalive out' },
  ],
  [
    'keepalive',
    { what: 'keepalive … local', argument: /^local$/, since: '1.29.7', instead: 'Leave it out' },
  ],
  [
    'proxy_http_version',
    { what: 'proxy_http_version 2', argument: /^2$/, since: '1.29.4', instead: 'Use 1.1' },
  ],
  ['sticky', { what: 'sticky', since: '1.29.6', instead: 'Use "hash $cookie_…" or ip_hash' }],
  ['least_time', { what: 'least_time', since: '1.31.0', instead: 'Use least_conn' }],
  [
    'add_header_inherit',
    { what: 'add_header_inherit', since: '1.29.3', instead: 'Repeat the headers at each level' },
  ],
  [
    'http2',
    {
      what: 'the directive http2',
      since: '1.25.1',
      instead: 'Write "http2" at the end of the listen line',
    },
  ],
  ['http3', { what: 'http3', since: '1.25.0', instead: 'Leave it out' }],
  [
    'listen',
    { what: 'listen … quic', argument: /^quic$/, since: '1.25.0', instead: 'Leave that line out' },
  ],
];

/** Third-party modules have a `sticky` of their own, with other words behind it. */
function isOurs({ name, args, scope }: NginxDirective): boolean {
  if (name === 'server' || name === 'keepalive') return scope.kind === 'upstream';
  if (name !== 'sticky') return true;
  return /^(?:cookie|route|learn)$/.test(args[0] ? (valueOf(args[0]) ?? '') : '');
}

function shows({ args }: NginxDirective, { argument }: Newcomer): boolean {
  return argument === undefined || args.some((arg) => argument.test(valueOf(arg) ?? ''));
}
