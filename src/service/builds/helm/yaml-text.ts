import { plainValue } from '../../syntax/yaml-scalar';
import {
  computedPiece,
  type ListValue,
  type MapValue,
  NIL,
  type Piece,
  plainOfRope,
  plainOfValue,
  type Rope,
  sortedKeys,
  unknownIn,
  unknownPiece,
  type Value,
  whyOfRope,
} from './values';

/** A value as `toYaml` writes it, without the line break at its end: keys in order, parts with their places. */
export function yamlRope(value: Value): Rope {
  const pieces: Piece[] = [];
  write(value, '', pieces);
  const last = pieces.at(-1);
  if (last?.text.endsWith('\n') && last.unknown === null) {
    pieces[pieces.length - 1] = { ...last, text: last.text.slice(0, -1) };
  }
  return pieces.filter(({ text }) => text !== '');
}

/** A block, each of its lines with an indent and a line break. */
function write(value: Value, indent: string, pieces: Piece[]): void {
  if (value.kind === 'map' && (value.entries.size > 0 || value.open !== null)) {
    writeMap(value, indent, pieces);
  } else if (value.kind === 'list' && value.items.length > 0) {
    writeList(value, indent, pieces);
  } else {
    pieces.push(...scalar(value, indent), computedPiece('\n', []));
  }
}

function writeMap(value: MapValue, indent: string, pieces: Piece[]): void {
  for (const key of sortedKeys(value)) {
    const inner = value.entries.get(key) ?? NIL;
    if (pieces.at(-1)?.text !== AT_ITEM) pieces.push(computedPiece(indent, []));
    pieces.push(computedPiece(`${quotedWhereNeeded(key)}:`, inner.trail));
    if (inner.kind === 'unknown') {
      pieces.push(
        computedPiece(' ', []),
        unknownPiece(inner.why, inner.trail),
        computedPiece('\n', []),
      );
    } else if (isBlock(inner)) {
      pieces.push(computedPiece('\n', []));
      write(inner, inner.kind === 'map' ? `${indent}  ` : indent, pieces);
    } else {
      pieces.push(computedPiece(' ', []), ...scalar(inner, indent), computedPiece('\n', []));
    }
  }
  if (value.open !== null) {
    if (pieces.at(-1)?.text !== AT_ITEM) pieces.push(computedPiece(indent, []));
    pieces.push(unknownPiece(value.open, value.trail), computedPiece('\n', []));
  }
}

const AT_ITEM = '- ';

function writeList({ items }: ListValue, indent: string, pieces: Piece[]): void {
  for (const item of items) {
    if (pieces.at(-1)?.text !== AT_ITEM) pieces.push(computedPiece(indent, []));
    pieces.push(computedPiece(AT_ITEM, item.trail));
    if (isBlock(item)) write(item, `${indent}  `, pieces);
    else pieces.push(...scalar(item, indent), computedPiece('\n', []));
  }
}

function isBlock(value: Value): boolean {
  if (value.kind === 'map') return value.entries.size > 0 || value.open !== null;
  return value.kind === 'list' && value.items.length > 0;
}

function scalar(value: Value, indent: string): Rope {
  const whole = (text: string) => [computedPiece(text, value.trail, true)];
  switch (value.kind) {
    case 'nil':
      return whole('null');
    case 'bool':
      return whole(String(value.value));
    case 'number':
      return whole(yamlNumber(value.value));
    case 'map':
      return whole('{}');
    case 'list':
      return whole('[]');
    case 'text': {
      const own = plainOfRope(value.rope);
      if (own === undefined) return [unknownPiece(whyOfRope(value.rope), value.trail)];
      return whole(own.includes('\n') ? block(own, indent) : quotedWhereNeeded(own));
    }
    default:
      return [unknownPiece(unknownIn(value) ?? '', value.trail)];
  }
}

/** JSON reads whole numbers as integers; others are written as `%g`. */
function yamlNumber(value: number): string {
  const text = String(value);
  return text.includes('e') ? text.replace(/e([-+])(\d)$/, 'e$10$2') : text;
}

/** A text of several lines: a literal block, or quotes where that cannot be. */
function block(text: string, indent: string): string {
  if (/[^\t\n\x20-\x7E\x85\xA0-\uD7FF\uE000-\uFFFD]/.test(text) || /^\s*$/.test(text))
    return doubleQuoted(text);
  const lines = text.split('\n');
  if (lines.some((line) => / $/.test(line))) return doubleQuoted(text);
  const hint = /^[ \n]/.test(text) ? '2' : '';
  const chomp = !text.endsWith('\n') ? '-' : /\n\n$/.test(text) || text === '\n' ? '+' : '';
  const own = text.endsWith('\n') ? lines.slice(0, -1) : lines;
  const body = own.map((line) => (line === '' ? '' : `${indent}  ${line}`)).join('\n');
  return `|${hint}${chomp}\n${body}`;
}

/** A text of one line as the YAML writer of Helm puts it. */
function quotedWhereNeeded(text: string): string {
  if (
    /[^\t\n\x20-\x7E\x85\xA0-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(text) ||
    /[\t\x85\u2028\u2029\uFEFF]/.test(text)
  ) {
    return doubleQuoted(text);
  }
  if (
    /^[-+]?[\d.]/.test(text) ||
    text === '' ||
    RESERVED.test(text) ||
    typeof plainValue(text) !== 'string'
  ) {
    const isText =
      typeof plainValue(text) === 'string' &&
      text !== '' &&
      !RESERVED.test(text) &&
      !NUMBERLIKE.test(text);
    if (!isText) return `"${text}"`;
  }
  const isPlain =
    !/^[\s,[\]{}#&*!|>'"%@`]|^[-?:](?:\s|$)|^(?:---|\.\.\.)/.test(text) &&
    !/:(?:\s|$)|\s#|\s$/.test(text);
  return isPlain ? text : `'${text.replaceAll("'", "''")}'`;
}

const RESERVED =
  /^(?:~|null|Null|NULL|true|True|TRUE|false|False|FALSE|y|Y|yes|Yes|YES|n|N|no|No|NO|on|On|ON|off|Off|OFF|<<|=)$/;
/** Dates and numbers to the base 60, which other readers take for more than texts. */
const NUMBERLIKE =
  /^[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?$|^\d{4}-\d{1,2}-\d{1,2}(?:[Tt ].*)?$|^[-+]?(?:\d[\d_]*)(?:\.[\d_]*)?(?:[eE][-+]?\d+)?$/;

function doubleQuoted(text: string): string {
  return JSON.stringify(text)
    .replaceAll('\u2028', '\\L')
    .replaceAll('\u2029', '\\P')
    .replaceAll('\x85', '\\N');
}

/** A value as `toJson` writes it: `<`, `>` and `&` are escaped. */
export function jsonText(value: Value, isEscaped = true, indent?: string): string {
  const made = JSON.stringify(plainOfValue(value), null, indent);
  if (!isEscaped) return made;
  return made.replace(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
