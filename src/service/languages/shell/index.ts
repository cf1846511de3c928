import type { ImageBuildFact, ScriptFact } from '../../contracts/fact';
import { type Placed, withoutPlaces } from '../../contracts/facts/placed';
import { defineLanguage } from '../../contracts/language';
import { type Span, span } from '../../contracts/span';
import { readShell, type ShellScript } from '../../syntax/shell';
import { commandsOf, wordsPlace } from '../shared/command-lines';
import { imageBuilds } from '../shared/image-builds';

/** What a shell script starts. */
export interface ShellModel {
  readonly script: Placed<ScriptFact>;
}

declare module '../../contracts/rule' {
  interface Models {
    shell: ShellModel;
  }
}

/** No entry script is longer. */
const MAX_LENGTH = 100_000;

/** Shell scripts that start programs: what runs, in which order, and what stays. */
export const shell = defineLanguage<ShellModel>({
  id: 'shell',
  analyse: ({ text, path }) => {
    const read = readShell(text.length > MAX_LENGTH ? '' : text);
    const script = scriptOf(read, text);
    const builds = imageBuilds(text.length > MAX_LENGTH ? '' : text, path);
    const places = new Map<string, Span>();
    return {
      model: { script },
      syntax: [],
      facts: [
        withoutPlaces<ScriptFact>(script, places),
        ...builds.map((build) => withoutPlaces<ImageBuildFact>(build, places)),
      ],
      places,
      comments: read.comments,
      description: 'a shell script',
      limits: text.length > MAX_LENGTH ? ['the script is too long to be read'] : [],
    };
  },
  edit: () => undefined,
  comment: (_source, text) => `# ${text}`,
});

function scriptOf(read: ShellScript, text: string): Placed<ScriptFact> {
  const path = '/commands';
  const commands = commandsOf(read, path, wordsPlace);
  return {
    kind: 'script',
    at: commands.at(-1)?.at ?? span(0, 0),
    path,
    commands,
    stopsOnError:
      /^#!.*sh\s+-\w*e/.test(text) ||
      commands.some(
        ({ words: [name, ...flags], conditions }) =>
          name === 'set' &&
          conditions.length === 0 &&
          flags.some((flag) => /^-[a-z]*e/.test(flag) || flag === 'errexit'),
      ),
    traps: commands.flatMap(({ words: [name, ...rest] }) =>
      name === 'trap' && rest[0] !== '-' && rest.length > 1
        ? rest.slice(1).map((signal) => signal.replace(/^SIG/, ''))
        : [],
    ),
    complete: read.complete,
  };
}
