import type { NotReviewed, OutputFile, OutputFinding } from '../contracts/output';
import type { Cancellation } from '../contracts/ports';
import type { JudgedFile, Progress, Review } from '../contracts/service';
import { type Finding, fixesOf } from '../engine/finding';
import { failureLine, failureOf, internalFinding } from '../engine/internal';
import type { Project } from '../project/project';
import type { Projects } from '../project/projects';
import { isWithin, relativePath } from '../text/paths';
import { outputOf } from './diagnostics';

/** A file that was looked at, before its findings are chosen and written out. */
interface Row {
  readonly uri: string;
  readonly language: string;
  readonly skipped: string | null;
  readonly limits: readonly string[];
  readonly findings: readonly Finding[];
}

/**
 * Reads the projects of `uris`, and those within them, and reports on what lies beneath `uris`, each
 * file judged in its own project; paths in the output are
 * relative to `base`, and only rules in `only` are reported, all where it is empty.
 */
export async function review(
  projects: Projects,
  uris: readonly string[],
  { base, only }: { readonly base: string; readonly only: readonly string[] },
  token: Cancellation,
  progress?: (progress: Progress) => void,
): Promise<Review> {
  let isOver = false;
  /** What is sure of files that have been read is told before the rest is judged. */
  async function tellEarly(now: Progress, judged: readonly string[], project: Project) {
    const own = judged.filter((uri) => uris.some((target) => isWithin(uri, target)));
    const rows = await project.ask(() => own.flatMap((uri) => earlyRow(uri, project)), [], token);
    if (!isOver && rows.length > 0) progress?.({ ...now, judged: rows });
  }
  function earlyRow(uri: string, project: Project): JudgedFile[] {
    const file = project.file(uri);
    const shown = project.early(uri).filter((finding) => isAsked(finding, only));
    if (!file || shown.length === 0) return [];
    const path = relativePath(uri, base);
    const findings = shown.map((finding) => outputOf(finding, [], project, base));
    const language = file.language.id;
    return [{ uri, file: { path, language, skipped: null, limits: [], findings } }];
  }
  const chosen = await projects.beneath(
    uris,
    token,
    progress &&
      ((done, total, judged, project) => {
        progress({ done, total });
        if (judged.length > 0) void tellEarly({ done, total }, judged, project).catch(() => {});
      }),
  );
  isOver = true;
  const notReviewed: NotReviewed[] = [];
  const reviewed: { readonly uri: string; readonly file: OutputFile }[] = [];
  for (const [project, targets] of chosen) {
    const isChosen = ({ uri }: { readonly uri: string }) =>
      targets.some((target) => isWithin(uri, target));
    const answer = () => ({
      left: [...project.skipped(), ...project.seen()].filter(isChosen),
      rows: rowsOf(project)
        .filter(isChosen)
        .map(({ uri, language, skipped, limits, findings }) => {
          const shown = findings.filter((finding) => isAsked(finding, only));
          const file = {
            path: relativePath(uri, base),
            language,
            skipped,
            limits,
            findings: shown.flatMap((finding) => outputsOf(finding, project, base)),
          };
          return { uri, file };
        }),
    });
    const { left, rows } = await project.ask(answer, { left: [], rows: [] }, token);
    for (const { uri, why } of left) notReviewed.push({ path: relativePath(uri, base), why });
    reviewed.push(...rows);
  }
  reviewed.sort((a, b) => (a.file.path < b.file.path ? -1 : 1));
  const files = reviewed.map(({ file }) => file);
  return {
    output: { version: 1, files, notReviewed: inOrder(notReviewed), summary: summaryOf(files) },
    uris: reviewed.map(({ uri }) => uri),
  };
}

function inOrder(all: readonly NotReviewed[]): readonly NotReviewed[] {
  return [...all].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** What failed is told as well, unless it is a rule that nobody asked for. */
function isAsked({ rule, subject }: Finding, only: readonly string[]): boolean {
  if (only.length === 0 || only.includes(rule)) return true;
  const failed = /^(?:rule|a fix of) (\S+)$/.exec(subject)?.[1];
  return rule === 'headroom/internal' && (failed === undefined || only.includes(failed));
}

/** A finding, and beside it one about its fixes where making them failed. */
function outputsOf(finding: Finding, project: Project, base: string): readonly OutputFinding[] {
  const { fixes, thrown } = fixesOf(finding);
  const own = outputOf(finding, fixes, project, base);
  if (thrown === undefined) return [own];
  const failure = failureOf(`a fix of ${finding.rule}`, thrown);
  project.ports.log(failureLine(failure, relativePath(finding.uri, project.root)));
  return [own, outputOf(internalFinding(failure, finding.uri), [], project, base)];
}

function rowsOf(project: Project): readonly Row[] {
  return [
    ...project.files().map((file) => ({
      uri: file.uri,
      language: file.language.id,
      skipped: null,
      limits: project.limitsOf(file),
      findings: project.findings(file.uri),
    })),
    ...project.configurations().map(({ uri, findings }) => ({
      uri,
      language: 'configuration',
      skipped: null,
      limits: [],
      findings,
    })),
    ...project.skipped().map(({ uri, why }) => ({
      uri,
      language: '',
      skipped: why,
      limits: [],
      findings: project.findings(uri),
    })),
  ];
}

function summaryOf(files: readonly OutputFile[]) {
  const summary = { files: files.length, error: 0, warning: 0, information: 0, hint: 0 };
  for (const { findings } of files) for (const { severity } of findings) summary[severity]++;
  return summary;
}
