import { defineRule } from '../../../contracts/rule';
import { isProgram } from '../../../languages/application-code/made-pools';
import { isOfServer } from '../../../languages/application-code/of-server';
import { type OutboundCall, outboundCalls } from '../../../languages/application-code/outbound';

export default defineRule({
  id: 'pool/remote-call-without-timeout',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
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
    for (const calls of byClient(outboundCalls(application.uses).filter(waitsForEver))) {
      const [{ use, library, host, client }] = calls;
      const request = calls
        .map((call) => application.occasionOf(call.use))
        .find((occasion) => occasion.kind === 'request');
      const held =
        request?.kind === 'request'
          ? `so does each request that waits for it, such as ${request.handler}`
          : 'so does whatever runs it';
      const what = client
        ? `the calls of this client wait (${library})`
        : `this call of ${host ?? 'another system'} waits (${library})`;
      report({
        at: client ?? { at: use.methodAt, path: `/uses/${use.at.start}` },
        severity: request ? 'warning' : 'hint',
        message: `Nothing limits how long ${what}: when the other side hangs, ${held}. Give ${client ? 'the client' : 'the call, or the client it is made with,'} a timeout.`,
        related: client
          ? calls.map((call) => ({
              at: { at: call.use.methodAt, path: `/uses/${call.use.at.start}` },
              message: 'It is called here',
            }))
          : [],
      });
    }
  },
});

type Calls = [OutboundCall, ...OutboundCall[]];

/** Calls of one client together, for one line limits them all; each that is of none by itself. */
function byClient(calls: readonly OutboundCall[]): readonly Calls[] {
  const groups = new Map<string | OutboundCall, Calls>();
  for (const call of calls) {
    const key = call.client?.path ?? call;
    const same = groups.get(key);
    if (same) same.push(call);
    else groups.set(key, [call]);
  }
  return [...groups.values()];
}

function waitsForEver({ library, timeout }: OutboundCall): boolean {
  return timeout.state === 'absent' && FOR_EVER.test(library);
}

/** Libraries that wait for ever where nothing is said; `fetch` of Node gives up after minutes. */
const FOR_EVER =
  /^(?:axios|got|superagent|requests|net\/http|RestTemplate|RestOperations|RestClient|HttpClient|URL\.openStream)$/;
