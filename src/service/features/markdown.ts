import { CITATIONS } from '../citations';

/** Addresses that we link to ourselves. */
const OURS: ReadonlySet<string> = new Set(Object.values(CITATIONS).map(({ url }) => url));

/** A link to a line of a file, as hovers write it. */
const LINE = /^[a-z][\w+.-]*:\/\/[^\s()<>]*#L\d+$/;

/**
 * Markdown in which only our own links lead anywhere. Texts of files stand in it, and who wrote them
 * may have meant it to load a picture, to lead somewhere else or to be markup: that stays a text.
 */
export function disarmed(markdown: string): string {
  return markdown
    .split(CODE)
    .map((part, index) => (index % 2 === 1 ? part : disarmedText(part)))
    .join('');
}

/** Code spans and blocks, which are shown as they are. */
const CODE = /(```[\s\S]*?```|`[^`\n]*`)/;

function disarmedText(text: string): string {
  return text
    .replace(/!\[/g, '!\\[')
    .replace(/<(?=[a-z/!?])/gi, '&lt;')
    .replace(/\]\(([^()]*)\)/g, (whole, target: string) =>
      isOurs(target) ? whole : `]\\(${target})`,
    )
    .replace(/\](?=\s*[[:])/g, '\\]');
}

function isOurs(target: string): boolean {
  return (
    OURS.has(target) || (LINE.test(target) && !/^(?:https?|command|data|javascript):/i.test(target))
  );
}
