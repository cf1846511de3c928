import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import { mayOutlive } from '../../../languages/application-code/holds/result-use';
import type { ApplicationModel } from '../../../languages/application-code/model';
import { poolInstead } from '../../../languages/application-code/pooling';
import type { ConnectionUse } from '../../../languages/application-code/pools';
import { usesAt } from '../../../languages/application-code/uses';

export default defineRule({
  id: 'pool/connection-per-request',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Connection per request',
  summary: 'A request handler opens a database connection of its own.',
  citations: ['guide.connection-pooling', 'node-postgres.pool'],
  practices: [],
  checklist: ['connection-pooling'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ application }, report) {
    for (const connection of application.connections) {
      const { occasion } = connection.call;
      if (occasion.kind !== 'request' || isMeant(connection, occasion.handler)) continue;
      if (!connection.call.closed && isKept(connection, application)) continue;
      report({
        at: connection,
        message: `${connection.name} opens a connection for each request of ${occasion.handler}: every one pays for the handshake, and load decides how many the database gets. Open a pool once when the program starts and take connections from it.`,
        related: occasion.through
          ? [
              {
                at: { at: occasion.through.at, path: connection.path },
                message: `${occasion.through.name} is called for each request here`,
              },
            ]
          : [],
        fixes: () => fixes(application, connection),
        citations: connection.library ? [connection.library.source] : [],
      });
    }
  },
});

/** What a function makes and hands on is kept by one on the way, or may be. */
function isKept({ call }: ConnectionUse, { uses }: ApplicationModel): boolean {
  return mayOutlive(usesAt(uses, call.at.start)[0], uses, call.occasion);
}

/** A file database, a probe that is to connect, or a helper that may well keep its connection. */
function isMeant({ engine, library, call }: ConnectionUse, handler: string): boolean {
  if (engine === 'other') return true;
  if (/health|ready|readiness|live(?:ness)?|ping|status/i.test(handler)) return true;
  return library === null && !call.closed;
}

function fixes(application: ApplicationModel, connection: ConnectionUse): readonly Fix[] {
  const edits = poolInstead(application, connection);
  return edits ? [{ title: 'Ask a pool that is made once', kind: 'suggestion', edits }] : [];
}
