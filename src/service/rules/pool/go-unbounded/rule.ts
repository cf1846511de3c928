import { defineRule } from '../../../contracts/rule';
import type { ApplicationModel } from '../../../languages/application-code/model';
import type { PoolUse } from '../../../languages/application-code/pools';
import { escapePattern } from '../../../text/patterns';

export default defineRule({
  id: 'pool/go-unbounded',
  since: '0.2.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Go handle opens any number',
  summary: 'A database handle of Go opens any number of connections.',
  citations: ['go.pool', 'guide.connection-pooling'],
  practices: [],
  checklist: ['connection-pooling'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ application }, report) {
    if (application.grammar !== 'go' || /\bSetMaxOpenConns\b/.test(application.text)) return;
    for (const pool of application.pools) {
      if (!/^(?:database\/sql|GORM)$/.test(pool.library?.title ?? '') || pool.engine === 'other')
        continue;
      // A pool of each request is another finding.
      if (pool.call.occasion.kind === 'request') continue;
      if (!isKeptHere(application, pool)) continue;
      report({
        at: pool,
        message: `${pool.call.variable} has no SetMaxOpenConns, so it opens as many connections as there are requests, and the database refuses them to everybody. Set how many one process may open.`,
      });
    }
  },
});

/** Servers answer many requests at once; a tool that runs once does not. */
const SERVES =
  /"(?:net\/http|google\.golang\.org\/grpc|github\.com\/(?:gin-gonic\/gin|labstack\/echo|gofiber\/fiber|go-chi\/chi)(?:\/v\d+)?)"/;

/** Nobody else can set it: the handle stays with a server in this file. */
function isKeptHere({ text }: ApplicationModel, { call }: PoolUse): boolean {
  const name = call.variable;
  // GORM may be given a handle that was opened elsewhere.
  if (/\bConn:\s*\w/.test(text)) return false;
  if (name === null || /sqlite|duckdb|sqlmock|ramsql/i.test(text)) return false;
  const written = escapePattern(name);
  // Who sets the other limits here sets this one here too.
  if (new RegExp(`(?<!\\w)${written}\\.Set(?:ConnMax|MaxIdle)\\w+\\(`).test(text)) return true;
  if (!SERVES.test(text)) return false;
  const returned = new RegExp(
    `\\breturn\\s+(?!\\s)(?:(?:(?!\\breturn\\b)[^\\n])*,\\s*)?${written}\\b`,
  );
  const handedOn = new RegExp(
    `(?<!\\w)(?=\\w*(?:[cC]onfig|[pP]ool|[tT]une|[lL]imit|[sS]etup|[iI]nit))\\w+\\([^()\\n]*(?:\\([^()\\n]*)?\\b${written}\\b`,
  );
  return !returned.test(text) && !handedOn.test(text);
}
