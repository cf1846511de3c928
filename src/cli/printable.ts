/**
 * A text without characters that would move a terminal's cursor, change its colours or turn the
 * direction of what follows; each is written as its number. Line ends and tabs are such characters too.
 */
export function printable(text: string): string {
  return text.replace(UNSEEN, (character) => {
    const code = character.charCodeAt(0);
    return `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

/** Writes lines of text: their ends and tabs stay, see {@link printable}. */
export function say(text: string): void {
  process.stdout.write(
    text
      .split(/([\n\t])/)
      .map((part, at) => (at % 2 ? part : printable(part)))
      .join(''),
  );
}

/** Control characters, separators of lines, and what turns the direction of writing. */
export const UNSEEN = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;
