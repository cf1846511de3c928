import { DIRECTIVE_TABLE } from './directive-table';
import type { Module, Scope, ScopeKind } from './model';

/** A directive as the reference knows it; the same word may be several of different modules. */
export interface KnownDirective {
  readonly name: string;
  /** Where it is allowed: `http`, `server`, `stream`, `location`, `if`, `upstream`, … */
  readonly contexts: ReadonlySet<string>;
  readonly block: boolean;
  /** It is a part of NGINX Plus alone. */
  readonly plus: boolean;
  /** What stands behind the name. */
  readonly syntax: string;
  /** Its value where nothing is written; empty for none. */
  readonly standard: string;
  readonly summary: string;
  /** Its page of the reference, such as `http/ngx_http_proxy_module`. */
  readonly page: string;
  readonly url: string;
}

/** The directives that may stand in a level of this kind, by name; one entry for each name. */
export function directivesIn(kind: ScopeKind, module: Module): readonly KnownDirective[] {
  const found = new Map<string, KnownDirective>();
  for (const directive of known()) {
    if (fits(directive, kind, module) && !found.has(directive.name)) {
      found.set(directive.name, directive);
    }
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The directive of this name that may stand in a level of this kind. */
export function directiveNamed(
  name: string,
  kind: ScopeKind,
  module: Module,
): KnownDirective | undefined {
  return known().find((directive) => directive.name === name && fits(directive, kind, module));
}

/** What the reference says of a directive, as Markdown: a sentence, its form, where it may stand. */
export function documentationOf(directive: KnownDirective): string {
  const { name, syntax, standard, contexts, plus, summary, url } = directive;
  const form = `${name}${syntax === '' ? '' : ` ${syntax}`}${directive.block ? '' : ';'}`;
  return [
    summary,
    `\`${form}\``,
    ...(standard === '' || VARIES.has(name) ? [] : [`Default: \`${standard}\``]),
    `In ${[...contexts].join(', ')}.${plus ? ' A part of NGINX Plus.' : ''} [nginx.org](${url})`,
  ].join('\n\n');
}

/** The reference has the default of the newest version only, or the last of several. */
const VARIES: ReadonlySet<string> = new Set([
  'keepalive',
  'keepalive_requests',
  'proxy_http_version',
  'proxy_set_header',
  'sendfile_max_chunk',
]);

/** The module that brings a directive: `http_proxy`. */
export function moduleOf({ page }: KnownDirective): string {
  return page.replace(/^\w+\/ngx_/, '').replace(/^ngx_|_module$/g, '');
}

/** The words that may stand behind a directive as they are, parameters with their `=`. */
export function wordsOf({ name, syntax }: KnownDirective, { kind }: Scope): readonly string[] {
  if (name === 'server' && kind === 'upstream') return SERVER_PARAMETERS;
  const words = syntax.replace(/=[^\s\]]*/g, '=').split(/[\s|[\]]+/);
  return [...new Set(words.flatMap((word) => /^[a-z][\w.]*=?$/.exec(word)?.[0] ?? []))]
    .filter((word) => word !== 'or')
    .sort();
}

/** The reference lists these in prose (ngx_http_upstream_module, `server`). */
const SERVER_PARAMETERS = [
  'backup',
  'down',
  'fail_timeout=',
  'max_conns=',
  'max_fails=',
  'resolve',
  'route=',
  'service=',
  'slow_start=',
  'weight=',
];

let read: readonly KnownDirective[] | undefined;

/** The table, read when it is first asked for. */
function known(): readonly KnownDirective[] {
  read ??= DIRECTIVE_TABLE.trim()
    .split(/^# /m)
    .slice(1)
    .flatMap((section) => {
      const [page = '', ...rows] = section.trim().split('\n');
      return rows.map((row) => readRow(page, row));
    });
  return read;
}

function readRow(page: string, row: string): KnownDirective {
  const [name = '', contexts = '', flags = '', syntax = '', standard = '', summary = ''] =
    row.split('\t');
  return {
    name,
    contexts: new Set(contexts.split(' ')),
    block: flags.includes('block'),
    plus: flags.includes('plus'),
    syntax,
    standard,
    summary,
    page,
    url: `https://nginx.org/en/docs/${page}.html#${name}`,
  };
}

/** A level that shows no sign of its place takes whatever the web server takes. */
function fits({ contexts, page }: KnownDirective, kind: ScopeKind, module: Module): boolean {
  if (kind === 'other') return false;
  if (kind === 'unknown') return contexts.has('server') || contexts.has('location');
  if (!contexts.has(kind)) return false;
  const owner = /^(http|stream|mail)\//.exec(page)?.[1];
  return owner === undefined || owner === module || module === 'unknown' || module === 'core';
}
