import { valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { replaceArgument, unlessGenerated } from '../../../languages/nginx/edits';

export default defineRule({
  id: 'nginx/limit-key-not-binary',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'hint',
  title: 'Limit keeps addresses as text',
  summary: 'A limit keeps addresses as text, so that its zone holds fewer of them.',
  citations: ['nginx.limit-req', 'nginx.limit-conn', 'guide.load-balancing'],
  practices: [],
  checklist: ['rate-limit'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ nginx }, report) {
    for (const { kind, name, directive } of nginx.zones) {
      const [key] = directive.args;
      if (kind !== 'limit_req' && kind !== 'limit_conn') continue;
      if (key?.state !== 'known' || valueOf(key) !== '$remote_addr') continue;
      report({
        at: key,
        message: `The zone "${valueOf(name) ?? ''}" keeps each address as text of 7 to 39 bytes, where $binary_remote_addr takes 4 or 16: under an attack it fills up sooner, and then ${FULL[kind]}. Use $binary_remote_addr.`,
        fixes: unlessGenerated(nginx, () => [
          {
            title:
              'Count by $remote_addr → $binary_remote_addr (a reload refuses another key for a zone: restart nginx, or rename the zone)',
            kind: 'guided',
            edits: [replaceArgument(key, '$binary_remote_addr')],
          },
        ]),
      });
    }
  },
});

/** What nginx does when a zone has no room for another address. */
const FULL = {
  limit_req: 'forgets those it has not seen for longest',
  limit_conn: 'refuses everybody who is not in it',
};
