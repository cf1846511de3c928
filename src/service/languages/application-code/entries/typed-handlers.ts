import type { TypedHandlerFact } from '../../../contracts/fact';
import type { Span } from '../../../contracts/span';
import { handlerOfGo } from '../readers/go';
import { inside, type Region } from '../uses';
import type { ListingView } from '../view-lists';
import { callsIn, type Entry, type EntrySource } from './entry';

/** A function that takes a request, with its name for people. */
interface Handling {
  readonly name: string;
  readonly at: Span;
}

/**
 * Functions of Go that take a request by their type and that no route of the file names, with what they call in other
 * files: whoever registers them, they run for each request.
 */
export function typedHandlers(
  entries: readonly Entry[],
  source: EntrySource,
): readonly { readonly fact: TypedHandlerFact; readonly at: Span }[] {
  const routed = new Set(entries.flatMap(({ own }) => (own ? [own.start] : [])));
  const found = new Map<number, Handling>();
  const known = new Map<Region, Handling | null>();
  for (const { region } of source.uses.all) {
    const handling = handlingAround(region, known);
    if (handling) found.set(handling.at.start, handling);
  }
  return [...found.values()]
    .filter(({ at }) => !routed.has(at.start) && !entries.some(({ own }) => own && inside(at, own)))
    .flatMap(({ name, at }) => {
      const calls = callsIn(at, source);
      if (calls.length === 0) return [];
      const fact = {
        kind: 'typed-handler',
        path: `/handlers/${name}`,
        label: name,
        calls,
      } as const;
      return [{ fact, at }];
    });
}

/** The name by which a file is told that views of others list what a serializer of it writes. */
export function listOf(serializer: string): string {
  return `${serializer}.many`;
}

/** Views of Django's REST framework that list rows, which their serializers in other files are told of. */
export function serializedLists(
  views: readonly ListingView[],
  { uses }: EntrySource,
): readonly { readonly fact: TypedHandlerFact; readonly at: Span }[] {
  return views.flatMap(({ view, serializer, at }) => {
    const binding = uses.imports.get(serializer);
    if (!binding) return [];
    const call = { specifier: binding.module, name: listOf(binding.name), result: 'kept' } as const;
    const path = `/lists/${view}`;
    const fact = { kind: 'typed-handler', path, label: `GET of ${view}`, calls: [call] } as const;
    return [{ fact, at }];
  });
}

/** The outermost function around a place that takes a request. */
function handlingAround(
  region: Region | null,
  known: Map<Region, Handling | null>,
): Handling | null {
  if (!region) return null;
  const before = known.get(region);
  if (before !== undefined) return before;
  const around = handlingAround(region.around, known);
  const own = around || region.kind !== 'function' ? undefined : handlerOfGo(region.node);
  const handling = own ? { name: nameAround(region) ?? own.handler, at: region.node.span } : around;
  known.set(region, handling);
  return handling;
}

/** The name of the nearest function that has one. */
function nameAround(from: Region): string | undefined {
  for (let region: Region | null = from; region; region = region.around) {
    if (region.kind === 'function' && region.name !== null) return region.name;
  }
  return undefined;
}
