import type { RequestTo, Surroundings } from '../../../contracts/linking';
import { routeLabel } from '../../../text/route-label';
import type { DeclaredFunction } from '../functions/declared';
import { isScheduled } from '../functions/effects';
import { through as onward, resultUseOf } from '../holds/result-use';
import { inside, type Occasion, usesIn } from '../uses';
import type { Entry, EntrySource } from './entry';

/** Tells how often places run, with what this file's entries and other files call. */
export type OccasionAt = (
  told: Occasion,
  at: { readonly start: number; readonly end: number },
) => Occasion;

/** From a handler to the functions of its file no further than this. */
const MAX_CALLS = 4;

/** Joins what a place says of itself with the requests that come to the function around it. */
export function occasionsWith(
  entries: readonly Entry[],
  source: EntrySource,
  surroundings: Surroundings,
): OccasionAt {
  const { declarations } = source;
  const handlers = entries.filter(({ on, own }) => on === 'request' && own !== null);
  const through = new Map<string, Occasion>();
  for (const { own, ...entry } of handlers) {
    const request: RequestTo = { label: routeLabel(entry), behind: 0, result: 'kept' };
    if (own) callHelpers(own, request, source, through, MAX_CALLS);
  }
  // What a request of another file comes to calls functions of this one.
  for (const declared of declarations.all) {
    const request = requestTo(declared, source, surroundings);
    if (!request) continue;
    const helped = { ...request, behind: request.behind + 1 };
    callHelpers(declared.node.span, helped, source, through, MAX_CALLS);
  }
  return (told, at) => {
    const decorated = told.kind === 'request' && told.through === null;
    const entry = decorated && handlers.find(({ own }) => own !== null && inside(at, own));
    // What a handler says of itself lacks the prefix of its router.
    if (entry && entry.pattern !== null) return { ...told, handler: routeLabel(entry) };
    const open = told.kind === 'once' || (told.kind === 'unknown' && told.asItsFunction);
    if (!open) return told;
    const handler = handlers.find(({ own }) => own !== null && inside(at, own));
    if (handler) return requestOf(routeLabel(handler), handler.at);
    if (told.kind === 'once') return told;
    const declared = declarations.at(at.start);
    if (!declared) return told;
    const called = through.get(declared.key);
    if (called) return called;
    const request = requestTo(declared, source, surroundings);
    if (!request) return told;
    const { behind, result } = request;
    return { ...requestOf(request.label, declared.node.span), behind, result };
  };
}

/** The request of another file that comes to a function of this one. */
function requestTo(
  declared: DeclaredFunction,
  source: EntrySource,
  { requestOf }: Surroundings,
): RequestTo | undefined {
  for (const name of namesOf(declared, source)) {
    const request = requestOf(name);
    if (request) return request;
  }
  return undefined;
}

function requestOf(
  handler: string,
  handlerAt: { readonly start: number; readonly end: number },
): Occasion & { readonly kind: 'request' } {
  return { kind: 'request', handler, handlerAt, through: null };
}

function callHelpers(
  stretch: { readonly start: number; readonly end: number },
  request: RequestTo,
  source: EntrySource,
  through: Map<string, Occasion>,
  calls: number,
): void {
  const { uses, callees, declarations } = source;
  for (const use of usesIn(uses, stretch)) {
    const callee = callees.of(use);
    const called = callee && 'own' in callee ? declarations.get(callee.own) : undefined;
    if (!called || through.has(called.key) || isScheduled(use, stretch)) continue;
    const result = onward(request.result, resultUseOf(use, uses, stretch.start));
    through.set(called.key, {
      ...{ kind: 'request', handler: request.label, handlerAt: stretch, behind: request.behind },
      ...{ through: { name: called.name, at: use.methodAt }, result },
    });
    if (calls > 1) {
      callHelpers(called.node.span, { ...request, result }, source, through, calls - 1);
    }
  }
}

/** The names by which other files call a function. */
function namesOf(
  { owner, name: plain, overload }: DeclaredFunction,
  { declarations }: EntrySource,
): readonly string[] {
  const name = `${plain}${overload}`;
  const offered = declarations.exports.get(owner ?? name) ?? [];
  if (owner === null) return offered;
  // A class that is handed over as a whole is called by its methods.
  return offered.flatMap((as) => [`${as}.${name}`, as, ...(as === 'default' ? [name] : [])]);
}
