import type { HandleKind } from '../../../contracts/fact';
import { entryOf } from '../../../text/tables';
import { LIBRARIES } from './all';
import type { Construct, Library } from './library';

const BY_MODULE = new Map<string, Library[]>();
for (const library of LIBRARIES) {
  for (const module of library.modules) {
    const known = BY_MODULE.get(module);
    if (known) known.push(library);
    else BY_MODULE.set(module, [library]);
  }
}

/** The libraries that are imported by a module's name. */
export function librariesOf(module: string): readonly Library[] {
  return BY_MODULE.get(module) ?? [];
}

/** The library a name is imported from, and what the name makes there. */
export function libraryOf(
  language: Library['language'],
  module: string,
  name: string,
): { readonly library: Library; readonly construct: Construct } | undefined {
  const from = isGeneratedPrisma(module, name) ? '@prisma/client' : module;
  for (const library of librariesOf(from)) {
    if (library.language !== language) continue;
    const construct = library.constructs.find((candidate) => candidate.name === name);
    if (construct) return { library, construct };
  }
  return undefined;
}

/** What the values of a type of a module are, and of which library. */
export function typeIn(
  module: string,
  name: string,
): { readonly kind: HandleKind; readonly title: string } | undefined {
  for (const { handles, title, cache } of librariesOf(module)) {
    const kind = entryOf(handles ?? {}, name);
    if (kind) return { kind, title: kind === 'cache' ? (cache?.title ?? title) : title };
  }
  return undefined;
}

/** Whether a method of a pool hands out a connection. */
export function handsOut(module: string, method: string): boolean {
  return librariesOf(module).some(
    ({ leases, alsoHands }) =>
      alsoHands?.test(method) ||
      leases?.some(({ kind, take }) => kind !== 'rows' && take.test(method)),
  );
}

/** What users call the library of a module. */
export function titleOf(module: string): string {
  return librariesOf(module)[0]?.title ?? module.split('/').at(-1) ?? module;
}

/** Prisma writes its client into the project, to wherever the schema says, and projects hand it on. */
function isGeneratedPrisma(module: string, name: string): boolean {
  return name === 'PrismaClient' && /^[.@~#]|prisma|generated/i.test(module);
}
