/** The reference pages of nginx and its vendor's articles. */
export const nginx = {
  'nginx.changes': { title: 'nginx: changes', url: 'https://nginx.org/en/CHANGES' },
  'nginx.limit-req': directive('limit_req', 'http/ngx_http_limit_req_module'),
  'nginx.limit-conn': directive('limit_conn', 'http/ngx_http_limit_conn_module'),
  'nginx.realip': {
    title: 'nginx: ngx_http_realip_module',
    url: 'https://nginx.org/en/docs/http/ngx_http_realip_module.html',
  },
  'nginx.core.resolver': directive('resolver', 'http/ngx_http_core_module'),
  'nginx.core.worker-connections': directive('worker_connections', 'ngx_core_module'),
  'nginx.gzip.types': directive('gzip_types', 'http/ngx_http_gzip_module'),
  'nginx.headers.add-header': directive('add_header', 'http/ngx_http_headers_module'),
  'nginx.websocket': {
    title: 'nginx: WebSocket proxying',
    url: 'https://nginx.org/en/docs/http/websocket.html',
  },
  'nginx.proxy.cache': directive('proxy_cache', 'http/ngx_http_proxy_module'),
  'nginx.proxy.cache-background-update': directive(
    'proxy_cache_background_update',
    'http/ngx_http_proxy_module',
  ),
  'nginx.proxy.cache-valid': directive('proxy_cache_valid', 'http/ngx_http_proxy_module'),
  'nginx.proxy.next-upstream': directive('proxy_next_upstream', 'http/ngx_http_proxy_module'),
  'nginx.proxy.next-upstream-tries': directive(
    'proxy_next_upstream_tries',
    'http/ngx_http_proxy_module',
  ),
  'nginx.proxy.pass': directive('proxy_pass', 'http/ngx_http_proxy_module'),
  'nginx.core.error-log': directive('error_log', 'ngx_core_module'),
  'nginx.syntax': {
    title: 'nginx: configuration file measurement units',
    url: 'https://nginx.org/en/docs/syntax.html',
  },
  'nginx.upstream.hash': directive('hash', 'http/ngx_http_upstream_module'),
  'nginx.upstream.zone': directive('zone', 'http/ngx_http_upstream_module'),
  'nginx.proxy.cache-lock': directive('proxy_cache_lock', 'http/ngx_http_proxy_module'),
  'nginx.proxy.cache-path': directive('proxy_cache_path', 'http/ngx_http_proxy_module'),
  'nginx.proxy.cache-use-stale': directive('proxy_cache_use_stale', 'http/ngx_http_proxy_module'),
  'nginx.proxy.http-version': directive('proxy_http_version', 'http/ngx_http_proxy_module'),
  'nginx.proxy.set-header': directive('proxy_set_header', 'http/ngx_http_proxy_module'),
  'nginx.fastcgi.keep-conn': directive('fastcgi_keep_conn', 'http/ngx_http_fastcgi_module'),
  'nginx.upstream.keepalive': directive('keepalive', 'http/ngx_http_upstream_module'),
  'nginx.upstream.keepalive-timeout': directive(
    'keepalive_timeout',
    'http/ngx_http_upstream_module',
  ),
  'nginx.upstream.server': directive('server', 'http/ngx_http_upstream_module'),
  'nginx.upstream.upstream': directive('upstream', 'http/ngx_http_upstream_module'),
  'nginx.blog.common-mistakes': {
    title: 'NGINX: Avoiding the Top 10 NGINX Configuration Mistakes',
    url: 'https://blog.nginx.org/blog/avoiding-top-10-nginx-configuration-mistakes',
  },
  'nginx.core.keepalive-requests': directive('keepalive_requests', 'http/ngx_http_core_module'),
  'nginx.core.keepalive-timeout': directive('keepalive_timeout', 'http/ngx_http_core_module'),
  'nginx.core.listen': directive('listen', 'http/ngx_http_core_module'),
  'nginx.core.try-files': directive('try_files', 'http/ngx_http_core_module'),
  'nginx.core.worker-processes': directive('worker_processes', 'ngx_core_module'),
  'nginx.core.worker-shutdown-timeout': directive('worker_shutdown_timeout', 'ngx_core_module'),
  'nginx.gzip.comp-level': directive('gzip_comp_level', 'http/ngx_http_gzip_module'),
  'nginx.gzip.proxied': directive('gzip_proxied', 'http/ngx_http_gzip_module'),
  'nginx.headers.expires': directive('expires', 'http/ngx_http_headers_module'),
  'nginx.http.load-balancing': {
    title: 'nginx: using nginx as HTTP load balancer',
    url: 'https://nginx.org/en/docs/http/load_balancing.html',
  },
  'nginx.http2': directive('http2', 'http/ngx_http_v2_module'),
  'nginx.limit-req-status': directive('limit_req_status', 'http/ngx_http_limit_req_module'),
  'nginx.log.open-file-cache': directive('open_log_file_cache', 'http/ngx_http_log_module'),
  'nginx.proxy.buffering': directive('proxy_buffering', 'http/ngx_http_proxy_module'),
  'nginx.proxy.buffers': directive('proxy_buffers', 'http/ngx_http_proxy_module'),
  'nginx.proxy.busy-buffers-size': directive(
    'proxy_busy_buffers_size',
    'http/ngx_http_proxy_module',
  ),
  'nginx.proxy.source': {
    title: 'nginx: source of ngx_http_proxy_module',
    url: 'https://github.com/nginx/nginx/blob/master/src/http/modules/ngx_http_proxy_module.c',
  },
  'nginx.proxy.cache-convert-head': directive(
    'proxy_cache_convert_head',
    'http/ngx_http_proxy_module',
  ),
  'nginx.proxy.cache-key': directive('proxy_cache_key', 'http/ngx_http_proxy_module'),
  'nginx.proxy.connect-timeout': directive('proxy_connect_timeout', 'http/ngx_http_proxy_module'),
  'nginx.proxy.read-timeout': directive('proxy_read_timeout', 'http/ngx_http_proxy_module'),
  'nginx.proxy.request-buffering': directive(
    'proxy_request_buffering',
    'http/ngx_http_proxy_module',
  ),
  'nginx.quic': { title: 'nginx: QUIC and HTTP/3', url: 'https://nginx.org/en/docs/quic.html' },
  'nginx.slice': directive('slice', 'http/ngx_http_slice_module'),
  'nginx.upstream.least-conn': directive('least_conn', 'http/ngx_http_upstream_module'),
  'nginx.proxy.ignore-headers': directive('proxy_ignore_headers', 'http/ngx_http_proxy_module'),
  'nginx.proxy.next-upstream-timeout': directive(
    'proxy_next_upstream_timeout',
    'http/ngx_http_proxy_module',
  ),
  'nginx.ssl.session-cache': directive('ssl_session_cache', 'http/ngx_http_ssl_module'),
  'nginx.ssl.session-tickets': directive('ssl_session_tickets', 'http/ngx_http_ssl_module'),
  'nginx.lua.code-cache': {
    title: 'lua-nginx-module: lua_code_cache',
    url: 'https://github.com/openresty/lua-nginx-module#lua_code_cache',
  },
} as const;

function directive(name: string, page: string) {
  return { title: `nginx: ${name}`, url: `https://nginx.org/en/docs/${page}.html#${name}` };
}
