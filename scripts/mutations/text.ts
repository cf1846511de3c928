/** The text with the pattern's match replaced, or `undefined` where nothing changes. */
export function once(text: string, pattern: RegExp, replacement: string): string | undefined {
  const planted = text.replace(pattern, replacement);
  return planted === text ? undefined : planted;
}

/** The documents of a YAML stream, each with the `---` that opens it. */
export function documents(text: string): readonly string[] {
  return text.split(/^(?=---)/m);
}
