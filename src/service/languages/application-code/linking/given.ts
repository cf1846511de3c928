import type { Surroundings } from '../../../contracts/linking';
import { type Given, type Handle, handleFrom } from '../handles';
import type { Imports } from '../uses';

/** What a file takes from others that reaches a database or a cache, by what stands before the dot. */
export function givenTo(imports: Imports, surroundings: Surroundings): Given {
  const given = new Map<string, Handle>();
  for (const [local, { module, name }] of imports) {
    const offers = surroundings.offeredBy(module);
    for (const [offered, offer] of offers) {
      const handle = handleFrom(offer);
      for (const as of namesHere(offered, name, local)) given.set(as, handle);
    }
  }
  return given;
}

/** What an offered name is called where `local` stands for `name` of the other file. */
function namesHere(offered: string, name: string, local: string): readonly string[] {
  const plain = offered.replace(/^type |\(\)$/g, '');
  // `default` is the module as a whole: what it exports as such, or all it has.
  if (name === 'default' && plain !== 'default') return [`${local}.${offered}`];
  return plain === name ? [offered.replace(plain, local)] : [];
}
