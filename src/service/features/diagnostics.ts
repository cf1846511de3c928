import { type Diagnostic, DiagnosticSeverity, type Range } from 'vscode-languageserver-types';
import { type CitationId, citation } from '../citations';
import type { Severity } from '../contracts/finding';
import type { Fix } from '../contracts/fix';
import type { OutputFinding } from '../contracts/output';
import type { Span } from '../contracts/span';
import { type Finding, fingerprintOf } from '../engine/finding';
import type { Project } from '../project/project';
import { lineIndex, rangeOf } from '../text/lines';
import { relativePath } from '../text/paths';

const LSP_SEVERITY: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** The page of a rule as a virtual document, which adapters serve offline. */
export function rulePage(rule: string): string {
  return `headroom-rule:/${rule}.md`;
}

/** A finding as LSP has it. */
export function diagnosticOf(finding: Finding, project: Project): Diagnostic {
  const related = finding.related.map(({ uri, at, message }) => ({
    location: { uri, range: rangeIn(project, uri, at) },
    message,
  }));
  return {
    range: rangeIn(project, finding.uri, finding.at),
    severity: LSP_SEVERITY[finding.severity],
    source: 'Headroom',
    code: finding.rule,
    codeDescription: { href: rulePage(finding.rule) },
    message: finding.message,
    ...(related.length > 0 ? { relatedInformation: related } : {}),
  };
}

/** A finding with its fixes as the command line prints it; paths are relative to `base`. */
export function outputOf(
  finding: Finding,
  fixes: readonly Fix[],
  project: Project,
  base: string,
): OutputFinding {
  return {
    rule: finding.rule,
    severity: finding.severity,
    message: finding.message,
    range: rangeIn(project, finding.uri, finding.at),
    related: finding.related.map(({ uri, at, message }) => ({
      path: relativePath(uri, base),
      range: rangeIn(project, uri, at),
      message,
    })),
    citations: finding.citations.map(printedCitation),
    fixes: fixes.map(({ title, kind }) => ({ title, kind })),
    ...(finding.environments ? { environments: finding.environments } : {}),
    ...(finding.trail
      ? {
          trail: finding.trail.map(({ uri, path, how }) => ({
            path: relativePath(uri, base),
            at: path,
            how,
          })),
        }
      : {}),
    // Few ask for it, and it is the dearest of all.
    get fingerprint() {
      return fingerprintOf(finding, project.root);
    },
  };
}

/** Many findings rest on one source: each is made once. */
function printedCitation(id: CitationId): OutputFinding['citations'][number] {
  const known = printedCitations.get(id);
  if (known) return known;
  const { title, url } = citation(id);
  const made = { title, url };
  printedCitations.set(id, made);
  return made;
}

const printedCitations = new Map<CitationId, OutputFinding['citations'][number]>();

/** The range of a span in a file of the project. */
export function rangeIn(project: Project, uri: string, at: Span): Range {
  const file = project.file(uri);
  if (file) return rangeOf(file.lines, at);
  const configuration = project.configurations().find((candidate) => candidate.uri === uri);
  return rangeOf(lineIndex(configuration?.text ?? ''), at);
}
