import type { DataNode, Trail } from '../syntax/data-node';
import type { LanguageId } from './language';

/**
 * The only door of an evaluator to files: synchronous, over a snapshot; every question is recorded by
 * whoever asks through it. Paths are relative to the project root, with slashes; the root is empty.
 */
export interface BuildSources {
  /** The text of a file; `undefined` where there is none, or it is not read. */
  text(path: string): string | undefined;
  /** Whether a file or folder is there. */
  exists(path: string): boolean;
  /** The paths of the files directly in a folder. */
  listing(folder: string): readonly string[];
  /** The uri of a path, for trails. */
  uri(path: string): string;
  /**
   * What a function makes of the text of a file, compared by value: what only its words say differently
   * runs nothing again. `name` tells the function from others; it may rest on the path and its arguments alone.
   */
  derived<T>(name: string, path: string, make: (text: string, uri: string) => T): T | undefined;
  /** The paths that a glob matches, sorted. */
  matching(glob: string): readonly string[];
  /** The answers for all keys. Where a text is not read yet, the others are asked for with it. */
  each<K, V>(keys: Iterable<K>, ask: (key: K) => V): readonly V[];
  /** The globs of each environment, as the configuration of the root names them. */
  environments(): Readonly<Record<string, readonly string[]>>;
  /** The version of Kubernetes that the configuration names; `null` where it names none. */
  kubernetesVersion(): string | null;
}

/** The name of a release, which every run of Helm decides anew: as `helm template` writes it. */
export const ASSUMED_RELEASE = 'release-name';

/** What a deployment tool makes of its files. */
export type BuildKind =
  | 'kustomize'
  | 'manifests'
  | 'compose'
  | 'helm'
  | 'terraform'
  | 'cloudformation'
  | 'serverless';

/** What kind of environment a name stands for. */
export type EnvironmentClass = 'production' | 'staging' | 'development' | 'unknown';

/** An environment: `prod-eu` is production with the qualifier `eu`. */
export interface Environment {
  readonly name: string | null;
  readonly class: EnvironmentClass;
  readonly qualifier: string | null;
}

/** What a deployment tool would apply for one environment. */
export interface Build {
  /** `<kind>:<root>@<environment>`; without the last part where no environment is known. */
  readonly id: string;
  readonly kind: BuildKind;
  /** Where it starts: a folder or a file, relative to the project root. */
  readonly root: string;
  readonly environment: Environment;
  /** The files it is made of, later ones laid over earlier ones. */
  readonly layers: readonly string[];
  /** Whether every root, layer and document was evaluated, so that what is not in it is nowhere. */
  readonly closed: boolean;
  /** What could not be evaluated, in words. */
  readonly limits: readonly string[];
  /** Why the tool refuses all of it, where it does. */
  readonly fault?: BuildFault;
  /**
   * Nothing says what it runs with: what its values decide is a default, of which nothing graver than an information
   * is told.
   */
  readonly isDefault?: true;
  /** It is handed out to others: it is part of no system here. */
  readonly isPublished?: true;
  /** Texts that stand for what every run decides anew, with what is said for them. */
  readonly assumed?: Readonly<Record<string, string>>;
  /** What will run: documents of Kubernetes, one map of services of compose. */
  readonly documents: readonly DataNode[];
}

/** A build that the configuration names: for its root no other evidence counts. */
export interface DeclaredBuild {
  /** Where it starts, relative to the project root. */
  readonly root: string;
  readonly environment: string | null;
  /** The files it is made of, relative to the root, later ones laid over earlier ones; empty: as they are found. */
  readonly layers: readonly string[];
  /** What a release of Helm is called, and where it goes; `null` where that is not said. */
  readonly release: string | null;
  readonly namespace: string | null;
  /** Where it stands in the configuration. */
  readonly uri: string;
  readonly path: string;
}

/** What a deployment tool stops at: a template that cannot be parsed, a `fail`. */
export interface BuildFault {
  readonly why: string;
  /** The file that it is in, relative to the project root; `null` where none is known. */
  readonly file: string | null;
}

