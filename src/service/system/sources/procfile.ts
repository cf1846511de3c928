import type { ProcessSettingsFact, ProgramFact } from '../../contracts/fact';
import type { Container, FactEntry, Variable, WorkloadNode } from '../../contracts/system';
import type { SystemContext } from '../context';
import { factor, factorOf, unknownFactor } from '../factors';
import { folderOf, idOf } from '../identifiers';
import { processesOf, roleOf } from '../processes';
import type { codeRelation } from '../relations/runs';
import { recreated } from '../rollouts';
import { readVariables, variablesOf } from '../variables';

/** Seconds a platform that runs Procfiles gives a process to stop (Heroku). */
const PROCFILE_GRACE = 30;
/** `TimeoutStopSec` of systemd where nothing sets it. */
const SYSTEMD_GRACE = 90;

/**
 * What a Procfile or systemd starts. Where containers run the same code as well, they are what counts:
 * a Procfile beside them is for the work on it, or for another platform.
 */
export function procfileWorkloads(
  context: SystemContext,
  code: ReturnType<typeof codeRelation>,
): readonly WorkloadNode[] {
  return context
    .of('process-settings')
    .filter(({ fact }) => fact.program === 'procfile' || fact.program === 'systemd')
    .flatMap((entry) =>
      entry.fact.programs
        // Heroku runs `release` once for each release.
        .filter(({ name, command }) => command !== null && name !== 'release')
        .map((program) => workloadOf(program, entry, context, code)),
    );
}

function workloadOf(
  program: ProgramFact,
  { uri, file, fact }: FactEntry<ProcessSettingsFact>,
  context: SystemContext,
  code: ReturnType<typeof codeRelation>,
): WorkloadNode {
  const at = { uri, path: program.path };
  const isSystemd = fact.program === 'systemd';
  // A Procfile stands at the root of what it starts; a unit may stand anywhere.
  const link = isSystemd
    ? code.fromImage({
        name: '',
        image: { state: 'absent', path: at.path },
        command: program.command,
        at,
        file,
        owner: program.name,
      }).link
    : {
        folder: folderOf(file),
        certainty: 'stated' as const,
        evidence: [{ at, says: 'the Procfile starts it' }],
      };
  const own = readVariables(uri, program.environment);
  // The platform's own settings, and files that a unit names, are no part of a repository.
  const open = isSystemd
    ? program.settings.EnvironmentFile
      ? 'an EnvironmentFile that is not here'
      : null
    : 'the settings of the platform';
  const variables = variablesOf([own], open);
  const grace = isSystemd ? SYSTEMD_GRACE : PROCFILE_GRACE;
  const count =
    program.count.state === 'known'
      ? factorOf('instances', uri, program.count, null)
      : isSystemd
        ? { ...factor('machines', 1, null, 'assumed'), why: 'it is taken to run on one machine' }
        : unknownFactor('dynos', 'how many run is set at the platform', at);
  const container: Container = {
    name: program.name,
    role: 'main',
    image: null,
    known: null,
    at,
    variables: new Map<string, Variable>(own),
    open,
    command: program.command,
    entrypoint: null,
    processes: processesOf({
      entrypoint: null,
      command: program.command,
      uriOf: () => uri,
      variables,
      folder: link?.folder ?? null,
      limited: false,
      context,
      owner: idOf('program', uri, program.path),
      at,
      // A signal goes to each process of a dyno, and of a unit.
    }).map((process) => ({ ...process, signals: { reach: 'yes' as const, at: null, why: '' } })),
    probes: [],
    probesKnown: false,
    imageCheck: null,
    memory: null,
    cpu: null,
    requests: false,
    preStop: null,
    code: link,
    runtime: null,
    mounts: [],
  };
  const isWeb = !isSystemd && program.name === 'web';
  return {
    id: idOf('workload', 'procfile', file, program.name, context.environment),
    kind: 'workload',
    name: program.name,
    role: roleOf([container], 'process', isWeb),
    tool: 'procfile',
    resource: isSystemd ? 'unit' : 'process',
    noun: isSystemd ? 'machines' : 'dynos',
    at,
    file,
    namespace: null,
    unit: folderOf(file),
    build: null,
    least: count,
    most: count,
    scaledBy: null,
    rollout: recreated(uri, program.path),
    containers: [container],
    grace: factor('grace', grace, null, 'defaulted'),
    names: [],
    routed: isWeb ? { at, says: 'a Procfile’s web process takes requests' } : null,
    dependsOn: [],
    labels: {},
    nodePorts: [],
    fact,
    complete: false,
  };
}
