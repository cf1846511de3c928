import type { ReadResult } from '../contracts/ports';
import { child, isWithin, parentOf } from '../text/paths';
import { CONFIGURATION_NAME, saysRoot } from './configuration';
import { type Configurations, isConfiguration } from './configurations';
import { TICKS_NAME } from './ticks';

/** The folders of a project that say they are projects of their own: nothing in them belongs to it. */
export interface NestedRoots {
  /** The outermost ones; what lies deeper is their business. */
  all(): readonly string[];
  /** Whether a file or folder is, or lies in, a project of its own. */
  holds(uri: string): boolean;
  /** Whether a configuration file lies in a project of its own without making it one. */
  hides(configuration: string): boolean;
  /** Takes the text of a folder's `headroom.yaml`; answers whether that changes the folders. */
  take(configuration: string, text: string | undefined): boolean;
}

/** No folder is known to be a project of its own yet. */
export function createNestedRoots(): NestedRoots {
  const roots = new Set<string>();
  const liesIn = (uri: string) => [...roots].some((root) => root !== uri && isWithin(uri, root));
  return {
    all: () => [...roots].filter((root) => !liesIn(root)).sort(),
    holds: (uri) => roots.has(uri) || liesIn(uri),
    hides: (configuration) => liesIn(parentOf(configuration)),
    take(configuration, text) {
      const folder = parentOf(configuration);
      const isRoot = text !== undefined && saysRoot(text);
      if (isRoot === roots.has(folder)) return false;
      if (isRoot) roots.add(folder);
      else roots.delete(folder);
      return true;
    },
  };
}

/** What reading a configuration file changed: which files are the project's, what they say, or how it is judged. */
export type ConfigurationEffect = 'bounds' | 'facts' | 'judgement';

/** What configuration files are read with. */
export interface ConfiguringContext {
  readonly root: string;
  /** Read in place of the root's own file. */
  readonly given: string | undefined;
  readonly nested: NestedRoots;
  readonly configurations: Configurations;
  read(uri: string): Promise<ReadResult>;
  onEffect(effect: ConfigurationEffect): void;
}

/** The configuration files of a project, read one after the other in the order of their changes. */
export interface Configuring {
  /** Whether a file is one of them. */
  concerns(uri: string): boolean;
  /** Reads a file that changed. */
  changed(uri: string): void;
  /** Reads the files that lay in a folder that changed. */
  folderChanged(folder: string): void;
  /** Reads them all, those that a walk over the project has met included. */
  readAll(met: readonly string[]): Promise<void>;
  /** Resolves when all changes told of have been read. */
  settled(): Promise<void>;
}

/** Nothing is read yet. */
export function createConfiguring(context: ConfiguringContext): Configuring {
  const { root, nested, configurations } = context;
  const own = child(root, CONFIGURATION_NAME);
  const speaking = context.given ?? own;
  const ticks = child(root, TICKS_NAME);
  /** Met while walking or told of: an editor has some on no disk. */
  const deeper = new Set<string>();
  let reading: Promise<void> = Promise.resolve();

  const isDeeper = (uri: string) =>
    isConfiguration(uri, root) && uri !== own && uri !== speaking && uri !== ticks;

  async function readOne(uri: string): Promise<void> {
    if (nested.hides(uri)) return;
    const result = await context.read(uri);
    const text = result.state === 'read' ? result.text : undefined;
    if (isDeeper(uri)) {
      if (result.state === 'missing') deeper.delete(uri);
      else deeper.add(uri);
      if (nested.take(uri, text)) {
        for (const file of configurations.files()) {
          if (nested.holds(file.uri)) configurations.take(file.uri, undefined);
        }
        context.onEffect('bounds');
      }
    }
    const why = result.state === 'unreadable' && !nested.holds(uri) ? result.why : undefined;
    const effect = configurations.take(uri, nested.holds(uri) ? undefined : text, why);
    if (effect !== 'nothing') context.onEffect(effect);
  }

  function changed(uri: string): void {
    reading = reading.then(() => readOne(uri === own ? speaking : uri));
  }

  return {
    concerns: (uri) => isConfiguration(uri, root) || uri === speaking,
    changed,
    folderChanged(folder) {
      for (const uri of [own, ticks, ...deeper]) if (isWithin(uri, folder)) changed(uri);
    },
    readAll(met) {
      for (const uri of met) if (isDeeper(uri)) deeper.add(uri);
      changed(speaking);
      if (met.includes(ticks)) changed(ticks);
      // The outer folder first: it may take all that lies deeper out of this project.
      for (const uri of [...deeper].sort((a, b) => a.length - b.length)) changed(uri);
      return reading;
    },
    settled: () => reading,
  };
}
