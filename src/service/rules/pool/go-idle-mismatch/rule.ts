import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import { span } from '../../../contracts/span';
import type { ApplicationModel } from '../../../languages/application-code/model';
import type { OptionUse, PoolUse } from '../../../languages/application-code/pools';
import { librarySetOn } from '../../../languages/application-code/setters';
import { usesOf } from '../../../languages/application-code/uses';

/** Below this, keeping two idle connections of those that were open makes little difference. */
const WORTH_KEEPING = 10;

export default defineRule({
  id: 'pool/go-idle-mismatch',
  since: '0.2.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Far fewer idle than open',
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
      if (!open || !Number.isFinite(open.value)) continue;
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
          severity: severityOf(open.value),
          message: fewKept(open.value),
          fixes: () => fixes(application, pool, open),
        });
      }
    }
    for (const { use, open } of openedElsewhere(application)) {
      report({
        at: { at: use.methodAt, path: `/uses/${use.at.start}` },
        severity: severityOf(open),
        message: fewKept(open),
      });
    }
  },
});

/** So many connections that are opened and closed again are a load of their own. */
const MANY = 50;

function severityOf(open: number): 'warning' | 'information' {
  return open >= MANY ? 'warning' : 'information';
}

function fewKept(open: number): string {
  return `${open} connections may be open and 2 are kept (the default of SetMaxIdleConns): under load the others are closed and opened again all the time. Keep as many as may be open.`;
}

/** Limits that are set on a handle which another function opened: `sqlDB, err := db.DB()`. */
function openedElsewhere(application: ApplicationModel) {
  const { uses, text, pools } = application;
  if (text.includes('SetMaxIdleConns')) return [];
  const known = new Set(
    pools.flatMap(({ options }) => options.map(({ entry }) => entry.nameAt.start)),
  );
  return usesOf(uses, 'SetMaxOpenConns').flatMap((use) => {
    const open = Number(use.arguments[0]?.text);
    if (known.has(use.methodAt.start) || !(open >= WORTH_KEEPING && Number.isFinite(open)))
      return [];
    return librarySetOn(application, use.receiver, use.at.start) ? [{ use, open }] : [];
  });
}

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
