import type { RouteFact, Touch } from '../../../contracts/fact';
import type { Span } from '../../../contracts/span';
import { countOf } from '../counts';
import type { Reach, ReachedEffect } from '../functions/reach';
import type { Grammar } from '../grammars';
import { callsIn, type Entry, type EntrySource, namesThere } from './entry';
import { entriesOfGo } from './go';
import { entriesOfJava } from './java';
import { entriesOfJavaScript } from './javascript';
import { entriesOfPython } from './python';

/** Reads where requests, messages or a clock come in. */
export function readEntries(source: EntrySource, grammar: Grammar): readonly Entry[] {
  switch (grammar) {
    case 'typescript':
    case 'tsx':
      return entriesOfJavaScript(source);
    case 'python':
      return entriesOfPython(source);
    case 'go':
      return entriesOfGo(source);
    case 'java':
      return entriesOfJava(source);
  }
}

/** More of what a handler reaches is not told. */
const MAX_TOUCHES = 12;

/** Entries as facts, with what they reach. */
export function routeFacts(
  entries: readonly Entry[],
  source: EntrySource,
  reach: Reach,
  uri: string,
): { readonly facts: readonly RouteFact[]; readonly places: ReadonlyMap<string, Span> } {
  const places = new Map<string, Span>();
  const facts = entries.map((entry, index): RouteFact => {
    const path = `/routes/${index}`;
    places.set(path, entry.at);
    const { on, verb, pattern, framework, handler, own, inThread, atOnce } = entry;
    if (atOnce) places.set(`${path}/atOnce`, atOnce.at);
    const callee =
      own || handler === null ? undefined : source.callees.named(handler, entry.at.start);
    const elsewhere = callee && !('own' in callee) ? namesThere(callee) : undefined;
    const reached = own
      ? reach.within(own)
      : handler === null
        ? []
        : reach.named(handler, entry.at.start);
    const touches = touchesOf(reached, uri);
    for (const { at } of touches) {
      const span = at.uri === uri ? reach.placeOf(at.path) : undefined;
      if (span) places.set(at.path, span);
    }
    return {
      ...{ kind: 'route', path, on, verb, pattern, framework },
      handler: {
        name: handler,
        specifier: elsewhere?.[0]?.specifier ?? null,
        from: elsewhere?.[0]?.name ?? null,
      },
      calls: own ? callsIn(own, source) : [],
      touches,
      ...(inThread && { inThread }),
      ...(atOnce && {
        atOnce: countOf(atOnce.written, source.root?.text ?? '', `${path}/atOnce`),
      }),
    };
  });
  return { facts, places };
}

function touchesOf(reached: readonly ReachedEffect[], uri: string): readonly Touch[] {
  const touches = new Map<string, Touch>();
  const of = new Map<Touch['what'], number>();
  for (const { effect, uri: there, pool, sometimes } of reached) {
    if (effect.does === 'schema' || effect.does === 'transaction') continue;
    const what = effect.does === 'query' ? 'pool' : effect.does;
    const at = { uri: there ?? uri, path: effect.path };
    const client = effect.does === 'remote' && effect.client;
    const key = JSON.stringify([what, pool, at]);
    const before = of.get(what) ?? 0;
    if (touches.has(key) || before >= MAX_TOUCHES) continue;
    of.set(what, before + 1);
    touches.set(key, {
      ...{ what, at, sometimes },
      ...(client && { client: { uri: at.uri, path: client } }),
      library: effect.does === 'remote' ? effect.what : null,
      pool: pool && { uri: pool.uri === '' ? uri : pool.uri, path: pool.path },
      timeout: effect.does === 'remote' ? effect.timeout : { state: 'absent', path: effect.path },
    });
  }
  return [...touches.values()];
}
