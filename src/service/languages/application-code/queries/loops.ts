import { escapePattern } from '../../../text/patterns';
import type { Node } from '../syntax/node';
import { descendants, keptWith } from '../tree';
import { functionOf, inside, type Region, type Use, type Uses, usesIn } from '../uses';

/** Calls that cut a list into pieces: what follows is asked for each piece. */
const BATCHING = /^(?:chunk|partition|batched|eachSlice|in_batches)$/;

/** Calls that make a loop wait on purpose: it is paced, and not in a hurry. */
const PACES = /^(?:sleep|Sleep|setTimeout|delay|wait)$/;

/** `task.delay(id)` of Celery hands work on, and waits for nothing. */
function isPause({ method, receiver, result, awaited }: Use): boolean {
  if (!PACES.test(method)) return false;
  return method !== 'delay' || receiver === '' || awaited || result.kind === 'chained';
}

/** The loop around a call that gives it another item each time; `null` for one that runs once. */
export function loopOf(use: Use, uses: Uses, text: string): Region | null {
  const names = new Set<string>();
  const guards: string[] = [];
  for (let region: Region | null = use.region; region; region = region.around) {
    if (region.kind === 'loop') {
      // Prisma puts what is asked in the same turn of the event loop into one query.
      if (names.size > 0 && /^findUnique(?:OrThrow)?$/.test(use.method)) return null;
      const head = headOf(region);
      if (head !== undefined && isHandedOut(head.over)) continue;
      if (head === undefined || isFixed(head.over, region, text) || isStream(head.over, text))
        return null;
      const known = followed(new Set([...head.binds, ...names]), region, use);
      const changed = assignedIn(region.node).flatMap((one) => one.names);
      const changing = new Set([...known, ...changed]);
      if (guards.some((condition) => [...changing].some((name) => wordOf(name).test(condition))))
        return null;
      return (mentions(use, known) ||
        isBound(use, known, region, text) ||
        isSame(use, changed, region)) &&
        isPlain(region, use, uses, text)
        ? region
        : null;
    }
    const guard = region.kind === 'branch' ? guardOf(region, use, text) : undefined;
    if (guard !== undefined) guards.push(guard);
    if (region.kind !== 'function') continue;
    if (region.around?.kind === 'loop') for (const name of region.binds) names.add(name);
    // A function inside the loop is the loop's callback, a transaction, or runs when it likes.
    else if (!runsInTransaction(region)) return null;
  }
  return null;
}

/** Calls that run a callback in a transaction, and are over when it is. */
const IN_TRANSACTION =
  /transaction(?:al|ally)?$|^transact\w*$|^(?:execute|with|in|run|do)(?:In)?Tx$|^(?:in|with|run(?:In|With)?)Transaction\w*$/i;

/** `db.Transaction(func(tx) …)`, `executeTx(db, async (trx) => …)`, `transactionTemplate.execute(status -> …)`. */
function runsInTransaction({ node }: Region): boolean {
  const call = node.parent?.parent;
  const callee = call?.childForFieldName('function') ?? call?.childForFieldName('name');
  if (!call || !callee || node.parent?.id === callee.id) return false;
  const written = callee.text.replace(/\s+/g, '');
  const method = written.slice(written.lastIndexOf('.') + 1);
  if (IN_TRANSACTION.test(method)) return true;
  if (!method.startsWith('execute')) return false;
  const on = call.childForFieldName('object')?.text ?? written.slice(0, -method.length - 1);
  return (
    on.includes('.transaction(') || /^(?:tx|transaction)/i.test(on.slice(on.lastIndexOf('.') + 1))
  );
}

/** A counter that goes on by more than one: each turn takes a piece of the list. */
const STEPS = /^for[^{};]{1,200};[^{};]{1,200};\s{0,40}\w{1,60}\s{0,4}\+=\s{0,4}(?!1\b)/;

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
  if (index === undefined || list === undefined || STEPS.test(head)) return undefined;
  return { over: list, binds: [index] };
}

/** A generator of Python that hands out one session or connection: `async for session in get_session()` turns once. */
function isHandedOut(over: string): boolean {
  const [callee = '', ...given] = over.split('(');
  const name = callee.slice(callee.lastIndexOf('.') + 1);
  return given.length === 1 && over.endsWith(')') && HANDS_OUT.test(name);
}

const HANDS_OUT =
  /(?:session|db|database|conn|connection|uow)(?:_(?:scope|context|generator|dependency))?$/i;

