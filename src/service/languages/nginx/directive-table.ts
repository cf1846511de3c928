/*!
 * Directives and variables of nginx, reduced from @nginx/reference-lib 1.1.41 by F5, Inc. (Apache-2.0),
 * which is made of the documentation of nginx (BSD-2-Clause): names, contexts, syntax, defaults and
 * first sentences. Changed: markup is removed and sentences are cut.
 */
// Written by `npm run generate`, see scripts/nginx-reference.ts.

/**
 * A `# page` of the reference, then its directives a line each, the fields parted by tabs: name,
 * contexts, `block` or `plus` or both, syntax, default, what it does. A name that is missing is
 * never a mistake of the user: modules bring their own.
 */
export const DIRECTIVE_TABLE = `
# http/ngx_http_access_module
allow	http server location limit_except		<address> | <CIDR> | unix: | all		Allows access for the specified network or address.
deny	http server location limit_except		<address> | <CIDR> | unix: | all		Denies access for the specified network or address.
# http/ngx_http_acme_module
acme_issuer	http	block	<name> {...}		Defines an ACME certificate issuer object.
uri	acme_issuer		<uri>		The directory URL of the ACME server.
account_key	acme_issuer		<alg>[:<size>] | <file>		The account's private key used for request authentication.
challenge	acme_issuer		<type>	http-01	Specifies the ACME challenge type to be used for the issuer.
common_name_in_csr	acme_issuer		on | off	off	If enabled, sets the Subject Common Name in the certificate request to the first DNS name or the first IP address provided.
contact	acme_issuer		<URL>		Sets an array of URLs that the ACME server can use to contact the client regarding account issues.
external_account_key	acme_issuer		<kid> <file>		Specifies a key identifier kid and a file with the MAC key for external account authorization.
preferred_chain	acme_issuer		<name>		Specifies the preferred certificate chain.
profile	acme_issuer		<name> [require]		Requests the certificate profile name from the ACME server.
ssl_trusted_certificate	acme_issuer		<file>		Specifies a file with trusted CA certificates in the PEM format used to verify the certificate of the ACME server.
ssl_verify	acme_issuer		on | off	on	Enables or disables verification of the ACME server certificate.
state_path	acme_issuer		<path> | off	acme_<issuer>	Defines a directory for storing the module data that can be persisted across restarts.
accept_terms_of_service	acme_issuer				Agrees to the terms of service under which the ACME server will be used.
acme_shared_zone	http		zone=<name>:<size>	zone=ngx_acme_shared:256k	Allows increasing the size of in-memory storage of the module.
acme_certificate	server		<issuer> [<identifier> ...] [key=<alg>[:<size>]]		Defines a certificate with the list of identifiers requested from issuer issuer.
# http/ngx_http_addition_module
add_before_body	http server location		<uri>		Adds the text returned as a result of processing a given subrequest before the response body.
add_after_body	http server location		<uri>		Adds the text returned as a result of processing a given subrequest after the response body.
addition_types	http server location		<mime-type> ...	text/html	Allows adding text in responses with the specified MIME types, in addition to “text/html”.
# http/ngx_http_api_module
api	location		[write=on|off]		Turns on the REST API interface in the surrounding location.
status_zone	server location if		<zone>		Enables collection of virtual http or stream server status information in the specified zone.
# http/ngx_http_auth_basic_module
auth_basic	http server location limit_except		<string> | off	off	Enables validation of user name and password using the “HTTP Basic Authentication” protocol.
auth_basic_user_file	http server location limit_except		<file>		Specifies a file that keeps user names and passwords, in the following format.
# http/ngx_http_auth_jwt_module
auth_jwt	http server location limit_except		<string> [token=<$variable>] | off	off	Enables validation of JSON Web Token.
auth_jwt_claim_set	http		<$variable> <name> ...		Sets the variable to a JWT claim parameter identified by key names.
auth_jwt_header_set	http		<$variable> <name> ...		Sets the variable to a JOSE header parameter identified by key names.
auth_jwt_key_cache	http server location		<time>	0	Enables or disables caching of keys obtained from a file or from a subrequest, and sets caching time for them.
auth_jwt_key_file	http server location limit_except		<file>		Specifies a file in JSON Web Key Set format for validating JWT signature.
auth_jwt_key_request	http server location limit_except		<uri>		Allows retrieving a JSON Web Key Set file from a subrequest for validating JWT signature and sets the URI where the subrequest will be sent to.
auth_jwt_leeway	http server location		<time>	0s	Sets the maximum allowable leeway to compensate clock skew when verifying the exp and nbf JWT claims.
auth_jwt_type	http server location limit_except		signed | encrypted | nested	signed	Specifies which type of JSON Web Token to expect.
auth_jwt_require	http server location limit_except		<$value> ... [error=401 | 403]		Specifies additional checks for JWT validation.
# http/ngx_http_auth_request_module
auth_request	http server location		<uri> | off	off	Enables authorization based on the result of a subrequest and sets the URI to which the subrequest will be sent.
auth_request_set	http server location		<$variable> <value>		Sets the request variable to the given value after the authorization request completes.
# http/ngx_http_auth_require_module
auth_require	http server location limit_except		<$value> ... [error=4xx | 5xx]	off	Enables authorization based on the specified variables.
# http/ngx_http_autoindex_module
autoindex	http server location		on | off	off	Enables or disables the directory listing output.
autoindex_exact_size	http server location		on | off	on	For the HTML format, specifies whether exact file sizes should be output in the directory listing, or rather rounded to kilobytes, megabytes, and gigabytes.
autoindex_format	http server location		html | xml | json | jsonp	html	Sets the format of a directory listing.
autoindex_localtime	http server location		on | off	off	For the HTML format, specifies whether times in the directory listing should be output in the local time zone or UTC.
# http/ngx_http_browser_module
ancient_browser	http server location		<string> ...		If any of the specified substrings is found in the "User-Agent" request header field, the browser will be considered ancient.
ancient_browser_value	http server location		<string>	1	Sets a value for the $ancient_browser variables.
modern_browser	http server location		<browser> <version> or unlisted		Specifies a version starting from which a browser is considered modern.
modern_browser_value	http server location		<string>	1	Sets a value for the $modern_browser variables.
# http/ngx_http_charset_module
charset	http server location if		<charset> | off	off	Adds the specified charset to the "Content-Type" response header field.
charset_map	http	block	<charset1> <charset2> {...}		Describes the conversion table from one charset to another.
charset_types	http server location		<mime-type> ...	text/html text/xml text/plain text/vnd.wap.wml application/javascript application/rss+xml	Enables module processing in responses with the specified MIME types in addition to “text/html”.
override_charset	http server location if		on | off	off	Determines whether a conversion should be performed for answers received from a proxied or a FastCGI/uwsgi/SCGI/gRPC server when the answers already carry a charset in the …
source_charset	http server location if		<charset>		Defines the source charset of a response.
# http/ngx_http_core_module
absolute_redirect	http server location		on | off	on	If disabled, redirects issued by nginx will be relative.
aio	http server location		on | off | threads[=<pool>]	off	Enables or disables the use of asynchronous file I/O (AIO) on FreeBSD and Linux.
aio_write	http server location		on | off	off	If aio is enabled, specifies whether it is used for writing files.
alias	location		<path>		Defines a replacement for the specified location.
auth_delay	http server location		<time>	0s	Delays processing of unauthorized requests with 401 response code to prevent timing attacks when access is limited by password, by the result of subrequest, or by JWT.
chunked_transfer_encoding	http server location		on | off	on	Allows disabling chunked transfer encoding in HTTP/1.1.
client_body_buffer_size	http server location		<size>	8k|16k	Sets buffer size for reading client request body.
client_body_in_file_only	http server location		on | clean | off	off	Determines whether nginx should save the entire client request body into a file.
client_body_in_single_buffer	http server location		on | off	off	Determines whether nginx should save the entire client request body in a single buffer.
client_body_temp_path	http server location		<path> [<level1> [<level2> [<level3>]]]	client_body_temp	Defines a directory for storing temporary files holding client request bodies.
client_body_timeout	http server location		<time>	60s	Defines a timeout for reading client request body.
client_header_buffer_size	http server		<size>	1k	Sets buffer size for reading client request header.
client_header_timeout	http server		<time>	60s	Defines a timeout for reading client request header.
client_max_body_size	http server location		<size>	1m	Sets the maximum allowed size of the client request body.
connection_pool_size	http server		<size>	256|512	Allows accurate tuning of per-connection memory allocations.
default_type	http server location		<mime-type>	text/plain	Defines the default MIME type of a response.
directio	http server location		<size> | off	off	Enables the use of the O_DIRECT flag (FreeBSD, Linux), the F_NOCACHE flag (macOS), or the directio() function (Solaris), when reading files that are larger than or equal to the …
directio_alignment	http server location		<size>	512	Sets the alignment for directio.
disable_symlinks	http server location		off or on | if_not_owner [from=<part>]	off	Determines how symbolic links should be treated when opening files.
early_hints	http server location		<string> ...		Defines conditions under which the 103 (Early Hints) response will be passed to a client.
error_log_tag	http server location	plus	<name> <value>		Defines an additional context tag for HTTP error log messages in text or JSON format, in addition to default tags.
error_page	http server location if		<code> ... [=[<response>]] <uri>		Defines the URI that will be shown for the specified errors.
etag	http server location		on | off	on	Enables or disables automatic generation of the "ETag" response header field for static resources.
http	main	block	{...}		Provides the configuration file context in which the HTTP server directives are specified.
if_modified_since	http server location		off | exact | before	exact	Specifies how to compare modification time of a response with the time in the "If-Modified-Since" request header field.
ignore_invalid_headers	http server		on | off	on	Controls whether header fields with invalid names should be ignored.
internal	location				Specifies that a given location can only be used for internal requests.
keepalive_disable	http server location		none | <browser> ...	msie6	Disables keep-alive connections with misbehaving browsers.
keepalive_min_timeout	http server location		<timeout>	0	Sets a timeout during which a keep-alive client connection will not be closed on the server side for connection reuse or on graceful shutdown of worker processes.
keepalive_requests	http server location		<number>	1000	Sets the maximum number of requests that can be served through one keep-alive connection.
keepalive_time	http server location		<time>	1h	Limits the maximum time during which requests can be processed through one keep-alive connection.
keepalive_timeout	http server location		<timeout> [<header_timeout>]	75s	The first parameter sets a timeout during which a keep-alive client connection will stay open on the server side.
large_client_header_buffers	http server		<number> <size>	4 8k	Sets the maximum number and size of buffers used for reading large client request header.
limit_except	location	block	<method> ... {...}		Limits allowed HTTP methods inside a location.
limit_rate	http server location if		<rate>	0	Limits the rate of response transmission to a client.
limit_rate_after	http server location if		<size>	0	Sets the initial amount after which the further transmission of a response to a client will be rate limited.
lingering_close	http server location		off | on | always	on	Controls how nginx closes client connections.
lingering_time	http server location		<time>	30s	When lingering_close is in effect, this directive specifies the maximum time during which nginx will process (read and ignore) additional data coming from a client.
lingering_timeout	http server location		<time>	5s	When lingering_close is in effect, this directive specifies the maximum waiting time for more client data to arrive.
listen	server		<address>[:<port>] [default_server] [ssl] [http2 | quic] [proxy_protocol] [setfib=<number>] [fastopen=<number>] [backlog=<number>] [rcvbuf=<size>] [sndbuf=<size>] [accept_filter=<filter>] [deferred] [bind] [ipv6only=on|off] [reuseport] [multipath] [so_keepalive=on|off|[<keepidle>]:[<keepintvl>]:[<keepcnt>]] or <port> [default_server] [ssl] [http2 | quic] [proxy_protocol] [setfib=<number>] [fastopen=<number>] [backlog=<number>] [rcvbuf=<size>] [sndbuf=<size>] [accept_filter=<filter>] [deferred] [bind] [ipv6only=on|off] [reuseport] [multipath] [so_keepalive=on|off|[<keepidle>]:[<keepintvl>]:[<keepcnt>]] or unix:<path> [default_server] [ssl] [http2 | quic] [proxy_protocol] [backlog=<number>] [rcvbuf=<size>] [sndbuf=<size>] [accept_filter=<filter>] [deferred] [bind] [so_keepalive=on|off|[<keepidle>]:[<keepintvl>]:[<keepcnt>]]	:80 | :8000	Sets the address and port for IP, or the path for a UNIX-domain socket on which the server will accept requests.
location	server location	block	[ = | ~ | ~ | ^~ ] <uri> {...} or @<name> {...}		Sets configuration depending on a request URI.
log_not_found	http server location		on | off	on	Enables or disables logging of errors about not found files into error_log.
log_subrequest	http server location		on | off	off	Enables or disables logging of subrequests into access_log.
max_headers	http server		<number>	1000	Sets the maximum allowed number of header lines in requests.
max_ranges	http server location		<number>		Limits the maximum allowed number of ranges in byte-range requests.
merge_slashes	http server		on | off	on	Enables or disables compression of two or more adjacent slashes in a URI into a single slash.
msie_padding	http server location		on | off	on	Enables or disables adding comments to responses for MSIE clients with status greater than 400 to increase the response size to 512 bytes.
msie_refresh	http server location		on | off	off	Enables or disables issuing refreshes instead of redirects for MSIE clients.
open_file_cache	http server location		off or max=<N> [inactive=<time>]	off	Configures a cache that can store.
open_file_cache_errors	http server location		on | off	off	Enables or disables caching of file lookup errors by open_file_cache.
open_file_cache_min_uses	http server location		<number>	1	Sets the minimum number of file accesses during the period configured by the inactive parameter of the open_file_cache directive, required for a file descriptor to remain open in …
open_file_cache_valid	http server location		<time>	60s	Sets a time after which open_file_cache elements should be validated.
output_buffers	http server location		<number> <size>	2 32k	Sets the number and size of the buffers used for reading a response from a disk.
port_in_redirect	http server location		on | off	on	Enables or disables specifying the port in absolute redirects issued by nginx.
postpone_output	http server location		<size>	1460	If possible, the transmission of client data will be postponed until nginx has at least size bytes of data to send.
read_ahead	http server location		<size>	0	Sets the amount of pre-reading for the kernel when working with file.
recursive_error_pages	http server location		on | off	off	Enables or disables doing several redirects using the error_page directive.
request_pool_size	http server		<size>	4k	Allows accurate tuning of per-request memory allocations.
reset_timedout_connection	http server location		on | off	off	Enables or disables resetting timed out connections and connections closed with the non-standard code 444 (1.15.2).
resolver	http server location		<address> ... [valid=<time>] [ipv4=on|off] [ipv6=on|off] [status_zone=<zone>]		Configures name servers used to resolve names of upstream servers into addresses.
resolver_timeout	http server location		<time>	30s	Sets a timeout for name resolution.
root	http server location if		<path>	html	Sets the root directory for requests.
satisfy	http server location		all | any	all	Allows access if all (all) or at least one (any) of the ngx_http_access_module, ngx_http_auth_basic_module, ngx_http_auth_request_module, ngx_http_auth_jwt_module (1.13.10), or …
send_lowat	http server location		<size>	0	If the directive is set to a non-zero value, nginx will try to minimize the number of send operations on client sockets by using either NOTE_LOWAT flag of the kqueue method or the …
send_timeout	http server location		<time>	60s	Sets a timeout for transmitting a response to the client.
sendfile	http server location if		on | off	off	Enables or disables the use of sendfile().
sendfile_max_chunk	http server location		<size>	2m	Limits the amount of data that can be transferred in a single sendfile() call.
server	http	block	{...}		Sets configuration for a virtual server.
server_name	server		<name> ...	""	Sets names of a virtual server.
server_name_in_redirect	http server location		on | off	off	Enables or disables the use of the primary server name, specified by the server_name directive, in absolute redirects issued by nginx.
server_names_hash_bucket_size	http		<size>	32|64|128	Sets the bucket size for the server names hash tables.
server_names_hash_max_size	http		<size>	512	Sets the maximum size of the server names hash tables.
server_tokens	http server location		on | off | build | <string>	on	Enables or disables emitting nginx version on error pages and in the "Server" response header field.
subrequest_output_buffer_size	http server location		<size>	4k|8k	Sets the size of the buffer used for storing the response body of a subrequest.
tcp_nodelay	http server location		on | off	on	Enables or disables the use of the TCP_NODELAY option.
tcp_nopush	http server location		on | off	off	Enables or disables the use of the TCP_NOPUSH socket option on FreeBSD or the TCP_CORK socket option on Linux.
try_files	server location		<file> ... <uri> or <file> ... =<code>		Checks the existence of files in the specified order and uses the first found file for request processing; the processing is performed in the current context.
types	http server location	block	{...}	text/html html; image/gif gif; image/jpeg jpg;	Maps file name extensions to MIME types of responses.
types_hash_bucket_size	http server location		<size>	64	Sets the bucket size for the types hash tables.
types_hash_max_size	http server location		<size>	1024	Sets the maximum size of the types hash tables.
underscores_in_headers	http server		on | off	off	Enables or disables the use of underscores in client request header fields.
variables_hash_bucket_size	http		<size>	64	Sets the bucket size for the variables hash table.
variables_hash_max_size	http		<size>	1024	Sets the maximum size of the variables hash table.
# http/ngx_http_dav_module
create_full_put_path	http server location		on | off	off	The WebDAV specification only allows creating files in already existing directories.
dav_access	http server location		<users>:<permissions> ...	user:rw	Sets access permissions for newly created files and directories.
dav_methods	http server location		off | <method> ...	off	Allows the specified HTTP and WebDAV methods.
min_delete_depth	http server location		<number>	0	Allows the DELETE method to remove files provided that the number of elements in a request path is not less than the specified number.
# http/ngx_http_empty_gif_module
empty_gif	location				Turns on module processing in a surrounding location.
# http/ngx_http_f4f_module
f4f	location				Turns on module processing in the surrounding location.
f4f_buffer_size	http server location		<size>	512k	Sets the size of the buffer used for reading the .f4x index file.
# http/ngx_http_fastcgi_module
fastcgi_allow_upstream	http server location	plus	<string> ...		Defines conditions under which access to a FastCGI server is allowed or denied.
fastcgi_bind	http server location		<address> [transparent] | off		Makes outgoing connections to a FastCGI server originate from the specified local IP address with an optional port (1.11.2).
fastcgi_bind_dynamic	http server location	plus	on | off	off	When enabled, makes the bind operation at each connection attempt.
fastcgi_buffer_size	http server location		<size>	4k|8k	Sets the size of the buffer used for reading the first part of the response received from the FastCGI server.
fastcgi_buffering	http server location		on | off	on	Enables or disables buffering of responses from the FastCGI server.
fastcgi_buffers	http server location		<number> <size>	8 4k|8k	Sets the number and size of the buffers used for reading a response from the FastCGI server, for a single connection.
fastcgi_busy_buffers_size	http server location		<size>	8k|16k	When buffering of responses from the FastCGI server is enabled, limits the total size of buffers that can be busy sending a response to the client while the response is not yet …
fastcgi_cache	http server location		<zone> | off	off	Defines a shared memory zone used for caching.
fastcgi_cache_background_update	http server location		on | off	off	Allows starting a background subrequest to update an expired cache item, while a stale cached response is returned to the client.
fastcgi_cache_bypass	http server location		<string> ...		Defines conditions under which the response will not be taken from a cache.
fastcgi_cache_key	http server location		<string>		Defines a key for caching.
fastcgi_cache_lock	http server location		on | off	off	When enabled, only one request at a time will be allowed to populate a new cache element identified according to the fastcgi_cache_key directive by passing a request to a FastCGI …
fastcgi_cache_lock_age	http server location		<time>	5s	If the last request passed to the FastCGI server for populating a new cache element has not completed for the specified time, one more request may be passed to the FastCGI server.
fastcgi_cache_lock_timeout	http server location		<time>	5s	Sets a timeout for fastcgi_cache_lock.
fastcgi_cache_max_range_offset	http server location		<number>		Sets an offset in bytes for byte-range requests.
fastcgi_cache_methods	http server location		GET | HEAD | POST ...	GET HEAD	If the client request method is listed in this directive then the response will be cached.
fastcgi_cache_min_uses	http server location		<number>	1	Sets the number of requests after which the response will be cached.
fastcgi_cache_path	http		<path> [levels=<levels>] [use_temp_path=on|off] keys_zone=<name>:<size> [inactive=<time>] [max_size=<size>] [min_free=<size>] [manager_files=<number>] [manager_sleep=<time>] [manager_threshold=<time>] [loader_files=<number>] [loader_sleep=<time>] [loader_threshold=<time>] [purger=on|off] [purger_files=<number>] [purger_sleep=<time>] [purger_threshold=<time>]		Sets the path and other parameters of a cache.
fastcgi_cache_purge	http server location	plus	string ...		Defines conditions under which the request will be considered a cache purge request.
fastcgi_cache_revalidate	http server location		on | off	off	Enables revalidation of expired cache items using conditional requests with the "If-Modified-Since" and "If-None-Match" header fields.
fastcgi_cache_use_stale	http server location		error | timeout | invalid_header | updating | http_500 | http_503 | http_403 | http_404 | http_429 | off ...	off	Determines in which cases a stale cached response can be used when an error occurs during communication with the FastCGI server.
fastcgi_cache_valid	http server location		[<code> ...] <time>		Sets caching time for different response codes.
fastcgi_catch_stderr	http server location		<string>		Sets a string to search for in the error stream of a response received from a FastCGI server.
fastcgi_connect_timeout	http server location		<time>	60s	Defines a timeout for establishing a connection with a FastCGI server.
fastcgi_force_ranges	http server location		on | off	off	Enables byte-range support for both cached and uncached responses from the FastCGI server regardless of the "Accept-Ranges" field in these responses.
fastcgi_hide_header	http server location		<field>		By default, nginx does not pass the header fields "Status" and "X-Accel-..." from the response of a FastCGI server to a client.
fastcgi_ignore_client_abort	http server location		on | off	off	Determines whether the connection with a FastCGI server should be closed when a client closes the connection without waiting for a response.
fastcgi_ignore_headers	http server location		<field> ...		Disables processing of certain response header fields from the FastCGI server.
fastcgi_index	http server location		<name>		Sets a file name that will be appended after a URI that ends with a slash, in the value of the $fastcgi_script_name variable.
fastcgi_intercept_errors	http server location		on | off	off	Determines whether FastCGI server responses with codes greater than or equal to 300 should be passed to a client or be intercepted and redirected to nginx for processing with the …
fastcgi_keep_conn	http server location		on | off	off	By default, a FastCGI server will close a connection right after sending the response.
fastcgi_limit_rate	http server location		<rate>	0	Limits the speed of reading the response from the FastCGI server.
fastcgi_max_temp_file_size	http server location		<size>	1024m	When buffering of responses from the FastCGI server is enabled, and the whole response does not fit into the buffers set by the fastcgi_buffer_size and fastcgi_buffers directives, …
fastcgi_next_upstream	http server location		error | timeout | denied | invalid_header | http_500 | http_503 | http_403 | http_404 | http_429 | non_idempotent | off ...	error timeout	Specifies in which cases a request should be passed to the next server.
fastcgi_next_upstream_timeout	http server location		<time>	0	Limits the time during which a request can be passed to the next server.
fastcgi_next_upstream_tries	http server location		<number>	0	Limits the number of possible tries for passing a request to the next server.
fastcgi_no_cache	http server location		<string> ...		Defines conditions under which the response will not be saved to a cache.
fastcgi_param	http server location		<parameter> <value> [if_not_empty]	HTTP_HOST $host$is_request_port$request_port	Sets a parameter that should be passed to the FastCGI server.
fastcgi_pass	location if		<address>		Sets the address of a FastCGI server.
fastcgi_pass_header	http server location		<field>		Permits passing otherwise disabled header fields from a FastCGI server to a client.
fastcgi_pass_request_body	http server location		on | off	on	Indicates whether the original request body is passed to the FastCGI server.
fastcgi_pass_request_headers	http server location		on | off	on	Indicates whether the header fields of the original request are passed to the FastCGI server.
fastcgi_read_timeout	http server location		<time>	60s	Defines a timeout for reading a response from the FastCGI server.
fastcgi_request_buffering	http server location		on | off	on	Enables or disables buffering of a client request body.
fastcgi_request_dynamic	http server location	plus	on | off	off	Enables or disables creation of a separate request instance for each FastCGI server.
fastcgi_send_lowat	http server location		<size>	0	If the directive is set to a non-zero value, nginx will try to minimize the number of send operations on outgoing connections to a FastCGI server by using either NOTE_LOWAT flag of …
fastcgi_send_timeout	http server location		<time>	60s	Sets a timeout for transmitting a request to the FastCGI server.
fastcgi_socket_keepalive	http server location		on | off	off	Configures the “TCP keepalive” behavior for outgoing connections to a FastCGI server.
fastcgi_socket_rcvbuf	http server location		<size>		Sets the receive buffer size (the SO_RCVBUF option) for outgoing connections to a FastCGI server.
fastcgi_socket_sndbuf	http server location		<size>		Sets the send buffer size (the SO_SNDBUF option) for outgoing connections to a FastCGI server.
fastcgi_split_path_info	location		<regex>		Defines a regular expression that captures a value for the $fastcgi_path_info variable.
fastcgi_store	http server location		on | off | <string>	off	Enables saving of files to a disk.
fastcgi_store_access	http server location		<users>:<permissions> ...	user:rw	Sets access permissions for newly created files and directories.
fastcgi_temp_file_write_size	http server location		<size>	8k|16k	Limits the size of data written to a temporary file at a time, when buffering of responses from the FastCGI server to temporary files is enabled.
fastcgi_temp_path	http server location		<path> [<level1> [<level2> [<level3>]]]	fastcgi_temp	Defines a directory for storing temporary files with data received from FastCGI servers.
# http/ngx_http_flv_module
flv	location				Turns on module processing in a surrounding location.
# http/ngx_http_geo_module
geo	http	block	[<$address>] <$variable> {...}		Describes the dependency of values of the specified variable on the client IP address.
# http/ngx_http_geoip_module
geoip_country	http		<file>		Specifies a database used to determine the country depending on the client IP address.
geoip_city	http		<file>		Specifies a database used to determine the country, region, and city depending on the client IP address.
geoip_org	http		<file>		Specifies a database used to determine the organization depending on the client IP address.
geoip_proxy	http		<address> | <CIDR>		Defines trusted addresses.
geoip_proxy_recursive	http		on | off	off	If recursive search is disabled then instead of the original client address that matches one of the trusted addresses, the last address sent in "X-Forwarded-For" will be used.
# http/ngx_http_grpc_module
grpc_allow_upstream	http server location	plus	<address>		Defines conditions under which access to a gRPC server is allowed or denied.
grpc_bind	http server location		<address> [transparent ] | off		Makes outgoing connections to a gRPC server originate from the specified local IP address with an optional port.
grpc_bind_dynamic	http server location	plus	on | off	off	When enabled, makes the bind operation at each connection attempt.
grpc_buffer_size	http server location		<size>	4k|8k	Sets the size of the buffer used for reading the response received from the gRPC server.
grpc_connect_timeout	http server location		<time>	60s	Defines a timeout for establishing a connection with a gRPC server.
grpc_hide_header	http server location		<field>		By default, nginx does not pass the header fields "Date", "Server", and "X-Accel-..." from the response of a gRPC server to a client.
grpc_ignore_headers	http server location		<field> ...		Disables processing of certain response header fields from the gRPC server.
grpc_intercept_errors	http server location		on | off	off	Determines whether gRPC server responses with codes greater than or equal to 300 should be passed to a client or be intercepted and redirected to nginx for processing with the …
grpc_next_upstream	http server location		error | timeout | denied | invalid_header | http_500 | http_502 | http_503 | http_504 | http_403 | http_404 | http_429 | non_idempotent | off ...	error timeout	Specifies in which cases a request should be passed to the next server.
grpc_next_upstream_timeout	http server location		<time>	0	Limits the time during which a request can be passed to the next server.
grpc_next_upstream_tries	http server location		<number>	0	Limits the number of possible tries for passing a request to the next server.
grpc_pass	location if		<address>		Sets the gRPC server address.
grpc_pass_header	http server location		<field>		Permits passing otherwise disabled header fields from a gRPC server to a client.
grpc_read_timeout	http server location		<time>	60s	Defines a timeout for reading a response from the gRPC server.
grpc_request_dynamic	http server location	plus	on | off	off	Enables or disables creation of a separate request instance for each gRPC server.
grpc_send_timeout	http server location		<time>	60s	Sets a timeout for transmitting a request to the gRPC server.
grpc_set_header	http server location		<field> <value>	Content-Length $content_length	Allows redefining or appending fields to the request header passed to the gRPC server.
grpc_socket_keepalive	http server location		on | off	off	Configures the “TCP keepalive” behavior for outgoing connections to a gRPC server.
grpc_socket_rcvbuf	http server location		<size>		Sets the receive buffer size (the SO_RCVBUF option) for outgoing connections to a gRPC server.
grpc_socket_sndbuf	http server location		<size>		Sets the send buffer size (the SO_SNDBUF option) for outgoing connections to a gRPC server.
grpc_ssl_certificate	http server location		<file>		Specifies a file with the certificate in the PEM format used for authentication to a gRPC SSL server.
grpc_ssl_certificate_cache	http server location		off or max=<N> [inactive=<time>] [valid=<time>]	off	Defines a cache that stores SSL certificates and secret keys specified with variables.
grpc_ssl_certificate_key	http server location		<file>		Specifies a file with the secret key in the PEM format used for authentication to a gRPC SSL server.
grpc_ssl_ciphers	http server location		<ciphers>	DEFAULT	Specifies the enabled ciphers for requests to a gRPC SSL server.
grpc_ssl_conf_command	http server location		<name> <value>		Sets arbitrary OpenSSL configuration commands when establishing a connection with the gRPC SSL server.
grpc_ssl_crl	http server location		<file>		Specifies a file with revoked certificates (CRL) in the PEM format used to verify the certificate of the gRPC SSL server.
grpc_ssl_key_log	http server location	plus	path		Enables logging of gRPC SSL server connection SSL keys and specifies the path to the key log file.
grpc_ssl_name	http server location		<name>	host from grpc_pass	Allows overriding the server name used to verify the certificate of the gRPC SSL server and to be passed through SNI when establishing a connection with the gRPC SSL server.
grpc_ssl_password_file	http server location		<file>		Specifies a file with passphrases for secret keys where each passphrase is specified on a separate line.
grpc_ssl_protocols	http server location		[SSLv2] [SSLv3] [TLSv1] [TLSv1.1] [TLSv1.2] [TLSv1.3]	TLSv1.2 TLSv1.3	Enables the specified protocols for requests to a gRPC SSL server.
grpc_ssl_server_name	http server location		on | off	off	Enables or disables passing of the server name through TLS Server Name Indication extension (SNI, RFC 6066) when establishing a connection with the gRPC SSL server.
grpc_ssl_session_reuse	http server location		on | off	on	Determines whether SSL sessions can be reused when working with the gRPC server.
grpc_ssl_trusted_certificate	http server location		<file>		Specifies a file with trusted CA certificates in the PEM format used to verify the certificate of the gRPC SSL server.
grpc_ssl_verify	http server location		on | off	off	Enables or disables verification of the gRPC SSL server certificate.
grpc_ssl_verify_depth	http server location		<number>	1	Sets the verification depth in the gRPC SSL server certificates chain.
# http/ngx_http_gunzip_module
gunzip	http server location		on | off	off	Enables or disables decompression of gzipped responses for clients that lack gzip support.
gunzip_buffers	http server location		<number> <size>	32 4k|16 8k	Sets the number and size of buffers used to decompress a response.
# http/ngx_http_gzip_module
gzip	http server location if		on | off	off	Enables or disables gzipping of responses.
gzip_buffers	http server location		<number> <size>	32 4k|16 8k	Sets the number and size of buffers used to compress a response.
gzip_comp_level	http server location		<level>	1	Sets a gzip compression level of a response.
gzip_disable	http server location		<regex> ...		Disables gzipping of responses for requests with "User-Agent" header fields matching any of the specified regular expressions.
gzip_http_version	http server location		1.0 | 1.1	1.1	Sets the minimum HTTP version of a request required to compress a response.
gzip_min_length	http server location		<length>	20	Sets the minimum length of a response that will be gzipped.
gzip_proxied	http server location		off | expired | no-cache | no-store | private | no_last_modified | no_etag | auth | any ...	off	Enables or disables gzipping of responses for proxied requests depending on the request and response.
gzip_types	http server location		<mime-type> ...	text/html	Enables gzipping of responses for the specified MIME types in addition to “text/html”.
gzip_vary	http server location		on | off	off	Enables or disables inserting the "Vary.
# http/ngx_http_gzip_static_module
gzip_static	http server location		on | off | always	off	Enables (“on”) or disables (“off”) checking the existence of precompressed files.
# http/ngx_http_headers_module
add_header	http server location if		<name> <value> [always]		Adds the specified field to a response header provided that the response code equals 200, 201 (1.3.10), 204, 206, 301, 302, 303, 304, 307 (1.1.16, 1.0.13), or 308 (1.13.0).
add_header_inherit	http server location if		on | off | merge	on	Allows altering inheritance rules for the values specified in the add_header directives.
add_trailer	http server location if		<name> <value> [always]		Adds the specified field to the end of a response provided that the response code equals 200, 201, 206, 301, 302, 303, 307, or 308.
add_trailer_inherit	http server location if		on | off | merge	on	Allows altering inheritance rules for the values specified in the add_trailer directives.
expires	http server location if		[modified] <time> or epoch | max | off	off	Enables or disables adding or modifying the "Expires" and "Cache-Control" response header fields provided that the response code equals 200, 201 (1.3.10), 204, 206, 301, 302, 303, …
# http/ngx_http_hls_module
hls	location				Turns on HLS streaming in the surrounding location.
hls_buffers	http server location		<number> <size>	8 2m	Sets the maximum number and size of buffers that are used for reading and writing data frames.
hls_forward_args	http server location		on | off	off	Adds arguments from a playlist request to URIs of fragments.
hls_fragment	http server location		<time>	5s	Defines the default fragment length for playlist URIs requested without the “len” argument.
hls_mp4_buffer_size	http server location		<size>	512k	Sets the initial size of the buffer used for processing MP4 and MOV files.
hls_mp4_max_buffer_size	http server location		<size>	10m	During metadata processing, a larger buffer may become necessary.
# http/ngx_http_image_filter_module
image_filter	location		off or test or size or rotate 90 | 180 | 270 or resize <width> <height> or crop <width> <height>	off	Sets the type of transformation to perform on images.
image_filter_buffer	http server location		<size>	1M	Sets the maximum size of the buffer used for reading images.
image_filter_interlace	http server location		on | off	off	If enabled, final images will be interlaced.
image_filter_jpeg_quality	http server location		<quality>	75	Sets the desired quality of the transformed JPEG images.
image_filter_sharpen	http server location		<percent>	0	Increases sharpness of the final image.
image_filter_transparency	http server location		on|off	on	Defines whether transparency should be preserved when transforming GIF images or PNG images with colors specified by a palette.
image_filter_webp_quality	http server location		<quality>	80	Sets the desired quality of the transformed WebP images.
# http/ngx_http_index_module
index	http server location		<file> ...	index.html	Defines files that will be used as an index.
# http/ngx_http_internal_redirect_module
internal_redirect	server location		<uri>		Sets the URI for internal redirection of the request.
# http/ngx_http_js_module
js_body_filter	location if limit_except		<module.function> [<buffer_type>=<string> | <buffer>]		Sets an njs function as a response body filter.
js_access	location if limit_except		<module.function>		Sets an njs function as a handler in the access phase.
js_content	location if limit_except		<module.function>		Sets an njs function as a location content handler.
js_context_reuse	http server location		<number>	128	Sets a maximum number of JS context to be reused for QuickJS engine.
js_engine	http server location		njs | qjs	njs	Sets a JavaScript engine to be used for njs scripts.
js_fetch_buffer_size	http server location		<size>	16k	Sets the size of the buffer used for reading and writing with Fetch API.
js_fetch_ciphers	http server location		<ciphers>	HIGH:!aNULL:!MD5	Specifies the enabled ciphers for HTTPS requests with Fetch API.
js_fetch_max_response_buffer_size	http server location		<size>	1m	Sets the maximum size of the response received with Fetch API.
js_fetch_protocols	http server location		[TLSv1] [TLSv1.1] [TLSv1.2] [TLSv1.3]	TLSv1 TLSv1.1 TLSv1.2	Enables the specified protocols for HTTPS requests with Fetch API.
js_fetch_timeout	http server location		<time>	60s	Defines a timeout for reading and writing for Fetch API.
js_fetch_trusted_certificate	http server location		<file>		Specifies a file with trusted CA certificates in the PEM format used to verify the HTTPS certificate with Fetch API.
js_fetch_verify	http server location		on | off	on	Enables or disables verification of the HTTPS server certificate with Fetch API.
js_fetch_verify_depth	http server location		<number>	100	Sets the verification depth in the HTTPS server certificates chain with Fetch API.
js_fetch_proxy	http server location		<url>		Configures a forward proxy URL with Fetch API.
js_fetch_keepalive	http server location		<connections>	0	Activates the cache for connections to destination servers.
js_fetch_keepalive_requests	http server location		<number>	1000	Sets the maximum number of requests that can be served through one keepalive connection with Fetch API.
js_fetch_keepalive_time	http server location		<time>	1h	Limits the maximum time during which requests can be processed through one keepalive connection with Fetch API.
js_fetch_keepalive_timeout	http server location		<time>	60s	Sets a timeout during which an idle keepalive connection to a destination server will stay open with Fetch API.
js_header_filter	location if limit_except		<module.function>		Sets an njs function as a response header filter.
js_import	http server location		<module.js> | <export_name from module.js>		Imports a module that implements location, variable, and filter handlers in njs.
js_include	http		<file>		Specifies a file that implements location and variable handlers in njs.
js_load_http_native_module	main		<path> [as <name>]		Loads a native module (shared library) for use in HTTP JavaScript code.
js_path	http server location		<path>		Sets an additional path for njs modules.
js_periodic	location		<module.function> [interval=<time>] [jitter=<number>] [worker_affinity=<mask>]		Specifies a content handler to run at regular interval.
js_preload_object	http server location		<name.json> | <name> from <file.json>		Preloads an immutable object at configure time.
js_set	http server location		<$variable> <module.function> [nocache]		Sets an njs function for the specified variable.
js_shared_dict_zone	http		zone=<name>:<size> [timeout=<time>] [type=string|number] [evict] [state=<file>]		Sets the name and size of the shared memory zone that keeps the key-value dictionary shared between worker processes.
js_var	http server location		<$variable> [<value>]		Declares a writable variable.
# http/ngx_http_keyval_module
keyval	http		<key> <$variable> zone=<name>		Creates a new $variable whose value is looked up by the key in the key-value database.
keyval_zone	http		zone=<name>:<size> [state=<file>] [timeout=<time>] [type=string|ip|prefix] [sync]		Sets the name and size of the shared memory zone that keeps the key-value database.
# http/ngx_http_limit_conn_module
limit_conn	http server location		<zone> <number>		Sets the shared memory zone and the maximum allowed number of connections for a given key value.
limit_conn_dry_run	http server location		on | off	off	Enables the dry run mode.
limit_conn_log_level	http server location		info | notice | warn | error	error	Sets the desired logging level for cases when the server limits the number of connections.
limit_conn_status	http server location		<code>	503	Sets the status code to return in response to rejected requests.
limit_conn_zone	http		<key> zone=<name>:<size>		Sets parameters for a shared memory zone that will keep states for various keys.
limit_zone	http		<name> <$variable> <size>		This directive was made obsolete in version 1.1.8 and was removed in version 1.7.6.
# http/ngx_http_limit_req_module
limit_req	http server location		zone=<name> [burst=<number>] [nodelay | delay=<number>]		Sets the shared memory zone and the maximum burst size of requests.
limit_req_dry_run	http server location		on | off	off	Enables the dry run mode.
limit_req_log_level	http server location		info | notice | warn | error	error	Sets the desired logging level for cases when the server refuses to process requests due to rate exceeding, or delays request processing.
limit_req_status	http server location		<code>	503	Sets the status code to return in response to rejected requests.
limit_req_zone	http		<key> zone=<name>:<size> rate=<rate> [sync]		Sets parameters for a shared memory zone that will keep states for various keys.
# http/ngx_http_log_module
access_log	http server location if limit_except		<path> [<format> [buffer=<size>] [gzip[=]] [flush=<time>] [if=<condition>]] or off	logs/access.log combined	Sets the path, format, and configuration for a buffered log write.
log_format	http		<name> [escape=default|json|none] <string> ...	combined "..."	Specifies log format.
open_log_file_cache	http server location		max=<N> [inactive=<time>] [min_uses=<N>] [valid=<time>] or off	off	Defines a cache that stores the file descriptors of frequently used logs whose names contain variables.
# http/ngx_http_map_module
map	http	block	<string> <$variable> {...}		Creates a new variable whose value depends on values of one or more of the source variables specified in the first parameter.
map_hash_bucket_size	http		<size>	32|64|128	Sets the bucket size for the map variables hash tables.
map_hash_max_size	http		<size>	2048	Sets the maximum size of the map variables hash tables.
# http/ngx_http_memcached_module
memcached_allow_upstream	http server location	plus	<string> ...		Defines conditions under which access to a memcached server is allowed or denied.
memcached_bind	http server location		<address> [transparent ] | off		Makes outgoing connections to a memcached server originate from the specified local IP address with an optional port (1.11.2).
memcached_bind_dynamic	http server location	plus	on | off	off	When enabled, makes the bind operation at each connection attempt.
memcached_buffer_size	http server location		<size>	4k|8k	Sets the size of the buffer used for reading the response received from the memcached server.
memcached_connect_timeout	http server location		<time>	60s	Defines a timeout for establishing a connection with a memcached server.
memcached_gzip_flag	http server location		<flag>		Enables the test for the flag presence in the memcached server response and sets the “Content-Encoding” response header field to “gzip” if the flag is set.
memcached_next_upstream	http server location		error | timeout | denied | invalid_response | not_found | off ...	error timeout	Specifies in which cases a request should be passed to the next server.
memcached_next_upstream_timeout	http server location		<time>	0	Limits the time during which a request can be passed to the next server.
memcached_next_upstream_tries	http server location		<number>	0	Limits the number of possible tries for passing a request to the next server.
memcached_pass	location if		<address>		Sets the memcached server address.
memcached_read_timeout	http server location		<time>	60s	Defines a timeout for reading a response from the memcached server.
memcached_send_timeout	http server location		<time>	60s	Sets a timeout for transmitting a request to the memcached server.
memcached_socket_keepalive	http server location		on | off	off	Configures the “TCP keepalive” behavior for outgoing connections to a memcached server.
# http/ngx_http_mirror_module
mirror	http server location		<uri> | off	off	Sets the URI to which an original request will be mirrored.
mirror_request_body	http server location		on | off	on	Indicates whether the client request body is mirrored.
# http/ngx_http_mp4_module
mp4	location				Turns on module processing in a surrounding location.
mp4_buffer_size	http server location		<size>	512K	Sets the initial size of the buffer used for processing MP4 files.
mp4_max_buffer_size	http server location		<size>	10M	During metadata processing, a larger buffer may become necessary.
mp4_limit_rate	http server location	plus	on | off | <factor>	off	Limits the rate of response transmission to a client.
mp4_limit_rate_after	http server location	plus	<time>	60s	Sets the initial amount of media data (measured in playback time) after which the further transmission of the response to a client will be rate limited.
mp4_start_key_frame	http server location		on | off	off	Forces output video to always start with a key video frame.
# http/ngx_http_num_map_module
num_map	http	block	[<$number>] <$variable> {...}		Describes how the values of the specified variable depend on numeric values or numeric value ranges.
# http/ngx_http_oidc_module
oidc_provider	http	block	<name> {...}		Defines an OpenID Provider for use with the auth_oidc directive.
auth_oidc	http server location		<name> | off	off	Enables end user authentication with the specified OpenID Provider.
issuer	oidc_provider		<URL>		Sets the Issuer Identifier URL of the OpenID Provider; required directive.
client_id	oidc_provider		<string>		Specifies the client ID of the Relying Party; required directive.
client_secret	oidc_provider		<string>		Specifies a secret value used to authenticate the Relying Party with the OpenID Provider.
config_url	oidc_provider		<URL>	<issuer>/.well-known/openid-configuration	Sets a custom URL to retrieve the OpenID Provider metadata.
cookie_name	oidc_provider		<name>	NGX_OIDC_SESSION	Sets the name of a session cookie.
extra_auth_args	oidc_provider		<string>		Sets additional query arguments for the authentication request URL.
frontchannel_logout_uri	oidc_provider		<uri>		Defines the URI path for triggering front-channel logout.
pkce	oidc_provider		on | off		Explicitly enables or disables PKCE.
redirect_uri	oidc_provider		<uri>	/oidc_callback	Defines the Redirection URI path for post-authentication redirects expected by the module from the OpenID Provider.
logout_uri	oidc_provider		<uri>		Defines the URI path for initiating session logout.
post_logout_uri	oidc_provider		<uri>		Defines the path or absolute URI to redirect the user to after the logout.
logout_token_hint	oidc_provider		on | off	off	Adds the id_token_hint argument to the Provider's Logout Endpoint when redirecting user during logout.
scope	oidc_provider		<scope> ...	openid	Sets requested scopes.
session_store	oidc_provider		<name>		Specifies a custom key-value database that stores session data.
session_timeout	oidc_provider		<time>	8h	Sets a timeout after which the session is deleted, unless it was refreshed.
ssl_crl	oidc_provider		<file>		Specifies a file with revoked certificates (CRL) in the PEM format used to verify the certificates of the OpenID Provider endpoints.
ssl_trusted_certificate	oidc_provider		<file>	system CA bundle	Specifies a file with trusted CA certificates in the PEM format used to verify the certificates of the OpenID Provider endpoints.
userinfo	oidc_provider		on | off	off	Enables downloading of the UserInfo data and makes UserInfo claims available via the $oidc_claim_name variables.
# http/ngx_http_perl_module
perl	location limit_except		<module>::<function>|'sub { ... }'		Sets a Perl handler for the given location.
perl_modules	http		<path>		Sets an additional path for Perl modules.
perl_require	http		<module>		Defines the name of a module that will be loaded during each reconfiguration.
perl_set	http		<$variable> <module>::<function>|'sub { ... }'		Installs a Perl handler for the specified variable.
# http/ngx_http_proxy_module
proxy_allow_upstream	http server location	plus	<string> ...		Defines conditions under which access to a proxied server is allowed or denied.
proxy_bind	http server location		<address> [transparent] | off		Makes outgoing connections to a proxied server originate from the specified local IP address with an optional port (1.11.2).
proxy_bind_dynamic	http server location	plus	on | off	off	When enabled, makes the bind operation at each connection attempt.
proxy_buffer_size	http server location		<size>	4k|8k	Sets the size of the buffer used for reading the first part of the response received from the proxied server.
proxy_buffering	http server location		on | off	on	Enables or disables buffering of responses from the proxied server.
proxy_buffers	http server location		<number> <size>	8 4k|8k	Sets the number and size of the buffers used for reading a response from the proxied server, for a single connection.
proxy_busy_buffers_size	http server location		<size>	8k|16k	When buffering of responses from the proxied server is enabled, limits the total size of buffers that can be busy sending a response to the client while the response is not yet …
proxy_cache	http server location		<zone> | off	off	Defines a shared memory zone used for caching.
proxy_cache_background_update	http server location		on | off	off	Allows starting a background subrequest to update an expired cache item, while a stale cached response is returned to the client.
proxy_cache_bypass	http server location		<string> ...		Defines conditions under which the response will not be taken from a cache.
proxy_cache_convert_head	http server location		on | off	on	Enables or disables the conversion of the “HEAD” method to “GET” for caching.
proxy_cache_key	http server location		<string>	$scheme$proxy_host$request_uri	Defines a key for caching.
proxy_cache_lock	http server location		on | off	off	When enabled, only one request at a time will be allowed to populate a new cache element identified according to the proxy_cache_key directive by passing a request to a proxied …
proxy_cache_lock_age	http server location		<time>	5s	If the last request passed to the proxied server for populating a new cache element has not completed for the specified time, one more request may be passed to the proxied server.
proxy_cache_lock_timeout	http server location		<time>	5s	Sets a timeout for proxy_cache_lock.
proxy_cache_max_range_offset	http server location		<number>		Sets an offset in bytes for byte-range requests.
proxy_cache_methods	http server location		GET | HEAD | POST ...	GET HEAD	If the client request method is listed in this directive then the response will be cached.
proxy_cache_min_uses	http server location		<number>	1	Sets the number of requests after which the response will be cached.
proxy_cache_path	http		<path> [levels=<levels>] [use_temp_path=on|off] keys_zone=<name>:<size> [inactive=<time>] [max_size=<size>] [min_free=<size>] [manager_files=<number>] [manager_sleep=<time>] [manager_threshold=<time>] [loader_files=<number>] [loader_sleep=<time>] [loader_threshold=<time>] [purger=on|off] [purger_files=<number>] [purger_sleep=<time>] [purger_threshold=<time>]		Sets the path and other parameters of a cache.
proxy_cache_purge	http server location	plus	string ...		Defines conditions under which the request will be considered a cache purge request.
proxy_cache_revalidate	http server location		on | off	off	Enables revalidation of expired cache items using conditional requests with the "If-Modified-Since" and "If-None-Match" header fields.
proxy_cache_use_stale	http server location		error | timeout | invalid_header | updating | http_500 | http_502 | http_503 | http_504 | http_403 | http_404 | http_429 | off ...	off	Determines in which cases a stale cached response can be used during communication with the proxied server.
proxy_cache_valid	http server location		[<code> ...] <time>		Sets caching time for different response codes.
proxy_connect_timeout	http server location		<time>	60s	Defines a timeout for establishing a connection with a proxied server.
proxy_cookie_domain	http server location		off or <domain> <replacement>	off	Sets a text that should be changed in the domain attribute of the "Set-Cookie" header fields of a proxied server response.
proxy_cookie_flags	http server location		off | <cookie> [<flag> ...]	off	Sets one or more flags for the cookie.
proxy_cookie_path	http server location		off or <path> <replacement>	off	Sets a text that should be changed in the path attribute of the "Set-Cookie" header fields of a proxied server response.
proxy_force_ranges	http server location		on | off	off	Enables byte-range support for both cached and uncached responses from the proxied server regardless of the "Accept-Ranges" field in these responses.
proxy_headers_hash_bucket_size	http server location		<size>	64	Sets the bucket size for hash tables used by the proxy_hide_header and proxy_set_header directives.
proxy_headers_hash_max_size	http server location		<size>	512	Sets the maximum size of hash tables used by the proxy_hide_header and proxy_set_header directives.
proxy_hide_header	http server location		<field>		By default, nginx does not pass the header fields "Date", "Server", "X-Pad", and "X-Accel-..." from the response of a proxied server to a client.
proxy_http_version	http server location		1.0 | 1.1 | 2	1.1	Sets the HTTP protocol version for proxying.
proxy_ignore_client_abort	http server location		on | off	off	Determines whether the connection with a proxied server should be closed when a client closes the connection without waiting for a response.
proxy_ignore_headers	http server location		<field> ...		Disables processing of certain response header fields from the proxied server.
proxy_intercept_errors	http server location		on | off	off	Determines whether proxied responses with codes greater than or equal to 300 should be passed to a client or be intercepted and redirected to nginx for processing with the …
proxy_limit_rate	http server location		<rate>	0	Limits the speed of reading the response from the proxied server.
proxy_max_temp_file_size	http server location		<size>	1024m	When buffering of responses from the proxied server is enabled, and the whole response does not fit into the buffers set by the proxy_buffer_size and proxy_buffers directives, a …
proxy_method	http server location		<method>		Specifies the HTTP method to use in requests forwarded to the proxied server instead of the method from the client request.
proxy_next_upstream	http server location		error | timeout | denied | invalid_header | http_500 | http_502 | http_503 | http_504 | http_403 | http_404 | http_429 | non_idempotent | off ...	error timeout	Specifies in which cases a request should be passed to the next server.
proxy_next_upstream_timeout	http server location		<time>	0	Limits the time during which a request can be passed to the next server.
proxy_next_upstream_tries	http server location		<number>	0	Limits the number of possible tries for passing a request to the next server.
proxy_no_cache	http server location		<string> ...		Defines conditions under which the response will not be saved to a cache.
proxy_pass	location if limit_except		<URL>		Sets the protocol and address of a proxied server and an optional URI to which a location should be mapped.
proxy_pass_header	http server location		<field>		Permits passing otherwise disabled header fields from a proxied server to a client.
proxy_pass_request_body	http server location		on | off	on	Indicates whether the original request body is passed to the proxied server.
proxy_pass_request_headers	http server location		on | off	on	Indicates whether the header fields of the original request are passed to the proxied server.
proxy_pass_trailers	http server location		on | off	off	Permits passing trailer fields from a proxied server to a client.
proxy_read_timeout	http server location		<time>	60s	Defines a timeout for reading a response from the proxied server.
proxy_redirect	http server location		default or off or <redirect> <replacement>	default	Sets the text that should be changed in the "Location" and "Refresh" header fields of a proxied server response.
proxy_request_buffering	http server location		on | off	on	Enables or disables buffering of a client request body.
proxy_request_dynamic	http server location	plus	on | off	off	Enables or disables creation of a separate request instance for each proxied server.
proxy_send_lowat	http server location		<size>	0	If the directive is set to a non-zero value, nginx will try to minimize the number of send operations on outgoing connections to a proxied server by using either NOTE_LOWAT flag of …
proxy_send_timeout	http server location		<time>	60s	Sets a timeout for transmitting a request to the proxied server.
proxy_set_body	http server location		<value>		Allows redefining the request body passed to the proxied server.
proxy_set_header	http server location		<field> <value>	Connection close	Allows redefining or appending fields to the request header passed to the proxied server.
proxy_socket_keepalive	http server location		on | off	off	Configures the “TCP keepalive” behavior for outgoing connections to a proxied server.
proxy_socket_rcvbuf	http server location		<size>		Sets the receive buffer size (the SO_RCVBUF option) for outgoing connections to a proxied server.
proxy_socket_sndbuf	http server location		<size>		Sets the send buffer size (the SO_SNDBUF option) for outgoing connections to a proxied server.
proxy_ssl_certificate	http server location		<file>		Specifies a file with the certificate in the PEM format used for authentication to a proxied HTTPS server.
proxy_ssl_certificate_cache	http server location		off or max=<N> [inactive=<time>] [valid=<time>]	off	Defines a cache that stores SSL certificates and secret keys specified with variables.
proxy_ssl_certificate_key	http server location		<file>		Specifies a file with the secret key in the PEM format used for authentication to a proxied HTTPS server.
proxy_ssl_ciphers	http server location		<ciphers>	DEFAULT	Specifies the enabled ciphers for requests to a proxied HTTPS server.
proxy_ssl_conf_command	http server location		<name> <value>		Sets arbitrary OpenSSL configuration commands when establishing a connection with the proxied HTTPS server.
proxy_ssl_crl	http server location		<file>		Specifies a file with revoked certificates (CRL) in the PEM format used to verify the certificate of the proxied HTTPS server.
proxy_ssl_key_log	http server location	plus	path		Enables logging of proxied HTTPS server connection SSL keys and specifies the path to the key log file.
proxy_ssl_name	http server location		<name>	$proxy_host	Allows overriding the server name used to verify the certificate of the proxied HTTPS server and to be passed through SNI when establishing a connection with the proxied HTTPS …
proxy_ssl_password_file	http server location		<file>		Specifies a file with passphrases for secret keys where each passphrase is specified on a separate line.
proxy_ssl_protocols	http server location		[SSLv2] [SSLv3] [TLSv1] [TLSv1.1] [TLSv1.2] [TLSv1.3]	TLSv1.2 TLSv1.3	Enables the specified protocols for requests to a proxied HTTPS server.
proxy_ssl_server_name	http server location		on | off	off	Enables or disables passing of the server name through TLS Server Name Indication extension (SNI, RFC 6066) when establishing a connection with the proxied HTTPS server.
proxy_ssl_session_reuse	http server location		on | off	on	Determines whether SSL sessions can be reused when working with the proxied server.
proxy_ssl_trusted_certificate	http server location		<file>		Specifies a file with trusted CA certificates in the PEM format used to verify the certificate of the proxied HTTPS server.
proxy_ssl_verify	http server location		on | off	off	Enables or disables verification of the proxied HTTPS server certificate.
proxy_ssl_verify_depth	http server location		<number>	1	Sets the verification depth in the proxied HTTPS server certificates chain.
proxy_store	http server location		on | off | <string>	off	Enables saving of files to a disk.
proxy_store_access	http server location		<users>:<permissions> ...	user:rw	Sets access permissions for newly created files and directories.
proxy_temp_file_write_size	http server location		<size>	8k|16k	Limits the size of data written to a temporary file at a time, when buffering of responses from the proxied server to temporary files is enabled.
proxy_temp_path	http server location		<path> [<level1> [<level2> [<level3>]]]	proxy_temp	Defines a directory for storing temporary files with data received from proxied servers.
# http/ngx_http_random_index_module
random_index	location		on | off	off	Enables or disables module processing in a surrounding location.
# http/ngx_http_realip_module
set_real_ip_from	http server location		<address> | <CIDR> | unix:		Defines trusted addresses that are known to send correct replacement addresses.
real_ip_header	http server location		<field> | X-Real-IP | X-Forwarded-For | proxy_protocol	X-Real-IP	Defines the request header field whose value will be used to replace the client address.
real_ip_recursive	http server location		on | off	off	If recursive search is disabled, the original client address that matches one of the trusted addresses is replaced by the last address sent in the request header field defined by …
# http/ngx_http_referer_module
referer_hash_bucket_size	server location		<size>	64	Sets the bucket size for the valid referers hash tables.
referer_hash_max_size	server location		<size>	2048	Sets the maximum size of the valid referers hash tables.
valid_referers	server location		none | blocked | server_names | <string> ...		Specifies the "Referer" request header field values that will cause the embedded $invalid_referer variable to be set to an empty string.
# http/ngx_http_rewrite_module
break	server location if				Stops processing the current set of ngx_http_rewrite_module directives.
if	server location	block	(<condition>) {...}		The specified condition is evaluated.
return	server location if		<code> [<text>] or <code> <URL> or <URL>		Stops processing and returns the specified code to a client.
rewrite	server location if		<regex> <replacement> [<flag>]		If the specified regular expression matches a request URI, URI is changed as specified in the replacement string.
rewrite_log	http server location if		on | off	off	Enables or disables logging of ngx_http_rewrite_module module directives processing results into the error_log at the notice level.
set	server location if		<$variable> <value>		Sets a value for the specified variable.
uninitialized_variable_warn	http server location if		on | off	on	Controls whether warnings about uninitialized variables are logged.
# http/ngx_http_scgi_module
scgi_allow_upstream	http server location	plus	<string> ...		Defines conditions under which access to an SCGI server is allowed or denied.
scgi_bind	http server location		<address> [transparent] | off		Makes outgoing connections to an SCGI server originate from the specified local IP address with an optional port (1.11.2).
scgi_bind_dynamic	http server location	plus	on | off	off	When enabled, makes the bind operation at each connection attempt.
scgi_buffer_size	http server location		<size>	4k|8k	Sets the size of the buffer used for reading the first part of the response received from the SCGI server.
scgi_buffering	http server location		on | off	on	Enables or disables buffering of responses from the SCGI server.
scgi_buffers	http server location		<number> <size>	8 4k|8k	Sets the number and size of the buffers used for reading a response from the SCGI server, for a single connection.
scgi_busy_buffers_size	http server location		<size>	8k|16k	When buffering of responses from the SCGI server is enabled, limits the total size of buffers that can be busy sending a response to the client while the response is not yet fully …
scgi_cache	http server location		<zone> | off	off	Defines a shared memory zone used for caching.
scgi_cache_background_update	http server location		on | off	off	Allows starting a background subrequest to update an expired cache item, while a stale cached response is returned to the client.
scgi_cache_bypass	http server location		<string> ...		Defines conditions under which the response will not be taken from a cache.
scgi_cache_key	http server location		<string>		Defines a key for caching.
scgi_cache_lock	http server location		on | off	off	When enabled, only one request at a time will be allowed to populate a new cache element identified according to the scgi_cache_key directive by passing a request to an SCGI server.
scgi_cache_lock_age	http server location		<time>	5s	If the last request passed to the SCGI server for populating a new cache element has not completed for the specified time, one more request may be passed to the SCGI server.
scgi_cache_lock_timeout	http server location		<time>	5s	Sets a timeout for scgi_cache_lock.
scgi_cache_max_range_offset	http server location		<number>		Sets an offset in bytes for byte-range requests.
scgi_cache_methods	http server location		GET | HEAD | POST ...	GET HEAD	If the client request method is listed in this directive then the response will be cached.
scgi_cache_min_uses	http server location		<number>	1	Sets the number of requests after which the response will be cached.
scgi_cache_path	http		<path> [levels=<levels>] [use_temp_path=on|off] keys_zone=<name>:<size> [inactive=<time>] [max_size=<size>] [min_free=<size>] [manager_files=<number>] [manager_sleep=<time>] [manager_threshold=<time>] [loader_files=<number>] [loader_sleep=<time>] [loader_threshold=<time>] [purger=on|off] [purger_files=<number>] [purger_sleep=<time>] [purger_threshold=<time>]		Sets the path and other parameters of a cache.
scgi_cache_purge	http server location	plus	string ...		Defines conditions under which the request will be considered a cache purge request.
scgi_cache_revalidate	http server location		on | off	off	Enables revalidation of expired cache items using conditional requests with the "If-Modified-Since" and "If-None-Match" header fields.
scgi_cache_use_stale	http server location		error | timeout | invalid_header | updating | http_500 | http_503 | http_403 | http_404 | http_429 | off ...	off	Determines in which cases a stale cached response can be used when an error occurs during communication with the SCGI server.
scgi_cache_valid	http server location		[<code> ...] <time>		Sets caching time for different response codes.
scgi_connect_timeout	http server location		<time>	60s	Defines a timeout for establishing a connection with an SCGI server.
scgi_force_ranges	http server location		on | off	off	Enables byte-range support for both cached and uncached responses from the SCGI server regardless of the "Accept-Ranges" field in these responses.
scgi_hide_header	http server location		<field>		By default, nginx does not pass the header fields "Status" and "X-Accel-..." from the response of an SCGI server to a client.
scgi_ignore_client_abort	http server location		on | off	off	Determines whether the connection with an SCGI server should be closed when a client closes the connection without waiting for a response.
scgi_ignore_headers	http server location		<field> ...		Disables processing of certain response header fields from the SCGI server.
scgi_intercept_errors	http server location		on | off	off	Determines whether an SCGI server responses with codes greater than or equal to 300 should be passed to a client or be intercepted and redirected to nginx for processing with the …
scgi_limit_rate	http server location		<rate>	0	Limits the speed of reading the response from the SCGI server.
scgi_max_temp_file_size	http server location		<size>	1024m	When buffering of responses from the SCGI server is enabled, and the whole response does not fit into the buffers set by the scgi_buffer_size and scgi_buffers directives, a part of …
scgi_next_upstream	http server location		error | timeout | denied | invalid_header | http_500 | http_503 | http_403 | http_404 | http_429 | non_idempotent | off ...	error timeout	Specifies in which cases a request should be passed to the next server.
scgi_next_upstream_timeout	http server location		<time>	0	Limits the time during which a request can be passed to the next server.
scgi_next_upstream_tries	http server location		<number>	0	Limits the number of possible tries for passing a request to the next server.
scgi_no_cache	http server location		<string> ...		Defines conditions under which the response will not be saved to a cache.
scgi_param	http server location		<parameter> <value> [if_not_empty]	HTTP_HOST $host$is_request_port$request_port	Sets a parameter that should be passed to the SCGI server.
scgi_pass	location if		<address>		Sets the address of an SCGI server.
scgi_pass_header	http server location		<field>		Permits passing otherwise disabled header fields from an SCGI server to a client.
scgi_pass_request_body	http server location		on | off	on	Indicates whether the original request body is passed to the SCGI server.
scgi_pass_request_headers	http server location		on | off	on	Indicates whether the header fields of the original request are passed to the SCGI server.
scgi_read_timeout	http server location		<time>	60s	Defines a timeout for reading a response from the SCGI server.
scgi_request_buffering	http server location		on | off	on	Enables or disables buffering of a client request body.
scgi_request_dynamic	http server location	plus	on | off	off	Enables or disables creation of a separate request instance for each SCGI server.
scgi_send_timeout	http server location		<time>	60s	Sets a timeout for transmitting a request to the SCGI server.
scgi_socket_keepalive	http server location		on | off	off	Configures the “TCP keepalive” behavior for outgoing connections to an SCGI server.
scgi_socket_rcvbuf	http server location		<size>		Sets the receive buffer size (the SO_RCVBUF option) for outgoing connections to an SCGI server.
scgi_socket_sndbuf	http server location		<size>		Sets the send buffer size (the SO_SNDBUF option) for outgoing connections to an SCGI server.
scgi_store	http server location		on | off | <string>	off	Enables saving of files to a disk.
scgi_store_access	http server location		<users>:<permissions> ...	user:rw	Sets access permissions for newly created files and directories.
scgi_temp_file_write_size	http server location		<size>	8k|16k	Limits the size of data written to a temporary file at a time, when buffering of responses from the SCGI server to temporary files is enabled.
scgi_temp_path	http server location		<path> [<level1> [<level2> [<level3>]]]	scgi_temp	Defines a directory for storing temporary files with data received from SCGI servers.
# http/ngx_http_secure_link_module
secure_link	http server location		<expression>		Defines a string with variables from which the checksum value and lifetime of a link will be extracted.
secure_link_md5	http server location		<expression>		Defines an expression for which the MD5 hash value will be computed and compared with the value passed in a request.
secure_link_secret	location		<word>		Defines a secret word used to check authenticity of requested links.
# http/ngx_http_session_log_module
session_log	http server location		<name> | off	off	Enables the use of the specified session log.
session_log_format	http		<name> <string> ...	combined "..."	Specifies the output format of a log.
session_log_zone	http		<path> zone=<name>:<size> [format=<format>] [timeout=<time>] [id=<id>] [md5=<md5>]		Sets the path to a log file and configures the shared memory zone that is used to store currently active sessions.
# http/ngx_http_slice_module
slice	http server location		<size>	0	Sets the size of the slice.
# http/ngx_http_split_clients_module
split_clients	http	block	<string> <$variable> {...}		Creates a variable for A/B testing.
# http/ngx_http_ssi_module
ssi	http server location if		on | off	off	Enables or disables processing of SSI commands in responses.
ssi_last_modified	http server location		on | off	off	Allows preserving the "Last-Modified" header field from the original response during SSI processing to facilitate response caching.
ssi_min_file_chunk	http server location		size	1k	Sets the minimum size for parts of a response stored on disk, starting from which it makes sense to send them using sendfile.
ssi_silent_errors	http server location		on | off	off	If enabled, suppresses the output of the “[an error occurred while processing the directive]” string if an error occurred during SSI processing.
ssi_types	http server location		<mime-type> ...	text/html	Enables processing of SSI commands in responses with the specified MIME types in addition to “text/html”.
ssi_value_length	http server location		<length>	256	Sets the maximum length of parameter values in SSI commands.
# http/ngx_http_ssl_module
ssl	http server		on | off	off	This directive was made obsolete in version 1.15.0 and was removed in version 1.25.1.
ssl_buffer_size	http server		<size>	16k	Sets the size of the buffer used for sending data.
ssl_certificate	http server		<file>		Specifies a file with the certificate in the PEM format for the given virtual server.
ssl_certificate_cache	http server		off or max=<N> [inactive=<time>] [valid=<time>]	off	Defines a cache that stores SSL certificates and secret keys specified with variables.
ssl_certificate_compression	http server		on | off	off	Enables TLS 1.3 compression of server certificates.
ssl_certificate_key	http server		<file>		Specifies a file with the secret key in the PEM format for the given virtual server.
ssl_ciphers	http server		<ciphers>	HIGH:!aNULL:!MD5	Specifies the enabled ciphers.
ssl_client_certificate	http server		<file>		Specifies a file with trusted CA certificates in the PEM format used to verify client certificates and OCSP responses if ssl_stapling is enabled.
ssl_conf_command	http server		<name> <value>		Sets arbitrary OpenSSL configuration commands.
ssl_crl	http server		<file>		Specifies a file with revoked certificates (CRL) in the PEM format used to verify client certificates.
ssl_dhparam	http server		<file>		Specifies a file with DH parameters for DHE ciphers.
ssl_early_data	http server		on | off	off	Enables or disables TLS 1.3 early data.
ssl_ecdh_curve	http server		<curve>	auto	Specifies a curve for ECDHE ciphers.
ssl_ech_file	http server		<file>		Specifies a file with encrypted ClientHello configuration (ECHConfig) in the PEM format used to enable TLS 1.3 ECH in shared mode.
ssl_key_log	http server	plus	path		Enables logging of client connection SSL keys and specifies the path to the key log file.
ssl_ocsp	http server		on | off | leaf	off	Enables OCSP validation of the client certificate chain.
ssl_ocsp_cache	http server		off | [shared:<name>:<size>]	off	Sets name and size of the cache that stores client certificates status for OCSP validation.
ssl_ocsp_responder	http server		<url>		Overrides the URL of the OCSP responder specified in the “Authority Information Access” certificate extension for validation of client certificates.
ssl_password_file	http server		<file>		Specifies a file with passphrases for secret keys where each passphrase is specified on a separate line.
ssl_prefer_server_ciphers	http server		on | off	off	Specifies that server ciphers should be preferred over client ciphers when the SSLv3 and TLS protocols are used.
ssl_protocols	http server		[SSLv2] [SSLv3] [TLSv1] [TLSv1.1] [TLSv1.2] [TLSv1.3]	TLSv1.2 TLSv1.3	Enables the specified protocols.
ssl_reject_handshake	http server		on | off	off	If enabled, SSL handshakes in the server block will be rejected.
ssl_session_cache	http server		off | none | [builtin[:<size>]] [shared:<name>:<size>]	none	Sets the types and sizes of caches that store session parameters.
ssl_session_ticket_key	http server		<file>		Sets a file with the secret key used to encrypt and decrypt TLS session tickets.
ssl_session_tickets	http server		on | off	on	Enables or disables session resumption through TLS session tickets.
ssl_session_timeout	http server		<time>	5m	Specifies a time during which a client may reuse the session parameters.
ssl_stapling	http server		on | off	off	Enables or disables stapling of OCSP responses by the server.
ssl_stapling_file	http server		<file>		When set, the stapled OCSP response will be taken from the specified file instead of querying the OCSP responder specified in the server certificate.
ssl_stapling_responder	http server		<url>		Overrides the URL of the OCSP responder specified in the “Authority Information Access” certificate extension.
ssl_stapling_verify	http server		on | off	off	Enables or disables verification of OCSP responses by the server.
ssl_trusted_certificate	http server		<file>		Specifies a file with trusted CA certificates in the PEM format used to verify client certificates and OCSP responses if ssl_stapling is enabled.
ssl_verify_client	http server		on | off | optional | optional_no_ca	off	Enables verification of client certificates.
ssl_verify_depth	http server		<number>	1	Sets the verification depth in the client certificates chain.
# http/ngx_http_status_module
status	location				The status information will be accessible from the surrounding location.
status_format	http server location		json or jsonp [<callback>]	json	By default, status information is output in the JSON format.
status_zone	server		<zone>		Enables collection of virtual http or stream (1.7.11) server status information in the specified zone.
# http/ngx_http_stub_status_module
stub_status	server location				The basic status information will be accessible from the surrounding location.
# http/ngx_http_sub_module
sub_filter	http server location		<string> <replacement>		Sets a string to replace and a replacement string.
sub_filter_last_modified	http server location		on | off	off	Allows preserving the "Last-Modified" header field from the original response during replacement to facilitate response caching.
sub_filter_once	http server location		on | off	on	Indicates whether to look for each string to replace once or repeatedly.
sub_filter_types	http server location		<mime-type> ...	text/html	Enables string replacement in responses with the specified MIME types in addition to “text/html”.
# http/ngx_http_tunnel_module
tunnel_allow_upstream	http server location	plus	<string> ...		Defines conditions under which access to the backend server is allowed or denied.
tunnel_bind	http server location		<address> | off		Makes outgoing connections to a backend server originate from the specified local IP address with an optional port.
tunnel_bind_dynamic	http server location	plus	on | off	off	When enabled, makes the tunnel_bind operation at each connection attempt.
tunnel_buffer_size	http server location		<size>	16k	Sets the size of the buffer used for reading data from the backend server.
tunnel_connect_timeout	http server location		<time>	60s	Defines a timeout for establishing a connection with a backend server.
tunnel_next_upstream	http server location		error | timeout | denied | off ...	error timeout	Specifies in which cases a request should be passed to the next server.
tunnel_next_upstream_timeout	http server location		<time>	0	Limits the time during which a request can be passed to the next server.
tunnel_next_upstream_tries	http server location		<number>	0	Limits the number of possible tries for passing a request to the next server.
tunnel_pass	server location if		[<address>]		Enables handling of CONNECT requests and sets the address of a backend server.
tunnel_read_timeout	http server location		<time>	60s	Sets the timeout between two successive read or write operations on client or backend server connections.
tunnel_send_lowat	http server location		<size>	0	If the directive is set to a non-zero value, nginx will try to minimize the number of send operations on outgoing connections to a backend server by using either NOTE_LOWAT flag of …
tunnel_send_timeout	http server location		<time>	60s	Sets a timeout for transmitting a request to the backend server.
tunnel_socket_keepalive	http server location		on | off	off	Configures the “TCP keepalive” behavior for outgoing connections to a backend server.
tunnel_socket_rcvbuf	http server location		<size>		Sets the receive buffer size (the SO_RCVBUF option) for outgoing connections to a backend server.
tunnel_socket_sndbuf	http server location		<size>		Sets the send buffer size (the SO_SNDBUF option) for outgoing connections to a backend server.
# http/ngx_http_upstream_conf_module
upstream_conf	location				Turns on the HTTP interface of upstream configuration in the surrounding location.
# http/ngx_http_upstream_hc_module
health_check	location		[<parameters>]		Enables periodic health checks of the servers in a group referenced in the surrounding location.
match	http	block	<name> {...}		Defines the named test set used to verify responses to health check requests.
# http/ngx_http_upstream_module
upstream	http	block	<name> {...}		Defines a group of servers.
server	upstream		<address> [<parameters>]		Defines the address and other parameters of a server.
zone	upstream		<name> [<size>]		Defines the name and size of the shared memory zone that keeps the group’s configuration and run-time state that are shared between worker processes.
state	upstream	plus	<file>		Specifies a file that keeps the state of the dynamically configurable group.
hash	upstream		<key> [consistent]		Specifies a load balancing method for a server group where the client-server mapping is based on the hashed key value.
ip_hash	upstream				Specifies that a group should use a load balancing method where requests are distributed between servers based on client IP addresses.
keepalive	upstream		<connections> [local]	32 local	Enables or disables caching of keepalive connections to upstream servers.
keepalive_requests	upstream		<number>	1000	Sets the maximum number of requests that can be served through one keepalive connection.
keepalive_time	upstream		<time>	1h	Limits the maximum time during which requests can be processed through one keepalive connection.
keepalive_timeout	upstream		<timeout>	60s	Sets a timeout during which an idle keepalive connection to an upstream server will stay open.
ntlm	upstream	plus			Allows proxying requests with NTLM Authentication.
least_conn	upstream				Specifies that a group should use a load balancing method where a request is passed to the server with the least number of active connections, taking into account weights of …
least_time	upstream		header | last_byte [inflight]		Specifies that a group should use a load balancing method where a request is passed to the server with the least average response time and least number of active connections, …
queue	upstream	plus	<number> [timeout=<time>]		If an upstream server cannot be selected immediately while processing a request, the request will be placed into the queue.
random	upstream		[two [<method>]]		Specifies that a group should use a load balancing method where a request is passed to a randomly selected server, taking into account weights of servers.
resolver	upstream		<address> ... [valid=<time>] [ipv4=on|off] [ipv6=on|off] [status_zone=<zone>]		Configures name servers used to resolve names of upstream servers into addresses.
resolver_timeout	upstream		<time>	30s	Sets a timeout for name resolution.
sticky	upstream		cookie <name> [expires=<time>] [domain=<domain>] [httponly] [samesite=strict|lax|none|<$variable>] [secure] [path=<path>] or route <$variable> ... or learn create=<$variable> lookup=<$variable> zone=<name>:<size> [timeout=<time>] [header] [sync]		Enables session affinity, which causes requests from the same client to be passed to the same server in a group of servers.
# http/ngx_http_userid_module
userid	http server location		on | v1 | log | off	off	Enables or disables setting cookies and logging the received cookies.
userid_domain	http server location		<name> | none	none	Defines a domain for which the cookie is set.
userid_expires	http server location		<time> | max | off	off	Sets a time during which a browser should keep the cookie.
userid_flags	http server location		off | <flag> ...	off	If the parameter is not off, defines one or more additional flags for the cookie: secure, httponly, samesite=strict, samesite=lax, samesite=none.
userid_mark	http server location		<letter> | <digit> | = | off	off	If the parameter is not off, enables the cookie marking mechanism and sets the character used as a mark.
userid_name	http server location		<name>	uid	Sets the cookie name.
userid_p3p	http server location		<string> | none	none	Sets a value for the "P3P" header field that will be sent along with the cookie.
userid_path	http server location		<path>	/	Defines a path for which the cookie is set.
userid_service	http server location		<number>	IP address of the server	If identifiers are issued by multiple servers (services), each service should be assigned its own number to ensure that client identifiers are unique.
# http/ngx_http_uwsgi_module
uwsgi_allow_upstream	http server location	plus	<string> ...		Defines conditions under which access to a uwsgi server is allowed or denied.
uwsgi_bind	http server location		<address> [transparent] | off		Makes outgoing connections to a uwsgi server originate from the specified local IP address with an optional port (1.11.2).
uwsgi_bind_dynamic	http server location	plus	on | off	off	When enabled, makes the bind operation at each connection attempt.
uwsgi_buffer_size	http server location		<size>	4k|8k	Sets the size of the buffer used for reading the first part of the response received from the uwsgi server.
uwsgi_buffering	http server location		on | off	on	Enables or disables buffering of responses from the uwsgi server.
uwsgi_buffers	http server location		<number> <size>	8 4k|8k	Sets the number and size of the buffers used for reading a response from the uwsgi server, for a single connection.
uwsgi_busy_buffers_size	http server location		<size>	8k|16k	When buffering of responses from the uwsgi server is enabled, limits the total size of buffers that can be busy sending a response to the client while the response is not yet fully …
uwsgi_cache	http server location		<zone> | off	off	Defines a shared memory zone used for caching.
uwsgi_cache_background_update	http server location		on | off	off	Allows starting a background subrequest to update an expired cache item, while a stale cached response is returned to the client.
uwsgi_cache_bypass	http server location		<string> ...		Defines conditions under which the response will not be taken from a cache.
uwsgi_cache_key	http server location		<string>		Defines a key for caching.
uwsgi_cache_lock	http server location		on | off	off	When enabled, only one request at a time will be allowed to populate a new cache element identified according to the uwsgi_cache_key directive by passing a request to a uwsgi …
uwsgi_cache_lock_age	http server location		<time>	5s	If the last request passed to the uwsgi server for populating a new cache element has not completed for the specified time, one more request may be passed to the uwsgi server.
uwsgi_cache_lock_timeout	http server location		<time>	5s	Sets a timeout for uwsgi_cache_lock.
uwsgi_cache_max_range_offset	http server location		<number>		Sets an offset in bytes for byte-range requests.
uwsgi_cache_methods	http server location		GET | HEAD | POST ...	GET HEAD	If the client request method is listed in this directive then the response will be cached.
uwsgi_cache_min_uses	http server location		<number>	1	Sets the number of requests after which the response will be cached.
uwsgi_cache_path	http		<path> [levels=<levels>] [use_temp_path=on|off] keys_zone=<name>:<size> [inactive=<time>] [max_size=<size>] [min_free=<size>] [manager_files=<number>] [manager_sleep=<time>] [manager_threshold=<time>] [loader_files=<number>] [loader_sleep=<time>] [loader_threshold=<time>] [purger=on|off] [purger_files=<number>] [purger_sleep=<time>] [purger_threshold=<time>]		Sets the path and other parameters of a cache.
uwsgi_cache_purge	http server location	plus	string ...		Defines conditions under which the request will be considered a cache purge request.
uwsgi_cache_revalidate	http server location		on | off	off	Enables revalidation of expired cache items using conditional requests with the "If-Modified-Since" and "If-None-Match" header fields.
uwsgi_cache_use_stale	http server location		error | timeout | invalid_header | updating | http_500 | http_503 | http_403 | http_404 | http_429 | off ...	off	Determines in which cases a stale cached response can be used when an error occurs during communication with the uwsgi server.
uwsgi_cache_valid	http server location		[<code> ...] <time>		Sets caching time for different response codes.
uwsgi_connect_timeout	http server location		<time>	60s	Defines a timeout for establishing a connection with a uwsgi server.
uwsgi_force_ranges	http server location		on | off	off	Enables byte-range support for both cached and uncached responses from the uwsgi server regardless of the "Accept-Ranges" field in these responses.
uwsgi_hide_header	http server location		<field>		By default, nginx does not pass the header fields "Status" and "X-Accel-..." from the response of a uwsgi server to a client.
uwsgi_ignore_client_abort	http server location		on | off	off	Determines whether the connection with a uwsgi server should be closed when a client closes the connection without waiting for a response.
uwsgi_ignore_headers	http server location		<field> ...		Disables processing of certain response header fields from the uwsgi server.
uwsgi_intercept_errors	http server location		on | off	off	Determines whether a uwsgi server responses with codes greater than or equal to 300 should be passed to a client or be intercepted and redirected to nginx for processing with the …
uwsgi_limit_rate	http server location		<rate>	0	Limits the speed of reading the response from the uwsgi server.
uwsgi_max_temp_file_size	http server location		<size>	1024m	When buffering of responses from the uwsgi server is enabled, and the whole response does not fit into the buffers set by the uwsgi_buffer_size and uwsgi_buffers directives, a part …
uwsgi_modifier1	http server location		<number>	0	Sets the value of the modifier1 field in the uwsgi packet header.
uwsgi_modifier2	http server location		<number>	0	Sets the value of the modifier2 field in the uwsgi packet header.
uwsgi_next_upstream	http server location		error | timeout | denied | invalid_header | http_500 | http_503 | http_403 | http_404 | http_429 | non_idempotent | off ...	error timeout	Specifies in which cases a request should be passed to the next server.
uwsgi_next_upstream_timeout	http server location		<time>	0	Limits the time during which a request can be passed to the next server.
uwsgi_next_upstream_tries	http server location		<number>	0	Limits the number of possible tries for passing a request to the next server.
uwsgi_no_cache	http server location		<string> ...		Defines conditions under which the response will not be saved to a cache.
uwsgi_param	http server location		<parameter> <value> [if_not_empty]	HTTP_HOST $host$is_request_port$request_port	Sets a parameter that should be passed to the uwsgi server.
uwsgi_pass	location if		[<protocol>://]<address>		Sets the protocol and address of a uwsgi server.
uwsgi_pass_header	http server location		<field>		Permits passing otherwise disabled header fields from a uwsgi server to a client.
uwsgi_pass_request_body	http server location		on | off	on	Indicates whether the original request body is passed to the uwsgi server.
uwsgi_pass_request_headers	http server location		on | off	on	Indicates whether the header fields of the original request are passed to the uwsgi server.
uwsgi_read_timeout	http server location		<time>	60s	Defines a timeout for reading a response from the uwsgi server.
uwsgi_request_buffering	http server location		on | off	on	Enables or disables buffering of a client request body.
uwsgi_request_dynamic	http server location	plus	on | off	off	Enables or disables creation of a separate request instance for each uwsgi server.
uwsgi_send_timeout	http server location		<time>	60s	Sets a timeout for transmitting a request to the uwsgi server.
uwsgi_socket_keepalive	http server location		on | off	off	Configures the “TCP keepalive” behavior for outgoing connections to a uwsgi server.
uwsgi_socket_rcvbuf	http server location		<size>		Sets the receive buffer size (the SO_RCVBUF option) for outgoing connections to a uwsgi server.
uwsgi_socket_sndbuf	http server location		<size>		Sets the send buffer size (the SO_SNDBUF option) for outgoing connections to a uwsgi server.
uwsgi_ssl_certificate	http server location		<file>		Specifies a file with the certificate in the PEM format used for authentication to a secured uwsgi server.
uwsgi_ssl_certificate_cache	http server location		off or max=<N> [inactive=<time>] [valid=<time>]	off	Defines a cache that stores SSL certificates and secret keys specified with variables.
uwsgi_ssl_certificate_key	http server location		<file>		Specifies a file with the secret key in the PEM format used for authentication to a secured uwsgi server.
uwsgi_ssl_ciphers	http server location		<ciphers>	DEFAULT	Specifies the enabled ciphers for requests to a secured uwsgi server.
uwsgi_ssl_conf_command	http server location		<name> <value>		Sets arbitrary OpenSSL configuration commands when establishing a connection with the secured uwsgi server.
uwsgi_ssl_crl	http server location		<file>		Specifies a file with revoked certificates (CRL) in the PEM format used to verify the certificate of the secured uwsgi server.
uwsgi_ssl_key_log	http server location	plus	path		Enables logging of secured uwsgi server connection SSL keys and specifies the path to the key log file.
uwsgi_ssl_name	http server location		<name>	host from uwsgi_pass	Allows overriding the server name used to verify the certificate of the secured uwsgi server and to be passed through SNI when establishing a connection with the secured uwsgi …
uwsgi_ssl_password_file	http server location		<file>		Specifies a file with passphrases for secret keys where each passphrase is specified on a separate line.
uwsgi_ssl_protocols	http server location		[SSLv2] [SSLv3] [TLSv1] [TLSv1.1] [TLSv1.2] [TLSv1.3]	TLSv1.2 TLSv1.3	Enables the specified protocols for requests to a secured uwsgi server.
uwsgi_ssl_server_name	http server location		on | off	off	Enables or disables passing of the server name through TLS Server Name Indication extension (SNI, RFC 6066) when establishing a connection with the secured uwsgi server.
uwsgi_ssl_session_reuse	http server location		on | off	on	Determines whether SSL sessions can be reused when working with a secured uwsgi server.
uwsgi_ssl_trusted_certificate	http server location		<file>		Specifies a file with trusted CA certificates in the PEM format used to verify the certificate of the secured uwsgi server.
uwsgi_ssl_verify	http server location		on | off	off	Enables or disables verification of the secured uwsgi server certificate.
uwsgi_ssl_verify_depth	http server location		<number>	1	Sets the verification depth in the secured uwsgi server certificates chain.
uwsgi_store	http server location		on | off | <string>	off	Enables saving of files to a disk.
uwsgi_store_access	http server location		<users>:<permissions> ...	user:rw	Sets access permissions for newly created files and directories.
uwsgi_temp_file_write_size	http server location		<size>	8k|16k	Limits the size of data written to a temporary file at a time, when buffering of responses from the uwsgi server to temporary files is enabled.
uwsgi_temp_path	http server location		<path> [<level1> [<level2> [<level3>]]]	uwsgi_temp	Defines a directory for storing temporary files with data received from uwsgi servers.
# http/ngx_http_v2_module
http2	http server		on | off	off	Enables the HTTP/2 protocol.
http2_body_preread_size	http server		<size>	64k	Sets the size of the buffer per each request in which the request body may be saved before it is started to be processed.
http2_chunk_size	http server location		<size>	8k	Sets the maximum size of chunks into which the response body is sliced.
http2_idle_timeout	http server		<time>	3m	> This directive is obsolete since version 1.19.7.
http2_max_concurrent_pushes	http server		<number>	10	> This directive is obsolete since version 1.25.1.
http2_max_concurrent_streams	http server		<number>	128	Sets the maximum number of concurrent HTTP/2 streams in a connection.
http2_max_field_size	http server		<size>	4k	> This directive is obsolete since version 1.19.7.
http2_max_header_size	http server		<size>	16k	> This directive is obsolete since version 1.19.7.
http2_max_requests	http server		<number>	1000	> This directive is obsolete since version 1.19.7.
http2_push	http server location		<uri> | off	off	> This directive is obsolete since version 1.25.1.
http2_push_preload	http server location		on | off	off	> This directive is obsolete since version 1.25.1.
http2_recv_buffer_size	http		<size>	256k	Sets the size of the per worker input buffer.
http2_recv_timeout	http server		<time>	30s	> This directive is obsolete since version 1.19.7.
# http/ngx_http_v3_module
http3	http server		on | off	on	Enables HTTP/3 protocol negotiation.
http3_hq	http server		on | off	off	Enables HTTP/0.9 protocol negotiation used in QUIC interoperability tests.
http3_max_concurrent_streams	http server		<number>	128	Sets the maximum number of concurrent HTTP/3 request streams in a connection.
http3_stream_buffer_size	http server		<size>	64k	Sets the size of the buffer used for reading and writing of the QUIC streams.
quic_active_connection_id_limit	http server		<number>	2	Sets the QUIC active_connection_id_limit transport parameter value.
quic_bpf	main		on | off	off	Enables routing of QUIC packets using eBPF.
quic_gso	http server		on | off	off	Enables sending in optimized batch mode using segmentation offloading.
quic_host_key	http server		<file>		Sets a file with the secret key used to encrypt stateless reset and address validation tokens.
quic_retry	http server		on | off	off	Enables the QUIC Address Validation feature.
# http/ngx_http_xslt_module
xml_entities	http server location		<path>		Specifies the DTD file that declares character entities.
xml_external_entities	http server location		on | off	off	Enables or disables loading of external entities declared in the internal DTD subset of the processed XML.
xslt_last_modified	http server location		on | off	off	Allows preserving the "Last-Modified" header field from the original response during XSLT transformations to facilitate response caching.
xslt_param	http server location		<parameter> <value>		Defines the parameters for XSLT stylesheets.
xslt_string_param	http server location		<parameter> <value>		Defines the string parameters for XSLT stylesheets.
xslt_stylesheet	location		<stylesheet> [<parameter>=<value> ...]		Defines the XSLT stylesheet and its optional parameters.
xslt_types	http server location		<mime-type> ...	text/xml	Enables transformations in responses with the specified MIME types in addition to “text/xml”.
# mail/ngx_mail_auth_http_module
auth_http	mail server		<URL>		Sets the URL of the HTTP authentication server.
auth_http_header	mail server		<header> <value>		Appends the specified header to requests sent to the authentication server.
auth_http_pass_client_cert	mail server		on | off	off	Appends the "Auth-SSL-Cert" header with the client certificate in the PEM format (urlencoded) to requests sent to the authentication server.
auth_http_timeout	mail server		<time>	60s	Sets the timeout for communication with the authentication server.
# mail/ngx_mail_core_module
listen	server		<address>:<port> [ssl] [proxy_protocol] [backlog=<number>] [rcvbuf=<size>] [sndbuf=<size>] [bind] [ipv6only=on|off] [multipath] [so_keepalive=on|off|[<keepidle>]:[<keepintvl>]:[<keepcnt>]]		Sets the address and port for the socket on which the server will accept requests.
mail	main	block	{...}		Provides the configuration file context in which the mail server directives are specified.
max_errors	mail server		<number>	5	Sets the number of protocol errors after which the connection is closed.
protocol	server		imap | pop3 | smtp		Sets the protocol for a proxied server.
resolver	mail server		<address> ... [valid=<time>] [ipv4=on|off] [ipv6=on|off] [status_zone=<zone>] or off	off	Configures name servers used to find the client’s hostname to pass it to the authentication server, and in the XCLIENT command when proxying SMTP.
resolver_timeout	mail server		<time>	30s	Sets a timeout for DNS operations.
server	mail	block	{...}		Sets the configuration for a server.
server_name	mail server		<name>	hostname	Sets the server name that is used.
timeout	mail server		<time>	60s	Sets the timeout that is used before proxying to the backend starts.
# mail/ngx_mail_imap_module
imap_auth	mail server		<method> ...	plain	Sets permitted methods of authentication for IMAP clients.
imap_capabilities	mail server		<extension> ...	IMAP4 IMAP4rev1 UIDPLUS	Sets the IMAP protocol extensions list that is passed to the client in response to the CAPABILITY command.
imap_client_buffer	mail server		<size>	4k|8k	Sets the size of the buffer used for reading IMAP commands.
# mail/ngx_mail_pop3_module
pop3_auth	mail server		<method> ...	plain	Sets permitted methods of authentication for POP3 clients.
pop3_capabilities	mail server		<extension> ...	TOP USER UIDL	Sets the POP3 protocol extensions list that is passed to the client in response to the CAPA command.
# mail/ngx_mail_proxy_module
proxy_buffer	mail server		<size>	4k|8k	Sets the size of the buffer used for proxying.
proxy_pass_error_message	mail server		on | off	off	Indicates whether to pass the error message obtained during the authentication on the backend to the client.
proxy_protocol	mail server		on | off | v2	off	Enables the PROXY protocol for connections to a backend.
proxy_smtp_auth	mail server		on | off	off	Enables or disables user authentication on the SMTP backend using the AUTH command.
proxy_timeout	mail server		<timeout>	24h	Sets the timeout between two successive read or write operations on client or proxied server connections.
xclient	mail server		on | off	on	Enables or disables the passing of the XCLIENT command with client parameters when connecting to the SMTP backend.
# mail/ngx_mail_realip_module
set_real_ip_from	mail server		<address> | <CIDR> | unix:		Defines trusted addresses that are known to send correct replacement addresses.
# mail/ngx_mail_smtp_module
smtp_auth	mail server		<method> ...	plain login	Sets permitted methods of SASL authentication for SMTP clients.
smtp_capabilities	mail server		<extension> ...		Sets the SMTP protocol extensions list that is passed to the client in response to the EHLO command.
smtp_client_buffer	mail server		<size>	4k|8k	Sets the size of the buffer used for reading SMTP commands.
smtp_greeting_delay	mail server		<time>	0	Allows setting a delay before sending an SMTP greeting in order to reject clients who fail to wait for the greeting before sending SMTP commands.
# mail/ngx_mail_ssl_module
ssl	mail server		on | off	off	This directive was made obsolete in version 1.15.0 and was removed in version 1.25.1.
ssl_certificate	mail server		<file>		Specifies a file with the certificate in the PEM format for the given server.
ssl_certificate_compression	mail server		on | off	off	Enables TLS 1.3 compression of server certificates.
ssl_certificate_key	mail server		<file>		Specifies a file with the secret key in the PEM format for the given server.
ssl_ciphers	mail server		<ciphers>	HIGH:!aNULL:!MD5	Specifies the enabled ciphers.
ssl_client_certificate	mail server		<file>		Specifies a file with trusted CA certificates in the PEM format used to verify client certificates.
ssl_conf_command	mail server		<name> <value>		Sets arbitrary OpenSSL configuration commands.
ssl_crl	mail server		<file>		Specifies a file with revoked certificates (CRL) in the PEM format used to verify client certificates.
ssl_dhparam	mail server		<file>		Specifies a file with DH parameters for DHE ciphers.
ssl_ecdh_curve	mail server		<curve>	auto	Specifies a curve for ECDHE ciphers.
ssl_password_file	mail server		<file>		Specifies a file with passphrases for secret keys where each passphrase is specified on a separate line.
ssl_prefer_server_ciphers	mail server		on | off	off	Specifies that server ciphers should be preferred over client ciphers when the SSLv3 and TLS protocols are used.
ssl_protocols	mail server		[SSLv2] [SSLv3] [TLSv1] [TLSv1.1] [TLSv1.2] [TLSv1.3]	TLSv1.2 TLSv1.3	Enables the specified protocols.
ssl_session_cache	mail server		off | none | [builtin[:<size>]] [shared:<name>:<size>]	none	Sets the types and sizes of caches that store session parameters.
ssl_session_ticket_key	mail server		<file>		Sets a file with the secret key used to encrypt and decrypt TLS session tickets.
ssl_session_tickets	mail server		on | off	on	Enables or disables session resumption through TLS session tickets.
ssl_session_timeout	mail server		<time>	5m	Specifies a time during which a client may reuse the session parameters.
ssl_trusted_certificate	mail server		<file>		Specifies a file with trusted CA certificates in the PEM format used to verify client certificates.
ssl_verify_client	mail server		on | off | optional | optional_no_ca	off	Enables verification of client certificates.
ssl_verify_depth	mail server		<number>	1	Sets the verification depth in the client certificates chain.
starttls	mail server		on | off | only	off	- on.
# ngx_core_module
accept_mutex	events		on | off	off	If accept_mutex is enabled, worker processes will accept new connections by turn.
accept_mutex_delay	events		<time>	500ms	If accept_mutex is enabled, specifies the maximum time during which a worker process will try to restart accepting new connections if another worker process is currently accepting …
daemon	main		on | off	on	Determines whether nginx should become a daemon.
debug_connection	events		<address> | <CIDR> | unix:		Enables debugging log for selected client connections.
debug_points	main		abort | stop		This directive is used for debugging.
env	main		<variable>[=<value>]	TZ	By default, nginx removes all environment variables inherited from its parent process except the TZ variable.
error_log	main http mail stream server location		<file> [<level>] [json]	logs/error.log error	Configures logging.
events	main	block	{...}		Provides the configuration file context in which the directives that affect connection processing are specified.
include			<file> | <mask>		Includes another file, or files matching the specified mask, into configuration.
load_module	main		<file>		Loads a dynamic module.
lock_file	main		<file>	logs/nginx.lock	nginx uses the locking mechanism to implement accept_mutex and serialize access to shared memory.
master_process	main		on | off	on	Determines whether worker processes are started.
multi_accept	events		on | off	off	If multi_accept is disabled, a worker process will accept one new connection at a time.
pcre_jit	main		on | off	off	Enables or disables the use of “just-in-time compilation” (PCRE JIT) for the regular expressions known by the time of configuration parsing.
pid	main		<file>	logs/nginx.pid	Defines a file that will store the process ID of the main process.
ssl_engine	main		<device>		Defines the name of the hardware SSL accelerator.
ssl_object_cache_inheritable	main		on | off	on	If enabled, SSL objects (SSL certificates, secret keys, trusted CA certificates, CRL lists) will be inherited across configuration reloads.
stall_threshold	events	plus	<time>	1000ms	Allows overriding the default time threshold for the event loop iteration before a stall is reported.
thread_pool	main		<name> threads=<number> [max_queue=<number>]	default threads=32 max_queue=65536	Defines the name and parameters of a thread pool used for multi-threaded reading and sending of files without blocking worker processes.
timer_resolution	main		<interval>		Reduces timer resolution in worker processes, thus reducing the number of gettimeofday() system calls made.
use	events		<method>		Specifies the connection processing method to use.
user	main		<user> [<group>]	nobody nobody	Defines user and group credentials used by worker processes.
worker_aio_requests	events		<number>	32	When using aio with the epoll connection processing method, sets the maximum number of outstanding asynchronous I/O operations for a single worker process.
worker_connections	events		<number>	512	Sets the maximum number of simultaneous connections that can be opened by a worker process.
worker_cpu_affinity	main		<cpumask> ... or auto [<cpumask>]		Binds worker processes to the sets of CPUs.
worker_priority	main		<number>	0	Defines the scheduling priority for worker processes like it is done by the nice command: a negative number means higher priority.
worker_processes	main		<number> | auto	1	Defines the number of worker processes.
worker_rlimit_core	main		<size>		Changes the limit on the largest size of a core file (RLIMIT_CORE) for worker processes.
worker_rlimit_nofile	main		<number>		Changes the limit on the maximum number of open files (RLIMIT_NOFILE) for worker processes.
worker_shutdown_timeout	main		<time>		Configures a timeout for a graceful shutdown of worker processes.
working_directory	main		<directory>		Defines the current working directory for a worker process.
# ngx_google_perftools_module
google_perftools_profiles	main		<file>		Sets a file name that keeps profiling information of nginx worker process.
# ngx_mgmt_module
mgmt	main	block	{...}		Provides the configuration file context in which usage reporting and license management directives are specified.
enforce_initial_report	mgmt		on | off	on	Enables or disables the 180-day grace period for sending the initial usage report.
license_token	mgmt		<file>	license.jwt	Specifies a JWT license file.
proxy	mgmt		<host>:<port>		Sets the HTTP CONNECT proxy used for sending the usage report.
proxy_username	mgmt		<string>		Sets the user name used for authentication on the proxy.
proxy_password	mgmt		<string>		Sets the password used for authentication on the proxy.
resolver	mgmt		<address> ... [valid=<time>] [ipv4=on|off] [ipv6=on|off] [status_zone=<zone>]		Configures name servers used to resolve usage reporting endpoint name.
ssl_crl	mgmt		<file>		Specifies a file with revoked certificates (CRL) in the PEM format used to verify the certificate of the usage reporting endpoint.
ssl_trusted_certificate	mgmt		<file>	system CA bundle	Specifies a file with trusted CA certificates in the PEM format used to verify the certificate of the usage reporting endpoint.
ssl_verify	mgmt		on | off	on	Enables or disables verification of the usage reporting endpoint certificate.
state_path	mgmt		<path>		Defines a directory for storing state files (nginx-mgmt-) created by the ngx_mgmt_module module.
usage_report	mgmt		[endpoint=<address>] [interval=<time>]	endpoint=product.connect.nginx.com interval=1h	Sets the address and port of the usage reporting endpoint.
# ngx_otel_module
otel_exporter	http	block	{...}		Specifies OTel data export parameters.
otel_service_name	http		<name>	unknown_service:nginx	Sets the “service.name” attribute of the OTel resource.
otel_resource_attr	http		<name> <value>		Sets a custom OTel resource attribute.
otel_trace	http server location		on | off | $variable	off	Enables or disables OpenTelemetry tracing.
otel_trace_context	http server location		extract | inject | propagate | ignore	ignore	Specifies how to propagate traceparent/tracestate headers.
otel_span_name	http server location		<name>		Defines the name of the OTel span.
otel_span_attr	http server location		<name> <value>		Adds a custom OTel span attribute.
# stream/ngx_stream_access_module
allow	stream server		<address> | <CIDR> | unix: | all		Allows access for the specified network or address.
deny	stream server		<address> | <CIDR> | unix: | all		Denies access for the specified network or address.
# stream/ngx_stream_core_module
listen	server		<address>:<port> [default_server] [ssl] [udp] [proxy_protocol] [setfib=<number>] [fastopen=<number>] [backlog=<number>] [rcvbuf=<size>] [sndbuf=<size>] [accept_filter=<filter>] [deferred] [bind] [ipv6only=on|off] [reuseport] [multipath] [so_keepalive=on|off|[<keepidle>]:[<keepintvl>]:[<keepcnt>]]		Sets the address and port for the socket on which the server will accept connections.
preread_buffer_size	stream server		<size>	16k	Specifies a size of the preread buffer.
preread_timeout	stream server		<timeout>	30s	Specifies a timeout of the preread phase.
proxy_protocol_timeout	stream server		<timeout>	30s	Specifies a timeout for reading the PROXY protocol header to complete.
resolver	stream server		<address> ... [valid=<time>] [ipv4=on|off] [ipv6=on|off] [status_zone=<zone>]		Configures name servers used to resolve names of upstream servers into addresses.
resolver_timeout	stream server		<time>	30s	Sets a timeout for name resolution.
server	stream	block	{...}		Sets the configuration for a virtual server.
server_name	server		<name> ...	""	Sets names of a virtual server.
server_names_hash_bucket_size	stream		<size>	32|64|128	Sets the bucket size for the server names hash tables.
server_names_hash_max_size	stream		<size>	512	Sets the maximum size of the server names hash tables.
stream	main	block	{...}		Provides the configuration file context in which the stream server directives are specified.
tcp_nodelay	stream server		on | off	on	Enables or disables the use of the TCP_NODELAY option.
variables_hash_bucket_size	stream		<size>	64	Sets the bucket size for the variables hash table.
variables_hash_max_size	stream		<size>	1024	Sets the maximum size of the variables hash table.
# stream/ngx_stream_geo_module
geo	stream	block	[<$address>] <$variable> {...}		Describes the dependency of values of the specified variable on the client IP address.
# stream/ngx_stream_geoip_module
geoip_country	stream		<file>		Specifies a database used to determine the country depending on the client IP address.
geoip_city	stream		<file>		Specifies a database used to determine the country, region, and city depending on the client IP address.
geoip_org	stream		<file>		Specifies a database used to determine the organization depending on the client IP address.
# stream/ngx_stream_js_module
js_access	stream server		<module.function>		Sets an njs function which will be called at the access phase.
js_context_reuse	stream server		<number>	128	Sets a maximum number of JS context to be reused for QuickJS engine.
js_engine	stream server		njs | qjs	njs	Sets a JavaScript engine to be used for njs scripts.
js_fetch_buffer_size	stream server		<size>	16k	Sets the size of the buffer used for reading and writing with Fetch API.
js_fetch_ciphers	stream server		<ciphers>	HIGH:!aNULL:!MD5	Specifies the enabled ciphers for HTTPS connections with Fetch API.
js_fetch_max_response_buffer_size	stream server		<size>	1m	Sets the maximum size of the response received with Fetch API.
js_fetch_protocols	stream server		[TLSv1] [TLSv1.1] [TLSv1.2] [TLSv1.3]	TLSv1 TLSv1.1 TLSv1.2	Enables the specified protocols for HTTPS connections with Fetch API.
js_fetch_timeout	stream server		<time>	60s	Defines a timeout for reading and writing for Fetch API.
js_fetch_trusted_certificate	stream server		<file>		Specifies a file with trusted CA certificates in the PEM format used to verify the HTTPS certificate with Fetch API.
js_fetch_verify	stream server		on | off	on	Enables or disables verification of the HTTPS server certificate with Fetch API.
js_fetch_verify_depth	stream server		<number>	100	Sets the verification depth in the HTTPS server certificates chain with Fetch API.
js_fetch_proxy	stream server		<url>		Configures a forward proxy URL with Fetch API.
js_fetch_keepalive	stream server		<connections>	0	Activates the cache for connections to destination servers.
js_fetch_keepalive_requests	stream server		<number>	1000	Sets the maximum number of requests that can be served through one keepalive connection with Fetch API.
js_fetch_keepalive_time	stream server		<time>	1h	Limits the maximum time during which requests can be processed through one keepalive connection with Fetch API.
js_fetch_keepalive_timeout	stream server		<time>	60s	Sets a timeout during which an idle keepalive connection to a destination server will stay open with Fetch API.
js_filter	stream server		<module.function>		Sets a data filter.
js_import	stream server		<module.js> | <export_name from module.js>		Imports a module that implements session and variable handlers in njs.
js_include	stream		<file>		Specifies a file that implements server and variable handlers in njs.
js_load_stream_native_module	main		<path> [as <name>]		Loads a native module (shared library) for use in Stream JavaScript code.
js_path	stream server		<path>		Sets an additional path for njs modules.
js_periodic	server		<module.function> [interval=<time>] [jitter=<number>] [worker_affinity=<mask>]		Specifies a content handler to run at regular interval.
js_preload_object	stream server		<name.json> | <name> from <file.json>		Preloads an immutable object at configure time.
js_preread	stream server		<module.function>		Sets an njs function which will be called at the preread phase.
js_set	stream server		<$variable> <module.function> [nocache]		Sets an njs function for the specified variable.
js_shared_dict_zone	stream		zone=<name>:<size> [timeout=<time>] [type=string|number] [evict] [state=<file>]		Sets the name and size of the shared memory zone that keeps the key-value dictionary shared between worker processes.
js_var	stream server		<$variable> [<value>]		Declares a writable variable.
# stream/ngx_stream_keyval_module
keyval	stream		<key> <$variable> zone=<name>		Creates a new $variable whose value is looked up by the key in the key-value database.
keyval_zone	stream		zone=<name>:<size> [state=<file>] [timeout=<time>] [type=string|ip|prefix] [sync]		Sets the name and size of the shared memory zone that keeps the key-value database.
# stream/ngx_stream_limit_conn_module
limit_conn	stream server		<zone> <number>		Sets the shared memory zone and the maximum allowed number of connections for a given key value.
limit_conn_dry_run	stream server		on | off	off	Enables the dry run mode.
limit_conn_log_level	stream server		info | notice | warn | error	error	Sets the desired logging level for cases when the server limits the number of connections.
limit_conn_zone	stream		<key> zone=<name>:<size>		Sets parameters for a shared memory zone that will keep states for various keys.
# stream/ngx_stream_log_module
access_log	stream server		<path> <format> [buffer=<size>] [gzip[=]] [flush=<time>] [if=<condition>] or off	off	Sets the path, format, and configuration for a buffered log write.
log_format	stream		<name> [escape=default|json|none] <string> ...		Specifies the log format.
open_log_file_cache	stream server		max=<N> [inactive=<time>] [min_uses=<N>] [valid=<time>] or off	off	Defines a cache that stores the file descriptors of frequently used logs whose names contain variables.
# stream/ngx_stream_map_module
map	stream	block	<string> <$variable> {...}		Creates a new variable whose value depends on values of one or more of the source variables specified in the first parameter.
map_hash_bucket_size	stream		<size>	32|64|128	Sets the bucket size for the map variables hash tables.
map_hash_max_size	stream		<size>	2048	Sets the maximum size of the map variables hash tables.
# stream/ngx_stream_mqtt_filter_module
mqtt	stream server		on | off	off	Enables the MQTT protocol for the given virtual server.
mqtt_buffers	stream server		<number> <size>	100 1k	Sets the number and size of the buffers used for handling MQTT messages, for a single connection.
mqtt_rewrite_buffer_size	server		<size>	4k|8k	> This directive is obsolete since version 1.25.1.
mqtt_set_connect	server		field <value>		Sets the message field to the given value for CONNECT message.
# stream/ngx_stream_mqtt_preread_module
mqtt_preread	stream server		on | off	off	Enables extracting information from the MQTT CONNECT message at the preread phase.
# stream/ngx_stream_num_map_module
num_map	stream	block	[<$number>] <$variable> {...}		Describes how the values of the specified variable depend on numeric values or numeric value ranges.
# stream/ngx_stream_pass_module
pass	server		<address>		Sets server address to pass client connection to.
# stream/ngx_stream_proxy_module
proxy_bind	stream server		<address> [transparent] | off		Makes outgoing connections to a proxied server originate from the specified local IP address.
proxy_bind_dynamic	stream server	plus	on | off	off	When enabled, makes the bind operation at each connection attempt.
proxy_buffer_size	stream server		<size>	16k	Sets the size of the buffer used for reading data from the proxied server.
proxy_connect_timeout	stream server		<time>	60s	Defines a timeout for establishing a connection with a proxied server.
proxy_download_rate	stream server		<rate>	0	Limits the speed of reading the data from the proxied server.
proxy_half_close	stream server		on | off	off	Enables or disables closing each direction of a TCP connection independently (“TCP half-close”).
proxy_next_upstream	stream server		on | off	on	When a connection to the proxied server cannot be established, determines whether a client connection will be passed to the next server.
proxy_next_upstream_timeout	stream server		<time>	0	Limits the time allowed to pass a connection to the next server.
proxy_next_upstream_tries	stream server		<number>	0	Limits the number of possible tries for passing a connection to the next server.
proxy_pass	server		<address>		Sets the address of a proxied server.
proxy_protocol	stream server		on | off | v2	off	Enables the PROXY protocol for connections to a proxied server.
proxy_requests	stream server		<number>	0	Sets the number of client datagrams at which binding between a client and existing UDP stream session is dropped.
proxy_responses	stream server		<number>		Sets the number of datagrams expected from the proxied server in response to a client datagram if the UDP protocol is used.
proxy_session_drop	stream server	plus	on | off	off	Enables terminating all sessions to a proxied server after it was removed from the group or marked as permanently unavailable.
proxy_socket_keepalive	stream server		on | off	off	Configures the “TCP keepalive” behavior for outgoing connections to a proxied server.
proxy_socket_rcvbuf	stream server		<size>		Sets the receive buffer size (the SO_RCVBUF option) for outgoing connections to a proxied server.
proxy_socket_sndbuf	stream server		<size>		Sets the send buffer size (the SO_SNDBUF option) for outgoing connections to a proxied server.
proxy_ssl	stream server		on | off	off	Enables the SSL/TLS protocol for connections to a proxied server.
proxy_ssl_alpn	stream server		<protocol> ...		Specifies the list of protocols to advertise via the ALPN extension when establishing a connection with the proxied server.
proxy_ssl_certificate	stream server		<file>		Specifies a file with the certificate in the PEM format used for authentication to a proxied server.
proxy_ssl_certificate_cache	stream server		off or max=<N> [inactive=<time>] [valid=<time>]	off	Defines a cache that stores SSL certificates and secret keys specified with variables.
proxy_ssl_certificate_key	stream server		<file>		The value store:scheme:id can be specified instead of the file (1.29.0), which is used to load a secret key with a specified id and OpenSSL provider registered URI scheme, such as …
proxy_ssl_ciphers	stream server		<ciphers>	DEFAULT	Specifies the enabled ciphers for connections to a proxied server.
proxy_ssl_conf_command	stream server		<name> <value>		Sets arbitrary OpenSSL configuration commands when establishing a connection with the proxied server.
proxy_ssl_crl	stream server		<file>		Specifies a file with revoked certificates (CRL) in the PEM format used to verify the certificate of the proxied server.
proxy_ssl_key_log	stream server	plus	path		Enables logging of proxied server connection SSL keys and specifies the path to the key log file.
proxy_ssl_name	stream server		<name>	host from proxy_pass	Allows overriding the server name used to verify the certificate of the proxied server and to be passed through SNI when establishing a connection with the proxied server.
proxy_ssl_password_file	stream server		<file>		Specifies a file with passphrases for secret keys where each passphrase is specified on a separate line.
proxy_ssl_protocols	stream server		[SSLv2] [SSLv3] [TLSv1] [TLSv1.1] [TLSv1.2] [TLSv1.3]	TLSv1.2 TLSv1.3	Enables the specified protocols for connections to a proxied server.
proxy_ssl_server_name	stream server		on | off	off	Enables or disables passing of the server name through TLS Server Name Indication extension (SNI, RFC 6066) when establishing a connection with the proxied server.
proxy_ssl_session_reuse	stream server		on | off	on	Determines whether SSL sessions can be reused when working with the proxied server.
proxy_ssl_trusted_certificate	stream server		<file>		Specifies a file with trusted CA certificates in the PEM format used to verify the certificate of the proxied server.
proxy_ssl_verify	stream server		on | off	off	Enables or disables verification of the proxied server certificate.
proxy_ssl_verify_depth	stream server		<number>	1	Sets the verification depth in the proxied server certificates chain.
proxy_timeout	stream server		<timeout>	10m	Sets the timeout between two successive read or write operations on client or proxied server connections.
proxy_upload_rate	stream server		<rate>	0	Limits the speed of reading the data from the client.
# stream/ngx_stream_realip_module
set_real_ip_from	stream server		<address> | <CIDR> | unix:		Defines trusted addresses that are known to send correct replacement addresses.
# stream/ngx_stream_return_module
return	server		<value>		Specifies a value to send to the client.
# stream/ngx_stream_set_module
set	server		<$variable> <value>		Sets a value for the specified variable.
# stream/ngx_stream_split_clients_module
split_clients	stream	block	<string> <$variable> {...}		Creates a variable for A/B testing.
# stream/ngx_stream_ssl_module
ssl_alpn	stream server		<protocol> ...		Specifies the list of supported ALPN protocols.
ssl_certificate	stream server		<file>		Specifies a file with the certificate in the PEM format for the given virtual server.
ssl_certificate_cache	stream server		off or max=<N> [inactive=<time>] [valid=<time>]	off	Defines a cache that stores SSL certificates and secret keys specified with variables.
ssl_certificate_compression	stream server		on | off	off	Enables TLS 1.3 compression of server certificates.
ssl_certificate_key	stream server		<file>		Specifies a file with the secret key in the PEM format for the given virtual server.
ssl_ciphers	stream server		<ciphers>	HIGH:!aNULL:!MD5	Specifies the enabled ciphers.
ssl_client_certificate	stream server		<file>		Specifies a file with trusted CA certificates in the PEM format used to verify client certificates and OCSP responses if ssl_stapling is enabled.
ssl_conf_command	stream server		<name> <value>		Sets arbitrary OpenSSL configuration commands.
ssl_crl	stream server		<file>		Specifies a file with revoked certificates (CRL) in the PEM format used to verify client certificates.
ssl_dhparam	stream server		<file>		Specifies a file with DH parameters for DHE ciphers.
ssl_ecdh_curve	stream server		<curve>	auto	Specifies a curve for ECDHE ciphers.
ssl_ech_file	stream server		<file>		Specifies a file with encrypted ClientHello configuration (ECHConfig) in the PEM format used to enable TLS 1.3 ECH in shared mode.
ssl_handshake_timeout	stream server		<time>	60s	Specifies a timeout for the SSL handshake to complete.
ssl_key_log	stream server	plus	path		Enables logging of client connection SSL keys and specifies the path to the key log file.
ssl_ocsp	stream server		on | off | leaf	off	Enables OCSP validation of the client certificate chain.
ssl_ocsp_cache	stream server		off | [shared:<name>:<size>]	off	Sets name and size of the cache that stores client certificates status for OCSP validation.
ssl_ocsp_responder	stream server		<url>		Overrides the URL of the OCSP responder specified in the “Authority Information Access” certificate extension for validation of client certificates.
ssl_password_file	stream server		<file>		Specifies a file with passphrases for secret keys where each passphrase is specified on a separate line.
ssl_prefer_server_ciphers	stream server		on | off	off	Specifies that server ciphers should be preferred over client ciphers when the SSLv3 and TLS protocols are used.
ssl_protocols	stream server		[SSLv2] [SSLv3] [TLSv1] [TLSv1.1] [TLSv1.2] [TLSv1.3]	TLSv1.2 TLSv1.3	Enables the specified protocols.
ssl_reject_handshake	stream server		on | off	off	If enabled, SSL handshakes in the server block will be rejected.
ssl_session_cache	stream server		off | none | [builtin[:<size>]] [shared:<name>:<size>]	none	Sets the types and sizes of caches that store session parameters.
ssl_session_ticket_key	stream server		<file>		Sets a file with the secret key used to encrypt and decrypt TLS session tickets.
ssl_session_tickets	stream server		on | off	on	Enables or disables session resumption through TLS session tickets.
ssl_session_timeout	stream server		<time>	5m	Specifies a time during which a client may reuse the session parameters.
ssl_stapling	stream server		on | off	off	Enables or disables stapling of OCSP responses by the server.
ssl_stapling_file	stream server		<file>		When set, the stapled OCSP response will be taken from the specified file instead of querying the OCSP responder specified in the server certificate.
ssl_stapling_responder	stream server		<url>		Overrides the URL of the OCSP responder specified in the “Authority Information Access” certificate extension.
ssl_stapling_verify	stream server		on | off	off	Enables or disables verification of OCSP responses by the server.
ssl_trusted_certificate	stream server		<file>		Specifies a file with trusted CA certificates in the PEM format used to verify client certificates and OCSP responses if ssl_stapling is enabled.
ssl_verify_client	stream server		on | off | optional | optional_no_ca	off	Enables verification of client certificates.
ssl_verify_depth	stream server		<number>	1	Sets the verification depth in the client certificates chain.
# stream/ngx_stream_ssl_preread_module
ssl_preread	stream server		on | off	off	Enables extracting information from the ClientHello message at the preread phase.
# stream/ngx_stream_upstream_hc_module
health_check	server		[<parameters>]		Enables periodic health checks of the servers in a group.
health_check_timeout	stream server		<timeout>	5s	Overrides the proxy_timeout value for health checks.
match	stream	block	<name> {...}		Defines the named test set used to verify server responses to health checks.
# stream/ngx_stream_upstream_module
upstream	stream	block	<name> {...}		Defines a group of servers.
server	upstream		<address> [<parameters>]		Defines the address and other parameters of a server.
zone	upstream		<name> [<size>]		Defines the name and size of the shared memory zone that keeps the group’s configuration and run-time state that are shared between worker processes.
state	upstream	plus	<file>		Specifies a file that keeps the state of the dynamically configurable group.
hash	upstream		<key> [consistent]		Specifies a load balancing method for a server group where the client-server mapping is based on the hashed key value.
least_conn	upstream				Specifies that a group should use a load balancing method where a connection is passed to the server with the least number of active connections, taking into account weights of …
least_time	upstream		connect | first_byte | last_byte [inflight]		Specifies that a group should use a load balancing method where a connection is passed to the server with the least average time and least number of active connections, taking into …
random	upstream		[two [<method>]]		Specifies that a group should use a load balancing method where a connection is passed to a randomly selected server, taking into account weights of servers.
resolver	upstream		<address> ... [valid=<time>] [ipv4=on|off] [ipv6=on|off] [status_zone=<zone>]		Configures name servers used to resolve names of upstream servers into addresses.
resolver_timeout	upstream		<time>	30s	Sets a timeout for name resolution.
# stream/ngx_stream_zone_sync_module
zone_sync	server				Enables the synchronization of shared memory zones between cluster nodes.
zone_sync_buffers	stream server		<number> <size>	8 4k|8k	Sets the number and size of the per-zone buffers used for pushing zone contents.
zone_sync_connect_retry_interval	stream server		<time>	1s	Defines an interval between connection attempts to another cluster node.
zone_sync_connect_timeout	stream server		<time>	5s	Defines a timeout for establishing a connection with another cluster node.
zone_sync_interval	stream server		<time>	1s	Defines an interval for polling updates in a shared memory zone.
zone_sync_recv_buffer_size	stream server		<size>	4k|8k	Sets size of a per-connection receive buffer used to parse incoming stream of synchronization messages.
zone_sync_server	server		<address> [resolve]		Defines the address of a cluster node.
zone_sync_ssl	stream server		on | off	off	Enables the SSL/TLS protocol for connections to another cluster server.
zone_sync_ssl_certificate	stream server		<file>		Specifies a file with the certificate in the PEM format used for authentication to another cluster server.
zone_sync_ssl_certificate_key	stream server		<file>		Specifies a file with the secret key in the PEM format used for authentication to another cluster server.
zone_sync_ssl_ciphers	stream server		<ciphers>	DEFAULT	Specifies the enabled ciphers for connections to another cluster server.
zone_sync_ssl_conf_command	stream server		<name> <value>		Sets arbitrary OpenSSL configuration commands when establishing a connection with another cluster server.
zone_sync_ssl_crl	stream server		<file>		Specifies a file with revoked certificates (CRL) in the PEM format used to verify the certificate of another cluster server.
zone_sync_ssl_name	stream server		<name>	host from zone_sync_server	Allows overriding the server name used to verify the certificate of a cluster server and to be passed through SNI when establishing a connection with the cluster server.
zone_sync_ssl_password_file	stream server		<file>		Specifies a file with passphrases for secret keys where each passphrase is specified on a separate line.
zone_sync_ssl_protocols	stream server		[SSLv2] [SSLv3] [TLSv1] [TLSv1.1] [TLSv1.2] [TLSv1.3]	TLSv1.2 TLSv1.3	Enables the specified protocols for connections to another cluster server.
zone_sync_ssl_server_name	stream server		on | off	off	Enables or disables passing of the server name through TLS Server Name Indication extension (SNI, RFC 6066) when establishing a connection with another cluster server.
zone_sync_ssl_trusted_certificate	stream server		<file>		Specifies a file with trusted CA certificates in the PEM format used to verify the certificate of another cluster server.
zone_sync_ssl_verify	stream server		on | off	off	Enables or disables verification of another cluster server certificate.
zone_sync_ssl_verify_depth	stream server		<number>	1	Sets the verification depth in another cluster server certificates chain.
zone_sync_timeout	stream server		<timeout>	5s	Sets the timeout between two successive read or write operations on connection to another cluster node.
`;

