import { type Span, span } from '../contracts/span';

/** What a program takes for a comment and for a quote in its settings. */
export interface IniDialect {
  /** What begins a comment at the start of a line. */
  readonly line: string;
  /** What begins a comment behind a value; `blank` where a blank has to stand before it. */
  readonly behind: string;
  readonly blank: boolean;
  /** Quotes around a value are none of it. */
  readonly quotes: string;
  /** What stands between a name and its value. */
  readonly separator: RegExp;
  /** A line may go on: behind a backslash, or where the next one is indented. */
  readonly continued: 'backslash' | 'indented' | 'no';
  /** A name may stand alone. */
  readonly flags: boolean;
}

const EQUALS = /[ \t]*=[ \t]*/y;
const PLAIN: IniDialect = {
  line: ';#',
  behind: '',
  blank: false,
  quotes: '',
  separator: EQUALS,
  continued: 'no',
  flags: false,
};

/** How programs read their settings, by their own manuals. */
export const INI_DIALECTS = {
  /** pgbouncer.org/config.html: a comment is a line of its own. */
  pgbouncer: PLAIN,
  /** php.net, "The configuration file": `;` behind a value too. */
  php: { ...PLAIN, behind: ';', quotes: '"\'' },
  /** dev.mysql.com, "Using Option Files": `#` may stand in the middle of a line. */
  mysql: { ...PLAIN, behind: '#', quotes: '"\'', flags: true },
  /** postgresql.org, "Setting Parameters": the `=` may be left out. */
  postgresql: {
    ...PLAIN,
    line: '#',
    behind: '#',
    quotes: "'",
    separator: /[ \t]*=[ \t]*|[ \t]+/y,
  },
  /** redis.io, redis.conf: a name, blanks and its arguments. */
  redis: { ...PLAIN, line: '#', quotes: '"', separator: /[ \t]+/y },
  /** uwsgi-docs.readthedocs.io, "Configuring uWSGI". */
  uwsgi: PLAIN,
  /** supervisord.org, "Configuration File": `;` with a blank before it; lines go on where indented. */
  supervisord: { ...PLAIN, behind: ';', blank: true, continued: 'indented' },
  /** freedesktop.org, systemd.syntax(7). */
  systemd: { ...PLAIN, continued: 'backslash' },
} as const satisfies Readonly<Record<string, IniDialect>>;

/** A setting, and the section it stands in. */
export interface IniEntry {
  readonly section: string;
  readonly name: string;
  readonly nameAt: Span;
  /** Without quotes and comment; empty for a name alone. */
  readonly value: string;
  readonly at: Span;
}

/** A file of settings, read. */
export interface IniText {
  readonly entries: readonly IniEntry[];
  readonly comments: readonly { readonly at: Span; readonly text: string }[];
}

/** Reads `name = value` under `[section]`. Never throws; a line that is neither is passed over. */
export function readIni(text: string, dialect: IniDialect): IniText {
  const entries: IniEntry[] = [];
  const comments: { at: Span; text: string }[] = [];
  let section = '';
  for (const { start, end } of logicalLines(text, dialect)) {
    const line = text.slice(start, end);
    const first = /\S/.exec(line)?.index ?? line.length;
    if (dialect.line.includes(line[first] ?? ' ')) {
      comments.push({ at: span(start + first, end), text: line.slice(first + 1) });
      continue;
    }
    const header = /^[ \t]*\[([^\]]*)\]/.exec(line);
    if (header) {
      section = (header[1] ?? '').trim();
      continue;
    }
    const name = /^[^\s=[\];#"'][^\s=]*(?:[ \t]+(?![=\s])[^\s=]+(?=[ \t]*=))*/.exec(
      line.slice(first),
    )?.[0];
    if (name === undefined) continue;
    const nameAt = span(start + first, start + first + name.length);
    const { separator } = dialect;
    separator.lastIndex = first + name.length;
    const gap = separator.exec(line)?.[0];
    if (gap === undefined) {
      const isAlone = line.slice(first + name.length).trim() === '';
      if (dialect.flags && isAlone) {
        entries.push({ section, name, nameAt, value: '', at: nameAt });
      }
      continue;
    }
    const from = first + name.length + gap.length;
    const { value, at, comment } = valueOf(line, from, dialect);
    entries.push({ section, name, nameAt, value, at: span(start + at.start, start + at.end) });
    if (comment !== undefined) {
      comments.push({ at: span(start + comment, end), text: line.slice(comment + 1) });
    }
  }
  return { entries, comments };
}

function valueOf(
  line: string,
  from: number,
  { quotes, behind, blank }: IniDialect,
): { readonly value: string; readonly at: Span; readonly comment: number | undefined } {
  const quote = line[from] ?? '';
  if (quote !== '' && quotes.includes(quote)) {
    const close = line.indexOf(quote, from + 1);
    if (close > 0) {
      const rest = /\S/.exec(line.slice(close + 1));
      const next = rest ? close + 1 + rest.index : undefined;
      const isComment = next !== undefined && behind.includes(line[next] ?? ' ');
      if (next === undefined || isComment) {
        const at = span(from + 1, close);
        return { value: line.slice(at.start, at.end), at, comment: next };
      }
    }
  }
  let end = line.length;
  let comment: number | undefined;
  for (let index = from; index < line.length && behind !== ''; index++) {
    const isFree = !blank || index === from || /\s/.test(line[index - 1] ?? '');
    if (behind.includes(line[index] ?? ' ') && isFree) {
      end = index;
      comment = index;
      break;
    }
  }
  const raw = line.slice(from, end).trimEnd();
  return {
    value: raw.replace(/(?<![ \t])[ \t]*\\?\r?\n[ \t]*/g, ' '),
    at: span(from, from + raw.length),
    comment,
  };
}

/** Lines, those that go on joined. */
function logicalLines(
  text: string,
  { continued, line: marks }: IniDialect,
): readonly { readonly start: number; readonly end: number }[] {
  const lines: { start: number; end: number }[] = [];
  for (const { index, 0: line } of text.matchAll(/[^\r\n]+/g)) {
    const before = lines.at(-1);
    const previous = before && text.slice(before.start, before.end);
    const isComment = marks.includes(line.trimStart()[0] ?? ' ');
    const goesOn =
      previous !== undefined &&
      !marks.includes(previous.trimStart()[0] ?? ' ') &&
      (continued === 'backslash'
        ? previous.endsWith('\\')
        : continued === 'indented' && /^[ \t]+\S/.test(line) && /=/.test(previous) && !isComment);
    if (before && goesOn) before.end = index + line.length;
    else lines.push({ start: index, end: index + line.length });
  }
  return lines;
}
