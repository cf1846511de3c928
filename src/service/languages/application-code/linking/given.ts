import type { Offer, Surroundings } from '../../../contracts/linking';
import type { Grammar } from '../grammars';
import type { Given, Handle } from '../handle';
import { handleFrom } from '../handles';
import type { Imports } from '../uses';
import { OWN_PACKAGE } from './go';
import { submodule } from './python-mentions';

/** What a file takes from others that reaches a database or a cache, by what stands before the dot. */
export function givenTo(imports: Imports, grammar: Grammar, surroundings: Surroundings): Given {
  const given = new Map<string, Handle>();
  const take = (specifier: string, name: string, local: string) => {
    for (const [offered, offer] of surroundings.offeredBy(specifier)) {
      const as = nameHere(offered, name, local);
      if (as !== undefined && isHeld(offer)) given.set(as, handleFrom(offer));
    }
  };
  for (const [local, { module, name }] of imports) {
    take(module, name, local);
    if (grammar === 'python' && name !== 'default') take(submodule(module, name), 'default', local);
  }
  if (grammar !== 'go') return given;
  // What the files of a package declare is known in each by its own name.
  for (const [offered, offer] of surroundings.offeredBy(OWN_PACKAGE)) {
    if (isHeld(offer)) given.set(offered, handleFrom(offer));
  }
  return given;
}

/** What an offered name is called where `local` stands for `name` of the other file. */
function nameHere(offered: string, name: string, local: string): string | undefined {
  const [, kind = '', plain = '', call = ''] = /^(\w+ )?([^()]*)(\(\))?$/.exec(offered) ?? [];
  // `default` is the module as a whole: what it exports as such, or all it has.
  if (name === 'default' && plain !== 'default') return `${kind}${local}.${plain}${call}`;
  return plain === name ? `${kind}${local}${call}` : undefined;
}

/** Whether an offer is something a name holds: what functions do and what settings are is asked apart. */
function isHeld({ fact }: Offer): boolean {
  return !/^(?:function|value|relations)$/.test(fact.holds);
}
