import type { Log, PhysicalLocation, Result } from 'sarif';
import type { Severity } from '../../service/contracts/finding';
import type { Output, OutputFinding, OutputRange } from '../../service/contracts/output';
import type { RuleSummary } from '../../service/contracts/service';

const LEVELS = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
} as const satisfies Readonly<Record<Severity, Result.level>>;

/**
 * The review as SARIF 2.1.0, which code hosts show beside the code. Lines and columns count from
 * one there. Paths are relative to the working directory, which `SRCROOT` stands for.
 */
export function sarif({ files }: Output, rules: readonly RuleSummary[], version: string): Log {
  const reported = new Set(files.flatMap(({ findings }) => findings.map(({ rule }) => rule)));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Headroom',
            version,
            informationUri: 'https://github.com/headroom-review/headroom',
            rules: rules
              .filter(({ id }) => reported.has(id))
              .map(({ id, summary, url, severity }) => ({
                id,
                shortDescription: { text: summary },
                helpUri: url,
                defaultConfiguration: { level: LEVELS[severity] },
              })),
          },
        },
        // Columns are UTF-16 code units, as in editors.
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: files
              .filter(({ skipped }) => skipped !== null)
              .map(({ path, skipped }) => ({
                level: 'note' as const,
                message: { text: `not analysed: ${skipped}` },
                locations: [{ physicalLocation: { artifactLocation: artifact(path) } }],
              })),
          },
        ],
        results: files.flatMap(({ path, findings }) =>
          findings.map((finding) => resultOf(path, finding)),
        ),
      },
    ],
  };
}

function resultOf(
  path: string,
  { rule, severity, message, range, related, fingerprint }: OutputFinding,
): Result {
  return {
    ruleId: rule,
    level: LEVELS[severity],
    message: { text: message },
    locations: [{ physicalLocation: place(path, range) }],
    partialFingerprints: { 'headroom/v1': fingerprint },
    relatedLocations: related.map((other, id) => ({
      id,
      message: { text: other.message },
      physicalLocation: place(other.path, other.range),
    })),
  };
}

function place(path: string, { start, end }: OutputRange): PhysicalLocation {
  return {
    artifactLocation: artifact(path),
    region: {
      startLine: start.line + 1,
      startColumn: start.character + 1,
      endLine: end.line + 1,
      endColumn: end.character + 1,
    },
  };
}

/** A path is a reference to a uri, so what is special in one is escaped. */
function artifact(path: string) {
  return {
    uri: path
      .replace(/\p{Surrogate}/gu, '\uFFFD')
      .split('/')
      .map(encodeURIComponent)
      .join('/'),
    uriBaseId: 'SRCROOT',
  };
}
