/**
 * The directives of nginx by page of the reference and by the contexts they are allowed in: the
 * facts of the package @nginx/reference-lib 1.1.41 (Apache-2.0), names only. A name that is missing
 * is never a mistake of the user: modules bring their own.
 */
export const DIRECTIVE_TABLE: readonly (readonly [
  page: string,
  contexts: string,
  names: string,
])[] = [
  [
    'http/ngx_http_access_module',
    'http limit_except location server',
    `
    allow deny
    `,
  ],
  [
    'http/ngx_http_acme_module',
    'acme_issuer',
    `
    accept_terms_of_service account_key challenge common_name_in_csr contact external_account_key
    preferred_chain profile ssl_trusted_certificate ssl_verify state_path uri
    `,
  ],
  [
    'http/ngx_http_acme_module',
    'http',
    `
    acme_issuer acme_shared_zone
    `,
  ],
  [
    'http/ngx_http_acme_module',
    'server',
    `
    acme_certificate
    `,
  ],
  [
    'http/ngx_http_addition_module',
    'http location server',
    `
    add_after_body add_before_body addition_types
    `,
  ],
  [
    'http/ngx_http_auth_basic_module',
    'http limit_except location server',
    `
    auth_basic auth_basic_user_file
    `,
  ],
  [
    'http/ngx_http_auth_jwt_module',
    'http',
    `
    auth_jwt_claim_set auth_jwt_header_set
    `,
  ],
  [
    'http/ngx_http_auth_jwt_module',
    'http limit_except location server',
    `
    auth_jwt auth_jwt_key_file auth_jwt_key_request auth_jwt_require auth_jwt_type
    `,
  ],
  [
    'http/ngx_http_auth_jwt_module',
    'http location server',
    `
    auth_jwt_key_cache auth_jwt_leeway
    `,
  ],
  [
    'http/ngx_http_auth_request_module',
    'http location server',
    `
    auth_request auth_request_set
    `,
  ],
  [
    'http/ngx_http_auth_require_module',
    'http limit_except location server',
    `
    auth_require
    `,
  ],
  [
    'http/ngx_http_autoindex_module',
    'http location server',
    `
    autoindex autoindex_exact_size autoindex_format autoindex_localtime
    `,
  ],
  [
    'http/ngx_http_browser_module',
    'http location server',
    `
    ancient_browser ancient_browser_value modern_browser modern_browser_value
    `,
  ],
  [
    'http/ngx_http_charset_module',
    'http',
    `
    charset_map
    `,
  ],
  [
    'http/ngx_http_charset_module',
    'http if location server',
    `
    charset override_charset source_charset
    `,
  ],
  [
    'http/ngx_http_charset_module',
    'http location server',
    `
    charset_types
    `,
  ],
  [
    'http/ngx_http_core_module',
    'http',
    `
    server server_names_hash_bucket_size server_names_hash_max_size variables_hash_bucket_size
    variables_hash_max_size
    `,
  ],
  [
    'http/ngx_http_core_module',
    'http if location server',
    `
    error_page limit_rate limit_rate_after root sendfile
    `,
  ],
  [
    'http/ngx_http_core_module',
    'http location server',
    `
    absolute_redirect aio aio_write auth_delay chunked_transfer_encoding client_body_buffer_size
    client_body_in_file_only client_body_in_single_buffer client_body_temp_path
    client_body_timeout client_max_body_size default_type directio directio_alignment
    disable_symlinks early_hints error_log_tag etag if_modified_since keepalive_disable
    keepalive_min_timeout keepalive_requests keepalive_time keepalive_timeout lingering_close
    lingering_time lingering_timeout log_not_found log_subrequest max_ranges msie_padding
    msie_refresh open_file_cache open_file_cache_errors open_file_cache_min_uses
    open_file_cache_valid output_buffers port_in_redirect postpone_output read_ahead
    recursive_error_pages reset_timedout_connection resolver resolver_timeout satisfy send_lowat
    send_timeout sendfile_max_chunk server_name_in_redirect server_tokens
    subrequest_output_buffer_size tcp_nodelay tcp_nopush types types_hash_bucket_size
    types_hash_max_size
    `,
  ],
  [
    'http/ngx_http_core_module',
    'http server',
    `
    client_header_buffer_size client_header_timeout connection_pool_size ignore_invalid_headers
    large_client_header_buffers max_headers merge_slashes request_pool_size underscores_in_headers
    `,
  ],
  [
    'http/ngx_http_core_module',
    'location',
    `
    alias internal limit_except
    `,
  ],
  [
    'http/ngx_http_core_module',
    'location server',
    `
    location try_files
    `,
  ],
  [
    'http/ngx_http_core_module',
    'main',
    `
    http
    `,
  ],
  [
    'http/ngx_http_core_module',
    'server',
    `
    listen server_name
    `,
  ],
  [
    'http/ngx_http_dav_module',
    'http location server',
    `
    create_full_put_path dav_access dav_methods min_delete_depth
    `,
  ],
  [
    'http/ngx_http_empty_gif_module',
    'location',
    `
    empty_gif
    `,
  ],
  [
    'http/ngx_http_fastcgi_module',
    'http',
    `
    fastcgi_cache_path
    `,
  ],
  [
    'http/ngx_http_fastcgi_module',
    'http location server',
    `
    fastcgi_allow_upstream fastcgi_bind fastcgi_bind_dynamic fastcgi_buffer_size fastcgi_buffering
    fastcgi_buffers fastcgi_busy_buffers_size fastcgi_cache fastcgi_cache_background_update
    fastcgi_cache_bypass fastcgi_cache_key fastcgi_cache_lock fastcgi_cache_lock_age
    fastcgi_cache_lock_timeout fastcgi_cache_max_range_offset fastcgi_cache_methods
    fastcgi_cache_min_uses fastcgi_cache_purge fastcgi_cache_revalidate fastcgi_cache_use_stale
    fastcgi_cache_valid fastcgi_catch_stderr fastcgi_connect_timeout fastcgi_force_ranges
    fastcgi_hide_header fastcgi_ignore_client_abort fastcgi_ignore_headers fastcgi_index
    fastcgi_intercept_errors fastcgi_keep_conn fastcgi_limit_rate fastcgi_max_temp_file_size
    fastcgi_next_upstream fastcgi_next_upstream_timeout fastcgi_next_upstream_tries
    fastcgi_no_cache fastcgi_param fastcgi_pass_header fastcgi_pass_request_body
    fastcgi_pass_request_headers fastcgi_read_timeout fastcgi_request_buffering
    fastcgi_request_dynamic fastcgi_send_lowat fastcgi_send_timeout fastcgi_socket_keepalive
    fastcgi_socket_rcvbuf fastcgi_socket_sndbuf fastcgi_store fastcgi_store_access
    fastcgi_temp_file_write_size fastcgi_temp_path
    `,
  ],
  [
    'http/ngx_http_fastcgi_module',
    'if location',
    `
    fastcgi_pass
    `,
  ],
  [
    'http/ngx_http_fastcgi_module',
    'location',
    `
    fastcgi_split_path_info
    `,
  ],
  [
    'http/ngx_http_flv_module',
    'location',
    `
    flv
    `,
  ],
  [
    'http/ngx_http_geo_module',
    'http',
    `
    geo
    `,
  ],
  [
    'http/ngx_http_geoip_module',
    'http',
    `
    geoip_city geoip_country geoip_org geoip_proxy geoip_proxy_recursive
    `,
  ],
  [
    'http/ngx_http_grpc_module',
    'http location server',
    `
    grpc_allow_upstream grpc_bind grpc_bind_dynamic grpc_buffer_size grpc_connect_timeout
    grpc_hide_header grpc_ignore_headers grpc_intercept_errors grpc_next_upstream
    grpc_next_upstream_timeout grpc_next_upstream_tries grpc_pass_header grpc_read_timeout
    grpc_request_dynamic grpc_send_timeout grpc_set_header grpc_socket_keepalive
    grpc_socket_rcvbuf grpc_socket_sndbuf grpc_ssl_certificate grpc_ssl_certificate_cache
    grpc_ssl_certificate_key grpc_ssl_ciphers grpc_ssl_conf_command grpc_ssl_crl grpc_ssl_key_log
    grpc_ssl_name grpc_ssl_password_file grpc_ssl_protocols grpc_ssl_server_name
    grpc_ssl_session_reuse grpc_ssl_trusted_certificate grpc_ssl_verify grpc_ssl_verify_depth
    `,
  ],
  [
    'http/ngx_http_grpc_module',
    'if location',
    `
    grpc_pass
    `,
  ],
  [
    'http/ngx_http_gunzip_module',
    'http location server',
    `
    gunzip gunzip_buffers
    `,
  ],
  [
    'http/ngx_http_gzip_module',
    'http if location server',
    `
    gzip
    `,
  ],
  [
    'http/ngx_http_gzip_module',
    'http location server',
    `
    gzip_buffers gzip_comp_level gzip_disable gzip_http_version gzip_min_length gzip_proxied
    gzip_types gzip_vary
    `,
  ],
  [
    'http/ngx_http_gzip_static_module',
    'http location server',
    `
    gzip_static
    `,
  ],
  [
    'http/ngx_http_headers_module',
    'http if location server',
    `
    add_header add_header_inherit add_trailer add_trailer_inherit expires
    `,
  ],
  [
    'http/ngx_http_image_filter_module',
    'http location server',
    `
    image_filter_buffer image_filter_interlace image_filter_jpeg_quality image_filter_sharpen
    image_filter_transparency image_filter_webp_quality
    `,
  ],
  [
    'http/ngx_http_image_filter_module',
    'location',
    `
    image_filter
    `,
  ],
  [
    'http/ngx_http_index_module',
    'http location server',
    `
    index
    `,
  ],
  [
    'http/ngx_http_internal_redirect_module',
    'location server',
    `
    internal_redirect
    `,
  ],
  [
    'http/ngx_http_js_module',
    'http',
    `
    js_include js_shared_dict_zone
    `,
  ],
  [
    'http/ngx_http_js_module',
    'http location server',
    `
    js_context_reuse js_engine js_fetch_buffer_size js_fetch_ciphers js_fetch_keepalive
    js_fetch_keepalive_requests js_fetch_keepalive_time js_fetch_keepalive_timeout
    js_fetch_max_response_buffer_size js_fetch_protocols js_fetch_proxy js_fetch_timeout
    js_fetch_trusted_certificate js_fetch_verify js_fetch_verify_depth js_import js_path
    js_preload_object js_set js_var
    `,
  ],
  [
    'http/ngx_http_js_module',
    'if limit_except location',
    `
    js_access js_body_filter js_content js_header_filter
    `,
  ],
  [
    'http/ngx_http_js_module',
    'location',
    `
    js_periodic
    `,
  ],
  [
    'http/ngx_http_js_module',
    'main',
    `
    js_load_http_native_module
    `,
  ],
  [
    'http/ngx_http_keyval_module',
    'http',
    `
    keyval keyval_zone
    `,
  ],
  [
    'http/ngx_http_limit_conn_module',
    'http',
    `
    limit_conn_zone limit_zone
    `,
  ],
  [
    'http/ngx_http_limit_conn_module',
    'http location server',
    `
    limit_conn limit_conn_dry_run limit_conn_log_level limit_conn_status
    `,
  ],
  [
    'http/ngx_http_limit_req_module',
    'http',
    `
    limit_req_zone
    `,
  ],
  [
    'http/ngx_http_limit_req_module',
    'http location server',
    `
    limit_req limit_req_dry_run limit_req_log_level limit_req_status
    `,
  ],
  [
    'http/ngx_http_log_module',
    'http',
    `
    log_format
    `,
  ],
  [
    'http/ngx_http_log_module',
    'http if limit_except location server',
    `
    access_log
    `,
  ],
  [
    'http/ngx_http_log_module',
    'http location server',
    `
    open_log_file_cache
    `,
  ],
  [
    'http/ngx_http_map_module',
    'http',
    `
    map map_hash_bucket_size map_hash_max_size
    `,
  ],
  [
    'http/ngx_http_memcached_module',
    'http location server',
    `
    memcached_allow_upstream memcached_bind memcached_bind_dynamic memcached_buffer_size
    memcached_connect_timeout memcached_gzip_flag memcached_next_upstream
    memcached_next_upstream_timeout memcached_next_upstream_tries memcached_read_timeout
    memcached_send_timeout memcached_socket_keepalive
    `,
  ],
  [
    'http/ngx_http_memcached_module',
    'if location',
    `
    memcached_pass
    `,
  ],
  [
    'http/ngx_http_mirror_module',
    'http location server',
    `
    mirror mirror_request_body
    `,
  ],
  [
    'http/ngx_http_mp4_module',
    'http location server',
    `
    mp4_buffer_size mp4_limit_rate mp4_limit_rate_after mp4_max_buffer_size mp4_start_key_frame
    `,
  ],
  [
    'http/ngx_http_mp4_module',
    'location',
    `
    mp4
    `,
  ],
  [
    'http/ngx_http_num_map_module',
    'http',
    `
    num_map
    `,
  ],
  [
    'http/ngx_http_oidc_module',
    'http',
    `
    oidc_provider
    `,
  ],
  [
    'http/ngx_http_oidc_module',
    'http location server',
    `
    auth_oidc
    `,
  ],
  [
    'http/ngx_http_oidc_module',
    'oidc_provider',
    `
    client_id client_secret config_url cookie_name extra_auth_args frontchannel_logout_uri issuer
    logout_token_hint logout_uri pkce post_logout_uri redirect_uri scope session_store
    session_timeout ssl_crl ssl_trusted_certificate userinfo
    `,
  ],
  [
    'http/ngx_http_perl_module',
    'http',
    `
    perl_modules perl_require perl_set
    `,
  ],
  [
    'http/ngx_http_perl_module',
    'limit_except location',
    `
    perl
    `,
  ],
  [
    'http/ngx_http_proxy_module',
    'http',
    `
    proxy_cache_path
    `,
  ],
  [
    'http/ngx_http_proxy_module',
    'http location server',
    `
    proxy_allow_upstream proxy_bind proxy_bind_dynamic proxy_buffer_size proxy_buffering
    proxy_buffers proxy_busy_buffers_size proxy_cache proxy_cache_background_update
    proxy_cache_bypass proxy_cache_convert_head proxy_cache_key proxy_cache_lock
    proxy_cache_lock_age proxy_cache_lock_timeout proxy_cache_max_range_offset proxy_cache_methods
    proxy_cache_min_uses proxy_cache_purge proxy_cache_revalidate proxy_cache_use_stale
    proxy_cache_valid proxy_connect_timeout proxy_cookie_domain proxy_cookie_flags
    proxy_cookie_path proxy_force_ranges proxy_headers_hash_bucket_size
    proxy_headers_hash_max_size proxy_hide_header proxy_http_version proxy_ignore_client_abort
    proxy_ignore_headers proxy_intercept_errors proxy_limit_rate proxy_max_temp_file_size
    proxy_method proxy_next_upstream proxy_next_upstream_timeout proxy_next_upstream_tries
    proxy_no_cache proxy_pass_header proxy_pass_request_body proxy_pass_request_headers
    proxy_pass_trailers proxy_read_timeout proxy_redirect proxy_request_buffering
    proxy_request_dynamic proxy_send_lowat proxy_send_timeout proxy_set_body proxy_set_header
    proxy_socket_keepalive proxy_socket_rcvbuf proxy_socket_sndbuf proxy_ssl_certificate
    proxy_ssl_certificate_cache proxy_ssl_certificate_key proxy_ssl_ciphers proxy_ssl_conf_command
    proxy_ssl_crl proxy_ssl_key_log proxy_ssl_name proxy_ssl_password_file proxy_ssl_protocols
    proxy_ssl_server_name proxy_ssl_session_reuse proxy_ssl_trusted_certificate proxy_ssl_verify
    proxy_ssl_verify_depth proxy_store proxy_store_access proxy_temp_file_write_size
    proxy_temp_path
    `,
  ],
  [
    'http/ngx_http_proxy_module',
    'if limit_except location',
    `
    proxy_pass
    `,
  ],
  [
    'http/ngx_http_random_index_module',
    'location',
    `
    random_index
    `,
  ],
  [
    'http/ngx_http_realip_module',
    'http location server',
    `
    real_ip_header real_ip_recursive set_real_ip_from
    `,
  ],
  [
    'http/ngx_http_referer_module',
    'location server',
    `
    referer_hash_bucket_size referer_hash_max_size valid_referers
    `,
  ],
  [
    'http/ngx_http_rewrite_module',
    'http if location server',
    `
    rewrite_log uninitialized_variable_warn
    `,
  ],
  [
    'http/ngx_http_rewrite_module',
    'if location server',
    `
    break return rewrite set
    `,
  ],
  [
    'http/ngx_http_rewrite_module',
    'location server',
    `
    if
    `,
  ],
  [
    'http/ngx_http_scgi_module',
    'http',
    `
    scgi_cache_path
    `,
  ],
  [
    'http/ngx_http_scgi_module',
    'http location server',
    `
    scgi_allow_upstream scgi_bind scgi_bind_dynamic scgi_buffer_size scgi_buffering scgi_buffers
    scgi_busy_buffers_size scgi_cache scgi_cache_background_update scgi_cache_bypass
    scgi_cache_key scgi_cache_lock scgi_cache_lock_age scgi_cache_lock_timeout
    scgi_cache_max_range_offset scgi_cache_methods scgi_cache_min_uses scgi_cache_purge
    scgi_cache_revalidate scgi_cache_use_stale scgi_cache_valid scgi_connect_timeout
    scgi_force_ranges scgi_hide_header scgi_ignore_client_abort scgi_ignore_headers
    scgi_intercept_errors scgi_limit_rate scgi_max_temp_file_size scgi_next_upstream
    scgi_next_upstream_timeout scgi_next_upstream_tries scgi_no_cache scgi_param scgi_pass_header
    scgi_pass_request_body scgi_pass_request_headers scgi_read_timeout scgi_request_buffering
    scgi_request_dynamic scgi_send_timeout scgi_socket_keepalive scgi_socket_rcvbuf
    scgi_socket_sndbuf scgi_store scgi_store_access scgi_temp_file_write_size scgi_temp_path
    `,
  ],
  [
    'http/ngx_http_scgi_module',
    'if location',
    `
    scgi_pass
    `,
  ],
  [
    'http/ngx_http_secure_link_module',
    'http location server',
    `
    secure_link secure_link_md5
    `,
  ],
  [
    'http/ngx_http_secure_link_module',
    'location',
    `
    secure_link_secret
    `,
  ],
  [
    'http/ngx_http_session_log_module',
    'http',
    `
    session_log_format session_log_zone
    `,
  ],
  [
    'http/ngx_http_session_log_module',
    'http location server',
    `
    session_log
    `,
  ],
  [
    'http/ngx_http_slice_module',
    'http location server',
    `
    slice
    `,
  ],
  [
    'http/ngx_http_split_clients_module',
    'http',
    `
    split_clients
    `,
  ],
  [
    'http/ngx_http_ssi_module',
    'http if location server',
    `
    ssi
    `,
  ],
  [
    'http/ngx_http_ssi_module',
    'http location server',
    `
    ssi_last_modified ssi_min_file_chunk ssi_silent_errors ssi_types ssi_value_length
    `,
  ],
  [
    'http/ngx_http_ssl_module',
    'http server',
    `
    ssl ssl_buffer_size ssl_certificate ssl_certificate_cache ssl_certificate_compression
    ssl_certificate_key ssl_ciphers ssl_client_certificate ssl_conf_command ssl_crl ssl_dhparam
    ssl_early_data ssl_ecdh_curve ssl_ech_file ssl_key_log ssl_ocsp ssl_ocsp_cache
    ssl_ocsp_responder ssl_password_file ssl_prefer_server_ciphers ssl_protocols
    ssl_reject_handshake ssl_session_cache ssl_session_ticket_key ssl_session_tickets
    ssl_session_timeout ssl_stapling ssl_stapling_file ssl_stapling_responder ssl_stapling_verify
    ssl_trusted_certificate ssl_verify_client ssl_verify_depth
    `,
  ],
  [
    'http/ngx_http_stub_status_module',
    'location server',
    `
    stub_status
    `,
  ],
  [
    'http/ngx_http_sub_module',
    'http location server',
    `
    sub_filter sub_filter_last_modified sub_filter_once sub_filter_types
    `,
  ],
  [
    'http/ngx_http_tunnel_module',
    'http location server',
    `
    tunnel_allow_upstream tunnel_bind tunnel_bind_dynamic tunnel_buffer_size
    tunnel_connect_timeout tunnel_next_upstream tunnel_next_upstream_timeout
    tunnel_next_upstream_tries tunnel_read_timeout tunnel_send_lowat tunnel_send_timeout
    tunnel_socket_keepalive tunnel_socket_rcvbuf tunnel_socket_sndbuf
    `,
  ],
  [
    'http/ngx_http_tunnel_module',
    'if location server',
    `
    tunnel_pass
    `,
  ],
  [
    'http/ngx_http_upstream_hc_module',
    'http',
    `
    match
    `,
  ],
  [
    'http/ngx_http_upstream_hc_module',
    'location',
    `
    health_check
    `,
  ],
  [
    'http/ngx_http_upstream_module',
    'http',
    `
    upstream
    `,
  ],
  [
    'http/ngx_http_upstream_module',
    'upstream',
    `
    hash ip_hash keepalive keepalive_requests keepalive_time keepalive_timeout least_conn
    least_time ntlm queue random resolver resolver_timeout server state sticky zone
    `,
  ],
  [
    'http/ngx_http_userid_module',
    'http location server',
    `
    userid userid_domain userid_expires userid_flags userid_mark userid_name userid_p3p
    userid_path userid_service
    `,
  ],
  [
    'http/ngx_http_uwsgi_module',
    'http',
    `
    uwsgi_cache_path
    `,
  ],
  [
    'http/ngx_http_uwsgi_module',
    'http location server',
    `
    uwsgi_allow_upstream uwsgi_bind uwsgi_bind_dynamic uwsgi_buffer_size uwsgi_buffering
    uwsgi_buffers uwsgi_busy_buffers_size uwsgi_cache uwsgi_cache_background_update
    uwsgi_cache_bypass uwsgi_cache_key uwsgi_cache_lock uwsgi_cache_lock_age
    uwsgi_cache_lock_timeout uwsgi_cache_max_range_offset uwsgi_cache_methods uwsgi_cache_min_uses
    uwsgi_cache_purge uwsgi_cache_revalidate uwsgi_cache_use_stale uwsgi_cache_valid
    uwsgi_connect_timeout uwsgi_force_ranges uwsgi_hide_header uwsgi_ignore_client_abort
    uwsgi_ignore_headers uwsgi_intercept_errors uwsgi_limit_rate uwsgi_max_temp_file_size
    uwsgi_modifier1 uwsgi_modifier2 uwsgi_next_upstream uwsgi_next_upstream_timeout
    uwsgi_next_upstream_tries uwsgi_no_cache uwsgi_param uwsgi_pass_header uwsgi_pass_request_body
    uwsgi_pass_request_headers uwsgi_read_timeout uwsgi_request_buffering uwsgi_request_dynamic
    uwsgi_send_timeout uwsgi_socket_keepalive uwsgi_socket_rcvbuf uwsgi_socket_sndbuf
    uwsgi_ssl_certificate uwsgi_ssl_certificate_cache uwsgi_ssl_certificate_key uwsgi_ssl_ciphers
    uwsgi_ssl_conf_command uwsgi_ssl_crl uwsgi_ssl_key_log uwsgi_ssl_name uwsgi_ssl_password_file
    uwsgi_ssl_protocols uwsgi_ssl_server_name uwsgi_ssl_session_reuse
    uwsgi_ssl_trusted_certificate uwsgi_ssl_verify uwsgi_ssl_verify_depth uwsgi_store
    uwsgi_store_access uwsgi_temp_file_write_size uwsgi_temp_path
    `,
  ],
  [
    'http/ngx_http_uwsgi_module',
    'if location',
    `
    uwsgi_pass
    `,
  ],
  [
    'http/ngx_http_v2_module',
    'http',
    `
    http2_recv_buffer_size
    `,
  ],
  [
    'http/ngx_http_v2_module',
    'http location server',
    `
    http2_chunk_size http2_push http2_push_preload
    `,
  ],
  [
    'http/ngx_http_v2_module',
    'http server',
    `
    http2 http2_body_preread_size http2_idle_timeout http2_max_concurrent_pushes
    http2_max_concurrent_streams http2_max_field_size http2_max_header_size http2_max_requests
    http2_recv_timeout
    `,
  ],
  [
    'http/ngx_http_v3_module',
    'http server',
    `
    http3 http3_hq http3_max_concurrent_streams http3_stream_buffer_size
    quic_active_connection_id_limit quic_gso quic_host_key quic_retry
    `,
  ],
  [
    'http/ngx_http_v3_module',
    'main',
    `
    quic_bpf
    `,
  ],
  [
    'http/ngx_http_xslt_module',
    'http location server',
    `
    xml_entities xml_external_entities xslt_last_modified xslt_param xslt_string_param xslt_types
    `,
  ],
  [
    'http/ngx_http_xslt_module',
    'location',
    `
    xslt_stylesheet
    `,
  ],
  [
    'ngx_core_module',
    '',
    `
    include
    `,
  ],
  [
    'ngx_core_module',
    'events',
    `
    accept_mutex accept_mutex_delay debug_connection multi_accept stall_threshold use
    worker_aio_requests worker_connections
    `,
  ],
  [
    'ngx_core_module',
    'http location mail main server stream',
    `
    error_log
    `,
  ],
  [
    'ngx_core_module',
    'main',
    `
    daemon debug_points env events load_module lock_file master_process pcre_jit pid ssl_engine
    ssl_object_cache_inheritable thread_pool timer_resolution user worker_cpu_affinity
    worker_priority worker_processes worker_rlimit_core worker_rlimit_nofile
    worker_shutdown_timeout working_directory
    `,
  ],
  [
    'ngx_otel_module',
    'http',
    `
    otel_exporter otel_resource_attr otel_service_name
    `,
  ],
  [
    'ngx_otel_module',
    'http location server',
    `
    otel_span_attr otel_span_name otel_trace otel_trace_context
    `,
  ],
  [
    'stream/ngx_stream_access_module',
    'server stream',
    `
    allow deny
    `,
  ],
  [
    'stream/ngx_stream_core_module',
    'main',
    `
    stream
    `,
  ],
  [
    'stream/ngx_stream_core_module',
    'server',
    `
    listen server_name
    `,
  ],
  [
    'stream/ngx_stream_core_module',
    'server stream',
    `
    preread_buffer_size preread_timeout proxy_protocol_timeout resolver resolver_timeout
    tcp_nodelay
    `,
  ],
  [
    'stream/ngx_stream_core_module',
    'stream',
    `
    server server_names_hash_bucket_size server_names_hash_max_size variables_hash_bucket_size
    variables_hash_max_size
    `,
  ],
  [
    'stream/ngx_stream_geo_module',
    'stream',
    `
    geo
    `,
  ],
  [
    'stream/ngx_stream_geoip_module',
    'stream',
    `
    geoip_city geoip_country geoip_org
    `,
  ],
  [
    'stream/ngx_stream_js_module',
    'main',
    `
    js_load_stream_native_module
    `,
  ],
  [
    'stream/ngx_stream_js_module',
    'server',
    `
    js_periodic
    `,
  ],
  [
    'stream/ngx_stream_js_module',
    'server stream',
    `
    js_access js_context_reuse js_engine js_fetch_buffer_size js_fetch_ciphers js_fetch_keepalive
    js_fetch_keepalive_requests js_fetch_keepalive_time js_fetch_keepalive_timeout
    js_fetch_max_response_buffer_size js_fetch_protocols js_fetch_proxy js_fetch_timeout
    js_fetch_trusted_certificate js_fetch_verify js_fetch_verify_depth js_filter js_import js_path
    js_preload_object js_preread js_set js_var
    `,
  ],
  [
    'stream/ngx_stream_js_module',
    'stream',
    `
    js_include js_shared_dict_zone
    `,
  ],
  [
    'stream/ngx_stream_keyval_module',
    'stream',
    `
    keyval keyval_zone
    `,
  ],
  [
    'stream/ngx_stream_limit_conn_module',
    'server stream',
    `
    limit_conn limit_conn_dry_run limit_conn_log_level
    `,
  ],
  [
    'stream/ngx_stream_limit_conn_module',
    'stream',
    `
    limit_conn_zone
    `,
  ],
  [
    'stream/ngx_stream_log_module',
    'server stream',
    `
    access_log open_log_file_cache
    `,
  ],
  [
    'stream/ngx_stream_log_module',
    'stream',
    `
    log_format
    `,
  ],
  [
    'stream/ngx_stream_map_module',
    'stream',
    `
    map map_hash_bucket_size map_hash_max_size
    `,
  ],
  [
    'stream/ngx_stream_mqtt_filter_module',
    'server',
    `
    mqtt_rewrite_buffer_size mqtt_set_connect
    `,
  ],
  [
    'stream/ngx_stream_mqtt_filter_module',
    'server stream',
    `
    mqtt mqtt_buffers
    `,
  ],
  [
    'stream/ngx_stream_mqtt_preread_module',
    'server stream',
    `
    mqtt_preread
    `,
  ],
  [
    'stream/ngx_stream_num_map_module',
    'stream',
    `
    num_map
    `,
  ],
  [
    'stream/ngx_stream_pass_module',
    'server',
    `
    pass
    `,
  ],
  [
    'stream/ngx_stream_proxy_module',
    'server',
    `
    proxy_pass
    `,
  ],
  [
    'stream/ngx_stream_proxy_module',
    'server stream',
    `
    proxy_bind proxy_bind_dynamic proxy_buffer_size proxy_connect_timeout proxy_download_rate
    proxy_half_close proxy_next_upstream proxy_next_upstream_timeout proxy_next_upstream_tries
    proxy_protocol proxy_requests proxy_responses proxy_session_drop proxy_socket_keepalive
    proxy_socket_rcvbuf proxy_socket_sndbuf proxy_ssl proxy_ssl_alpn proxy_ssl_certificate
    proxy_ssl_certificate_cache proxy_ssl_certificate_key proxy_ssl_ciphers proxy_ssl_conf_command
    proxy_ssl_crl proxy_ssl_key_log proxy_ssl_name proxy_ssl_password_file proxy_ssl_protocols
    proxy_ssl_server_name proxy_ssl_session_reuse proxy_ssl_trusted_certificate proxy_ssl_verify
    proxy_ssl_verify_depth proxy_timeout proxy_upload_rate
    `,
  ],
  [
    'stream/ngx_stream_realip_module',
    'server stream',
    `
    set_real_ip_from
    `,
  ],
  [
    'stream/ngx_stream_return_module',
    'server',
    `
    return
    `,
  ],
  [
    'stream/ngx_stream_set_module',
    'server',
    `
    set
    `,
  ],
  [
    'stream/ngx_stream_split_clients_module',
    'stream',
    `
    split_clients
    `,
  ],
  [
    'stream/ngx_stream_ssl_module',
    'server stream',
    `
    ssl_alpn ssl_certificate ssl_certificate_cache ssl_certificate_compression ssl_certificate_key
    ssl_ciphers ssl_client_certificate ssl_conf_command ssl_crl ssl_dhparam ssl_ecdh_curve
    ssl_ech_file ssl_handshake_timeout ssl_key_log ssl_ocsp ssl_ocsp_cache ssl_ocsp_responder
    ssl_password_file ssl_prefer_server_ciphers ssl_protocols ssl_reject_handshake
    ssl_session_cache ssl_session_ticket_key ssl_session_tickets ssl_session_timeout ssl_stapling
    ssl_stapling_file ssl_stapling_responder ssl_stapling_verify ssl_trusted_certificate
    ssl_verify_client ssl_verify_depth
    `,
  ],
  [
    'stream/ngx_stream_ssl_preread_module',
    'server stream',
    `
    ssl_preread
    `,
  ],
  [
    'stream/ngx_stream_upstream_hc_module',
    'server',
    `
    health_check
    `,
  ],
  [
    'stream/ngx_stream_upstream_hc_module',
    'server stream',
    `
    health_check_timeout
    `,
  ],
  [
    'stream/ngx_stream_upstream_hc_module',
    'stream',
    `
    match
    `,
  ],
  [
    'stream/ngx_stream_upstream_module',
    'stream',
    `
    upstream
    `,
  ],
  [
    'stream/ngx_stream_upstream_module',
    'upstream',
    `
    hash least_conn least_time random resolver resolver_timeout server state zone
    `,
  ],
  [
    'stream/ngx_stream_zone_sync_module',
    'server',
    `
    zone_sync zone_sync_server
    `,
  ],
  [
    'stream/ngx_stream_zone_sync_module',
    'server stream',
    `
    zone_sync_buffers zone_sync_connect_retry_interval zone_sync_connect_timeout
    zone_sync_interval zone_sync_recv_buffer_size zone_sync_ssl zone_sync_ssl_certificate
    zone_sync_ssl_certificate_key zone_sync_ssl_ciphers zone_sync_ssl_conf_command
    zone_sync_ssl_crl zone_sync_ssl_name zone_sync_ssl_password_file zone_sync_ssl_protocols
    zone_sync_ssl_server_name zone_sync_ssl_trusted_certificate zone_sync_ssl_verify
    zone_sync_ssl_verify_depth zone_sync_timeout
    `,
  ],
];
