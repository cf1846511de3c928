import type { Place } from '../../contracts/finding';
import type { StartStep, System, WorkloadNode, WorkloadTest } from '../../contracts/system';

/** A job of a cron table that each machine of a group has. */
export interface MachineJob {
  readonly workload: WorkloadNode;
  /** The task of the project that it runs: `manage.py send_digests`. */
  readonly task: string;
  readonly at: Place;
  /** Where the machine takes the table. */
  readonly taken: Place;
}

/** The jobs of cron tables that the script of a group's machines puts on each of them. */
export function machineJobs(system: System): readonly MachineJob[] {
  return system.workloadsWhere(TAKES_TABLE).flatMap((workload) =>
    system.of('process-settings').flatMap(({ uri, file, fact }): readonly MachineJob[] => {
      if (fact.program !== 'cron') return [];
      const step = stepsOf(workload).find((each) => installs(each, file));
      if (!step) return [];
      return fact.programs.flatMap(({ path, command }): readonly MachineJob[] => {
        const task = taskIn(command?.text ?? '');
        return task === undefined ? [] : [{ workload, task, at: { uri, path }, taken: step.at }];
      });
    }),
  );
}

const TAKES_TABLE: WorkloadTest = {
  name: 'takes a cron table',
  holds: (workload) =>
    workload.tool === 'asg' && stepsOf(workload).some(({ words }) => isTable(words)),
};

/** What runs before the programs of a group's machine: its script, which is the same for all of them. */
function stepsOf({ containers }: WorkloadNode): readonly StartStep[] {
  const [first] = containers.flatMap(({ processes }) => processes);
  return first?.before.filter(({ conditional }) => !conditional) ?? [];
}

/** Whether a command fills a place that cron reads. */
function isTable(words: readonly string[]): boolean {
  const [first = ''] = words;
  const isCopied =
    /^(?:cp|install|ln|mv|rsync)$/.test(first) &&
    /^\/etc\/cron(?:\.d(?:\/|$)|tab$)/.test(words.at(-1) ?? '');
  return isCopied || (first === 'crontab' && !words.includes('-l') && !words.includes('-r'));
}

function installs({ words }: StartStep, file: string): boolean {
  const folder = file.slice(0, file.lastIndexOf('/') + 1);
  return (
    isTable(words) &&
    words.some(
      (word) =>
        word === file ||
        word.endsWith(`/${file}`) ||
        (folder !== '' && (word.endsWith(`/${folder}*`) || word.endsWith(`/${folder}.`))),
    )
  );
}

/**
 * The task of a framework that a line runs: what such a task does, it does to what all machines share. Upkeep of a
 * machine (`logrotate`, `find … -delete`) is none, nor is what asks first who may run it.
 */
const TASKS: readonly RegExp[] = [
  /\bmanage\.py\s+[\w:-]{1,60}/,
  /\bartisan\s+(?!schedule:run\b)[\w:-]{1,60}/,
  /\b(?:bin\/)?rails\s+runner\b/,
  /\b(?:rake|bin\/rails)\s+[\w:]{1,60}/,
  /\bbin\/console\s+[\w:-]{1,60}/,
  /\bflask\s+(?!run\b)[\w-]{1,60}/,
  /\b(?:npm|yarn|pnpm)\s+run\s+[\w:-]{1,60}/,
];

const ASKS_FIRST =
  /leader|is[-_]?master|\bmaster\b|cronlock|consul\s+lock|etcdctl|describe-|\bif\b|^\s*(?:\[|test\b)/i;

function taskIn(command: string): string | undefined {
  if (ASKS_FIRST.test(command)) return undefined;
  for (const task of TASKS) {
    const found = task.exec(command)?.[0];
    if (found !== undefined) return found;
  }
  return undefined;
}
