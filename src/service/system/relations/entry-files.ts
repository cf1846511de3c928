import type { ProcessNode } from '../../contracts/system';
import { folderOf, pathIn } from '../../text/paths';
import type { SystemContext } from '../context';
import { moduleOf } from '../identifiers';

/** A process, as far as it says what it begins with. */
type Starting = Pick<ProcessNode, 'entry' | 'words' | 'within'>;

/** The files that a process may begin with, by the file or the module that its command names; the likeliest first. */
export function begunWith({ entry, words, within }: Starting, folder: string): readonly string[] {
  const word = entry ?? words[0] ?? '';
  const ofPackage =
    within === undefined
      ? []
      : candidates(inPackage(word, within)).map((path) => pathIn(within, path));
  return [...ofPackage, ...candidates(word).map((path) => pathIn(folder, path))];
}

/** A path of an image as it is in a package: `dist/main.js` of `/app/apps/api/dist/main.js` and `apps/api`. */
function inPackage(path: string, folder: string): string {
  const parts = folder.split('/');
  for (const [index] of parts.entries()) {
    const tail = `/${parts.slice(index).join('/')}/`;
    const at = `/${path}`.lastIndexOf(tail);
    if (at >= 0) return `/${path}`.slice(at + tail.length);
  }
  return path;
}

/** The files that a process loads, by the file or the module that its command names. */
export function loadedBy(
  process: Starting & { readonly program?: string },
  folder: string,
  context: Pick<SystemContext, 'loaded' | 'of'>,
): ReadonlySet<string> | undefined {
  const { program } = process;
  const within = (path: string) => pathIn(folder, path);
  for (const path of begunWith(process, folder)) {
    const files = context.loaded(path);
    // Who only hands tasks on loads none.
    if (files && !program?.startsWith('celery')) return files;
    if (files) return withTasks(files, within, context);
  }
  return undefined;
}

/**
 * Whether a file of settings is of a program of .NET, which reads those of the project that its assembly is called after:
 * `dotnet Shop.Orders.dll` those in `Shop.Orders`. What is no such program, or called otherwise, may read any.
 */
export function settingsOf(
  { entry, words }: Starting,
  files: readonly string[],
): (file: string) => boolean {
  const [assembly] = [entry ?? '', ...words].flatMap(
    (word) => /(?:^|\/)([\w.-]+)\.dll$/i.exec(word)?.[1] ?? [],
  );
  const isOwn = (file: string) => `/${folderOf(file)}`.endsWith(`/${assembly}`);
  const others = files.filter((file) => SETTINGS.test(file));
  if (assembly === undefined || !others.some(isOwn)) return () => true;
  return (file) => !SETTINGS.test(file) || isOwn(file);
}

const SETTINGS = /(?:^|\/)appsettings(?:\.[\w-]+)?\.json$/i;

/** With the modules that an application of Celery among the files is told to load; none where those cannot be told. */
function withTasks(
  files: ReadonlySet<string>,
  within: (path: string) => string,
  context: Pick<SystemContext, 'loaded' | 'of'>,
): ReadonlySet<string> | undefined {
  const apps = context.of('queue-app').filter(({ file }) => files.has(file));
  const named = apps.map(({ fact }) => fact.modules);
  if (named.some((modules) => modules === null)) return undefined;
  const all = new Set(files);
  for (const module of named.flatMap((modules) => modules ?? [])) {
    const path = module.replaceAll('.', '/');
    const found = pythonModule(path)
      .map((candidate) => context.loaded(within(candidate)))
      .find((loaded) => loaded !== undefined);
    if (!found) return undefined;
    for (const file of found) all.add(file);
  }
  return all;
}

const SCRIPT_ENDINGS = ['ts', 'js', 'mts', 'mjs', 'cts', 'cjs', 'tsx', 'jsx'];

/** Files that a word of a command may mean, beneath the folder of its code; the likeliest first. */
function candidates(word: string): readonly string[] {
  const name = word.replace(/^\.\//, '');
  if (/\.[cm]?[jt]sx?$/.test(name)) {
    const own = moduleOf(name);
    // A package of a workspace is compiled within its own folder: `services/auth/dist/main.js`.
    const inside = own.replace(/\/(?:dist|build|out)\/(?:src\/)?/, '/src/');
    const modules = [own, `src/${own}`, ...(inside === own ? [] : [inside])];
    return modules.flatMap((module) => SCRIPT_ENDINGS.map((ending) => `${module}.${ending}`));
  }
  if (/\.go$/.test(name)) return [name];
  if (/\.py$/.test(name)) return [name, name.slice(name.lastIndexOf('/') + 1)];
  if (/^[A-Za-z_]\w*(?:\.\w+)*(?::[\w.()]+)?$/.test(name)) {
    const path = name.replace(/:.*$/s, '').replaceAll('.', '/');
    return [...pythonModule(path), ...goProgram(path)];
  }
  return goProgram(name.slice(name.lastIndexOf('/') + 1));
}

function pythonModule(path: string): readonly string[] {
  return [`${path}.py`, `src/${path}.py`, `app/${path}.py`, `${path}/__init__.py`];
}

/** A program of Go is called like the folder of its `main` package. */
function goProgram(name: string): readonly string[] {
  return /^[\w-]+$/.test(name) ? [`cmd/${name}/main.go`, 'main.go', 'cmd/main.go'] : [];
}
