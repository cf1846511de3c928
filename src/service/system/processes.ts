import type {
  CommandLine,
  ImageFact,
  ProcessSettingsFact,
  ProgramFact,
  ThreadsFact,
} from '../contracts/fact';
import type { Place } from '../contracts/finding';
import type {
  Container,
  FactEntry,
  Factor,
  ProcessNode,
  ProcessStop,
  WorkloadRole,
} from '../contracts/system';
import { isIn } from '../text/paths';
import { areExclusive } from './branches';
import type { SystemContext } from './context';
import { factor, textOf, unknownFactor } from './factors';
import { goMain } from './go-builds';
import { idOf, moduleOf } from './identifiers';
import { type Launch, launchesOf, launchesOfShell } from './launches';
import { endedShell, startedByPackage, stepsOfScript, withinPackage } from './package-scripts';
import { packageOfProgram } from './program-packages';
import { isLongLived, readProgram } from './programs';
import { optionOf } from './programs/options';
import { loadedBy } from './relations/entry-files';
import { boundNumber, type Variables } from './variables';

/** What the processes of a container are read from. */
export interface ContainerStart {
  readonly entrypoint: CommandLine | null;
  readonly command: CommandLine | null;
  readonly uriOf: (line: CommandLine) => string;
  readonly variables: Variables;
  /** The folder of its code; `null` where that is not known. */
  readonly folder: string | null;
  readonly limited: boolean;
  /** Its image, where a Dockerfile of the project makes it. */
  readonly image: FactEntry<ImageFact> | null;
  readonly at: Place;
  readonly context: SystemContext;
  readonly owner: string;
}

/**
 * The command of a container: what is written for it, else what its image has. An entrypoint of its own takes the
 * image's command away too, in Kubernetes as in Docker and ECS (kubernetes.io, "Define a Command and Arguments").
 */
export function commandOver(
  image: FactEntry<ImageFact> | null,
  { entrypoint, command }: Pick<ContainerStart, 'entrypoint' | 'command'>,
  uri: string,
): Pick<ContainerStart, 'entrypoint' | 'command' | 'uriOf'> {
  return {
    entrypoint: entrypoint ?? image?.fact.entrypoint ?? null,
    command: command ?? (entrypoint ? null : (image?.fact.command ?? null)),
    uriOf: (line) => (line === entrypoint || line === command ? uri : (image?.uri ?? uri)),
  };
}

/** The processes a container runs, through entry scripts, wrappers and process managers. */
export function processesOf(start: ContainerStart): readonly ProcessNode[] {
  const { context, folder, uriOf, variables, owner } = start;
  const launches = launchesOf(start.entrypoint, start.command, uriOf, variables, {
    scriptOf: (word) => {
      const own = copiedAs(word, start.image?.fact ?? null) ?? word;
      return context.scriptIn(folder, own) ?? context.scriptIn(null, own);
    },
  }).flatMap((launch) => managed(launch, start));
  const made = launches.map((launch, index): ProcessNode => {
    const reading = readProgram({
      launch,
      settings: (program) => {
        const found = context.settingsIn(folder, program);
        return KEEPS_ENVIRONMENTS.has(program) ? found : inForce(found, launch);
      },
      environment: context.environment,
      threads: (server) => threadsIn(context, folder, server, variables),
      queues: (library) => context.queuesIn(folder, library),
      forks: (entry) => forksIn(context, folder, entry),
      limited: start.limited,
    });
    const entry = reading.entry ?? builtOf(launch, start);
    return {
      id: idOf('process', owner, reading.program, String(index)),
      kind: 'process',
      program: reading.program,
      work: reading.work,
      count: isOfGo({ ...reading, entry }, launch, start)
        ? { ...reading.count, ...PROGRAM_OF_GO }
        : reading.count,
      concurrency: reading.concurrency,
      model: reading.model,
      signals: launch.swallowedBy
        ? { reach: 'no', ...launch.swallowedBy }
        : { reach: 'yes', at: null, why: '' },
      drain: reading.drain ?? null,
      ...(launch.stop && { stop: launch.stop }),
      keepAlive: reading.keepAlive ?? null,
      requestTimeout: reading.requestTimeout ?? null,
      task: reading.task ?? null,
      words: launch.words.map(({ text }) => text),
      entry,
      ...within(launch, entry, start),
      at: launch.at,
      before: launch.before.flatMap((step) => stepsOfScript(step, context, folder)),
    };
  });
  if (made.length === 0) {
    const why = 'what it starts is not seen, and taken for one process';
    return [unseenProcess(owner, start.at, why)];
  }
  const read = made.map((process, index): ProcessNode => {
    if (made.length > MAX_BRANCHES) return process;
    const insteadOf = made.flatMap(({ id }, other) => {
      const [own, its] = [launches[index], launches[other]];
      return own && its && own !== its && areExclusive(own, its) ? [id] : [];
    });
    return insteadOf.length === 0 ? process : { ...process, insteadOf };
  });
  const living = read.filter(isLongLived);
  // A script goes on behind what nobody knows: that was a step, such as a tool that waits for a port.
  const staying = living.filter(
    (process) => process.work !== 'unknown' || !launches[read.indexOf(process)]?.isPassed,
  );
  return [staying, living].find(({ length }) => length > 0) ?? read;
}

