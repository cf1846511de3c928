import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import { span } from '../../../contracts/span';
import { errorListener } from '../../../languages/application-code/edits';
import type { ApplicationModel } from '../../../languages/application-code/model';
import { isOneOff } from '../../../languages/application-code/one-off';
import type { PoolUse } from '../../../languages/application-code/pools';
import { escapePattern } from '../../../text/patterns';

export default defineRule({
  id: 'pool/error-unhandled',
  since: '0.2.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Pool errors unhandled',
  summary: 'A pool has no listener for errors of its idle connections.',
  citations: ['node-postgres.pool'],
  practices: [],
  checklist: ['connection-pooling'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ application }, report) {
    const { pools, uses, text } = application;
    const listening = new Set(
      uses.all.flatMap(({ receiver, method }) => (LISTENS.test(method) ? receiver : [])),
    );
    for (const pool of pools) {
      const { library, call } = pool;
      if (!library?.idleErrorsThrow || call.occasion.kind !== 'once') continue;
      const name = call.variable;
      if (name === null || listening.has(name) || isPassedOn(text, name, pool)) continue;
      if (isOneOff(application, name)) continue;
      report({
        at: pool,
        message: `${name} has no listener for "error": when the database restarts or fails over, an idle connection reports it and the process ends. Add ${name}.on('error', …).`,
        fixes: () => fixes(application, pool),
      });
    }
  },
});

const LISTENS = /^(?:on|once|addListener)$/;

/** Given to somebody else, who may listen: an adapter, another module. */
function isPassedOn(text: string, variable: string, { at }: PoolUse): boolean {
  const name = escapePattern(variable);
  const rest = text.slice(0, at.start) + text.slice(at.end);
  if (
    new RegExp(
      `export\\b(?:(?!export)[^;\\n])*\\b${name}\\b|exports\\b(?:(?!exports)[^;])*\\b${name}\\b`,
    ).test(text)
  )
    return true;
  const alone = new RegExp(`(?<![.\\w$])${name}\\b(?!\\s*(?:\\.|\\?\\.|=(?!=)|:))`, 'g');
  return alone.test(rest);
}

function fixes({ text }: ApplicationModel, pool: PoolUse): readonly Fix[] {
  const listener = errorListener(pool);
  const end = /^[ \t]*;?/.exec(text.slice(pool.call.at.end))?.[0].length ?? 0;
  const at = pool.call.at.end + end;
  const lineEnds = /^[ \t]*(?:\r?\n|$)/.test(text.slice(at));
  if (listener === null || !lineEnds) return [];
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  return [
    {
      title: 'Log errors of idle connections',
      kind: 'suggestion',
      edits: [{ span: span(at, at), newText: `${eol}${listener}` }],
    },
  ];
}
