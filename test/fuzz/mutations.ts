import type { Random } from './random';

/** What breaks readers: brackets, quotes, comments and templates that do not end, strange characters. */
const HOSTILE = [
  ...['{', '}', '[', ']', '(', ')', '"', "'", '`', '\\', '#', '//', '/*', '*/', '<!--', '---\n'],
  ...[
    '{{ .x }}',
    '{{',
    '${A:-1}',
    '${',
    '<%',
    '&a ',
    '*a',
    '<<: *a\n',
    '!!x ',
    '|\n',
    '>-\n',
    '\t',
  ],
  ...[
    '\0',
    '\uFEFF',
    '\u2028',
    '\uD800',
    '\r',
    '\r\n',
    'é',
    '😀',
    '-1',
    '1e999',
    '999999999999999999999',
  ],
  ...[
    '__proto__',
    'constructor',
    'null',
    'true',
    '~',
    ':',
    ': ',
    '- ',
    ', ',
    ';',
    '=',
    '%',
    '$1',
    '/',
  ],
];

/** A text after one random change; `other` lends parts of itself. */
export function mutated(text: string, other: string, random: Random): string {
  const at = random.below(text.length + 1);
  const end = at + random.below(random.below(4) === 0 ? text.length - at + 1 : 12);
  const lines = text.split('\n');
  const line = random.below(lines.length);
  switch (random.below(10)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(at);
    case 2:
      return text.slice(0, at) + text.slice(end);
    case 3:
      return text.slice(0, end) + text.slice(at);
    case 4:
    case 5:
      return text.slice(0, at) + random.of(HOSTILE) + text.slice(at);
    case 6:
      return [...lines.slice(0, line), ...lines.slice(line + 1)].join('\n');
    case 7: {
      const from = random.below(other.length + 1);
      return text.slice(0, at) + other.slice(from, from + random.below(200)) + text.slice(at);
    }
    case 8:
      return text.replace(/\d+/g, (digits) =>
        random.below(4) === 0 ? String(random.below(3000) - 5) : digits,
      );
    default:
      lines.splice(
        line,
        0,
        ' '.repeat(random.below(6)) + (lines[random.below(lines.length)] ?? ''),
      );
      return lines.join('\n');
  }
}
