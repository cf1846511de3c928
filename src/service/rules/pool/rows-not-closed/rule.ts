import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import { span } from '../../../contracts/span';
import type { ApplicationModel } from '../../../languages/application-code/model';
import type { Use } from '../../../languages/application-code/uses';
import { afterErrorCheck } from '../../../languages/application-code/wrapping';

export default defineRule({
  id: 'pool/rows-not-closed',
  since: '0.2.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Rows not closed',
  summary: 'Rows of a query are left open when the function returns early.',
  citations: ['go.query'],
  practices: [],
  checklist: ['connection-pooling'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ application }, report) {
    for (const checkout of application.checkouts) {
      const { kind, variable: rows, leaks, given, use } = checkout;
      if (kind !== 'rows' || given === 'elsewhere' || given === 'always') continue;
      const way = leaks.find((leak) => leak.way === 'return') ?? leaks[0];
      if (!way) continue;
      report({
        at: { at: use.methodAt, path: `/uses/${use.at.start}` },
        message:
          way.way === 'return'
            ? `${rows} is not closed when the function returns early: its connection never goes back to the pool. Defer ${rows}.Close().`
            : `${rows} is neither closed nor read to its end: its connection never goes back to the pool. Defer ${rows}.Close().`,
        fixes: () => fixes(application, use, rows),
      });
    }
  },
});

function fixes(application: ApplicationModel, use: Use, rows: string): readonly Fix[] {
  const place = afterErrorCheck(application, use);
  if (!place) return [];
  const edits = [
    { span: span(place.at, place.at), newText: `\n${place.indent}defer ${rows}.Close()` },
  ];
  return [{ title: `Defer ${rows}.Close()`, kind: 'suggestion', edits }];
}