/** The package of a workspace that a program is of: by the script it is started by, or by where it stands in its image. */
function within(
  launch: Launch,
  entry: string | null,
  { context, folder, image }: ContainerStart,
): Pick<ProcessNode, 'within'> {
  if (launch.within !== undefined) return { within: launch.within };
  const named = withinPackage(launch, context, folder);
  if (named.within !== undefined || folder === null) return named;
  const stages = image ? context.imagesOf(image.file).map(({ fact }) => fact) : [];
  const found = packageOfProgram(entry ?? '', image?.fact ?? null, stages, folder, context);
  return found === undefined ? {} : { within: found };
}

/** Nobody writes a script of more programs of which one runs; each is held against each. */
const MAX_BRANCHES = 100;

/** The file that an image has under another name: `COPY docker/start.sh /usr/local/bin/start`. */
function copiedAs(word: string, image: ImageFact | null): string | undefined {
  const paths = word.includes('/') ? [word] : SEARCHED.map((folder) => `${folder}/${word}`);
  const found = image?.copies.findLast(({ stage, to }) => stage === null && paths.includes(to));
  return found?.from;
}

/** The folders of an image in which a program without a path is looked for. */
const SEARCHED = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/** The file of Go that the program of a launch is built of in its image. */
function builtOf({ words }: Launch, { image, context }: ContainerStart): string | null {
  const program = words[0]?.text;
  if (program === undefined || !image) return null;
  return (
    goMain(
      program,
      context.imagesOf(image.file).map(({ fact }) => fact),
    ) ?? null
  );
}

const PROGRAM_OF_GO = { origin: 'derived', why: 'a program of Go is one process' } as const;

/** Whether a program that no table knows begins with a file of Go. */
function isOfGo(
  { entry, count }: Pick<ProcessNode, 'entry' | 'count'>,
  { words }: Launch,
  { folder, context }: ContainerStart,
): boolean {
  if (count.origin !== 'assumed' || folder === null) return false;
  const begun = { entry, words: words.map(({ text }) => text) };
  return [...(loadedBy(begun, folder, context) ?? [])].some((file) => file.endsWith('.go'));
}

/** The file that the command names; of files for one environment the one it is started in. */
function inForce<E extends FactEntry<ProcessSettingsFact>>(
  all: readonly E[],
  { words, variables }: Launch,
): readonly E[] {
  const named = all.filter(({ file }) =>
    words.some(({ text }) => {
      const path = text.replace(/^(?:-[A-Za-z]|--[\w-]+=)?(?:file:|\.?\/)*/, '');
      return (
        /\.\w+$/.test(path) &&
        (file === path || file.endsWith(`/${path}`) || path.endsWith(`/${file}`))
      );
    }),
  );
  if (named.length > 0) return named;
  const set = variables.get('RAILS_ENV') ?? variables.get('RACK_ENV');
  const environment = set?.state === 'known' ? set.value : 'production';
  const own = all.filter(({ fact, file }) => environmentOf(fact, file) === environment);
  return own.length > 0 ? own : all.filter(({ fact, file }) => environmentOf(fact, file) === null);
}

