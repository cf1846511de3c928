import type { ProcessSettingsFact, ProgramFact } from '../../contracts/fact';
import type {
  CodeLink,
  Container,
  FactEntry,
  Factor,
  Variable,
  WorkloadNode,
} from '../../contracts/system';
import { folderOf } from '../../text/paths';
import { tableOf } from '../../text/tables';
import type { SystemContext } from '../context';
import { factor, factorOf, unknownFactor } from '../factors';
import { idOf } from '../identifiers';
import { processesOf, roleOf } from '../processes';
import type { codeRelation } from '../relations/runs';
import { recreated } from '../rollouts';
import { readVariables, variablesOf } from '../variables';
import { machinesBehind, templateInstances, unitVariables } from './machine-units';

/** Seconds a platform that runs Procfiles gives a process to stop (Heroku). */
const PROCFILE_GRACE = 30;
/** `TimeoutStopSec` of systemd where nothing sets it. */
const SYSTEMD_GRACE = 90;

/** Seconds that systemd gives a unit to stop: `30`, `5min`, `1min 30s`; `infinity` is no limit. */
function stopTimeOf({ settings }: ProgramFact, uri: string): Factor {
  const name = 'TimeoutStopSec';
  const written = settings[name] ?? settings.TimeoutSec;
  if (!written || written.state === 'absent')
    return factor(name, SYSTEMD_GRACE, null, 'defaulted', 'systemd');
  const at = { uri, path: written.path };
  if (written.state === 'unknown') return unknownFactor(name, written.why, at);
  const parts = [...String(written.value).matchAll(/(\d+(?:\.\d+)?)\s*([a-z]*)/g)];
  const seconds = parts.map(([, amount = '', unit = '']) => Number(amount) * (UNITS[unit] ?? NaN));
  const sum = seconds.reduce((total, each) => total + each, 0);
  return parts.length === 0 || Number.isNaN(sum)
    ? unknownFactor(name, `"${written.value}" is no time`, at)
    : factor(name, sum, at);
}

/** Units of time as systemd writes them (systemd.time(7)). */
const UNITS = tableOf<number>({
  ...{ '': 1, s: 1, sec: 1, second: 1, seconds: 1, ms: 0.001, msec: 0.001 },
  ...{ m: 60, min: 60, minute: 60, minutes: 60, h: 3600, hr: 3600, hour: 3600, hours: 3600 },
});

/**
 * What a Procfile or systemd starts. Where containers run the same code as well, they are what counts:
 * a Procfile beside them is for the work on it, or for another platform.
 */
export function procfileWorkloads(
  context: SystemContext,
  code: ReturnType<typeof codeRelation>,
): readonly WorkloadNode[] {
  const found = context
    .of('process-settings')
    .filter(({ fact }) => fact.program === 'procfile' || fact.program === 'systemd')
    .flatMap((entry) =>
      entry.fact.programs
        // Heroku runs `release` once for each release.
        .filter(({ name, command }) => command !== null && name !== 'release')
        .map((program) => workloadOf(program, entry, context, code)),
    );
  const answering = found.filter(answersRequests);
  const machines = machinesBehind(answering.length, context);
  const [only] = answering;
  if (!machines || !only) return found;
  const { count: most, hosts: names } = machines;
  return found.map((each) =>
    each === only
      ? { ...each, least: most, most, names, routed: each.routed ?? routedBy(most) }
      : each,
  );
}

function answersRequests({ resource, containers }: WorkloadNode): boolean {
  return (
    resource === 'unit' &&
    containers.some(({ processes }) => processes.some(({ work }) => work === 'requests'))
  );
}

function routedBy({ at, why }: Factor): WorkloadNode['routed'] {
  return at && { at, says: why ?? 'nginx sends requests to it' };
}

