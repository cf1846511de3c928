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
  summary: 'A connection taken from a pool is not given back, or not when something fails.',
  citations: ['guide.connection-pooling', 'node-postgres.pooling'],
  practices: [],
  checklist: ['connection-pooling'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ application }, report) {
    for (const checkout of application.checkouts) {
      const { given, handle, use, variable, release } = checkout;
      if (given !== 'never' && given !== 'not-always') continue;
      const consequence =
        given === 'never'
          ? `${variable} is never given back: each call keeps a connection of ${handle.title} for ever, and when all are gone every request waits.`
          : `${variable} is not given back when something between ${use.method} and ${release} fails: each failure keeps a connection of ${handle.title} for ever, and when all are gone every request waits.`;
      report({
        at: checkout,
        severity: given === 'never' ? 'error' : 'warning',
        message: `${consequence} ${adviceIn(application)}`,
        fixes: () => fixes(application, checkout),
      });
    }
  },
});

function adviceIn({ grammar }: ApplicationModel): string {
  if (grammar === 'go') return 'Defer the release.';
  if (grammar === 'java') return 'Take it in the head of a try statement.';
  if (grammar === 'python')
    return 'Take it in a with statement, or give it back in a finally block.';
  return 'Release it in a finally block.';
}

function fixes(application: ApplicationModel, checkout: Checkout): readonly Fix[] {
  const wrapped = giveBackAlways(application, checkout);
  return wrapped ? [{ title: wrapped.title, kind: 'suggestion', edits: wrapped.edits }] : [];
}
