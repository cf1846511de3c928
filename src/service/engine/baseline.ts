import type { KnownFinding, Output, OutputFile } from '../contracts/output';

/** The content of a baseline file. */
export interface Baseline {
  readonly version: 1;
  readonly findings: readonly KnownFinding[];
}

/** Every finding of a review as known; `pathOf` gives a file's path as the baseline has it. */
export function baselineOf(
  { files }: Output,
  pathOf: (file: OutputFile, index: number) => string,
): Baseline {
  return {
    version: 1,
    findings: files.flatMap((file, index) =>
      file.findings
        .filter(({ rule }) => rule !== 'headroom/internal')
        .map(({ rule, message }) => ({ path: pathOf(file, index), rule, message })),
    ),
  };
}

/** Findings that are known, each standing for one finding. */
export interface Known {
  /** Whether a finding is known; another one like it then needs an entry of its own. */
  take(finding: KnownFinding): boolean;
  /** The entries that no finding has answered. */
  left(): readonly KnownFinding[];
}

/** The entries of a baseline, none answered yet. */
export function knownFrom(findings: readonly KnownFinding[]): Known {
  const left = new Map<string, KnownFinding[]>();
  for (const known of findings) {
    const same = left.get(keyOf(known));
    if (same) same.push(known);
    else left.set(keyOf(known), [known]);
  }
  return {
    take: (finding) => left.get(keyOf(finding))?.pop() !== undefined,
    left: () => [...left.values()].flat(),
  };
}

/**
 * A review of the rules in `only`, all where it is empty, without what is known.
 * @returns also the entries that no finding answers any more, and of those only of reviewed files
 */
export function withoutKnown(
  output: Output,
  baseline: Baseline,
  pathOf: (file: OutputFile, index: number) => string,
  only: readonly string[],
): { readonly output: Output; readonly gone: readonly KnownFinding[] } {
  const known = knownFrom(baseline.findings);
  const summary = { ...output.summary };
  const reviewed = new Set<string>();
  const files = output.files.map((file, index) => {
    const path = pathOf(file, index);
    reviewed.add(path);
    const findings = file.findings.filter(({ rule, message, severity }) => {
      const isKnown = rule !== 'headroom/internal' && known.take({ path, rule, message });
      if (isKnown) summary[severity]--;
      return !isKnown;
    });
    return { ...file, findings };
  });
  const gone = known
    .left()
    .filter(({ path, rule }) => reviewed.has(path) && (only.length === 0 || only.includes(rule)));
  return { output: { ...output, files, summary }, gone };
}

/** The baseline a text holds, or `undefined` where it holds none. */
export function readBaseline(text: string): Baseline | undefined {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { version, findings } = (content ?? {}) as Partial<Baseline>;
  return version === 1 && Array.isArray(findings) && findings.every(isKnownFinding)
    ? { version, findings }
    : undefined;
}

function isKnownFinding(value: unknown): value is KnownFinding {
  const { path, rule, message } = (value ?? {}) as Partial<KnownFinding>;
  return [path, rule, message].every((text) => typeof text === 'string');
}

function keyOf({ path, rule, message }: KnownFinding): string {
  return `${path}\n${rule}\n${message}`;
}
