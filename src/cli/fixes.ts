import { dirname } from 'node:path';
import type { FixResult, HeadroomService } from '../service/contracts/service';
import { relativePath } from '../service/text/paths';
import { printable } from './printable';
import { pathOf } from './workspace';
import { type Replacement, removeLeftovers, replaceFiles } from './writer';

/**
 * Writes fixed texts, each named on standard error as soon as it is on the disk, so that it is known
 * what was written however the run ends. What is left as it was is named with the reason.
 * @returns whether the system refused to write a file
 */
export async function writeFixes(
  service: HeadroomService,
  { texts, before, together, roots }: FixResult,
  base: string,
): Promise<boolean> {
  await removeLeftovers(new Set([...texts.keys()].map((uri) => dirname(pathOf(uri)))));
  let refused = false;
  for (const uris of groupsOf([...texts.keys()], together)) {
    const replacements = uris.map<Replacement>((uri) => ({
      path: pathOf(uri),
      before: before.get(uri) ?? null,
      text: texts.get(uri) ?? '',
    }));
    const bound = pathOf(roots.get(uris[0] ?? '') ?? base);
    const refusals = await replaceFiles(replacements, bound);
    for (const [index, uri] of uris.entries()) {
      const path = printable(relativePath(uri, base));
      const refusal = refusals[index];
      if (refusal) {
        refused ||= refusal.bySystem;
        process.stderr.write(`headroom: ${path}: not fixed: ${refusal.why}\n`);
      } else {
        service.fileChanged(uri);
        process.stderr.write(`headroom: fixed ${path}\n`);
      }
    }
  }
  return refused;
}

/** Files by those that some fix changes together; in the order of the first of each. */
function groupsOf(
  uris: readonly string[],
  together: readonly (readonly string[])[],
): readonly (readonly string[])[] {
  const groups = new Map<string, Set<string>>(uris.map((uri) => [uri, new Set([uri])]));
  for (const some of together) {
    const joined = new Set(some.flatMap((uri) => [...(groups.get(uri) ?? [])]));
    for (const uri of joined) groups.set(uri, joined);
  }
  return [...new Set(groups.values())].map((group) => [...group]);
}
