import { defineRule } from '../../../contracts/rule';
import { clientsMade } from '../../../languages/application-code/clients';
import { isForgotten } from '../../../languages/application-code/holds/forgotten';
import { madeForOneCall } from '../../../languages/application-code/made-pools';

export default defineRule({
  id: 'pool/made-per-call',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Pool made per call',
  summary: 'A function makes a pool or a client, uses it and leaves it behind.',
  citations: ['node-postgres.pool', 'go.transport', 'guide.connection-pooling'],
  practices: [],
  checklist: ['connection-pooling'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ application }, report) {
    for (const { at, what, name, title, collected } of madeForOneCall(application)) {
      report({
        at,
        severity: collected ? 'information' : 'warning',
        message: collected
          ? `${name} makes a ${what} (${title}) that only this call uses: each call opens connections of its own, which are closed when the ${what} is collected. Make the ${what} once, where it can be kept.`
          : `${name} makes a ${what} (${title}) that only this call uses, and nothing closes it: each call opens connections of its own and leaves them behind. Make the ${what} once, where it can be kept.`,
      });
    }
    for (const { use, name, collected } of clientsMade(application)) {
      if (collected) continue;
      if (application.occasionOf(use).kind === 'request' || !isForgotten(use, application.uses))
        continue;
      report({
        at: { at: use.methodAt, path: `/uses/${use.at.start}` },
        message: `${name} is made here, used and left behind: each call opens connections that no other call uses, and nothing closes them. Make it once, where it can be kept.`,
      });
    }
  },
});
