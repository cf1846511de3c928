import type { FactValue } from '../../contracts/fact';
import type { Container, Variable } from '../../contracts/system';
import type { Boot } from '../boot';
import type { SystemContext } from '../context';
import { knownByName } from '../images';
import { stackVariables } from './stacks';

/**
 * The pooler that each machine of a group runs beside its programs: a unit of that name, set up by the file of the
 * repository that the machine's script takes. Where the script fills in the address of the server, it leads there.
 */
export function machinePoolers(
  boot: Boot | null,
  at: Container['at'],
  stack: string,
  context: Pick<SystemContext, 'of'>,
): readonly Container[] {
  const unit = boot?.units.find((name) => name === 'pgbouncer');
  const known = unit === undefined ? undefined : knownByName(unit);
  if (!boot || !known || unit === undefined) return [];
  const files = context
    .of('server-settings')
    .filter(({ fact }) => fact.program === 'pgbouncer')
    .map(({ file }) => file);
  const taken = files.flatMap((file) => {
    const step = boot.steps.find(({ words }) => words.some((word) => isOf(word, file)));
    return step ? [{ file, step }] : [];
  });
  const variables = new Map<string, Variable>();
  for (const { step } of taken) {
    const reference = step.words.find((word) => word.includes('${'));
    if (reference === undefined) continue;
    const why = 'the script of the machine fills it in';
    const value: FactValue<string> = {
      ...{ state: 'unknown', why, path: step.at.path },
      expression: reference,
    };
    for (const [name, variable] of stackVariables(step.at.uri, { DB_HOST: value }, stack)) {
      variables.set(name, variable);
    }
  }
  return [
    {
      name: unit,
      role: 'sidecar',
      image: null,
      known,
      at: taken[0]?.step.at ?? at,
      variables,
      open: null,
      command: null,
      entrypoint: null,
      processes: [],
      probes: [],
      probesKnown: false,
      imageCheck: null,
      memory: null,
      cpu: null,
      requests: false,
      preStop: null,
      code: null,
      runtime: null,
      mounts: taken.map(({ file }) => ({
        source: file,
        target: '/etc/pgbouncer/pgbouncer.ini',
        kept: null,
      })),
      mountsKnown: false,
    },
  ];
}

/** Whether a word of a command names a file of the repository, wherever that was put. */
function isOf(word: string, file: string): boolean {
  return word === file || word.endsWith(`/${file}`);
}
