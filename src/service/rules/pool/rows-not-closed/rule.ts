import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import { span } from '../../../contracts/span';
import { target } from '../../../languages/application-code/handles';
import type { ApplicationModel } from '../../../languages/application-code/model';
import { functionOf, type Use, usesIn } from '../../../languages/application-code/uses';
import { afterErrorCheck } from '../../../languages/application-code/wrapping';

export default defineRule({
  id: 'pool/rows-not-closed',
  since: '0.2.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  summary: 'Rows of a query are left open when the function returns early.',
  citations: ['go.query'],
  practices: [],
  checklist: ['connection-pooling'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ application }, report) {
    if (application.grammar !== 'go') return;
    const { uses, handles, text } = application;
    for (const use of uses.all) {
      const handle = handles.of(use.receiver, use);
      const rows = target(use);
      if (!handle || handle.kind === 'cache' || !/^Query(?:Context|x)?$/.test(use.method)) continue;
      if (rows === undefined || rows === '_' || use.result.kind !== 'variable') continue;
      const scope = functionOf(use);
      const rest = text.slice(use.at.end, scope.at.end);
      if (new RegExp(`(?<![.\\w])${rows}\\b(?!\\s*\\.)`).test(rest)) continue;
      const after = usesIn(uses, scope.at).filter(({ receiver }) => receiver === rows);
      if (after.some(({ method }) => /^Close$|^Scan(?:All|One)$/.test(method))) continue;
      if (!/\breturn\b/.test(whileReading(rest, rows))) continue;
      report({
        at: { at: use.methodAt, path: `/uses/${use.at.start}` },
        message: `${rows} is not closed when the loop over it returns early: its connection never goes back to the pool. Defer ${rows}.Close().`,
        fixes: () => fixes(application, use, rows),
      });
    }
  },
});

/** The loop that reads the rows. */
function whileReading(rest: string, rows: string): string {
  const loop = rest.indexOf(`${rows}.Next()`);
  if (loop === -1) return '';
  const end = rest.indexOf(`${rows}.Err()`, loop);
  const body = rest.slice(loop, end === -1 ? undefined : end);
  const close = /\n(\t*)\}\s*\n(?!\1\t)/.exec(body)?.index ?? body.length;
  return body.slice(0, close);
}

function fixes(application: ApplicationModel, use: Use, rows: string): readonly Fix[] {
  const place = afterErrorCheck(application, use);
  if (!place) return [];
  const edits = [
    { span: span(place.at, place.at), newText: `\n${place.indent}defer ${rows}.Close()` },
  ];
  return [{ title: `Defer ${rows}.Close()`, kind: 'suggestion', edits }];
}
