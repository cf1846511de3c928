import { valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { removeDirective, unlessGenerated } from '../../../languages/nginx/edits';

export default defineRule({
  id: 'nginx/lua-code-cache-off',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Lua code cache off',
  summary: 'Lua code is loaded anew for each request.',
  citations: ['nginx.lua.code-cache'],
  practices: [],
  checklist: [],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ nginx }, report) {
    for (const directive of nginx.byName.get('lua_code_cache') ?? []) {
      const [value] = directive.args;
      if (value?.state !== 'known' || valueOf(value) !== 'off') continue;
      report({
        at: value,
        message:
          'With lua_code_cache off, each request gets a Lua VM of its own and compiles every file it uses; what modules keep between requests is lost. It is meant for work on the code: remove the line where requests are served.',
        fixes: unlessGenerated(nginx, () => [
          {
            title: 'Keep compiled Lua code: without lua_code_cache off',
            kind: 'suggestion',
            edits: [removeDirective(nginx, directive)],
          },
        ]),
      });
    }
  },
});
