import type { ProcessNode } from '../../contracts/system';
import type { SystemContext } from '../context';
import { moduleOf } from '../identifiers';

/** The files that a process loads, by the file or the module that its command names. */
export function loadedBy(
  { entry, words }: Pick<ProcessNode, 'entry' | 'words'>,
  folder: string,
  context: Pick<SystemContext, 'loaded'>,
): ReadonlySet<string> | undefined {
  const within = (path: string) => (folder === '' ? path : `${folder}/${path}`);
  const named = entry ?? words[0] ?? '';
  for (const path of candidates(named).map(within)) {
    const files = context.loaded(path);
    if (files) return files;
  }
  return undefined;
}

const SCRIPT_ENDINGS = ['ts', 'js', 'mts', 'mjs', 'cts', 'cjs', 'tsx', 'jsx'];

/** Files that a word of a command may mean, beneath the folder of its code; the likeliest first. */
function candidates(word: string): readonly string[] {
  const name = word.replace(/^\.\//, '');
  if (/\.[cm]?[jt]sx?$/.test(name)) {
    const own = moduleOf(name);
    const modules = [own, `src/${own}`];
    return modules.flatMap((module) => SCRIPT_ENDINGS.map((ending) => `${module}.${ending}`));
  }
  if (/\.py$/.test(name)) return [name, name.slice(name.lastIndexOf('/') + 1)];
  if (/^[A-Za-z_]\w*(?:\.\w+)*(?::[\w.()]+)?$/.test(name)) {
    const path = name.replace(/:.*$/s, '').replaceAll('.', '/');
    return [...pythonModule(path), ...goProgram(path)];
  }
  return goProgram(name.slice(name.lastIndexOf('/') + 1));
}

function pythonModule(path: string): readonly string[] {
  return [`${path}.py`, `src/${path}.py`, `app/${path}.py`];
}

/** A program of Go is called like the folder of its `main` package. */
function goProgram(name: string): readonly string[] {
  return /^[\w-]+$/.test(name) ? [`cmd/${name}/main.go`, 'main.go', 'cmd/main.go'] : [];
}
