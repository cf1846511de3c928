/** A diagnostic, as far as two extensions can say the same with it. */
export interface Said {
  readonly source?: string | undefined;
  readonly code?: unknown;
  readonly range: {
    readonly start: { readonly line: number; readonly character: number };
    readonly end: { readonly line: number; readonly character: number };
  };
}

/** What the YAML extension says as well, where it has the schema of the kind or cannot parse the text. */
const SHARED = new Set(['kubernetes/hpa-unknown-field', 'headroom/syntax']);

/**
 * Our diagnostics without those that the YAML extension reports at the very same range: nobody wants
 * to read it twice. It is about what is shown only; the finding stays, and so does its fix in CI.
 */
export function withoutTwins<T extends Said>(ours: readonly T[], others: readonly Said[]): T[] {
  const theirs = new Set(others.filter(isYaml).map(placeOf));
  return ours.filter((each) => !(SHARED.has(ruleOf(each)) && theirs.has(placeOf(each))));
}

/** Its schema reports carry `yaml-schema: …` as their source, those of the parser `YAML`. */
function isYaml({ source }: Said): boolean {
  return source !== undefined && /^yaml\b/i.test(source);
}

function ruleOf({ code }: Said): string {
  const value = typeof code === 'object' && code !== null && 'value' in code ? code.value : code;
  return String(value);
}

function placeOf({ range: { start, end } }: Said): string {
  return [start.line, start.character, end.line, end.character].join(':');
}
