import { grouped } from '../../architecture/grouped';
import { folderOf, upwards } from '../../text/paths';
import type { SystemContext } from '../context';
import { codeFilesOf } from './code-kinds';
import { namesOfFolders, plainOf } from './names';
import type { Packages } from './packages';

/** The files of code of a repository, by what an image or a command may call them. */
export interface CodeFiles {
  /** The one folder of code that is called like one of these, in the same sample as a file. */
  folderNamed(names: readonly string[], file: string): string | undefined;
  /** The folders around one of that name: `clinic/` of `clinic`, and the package `com.example.clinic` of Java. */
  around(name: string): readonly string[];
  /** The package that has the script or module a command starts, where only one has. */
  startedIn(words: readonly string[]): string | undefined;
}

export function codeIndex(context: SystemContext, packages: Packages): CodeFiles {
  const { kept } = context;
  const codeFiles = () => codeFilesOf(context);
  const codeByName = kept('files of code by name', () =>
    grouped(codeFiles(), (file) => file.slice(file.lastIndexOf('/') + 1)),
  );
  /** The folders of code by their names, each by the folder around it. */
  const codeFolders = kept('folders of code', () => {
    const all = new Set(codeFiles().flatMap((file) => upwards(folderOf(file))));
    return namesOfFolders([...all].filter((folder) => folder !== ''));
  });

  /** The folders with code of Java, by the packages that it is in. */
  const javaFolders = kept('folders of Java packages', () => {
    const found = new Map<string, Set<string>>();
    for (const file of codeFiles()) {
      const at = /(?:^|\/)src\/main\//.exec(file);
      const folder = file.slice(0, at?.index ?? 0);
      for (const name of at ? javaPackages(file, folder) : []) {
        found.set(name, (found.get(name) ?? new Set()).add(folder));
      }
    }
    return found;
  });

  /** The folders of code by their names in lower case, by the sample they are in. */
  const foldersBySample = kept('folders of code in samples', () => {
    const samples = new Map<string | undefined, Map<string, Set<string>>>();
    for (const known of codeFiles()) {
      const sample = sampleOf(known);
      const byName = samples.get(sample) ?? new Map<string, Set<string>>();
      samples.set(sample, byName);
      // A package of Java is a part of its program, whatever it is called.
      for (const folder of upwards(folderOf(known.replace(JAVA_SOURCES, '')))) {
        const name = folder.slice(folder.lastIndexOf('/') + 1).toLowerCase();
        const folders = byName.get(name) ?? new Set();
        byName.set(name, folders);
        // Those around it are known too.
        if (folders.has(folder)) break;
        folders.add(folder);
      }
    }
    return samples;
  });

  function folderNamed(names: readonly string[], file: string): string | undefined {
    const byName = foldersBySample().get(sampleOf(file));
    const called = new Set(names.flatMap((name) => [...(byName?.get(name) ?? [])]));
    called.delete('');
    // A folder within another that is called so is a part of that.
    const [only, ...others] = [...called].filter(
      (folder) => !upwards(folderOf(folder)).some((around) => called.has(around)),
    );
    return others.length === 0 ? only : undefined;
  }

  function startedIn(words: readonly string[]): string | undefined {
    const found = new Set<string>();
    const app = words.findIndex((word) => word === '-A' || word === '--app');
    const celery = words[app + 1] ?? '';
    if (app >= 0 && /^[a-z_]\w*$/i.test(celery)) {
      for (const known of codeFiles()) {
        if (/(?:^|\/)(?:celery|__init__)\.py$/.test(known) && folderOf(known).endsWith(celery)) {
          found.add(packages.around(known));
        }
      }
    }
    for (const word of words) {
      const script = context.scriptIn(null, word);
      if (script && /[/.]/.test(word)) found.add(packages.around(script.file));
      const module = /^([a-z_]\w*(?:\.\w+)+)(?::\w+)?$|^([a-z_]\w*):\w+$/i.exec(word);
      const dotted = module?.[1] ?? module?.[2];
      if (dotted !== undefined) {
        const path = `${dotted.replaceAll('.', '/')}.py`;
        for (const known of codeByName().get(path.slice(path.lastIndexOf('/') + 1)) ?? []) {
          if (known === path || known.endsWith(`/${path}`)) found.add(packages.around(known));
        }
      }
    }
    const [only, ...others] = [...found];
    return others.length === 0 ? only : undefined;
  }

  return {
    folderNamed,
    around: (name) => [
      ...new Set([...(codeFolders().get(name) ?? []), ...(javaFolders().get(plainOf(name)) ?? [])]),
    ],
    startedIn,
  };
}

/** Where a program of the JVM keeps its sources, and all beneath. */
const JAVA_SOURCES = /(?:^|(?<=\/))src\/main\/(?:java|kotlin|scala|resources)\/[\s\S]*$/;

/** The packages of Java around a file, from the outside in: `com`, `example`, `clinic`. */
function javaPackages(file: string, folder: string): readonly string[] {
  const own = folder === '' ? file : file.slice(folder.length + 1);
  const [, inner] = /^src\/main\/(?:java|kotlin|scala)\/([\s\S]*)\/[^/]*$/.exec(own) ?? [];
  // Deeper ones are parts of a program.
  return inner?.split('/').slice(1, 4) ?? [];
}

/** Folders whose content is shown, not run together with the rest. */
const SAMPLES = /^(?:.*\/)?(?:examples?|samples?|demos?|docs|templates?|tutorials?)\/[^/]+(?=\/)/;

/** The sample a file belongs to, or nothing for the project proper. */
function sampleOf(file: string): string | undefined {
  return SAMPLES.exec(file)?.[0];
}
