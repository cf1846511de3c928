import { DIRECTIVE_TABLE } from './directive-table';
import type { Module, ScopeKind } from './model';

/** A directive as the reference knows it; the same word may be several of different modules. */
export interface KnownDirective {
  readonly name: string;
  /** Where it is allowed: `http`, `server`, `stream`, `location`, `if`, `upstream`, … */
  readonly contexts: ReadonlySet<string>;
  /** Its page of the reference, such as `http/ngx_http_proxy_module`. */
  readonly page: string;
  readonly url: string;
}

/** The directives that may stand in a level of this kind, by name; one entry for each name. */
export function directivesIn(kind: ScopeKind, module: Module): readonly KnownDirective[] {
  const found = new Map<string, KnownDirective>();
  for (const directive of KNOWN) {
    if (fits(directive, kind, module) && !found.has(directive.name)) {
      found.set(directive.name, directive);
    }
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

const KNOWN: readonly KnownDirective[] = DIRECTIVE_TABLE.flatMap(([page, contexts, names]) => {
  const allowed = new Set(contexts.split(' '));
  return names
    .trim()
    .split(/\s+/)
    .map((name) => ({
      name,
      contexts: allowed,
      page,
      url: `https://nginx.org/en/docs/${page}.html#${name}`,
    }));
});

/** A level that shows no sign of its place takes whatever the web server takes. */
function fits({ contexts, page }: KnownDirective, kind: ScopeKind, module: Module): boolean {
  if (kind === 'other') return false;
  if (kind === 'unknown') return contexts.has('server') || contexts.has('location');
  if (!contexts.has(kind)) return false;
  const owner = /^(http|stream)\//.exec(page)?.[1];
  return owner === undefined || owner === module || module === 'unknown' || module === 'core';
}
