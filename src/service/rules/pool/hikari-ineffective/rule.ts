import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import { numberText, replaceNumber } from '../../../languages/application-code/edits';
import { tableOf } from '../../../text/tables';

export default defineRule({
  id: 'pool/hikari-ineffective',
  since: '0.2.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'HikariCP setter without effect',
  summary: 'A HikariCP setter is given a value that is refused or replaced.',
  citations: ['hikaricp.pool', 'guide.connection-pooling'],
  practices: [],
  checklist: ['connection-pooling'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ application }, report) {
    for (const { library, options } of application.pools) {
      if (library?.title !== 'HikariCP') continue;
      for (const { option, entry, path } of options) {
        const floor = FLOORS[option?.name ?? ''];
        const { value } = entry;
        if (!floor || value.kind !== 'number' || value.env !== null) continue;
        if (value.value <= 0 || value.value >= floor.least) continue;
        report({
          at: { at: value.at, path },
          severity: floor.refused ? 'error' : 'warning',
          message: `${entry.name}(${value.value}) is below ${numberText(floor.least)} ms: HikariCP ${floor.outcome}. Write milliseconds.`,
          fixes: () =>
            fixes(value, value.value * 1000 >= floor.least ? value.value * 1000 : floor.least),
        });
      }
    }
  },
});

interface Floor {
  readonly least: number;
  readonly refused: boolean;
  readonly outcome: string;
}

/** HikariConfig.validateNumerics and its setters. */
const FLOORS = tableOf<Floor>({
  setMaxLifetime: { least: 30_000, refused: false, outcome: 'takes 30 minutes instead' },
  setIdleTimeout: { least: 10_000, refused: false, outcome: 'takes 10 minutes instead' },
  setConnectionTimeout: {
    least: 250,
    refused: true,
    outcome: 'refuses it and the program does not start',
  },
  setKeepaliveTime: { least: 30_000, refused: false, outcome: 'switches keepalive off' },
  setLeakDetectionThreshold: {
    least: 2000,
    refused: false,
    outcome: 'switches leak detection off',
  },
});

function fixes(value: Parameters<typeof replaceNumber>[0], milliseconds: number): readonly Fix[] {
  const edits = replaceNumber(value, String(milliseconds));
  return edits
    ? [{ title: `Set it to ${numberText(milliseconds)} ms`, kind: 'suggestion', edits }]
    : [];
}
