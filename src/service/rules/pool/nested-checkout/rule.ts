import { defineRule } from '../../../contracts/rule';
import { functionOf, usesIn } from '../../../languages/application-code/uses';

export default defineRule({
  id: 'pool/nested-checkout',
  since: '0.2.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  summary: 'A second connection is taken from a pool while the first is held.',
  citations: ['hikaricp.sizing', 'node-postgres.pooling'],
  practices: [],
  checklist: ['connection-pooling'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ application }, report) {
    const { checkouts, uses, handles } = application;
    for (const { use: held, variable, heldUntil, given, handle } of checkouts) {
      if (given === 'elsewhere') continue;
      for (const use of usesIn(uses, { start: held.at.end + 1, end: heldUntil })) {
        if (use.receiver !== held.receiver || handles.of(use.receiver, use)?.kind !== 'pool')
          continue;
        if (functionOf(use) !== functionOf(held) || !TAKES.test(use.method)) continue;
        report({
          at: { at: use.methodAt, path: `/uses/${use.at.start}` },
          message: `${use.receiver}.${use.method} takes another connection of ${handle.title} while ${variable} is held: when as many requests do this as the pool has connections, all wait for each other. Use ${variable}.`,
          related: [
            {
              at: { at: held.methodAt, path: `/uses/${held.at.start}` },
              message: `${variable} is taken here`,
            },
          ],
        });
        break;
      }
    }
  },
});

/** Methods by which a pool gives a connection, for one statement or longer. */
const TAKES =
  /^(?:query|execute|connect|getConnection|Acquire|Query|QueryRow|Exec|QueryContext|QueryRowContext|ExecContext|Begin|BeginTx|Conn)$/;