function workloadOf(
  program: ProgramFact,
  { uri, file, fact }: Pick<FactEntry<ProcessSettingsFact>, 'uri' | 'file' | 'fact'>,
  context: SystemContext,
  code: ReturnType<typeof codeRelation>,
): WorkloadNode {
  const at = { uri, path: program.path };
  const isSystemd = fact.program === 'systemd';
  const grace = isSystemd ? SYSTEMD_GRACE : PROCFILE_GRACE;
  const instances = isSystemd ? templateInstances(program, uri, context) : undefined;
  const count = instances
    ? instances
    : program.count.state === 'known'
      ? factorOf('instances', uri, program.count, null)
      : isSystemd
        ? { ...factor('machines', 1, null, 'assumed'), why: 'it is taken to run on one machine' }
        : unknownFactor('dynos', 'how many run is set at the platform', at);
  const container = programContainer(program, { uri, file, fact }, context, code, new Map(), null);
  const isWeb = !isSystemd && program.name === 'web';
  return {
    id: idOf('workload', 'procfile', file, program.name, context.environment),
    kind: 'workload',
    // Of a template the name before its instance.
    name: program.name.replace(/@$/, ''),
    role: roleOf([container], 'process', isWeb),
    tool: 'procfile',
    resource: isSystemd ? 'unit' : 'process',
    noun: instances ? 'instances' : isSystemd ? 'machines' : 'dynos',
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
    asked: [],
    fact,
    complete: false,
  };
}

/** What a unit or a line of a Procfile starts, on the machine that has it. */
export function programContainer(
  program: ProgramFact,
  { uri, file, fact }: Pick<FactEntry<ProcessSettingsFact>, 'uri' | 'file' | 'fact'>,
  context: SystemContext,
  code: ReturnType<typeof codeRelation>,
  /** Variables that the machine is given, over those of the program. */
  given: ReadonlyMap<string, Variable>,
  /** The code it is known to run by something else. */
  known: CodeLink | null,
): Container {
  const at = { uri, path: program.path };
  const isSystemd = fact.program === 'systemd';
  // A Procfile stands at the root of what it starts; a unit may stand anywhere.
  const link = isSystemd
    ? (known ?? codeOfUnit(program, { uri, file, fact }, context, code))
    : {
        folder: folderOf(file),
        certainty: 'stated' as const,
        evidence: [{ at, says: 'the Procfile starts it' }],
        copied: null,
      };
  const files = unitVariables(program, context);
  // systemd lays what files set over what the unit does itself (systemd.exec(5), "EnvironmentFile").
  const own = new Map([...readVariables(uri, program.environment), ...files.variables, ...given]);
  // The platform's own settings, and files that a unit names, are no part of a repository.
  const open = isSystemd ? (given.size === 0 ? files.open : null) : 'the settings of the platform';
  const variables = variablesOf([own], open);
  const before = (program.before ?? []).map((line) => ({
    words: line.words ?? [line.text],
    at: { uri, path: line.path },
    conditional: false,
  }));
  return {
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
      image: null,
      limited: false,
      context,
      owner: idOf('program', uri, program.path),
      at,
      // A signal goes to each process of a dyno, and of a unit.
    }).map((process) => ({
      ...process,
      before: [...before, ...process.before],
      signals: { reach: 'yes' as const, at: null, why: '' },
    })),
    probes: [],
    probesKnown: false,
    imageCheck: null,
    memory: null,
    cpu: null,
    requests: false,
    preStop: null,
    ...(isSystemd && { grace: stopTimeOf(program, uri) }),
    code: link,
    runtime: null,
    mounts: [],
    mountsKnown: false,
  };
}

/** The code that a unit starts; what a repository of one package starts is of that package. */
function codeOfUnit(
  program: ProgramFact,
  entry: Pick<FactEntry<ProcessSettingsFact>, 'uri' | 'file' | 'fact'>,
  context: SystemContext,
  code: ReturnType<typeof codeRelation>,
): CodeLink | null {
  const link = codeOf(program, entry, code);
  const isOnly = context.packages().length <= 1 && program.settings.WorkingDirectory !== undefined;
  return link && link.certainty === 'inferred' && isOnly ? { ...link, certainty: 'stated' } : link;
}

/** The code that a unit starts. */
export function codeOf(
  { path, name, command }: ProgramFact,
  { uri, file }: Pick<FactEntry<ProcessSettingsFact>, 'uri' | 'file' | 'fact'>,
  code: ReturnType<typeof codeRelation>,
): CodeLink | null {
  return code.fromImage({
    name: '',
    image: { state: 'absent', path },
    command,
    at: { uri, path },
    file,
    owner: name,
  }).link;
}