/** Variables; those that end in `NAME` stand for any header, argument or cookie. */
export const VARIABLE_TABLE = `
acme_certificate acme_certificate_key arg_NAME args binary_remote_addr body_bytes_sent
bytes_received bytes_sent connection connection_requests connection_time connections_active
connections_reading connections_waiting connections_writing content_length content_type cookie_NAME
date_gmt date_local document_root document_uri fastcgi_path_info fastcgi_script_name gzip_ratio
host hostname http2 http3 http_NAME https invalid_referer is_args is_request_port jwt_claim_NAME
jwt_header_NAME jwt_payload limit_conn_status limit_rate limit_req_status memcached_key
mqtt_preread_clientid mqtt_preread_username msec nginx_version oidc_access_token oidc_claim_NAME
oidc_id_token oidc_userinfo otel_parent_id otel_parent_sampled otel_span_id otel_trace_id pid pipe
protocol proxy_add_x_forwarded_for proxy_host proxy_port proxy_protocol_addr proxy_protocol_port
proxy_protocol_server_addr proxy_protocol_server_port proxy_protocol_tlv_NAME query_string
realip_remote_addr realip_remote_port realpath_root remote_addr remote_port remote_user request
request_body request_body_file request_completion request_filename request_id request_length
request_method request_port request_time request_uri scheme secure_link secure_link_expires
sent_http_NAME sent_trailer_NAME server_addr server_name server_port server_protocol
session_log_binary_id session_log_id session_time slice_range ssl_alpn_protocol ssl_cipher
ssl_ciphers ssl_client_cert ssl_client_escaped_cert ssl_client_fingerprint ssl_client_i_dn
ssl_client_i_dn_legacy ssl_client_raw_cert ssl_client_s_dn ssl_client_s_dn_legacy ssl_client_serial
ssl_client_sigalg ssl_client_v_end ssl_client_v_remain ssl_client_v_start ssl_client_verify
ssl_curve ssl_curves ssl_early_data ssl_ech_outer_server_name ssl_ech_status
ssl_preread_alpn_protocols ssl_preread_protocol ssl_preread_server_name ssl_protocol
ssl_server_name ssl_session_id ssl_session_reused ssl_sigalg ssl_sigalgs status tcpinfo_rcv_space
time_iso8601 time_iso8601_ms time_local uid_got uid_reset uid_set upstream_addr
upstream_bytes_received upstream_bytes_sent upstream_cache_status upstream_connect_time
upstream_cookie_NAME upstream_first_byte_time upstream_header_time upstream_http_NAME
upstream_last_addr upstream_last_server_name upstream_queue_time upstream_response_length
upstream_response_time upstream_session_time upstream_status upstream_trailer_NAME uri
`;
