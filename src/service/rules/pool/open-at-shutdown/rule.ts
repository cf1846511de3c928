import { defineRule } from '../../../contracts/rule';
import { usesOn } from '../../../languages/application-code/uses';
import { escapePattern } from '../../../text/patterns';

export default defineRule({
  id: 'pool/open-at-shutdown',
  since: '0.2.0',
  status: 'stable',
  scope: 'document',
  severity: 'hint',
  title: 'Pool left open at shutdown',
  summary: 'A program that handles SIGTERM leaves its pool open.',
  citations: ['node-postgres.pool', 'guide.connection-pooling'],
  practices: [],
  checklist: ['connection-pooling'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ application }, report) {
    const { pools, uses, text } = application;
    const stop = usesOn(uses, 'process').find(
      ({ method, arguments: [event] }) =>
        /^(?:on|once)$/.test(method) && event?.string === 'SIGTERM',
    );
    if (!stop) return;
    for (const pool of pools) {
      const { call, library } = pool;
      if (!library || call.occasion.kind !== 'once' || call.variable === null) continue;
      // Whoever is given the pool may end it.
      const name = new RegExp(
        `(?<![.\\w$])${escapePattern(call.variable)}\\b(?!\\s*(?:\\.|\\?\\.|=))`,
      );
      if (name.test(text) || usesOn(uses, call.variable).some(({ method }) => ENDS.test(method)))
        continue;
      report({
        at: pool,
        message: `SIGTERM is handled and ${call.variable} is not closed: at each rollout its connections stay with the database until it notices, beside those of the new process. Close it once the last request is answered.`,
        related: [
          {
            at: { at: stop.methodAt, path: `/uses/${stop.at.start}` },
            message: 'SIGTERM is handled here',
          },
        ],
      });
    }
  },
});

const ENDS = /^(?:end|close|\$disconnect|destroy|dispose|disconnect|quit)$/;
