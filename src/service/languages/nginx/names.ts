import { tableOf } from '../../text/tables';

/**
 * Whether a word is the name of a directive that nothing else is called: used to see that a line
 * starts a new directive although the one before lacks its `;`. Words that are also common
 * arguments (`index`, `allow`, `default`) are left out on purpose, so this is no list of what nginx
 * knows: a name that is missing here is never a mistake of the user.
 */
export function startsDirective(word: string): boolean {
  return STARTERS.has(word) || word.endsWith('_by_lua_block');
}

/** Names by their first part: `proxy` + `pass` is `proxy_pass`. */
const FAMILIES = tableOf<string>({
  add: 'after_body before_body header header_inherit trailer trailer_inherit',
  auth: 'basic basic_user_file delay jwt request request_set',
  client: `
    body_buffer_size body_in_file_only body_in_single_buffer body_temp_path body_timeout
    header_buffer_size header_timeout max_body_size
  `,
  fastcgi: `
    bind buffer_size buffering buffers busy_buffers_size cache cache_background_update
    cache_bypass cache_key cache_lock cache_lock_age cache_lock_timeout cache_max_range_offset
    cache_methods cache_min_uses cache_path cache_revalidate cache_use_stale cache_valid
    catch_stderr connect_timeout force_ranges hide_header ignore_client_abort ignore_headers
    index intercept_errors keep_conn limit_rate max_temp_file_size next_upstream
    next_upstream_timeout next_upstream_tries no_cache param pass pass_header pass_request_body
    pass_request_headers read_timeout request_buffering send_lowat send_timeout socket_keepalive
    split_path_info store store_access temp_file_write_size temp_path
  `,
  grpc: `
    bind buffer_size connect_timeout hide_header ignore_headers intercept_errors next_upstream
    next_upstream_timeout next_upstream_tries pass pass_header read_timeout send_timeout
    set_header socket_keepalive ssl_certificate ssl_certificate_key ssl_ciphers ssl_conf_command
    ssl_crl ssl_key_log ssl_name ssl_password_file ssl_protocols ssl_server_name
    ssl_session_reuse ssl_trusted_certificate ssl_verify ssl_verify_depth
  `,
  gzip: `
    buffers comp_level disable hash http_version min_length no_buffer proxied static types vary
    window
  `,
  http2: `
    body_preread_size chunk_size idle_timeout max_concurrent_pushes max_concurrent_streams
    max_field_size max_header_size max_requests pool_size push push_preload recv_buffer_size
    recv_timeout streams_index_size
  `,
  js: 'content import path set',
  keepalive: 'disable min_timeout requests time timeout',
  limit: `
    conn conn_dry_run conn_log_level conn_status conn_zone except rate rate_after req
    req_dry_run req_log_level req_status req_zone zone
  `,
  lua: 'code_cache package_cpath package_path shared_dict',
  memcached: `
    bind buffer_size connect_timeout gzip_flag next_upstream next_upstream_timeout
    next_upstream_tries pass read_timeout send_timeout socket_keepalive
  `,
  open: `
    file_cache file_cache_errors file_cache_events file_cache_min_uses file_cache_valid
    log_file_cache
  `,
  proxy: `
    bind buffer_size buffering buffers busy_buffers_size cache cache_background_update
    cache_bypass cache_convert_head cache_key cache_lock cache_lock_age cache_lock_timeout
    cache_max_range_offset cache_methods cache_min_uses cache_path cache_revalidate
    cache_use_stale cache_valid connect_timeout cookie_domain cookie_flags cookie_path
    download_rate force_ranges headers_hash_bucket_size headers_hash_max_size hide_header
    http_version ignore_client_abort ignore_headers intercept_errors limit_rate
    max_temp_file_size method next_upstream next_upstream_timeout next_upstream_tries no_cache
    pass pass_header pass_request_body pass_request_headers pass_trailers protocol
    protocol_timeout read_timeout redirect request_buffering request_dynamic requests responses
    send_lowat send_timeout set_body set_header socket_keepalive ssl_certificate
    ssl_certificate_key ssl_ciphers ssl_conf_command ssl_crl ssl_key_log ssl_name
    ssl_password_file ssl_protocols ssl_server_name ssl_session_reuse ssl_trusted_certificate
    ssl_verify ssl_verify_depth store store_access temp_file_write_size temp_path timeout
    upload_rate
  `,
  scgi: `
    bind buffer_size buffering buffers busy_buffers_size cache cache_background_update
    cache_bypass cache_key cache_lock cache_lock_age cache_lock_timeout cache_max_range_offset
    cache_methods cache_min_uses cache_path cache_revalidate cache_use_stale cache_valid
    connect_timeout force_ranges hide_header ignore_client_abort ignore_headers intercept_errors
    limit_rate max_temp_file_size next_upstream next_upstream_timeout next_upstream_tries
    no_cache param pass pass_header pass_request_body pass_request_headers read_timeout
    request_buffering send_timeout socket_keepalive store store_access temp_file_write_size
    temp_path
  `,
  server: 'name name_in_redirect names_hash_bucket_size names_hash_max_size tokens',
  ssi: `
    ignore_recycled_buffers last_modified min_file_chunk silent_errors types value_length
  `,
  ssl: `
    buffer_size certificate certificate_key ciphers client_certificate conf_command crl dhparam
    early_data ecdh_curve engine handshake_timeout ocsp ocsp_cache ocsp_responder password_file
    prefer_server_ciphers preread protocols reject_handshake session_cache session_ticket_key
    session_tickets session_timeout stapling stapling_file stapling_responder stapling_verify
    trusted_certificate verify_client verify_depth
  `,
  sub: 'filter filter_last_modified filter_once filter_types',
  userid: 'domain expires flags mark name p3p path service',
  uwsgi: `
    bind buffer_size buffering buffers busy_buffers_size cache cache_background_update
    cache_bypass cache_key cache_lock cache_lock_age cache_lock_timeout cache_max_range_offset
    cache_methods cache_min_uses cache_path cache_revalidate cache_use_stale cache_valid
    connect_timeout force_ranges hide_header ignore_client_abort ignore_headers intercept_errors
    limit_rate max_temp_file_size modifier1 modifier2 next_upstream next_upstream_timeout
    next_upstream_tries no_cache param pass pass_header pass_request_body pass_request_headers
    read_timeout request_buffering send_timeout socket_keepalive ssl_certificate
    ssl_certificate_key ssl_ciphers ssl_conf_command ssl_crl ssl_key_log ssl_name
    ssl_password_file ssl_protocols ssl_server_name ssl_session_reuse ssl_trusted_certificate
    ssl_verify ssl_verify_depth store store_access string temp_file_write_size temp_path
  `,
  worker: `
    aio_requests connections cpu_affinity priority processes rlimit_core rlimit_nofile
    shutdown_timeout
  `,
});

