/**
 * Whether nginx gives a variable of this name its value, so that no configuration defines it
 * (nginx.org, alphabetical index of variables, and the prefixes that stand for any header or argument).
 */
export function isBuiltIn(name: string): boolean {
  return /^\d/.test(name) || BY_PREFIX.test(name) || BUILT_IN.has(name);
}

/** Variables worth proposing, in alphabetical order, without their `$`. */
export function builtInVariables(): readonly string[] {
  return [...BUILT_IN].sort();
}

const BY_PREFIX =
  /^(?:arg_|cookie_|http_|sent_http_|sent_trailer_|upstream_(?:http|cookie|trailer)_|jwt_|ssl_|geoip2?_|proxy_protocol_|spdy|realip_|secure_link|upstream_|session_log_|otel_)/;

const BUILT_IN: ReadonlySet<string> = new Set(
  `
  ancient_browser args binary_remote_addr body_bytes_sent bytes_received bytes_sent connection
  connection_requests connection_time connections_active connections_reading connections_waiting
  connections_writing content_length content_type date_gmt date_local document_root document_uri
  fastcgi_path_info fastcgi_script_name gzip_ratio host hostname http2 http3 http_cookie http_host
  http_referer http_upgrade http_user_agent http_x_forwarded_for http_x_forwarded_proto https
  invalid_referer is_args is_request_port limit_conn_status limit_rate limit_req_status
  modern_browser msec msie nginx_version pid pipe protocol proxy_add_x_forwarded_for proxy_host
  proxy_port proxy_protocol_addr proxy_protocol_port query_string realip_remote_addr
  realip_remote_port realpath_root remote_addr remote_port remote_user request request_body
  request_body_file request_completion request_filename request_id request_length request_method
  request_port request_time request_uri scheme server_addr server_name server_port server_protocol
  session_time slice_range ssl_cipher ssl_client_s_dn ssl_client_verify ssl_preread_server_name
  ssl_protocol ssl_server_name ssl_session_reused status tcpinfo_rtt tcpinfo_rttvar time_iso8601
  time_local uid_got uid_reset uid_set upstream_addr upstream_bytes_received upstream_bytes_sent
  upstream_cache_status upstream_connect_time upstream_header_time upstream_response_length
  upstream_response_time upstream_status uri
  `
    .trim()
    .split(/\s+/),
);
