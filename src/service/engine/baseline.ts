import type { Output, OutputFile } from '../contracts/output';

/** A finding that is known and not to be reported again. Its line is left out: lines move. */
export interface KnownFinding {
  /** Relative to the folder of the baseline file, with slashes. */
  readonly path: string;
  readonly rule: string;
  readonly message: string;
}

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
      file.findings.map(({ rule, message }) => ({ path: pathOf(file, index), rule, message })),
    ),
  };
}

/**
 * A review without what is known, each entry of the baseline standing for one finding.
 * @returns also the entries that no finding answers any more, and of those only of reviewed files
 */
export function withoutKnown(
  output: Output,
  baseline: Baseline,
  pathOf: (file: OutputFile, index: number) => string,
): { readonly output: Output; readonly gone: readonly KnownFinding[] } {
  const left = new Map<string, KnownFinding[]>();
  for (const known of baseline.findings) {
    const same = left.get(keyOf(known));
    if (same) same.push(known);
    else left.set(keyOf(known), [known]);
  }
  const summary = { ...output.summary };
  const reviewed = new Set<string>();
  const files = output.files.map((file, index) => {
    const path = pathOf(file, index);
    reviewed.add(path);
    const findings = file.findings.filter(({ rule, message, severity }) => {
      const known = left.get(keyOf({ path, rule, message }))?.pop();
      if (known) summary[severity]--;
      return !known;
    });
    return { ...file, findings };
  });
  const gone = [...left.values()].flat().filter(({ path }) => reviewed.has(path));
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
