import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import { span } from '../../../contracts/span';
import type { ApplicationModel } from '../../../languages/application-code/model';
import type { OptionUse, PoolUse } from '../../../languages/application-code/pools';

/** Below this, keeping two idle connections of those that were open makes little difference. */
const WORTH_KEEPING = 10;

export default defineRule({
  id: 'pool/go-idle-mismatch',
  since: '0.2.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  summary: 'A database handle of Go keeps far fewer idle connections than it opens.',
  citations: ['go.pool', 'guide.connection-pooling'],
  practices: [],
  checklist: ['connection-pooling'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ application }, report) {
    if (application.grammar !== 'go') return;
    for (const pool of application.pools) {
      if (!pool.library?.options.some(({ name }) => name === 'SetMaxIdleConns')) continue;
      const open = numberOf(pool, 'SetMaxOpenConns');
      const idle = numberOf(pool, 'SetMaxIdleConns');
      if (!open) continue;
      if (idle && idle.value > open.value && open.value > 0) {
        report({
          at: { at: idle.use.entry.value.at, path: idle.use.path },
          message: `SetMaxIdleConns is ${idle.value} and SetMaxOpenConns ${open.value}: Go takes the smaller, so the first says what does not hold. Make them equal.`,
          fixes: () => [
            {
              title: `Set SetMaxIdleConns to ${open.value}`,
              kind: 'suggestion',
              edits: [{ span: idle.use.entry.value.at, newText: String(open.value) }],
            },
          ],
        });
      } else if (open.value >= WORTH_KEEPING && !application.text.includes('SetMaxIdleConns')) {
        report({
          at: { at: open.use.entry.nameAt, path: open.use.path },
          message: `${open.value} connections may be open and 2 are kept (the default of SetMaxIdleConns): under load the others are closed and opened again all the time. Keep as many as may be open.`,
          fixes: () => fixes(application, pool, open),
        });
      }
    }
  },
});

interface Number {
  readonly use: OptionUse;
  readonly value: number;
}

function numberOf({ options }: PoolUse, name: string): Number | undefined {
  const use = options.find(({ option }) => option?.name === name);
  const value = use?.entry.value;
  return use && value?.kind === 'number' && value.literal ? { use, value: value.value } : undefined;
}

function fixes(
  { text }: ApplicationModel,
  { call }: PoolUse,
  { use, value }: Number,
): readonly Fix[] {
  const end = use.entry.whole.end;
  const lineStart = text.lastIndexOf('\n', use.entry.whole.start) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? '';
  if (call.variable === null || lineStart + indent.length !== use.entry.whole.start) return [];
  return [
    {
      title: `Set SetMaxIdleConns to ${value}`,
      kind: 'suggestion',
      edits: [
        { span: span(end, end), newText: `\n${indent}${call.variable}.SetMaxIdleConns(${value})` },
      ],
    },
  ];
}
