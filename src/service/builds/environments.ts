import type { Environment, EnvironmentClass } from '../contracts/build';
import { tableOf } from '../text/tables';

/** Names that stand for a class wherever they stand, also beside a qualifier: `prod-eu`. */
const CERTAIN = tableOf<EnvironmentClass>({
  ...named('production', 'prod', 'production', 'prd'),
  ...named('staging', 'stage', 'staging', 'stg', 'uat', 'preprod', 'preproduction'),
  ...named('development', 'dev', 'development', 'develop', 'qa', 'sandbox', 'nonprod'),
  ...named('development', 'devenv', 'devcontainer', 'gitpod', 'codespaces', 'vagrant'),
});

/** Names that stand for a class alone; beside another word they may mean anything: `live-chat`. */
const ALONE = tableOf<EnvironmentClass>({
  ...named('production', 'live'),
  ...named('development', 'local', 'localhost', 'test', 'tests', 'testing', 'ci', 'preview'),
  ...named('development', 'demo', 'demos', 'example', 'examples', 'e2e', 'minikube', 'kind'),
});

/** Folders below which each folder is an environment, whatever it is called. */
const HOLDERS = /^(?:overlays?|environments?|envs?|clusters?|stages?)$/i;

/** What the name of a file ends with that is no part of what it is called. */
const ENDING = /(?:\.(?:ya?ml|json|env)(?:\.(?:tmpl|tpl|j2|template|in))?|\.tmpl)$/i;

/** No environment is known. */
export const NO_ENVIRONMENT: Environment = { name: null, class: 'unknown', qualifier: null };

function named(
  of: EnvironmentClass,
  ...names: readonly string[]
): Readonly<Record<string, EnvironmentClass>> {
  return Object.fromEntries(names.map((name) => [name, of]));
}

/** The environment that a name stands for: class and qualifier are read off it. */
export function environmentNamed(name: string): Environment {
  const plain = name.toLowerCase().replace(/^(pre|non)[-_.](?=prod)/, '$1');
  const whole = CERTAIN[plain] ?? ALONE[plain];
  if (whole) return { name, class: whole, qualifier: null };
  const words = plain.split(/[-_.]/).filter((word) => word !== '');
  const at = words.findIndex((word) => CERTAIN[word] !== undefined);
  if (at === -1) return { name, class: 'unknown', qualifier: null };
  const qualifier = words.toSpliced(at, 1).join('-');
  return { name, class: CERTAIN[words[at] ?? ''] ?? 'unknown', qualifier: qualifier || null };
}

/**
 * The environment of a path: the innermost of its folders, or the name of its file, that stands for a
 * class; else the folder below `overlays`, `environments` and the like.
 */
export function environmentOfPath(path: string): Environment {
  const steps = path.split('/').map((step) => step.replace(ENDING, ''));
  for (const step of steps.toReversed()) {
    const environment = environmentNamed(step);
    if (environment.class !== 'unknown') return environment;
  }
  const holder = steps.findLastIndex((step) => HOLDERS.test(step));
  const name = holder === -1 ? undefined : steps[holder + 1];
  // `environment/main.tf`: a file of a module is called after what it holds.
  return name === undefined || name.endsWith('.tf') ? NO_ENVIRONMENT : environmentNamed(name);
}

/**
 * The outermost folder of a path that is for development by a name that means nothing else (`docker/devenv`,
 * `.devcontainer`); `undefined` where none is. `usr/local` is no such name.
 */
export function developmentFolder(path: string): string | undefined {
  const folders = path.split('/').slice(0, -1);
  const at = folders.findIndex(
    (folder) => CERTAIN[folder.toLowerCase().replace(/^\./, '')] === 'development',
  );
  return at === -1 ? undefined : folders.slice(0, at + 1).join('/');
}

/** What makes two environments one, across tools: class and qualifier; a name of no class alone. */
export function environmentKey(environment: Environment): string | null {
  if (environment.class === 'unknown') return environment.name;
  return environment.qualifier === null
    ? environment.class
    : `${environment.class}-${environment.qualifier}`;
}
