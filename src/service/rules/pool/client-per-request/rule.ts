import { defineRule } from '../../../contracts/rule';
import { cachesClosedAgain, clientsMade } from '../../../languages/application-code/clients';
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
      if (occasion.kind === 'request') tell(use, name, pays, occasion);
    }
    for (const { use, name, pays, isAlwaysClosed } of cachesClosedAgain(application)) {
      const occasion = application.occasionOf(use);
      const message = application.messageAt(use.at);
      // A check is to connect, if it ends what it made whatever happens.
      const isMeant = isAlwaysClosed && isCheck(occasion);
      if (occasion.kind === 'request' && !isMeant) tell(use, name, pays, occasion);
      else if (message !== undefined) tell(use, name, pays, occasion, message);
    }

    function tell(use: Use, name: string, pays: string, occasion: Occasion, message?: string) {
      if (isKept(use, occasion, application) || regionOf(use, 'branch')) return;
      if (isBeforeWorkLoop(use, application.uses)) return;
      const path = `/uses/${use.at.start}`;
      const isRequest = occasion.kind === 'request';
      const each = isRequest
        ? `each request of ${occasion.handler}`
        : (message ?? '').replace(/^a\b/, 'each');
      report({
        at: { at: use.methodAt, path },
        message: `${name} is made for ${each}: every call ${pays}. Make it once and use it for all.`,
        related:
          isRequest && occasion.through
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

function isCheck(occasion: Occasion): boolean {
  return (
    occasion.kind === 'request' &&
    /health|ready|readiness|live(?:ness)?|ping|status/i.test(occasion.handler)
  );
}

/** It outlives the request: `this.agent = …`, or a helper that hands it to one who keeps it. */
function isKept(use: Use, occasion: Occasion, { uses }: ApplicationModel): boolean {
  const { result } = use;
  if (occasion.kind === 'request' && occasion.behind !== undefined) {
    return mayOutlive(use, uses, occasion);
  }
  if (result.kind === 'returned') return true;
  return result.kind === 'variable' && result.names.some((name) => name.includes('.'));
}
