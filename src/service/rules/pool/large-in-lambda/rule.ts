import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import type { PoolUse } from '../../../languages/application-code/pools';
import { isLambda } from '../../../languages/application-code/serverless';

export default defineRule({
  id: 'pool/large-in-lambda',
  since: '0.2.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Large pool in a Lambda',
  summary: 'A Lambda function keeps a pool of many connections for one request at a time.',
  citations: ['guide.connection-pooling', 'aws.lambda.rds', 'node-postgres.pool-sizing'],
  practices: [],
  checklist: ['connection-pooling'],
  fixes: [],
  needs: [],
  defersTo: ['pool/created-in-handler'],
  check({ application }, report) {
    if (!isLambda(application) || BEHIND_PROXY.test(application.text.replace(EVENTS, ''))) return;
    for (const pool of application.pools) {
      const { max, library } = pool;
      if (!library || !isKnown(max) || !isWritten(pool) || max.value <= MOST_AT_ONCE) continue;
      report({
        at: max,
        message: `Each environment of this Lambda function serves one request at a time and may open ${max.value} connections of its own: a hundred requests at once may open ${max.value * 100}. Allow as many as one request uses side by side, and put RDS Proxy or a pooler in front of the database.`,
        subject: pool.path,
        citations: [library.source],
      });
    }
  },
});

/** A request may well run two queries side by side; one connection would put them in line. */
const MOST_AT_ONCE = 2;

/** Something that shares out connections stands in between, by a word anywhere in the file. */
const BEHIND_PROXY = /proxy|pooler|pgbouncer|\b6432\b|\b6543\b|hyperdrive|accelerate/i;

/** Types of events that have a proxy in their name, which is API Gateway's. */
const EVENTS = /APIGatewayProxy\w*|ALBProxy\w*|\bProxyHandler\b/g;

/** The number stands in the code, and the database is one that pays for each connection. */
function isWritten({ max, engine }: PoolUse): boolean {
  return (
    max.state === 'known' &&
    max.origin !== 'defaulted' &&
    /^(?:postgres|mysql|mariadb|mssql|oracle)$/.test(engine)
  );
}
