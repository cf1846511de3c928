import { escapePattern } from '../../../text/patterns';
import { functionOf, inside, type Region, type Use, type Uses, usesIn } from '../uses';

/** Calls that cut a list into pieces: what follows is asked for each piece. */
const BATCHING = /^(?:chunk|partition|batched|eachSlice|in_batches)$/;

/** Calls that make a loop wait on purpose: it is paced, and not in a hurry. */
const PACES = /^(?:sleep|Sleep|setTimeout|delay|wait)$/;

/** The loop around a call that gives it another item each time; `null` for one that runs once. */
export function loopOf(use: Use, uses: Uses, text: string): Region | null {
  const names = new Set<string>();
  for (let region: Region | null = use.region; region; region = region.around) {
    if (region.kind === 'loop') {
      // Prisma puts what is asked in the same turn of the event loop into one query.
      if (names.size > 0 && /^findUnique(?:OrThrow)?$/.test(use.method)) return null;
      const head = headOf(region);
      if (head === undefined || isFixed(head.over, text) || isStream(head.over, text)) return null;
      const known = followed(new Set([...head.binds, ...names]), region, use, text);
      return mentions(use, known) && isPlain(region, use, uses, text) ? region : null;
    }
    if (region.kind === 'branch' && isGuard(region, use, text)) return null;
    // A function inside the loop is the loop's callback, or runs when it likes.
    if (region.kind === 'function' && region.around?.kind !== 'loop') return null;
    if (region.kind === 'function') for (const name of region.binds) names.add(name);
  }
  return null;
}

