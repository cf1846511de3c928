import { defineRule } from '../../../contracts/rule';
import { clientsMade } from '../../../languages/application-code/clients';
import { mayOutlive } from '../../../languages/application-code/holds/result-use';
import { isBeforeWorkLoop } from '../../../languages/application-code/holds/work-loop';
import type { ApplicationModel } from '../../../languages/application-code/model';
import { type Occasion, regionOf, type Use } from '../../../languages/application-code/uses';

export default defineRule({
  id: 'pool/client-per-request',
  since: '0.2.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Client per request',
  summary: 'A request handler makes a client of its own that connects anew.',
  citations: ['undici.agent', 'httpx.client', 'kafkajs.producer', 'grpc.performance'],
  practices: [],
  checklist: [],
  fixes: [],
  needs: [],
  defersTo: [],
  aliases: ['pool/http-client-per-request'],
  check({ application }, report) {
    for (const { use, name, pays } of clientsMade(application)) {
      const occasion = application.occasionOf(use);
      if (isKept(use, occasion, application) || regionOf(use, 'branch')) continue;
      if (occasion.kind !== 'request' || isBeforeWorkLoop(use, application.uses)) continue;
      const path = `/uses/${use.at.start}`;
      report({
        at: { at: use.methodAt, path },
        message: `${name} is made for each request of ${occasion.handler}: every call ${pays}. Make it once and use it for all.`,
        related: occasion.through
          ? [
              {
                at: { at: occasion.through.at, path },
                message: `${occasion.through.name} is called for each request here`,
              },
            ]
          : [],
      });
    }
  },
});

/** It outlives the request: `this.agent = …`, or a helper that hands it to one who keeps it. */
function isKept(use: Use, occasion: Occasion, { uses }: ApplicationModel): boolean {
  const { result } = use;
  if (occasion.kind === 'request' && occasion.behind !== undefined) {
    return mayOutlive(use, uses, occasion);
  }
  if (result.kind === 'returned') return true;
  return result.kind === 'variable' && result.names.some((name) => name.includes('.'));
}