/** Programs whose settings say themselves which environment they hold for, and which read them so. */
const KEEPS_ENVIRONMENTS: ReadonlySet<string> = new Set(['spring', 'horizon']);

/** `config/puma/production.rb` holds for one environment. */
function environmentOf({ environment }: ProcessSettingsFact, file: string): string | null {
  return environment ?? /(?:^|\/)config\/puma\/([\w-]+)\.rb$/.exec(file)?.[1] ?? null;
}

/** The threads that the settings of a server in the program's code say, where one file does. */
function threadsIn(
  context: SystemContext,
  folder: string | null,
  server: ThreadsFact['server'],
  variables: Variables,
): Factor | undefined {
  if (folder === null) return undefined;
  const [only, ...others] = context
    .of('threads')
    .filter(({ file, fact }) => fact.server === server && isIn(file, folder));
  if (!only || others.length > 0) return undefined;
  const { max } = only.fact;
  return max.state === 'absent' ? undefined : boundNumber('threads', max, only.uri, variables);
}

/** The file that a program begins with, where it starts processes: `dist/server.js` is `src/server.ts`. */
function forksIn(context: SystemContext, folder: string | null, entry: string) {
  if (folder === null) return undefined;
  const begun = moduleOf(entry);
  return context
    .of('forks')
    .find(
      ({ file }) =>
        isIn(file, folder) &&
        moduleOf(folder === '' ? file : file.slice(folder.length + 1)) === begun,
    );
}

/** A program that nobody here writes down: taken for one process, which is said. */
export function unseenProcess(owner: string, at: Place, why: string): ProcessNode {
  return {
    id: idOf('process', owner, 'unseen'),
    kind: 'process',
    program: 'a program that is not seen',
    work: 'unknown',
    count: { name: 'processes', value: 1, origin: 'assumed', at: null, why },
    concurrency: null,
    model: 'a program that is not known',
    signals: { reach: 'unknown', at: null, why: '' },
    drain: null,
    keepAlive: null,
    requestTimeout: null,
    task: null,
    words: [],
    entry: null,
    at,
    before: [],
  };
}

/** Scripts of a package that start one another are followed no further than this. */
const MAX_SCRIPTS = 4;

/** What a process manager starts by its own settings: supervisord's programs, pm2's and a Procfile's. */
function managed(launch: Launch, start: ContainerStart, depth = 0): readonly Launch[] {
  const { context, folder, variables } = start;
  const [first] = launch.words;
  const name = first ? first.text.slice(first.text.lastIndexOf('/') + 1) : '';
  const script = startedByPackage(launch, context, folder);
  if (script && depth < MAX_SCRIPTS) {
    const started = launchesOfShell(script.text, launch, {
      scriptOf: (word) => context.scriptIn(folder, word),
    });
    if (started.length === 0) return [launch];
    const { within: inner } = { ...launch, ...withinPackage(launch, context, folder) };
    return started.flatMap((each) =>
      managed(
        {
          ...each,
          swallowedBy:
            each.swallowedBy ?? endedShell(script, launch, textOf(start.image?.fact.base) ?? null),
          ...(inner !== undefined && { within: inner }),
        },
        start,
        depth + 1,
      ),
    );
  }
  if (/^pm2(?:-runtime|-docker)?$/.test(name)) return appsOfPm2(launch, context, folder);
  if (name !== 'supervisord') return [launch];
  const programs = settingsOfSupervisord(launch, start).flatMap(({ uri, fact }) =>
    fact.programs.map((program) => ({ uri, program })),
  );
  const started = programs.flatMap(({ uri, program }): readonly Launch[] => {
    const { command } = program;
    if (!command) return [];
    const words = launchesOf(null, command, () => uri, variables, {
      scriptOf: (word) => context.scriptIn(folder, word),
    });
    const copies = program.count.state === 'known' ? Number(program.count.value) : 1;
    return words.flatMap((each) =>
      Array.from({ length: Math.min(Math.max(copies, 1), 64) }, () => ({
        ...each,
        swallowedBy: null,
        stop: stopOf(program, uri),
      })),
    );
  });
  return started.length > 0 ? started : [launch];
}

