import type { CitationId } from '../citations';
import type { Place, Severity } from '../contracts/finding';
import type { Fix } from '../contracts/fix';
import type { Span } from '../contracts/span';
import type { Trail } from '../syntax/data-node';
import { relativePath } from '../text/paths';
import { sha256 } from '../text/sha256';

/** Another place of a finding, resolved to the text as it stands. */
export interface ResolvedRelated {
  readonly uri: string;
  readonly at: Span;
  readonly message: string;
}

/** A finding at its place in the text. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly uri: string;
  readonly at: Span;
  readonly path: string;
  readonly related: readonly ResolvedRelated[];
  readonly citations: readonly CitationId[];
  readonly subject: string;
  /** The environments it holds in, where that is not in all. */
  readonly environments?: readonly string[];
  /** Where its value was decided, and what it passed, for a value of a build. */
  readonly trail?: Trail;
  /** Where it stands in what builds will run, once for each of them. */
  readonly built?: readonly Place[];
  fixes(): readonly Fix[];
}

/** The fixes of a finding, or what was thrown while they were made. */
export function fixesOf(finding: Finding): {
  readonly fixes: readonly Fix[];
  readonly thrown?: unknown;
} {
  try {
    return { fixes: finding.fixes() };
  } catch (thrown) {
    return { fixes: [], thrown };
  }
}

/** Findings that no rule folder makes: what the engine itself has to say. */
export const BUILT_IN = {
  'headroom/syntax': { severity: 'error', summary: 'The text is not what its language allows.' },
  'headroom/configuration': {
    severity: 'error',
    summary: 'A headroom.yaml or headroom-checklist.yaml says what cannot be followed.',
  },
  'headroom/unused-suppression': {
    severity: 'hint',
    summary: 'A suppression comment suppresses nothing.',
  },
  'headroom/internal': {
    severity: 'error',
    summary: 'A part of Headroom failed; what it would have said is missing.',
  },
} as const satisfies Record<string, { severity: Severity; summary: string }>;

/** The id of a built-in finding. */
export type BuiltIn = keyof typeof BUILT_IN;

/** A finding of the engine itself. */
export function builtIn(rule: BuiltIn, uri: string, at: Span, message: string): Finding {
  return {
    rule,
    severity: BUILT_IN[rule].severity,
    message,
    uri,
    at,
    path: '',
    related: [],
    citations: [],
    subject: `${at.start}`,
    fixes: () => [],
  };
}

/** Tells a finding from others, on every machine, whatever its message says: 16 hexadecimal digits. */
export function fingerprintOf({ rule, uri, path, subject }: Finding, root: string): string {
  return sha256([rule, relativePath(uri, root), path, subject].join('\n')).slice(0, 16);
}
