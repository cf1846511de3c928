declare module 'ini' {
  /** Sections by name, values by theirs; numbers and truth values stay texts. */
  export function parse(text: string): Record<string, Record<string, string>>;
}
