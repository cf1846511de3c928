import type { Effect, Fact } from '../contracts/fact';
import type { ResultUse } from '../contracts/facts/code';
import {
  type Call,
  handedOnBy,
  isOverloaded,
  memberIn,
  type Offer,
  type RequestTo,
  summaryIn,
} from '../contracts/linking';
import { relativePath } from '../text/paths';
import { routeLabel } from '../text/route-label';

/** From a handler through functions of other files no further than this. */
const MAX_CALLS = 12;

/** More functions than this nobody follows for one project. */
const MAX_FUNCTIONS = 20_000;

/** Something of another file that is called for each request. */
export interface Requested {
  readonly specifier: string;
  readonly name: string;
  readonly takes?: string;
  /** The request, for people: `GET /orders`. */
  readonly label: string;
  /** What becomes of what it returns. */
  readonly result: ResultUse;
}

/** What is called for requests, by file and by its name there. */
export type Requests = ReadonlyMap<string, ReadonlyMap<string, RequestTo>>;

/** What requests are followed with. */
export interface RequestsContext {
  readonly root: string;
  targetsOf(specifier: string, from: string): readonly string[];
  offers(path: string): ReadonlyMap<string, Offer>;
  /** The ways to read what a call means, the likeliest first. */
  readings(call: Call, from: string): readonly Call[];
}

/** What the handlers of a file call for each request, by the files it calls it in. */
export function requestedBy(facts: readonly Fact[]): readonly Requested[] {
  return facts.flatMap((fact) => {
    if (fact.kind === 'typed-handler') {
      return fact.calls.map((called) => ({ ...called, label: fact.label }));
    }
    if (fact.kind !== 'route' || fact.on !== 'request') return [];
    const { verb, pattern, handler, calls } = fact;
    const label = routeLabel({ verb, pattern, handler: handler.name });
    const { specifier, from } = handler;
    const handled =
      specifier === null || from === null
        ? []
        : [{ specifier, name: from, result: 'kept' as const }];
    return [...handled, ...calls].map((called) => ({ ...called, label }));
  });
}

/** Follows requests from handlers into the functions of other files, and from those into further ones. */
export function followRequests(
  files: Iterable<readonly [path: string, requested: readonly Requested[]]>,
  context: RequestsContext,
): Requests {
  const { root, targetsOf, offers } = context;
  const byFile = new Map<string, Map<string, RequestTo>>();
  let behind = 0;
  const add = (path: string, name: string, label: string, result: ResultUse): void => {
    const names = byFile.get(path) ?? new Map<string, RequestTo>();
    byFile.set(path, names);
    const known = names.get(name);
    // One way on which nobody keeps it is enough.
    if (!known) names.set(name, { label, behind, result });
    else if (result === 'held') names.set(name, { ...known, result });
  };
  let functions = 0;
  let open: Step[] = [];
  const visited = new Set<string>();

  /** Goes on behind a function, once. */
  const enter = (offer: Offer, called: Called, way: Way, next: Step[]): void => {
    const { label, result } = way;
    const member = memberIn(offer, called.member, called.takes);
    if (member === undefined) return;
    const path = relativePath(offer.uri, root);
    const as = offer.fact.as.slice('does '.length);
    const name = member === '' || as.endsWith(`.${member}`) ? as : `${as}.${member}`;
    add(path, name, label, result);
    if (visited.has(`${path}\n${name}`) || functions >= MAX_FUNCTIONS) return;
    visited.add(`${path}\n${name}`);
    functions++;
    const summary = summaryIn(offer, as.includes('.') ? '' : called.member, called.takes);
    for (const effect of summary ?? []) {
      if (effect.does !== 'calls') continue;
      const onward = effect.result === 'returned' ? result : effect.result;
      next.push({ call: callOf(effect), from: path, label, result: onward });
    }
    const isWhole = summary !== undefined || isOverloaded(offer, called.member, called.takes);
    for (const call of isWhole ? [] : handedOnBy(offer, member, called.takes)) {
      next.push({ call, from: path, label, result });
    }
  };

  for (const [path, requested] of files) {
    for (const { specifier, name: written, takes, label, result } of requested) {
      for (const target of targetsOf(specifier, path)) {
        const there = offers(target);
        const name = nameThere(written, there);
        add(target, name, label, result);
        const dot = name.indexOf('.');
        const whole = there.get(`does ${name}`);
        const offer = whole ?? (dot < 0 ? undefined : there.get(`does ${name.slice(0, dot)}`));
        const member = dot < 0 ? '' : name.slice(dot + 1);
        if (offer) enter(offer, { member, takes }, { label, result }, open);
      }
    }
  }
  for (behind = 1; open.length > 0 && behind < MAX_CALLS; behind++) {
    const next: Step[] = [];
    for (const { call, from, label, result } of open) {
      const found = functionOf(call, from, context);
      if (found)
        enter(found.offer, { member: found.member, takes: call.takes }, { label, result }, next);
    }
    open = next;
  }
  return byFile;
}

/** `Orders.All` of `*.All`: the one type of a file that has the method; the name as it is where there is none, or two. */
function nameThere(name: string, offers: ReadonlyMap<string, Offer>): string {
  if (!name.startsWith('*.')) return name;
  const found = [...offers.keys()].filter(
    (as) => as.startsWith('does ') && as.endsWith(name.slice(1)),
  );
  return found.length === 1 && found[0] !== undefined ? found[0].slice('does '.length) : name;
}

/** What is called on an offer, and the types of what it is given. */
interface Called {
  readonly member: string;
  readonly takes: string | undefined;
}

/** A way that a request comes, and what becomes of what is returned on it. */
interface Way {
  readonly label: string;
  readonly result: ResultUse;
}

interface Step extends Way {
  readonly call: Call;
  readonly from: string;
}

/** What an effect calls, without how: the specifier, the name and the member that is called. */
function callOf({ specifier, name, member, takes }: Effect & { readonly does: 'calls' }): Call {
  return { specifier, name, member, ...(takes !== undefined && { takes }) };
}

/** The function of another file that a call means. */
function functionOf(
  call: Call,
  from: string,
  { targetsOf, offers, readings }: RequestsContext,
): { readonly offer: Offer; readonly member: string } | undefined {
  for (const { specifier, name, member } of readings(call, from)) {
    for (const target of targetsOf(specifier, from)) {
      const there = offers(target);
      const names =
        name === '*' ? onlyWith(member, there) : [`does ${name}.${member}`, `does ${name}`];
      for (const as of names) {
        const offer = there.get(as);
        if (!offer) continue;
        // A class that is made is not called by all its methods.
        if (member === '' && !summaryIn(offer, '')) continue;
        return { offer, member };
      }
    }
  }
  return undefined;
}

/** What the one type of a package does by a method that no other of its types has. */
function onlyWith(member: string, offers: ReadonlyMap<string, Offer>): readonly string[] {
  const found = [...offers.keys()].filter(
    (as) => /^does \w+\./.test(as) && as.endsWith(`.${member}`),
  );
  return found.length === 1 ? found : [];
}