/** The settings that supervisord is given: those the image has where the command names them, else all that are there. */
function settingsOfSupervisord(
  { words }: Launch,
  { context, folder, image }: ContainerStart,
): readonly FactEntry<ProcessSettingsFact>[] {
  const all = context.settingsIn(folder, 'supervisord');
  const named = optionOf(words, '-c', '--configuration')?.text ?? '/etc/supervisord.conf';
  const copied = copiedAs(named, image?.fact ?? null);
  if (copied === undefined) return all;
  const own = all.filter(({ file }) => file === copied || file.endsWith(`/${copied}`));
  // What starts nothing by itself takes other files in.
  return own.some(({ fact }) => fact.programs.length > 0) ? own : all;
}

/** Seconds that supervisord waits for the end of a program, where nothing is written. */
const STOP_WAIT = 10;

/** How supervisord stops a program. */
function stopOf({ settings, path }: ProgramFact, uri: string): ProcessStop {
  const { stopwaitsecs: wait, stopsignal: signal } = settings;
  const name = 'stopwaitsecs';
  const seconds = wait?.state === 'known' ? Number(wait.value) : Number.NaN;
  return {
    wait: Number.isFinite(seconds)
      ? factor(name, seconds, { uri, path: wait?.path ?? path })
      : wait && wait.state !== 'absent'
        ? unknownFactor(name, 'what it holds is not known', { uri, path: wait.path })
        : factor(name, STOP_WAIT, null, 'defaulted'),
    signal:
      signal?.state === 'known'
        ? { name: String(signal.value).replace(/^SIG/, ''), at: { uri, path: signal.path } }
        : null,
  };
}

/** Each application that a settings file of pm2 starts, by its script. */
function appsOfPm2(
  launch: Launch,
  context: SystemContext,
  folder: string | null,
): readonly Launch[] {
  const [first] = launch.words;
  const { text: only } = optionOf(launch.words, '--only') ?? {};
  const started = inForce(context.settingsIn(folder, 'pm2'), launch)
    .filter(({ file }) =>
      launch.words.some(({ text }) => file.endsWith(text.replace(/^\.?\//, ''))),
    )
    .flatMap(({ uri, fact }) => fact.programs.map((program) => ({ uri, program })))
    .filter(({ program }) => only === undefined || only.split(',').includes(program.name));
  const launches = started.flatMap(({ uri, program: { command } }): readonly Launch[] => {
    const script = command?.words?.find((word) => /\.[cm]?[jt]s$/.test(word));
    if (!first || script === undefined) return [];
    const entry = { text: script, at: { uri, path: command?.path ?? '' }, why: null };
    return [{ ...launch, words: [first, ...launch.words.slice(1), entry] }];
  });
  return launches.length === started.length && launches.length > 0 ? launches : [launch];
}

/** What a workload is there for, by what its containers run. */
export function roleOf(
  containers: readonly Container[],
  resource: string,
  isRouted: boolean,
): WorkloadRole {
  const main = containers.filter(({ role }) => role === 'main');
  const [first] = main;
  if (resource === 'Job' || resource === 'CronJob') return 'job';
  if (first && main.every(({ known }) => known !== null)) return first.known?.role ?? 'service';
  const processes = main.flatMap((container) => container.processes);
  if (processes.length > 0 && processes.every(({ work }) => work === 'once')) return 'job';
  if (processes.length > 0 && processes.every(({ work }) => work === 'schedule'))
    return 'scheduler';
  if (processes.some(({ work }) => work === 'requests') || isRouted) return 'service';
  if (processes.some(({ work }) => work === 'tasks')) return 'worker';
  return 'service';
}
