import type { Environment } from '../../contracts/build';
import { environmentKey, environmentNamed } from '../environments';
import { KINDS, type ManifestFile, ownObjects } from './manifest-file';

/** Words of names that tell environments of one class apart: regions, numbers, colours. */
const TELLS_APART =
  /^(?:eu|us|uk|de|fr|ch|ap|apac|asia|emea|au|jp|cn|east|west|north|south|central|region|cluster|blue|green|canary|[a-z]*\d\w*)$/;

/** Words that say nothing of what is in a file. */
const EMPTY = /^(?:k8s|kube|kubernetes|manifests?|app|apps|all|full|main|stack|resources?)$/;

/**
 * The environment that a file of manifests is of, without the words of its path that say what it holds:
 * `deployment-prod.yaml` and `web-svc-prod.yaml` are both of `prod`, but `prod-eu.yaml` is of `prod-eu`.
 */
export function plainEnvironment({
  environment,
  summary,
}: Pick<ManifestFile, 'environment' | 'summary'>): Environment {
  if (environment.name === null || environment.qualifier === null) return environment;
  const held = new Set(
    summary.objects.flatMap((id) => {
      const [kind = '', , name = ''] = id.split('/');
      return [kind.toLowerCase(), ...wordsOf(name)];
    }),
  );
  const qualifier = new Set(wordsOf(environment.qualifier));
  const words = wordsOf(environment.name);
  const kept = words.filter(
    (word) =>
      !qualifier.has(word) ||
      TELLS_APART.test(word) ||
      !(held.has(word) || KINDS.test(word) || EMPTY.test(word)),
  );
  return kept.length === words.length ? environment : environmentNamed(kept.join('-'));
}

/**
 * Files by the environments that their paths name. Environments of one class that no region or number tells apart
 * and that define nothing twice are parts of one: `back-dev` and `front-dev` are two programs of `dev`.
 */
export function byEnvironment(
  files: readonly ManifestFile[],
): readonly (readonly ManifestFile[])[] {
  const byKey = new Map<string, ManifestFile[]>();
  for (const file of files) {
    const key = environmentKey(file.environment);
    if (key === null) continue;
    const known = byKey.get(key);
    if (known) known.push(file);
    else byKey.set(key, [file]);
  }
  const groups = [...byKey.values()];
  const classes = new Set(groups.map(([first]) => first?.environment.class));
  return [...classes].flatMap((each) => {
    const own = groups.filter(([first]) => first?.environment.class === each);
    const isAlone = objectsAlone(own);
    // What others define too may be an alternative to the whole, which has no word of its own.
    const isWhole = ([first]: readonly ManifestFile[]) => first?.environment.qualifier === null;
    const parts =
      each === 'unknown'
        ? []
        : own.filter((group) => isPart(group) && (isWhole(group) || isAlone(group)));
    if (parts.length < 2) return own;
    const whole = wholeOf(parts.map((part) => part[0]?.environment));
    const merged = parts.flat().map((file) => ({ ...file, environment: whole }));
    return [merged, ...own.filter((group) => !parts.includes(group))];
  });
}

/** Whether nothing in the name of an environment tells it apart from others of its class. */
function isPart(files: readonly ManifestFile[]): boolean {
  return files.every(
    ({ environment: { qualifier }, isDeclared }) =>
      !isDeclared && !wordsOf(qualifier ?? '').some((word) => TELLS_APART.test(word)),
  );
}

/** Tells of a group whether no other one defines an object that it defines, in whichever namespace. */
function objectsAlone(
  groups: readonly (readonly ManifestFile[])[],
): (group: readonly ManifestFile[]) => boolean {
  const objectsOf = (group: readonly ManifestFile[]) => [
    ...new Set(group.flatMap(ownObjects).map((id) => id.replace(/\/[^/]*\//, '/'))),
  ];
  const counts = new Map<string, number>();
  for (const id of groups.flatMap(objectsOf)) counts.set(id, (counts.get(id) ?? 0) + 1);
  return (group) => objectsOf(group).every((id) => counts.get(id) === 1);
}

/** The one that has no qualifier, else what is left of the first without its own. */
function wholeOf(environments: readonly (Environment | undefined)[]): Environment {
  const known = environments.flatMap((environment) => environment ?? []);
  const plain = known.find(({ qualifier }) => qualifier === null);
  if (plain) return plain;
  const [first] = known;
  const qualifier = new Set(wordsOf(first?.qualifier ?? ''));
  return environmentNamed(
    wordsOf(first?.name ?? '')
      .filter((word) => !qualifier.has(word))
      .join('-'),
  );
}

function wordsOf(name: string): readonly string[] {
  return name
    .toLowerCase()
    .split(/[-_.]/)
    .filter((word) => word !== '');
}