/** What SQS hands out at a time: ten messages at most, each of which is worked on and acknowledged by itself. */
const MESSAGES = /(?:^|\.)Messages$|\[["']Messages["']\]$|\.get\(["']Messages["'](?:, ?\[\])?\)$/;

/** A list that is written in the code: it does not grow. Or one of pieces of a list. */
function isFixed(over: string, loop: Region, text: string): boolean {
  if (MESSAGES.test(over)) return true;
  // `[]int64(ids)` of Go is a list of another type, and no list that is written here.
  const isConverted = /^\[\]\w+\(/.test(over);
  if ((/^[[(]/.test(over) && !isConverted) || /\b(?:chunk|batch|partition)\w*\(/i.test(over))
    return true;
  // `splitRequest(…)` cuts what would be too long into pieces; `split(",")` does not.
  if (/\bsplit[A-Z]\w*\(/.test(over)) return true;
  const [, name = over] = /^Object\.(?:keys|values|entries)\((\w+)\)$/.exec(over) ?? [];
  if (/^(?:\w+\.)?[A-Z][A-Z0-9_]+$/.test(name)) return true;
  // The values of an enum of Java, and its lists that are written where they are used.
  if (
    /^[A-Z]\w*\.values\(\)$|^(?:List|Set|Stream|Arrays)\.(?:of|asList)\([^(),]*,[^()]*\)/.test(over)
  )
    return true;
  // `titles.slice(0, 3)`, `titles[:3]`: no more than that, however long the list.
  if (/\.slice\(\s*0\s*,\s*\d\s*\)$|\[0?\s*:\s*\d\]$/.test(over)) return true;
  if (isEnumeration(over, text)) return true;
  // Keyword arguments are written where the call is.
  if (/^\w*kwargs\.(?:items|keys|values)\(\)$/.test(over)) return true;
  if (!/^\w+$/.test(name) || isParameter(name, loop)) return false;
  // `[]` is filled somewhere, and grows.
  return new RegExp(
    `(?<![.\\w])${name}\\b[^=\\n]{0,60}(?<![!<>])(?::=|=)(?!=)\\s*(?:\\[(?!\\s*\\]|[^\\n\\]]*(?:\\bfor\\b|\\.\\.\\.))|\\((?=["'])|\\[(?:\\.{3})?\\]\\*?[\\w.]{1,80}\\{(?!\\s*\\})|\\[(?:\\.{3})?\\]struct\\s*\\{|\\{\\s*\\w+\\s*:)`,
  ).test(text);
}

/** A class of Python that a loop goes through: only the names of an enumeration are gone through that way. */
function isEnumeration(over: string, text: string): boolean {
  if (!/^[A-Z][a-z]\w{0,60}$/.test(over)) return false;
  return new RegExp(
    `^class ${over}\\(|^from [\\w.]{1,200} import\\b(?:[^\\n(]*|\\s*\\([^)]*)\\b${over}\\b`,
    'm',
  ).test(text);
}

/** Whether a function around a loop is given what goes by this name. */
function isParameter(name: string, loop: Region): boolean {
  for (let region = loop.around; region; region = region.around) {
    if (region.kind === 'function' && region.binds.includes(name)) return true;
  }
  return false;
}

/** A channel of Go: its items come when they come, and are no list that one query could read. */
function isStream(over: string, text: string): boolean {
  if (!/^\w{1,60}$/.test(over)) return false;
  return new RegExp(
    `(?<![.\\w])${over}\\b(?:\\s{1,4}(?:<-\\s?)?chan\\b|[^=\\n]{0,60}:?=\\s*(?:make\\(\\s*chan\\b|[\\w.]{1,80}\\.(?:Consume\\w*|Channel|Chan|Messages|Updates|Notifications|Subscribe\\w*)\\())`,
  ).test(text);
}

/** A place that gives names a value. */
interface Assigned {
  readonly start: number;
  readonly names: readonly string[];
  /** What they are given, as it is written. */
  readonly value: string;
}

const ASSIGNS = [
  ...['variable_declarator', 'assignment', 'assignment_expression', 'short_var_declaration'],
  ...[
    'assignment_statement',
    'var_spec',
    'named_expression',
    'range_clause',
    'augmented_assignment',
  ],
];

/** What a loop gives values to, in the order of the text. */
const assignedIn = keptWith((loop: Node): readonly Assigned[] =>
  descendants(loop, ASSIGNS).flatMap((node): readonly Assigned[] => {
    const left = node.childForFieldName('left') ?? node.childForFieldName('name');
    const right = node.childForFieldName('right') ?? node.childForFieldName('value');
    if (!left || !right) return [];
    const isField = /member|attribute|selector|field_access/.test(left.type);
    const names = isField ? [left.text] : (left.text.match(/[A-Za-z_$][\w$]*/g) ?? []);
    return [{ start: node.startIndex, names, value: right.text }];
  }),
);

/** The names that carry an item on: `const id = row.id`, `a, b = row`, `x := xs[i]`. */
function followed(names: Set<string>, loop: Region, use: Use): ReadonlySet<string> {
  for (const { start, names: left, value } of assignedIn(loop.node)) {
    if (start >= use.at.start) break;
    if (![...names].some((name) => wordOf(name).test(value))) continue;
    for (const name of left) names.add(name);
  }
  return names;
}

/** Goes through items to the end: no pieces, no pauses, no search that ends with what was found. */
function isPlain(loop: Region, use: Use, uses: Uses, text: string): boolean {
  const within = usesIn(uses, loop.at);
  if (within.some((one) => BATCHING.test(one.method) || isPause(one))) return false;
  const before = text.slice(loop.at.start, use.at.start);
  // What was looked up before is passed over; what a constant names is no such thing.
  for (const [passed] of before.matchAll(
    /\bif\b[^\n]{0,200}(?:\.has\(|\bin\b(?! [A-Z][A-Z0-9_]{1,80}\b)|\.includes\(|\.get\()[^\n]{0,200}\n?\s{0,100}\{?\s{0,100}(?:continue|return)\b/g,
  )) {
    if (!isOfOthers(passed, loop, text)) return false;
  }
  return (
    !isSearched(loop, use, text) && !endsWithResult(loop, use, text) && !leavesAfter(loop, use)
  );
}

/** The collection that a condition asks whether it has an item. */
const ASKED_WHETHER =
  /(?<![.\w$])(\w{1,60})\.(?:has|includes|contains\w*)\(|\bin (\w{1,60})(?![.\w$([])/g;

/**
 * Whether a condition only asks lists that this loop does not add to: which items it goes through was settled
 * before, and it asks for each of them.
 */
function isOfOthers(condition: string, { at }: Region, text: string): boolean {
  if (/\.get\(/.test(condition)) return false;
  const asked = [...condition.matchAll(ASKED_WHETHER)].map(([, on, within]) => on ?? within ?? '');
  if (asked.length === 0 || /\.(?:has|includes)\(/.test(condition.replace(ASKED_WHETHER, '')))
    return false;
  const loop = text.slice(at.start, at.end);
  return asked.every(
    (name) =>
      !new RegExp(
        `(?<![.\\w$])${name}(?:\\.(?:add|set|put|push|append|update|insert|extend|compute|delete|remove|discard)\\w{0,30}\\(|\\[[^\\]\\n]{0,100}\\]\\s{0,4}=[^=])|[(,]\\s{0,40}${name}\\s{0,40}[,)]`,
      ).test(loop),
  );
}

/** What stands between a call of Go and what is done where it failed. */
const FAILED = /^[^;]{0,200};\s{0,20}err\w{0,20}\s{0,4}!=\s{0,4}nil\s{0,20}$/;

/** `if session.get(…) is None: return name`: what the query itself says ends the loop. */
function isSearched(loop: Region, use: Use, text: string): boolean {
  const isCallback = functionOf(use).around === loop;
  for (let region: Region | null = use.region; region && region !== loop; region = region.around) {
    const { node } = region;
    if (region.kind !== 'branch') continue;
    const body = node.childForFieldName('consequence') ?? node.childForFieldName('body');
    if (!body || use.at.end > body.startIndex) continue;
    // `if _, err := tx.Exec(…); err != nil { … return }` of Go ends a loop for what went wrong.
    if (FAILED.test(text.slice(use.at.end, body.startIndex))) continue;
    // Go looks at the error that way, which ends nothing that goes well.
    const words = isCallback ? /\bbreak\b/ : /\b(?:break|return)\b(?![^\n]*\berr\b)/;
    if (words.test(body.text)) return true;
  }
  return false;
}

const LEAVES = /^(?:throw_statement|raise_statement)$/;
const LEAVES_LOOP = /^(?:throw_statement|raise_statement|return_statement|break_statement)$/;
const BLOCKS = /^(?:statement_block|block)$/;

/** `if (tooLarge) { log.save(…); throw … }`: where it runs, the loop is over. */
function leavesAfter(loop: Region, use: Use): boolean {
  const leaves = functionOf(use).around === loop ? LEAVES : LEAVES_LOOP;
  const body = loop.node.childForFieldName('body');
  for (let at = use.node.parent; at && at.id !== loop.node.id; at = at.parent) {
    if (at.id === body?.id) return false;
    if (
      !BLOCKS.test(at.type) ||
      !/^(?:if_statement|else_clause|elif_clause)$/.test(at.parent?.type ?? '')
    )
      continue;
    if (leaves.test(at.namedChildren.at(-1)?.type ?? '')) return true;
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
    // Go ends a loop for what went wrong, and nothing was looked for.
    if (/\berr\w{0,20}\s{0,4}!=\s{0,4}nil\b/.test(condition)) return false;
    const isRefused = /\(\s{0,20}!|\bnot\b|==\s{0,20}(?:null|nil|undefined)|\bis None\b/.test(
      condition,
    );
    if (!isRefused || /^[\s;}]*$/.test(answer)) return true;
    const items = followed(new Set([...loop.binds, name]), loop, use);
    return [...items].some((item) => wordOf(item).test(answer));
  });
}

/**
 * A condition as it is written by which a call runs for what is not known yet: `if (!known.has(id))`,
 * `if id not in seen`. One that says the same for every item is none.
 */
function guardOf({ node, at }: Region, use: Use, text: string): string | undefined {
  const body = node.childForFieldName('consequence') ?? node.childForFieldName('body');
  if (!body || use.at.end <= body.startIndex) return undefined;
  const condition = text.slice(at.start, body.startIndex);
  // `if value := given.get(key)` runs for what is there, and is no such thing.
  const isDenied = /!|\bnot\b|\bis None\b|\b(?:null|nil|undefined)\b/.test(condition);
  if (isDenied && /\.(?:has|get|includes|contains\w*)\(/.test(condition)) return condition;
  const guards =
    /\bnot in\b|!\s{0,20}\w{1,60}\[|(?<!!)={2,3}\s{0,20}(?:null|nil|undefined)|\berr\s{0,4}!=\s{0,4}nil|\bis None\b|!\s{0,20}(?:ok|found|exists)\b/;
  return guards.test(condition) ? condition : undefined;
}

/** Calls that only look, by their name; who asks for the first of some may take one after the other. */
const LOOKS =
  /^(?!\w*(?:First|One)(?:[A-Z]|$))(?:find|get|fetch|load|count|exists?|has|is|next|read|lookup|resolve|query)(?:[A-Z_]|$)/;

/** Nothing the call is given changes from one item to the next: it asks the same each time. */
function isSame(use: Use, changed: readonly string[], { over }: Region): boolean {
  return (
    LOOKS.test(use.method) &&
    use.arguments.length > 0 &&
    use.arguments.every(({ text }) => !text.includes('=>') && !/\(\)/.test(text)) &&
    !mentions(use, new Set(changed)) &&
    // What a loop goes through is asked for once.
    over?.includes(use.node.text) === false
  );
}

/** `statement.setLong(1, id)` of JDBC, and then `statement.executeQuery()`: what it asks for is set before. */
function isBound(use: Use, names: ReadonlySet<string>, loop: Region, text: string): boolean {
  if (!/^execute(?:Query|Update)?$/.test(use.method) || !/^\w+$/.test(use.receiver)) return false;
  const before = text.slice(loop.at.start, use.at.start);
  const sets = before.matchAll(
    new RegExp(`(?<![.\\w])${use.receiver}\\.set\\w{1,40}\\(([^;\\n]{0,300})`, 'g'),
  );
  return [...sets].some(([, given = '']) => [...names].some((name) => wordOf(name).test(given)));
}

function mentions(
  { arguments: values, receiver, at, methodAt, node }: Use,
  names: ReadonlySet<string>,
) {
  // The links of a long chain are no receiver that people would name.
  const chain = receiver === '' ? node.text.slice(0, methodAt.start - at.start) : receiver;
  return [...names].some((name) => {
    const word = wordOf(name);
    return word.test(chain) || values.some(({ text }) => word.test(text));
  });
}

function wordOf(name: string): RegExp {
  // `...user` spreads it, and is no member of that name.
  return new RegExp(`(?<![\\w$]|(?<!\\.\\.)\\.)${escapePattern(name)}\\b`);
}

/** Whether a call stands in a loop at all, asked before anything else. */
export function isInLoop(use: Use): boolean {
  for (let region: Region | null = use.region; region; region = region.around) {
    if (region.kind === 'loop') return inside(use.at, region.at);
  }
  return false;
}
