import { base64, fromBase64 } from '../../text/base64';
import { sha256 } from '../../text/sha256';
import { tableOf } from '../../text/tables';
import {
  argument,
  computed,
  integerOf,
  listOf,
  ropeOf,
  type TemplateFunction,
  textOf,
  Undecided,
} from './arguments';
import { pattern } from './patterns';
import {
  bool,
  computedPiece,
  indented,
  int,
  list,
  map,
  plainOfRope,
  printedFloat,
  printedValue,
  RenderFailure,
  type Rope,
  sliceRope,
  text,
  trailOfRope,
  unknownIn,
  unknownPiece,
  type Value,
  whyOfRope,
  written,
} from './values';

/** A text in parts as a value. */
export function ropeValue(rope: Rope): Value {
  return { kind: 'text', rope, trail: trailOfRope(rope) };
}

/** `strval` of sprig: the text of anything; `nil` is `<nil>`. */
export function stringOf(value: Value): Rope {
  if (value.kind === 'special' && value.content) {
    const content = value.content();
    return content === '' ? [] : [computedPiece(content, [])];
  }
  return value.kind === 'nil' ? [computedPiece('<nil>', [])] : written(value);
}

/** A text as Go quotes it. */
export function goQuoted(own: string): string {
  return `"${own.replace(/[\\"\p{C}\p{Zl}\p{Zp}]/gu, (char) => {
    const known = {
      '\\': '\\\\',
      '"': '\\"',
      '\n': '\\n',
      '\t': '\\t',
      '\r': '\\r',
      '\b': '\\b',
      '\f': '\\f',
      '\v': '\\v',
      '\x07': '\\a',
    }[char];
    if (known !== undefined) return known;
    const code = char.codePointAt(0) ?? 0;
    if (code < 0x80) return `\\x${code.toString(16).padStart(2, '0')}`;
    return code > 0xffff
      ? `\\U${code.toString(16).padStart(8, '0')}`
      : `\\u${code.toString(16).padStart(4, '0')}`;
  })}"`;
}

function quoted(own: Rope): Rope {
  return [
    computedPiece('"', []),
    ...own.map((piece) => {
      const plain = goQuoted(piece.text).slice(1, -1);
      return piece.unknown !== null || plain === piece.text
        ? piece
        : { ...piece, text: plain, isWhole: false };
    }),
    computedPiece('"', []),
  ];
}

function spaced(ropes: readonly Rope[]): Rope {
  return ropes.flatMap((rope, index) => (index === 0 ? rope : [computedPiece(' ', []), ...rope]));
}

/** Something from a text of known letters. */
function plain(make: (own: string) => string): TemplateFunction {
  return (args) => text(make(textOf(args, 0)), computed(args));
}

/** A test of two texts, the first one being what is looked for. */
function test(holds: (own: string, wanted: string) => boolean): TemplateFunction {
  return (args) => bool(holds(textOf(args, 1), textOf(args, 0)), computed(args));
}

/** A text without some of its ends; its parts stay. */
function trimmed(
  bounds: (own: string, args: readonly Value[]) => readonly [number, number],
): TemplateFunction {
  return (args) => {
    const rope = ropeOf(args, args.length - 1);
    const joined = rope.map((piece) => piece.text).join('');
    const [from, to] = bounds(joined, args);
    return ropeValue(sliceRope(rope, from, Math.max(from, to)));
  };
}

function trimBounds(
  own: string,
  set: string | null,
  left: boolean,
  right: boolean,
): readonly [number, number] {
  const isIn = (char: string) => (set === null ? /\s/.test(char) : set.includes(char));
  let [from, to] = [0, own.length];
  while (left && from < to && isIn(own.charAt(from))) from++;
  while (right && to > from && isIn(own.charAt(to - 1))) to--;
  return [from, to];
}

