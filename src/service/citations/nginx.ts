/** The reference pages of nginx and its vendor's articles. */
export const nginx = {
  'nginx.changes': { title: 'nginx: changes', url: 'https://nginx.org/en/CHANGES' },
  'nginx.limit-req': directive('limit_req', 'http/ngx_http_limit_req_module'),
  'nginx.proxy.cache-lock': directive('proxy_cache_lock', 'http/ngx_http_proxy_module'),
  'nginx.proxy.cache-path': directive('proxy_cache_path', 'http/ngx_http_proxy_module'),
  'nginx.proxy.cache-use-stale': directive('proxy_cache_use_stale', 'http/ngx_http_proxy_module'),
  'nginx.proxy.http-version': directive('proxy_http_version', 'http/ngx_http_proxy_module'),
  'nginx.proxy.set-header': directive('proxy_set_header', 'http/ngx_http_proxy_module'),
  'nginx.fastcgi.keep-conn': directive('fastcgi_keep_conn', 'http/ngx_http_fastcgi_module'),
  'nginx.upstream.keepalive': directive('keepalive', 'http/ngx_http_upstream_module'),
  'nginx.upstream.server': directive('server', 'http/ngx_http_upstream_module'),
  'nginx.upstream.upstream': directive('upstream', 'http/ngx_http_upstream_module'),
  'nginx.blog.common-mistakes': {
    title: 'NGINX: Avoiding the Top 10 NGINX Configuration Mistakes',
    url: 'https://blog.nginx.org/blog/avoiding-top-10-nginx-configuration-mistakes',
  },
} as const;

function directive(name: string, page: string) {
  return { title: `nginx: ${name}`, url: `https://nginx.org/en/docs/${page}.html#${name}` };
}
