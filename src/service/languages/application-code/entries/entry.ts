import type { RouteFact } from '../../../contracts/fact';
import type { Span } from '../../../contracts/span';
import { escapePattern } from '../../../text/patterns';
import type { Callees } from '../functions/callee';
import type { Declarations } from '../functions/declared';
import { isScheduled } from '../functions/effects';
import { resultUseOf } from '../holds/result-use';
import { submodule } from '../linking/python-mentions';
import type { Node } from '../syntax/node';
import { children, unquoted } from '../tree';
import { type Uses, usesIn } from '../uses';
import type { AtOnce } from './at-once';

/** A place where requests, messages or a clock come in, as its file shows it. */
export interface Entry {
  readonly on: RouteFact['on'];
  readonly verb: string | null;
  readonly pattern: string | null;
  readonly framework: string;
  /** The name of what handles it, as it is handed over: `orders.list`; `null` for one without. */
  readonly handler: string | null;
  /** The function of this file that handles it. */
  readonly own: Span | null;
  /** It is no coroutine, and its framework runs it in a thread. */
  readonly inThread?: true;
  /** How many of them one process works on at once; left out where nobody says so. */
  readonly atOnce?: AtOnce;
  /** The middleware it passes first, as it is handed over. */
  readonly at: Span;
}

/** What entries are read from. */
export interface EntrySource {
  readonly root: Node | null;
  readonly path: string;
  readonly uses: Uses;
  readonly declarations: Declarations;
  readonly callees: Callees;
}

/** A function that is handed over: inline, by name, wrapped by another call. */
export function handlerIn(
  node: Node | undefined,
  { callees, declarations }: Pick<EntrySource, 'callees' | 'declarations'>,
): Pick<Entry, 'handler' | 'own'> | undefined {
  if (!node) return undefined;
  if (/function|^lambda$|^func_literal$|^arrow/.test(node.type)) {
    return { handler: null, own: node.span };
  }
  if (/^(?:identifier|member_expression|attribute|selector_expression)$/.test(node.type)) {
    const written = node.text.replace(/\s+/g, '');
    const callee = callees.named(written, node.startIndex);
    const own =
      callee && 'own' in callee ? (declarations.get(callee.own)?.node.span ?? null) : null;
    return { handler: written, own };
  }
  if (/^array$/.test(node.type)) {
    const [first] = children(node);
    const last = children(node).at(-1);
    // `[Controller::class, 'method']` of other shapes is left alone.
    return first && last ? handlerIn(last, { callees, declarations }) : undefined;
  }
  if (!/^(?:call|call_expression)$/.test(node.type)) return undefined;
  const callee = node.childForFieldName('function');
  // `Prices.as_view()`, `orders.list.bind(orders)`.
  const bound = callee?.childForFieldName('attribute') ?? callee?.childForFieldName('property');
  const object = callee?.childForFieldName('object');
  if (bound && object && /^(?:as_view|bind)$/.test(bound.text)) {
    return { handler: object.text, own: null };
  }
  const last = children(node.childForFieldName('arguments') ?? node)
    .filter(({ type }) => type !== 'keyword_argument')
    .at(-1);
  if (callee && isMade(callee, last, { callees, declarations })) {
    return handlerIn(callee, { callees, declarations });
  }
  return handlerIn(last, { callees, declarations });
}

/**
 * Whether a call makes the handler, as `s.handleLive()` and `liveness(pool)` do, and does not wrap one,
 * as `asyncHandler(list)` does: it is given nothing, or is a function of this file that holds another and
 * does not call what it is given.
 */
function isMade(
  callee: Node,
  last: Node | undefined,
  { callees, declarations }: Pick<EntrySource, 'callees' | 'declarations'>,
): boolean {
  if (!last) return true;
  const known = callees.named(callee.text.replace(/\s+/g, ''), callee.startIndex);
  const maker = known && 'own' in known ? declarations.get(known.own) : undefined;
  if (!maker) return false;
  const body = maker.node.childForFieldName('body')?.text ?? '';
  const calls = maker.parameters.some((name) =>
    new RegExp(`(?<![\\w.])${escapePattern(name)}\\s*\\(`).test(body),
  );
  return !calls && /\bfunc\s*\(|=>|\bfunction\b|\bdef\s|\blambda\b/.test(body);
}

/** The text of a string, with the placeholders of a template. */
export function stringOf(node: Node | undefined): string | null {
  return node && /string/.test(node.type) ? unquoted(node) : null;
}

/** A path below a prefix. */
export function joinPaths(prefix: string, path: string): string {
  const joined = `/${prefix}/${path}`.replace(/\/{2,}/g, '/');
  return joined.length > 1 ? joined.replace(/\/$/, '') : joined;
}

/** What a name of another file is called there, the likeliest first: `list`, `OrderController.list`. */
export function namesThere({
  specifier,
  name,
  member,
  takes,
}: {
  readonly specifier: string;
  readonly name: string;
  readonly member: string;
  readonly takes?: string;
}): readonly { readonly specifier: string; readonly name: string; readonly takes?: string }[] {
  if (member === '') return [{ specifier, name }];
  if (name === 'default') return [{ specifier, name: member }];
  const own = { specifier, name: `${name}.${member}`, ...(takes !== undefined && { takes }) };
  // `from shop import views`: a name of a package of Python may be a module of its own.
  return /^[a-z_]\w*$/.test(name) && /^[\w.]+$/.test(specifier)
    ? [{ specifier: submodule(specifier, name), name: member }, own]
    : [own];
}

const CONSTRUCTORS: readonly string[] = ['constructor', '__init__'];

/** What a handler calls in other files, each once. */
export function callsIn(own: Span, { uses, callees }: EntrySource): RouteFact['calls'] {
  const found = new Map<string, RouteFact['calls'][number]>();
  for (const use of usesIn(uses, own)) {
    const callee = callees.of(use);
    if (!callee || 'own' in callee || isScheduled(use, own)) continue;
    // Who makes an object runs its constructor, and not all that it can do.
    const isMade = callee.member === '' && /^[A-Z]/.test(callee.name);
    const names = isMade
      ? CONSTRUCTORS.map((name) => ({ ...callee, name: `${callee.name}.${name}` }))
      : namesThere(callee);
    const told = resultUseOf(use, uses, undefined);
    for (const { specifier, name, takes } of names) {
      const key = `${specifier}\n${name}\n${takes}`;
      const result = found.get(key)?.result === 'held' ? 'held' : told;
      found.set(key, { specifier, name, ...(takes !== undefined && { takes }), result });
    }
  }
  return [...found.values()];
}
