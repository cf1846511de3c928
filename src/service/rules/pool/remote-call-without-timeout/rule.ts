import { defineRule } from '../../../contracts/rule';
import { isProgram } from '../../../languages/application-code/made-pools';
import { isOfServer } from '../../../languages/application-code/of-server';
import { outboundCalls } from '../../../languages/application-code/outbound';

export default defineRule({
  id: 'pool/remote-call-without-timeout',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'hint',
  title: 'Remote call without a timeout',
  summary: 'A call of another system waits for as long as that likes.',
  citations: ['aws.builders.timeouts', 'guide.load-balancing'],
  practices: [],
  checklist: ['load-balancing-failover'],
  fixes: [],
  needs: [],
  // Where a request is known to wait for it, that says more.
  defersTo: ['topology/call-without-timeout', 'pool/held-across-io'],
  check({ application }, report) {
    if (isProgram(application) || !isOfServer(application)) return;
    for (const { use, library, host, timeout } of outboundCalls(application.uses)) {
      if (timeout.state !== 'absent' || !FOR_EVER.test(library)) continue;
      const whom = host ?? 'another system';
      report({
        at: { at: use.methodAt, path: `/uses/${use.at.start}` },
        message: `Nothing limits how long this call of ${whom} waits (${library}): when the other side hangs, so does whatever runs it. Give the call, or the client it is made with, a timeout.`,
      });
    }
  },
});

/** Libraries that wait for ever where nothing is said; `fetch` of Node gives up after minutes. */
const FOR_EVER =
  /^(?:axios|got|superagent|requests|net\/http|RestTemplate|RestOperations|RestClient|HttpClient|URL\.openStream)$/;
