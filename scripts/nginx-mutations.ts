import type { Mutation } from './mutation-table';

/** Defects of nginx configurations that are seen whole: no includes, no templates. */
export const NGINX_MUTATIONS: readonly Mutation[] = [
  inHttp('nginx/client-keepalive-off', 'keepalive_timeout 0;', /keepalive_/),
  inHttp('nginx/gzip-level-high', 'gzip_comp_level 9;', /gzip_comp_level/),
  inHttp('nginx/gzip-incompressible', 'gzip_types image/png text/css;', /gzip_types/),
  inHttp('nginx/gzip-only-html', 'gzip on;', /gzip/),
  inHttp('nginx/error-log-debug', 'error_log /var/log/planted debug;', /error_log/),
  inHttp('nginx/error-log-off', 'error_log off;', /error_log/),
  inHttp('nginx/timeout-in-milliseconds', 'send_timeout 60000;', /send_timeout/),
  inHttp('nginx/connect-timeout-high', 'proxy_connect_timeout 300s;', /_connect_timeout/),
  inHttp(
    'nginx/log-path-variable-uncached',
    'access_log /var/log/$host.log;',
    /_log\b|_file_cache/,
  ),
  inHttp(
    'nginx/retry-non-idempotent',
    'proxy_next_upstream error non_idempotent;',
    /next_upstream/,
  ),
  inHttp('nginx/zone-reference-broken', 'limit_req zone=planted burst=5;', /limit_req/),
  inHttp(
    'nginx/limit-key-not-binary',
    'limit_req_zone $remote_addr zone=planted:1m rate=1r/s;',
    /limit_req/,
  ),
  inHttp(
    'nginx/limit-status-503',
    'limit_req_zone $binary_remote_addr zone=planted:1m rate=1r/s; limit_req zone=planted burst=5;',
    /limit_req/,
  ),
  {
    ...inHttp('nginx/http2-obsolete-directives', 'http2_push_preload on;', /http2_push/),
    targets: '{ nginx: "1.26" }',
  },
  inServer(
    'nginx/static-without-cache-headers',
    'location ~* \\.(css|js)$ { root /srv/planted; }',
    /expires|add_header|css|\bif\b/,
  ),
  inServer('nginx/http2-missing', 'listen 9443 ssl;', /http2|quic|ssl_verify|proxy_protocol|443/),
  inServer('nginx/quic-not-announced', 'listen 9443 quic;', /quic|alt-svc/i),
  {
    rule: 'nginx/quic-without-reuseport',
    plant: whole(/quic|worker_processes/, (text) =>
      once(`worker_processes 4;\n${text}`, SERVER, '$& listen 9443 quic;'),
    ),
  },
  inLocation('nginx/try-files-beside-proxy', 'try_files $uri /planted.html;', /try_files/),
  inLocation(
    'nginx/websocket-headers-incomplete',
    'proxy_set_header Upgrade $http_upgrade;',
    /proxy_set_header/,
  ),
  {
    rule: 'nginx/read-timeout-long',
    plant: whole(/read_timeout|Upgrade|buffering|client_max_body_size/, (text) =>
      // A name that says "stream" or "upload" keeps the rule silent.
      namesOf(text).some((name) => SAYS_LONG.test(name))
        ? undefined
        : once(text, LOCATION, '$1 proxy_read_timeout 3600s;$2'),
    ),
  },
  {
    rule: 'nginx/response-buffering-off',
    plant: cached('proxy_buffering off;', /buffering/),
  },
  {
    rule: 'nginx/cache-key-collision',
    plant: cached('proxy_cache_methods GET HEAD POST;', /cache_key|cache_methods/),
  },
  {
    rule: 'nginx/cache-stampede',
    plant: cached('', /cache/),
  },
  {
    rule: 'nginx/add-header-cache-dropped',
    plant: whole(/add_header|\bexpires\b/, (text) => {
      const outer = once(text, HTTP, '$& add_header Vary Accept;');
      return outer && once(outer, LOCATION, '$1 add_header X-Planted 1;$2');
    }),
  },
  inUpstream('nginx/upstream-localhost', (block) =>
    once(block, /(\n\s*server\s+)[^\s;]+/, '$1localhost:8099'),
  ),
  inUpstream('nginx/dns-frozen-at-start', (block) =>
    once(block, /(\n\s*server\s+)[^\s;]+;/, '$1planted.eu-west-1.elb.amazonaws.com:80;'),
  ),
  inUpstream('nginx/resolve-prerequisites', (block) =>
    /\bzone\b/.test(block) ? undefined : once(block, /\}$/, ' server planted.test resolve;\n}'),
  ),
  inUpstream('nginx/hash-not-consistent', (block) =>
    servers(block) < 2 || METHOD.test(block)
      ? undefined
      : once(block, /\{/, '{ hash $$request_uri;'),
  ),
  inUpstream('nginx/lb-method-conflict', (block) =>
    METHOD.test(block) ? undefined : once(block, /\{/, '{ least_conn; random;'),
  ),
  inUpstream('nginx/passive-health-disabled', (block) =>
    servers(block) < 2 || /#|down|backup|max_fails/.test(block)
      ? undefined
      : once(block, /(\n\s*server\s+[^\s;]+)/, '$1 max_fails=0'),
  ),
  inUpstream('nginx/max-conns-per-worker', (block, text) =>
    /\bzone\b|max_conns/.test(block) || /worker_processes\s+1;/.test(text) || MAIN.test(text)
      ? undefined
      : once(block, /(\n\s*server\s+[^\s;]+)/, '$1 max_conns=9'),
  ),
  {
    ...inUpstream('nginx/plus-only-directive', (block) => once(block, /\{/, '{ queue 10;')),
    targets: '{ nginx: "1.28" }',
  },
];

const HTTP = /\bhttp\s*\{/;
const MAIN = /\b(?:events|http)\s*\{/;
const SERVER = /\bhttp\s*\{[\s\S]*?\n\s*server\s*\{/;
const LOCATION = /(\n\s*location\s[^{}]*\{[^{}]*?)(\n\s*proxy_pass\s+http:\/\/[^;$]*;)/;
const METHOD = /\b(?:hash|ip_hash|random|sticky|least_\w+|balancer\w*|keepalive)\b/;
const SAYS_LONG =
  /socket|stream|event|sse|upload|export|import|file|media|chat|log\b|push|poll|report|rpc|live|v2/i;

/** A change of texts that nothing from outside can alter; `unless` names what is in its way. */
function whole(unless: RegExp, change: (text: string) => string | undefined) {
  return (text: string): string | undefined =>
    /\binclude\b|\{\{|%%|_by_lua|load_module|\bstream\s*\{|proxy_pass\s+\S*\$/.test(text) ||
    !/\bevents\b/.test(text) ||
    unless.test(text)
      ? undefined
      : change(text);
}

function inHttp(rule: string, line: string, unless: RegExp): Mutation {
  return { rule, plant: whole(unless, (text) => once(text, HTTP, `$& ${escaped(line)}`)) };
}

function inServer(rule: string, line: string, unless: RegExp): Mutation {
  return { rule, plant: whole(unless, (text) => once(text, SERVER, `$& ${escaped(line)}`)) };
}

function inLocation(rule: string, line: string, unless: RegExp): Mutation {
  return { rule, plant: whole(unless, (text) => once(text, LOCATION, `$1 ${escaped(line)}$2`)) };
}

function cached(line: string, unless: RegExp) {
  return whole(new RegExp(`proxy_cache\\b|${unless.source}`), (text) => {
    const zone = 'proxy_cache_path /var/planted keys_zone=planted:1m max_size=1g;';
    const defined = once(text, HTTP, `$& ${zone}`);
    return defined && once(defined, LOCATION, `$1 proxy_cache planted; ${line}$2`);
  });
}

function inUpstream(
  rule: string,
  change: (block: string, text: string) => string | undefined,
): Mutation {
  return {
    rule,
    plant: (text) => {
      const found = /(?:^|\n)[ \t]*upstream\s+\w+\s*\{[^{}]*\}/.exec(text)?.[0];
      const hidden = /\b(?:resolve|service=|include|state)\b|%%|\{\{/;
      if (!found || hidden.test(found) || /health_check|load_module|_by_lua/.test(text))
        return undefined;
      const block = servers(found) > 0 ? change(found, text) : undefined;
      return block === undefined ? undefined : text.replace(found, () => block);
    },
  };
}

/** What locations, servers, upstreams and targets are called. */
function namesOf(text: string): readonly string[] {
  return text.match(/\b(?:location|server_name|upstream|proxy_pass)\s[^{;]*/g) ?? [];
}

function servers(block: string): number {
  return block.match(/\n\s*server\s/g)?.length ?? 0;
}

/** A line for a replacement pattern, where `$` has a meaning. */
function escaped(line: string): string {
  return line.replaceAll('$', '$$$$');
}

function once(text: string, pattern: RegExp, replacement: string): string | undefined {
  const planted = text.replace(pattern, replacement);
  return planted === text ? undefined : planted;
}
