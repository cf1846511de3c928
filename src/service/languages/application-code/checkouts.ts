import type { Located } from '../../contracts/field';
import type { Span } from '../../contracts/span';
import { escapePattern } from '../../text/patterns';
import type { Declarations } from './functions/declared';
import type { Grammar } from './grammars';
import type { Handle, Handles } from './handle';
import { target } from './handles';
import { type Flow, FREE, HELD, type Leak, walkFlow } from './holds/flow';
import { occurrencesOf } from './holds/occurrences';
import { librariesOf } from './libraries';
import { FACTORY_LEASE, type Lease } from './libraries/leases';
import type { Node } from './syntax/node';
import { children } from './tree';
import { functionOf, regionOf, type Use, type Uses, usesIn } from './uses';

/** Something that pins a connection and has to be ended: a checkout, a transaction, a session, open rows. */
export interface Checkout extends Located {
  readonly kind: Lease['kind'];
  readonly use: Use;
  readonly handle: Handle;
  /** The variable that holds the connection. */
  readonly variable: string;
  /** How it is given back: `release`, `close`. */
  readonly release: string;
  /** What people write to give it back: `client.release()`, `await pool.release(connection)`. */
  readonly giveBack: string;
  /** `elsewhere`: it leaves the function, so nobody can tell from here. */
  readonly given: 'always' | 'not-always' | 'never' | 'elsewhere';
  /** The ways out on which it is still held. */
  readonly leaks: readonly Leak[];
  /** The first time it is given back; `null` where it is not, or not here. */
  readonly givenBack: Use | null;
  /** It is handed to a callback. */
  readonly byCallback: boolean;
  /** It goes back by itself when nothing refers to it any more. */
  readonly collected: boolean;
  /** The function it is held in, or the callback. */
  readonly within: Span;
  /** Whether a call runs while the connection is held. */
  isHeldAt(use: Use): boolean;
}

/** A connection that waits for messages or holds a lock is held on purpose. */
const HELD_ON_PURPOSE = /\bLISTEN\b|advisory_lock|'notification'|"notification"|GET_LOCK|COPY\b/i;

/** Names of functions that end what they are given. */
const CLOSERS = /close|release|rollback|cleanup|finish|shut|discard/i;

/** What checkouts are read from. */
export interface CheckoutSource {
  readonly uses: Uses;
  readonly handles: Handles;
  readonly text: string;
  readonly grammar: Grammar;
  readonly declarations: Declarations;
}

/** Finds what pins connections, and every way it ends. */
export function readCheckouts(source: CheckoutSource): readonly Checkout[] {
  const checkouts: Checkout[] = [];
  for (const use of source.uses.all) {
    const taken = takenBy(use, source);
    if (!taken) continue;
    const path = `/checkouts/${checkouts.length}`;
    const checkout = checkoutOf(use, taken.lease, taken.handle, path, source);
    if (checkout) checkouts.push(checkout);
  }
  return checkouts;
}

function takenBy(
  use: Use,
  { handles }: CheckoutSource,
): { readonly lease: Lease; readonly handle: Handle } | undefined {
  const handle = handles.of(use.receiver === '' ? use.method : use.receiver, use);
  if (!handle) return undefined;
  if (use.receiver === '') {
    return handle.kind === 'factory' ? { lease: FACTORY_LEASE, handle } : undefined;
  }
  // What a connection that is held already gives ends with it: its rows, its transaction.
  if (handle.kind !== 'pool') return undefined;
  const lease = librariesOf(handle.module)
    .flatMap(({ leases }) => leases ?? [])
    .find(({ take }) => take.test(use.method));
  return lease && { lease, handle };
}

function checkoutOf(
  use: Use,
  lease: Lease,
  handle: Handle,
  path: string,
  source: CheckoutSource,
): Checkout | undefined {
  const callback = callbackOf(use, lease);
  const managed = children(use.node.childForFieldName('arguments') ?? use.node).some(({ type }) =>
    /function|^func_literal$/.test(type),
  );
  const variable = callback
    ? callback.variable
    : managed
      ? undefined
      : plainTarget(use, source.text);
  if (variable === undefined || variable === '_') return undefined;
  const scope = callback ? callback.node : functionOf(use).node;
  const common = {
    ...{ at: use.methodAt, path, kind: lease.kind, use, handle, variable },
    ...{ release: lease.release, giveBack: giveBackOf(use, variable, lease) },
    ...{ byCallback: callback !== undefined, collected: lease.collected === true },
  };
  // A callback gets the connection with its first statement; its own parameters are no use of it.
  const from = callback ? (scope.childForFieldName('body') ?? scope).startIndex : use.at.end;
  const gives = usesIn(source.uses, { start: from, end: scope.endIndex }).filter((other) =>
    isGive(other.node, use, variable, lease, source),
  );
  const walked = flowOf(use, variable, lease, scope, callback, source);
  // In this style errors come as an argument, and nothing is thrown.
  const leaks = callback ? walked.leaks.filter(({ way }) => way !== 'error') : walked.leaks;
  const flow = { ...walked, leaks };
  return {
    ...common,
    givenBack: gives[0] ?? null,
    leaks: flow.leaks,
    given: fateOf(use, variable, { start: from, end: scope.endIndex }, scope, flow, gives, source),
    within: scope.span,
    isHeldAt: (other) => flow.held.has(other.node.id),
  };
}

