import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: 'pool/max-invalid',
  since: '0.2.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Pool size of zero or less',
  summary: 'A pool size of zero or less, which means something else.',
  citations: [
    'guide.connection-pooling',
    'node-postgres.pool',
    'mongodb.pool',
    'sqlalchemy.pool',
    'go.pool',
  ],
  practices: [],
  checklist: ['connection-pooling'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ application }, report) {
    for (const { library, options } of application.pools) {
      if (!library) continue;
      for (const { option, entry, path } of options) {
        const { value } = entry;
        if (value.kind !== 'number' || value.env !== null || !option) continue;
        const meaning = library.outOfRange?.(option.name, value.value);
        if (meaning === undefined || NO_LIMIT.test(around(application.text, value.at.end)))
          continue;
        report({
          at: { at: value.at, path },
          severity: meaning.breaks ? 'error' : 'warning',
          message: `${entry.name} ${value.value} ${meaning.says}. Write how many connections one process may open.`,
          citations: [library.source],
        });
      }
    }
  },
});

/** Somebody who says so means it. */
const NO_LIMIT = /unlimited|no limit|unbounded/i;

/** The rest of the line, where a comment would say it. */
function around(text: string, from: number): string {
  const line = text.lastIndexOf('\n', from);
  const before = text.lastIndexOf('\n', line - 1);
  const end = text.indexOf('\n', from);
  return text.slice(before + 1, end === -1 ? undefined : end);
}