/** Where a build starts: plain data, compared by value. */
export interface BuildRoot {
  readonly id: string;
  readonly kind: BuildKind;
  readonly root: string;
  readonly environment: Environment;
  /** The files it begins with, where that is more than the root. */
  readonly files: readonly string[];
  /** Why more than these files may take part in it; empty where none can. */
  readonly limits: readonly string[];
  /** Of a chart: how it is released, where something says so. */
  readonly release?: ChartRelease;
  /** Of compose: what a command line says besides its files. */
  readonly started?: ComposeStart;
  /** What it runs with is not known: see {@link Build.isDefault}. */
  readonly isDefault?: true;
  /** It is handed out to others: nobody here runs it. */
  readonly isPublished?: true;
}

/** What a command line gives compose besides its files. */
export interface ComposeStart {
  /** The files that its variables come from, instead of `.env`; empty where it names none. */
  readonly variables: readonly string[];
  /** The profiles that are started. */
  readonly profiles: readonly string[];
  /** How often services are started, whatever their file says. */
  readonly scales: readonly ComposeScale[];
}

/** How often a command line starts a service of compose. */
export interface ComposeScale {
  readonly service: string;
  /** `null` where a variable of the line says it. */
  readonly count: number | null;
  /** The file of the command line, relative to the project root. */
  readonly file: string;
}

/** How a chart of Helm is released. */
export interface ChartRelease {
  /** What it is called, and where it goes; `null`: every run decides that anew. */
  readonly name: string | null;
  readonly namespace: string | null;
  /** What is laid over the values of the chart, later ones over earlier ones; `null`: the files of the root. */
  readonly values: readonly ValuesLayer[] | null;
}

/** Values that are laid over those of a chart. */
export type ValuesLayer =
  /** A file of values; `isOptional`: where there is none, the tool goes on without it. */
  | { readonly kind: 'file'; readonly path: string; readonly isOptional?: true }
  /** A block of a file, or the text that stands there. */
  | { readonly kind: 'block'; readonly path: string; readonly at: string; readonly isText: boolean }
  /** Single values by their keys, as a command line gives them; `null` is not known. */
  | { readonly kind: 'set'; readonly values: readonly SetValue[] }
  /** Values that nobody can tell. */
  | { readonly kind: 'unknown'; readonly why: string };

/** A value by its key, as `--set` takes them: `image.tag`, `hosts[0]`; a backslash takes a letter as it is. */
export interface SetValue {
  readonly key: string;
  /** As it is written: `3`, `{a,b}`; `null` where it is not known. */
  readonly value: string | null;
  /** It stays a text, whatever it looks like. */
  readonly isText: boolean;
}

/** A text that no file holds: one object of a build, as its language reads it. */
export interface VirtualDocument {
  /** Unique in its build, and the same as long as the object is: `Deployment/shop/web.yaml`. */
  readonly name: string;
  readonly language: LanguageId;
  readonly text: string;
  /**
   * Whether what is found at a path, or beside another one that it decides, can be told by the document alone; else
   * rules of documents have told it of the files. Left out where all is judged here.
   */
  readonly tells?: (path: string) => boolean;
  /** Nobody can tell whether it is there: what runs is counted in no sum, and nothing is reported of it. */
  readonly condition?: string;
  /** Where a structural path of the text comes from; empty where nothing of ours decides. */
  trail(path: string): Trail;
}

/** What a build adds to a project. */
export interface Contribution {
  readonly build: Build;
  /** The files that take part: what they say by themselves counts no more. */
  readonly takes: readonly string[];
  /** The files that are applied just as they are written: what they say holds in the build. */
  readonly asWritten: readonly string[];
  readonly documents: readonly VirtualDocument[];
}

/**
 * The builds of one tool. Both functions are pure over `sources`; they may be stopped at any question
 * and run again, so they keep nothing outside.
 */
export interface Contributor {
  readonly kind: BuildKind;
  /** The roots of builds: cheap, reads few texts. */
  find(sources: BuildSources): readonly BuildRoot[];
  evaluate(sources: BuildSources, root: BuildRoot): Contribution;
}

/** The environment that the id of a build names (`kustomize:k8s/prod@prod`), or `null`. */
export function environmentOfBuild(id: string | null): string | null {
  const at = id?.lastIndexOf('@') ?? -1;
  return id === null || at < 0 ? null : id.slice(at + 1);
}
