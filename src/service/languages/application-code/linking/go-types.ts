import type { Mentions } from '../../../contracts/linking';

/** Longer signatures and interfaces are left alone. */
const MAX_SIGNATURE = 800;
const MAX_INTERFACE = 20_000;

const METHOD =
  /^func[ \t]{0,8}\([ \t]{0,8}(?:\w{1,80}[ \t]{1,8})?\*?(\w{1,80})(?:\[[\w, ]{0,100}\])?[ \t]{0,8}\)[ \t]{0,8}(\w{1,80})(?=\()/gm;

const INTERFACE =
  /^(?:type[ \t]{1,8}|\t)(\w{1,80})(?:\[[^\][\n]{0,200}\])?[ \t]{1,8}interface[ \t]{0,8}\{[ \t\r]*$/gm;

/** The interfaces of a file of Go and the methods of its types, told by its text alone. */
export function goTypesIn(text: string): Pick<Mentions, 'interfaces' | 'methods'> {
  const interfaces: Record<string, readonly string[]> = {};
  const methods: Record<string, string[]> = {};
  if (text.includes('interface')) {
    for (const { 1: name = '', index, 0: head } of text.matchAll(INTERFACE)) {
      const asked = askedIn(text, index + head.length);
      if (asked.length > 0) interfaces[name] = asked;
    }
  }
  for (const { 1: type = '', 2: name = '', index, 0: head } of text.matchAll(METHOD)) {
    const signature = signatureAt(text, index + head.length);
    if (signature === undefined) continue;
    const known = Object.hasOwn(methods, type) ? methods[type] : undefined;
    if (known) known.push(`${name}${signature}`);
    else methods[type] = [`${name}${signature}`];
  }
  return {
    ...(Object.keys(interfaces).length > 0 && { interfaces }),
    ...(Object.keys(methods).length > 0 && { methods }),
  };
}

/** What an interface asks for, from behind its brace; interfaces that it is put together of are left alone. */
function askedIn(text: string, from: number): readonly string[] {
  const asked: string[] = [];
  const end = Math.min(text.length, from + MAX_INTERFACE);
  for (let at = from; at < end; ) {
    const next = text.indexOf('\n', at + 1);
    const line = text.slice(at, next < 0 ? end : next).trim();
    if (line.startsWith('}')) break;
    const name = /^(\w{1,80})\(/.exec(line)?.[1];
    if (name !== undefined) {
      const signature = signatureAt(text, text.indexOf('(', at));
      if (signature !== undefined) asked.push(`${name}${signature}`);
    }
    at = next < 0 ? end : next;
  }
  return asked;
}

/** The types of parameters and results, as every package that has the same types would write them. */
function signatureAt(text: string, from: number): string | undefined {
  const after = closingOf(text, from);
  if (after === undefined) return undefined;
  const given = text.slice(after, after + MAX_SIGNATURE);
  const start = /^[ \t]*/.exec(given)?.[0].length ?? 0;
  const results = given.startsWith('(', start)
    ? closingOf(text, after + start)
    : after + endOfType(given);
  if (results === undefined) return undefined;
  const written = text.slice(after, results).trim();
  const list = written.startsWith('(') ? written.slice(1, -1) : written;
  return `(${typesOf(text.slice(from + 1, after - 1))})${typesOf(list)}`;
}

/** Where one type ends that stands without parentheses: before the body, a comment or the end of its line. */
function endOfType(text: string): number {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '\n' || text.startsWith('//', at)) return at;
    // `interface{}` and `struct{}` are types; any other brace begins the body.
    if (character === '{' && depth === 0 && !/(?:interface|struct)$/.test(text.slice(0, at))) {
      return at;
    }
    if (character === '{') depth++;
    if (character === '}') depth--;
  }
  return text.length;
}

/** Where the parenthesis that opens here is closed, behind it. */
function closingOf(text: string, from: number): number | undefined {
  let depth = 0;
  for (let at = from; at < text.length && at < from + MAX_SIGNATURE; at++) {
    if (text[at] === '(') depth++;
    if (text[at] === ')') depth--;
    if (depth === 0) return at + 1;
  }
  return undefined;
}

/** `context.Context,[]Order` of `ctx context.Context, orders []model.Order`: names and packages are left out. */
function typesOf(list: string): string {
  const parts = partsOf(list.replace(/\/\/[^\n]*/g, '')).filter((part) => part !== '');
  const named = parts.some((part) => NAMED.test(part));
  let type = '';
  return parts
    .reverse()
    .map((part) => {
      // `limit, offset int`: a name without a type has that of the next.
      const own = named ? NAMED.exec(part)?.[1] : part;
      if (own !== undefined) type = own;
      return type
        .replace(/\b\w+\./g, '')
        .replace(/interface\s*\{\s*\}/g, 'any')
        .replace(/\s+/g, '');
    })
    .reverse()
    .join(',');
}

const NAMED = /^(?!(?:chan|func|map|struct|interface)\b)\w+\s+(\S[\s\S]*)$/;

/** The parts of a list between the commas that stand in no brackets. */
function partsOf(list: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < list.length; at++) {
    const character = list[at] ?? '';
    if ('([{'.includes(character)) depth++;
    if (')]}'.includes(character)) depth--;
    if (character !== ',' || depth > 0) continue;
    parts.push(list.slice(from, at).trim());
    from = at + 1;
  }
  return [...parts, list.slice(from).trim()];
}
