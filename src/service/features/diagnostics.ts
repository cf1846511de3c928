import { type Diagnostic, DiagnosticSeverity, type Range } from 'vscode-languageserver-types';
import { citation } from '../citations';
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
    citations: finding.citations.map((id) => {
      const { title, url } = citation(id);
      return { title, url };
    }),
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
    fingerprint: fingerprintOf(finding, project.root),
  };
}

/** The range of a span in a file of the project. */
export function rangeIn(project: Project, uri: string, at: Span): Range {
  const file = project.file(uri);
  if (file) return rangeOf(file.lines, at);
  const configuration = project.configurations().find((candidate) => candidate.uri === uri);
  return rangeOf(lineIndex(configuration?.text ?? ''), at);
}
