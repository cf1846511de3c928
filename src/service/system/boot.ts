import type { ScriptFact, ShellCommandFact, UserData } from '../contracts/fact';
import type { FactEntry, StartStep, System } from '../contracts/system';
import { folderOf, joined } from '../text/paths';
import { runsWith } from './script-conditions';
import { readVariables, variablesOf } from './variables';

/**
 * What an instance does when it is made: its user data, with the scripts of the repository that it runs, and those by
 * which CodeDeploy brings the program there.
 */
export interface Boot {
  /** Units of systemd that are started, without `.service`. */
  readonly units: readonly string[];
  /** Every command, in order. */
  readonly steps: readonly StartStep[];
  /** The scripts of the repository that it runs. */
  readonly scripts: readonly FactEntry<ScriptFact>[];
  /** What it runs that no file here shows; `null` where all of it is seen. */
  readonly unseen: string | null;
}

/** Scripts that call scripts deeper than this are not followed. */
const MAX_DEPTH = 6;

/** Follows the user data of a group, which stands in `uri`. */
export function bootOf(userData: UserData, uri: string, system: Pick<System, 'of'>): Boot {
  const scripts = system.of('script');
  const variables = variablesOf(
    [readVariables(uri, userData.variables)],
    userData.complete ? null : 'a part that cannot be read',
  );
  const units = new Set(userData.units);
  const steps: StartStep[] = [];
  const found: FactEntry<ScriptFact>[] = [];
  let unseen: string | null = userData.complete ? null : 'a part that cannot be read';
  const walk = (
    commands: readonly ShellCommandFact[],
    from: string,
    conditional: boolean,
    depth: number,
  ): void => {
    for (const command of commands) {
      const { words, path, conditions, inChild } = command;
      const [first = '', ...rest] = words;
      if (first === '' || runsWith(command, variables) === 'no') continue;
      const isConditional = conditional || conditions.length > 0;
      for (const unit of startedUnits(words)) units.add(unit);
      const word = scriptWord(first, rest);
      const script = word === undefined ? undefined : scriptNamed(word, scripts);
      if (script && depth < MAX_DEPTH) {
        found.push(script);
        if (!script.fact.complete) unseen ??= word ?? null;
        walk(script.fact.commands, script.uri, isConditional, depth + 1);
        continue;
      }
      if (word !== undefined) unseen ??= word;
      else if (RUNS_OTHERS.test(first) || (inChild && /^(?:ba|da|z|k)?sh$/.test(first)))
        unseen ??= words.join(' ');
      steps.push({ words, at: { uri: from, path }, conditional: isConditional });
    }
  };
  walk(userData.commands, uri, false, 0);
  for (const script of deployedBy(steps, scripts, system)) {
    found.push(script);
    walk(script.fact.commands, script.uri, false, 1);
  }
  return { units: [...units], steps, scripts: found, unseen };
}

/** The agent of CodeDeploy, as it is fetched or started. */
const AGENT = /\bcodedeploy\b/;

/** The scripts by which CodeDeploy brings the program to a machine that has its agent, where one file says which. */
function deployedBy(
  steps: readonly StartStep[],
  scripts: readonly FactEntry<ScriptFact>[],
  system: Pick<System, 'of'>,
): readonly FactEntry<ScriptFact>[] {
  if (!steps.some(({ words }) => words.some((word) => AGENT.test(word)))) return [];
  const [only, ...others] = system.of('deployment-scripts');
  if (!only || others.length > 0) return [];
  return only.fact.scripts.flatMap(
    (path) => scripts.find(({ file }) => file === joined(folderOf(only.file), path)) ?? [],
  );
}

/** Programs that do what files elsewhere say. */
const RUNS_OTHERS =
  /^(?:.*\/)?(?:ansible(?:-playbook|-pull)?|chef-client|chef-solo|puppet|salt-call|cfn-init|cloud-init|eval)$/;

/** The script that a command runs, as it is named there; `undefined` for a program. */
function scriptWord(first: string, rest: readonly string[]): string | undefined {
  // A file without that ending is one of variables.
  if (/^(?:source|\.)$/.test(first)) return rest.find((word) => /\.(?:sh|bash)$/.test(word));
  if (/^(?:.*\/)?(?:ba|da|z|k)?sh$/.test(first)) {
    return rest.find((word) => !word.startsWith('-') && !/^\$\{/.test(word) && /[/.]/.test(word));
  }
  if (/^(?:sudo|exec)$/.test(first)) {
    const [next = '', ...more] = rest.filter((word) => !word.startsWith('-'));
    return scriptWord(next, more);
  }
  return /\.(?:sh|bash)$/.test(first) ? first : undefined;
}

/** The one script of the repository that a path on the machine means. */
function scriptNamed(
  word: string,
  scripts: readonly FactEntry<ScriptFact>[],
): FactEntry<ScriptFact> | undefined {
  const path = word.replace(/^(?:\.?\/)+/, '');
  const fitting = scripts.filter(
    ({ file }) => file === path || file.endsWith(`/${path}`) || `/${path}`.endsWith(`/${file}`),
  );
  const exact = fitting.filter(({ file }) => file === path);
  const [only, ...others] = exact.length > 0 ? exact : fitting;
  return others.length === 0 ? only : undefined;
}

/** Whether a step of a start names a file of the repository, wherever that lies on the machine. */
export function isNamedIn(file: string, steps: readonly StartStep[]): boolean {
  const name = file.slice(file.lastIndexOf('/') + 1);
  return steps.some(({ words }) =>
    words.some((word) => {
      if (!word.endsWith(name)) return false;
      const path = word.replace(/^(?:\.?\/)+/, '');
      return path === file || file.endsWith(`/${path}`) || `/${path}`.endsWith(`/${file}`);
    }),
  );
}

/**
 * How many instances of a unit are started, `null` where that cannot be told: one of most; of a template (`worker@`)
 * as many as are named: `worker@1 worker@2`, `worker@{1..4}`.
 */
export function unitInstances(name: string, units: readonly string[]): number | null {
  if (!name.endsWith('@')) return units.includes(name) ? 1 : 0;
  const named = new Set(units.filter((unit) => unit.startsWith(name) && unit.length > name.length));
  let count: number | null = 0;
  for (const unit of named) {
    const [, from = '', to = ''] = /\{(\d{1,4})\.\.(\d{1,4})\}/.exec(unit) ?? [];
    const listed = /\{([^{},]*,[^{}]*)\}/.exec(unit)?.[1];
    const made: number | null =
      from !== ''
        ? Math.abs(Number(to) - Number(from)) + 1
        : listed !== undefined
          ? listed.split(',').length
          : /[$*?]/.test(unit)
            ? null
            : 1;
    count = made === null || count === null ? null : count + made;
  }
  return count;
}

/** Units that `systemctl` starts: at once, or with the machine. */
function startedUnits(words: readonly string[]): readonly string[] {
  const at = words.indexOf('systemctl');
  if (at < 0 || !/^(?:enable|start|restart)$/.test(words[at + 1] ?? '')) return [];
  return words
    .slice(at + 2)
    .filter((word) => !word.startsWith('-'))
    .map((word) => word.replace(/\.service$/, ''));
}
