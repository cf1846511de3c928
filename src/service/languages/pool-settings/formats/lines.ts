import { type Pair, type Comment as PropertiesComment, parseLines } from 'dot-properties';
import type { Comment } from '../../../contracts/language';
import { span } from '../../../contracts/span';
import type { Entry, SettingsText } from '../entries';

/** Java's `.properties`. Spring takes `#---` for the start of a further document. */
export function readProperties(text: string): SettingsText {
  const entries: Entry[] = [];
  const comments: Comment[] = [];
  let document = 0;
  for (const node of parseLines(text, true)) {
    const [start = 0, nameEnd = 0, valueStart = 0, end = 0] = node.range;
    if (node.type === 'COMMENT') {
      const { comment } = node as PropertiesComment;
      if (/^[#!]---\s*$/.test(comment)) document++;
      comments.push({ at: span(start, nameEnd), text: comment.slice(1) });
    } else if (node.type === 'PAIR') {
      const { key, value } = node as Pair;
      entries.push({
        keys: key.split('.'),
        nameAt: span(start, nameEnd),
        text: value.trim(),
        at: span(valueStart, end),
        document,
      });
    }
  }
  return { entries, comments, syntax: [] };
}

/** `name = value` under `[section]`: PgBouncer and PHP-FPM. */
export function readIni(text: string): SettingsText {
  const entries: Entry[] = [];
  const comments: Comment[] = [];
  let section = '';
  for (const { index, 0: line } of text.matchAll(/[^\r\n]+/g)) {
    const comment = /^(\s*)[;#](.*)$/.exec(line);
    const header = /^\s*\[([^\]]*)\]/.exec(line);
    const pair = /^(\s*)([^\s=;#[][^=]*?)(\s*=\s*)(.*?)\s*$/.exec(line);
    if (comment) {
      const [, indent = '', said = ''] = comment;
      comments.push({ at: span(index + indent.length, index + line.length), text: said });
    } else if (header) {
      section = header[1] ?? '';
    } else if (pair) {
      const [, indent = '', name = '', equals = '', value = ''] = pair;
      const nameStart = index + indent.length;
      const valueStart = nameStart + name.length + equals.length;
      entries.push({
        keys: [section, name],
        nameAt: span(nameStart, nameStart + name.length),
        text: value,
        at: span(valueStart, valueStart + value.length),
        document: 0,
      });
    }
  }
  return { entries, comments, syntax: [] };
}

/** `NAME=value` of a `.env` file, quotes taken off. */
export function readDotenv(text: string): SettingsText {
  const entries: Entry[] = [];
  const comments: Comment[] = [];
  for (const { index, 0: line } of text.matchAll(/[^\r\n]+/g)) {
    const comment = /^(\s*)#(.*)$/.exec(line);
    if (comment) {
      const [, indent = '', said = ''] = comment;
      comments.push({ at: span(index + indent.length, index + line.length), text: said });
      continue;
    }
    const pair = /^(\s*(?:export\s+)?)([\w.]+)(\s*=\s*)(["']?)(.*?)\4\s*$/.exec(line);
    if (!pair) continue;
    const [, before = '', name = '', equals = '', quote = '', value = ''] = pair;
    const nameStart = index + before.length;
    const valueStart = nameStart + name.length + equals.length + quote.length;
    entries.push({
      keys: [name],
      nameAt: span(nameStart, nameStart + name.length),
      text: value,
      at: span(valueStart, valueStart + value.length),
      document: 0,
    });
  }
  return { entries, comments, syntax: [] };
}

/** The `datasource` of a Prisma schema: `url = "…"` or `url = env("…")`. */
export function readPrisma(text: string): SettingsText {
  const entries: Entry[] = [];
  for (const { index, 0: block } of text.matchAll(/^[ \t]*datasource[ \t]+\w+[ \t]*\{[^}]*/gm)) {
    for (const pair of block.matchAll(/^([ \t]*)(\w+)([ \t]*=[ \t]*)"([^"\n]*)"/gm)) {
      const [, indent = '', name = '', equals = '', value = ''] = pair;
      const nameStart = index + pair.index + indent.length;
      const valueStart = nameStart + name.length + equals.length + 1;
      entries.push({
        keys: ['datasource', name],
        nameAt: span(nameStart, nameStart + name.length),
        text: value,
        at: span(valueStart, valueStart + value.length),
        document: 0,
      });
    }
  }
  for (const { index, 0: block } of text.matchAll(/^[ \t]*datasource[ \t]+\w+[ \t]*\{[^}]*/gm)) {
    for (const pair of block.matchAll(/^([ \t]*)(\w+)([ \t]*=[ \t]*env\(")(\w+)"\)/gm)) {
      const [, indent = '', name = '', equals = '', env = ''] = pair;
      const nameStart = index + pair.index + indent.length;
      const valueStart = nameStart + name.length + equals.length;
      entries.push({
        keys: ['datasource', name, 'env'],
        nameAt: span(nameStart, nameStart + name.length),
        text: env,
        at: span(valueStart, valueStart + env.length),
        document: 0,
      });
    }
  }
  const comments = [...text.matchAll(/\/\/([^\r\n]*)/g)].map(
    ({ index, 0: whole, 1: said = '' }) => ({
      at: span(index, index + whole.length),
      text: said,
    }),
  );
  return { entries, comments, syntax: [] };
}