/** `printf` of Go for the verbs that charts use. */
function formatted(args: readonly Value[]): Value {
  const format = textOf(args, 0);
  const pieces: Rope[] = [];
  let next = 1;
  let from = 0;
  for (const match of format.matchAll(/%([-+# 0]*)([1-9]\d*)?(?:\.(\d+))?([a-zA-Z%])/g)) {
    pieces.push([computedPiece(format.slice(from, match.index), [])]);
    from = match.index + match[0].length;
    const [, flags = '', width, precision, verb = ''] = match;
    if (verb === '%') {
      pieces.push([computedPiece('%', [])]);
      continue;
    }
    const value = args[next++];
    if (value === undefined) {
      pieces.push([computedPiece(`%!${verb}(MISSING)`, [])]);
      continue;
    }
    const made = verbed(verb, value, flags, precision);
    const size = Number(width ?? 0);
    const own = plainOfRope(made);
    if (size === 0) pieces.push(made);
    else if (own === undefined) throw new Undecided(whyOfRope(made));
    else {
      const fill = flags.includes('0') && !flags.includes('-') ? '0' : ' ';
      const padded = flags.includes('-') ? own.padEnd(size) : own.padStart(size, fill);
      pieces.push([computedPiece(padded, computed([value]))]);
    }
  }
  if (/%(?![-+# 0]*(?:[1-9]\d*)?(?:\.\d+)?[a-zA-Z%])/.test(format.slice(from)))
    throw new Undecided('a format is not read');
  pieces.push([computedPiece(format.slice(from), [])]);
  if (next < args.length) throw new Undecided('printf has more values than places');
  return ropeValue(pieces.flat().filter((piece) => piece.text !== ''));
}

function verbed(verb: string, value: Value, flags: string, precision: string | undefined): Rope {
  if (value.kind === 'unknown') return [unknownPiece(value.why, value.trail)];
  const one = (own: string) => [computedPiece(own, computed([value]))];
  if (flags.replace('0', '').replace('-', '') !== '') throw new Undecided('a format is not read');
  switch (verb) {
    case 's':
      if (value.kind === 'text' && precision === undefined) return value.rope;
      if (value.kind === 'special' && value.content && precision === undefined)
        return stringOf(value);
      if (value.kind === 'nil') return one('%!s(<nil>)');
      if (value.kind === 'number') return one(`%!s(${value.type}=${printedValue(value)})`);
      if (value.kind === 'bool') return one(`%!s(bool=${value.value})`);
      throw new Undecided('a format is not read');
    case 'v':
      if (precision !== undefined) throw new Undecided('a format is not read');
      return value.kind === 'nil' ? one('<nil>') : written(value);
    case 'q':
      if (value.kind === 'text') return quoted(value.rope);
      throw new Undecided('a format is not read');
    case 'd':
      if (value.kind === 'number' && value.type !== 'float64') return one(String(value.value));
      if (value.kind === 'number') return one(`%!d(float64=${printedValue(value)})`);
      if (value.kind === 'nil') return one('%!d(<nil>)');
      if (value.kind === 'text') return one(`%!d(string=${textOf([value], 0)})`);
      throw new Undecided('a format is not read');
    case 't':
      if (value.kind === 'bool') return one(String(value.value));
      throw new Undecided('a format is not read');
    case 'f':
      if (value.kind === 'number' && value.type === 'float64' && Math.abs(value.value) < 1e15)
        return one(value.value.toFixed(Number(precision ?? 6)));
      throw new Undecided('a format is not read');
    case 'g':
      if (value.kind === 'number' && value.type === 'float64' && precision === undefined)
        return one(printedFloat(value.value));
      throw new Undecided('a format is not read');
    default:
      throw new Undecided('a format is not read');
  }
}

function substituted(template: string): string {
  if (/\$(?!\{?\w|\$)/.test(template)) throw new Undecided('a replacement is not read');
  return template.replace(/\$\{(\w+)\}|\$(\w+)/g, (_, braced?: string, bare?: string) => {
    const name = braced ?? bare ?? '';
    if (!/^\d+$/.test(name)) throw new Undecided('a replacement is not read');
    return name === '0' ? '$&' : `$${name}`;
  });
}

function title(own: string): string {
  return own.replace(
    /(^|[\s])(\p{Ll})/gu,
    (_, before: string, letter: string) => `${before}${letter.toUpperCase()}`,
  );
}

/** A key of `split`: `_0`, `_1`. */
function splitMap(args: readonly Value[]): Value {
  const parts = textOf(args, 1).split(textOf(args, 0));
  return map(parts.map((part, index) => [`_${index}`, text(part, computed(args))] as const));
}

function withoutEnds(own: string, bounds: readonly [number, number]): string {
  return own.slice(...bounds);
}

/** Functions of texts. */
export const TEXT_FUNCTIONS = tableOf<TemplateFunction>({
  quote: (args) =>
    ropeValue(
      spaced(args.filter(({ kind }) => kind !== 'nil').map((value) => quoted(written(value)))),
    ),
  squote: (args) =>
    ropeValue(
      spaced(
        args
          .filter(({ kind }) => kind !== 'nil')
          .map((value) => [computedPiece("'", []), ...written(value), computedPiece("'", [])]),
      ),
    ),
  toString: (args: readonly Value[]) => ropeValue(stringOf(argument(args, 0))),
  print: (args) => {
    const ropes = args.map(stringOf);
    const parts = ropes.flatMap((rope, index) => {
      const isApart = index > 0 && args[index]?.kind !== 'text' && args[index - 1]?.kind !== 'text';
      return isApart ? [computedPiece(' ', []), ...rope] : rope;
    });
    if (args.some(({ kind }) => kind === 'unknown'))
      throw new Undecided('a part of it cannot be told');
    return ropeValue(parts);
  },
  println: (args) => ropeValue([...spaced(args.map(stringOf)), computedPiece('\n', [])]),
  cat: (args) => ropeValue(spaced(args.filter(({ kind }) => kind !== 'nil').map(stringOf))),
  printf: formatted,
  indent: (args) => {
    const by = ' '.repeat(Math.min(1000, Math.max(0, integerOf(args, 0))));
    return ropeValue([computedPiece(by, []), ...indented(ropeOf(args, 1), by)]);
  },
  nindent: (args) => {
    const by = ' '.repeat(Math.min(1000, Math.max(0, integerOf(args, 0))));
    return ropeValue([computedPiece(`\n${by}`, []), ...indented(ropeOf(args, 1), by)]);
  },
  trim: trimmed((own) => trimBounds(own, null, true, true)),
  trimAll: trimmed((own, args) => trimBounds(own, textOf(args, 0), true, true)),
  trimPrefix: trimmed((own, args) => {
    const prefix = textOf(args, 0);
    return [own.startsWith(prefix) ? prefix.length : 0, own.length];
  }),
  trimSuffix: trimmed((own, args) => {
    const suffix = textOf(args, 0);
    return [0, suffix !== '' && own.endsWith(suffix) ? own.length - suffix.length : own.length];
  }),
  trunc: (args) => {
    const count = integerOf(args, 0);
    const own = textOf(args, 1);
    if (/[^\x20-\x7E\s]/.test(own)) throw new Undecided('it is cut by bytes');
    const rope = ropeOf(args, 1);
    if (count < 0)
      return ropeValue(
        own.length + count > 0 ? sliceRope(rope, own.length + count, own.length) : rope,
      );
    return ropeValue(own.length > count ? sliceRope(rope, 0, count) : rope);
  },
  upper: plain((own) => own.toUpperCase()),
  lower: plain((own) => own.toLowerCase()),
  title: plain(title),
  untitle: plain((own) =>
    own.replace(
      /(^|\s)(\p{Lu})/gu,
      (_, before: string, letter: string) => `${before}${letter.toLowerCase()}`,
    ),
  ),
  nospace: plain((own) => own.replace(/\s/g, '')),
  initials: plain((own) =>
    own
      .split(/\s+/)
      .map((word) => word.charAt(0))
      .join(''),
  ),
  b64enc: plain(base64),
  b64dec: (args) => {
    const made = fromBase64(textOf(args, 0));
    if (made === undefined) throw new Undecided('it is no text in base 64');
    return text(made, computed(args));
  },
  sha256sum: plain((own) => sha256(own)),
  camelcase: () => {
    throw new Undecided('the function camelcase is not evaluated');
  },
  kebabcase: plain((own) => {
    if (!/^[a-z][a-zA-Z]*$/.test(own))
      throw new Undecided('the function kebabcase is not evaluated');
    return own.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  }),
  replace: (args) =>
    text(
      textOf(args, 2).replaceAll(textOf(args, 0), () => textOf(args, 1)),
      computed(args),
    ),
  repeat: (args) => {
    const count = integerOf(args, 0);
    const own = textOf(args, 1);
    if (count < 0) throw new RenderFailure('a text cannot be repeated so often');
    if (count * own.length > 1_000_000) throw new Undecided('a text is too long');
    return text(own.repeat(count), computed(args));
  },
  substr: (args) => {
    const [start, end, own] = [integerOf(args, 0), integerOf(args, 1), textOf(args, 2)];
    if (/[^\x20-\x7E\s]/.test(own)) throw new Undecided('it is cut by bytes');
    if (start < 0) return text(own.slice(0, end), computed(args));
    return text(own.slice(start, end < 0 || end > own.length ? undefined : end), computed(args));
  },
  contains: test((own, wanted) => own.includes(wanted)),
  hasPrefix: test((own, wanted) => own.startsWith(wanted)),
  hasSuffix: test((own, wanted) => own.endsWith(wanted)),
  splitList: (args) =>
    list(
      splitText(textOf(args, 1), textOf(args, 0)).map((part) => text(part, computed(args))),
      computed(args),
    ),
  split: splitMap,
  splitn: () => {
    throw new Undecided('the function splitn is not evaluated');
  },
  join: (args) => {
    const value = argument(args, 1);
    const items =
      value.kind === 'list' ? listOf(args, 1).items.filter(({ kind }) => kind !== 'nil') : [value];
    const between = textOf(args, 0);
    return ropeValue(
      items.flatMap((item, index) =>
        index === 0 ? stringOf(item) : [computedPiece(between, []), ...stringOf(item)],
      ),
    );
  },
  regexMatch: (args) =>
    bool(pattern(textOf(args, 0), '', textOf(args, 1)).test(textOf(args, 1)), computed(args)),
  regexReplaceAll: (args) =>
    text(
      textOf(args, 1).replace(
        pattern(textOf(args, 0), 'g', textOf(args, 1)),
        substituted(textOf(args, 2)),
      ),
      computed(args),
    ),
  regexReplaceAllLiteral: (args) =>
    text(
      textOf(args, 1).replace(pattern(textOf(args, 0), 'g', textOf(args, 1)), () =>
        textOf(args, 2),
      ),
      computed(args),
    ),
  regexFind: (args) =>
    text(
      pattern(textOf(args, 0), '', textOf(args, 1)).exec(textOf(args, 1))?.[0] ?? '',
      computed(args),
    ),
  regexSplit: (args) => {
    if (integerOf(args, 2) >= 0) throw new Undecided('a text is split in so many parts');
    if (/\((?!\?:)/.test(textOf(args, 0))) throw new Undecided('a regular expression is not read');
    return list(
      textOf(args, 1)
        .split(pattern(textOf(args, 0), 'g', textOf(args, 1)))
        .map((part) => text(part, computed(args))),
    );
  },
  regexQuoteMeta: plain((own) => own.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&')),
  abbrev: (args) => {
    const [width, own] = [integerOf(args, 0), textOf(args, 1)];
    return text(
      width < 4 || own.length <= width ? own : `${own.slice(0, width - 3)}...`,
      computed(args),
    );
  },
  plural: (args) => {
    const count = argument(args, 2);
    if (count.kind !== 'number') throw new Undecided('it cannot be counted');
    return text(textOf(args, count.value === 1 ? 0 : 1), computed(args));
  },
  urlParse: () => {
    throw new Undecided('the function urlParse is not evaluated');
  },
  base: plain((own) => {
    const [, end] = trimBounds(own, '/', false, true);
    return withoutEnds(own, [own.slice(0, end).lastIndexOf('/') + 1, end]) || '.';
  }),
  html: (args) => {
    throw new Undecided(unknownIn(argument(args, 0)) ?? 'the function html is not evaluated');
  },
  len: (args) => {
    const value = argument(args, 0);
    if (value.kind === 'text')
      return int(new TextEncoder().encode(textOf(args, 0)).length, computed(args));
    if (value.kind === 'list') return int(value.items.length, computed(args));
    if (value.kind === 'map') {
      if (value.open !== null) throw new Undecided(value.open);
      return int(value.entries.size, computed(args));
    }
    throw new RenderFailure(`len of type ${value.kind}`);
  },
});

/** An empty text splits in one empty part, by nothing in its letters. */
function splitText(own: string, by: string): readonly string[] {
  return by === '' ? [...own] : own.split(by);
}
