import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ProxiedServiceFact } from '../../src/service/contracts/fact';
import { processSettings } from '../../src/service/languages/process-settings';
import { recognise } from '../../src/service/languages/registry';
import { analysed } from '../support/analysed';
import { factsOf, survivesAll } from './support';

/** A way in short: what leads to it, where it goes, what is kept and how long an answer is waited for. */
function short({ rules, servers, keeps, idle, readTimeout }: ProxiedServiceFact): string {
  const number = (value: ProxiedServiceFact['idle']) =>
    value.state === 'known' ? `${value.value} s` : value.state;
  const to = servers.map(({ host, port }) => `${host}:${port}`).join(' ');
  return `${rules.join(', ')} → ${to}; keeps ${keeps ? number(idle) : 'none'}, waits ${number(readTimeout)}`;
}

const waysOf = async (path: string, text: string) =>
  (await factsOf('proxied-service', path, text)).map(short);

const CADDYFILE = `{
	email ops@example.org # of whom
}

(to-shop) {
	reverse_proxy {args[0]} shop:4000
	import to-shop
}

shop.example.org, www.shop.example.org {
	encode zstd gzip
	@api path /api/* /v1/*
	@post method POST
	reverse_proxy @api http://api {
		to api-2:8000
		transport http {
			response_header_timeout 30s
			keepalive 1m30s
		}
	}
	reverse_proxy @post "orders:9000"
	handle_path /ws/* {
		reverse_proxy {$WS_HOST:live}:3000 {$OTHER}:1 {
			transport http {
				keepalive off
				read_timeout 1d
			}
		}
	}
	route /static/* {
		respond <<END
			{ reverse_proxy nowhere:1 }
			END 200
	}
	import to-shop unix//run/app.sock
}

php.example.org {
	php_fastcgi /app/* php:9000
	reverse_proxy h2c://grpc:50051 10.0.0.1:81-83 :8080
}
`;

const HAPROXY = `global
  maxconn 2000 # of all
defaults
  mode http
  timeout server 45s
frontend public
  bind :80
  acl is_api path_beg /api
  use_backend api if is_api
  default_backend web
backend api
  timeout server 1500
  server a "api:8000" check
  server-template b 3 more:8001 check
backend web
  server w web:3000
listen db
  mode tcp
  server d db:5432
defaults
  timeout server soon
backend tcp-by-default
  server x x:1
listen stats
  mode http
  server s s:9
`;

describe('proxies other than nginx', () => {
  it('Caddy: each way with its site, its paths and its servers', async () => {
    assert.deepEqual(await waysOf('deploy/Caddyfile', CADDYFILE), [
      'shop.example.org www.shop.example.org/api/* /v1/* → api:80 api-2:8000; keeps 90 s, waits 30 s',
      'shop.example.org www.shop.example.org@post → orders:9000; keeps absent, waits absent',
      'shop.example.org www.shop.example.org/ws/* → live:3000; keeps none, waits 86400 s',
      'shop.example.org www.shop.example.org → shop:4000; keeps absent, waits absent',
      'php.example.org/app/* → php:9000; keeps none, waits absent',
      'php.example.org → grpc:50051 10.0.0.1:81 10.0.0.1:82 10.0.0.1:83; keeps absent, waits absent',
    ]);
  });

  it('Caddy: a file of one site needs no braces', async () => {
    const text = 'example.org\n\nreverse_proxy \\\n  app:8000\nfile_server\n';
    assert.deepEqual(await waysOf('Caddyfile', text), [
      'example.org → app:8000; keeps absent, waits absent',
    ]);
  });

  it('HAProxy: backends of HTTP with what leads to them and the times of their defaults', async () => {
    assert.deepEqual(await waysOf('lb/haproxy.cfg', HAPROXY), [
      'public if is_api → api:8000 more:8001; keeps none, waits 1.5 s',
      'public → web:3000; keeps none, waits 45 s',
      'stats → s:9; keeps none, waits unknown',
    ]);
  });

  it('are known by their names and by what they hold', () => {
    const of = (path: string, text: string) => recognise({ path, text })?.id;
    assert.equal(of('Caddyfile', 'a {\n reverse_proxy b:1\n}\n'), 'process-settings');
    assert.equal(of('conf/prod.Caddyfile', 'a {\n reverse_proxy b:1\n}\n'), 'process-settings');
    assert.equal(of('Caddyfile', 'a {\n file_server\n}\n'), undefined);
    assert.equal(of('Caddyfile.dev', 'a {\n reverse_proxy b:1\n}\n'), undefined);
    assert.equal(of('haproxy/prod.cfg', HAPROXY), 'process-settings');
    assert.equal(of('haproxy.cfg', 'global\n'), undefined);
  });

  it('survive any text', async () => {
    for (const [path, text] of [
      ['Caddyfile', CADDYFILE],
      ['haproxy.cfg', HAPROXY],
    ] as const) {
      await survivesAll(
        async (own) => analysed(processSettings, { uri: '', path, text: own }),
        [text],
      );
    }
  });
});
