import type { BuildSources } from '../../contracts/build';
import { base64 } from '../../text/base64';
import { pathIn } from '../../text/paths';
import { wildcardMatcher } from '../../text/wildcards';
import { textOf, Undecided } from './arguments';
import type { Chart } from './chart';
import { list, map, type Special, text, type Value } from './values';
import { yamlRope } from './yaml-text';

/** What a chart holds that is no file of its `Files`. */
const OWN = /^(?:templates\/|charts\/|(?:Chart\.(?:yaml|lock)|values\.yaml|values\.schema\.json)$)/;

/** `.Files` of a chart: what is in its folder and no template, by its path there. */
export function chartFiles(sources: BuildSources, chart: Chart): Special {
  let paths: readonly string[] | undefined;
  const all = () => {
    paths ??= chart.files().filter((path) => !OWN.test(path));
    return paths;
  };
  return filesOf(all, (path) => contentOf(sources, pathIn(chart.folder, path)));
}

function contentOf(sources: BuildSources, path: string): string {
  const content = sources.text(path);
  if (content === undefined) throw new Undecided(`${path} is not read`);
  return content;
}

/** Some files with the methods that Helm gives them. */
function filesOf(paths: () => readonly string[], read: (path: string) => string): Special {
  const contentAt = (args: readonly Value[]) => {
    const path = textOf(args, 0);
    return paths().includes(path) ? read(path) : undefined;
  };
  const data = (content: (path: string) => string) =>
    yamlRope(map(paths().map((path) => [baseOf(path), text(content(path))])));
  return {
    kind: 'special',
    name: 'Files',
    trail: [],
    items: () => paths().map((path) => [text(path), bytesOf(path, read)]),
    call(name, args) {
      switch (name) {
        case 'Get':
          return text(contentAt(args) ?? '');
        case 'GetBytes': {
          const path = textOf(args, 0);
          return paths().includes(path) ? bytesOf(path, read) : text('');
        }
        case 'Lines':
          return list(linesOf(contentAt(args) ?? '').map((line) => text(line)));
        case 'Glob':
          return globbed(textOf(args, 0), paths, read);
        case 'AsConfig':
          return { kind: 'text', rope: paths().length === 0 ? [] : data(read), trail: [] };
        case 'AsSecrets': {
          const rope = paths().length === 0 ? [] : data((path) => base64(read(path)));
          return { kind: 'text', rope, trail: [] };
        }
        default:
          return undefined;
      }
    },
  };
}

function globbed(
  pattern: string,
  paths: () => readonly string[],
  read: (path: string) => string,
): Special {
  // Two stars are any text there, and the slash behind them is a slash.
  const own = pattern.replaceAll('**/', '**\\/');
  const matches = wildcardMatcher(own, { folders: true, braces: true, hidesDots: false });
  return filesOf(() => paths().filter(matches), read);
}

/** The bytes of a file: as a text only where a function makes one of them. */
function bytesOf(path: string, read: (path: string) => string): Special {
  return {
    kind: 'special',
    name: 'bytes',
    trail: [],
    call: () => undefined,
    content: () => read(path),
  };
}

function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function linesOf(content: string): readonly string[] {
  return content === '' ? [] : content.replace(/\n$/, '').split('\n');
}
