import type { ProcessNode, StartStep } from '../contracts/system';
import { isIn, joined } from '../text/paths';
import type { SystemContext } from './context';
import { commandsOfShell, type Launch } from './launches';
import { packageCommand } from './package-commands';

/** A script of a package that npm, yarn or pnpm runs. */
export interface PackageScript {
  readonly tool: string;
  readonly text: string;
}

/** The script that a launch runs by the tool of its package; `undefined` for a launch of anything else. */
export function startedByPackage(
  launch: Launch,
  context: SystemContext,
  folder: string | null,
): PackageScript | undefined {
  const [first] = launch.words;
  const tool = first ? first.text.slice(first.text.lastIndexOf('/') + 1) : '';
  if (!PACKAGE_TOOL.test(tool) || folder === null) return undefined;
  const text = wholeScript(textOfWords(launch), context, folder);
  return text === undefined ? undefined : { tool, text };
}

/**
 * What ends a program that npm or pnpm starts before it can finish. They hand the signal to the shell that they run
 * the script in; `sh` of Debian and Alpine ends by it and hands nothing on, and with the shell npm ends, and with npm
 * the container. Yarn's newer versions have a shell of their own, so nothing is said of yarn; an init program may
 * send the signal to all.
 */
export function endedShell(
  { tool, text }: PackageScript,
  { at, init }: Launch,
  base: string | null,
): Launch['swallowedBy'] {
  const isPlainShell = base !== null && PLAIN_SHELL.test(base);
  if (init || !isPlainShell || tool === 'yarn' || /(?:^|[;&]) *exec /.test(text)) return null;
  return {
    at,
    why: `${tool} runs it in a shell, which ends by the signal and does not pass it on`,
    atOnce: true,
  };
}

/** Images whose `sh` is dash or that of BusyBox; bash takes itself out of the way. */
const PLAIN_SHELL = /(?:^|\/)(?:node|debian|ubuntu|alpine)(?=[:@]|$)/;

/** The package of a workspace whose script a launch runs, where that is one within the folder of its code. */
export function withinPackage(
  { words }: Launch,
  context: SystemContext,
  folder: string | null,
): Pick<ProcessNode, 'within'> {
  if (folder === null || !PACKAGE_TOOL.test(words[0]?.text ?? '')) return {};
  let text = words.map((word) => word.text).join(' ');
  for (let depth = 0; depth < 4; depth++) {
    const named = WORKSPACES.map((pattern) => pattern.exec(text)?.[1]).find(Boolean);
    if (named !== undefined) {
      const inner = packageNamed(named, context, folder);
      return inner === undefined ? {} : { within: inner };
    }
    const script = scriptNamed(text, context, folder);
    if (script === undefined) return {};
    text = script;
  }
  return {};
}

const PACKAGE_TOOL = /^(?:npm|yarn|pnpm)$/;
/** How a package of a workspace, or its folder, is named on a command line. */
const WORKSPACES: readonly RegExp[] = [
  /\byarn workspace (\S+)/,
  /(?:^|\s)(?:-w|--workspace|--filter|-F|--scope|--prefix|--cwd|-C)[= ](\S+)/,
  /(?:^|\s)cd (\S+) &&/,
];

/** The script of the package that a command line of npm, yarn or pnpm runs. */
function scriptNamed(text: string, context: SystemContext, folder: string): string | undefined {
  return scriptsNamed(text, context, folder)?.script;
}

/** The same with what npm runs before it: `prestart`, which pnpm and newer versions of yarn leave alone. */
function wholeScript(text: string, context: SystemContext, folder: string): string | undefined {
  const { script, before } = scriptsNamed(text, context, folder) ?? {};
  const isNpm = /^(?:\S*\/)?npm\s/.test(text.trim());
  return isNpm && script !== undefined && before !== undefined ? `${before} && ${script}` : script;
}

function scriptsNamed(
  text: string,
  context: SystemContext,
  folder: string,
): { readonly script: string; readonly before: string | undefined } | undefined {
  const words = text.trim().split(/\s+/);
  const [tool = ''] = words;
  const { script: name, of } = packageCommand(words);
  if (!PACKAGE_TOOL.test(tool.slice(tool.lastIndexOf('/') + 1)) || name === undefined)
    return undefined;
  const base = of === undefined ? folder : packageNamed(of, context, folder);
  if (base === undefined) return undefined;
  const own = base === '' ? 'package.json' : `${base}/package.json`;
  const scripts = context.of('package').find(({ file }) => file === own)?.fact.scripts ?? {};
  const named = (key: string) => (Object.hasOwn(scripts, key) ? scripts[key] : undefined);
  const script = named(name);
  return script === undefined ? undefined : { script, before: named(`pre${name}`) };
}

/** The one package within a folder that is called so, or lies there. */
function packageNamed(name: string, context: SystemContext, folder: string): string | undefined {
  const path = name.replace(/^\.\//, '').replace(/\/$/, '');
  const found = context
    .packages()
    .filter((each) => each !== folder && isIn(each, folder))
    .filter((each) => context.packageName(each) === name || each === joined(folder, path));
  return found.length === 1 ? found[0] : undefined;
}

/** A step that is a script of the package, as the commands of that script. */
export function stepsOfScript(
  step: StartStep,
  context: SystemContext,
  folder: string | null,
): readonly StartStep[] {
  const script = folder === null ? undefined : scriptNamed(step.words.join(' '), context, folder);
  return script === undefined
    ? [step]
    : commandsOfShell(script).map((words) => ({ ...step, words }));
}

function textOfWords({ words }: Launch): string {
  return words.map(({ text }) => text).join(' ');
}
