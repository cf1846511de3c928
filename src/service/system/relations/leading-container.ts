import type { FactValue } from '../../contracts/fact';
import { textOf } from '../factors';
import { knownImage, writtenImage } from '../images';

/**
 * The container that its workload is called after: the one that has its name, else the first that is no program that
 * everybody knows. What stands beside it is told by its own name alone.
 */
export function leadingContainer<
  C extends { readonly name: FactValue<string>; readonly image: FactValue<string> },
>(containers: readonly C[], workload: string): C | undefined {
  const own = containers.filter(({ image }) => {
    const written = writtenImage(image);
    return written === null || knownImage(written) === undefined;
  });
  return own.find(({ name }) => textOf(name) === workload) ?? own[0];
}