const PLAIN = `
  absolute_redirect accept_mutex accept_mutex_delay access_log addition_types aio_write
  ancient_browser ancient_browser_value autoindex_exact_size autoindex_format
  autoindex_localtime brotli_comp_level brotli_static brotli_types charset_map charset_types
  chunked_transfer_encoding connection_pool_size create_full_put_path dav_access dav_methods
  debug_connection debug_points default_type directio_alignment disable_symlinks early_hints
  empty_gif epoll_events error_log error_page events geo geoip_city geoip_country gunzip_buffers
  health_check http http3_hq if if_modified_since ignore_invalid_headers image_filter_buffer
  include ip_hash large_client_header_buffers least_conn least_time lingering_close
  lingering_time lingering_timeout listen load_module location lock_file log_format
  log_not_found log_subrequest map map_hash_bucket_size map_hash_max_size master_process
  max_headers max_ranges merge_slashes min_delete_depth mirror_request_body modern_browser
  modern_browser_value more_clear_headers more_set_headers mp4_buffer_size mp4_max_buffer_size
  mp4_start_key_frame msie_padding msie_refresh multi_accept output_buffers override_charset
  pcre_jit perl_modules perl_set port_in_redirect post_action postpone_gzipping postpone_output
  preread_buffer_size preread_timeout quic_gso quic_retry random_index read_ahead real_ip_header
  real_ip_recursive recursive_error_pages referer_hash_bucket_size referer_hash_max_size
  request_pool_size reset_timedout_connection resolver_timeout return rewrite rewrite_log root
  secure_link secure_link_md5 secure_link_secret send_timeout sendfile_max_chunk server
  set_real_ip_from source_charset split_clients status_zone stub_status
  subrequest_output_buffer_size tcp_nodelay tcp_nopush thread_pool timer_resolution try_files
  types types_hash_bucket_size types_hash_max_size underscores_in_headers
  uninitialized_variable_warn upstream valid_referers variables_hash_bucket_size
  variables_hash_max_size working_directory xslt_stylesheet zstd_types
`;

const STARTERS: ReadonlySet<string> = new Set([
  ...words(PLAIN),
  ...Object.entries(FAMILIES).flatMap(([family, rest]) =>
    words(rest).map((name) => `${family}_${name}`),
  ),
]);

function words(list: string): string[] {
  return list.trim().split(/\s+/);
}
