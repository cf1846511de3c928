import { createService } from '../src/service';
import { NEVER_CANCELLED } from '../src/service/contracts/ports';
import type { HeadroomService } from '../src/service/contracts/service';
import { memoryPorts, ROOT, uriOf } from '../test/support/memory';

/** A service over files in memory. */
export function serviceOf(files: Readonly<Record<string, string>>): HeadroomService {
  return createService(memoryPorts(new Map(Object.entries(files))));
}

/** The review of one file as a project of its own, from nothing. */
export async function review(path: string, text: string): Promise<void> {
  await serviceOf({ [path]: text }).review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
}

/** An open document; every call types one more character, at its end or `at` a place, and waits for the findings. */
export async function typist(
  path: string,
  text: string,
  at = text.length,
  others: Readonly<Record<string, string>> = {},
): Promise<() => Promise<void>> {
  const service = serviceOf({ ...others, [path]: text });
  const uri = uriOf(path);
  let version = 0;
  const type = async () => {
    version++;
    const letter = path.endsWith('.json') ? ' ' : at < text.length ? 'x' : '\n';
    const typed = text.slice(0, at) + letter.repeat(version) + text.slice(at);
    service.open({ uri, languageId: '', version, text: typed });
    await service.diagnostics(uri, NEVER_CANCELLED);
  };
  await type();
  await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
  return type;
}
