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
        .map(({ rule, message, fingerprint }) => ({
          path: pathOf(file, index),
          rule,
          message,
          fingerprint,
        })),
    ),
  };
}

/** Which findings are known, and the entries that none of them has answered. */
export interface Known<T> {
  readonly known: ReadonlySet<T>;
  readonly left: readonly KnownFinding[];
}

/**
 * The findings that entries of a baseline stand for, each entry for one: that of its fingerprint, and of
 * what is left that of its message. The second is for old baselines, and for places that have been moved.
 */
export function knownAmong<T extends KnownFinding>(
  findings: readonly T[],
  entries: readonly KnownFinding[],
): Known<T> {
  const known = new Set<T>();
  let left = entries;
  for (const keyOf of [byFingerprint, byMessage]) {
    const open = new Map<string, KnownFinding[]>();
    for (const entry of left) {
      const key = keyOf(entry);
      if (key !== undefined) open.set(key, [...(open.get(key) ?? []), entry]);
    }
    const answered = new Set<KnownFinding>();
    for (const finding of findings) {
      const key = known.has(finding) ? undefined : keyOf(finding);
      const entry = key === undefined ? undefined : open.get(key)?.pop();
      if (entry === undefined) continue;
      known.add(finding);
      answered.add(entry);
    }
    left = left.filter((entry) => !answered.has(entry));
  }
  return { known, left };
}

function byFingerprint({ path, fingerprint }: KnownFinding): string | undefined {
  return fingerprint === undefined ? undefined : `${path}\n${fingerprint}`;
}

function byMessage({ path, rule, message }: KnownFinding): string {
  return `${path}\n${rule}\n${message}`;
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
  const summary = { ...output.summary };
  const rows = output.files.map((file, index) => {
    const path = pathOf(file, index);
    return { file, path, findings: file.findings.map((finding) => ({ ...finding, path })) };
  });
  const reviewed = new Set(rows.map(({ path }) => path));
  const all = rows.flatMap(({ findings }) => findings);
  const { known, left } = knownAmong(
    all.filter(({ rule }) => rule !== 'headroom/internal'),
    baseline.findings,
  );
  for (const { severity } of known) summary[severity]--;
  const files = rows.map(({ file, findings }) => ({
    ...file,
    findings: findings.filter((finding) => !known.has(finding)).map(({ path: _, ...own }) => own),
  }));
  const gone = left.filter(
    ({ path, rule }) => reviewed.has(path) && (only.length === 0 || only.includes(rule)),
  );
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
