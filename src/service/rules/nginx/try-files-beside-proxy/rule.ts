import { valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { effective } from '../../../languages/nginx/effective';
import type { NginxDirective, Scope } from '../../../languages/nginx/model';

export default defineRule({
  id: 'nginx/try-files-beside-proxy',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'try_files beside proxy_pass',
  summary: 'try_files stands beside proxy_pass and serves nothing.',
  citations: ['nginx.core.try-files', 'guide.caching'],
  practices: [],
  checklist: [],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ nginx }, report) {
    for (const { kind, location, scope, directive } of nginx.passes) {
      if (kind !== 'proxy' || !location || location.scope !== scope || scope.open !== null)
        continue;
      const [tryFiles] = scope.byName.get('try_files') ?? [];
      if (!tryFiles) continue;
      const isRefused = refusesTheRest(tryFiles);
      if (isRefused && isAnsweredElsewhere(scope)) continue;
      if (!isRefused && !servesFiles(tryFiles)) continue;
      report({
        at: tryFiles,
        message: isRefused
          ? 'Whatever is no file or folder here is answered 404 and never reaches the server behind, and what exists goes to it as well. Remove try_files, or end it with "@app" and leave proxy_pass to a location of that name.'
          : 'Files that exist go to the server behind as well: nginx looks for them, and then passes the request on. Leave proxy_pass to a location of its own, "@app", and end try_files with that name.',
        related: [{ at: directive, message: 'This answers, whatever try_files finds.' }],
      });
    }
  },
});

/** `error_page 404 = @app`: what is missing goes somewhere else. */
function isAnsweredElsewhere(scope: Scope): boolean {
  const pages = effective(scope, 'error_page', undefined);
  return (
    pages.state === 'declared' &&
    pages.directives.some(({ args }) => args.some((arg) => valueOf(arg) === '404'))
  );
}

/** `$uri $uri/ =404`, as the site of a fresh installation has it: no server behind works on folders. */
function refusesTheRest({ args }: NginxDirective): boolean {
  const values = args.map((arg) => valueOf(arg));
  return (
    values.length === 3 && values[0] === '$uri' && values[1] === '$uri/' && values[2] === '=404'
  );
}

/**
 * Its author wants files served and the rest passed on. `=404` at the end asks for a file that the
 * server behind works on, and a name at the end leaves this location.
 */
function servesFiles({ args }: NginxDirective): boolean {
  const last = args.at(-1);
  const fallback = last ? valueOf(last) : undefined;
  if (fallback === undefined || /^[@=]/.test(fallback) || args.length < 2) return false;
  return args.slice(0, -1).some((arg) => /^\$(?:document_)?uri/.test(valueOf(arg) ?? ''));
}
