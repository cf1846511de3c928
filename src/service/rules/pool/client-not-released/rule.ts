import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import type { Checkout } from '../../../languages/application-code/checkouts';
import type { ApplicationModel } from '../../../languages/application-code/model';
import { giveBackAlways } from '../../../languages/application-code/wrapping';

export default defineRule({
  id: 'pool/client-not-released',
  since: '0.2.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Connection not given back',
  summary: 'A connection taken from a pool is not given back, or not when something fails.',
  citations: ['guide.connection-pooling', 'node-postgres.pooling'],
  practices: [],
  checklist: ['connection-pooling'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ application }, report) {
    for (const checkout of application.checkouts) {
      const { given, leaks, kind, collected } = checkout;
      if (kind === 'rows' || (given !== 'never' && given !== 'not-always')) continue;
      const way = leaks.find((leak) => leak.way !== 'error') ?? leaks[0];
      // A session that nobody refers to any more goes back, sooner or later.
      if (collected && given === 'not-always' && way?.way === 'error') continue;
      report({
        at: checkout,
        severity: given === 'never' && !collected ? 'error' : 'warning',
        message: `${consequenceOf(checkout)} ${adviceIn(application, checkout)}`,
        related:
          way && way.way !== 'error' && given === 'not-always'
            ? [
                {
                  at: {
                    at: { start: way.node.startIndex, end: way.node.startIndex },
                    path: `/ways/${way.node.startIndex}`,
                  },
                  message: `${checkout.variable} is still held on this way`,
                },
              ]
            : [],
        fixes: () => fixes(application, checkout),
      });
    }
  },
});

function consequenceOf({
  given,
  variable,
  handle,
  use,
  release,
  kind,
  leaks,
  collected,
}: Checkout): string {
  const { title } = handle;
  if (collected) {
    return `${variable} is not closed: its connection of ${title} goes back to the pool only when it is collected, and until then nobody else has it.`;
  }
  const ended = kind === 'transaction' && release !== 'release' ? 'ended' : 'given back';
  if (given === 'never') {
    return `${variable} is never ${ended}: each call keeps a connection of ${title} for ever, and when all are gone every request waits.`;
  }
  return leaks.some(({ way }) => way !== 'error')
    ? `${variable} is not ${ended} on every way out: each time it is forgotten, a connection of ${title} is gone, and when all are gone every request waits.`
    : `${variable} is not ${ended} when something between ${use.method} and ${release} fails: each failure keeps a connection of ${title} for ever, and when all are gone every request waits.`;
}

function adviceIn({ grammar }: ApplicationModel, { kind, release }: Checkout): string {
  if (grammar === 'go') {
    return kind === 'transaction'
      ? `Defer ${release}: after Commit it does nothing.`
      : 'Defer the release.';
  }
  if (kind === 'transaction' && release === 'rollback') {
    return 'Roll it back in a catch block, or let the library end it by handing it a callback.';
  }
  if (grammar === 'java') return 'Take it in the head of a try statement.';
  if (grammar === 'python')
    return 'Take it in a with statement, or give it back in a finally block.';
  return 'Release it in a finally block.';
}

function fixes(application: ApplicationModel, checkout: Checkout): readonly Fix[] {
  const wrapped = giveBackAlways(application, checkout);
  return wrapped ? [{ title: wrapped.title, kind: 'suggestion', edits: wrapped.edits }] : [];
}
