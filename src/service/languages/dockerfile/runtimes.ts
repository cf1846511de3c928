import { tableOf } from '../../text/tables';

/** Official images that are named after what they run; docker-library/official-images. */
const RUNTIMES = tableOf<string>({
  node: 'node',
  python: 'python',
  pypy: 'python',
  ruby: 'ruby',
  jruby: 'ruby',
  php: 'php',
  golang: 'go',
  openjdk: 'java',
  'eclipse-temurin': 'java',
  amazoncorretto: 'java',
  bun: 'bun',
  deno: 'deno',
  dotnet: 'dotnet',
  aspnet: 'dotnet',
  erlang: 'erlang',
  elixir: 'elixir',
  nginx: 'nginx',
  caddy: 'caddy',
  httpd: 'apache',
  tomcat: 'tomcat',
  postgres: 'postgresql',
  mysql: 'mysql',
  mariadb: 'mariadb',
  redis: 'redis',
  valkey: 'redis',
});

/** What an image runs, by its name and tag: `node:20.11-alpine` is Node 20.11. */
export function runtimeOf(
  image: string,
): { readonly name: string; readonly version: string | null } | null {
  const [reference = ''] = image.split('@');
  const [name = '', tag = ''] = reference.slice(reference.lastIndexOf('/') + 1).split(':');
  const runtime = RUNTIMES[name];
  if (runtime === undefined) return null;
  return { name: runtime, version: /^v?(\d+(?:\.\d+)*)/.exec(tag)?.[1] ?? null };
}

/**
 * What an official image starts where what is built on it says nothing; docker-library/php, whose entrypoint makes
 * way for it. Those of servers are known programs, and those of languages start a shell.
 */
export function commandOfBase(image: string): readonly string[] | null {
  const [reference = ''] = image.split('@');
  const [, tag = ''] = /^(?:docker\.io\/)?(?:library\/)?php:(.*)$/.exec(reference) ?? [];
  const variants = tag.split('-');
  if (variants.includes('fpm')) return ['php-fpm'];
  return variants.includes('apache') ? ['apache2-foreground'] : null;
}
