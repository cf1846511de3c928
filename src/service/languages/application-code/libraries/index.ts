import { GO } from './go';
import { JAVA } from './java';
import { JAVASCRIPT } from './javascript';
import type { Construct, Library } from './library';
import { PYTHON } from './python';

/** Every library that is known. */
export const LIBRARIES: readonly Library[] = [...JAVASCRIPT, ...PYTHON, ...GO, ...JAVA];

/** The library a name is imported from, and what the name makes there. */
export function libraryOf(
  language: Library['language'],
  module: string,
  name: string,
): { readonly library: Library; readonly construct: Construct } | undefined {
  const from = isGeneratedPrisma(module, name) ? '@prisma/client' : module;
  const library = LIBRARIES.find(
    (candidate) => candidate.language === language && candidate.modules.includes(from),
  );
  const construct = library?.constructs.find((candidate) => candidate.name === name);
  return library && construct && { library, construct };
}

/** Prisma writes its client into the project, to wherever the schema says, and projects hand it on. */
function isGeneratedPrisma(module: string, name: string): boolean {
  return name === 'PrismaClient' && /^[.@~#]|prisma|generated/i.test(module);
}
