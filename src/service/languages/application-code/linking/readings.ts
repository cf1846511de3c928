import type { Call } from '../../../contracts/linking';
import type { Grammar } from '../grammars';
import { submodule } from './python-mentions';

/** The ways to read what an import means: a name of a file, or of a file that is itself the name. */
export function readingsOf(call: Call, grammar: Grammar): readonly Call[] {
  const { specifier, name, member } = call;
  if (name === 'default' && member !== '') {
    return [{ specifier, name: member, member: '' }, call];
  }
  return grammar === 'python' && member !== ''
    ? [call, { specifier: submodule(specifier, name), name: member, member: '' }]
    : [call];
}
