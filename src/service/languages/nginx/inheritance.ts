import { olderThan } from './versions';

/**
 * How a directive's value reaches the levels below.
 * - `nearest`: the innermost level that sets it wins.
 * - `whole-list`: the entries of outer levels hold only where a level has none of its own.
 * - `own-level`: it counts where it stands and nowhere else.
 */
export type Inheritance = 'nearest' | 'whole-list' | 'own-level';

/** How a directive is inherited, or `undefined` for one this table does not know. */
export function inheritanceOf(name: string): Inheritance | undefined {
  const before = known.get(name);
  if (before !== undefined) return before;
  const found = lookUp(name);
  if (found !== undefined) known.set(name, found);
  return found;
}

/** Rules ask about few names very often. */
const known = new Map<string, Inheritance>();

function lookUp(name: string): Inheritance | undefined {
  if (WHOLE_LIST.test(name)) return 'whole-list';
  if (OWN_LEVEL.test(name)) return 'own-level';
  return NEAREST.has(name) ? 'nearest' : undefined;
}

/**
 * The documented value where nothing is written; `null` where that means "nothing", `undefined`
 * where the version decides and is not known, or the directive is not in the table.
 */
export function defaultOf(name: string, nginx: string | undefined): string | null | undefined {
  const change = CHANGED.get(name);
  if (change) {
    const older = olderThan(nginx, change.since);
    return older === undefined ? undefined : older ? change.before : change.now;
  }
  return WHOLE_LIST.test(name) ? null : NEAREST.get(name);
}

/** Defaults that a version changed (nginx.org, CHANGES). */
const CHANGED: ReadonlyMap<string, { since: string; before: string; now: string }> = new Map([
  ['proxy_http_version', { since: '1.29.7', before: '1.0', now: '1.1' }],
  ['keepalive_requests', { since: '1.19.10', before: '100', now: '1000' }],
  ['sendfile_max_chunk', { since: '1.21.4', before: '0', now: '2m' }],
]);

const WHOLE_LIST =
  /^(?:(?:proxy|grpc)_set_header|(?:fastcgi|uwsgi|scgi)_param|add_header|add_trailer|limit_req|limit_conn|error_page|proxy_cookie_(?:domain|path|flags)|proxy_redirect|sub_filter|access_log|error_log|(?:proxy|fastcgi|uwsgi|scgi)_(?:cache_valid|cache_bypass|no_cache|hide_header|pass_header|ignore_headers)|set_real_ip_from|index)$/;

const OWN_LEVEL =
  /^(?:\w+_pass|return|rewrite|set|break|try_files|internal|stub_status|empty_gif|alias|listen|server_name|include)$/;

const CACHING = ['proxy', 'fastcgi', 'uwsgi', 'scgi'];
const BACK_ENDS = [...CACHING, 'grpc'];

/** Scalars and their defaults (nginx.org reference pages); `null` where there is none. */
const NEAREST: ReadonlyMap<string, string | null> = new Map([
  ...each(BACK_ENDS, 'connect_timeout', '60s'),
  ...each(BACK_ENDS, 'read_timeout', '60s'),
  ...each(BACK_ENDS, 'send_timeout', '60s'),
  ...each(BACK_ENDS, 'next_upstream', 'error timeout'),
  ...each(BACK_ENDS, 'next_upstream_tries', '0'),
  ...each(BACK_ENDS, 'next_upstream_timeout', '0'),
  ...each(BACK_ENDS, 'intercept_errors', 'off'),
  ...each(CACHING, 'ignore_client_abort', 'off'),
  ...each(CACHING, 'buffering', 'on'),
  ...each(CACHING, 'buffers', '8 4k|8k'),
  ...each(CACHING, 'buffer_size', '4k|8k'),
  ...each(CACHING, 'busy_buffers_size', '8k|16k'),
  ...each(CACHING, 'request_buffering', 'on'),
  ...each(CACHING, 'cache', 'off'),
  ...each(CACHING, 'cache_lock', 'off'),
  ...each(CACHING, 'cache_lock_timeout', '5s'),
  ...each(CACHING, 'cache_lock_age', '5s'),
  ...each(CACHING, 'cache_use_stale', 'off'),
  ...each(CACHING, 'cache_background_update', 'off'),
  ...each(CACHING, 'cache_revalidate', 'off'),
  ...each(CACHING, 'cache_min_uses', '1'),
  ...each(CACHING, 'cache_methods', 'GET HEAD'),
  ['proxy_http_version', null],
  ['proxy_ssl_server_name', 'off'],
  ['fastcgi_keep_conn', 'off'],
  ['client_body_timeout', '60s'],
  ['client_header_timeout', '60s'],
  ['client_max_body_size', '1m'],
  ['send_timeout', '60s'],
  ['keepalive_timeout', '75s'],
  ['keepalive_requests', null],
  ['sendfile_max_chunk', null],
  ['sendfile', 'off'],
  ['tcp_nopush', 'off'],
  ['tcp_nodelay', 'on'],
  ['gzip', 'off'],
  ['gzip_types', 'text/html'],
  ['gzip_comp_level', '1'],
  ['gzip_min_length', '20'],
  ['gzip_proxied', 'off'],
  ['gzip_vary', 'off'],
  ['expires', 'off'],
  ['etag', 'on'],
  ['limit_req_status', '503'],
  ['limit_req_dry_run', 'off'],
  ['limit_conn_status', '503'],
  ['limit_rate', '0'],
  ['resolver', null],
  ['resolver_timeout', '30s'],
  ['root', 'html'],
  ['server_tokens', 'on'],
  ['proxy_timeout', '10m'],
  ['http2', 'off'],
  ['ssl_verify_client', 'off'],
  ['open_log_file_cache', 'off'],
  ['proxy_cache_convert_head', 'on'],
  ['slice', '0'],
  ['real_ip_header', 'X-Real-IP'],
  ['ssl_session_cache', 'none'],
  ['ssl_session_tickets', 'on'],
  ['fastcgi_cache_key', null],
  ['uwsgi_cache_key', null],
  ['scgi_cache_key', null],
  ['proxy_cache_key', '$scheme$proxy_host$request_uri'],
]);

function each(modules: readonly string[], suffix: string, value: string): [string, string][] {
  return modules.map((module) => [`${module}_${suffix}`, value]);
}
