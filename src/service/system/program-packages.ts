import type { ImageFact } from '../contracts/fact';
import { isIn, joinedPath, pathIn, upwards } from '../text/paths';
import type { SystemContext } from './context';
import { textOf } from './factors';

/** Paths of programs are no longer; more is not looked at. */
const MAX_PARTS = 16;

/** Folders of images that are called like this whatever they hold. */
const GENERAL = /^(?:app|code|home|opt|project|repo|src|srv|usr|var|work|workspace|www)$/;

/**
 * The package of a workspace that a program of an image is of, by the path that the program is started from there:
 * `/app/apps/api/dist/main.js`, or a folder that the image works in. `undefined` where that is the folder of the code itself.
 *
 * @param word - as the command writes it; empty for the folder that the image works in
 * @param stages - the images of the Dockerfile
 */
export function packageOfProgram(
  word: string,
  image: ImageFact | null,
  stages: readonly ImageFact[],
  folder: string,
  context: Pick<SystemContext, 'isPackage'>,
): string | undefined {
  const path = word.startsWith('/') ? word : pathIn(textOf(image?.workdir) ?? '', word);
  const isOfCode = (found: string | undefined) =>
    found !== undefined && found !== folder && isIn(found, folder) && context.isPackage(found);
  const sources = sourcesOf(path, stages, folder);
  const copied = sources.flatMap((source) => upwards(source).find(isOfCode) ?? [])[0];
  if (copied !== undefined || sources.length > 0) return copied;
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.length > MAX_PARTS) return undefined;
  for (const [start, first] of parts.entries()) {
    for (let end = parts.length; end > start; end--) {
      if (end === start + 1 && GENERAL.test(first)) continue;
      const found = joinedPath(folder, parts.slice(start, end).join('/'));
      if (isOfCode(found)) return found;
    }
  }
  return undefined;
}

/** What a path of an image can be of the folder that it is built from, as copies from there say; the likeliest first. */
function sourcesOf(path: string, stages: readonly ImageFact[], folder: string): readonly string[] {
  return stages
    .flatMap(({ copies }) => copies)
    .map(({ stage, from, to }) => ({ stage, from, to: to.replace(/\/$/, '') }))
    .filter(({ stage, from, to }) => stage === null && isIn(path, to) && !/[*?[$<]/.test(from))
    .sort((a, b) => b.to.length - a.to.length)
    .flatMap(({ from, to }) => {
      const base = joinedPath(folder, from.replace(/^\/+/, ''));
      const rest = path.slice(to.length).replace(/^\//, '');
      return (base === undefined ? undefined : joinedPath(base, rest)) ?? [];
    });
}
