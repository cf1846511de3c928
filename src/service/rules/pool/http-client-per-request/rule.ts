import { defineRule } from '../../../contracts/rule';
import type { Use, Uses } from '../../../languages/application-code/uses';
import { regionOf } from '../../../languages/application-code/uses';

export default defineRule({
  id: 'pool/http-client-per-request',
  since: '0.2.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  summary: 'A request handler makes an HTTP client of its own.',
  citations: ['undici.agent', 'httpx.client'],
  practices: [],
  checklist: [],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ application }, report) {
    const { uses } = application;
    for (const use of uses.all) {
      const name = clientOf(use, uses);
      if (name === undefined || isKept(use) || regionOf(use, 'branch')) continue;
      const occasion = application.occasionOf(use);
      if (occasion.kind !== 'request' || occasion.through) continue;
      report({
        at: { at: use.methodAt, path: `/uses/${use.at.start}` },
        message: `${name} is made for each request of ${occasion.handler}: every call pays for a new connection and its handshake, and closed sockets pile up. Make it once and use it for all.`,
      });
    }
  },
});

/** Clients that keep connections, by module; what they are given may make each one different. */
const CLIENTS: Readonly<Record<string, RegExp>> = {
  undici: /^(?:Agent|Pool|Client)$/,
  https: /^Agent$/,
  http: /^Agent$/,
  'node:http': /^Agent$/,
  'node:https': /^Agent$/,
  requests: /^Session$/,
  httpx: /^(?:Client|AsyncClient)$/,
  aiohttp: /^ClientSession$/,
};

function clientOf(use: Use, { imports }: Uses): string | undefined {
  const binding = imports.get(use.receiver === '' ? use.method : use.receiver);
  if (!binding || !CLIENTS[binding.module]?.test(use.receiver === '' ? binding.name : use.method))
    return undefined;
  // An address to talk to, a certificate or a proxy of this request is a reason.
  const own = use.arguments.some(({ text }) =>
    /\b(?:connect|ca|cert|key|lookup|transport|proxy|proxies|auth|verify|cookies|base_url)\b/.test(
      text,
    ),
  );
  return own ? undefined : use.method;
}

function isKept({ result }: Use): boolean {
  return result.kind === 'variable' && result.names.some((name) => name.includes('.'));
}