/** What a loop goes through: its items, or those an index counts. */
function headOf({ over, binds, node }: Region) {
  if (over !== null) {
    const counted = /^range\(\s*len\((.+)\)\s*\)$/.exec(over)?.[1];
    if (counted !== undefined) return { over: counted, binds };
    return /^range\(|^xrange\(/.test(over) ? undefined : { over, binds };
  }
  const head = node.text.slice(0, 300);
  const [, index, list] =
    /^for\s{0,20}\(?\s{0,20}(?:let|var|int)?\s{0,20}(\w+)\s{0,20}:?=\s{0,20}0\s{0,20};\s{0,20}\1\s{0,20}<\s{0,20}(?:len\(([\w.]+)\)|([\w.]{1,200}?)\.(?:length|size\(\)))/
      .exec(head)
      ?.flatMap((part) => (part === undefined ? [] : [part])) ?? [];
  return index === undefined || list === undefined ? undefined : { over: list, binds: [index] };
}

/** A list that is written in the code: it does not grow. Or one of pieces of a list. */
function isFixed(over: string, text: string): boolean {
  if (/^[[(]/.test(over) || /\b(?:chunk|batch)\w*\(/i.test(over)) return true;
  const [, name = over] = /^Object\.(?:keys|values|entries)\((\w+)\)$/.exec(over) ?? [];
  if (/^(?:\w+\.)?[A-Z][A-Z0-9_]+$/.test(name)) return true;
  // The values of an enum of Java.
  if (/^[A-Z]\w*\.values\(\)$/.test(over)) return true;
  if (!/^\w+$/.test(name)) return false;
  // `[]` is filled somewhere, and grows.
  return new RegExp(
    `(?<![.\\w])${name}\\b[^=\\n]{0,60}(?::=|=)\\s*(?:\\[(?!\\s*\\]|[^\\n\\]]*\\b(?:for|\\.\\.\\.))|\\((?=["'])|\\[\\]\\w+\\{|\\{\\s*\\w+\\s*:)`,
  ).test(text);
}

/** A channel of Go: its items come when they come, and are no list that one query could read. */
function isStream(over: string, text: string): boolean {
  if (!/^\w{1,60}$/.test(over)) return false;
  return new RegExp(
    `(?<![.\\w])${over}\\b(?:\\s{1,4}(?:<-\\s?)?chan\\b|[^=\\n]{0,60}:?=\\s*(?:make\\(\\s*chan\\b|[\\w.]{1,80}\\.(?:Consume\\w*|Channel|Chan|Messages|Updates|Notifications|Subscribe\\w*)\\())`,
  ).test(text);
}

/** The names that carry an item on: `const id = row.id`, `a, b = row`, `x := xs[i]`. */
function followed(names: Set<string>, loop: Region, use: Use, text: string): ReadonlySet<string> {
  const body = text.slice(loop.at.start, use.at.start);
  const assigned =
    /(?:^|[\n;{(])[ \t]{0,200}(?:(?:const|let|var|final|auto)\s{1,20})?(?:\w{1,60}(?:<[\w<>, ]{0,100}>)?\s{1,20}(?=\w{1,60}\s{0,20}=))?(\{[^{}\n]{1,200}\}|\[[^[\]\n]{1,200}\]|\(?[\w$]{1,60}(?:\s{0,20},\s{0,20}[\w$]{1,60}){0,20}\)?)\s{0,20}(?::=|=)(?![=>])\s{0,20}([^\n;]{1,300})/g;
  for (const [, left = '', right = ''] of body.matchAll(assigned)) {
    if (![...names].some((name) => wordOf(name).test(right))) continue;
    for (const name of left.match(/[A-Za-z_$][\w$]*/g) ?? []) names.add(name);
  }
  return names;
}

/** Goes through items to the end: no pieces, no pauses, no search that ends with what was found. */
function isPlain(loop: Region, use: Use, uses: Uses, text: string): boolean {
  const within = usesIn(uses, loop.at);
  if (within.some(({ method }) => BATCHING.test(method) || PACES.test(method))) return false;
  const before = text.slice(loop.at.start, use.at.start);
  // What was looked up before is passed over.
  if (
    /\bif\b[^\n]{0,200}(?:\.has\(|\bin\b|\.includes\(|\.get\()[^\n]{0,200}\n?\s{0,100}\{?\s{0,100}(?:continue|return)\b/.test(
      before,
    )
  )
    return false;
  return !isSearched(loop, use) && !endsWithResult(loop, use, text);
}

/** `if session.get(…) is None: return name`: what the query itself says ends the loop. */
function isSearched(loop: Region, use: Use): boolean {
  const isCallback = functionOf(use).around === loop;
  for (let region: Region | null = use.region; region && region !== loop; region = region.around) {
    const { node } = region;
    if (region.kind !== 'branch') continue;
    const body = node.childForFieldName('consequence') ?? node.childForFieldName('body');
    if (!body || use.at.end > body.startIndex) continue;
    // Go looks at the error that way, which ends nothing that goes well.
    const words = isCallback ? /\bbreak\b/ : /\b(?:break|return)\b(?![^\n]*\berr\b)/;
    if (words.test(body.text)) return true;
  }
  return false;
}

/** What a query finds decides whether the loop goes on: it looks for something. */
function endsWithResult(loop: Region, use: Use, text: string): boolean {
  if (use.result.kind !== 'variable') return false;
  const rest = text.slice(use.at.end, loop.at.end);
  const isCallback = functionOf(use).around === loop;
  const ends = isCallback ? 'break' : '(?:break|return)';
  return use.result.names.some((name) => {
    if (/^(?:err|error|e|_)$/.test(name)) return false;
    const ended = new RegExp(
      `\\bif\\b([^\\n]{0,200}${wordOf(name).source}[^\\n]{0,200})(?:\\n\\s{0,100}|\\{\\s{0,100}|\\)\\s{0,100}|:\\s{0,100})${ends}\\b([^\\n]{0,200})`,
    ).exec(rest);
    if (!ended) return false;
    // What is not allowed, or not there, ends a loop that would otherwise go on to its end.
    const [, condition = '', answer = ''] = ended;
    const isRefused = /\(\s{0,20}!|\bnot\b|==\s{0,20}(?:null|nil|undefined)|\bis None\b/.test(
      condition,
    );
    if (!isRefused || /^[\s;}]*$/.test(answer)) return true;
    const items = followed(new Set([...loop.binds, name]), loop, use, text);
    return [...items].some((item) => wordOf(item).test(answer));
  });
}

/** `if (!known.has(id))`, `if id not in seen`: it runs for what is not known yet. */
function isGuard({ node, at }: Region, use: Use, text: string): boolean {
  const body = node.childForFieldName('consequence') ?? node.childForFieldName('body');
  if (!body || use.at.end <= body.startIndex) return false;
  const condition = text.slice(at.start, body.startIndex);
  return /\.has\(|\bnot in\b|\.get\(|\bcontainsKey\(|\.includes\(|!\s{0,20}\w{1,60}\[|=\s{0,20}(?:null|nil|undefined)|\bis None\b|!\s{0,20}(?:ok|found|exists)\b/.test(
    condition,
  );
}

function mentions({ arguments: values, receiver }: Use, names: ReadonlySet<string>): boolean {
  return [...names].some((name) => {
    const word = wordOf(name);
    return word.test(receiver) || values.some(({ text }) => word.test(text));
  });
}

function wordOf(name: string): RegExp {
  return new RegExp(`(?<![.\\w$])${escapePattern(name)}\\b`);
}

/** Whether a call stands in a loop at all, asked before anything else. */
export function isInLoop(use: Use): boolean {
  for (let region: Region | null = use.region; region; region = region.around) {
    if (region.kind === 'loop') return inside(use.at, region.at);
  }
  return false;
}