/** The variable that takes the connection and nothing else does. */
function plainTarget(use: Use, text: string): string | undefined {
  const resource = use.result.kind === 'resource' ? use.result.names[0] : undefined;
  if (resource !== undefined) return resource;
  const variable = target(use);
  if (variable === undefined || use.result.kind !== 'variable') return undefined;
  if (/[.[]/.test(use.result.names[0] ?? '')) return undefined;
  // `self.connection = c = …`: it is kept beside the variable as well.
  return /=\s*$/.test(text.slice(0, use.result.at.start).slice(-20)) ? undefined : variable;
}

/** `pool.getConnection((error, connection) => …)`: the callback that gets the connection. */
function callbackOf(use: Use, lease: Lease) {
  if (lease.kind !== 'checkout') return undefined;
  const node = children(use.node.childForFieldName('arguments') ?? use.node).at(-1);
  if (!node || !/^(?:arrow_function|function_expression)$/.test(node.type)) return undefined;
  const list = node.childForFieldName('parameters');
  const names = list
    ? children(list).map((one) => (one.childForFieldName('pattern') ?? one).text)
    : [];
  const [error, variable, done] = names;
  return error !== undefined && variable !== undefined
    ? { node, error, variable, done }
    : undefined;
}

function flowOf(
  use: Use,
  variable: string,
  lease: Lease,
  scope: Node,
  callback: ReturnType<typeof callbackOf>,
  source: CheckoutSource,
): Flow {
  const errors = callback
    ? [callback.error]
    : use.result.kind === 'variable'
      ? use.result.names.slice(1)
      : [];
  const isDone = (call: Node) =>
    callback?.done !== undefined && call.childForFieldName('function')?.text === callback.done;
  return walkFlow(scope.childForFieldName('body') ?? scope, callback ? HELD : FREE, {
    grammar: source.grammar,
    effectOf(call) {
      if (call.id === use.node.id) return 'take';
      return isGive(call, use, variable, lease, source) || isDone(call) ? 'give' : undefined;
    },
    refine: (condition) => refined(condition, variable, errors, use, lease, scope, source.text),
    endsByLoop: (loop) =>
      lease.kind === 'rows' &&
      new RegExp(`\\b${escapePattern(variable)}\\.Next\\(`).test(headOf(loop)),
    continues(call) {
      if (!callback) return undefined;
      const last = children(call.childForFieldName('arguments') ?? call).at(-1);
      return last && /^(?:arrow_function|function_expression)$/.test(last.type) ? last : undefined;
    },
  });
}

function headOf(loop: Node): string {
  const body = loop.childForFieldName('body');
  return body ? loop.text.slice(0, body.startIndex - loop.startIndex) : '';
}

/** What a condition says about the connection. */
function refined(
  condition: Node,
  variable: string,
  errors: readonly string[],
  use: Use,
  lease: Lease,
  scope: Node,
  text: string,
): 'free-if-true' | 'free-if-false' | undefined {
  const written = condition.text.replace(/^\((.*)\)$/s, '$1').trim();
  const name = escapePattern(variable);
  if (
    new RegExp(
      `^(?:!\\s*${name}|not ${name}|${name}\\s*(?:===?|is)\\s*(?:null|undefined|nil|None))$`,
    ).test(written)
  )
    return 'free-if-true';
  if (
    new RegExp(`^(?:${name}|${name}\\s*(?:!==?|is not)\\s*(?:null|undefined|nil|None))$`).test(
      written,
    )
  )
    return 'free-if-false';
  const [, error, sign] =
    /^(\w+)\s*(?:(!=|==)\s*nil|(?:!==?\s*null))?$/.exec(written)?.slice(0) ?? [];
  if (error === undefined) return undefined;
  const before = text.slice(scope.startIndex, condition.startIndex);
  const assigned = [
    ...before.matchAll(
      new RegExp(`(?<![.\\w])${escapePattern(error)}\\b[^=\\n]{0,60}?:?=(?!=)`, 'g'),
    ),
  ].at(-1);
  const right = assigned
    ? before.slice(assigned.index + assigned[0].length).split('\n', 1)[0]
    : undefined;
  const head =
    assigned && before.slice(before.lastIndexOf('\n', assigned.index) + 1, assigned.index);
  // `rows, err = …` in both branches of an `if`: the error is about the rows, whichever branch ran.
  const isTogether = head !== undefined && new RegExp(`(?<![.\\w])${name}\\s*,`).test(head);
  const isTake =
    errors.includes(error) &&
    (right === undefined || isTogether || scope.startIndex + (assigned?.index ?? 0) < use.at.end);
  const closes =
    right !== undefined &&
    lease.endsOnError !== undefined &&
    new RegExp(`\\b${name}\\.(?:${lease.endsOnError.source.replace(/^\^|\$$/g, '')})\\(`).test(
      right,
    );
  if (!isTake && !closes) return undefined;
  return sign === '==' ? 'free-if-false' : 'free-if-true';
}

/** Whether a call ends what a variable holds: by its own method, by the pool's, by a function that does. */
function isGive(
  call: Node,
  use: Use,
  variable: string,
  lease: Lease,
  { declarations }: CheckoutSource,
): boolean {
  const callee = call.childForFieldName('function');
  const method =
    callee?.childForFieldName('property') ??
    callee?.childForFieldName('attribute') ??
    callee?.childForFieldName('field') ??
    call.childForFieldName('name') ??
    callee;
  const object = (
    callee?.childForFieldName('object') ??
    callee?.childForFieldName('operand') ??
    call.childForFieldName('object')
  )?.text.replace(/[?!]$/, '');
  const name = method?.text ?? '';
  const values = children(call.childForFieldName('arguments') ?? call).map(({ text }) => text);
  if (lease.toPool) {
    if (object === use.receiver && values[0] === variable && lease.give.test(name)) return true;
  } else if (object === variable && lease.give.test(name)) return true;
  const index = values.indexOf(variable);
  if (index < 0) return false;
  const own = object === undefined ? declarations.get(name) : undefined;
  if (own) {
    const parameter = own.parameters[index];
    return (
      parameter !== undefined &&
      new RegExp(
        `(?<![.\\w])${escapePattern(parameter)}[?!]?\\.(?:${lease.release}|Close|close|release|rollback|Rollback)\\(`,
      ).test(own.node.text)
    );
  }
  return CLOSERS.test(name);
}

function fateOf(
  use: Use,
  variable: string,
  /** Where the connection is held. */
  after: Span,
  scope: Node,
  flow: Flow,
  gives: readonly Use[],
  { text }: CheckoutSource,
): Checkout['given'] {
  if (functionOf(use).kind === 'file') return 'elsewhere';
  if (use.result.kind === 'resource') return 'always';
  const rest = { start: use.at.start, end: scope.endIndex };
  if (HELD_ON_PURPOSE.test(without(gives, text, rest.start, rest.end))) return 'elsewhere';
  const ends = new Set(gives.map(({ node }) => node.id));
  const leaves = occurrencesOf(variable, scope, after).some((occurrence) => {
    if (occurrence.kind === 'returned' || occurrence.kind === 'stored') return true;
    if (occurrence.kind !== 'argument' || ends.has(occurrence.call.id)) return false;
    // Whoever is handed it may end it, unless this function does.
    return !flow.given;
  });
  if (leaves) return 'elsewhere';
  // `with closing(…)`, or a variable that a block gives back at its end.
  if (
    new RegExp(`\\b(?:using|with)\\b[^\\n]{0,300}\\b${escapePattern(variable)}\\b`).test(
      text.slice(use.at.start, scope.endIndex),
    )
  )
    return 'always';
  if (!flow.given && flow.leaks.length > 0) return 'never';
  if (
    gives.some((give) => regionOf(give, 'catch')) &&
    flow.leaks.every(({ way }) => way === 'error')
  )
    return 'always';
  return flow.leaks.length > 0 ? 'not-always' : 'always';
}

function giveBackOf({ receiver, awaited }: Use, variable: string, lease: Lease): string {
  if (!lease.toPool)
    return `${awaited && lease.kind === 'transaction' ? 'await ' : ''}${variable}.${lease.release}()`;
  return `${awaited ? 'await ' : ''}${receiver}.${lease.release}(${variable})`;
}

/** A stretch of text without some calls in it. */
function without(calls: readonly Use[], text: string, start: number, end: number): string {
  let from = start;
  let kept = '';
  for (const { at } of calls) {
    if (at.start < from) continue;
    kept += text.slice(from, at.start);
    from = at.end;
  }
  return kept + text.slice(from, end);
}
