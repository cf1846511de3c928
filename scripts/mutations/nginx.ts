import type { Mutation } from './mutation';
import {
  cached,
  HTTP,
  inHttp,
  inLocation,
  inServer,
  inUpstream,
  LOCATION,
  SERVER,
  saysLong,
  servers,
  whole,
} from './nginx-planting';
import { once } from './text';

const MAIN = /\b(?:events|http)\s*\{/;
const METHOD = /\b(?:hash|ip_hash|random|sticky|least_\w+|balancer\w*|keepalive)\b/;

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
    'nginx/limit-key-from-client',
    'limit_req_zone $http_x_forwarded_for zone=planted:1m rate=1r/s;',
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
  inLocation('nginx/busy-buffers-out-of-range', 'proxy_buffer_size 128k;', /_buffer/),
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
      saysLong(text) ? undefined : once(text, LOCATION, '$1 proxy_read_timeout 3600s;$2'),
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
  inUpstream('nginx/upstream-duplicate-server', (block) =>
    once(block, /\n\s*server\s+\d[\d.]+:\d+;/, '$&$&'),
  ),
  inUpstream('nginx/upstream-no-live-server', (block) =>
    once(block, /(\n\s*server\s+[^;{}]+?)(?:\s+backup)?;/g, '$1 down;'),
  ),
  inUpstream('nginx/backup-with-hash-method', (block) =>
    /\b(?:hash|ip_hash|random|sticky|least_\w+)\b/.test(block)
      ? undefined
      : once(block, /\{((?:[^}]*\n\s*server\s[^;]+){2})(?=;)/, '{\n hash $$remote_addr;$1 backup'),
  ),
  inUpstream('nginx/single-server-params-ignored', (block) =>
    servers(block) === 1 && !/\b(?:zone|include)\b/.test(block)
      ? once(block, /(\n\s*server\s+\d[\d.]+:\d+);/, '$1 max_fails=3;')
      : undefined,
  ),
  {
    rule: 'nginx/upstream-keepalive-ineffective',
    targets: '{ nginx: "1.24" }',
    plant: (text) => {
      const plain = !/keepalive|proxy_http_version|Connection|include/.test(text);
      const used = /proxy_pass\s+http:\/\/(\w+)[;/]/.exec(text)?.[1];
      if (!plain || !used) return undefined;
      return once(text, new RegExp(`(upstream\\s+${used}\\s*\\{[^}]*)\\}`), '$1 keepalive 16;\n }');
    },
  },
  {
    rule: 'nginx/cache-unbounded-disk',
    plant: (text) =>
      once(text, /\bhttp\s*\{/, '$&\n proxy_cache_path /var/cache/planted keys_zone=planted:1m;'),
  },
  {
    rule: 'nginx/limit-req-no-burst',
    plant: (text) =>
      /limit_req|if\s*\(|return/.test(text)
        ? undefined
        : once(
            text,
            /(\bhttp\s*\{)([\s\S]*?\n\s*location\s+\/\s*\{)/,
            '$1\n limit_req_zone $binary_remote_addr zone=planted:1m rate=1r/s;$2\n limit_req zone=planted;',
          ),
  },
  {
    rule: 'nginx/proxy-set-header-dropped',
    plant: (text) =>
      /proxy_set_header|include/.test(text)
        ? undefined
        : once(
            text,
            /(\n\s*server\s*\{)([^{}]*location\s[^{}]*\{[^{}]*?)(\n\s*proxy_pass\s+http:)/,
            '$1\n proxy_set_header X-Forwarded-Proto $$scheme;$2\n proxy_set_header X-Real-IP $$remote_addr;$3',
          ),
  },
];
