import type { ImageBuildFact } from '../../contracts/fact';
import type { Placed } from '../../contracts/facts/placed';
import { span } from '../../contracts/span';
import { type DataNode, entryOf, itemsOf, textOf } from '../../syntax/data-node';
import { wordsOfCommand } from '../../syntax/shell-words';
import { readYaml } from '../../syntax/yaml';
import { folderOf, joinedPath } from '../../text/paths';

/** What is built under which names: a Dockerfile, and the stage it ends with. */
interface Build {
  readonly names: readonly string[];
  readonly context: string;
  readonly dockerfile: string | null;
  readonly target: string | null;
}

/** The images that a pipeline, a script or a Makefile builds: by commands of Docker, and by actions of GitHub. */
export function imageBuilds(text: string, path: string): readonly Placed<ImageBuildFact>[] {
  const variables = variablesIn(text);
  const isYaml = /\.ya?ml$/.test(path);
  // Pipelines start at the root, Makefiles where they stand, and scripts at either.
  const own = folderOf(path);
  const bases = isYaml ? [''] : SCRIPT.test(path) && own !== '' ? [own, ''] : [own];
  const plain = text.replace(/\$\{\{\s*(?:env\.)?([\w.-]+)\s*\}\}/g, '${$1}');
  const builds = [...commandsIn(plain), ...(isYaml ? actionsIn(plain) : [])];
  const found = new Map<string, Placed<ImageBuildFact>>();
  for (const { names, context, dockerfile, target } of builds) {
    const [from, file] = [context, dockerfile ?? ''].map((each) => expanded(each, variables));
    if (from === undefined || file === undefined || /[$`]|:\/\//.test(`${from} ${file}`)) continue;
    for (const base of bases) {
      const written = joinedPath(base, dockerfile === null ? `${from}/Dockerfile` : file);
      if (written === undefined) continue;
      for (const name of names.map((each) => nameIn(expanded(each, variables)))) {
        if (name === undefined) continue;
        const key = `${name} ${written} ${target ?? ''}`;
        if (found.has(key)) continue;
        found.set(key, {
          ...{ kind: 'image-build', path: `/images/${found.size}`, at: span(0, 0), image: name },
          ...{ dockerfile: written, target: target === '' ? null : target },
        });
      }
    }
  }
  return [...found.values()];
}

/** Whether a text builds an image by a command of Docker. */
export const BUILDS_IMAGE = /\bdocker[ \t]+(?:buildx[ \t]+)?build\b/;

const SCRIPT = /\.(?:sh|bash)$|(?:^|\/)(?:bin|scripts?|docker|deploy)\/[\w-]+$/;

/** What a file gives its variables, where that is one value each: `IMAGE := shop`, `IMAGE: shop`. */
function variablesIn(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  const several = new Set<string>();
  const written =
    /^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w{0,60})[ \t]*(?:[:?]?=|:)[ \t]*["']?([^\s"'#]{1,200})["']?[ \t\r]*$/gm;
  for (const [, name = '', value = ''] of text.matchAll(written)) {
    if (values.has(name) && values.get(name) !== value) several.add(name);
    values.set(name, value);
  }
  for (const name of several) values.delete(name);
  return values;
}

/** A text with the variables of its file, as deep as they name each other. */
function expanded(text: string, variables: ReadonlyMap<string, string>): string {
  let made = text;
  for (let depth = 0; depth < 4 && made.includes('$'); depth++) {
    made = made.replace(
      /\$(?:\((\w+)\)|\{(\w+)\}|(\w+))/g,
      (whole, a, b, c) => variables.get(a ?? b ?? c) ?? whole,
    );
  }
  return made;
}

/** The name of an image without registry and tag; `undefined` where some of it is not known. */
function nameIn(image: string): string | undefined {
  const last = image.slice(image.lastIndexOf('/') + 1);
  return /^([a-z0-9][\w.-]*)(?::|@|$)/.exec(last)?.[1]?.toLowerCase();
}

/** Options of `docker build` that take the word behind them. */
const VALUED =
  /^(?:--(?:build-arg|build-context|platform|cache-from|cache-to|label|output|secret|ssh|network|progress|builder|iidfile|metadata-file|shm-size|ulimit|add-host|annotation|attest|memory|cpuset-cpus)|-o|-m)$/;

function commandsIn(text: string): readonly Build[] {
  const joined = text.replace(/\\\r?\n[ \t]*/g, ' ');
  const command = /\bdocker[ \t]+(?:buildx[ \t]+)?build[ \t]+([^\n]{1,2000})/g;
  return [...joined.matchAll(command)].flatMap(({ index, 1: rest = '' }): readonly Build[] => {
    const line = joined.slice(joined.lastIndexOf('\n', index) + 1, index);
    // It is built from another folder, or only told about.
    if (/\bcd[ \t]|#|\becho\b/.test(line)) return [];
    const built = buildBy(wordsOfCommand(rest));
    return built ? [built] : [];
  });
}

function buildBy(words: readonly string[]): Build | undefined {
  const names: string[] = [];
  let dockerfile: string | null = null;
  let target: string | null = null;
  let context: string | undefined;
  for (let index = 0; index < words.length; index++) {
    const [, option = '', inline] =
      /^(-{1,2}[\w-]+)(?:=([\s\S]*))?$/.exec(words[index] ?? '') ?? [];
    const takes = /^(?:-t|--tag|-f|--file|--target)$/.test(option) || VALUED.test(option);
    const value = inline ?? (takes ? (words[++index] ?? '') : '');
    if (option === '-t' || option === '--tag') names.push(value);
    else if (option === '-f' || option === '--file') dockerfile = value;
    else if (option === '--target') target = value;
    else if (option === '') context = words[index];
  }
  return context === undefined || context === '-'
    ? undefined
    : { names, context, dockerfile, target };
}

/** Steps with Docker's action, and workflows that are called with an image, a context and a Dockerfile. */
function actionsIn(text: string): readonly Build[] {
  const jobs = entryOf(readYaml(text, { uri: '' }).documents[0], 'jobs');
  if (jobs?.kind !== 'map') return [];
  return [...jobs.entries.values()].flatMap((job) => {
    const steps = itemsOf(entryOf(job, 'steps'));
    const named = new Map<string, readonly string[]>();
    for (const step of steps) {
      if (!/metadata-action/.test(textOf(entryOf(step, 'uses')) ?? '')) continue;
      const images = linesOf(entryOf(entryOf(step, 'with'), 'images'));
      named.set(textOf(entryOf(step, 'id')) ?? '', images);
    }
    const called = entryOf(job, 'uses') ? (builtWith(entryOf(job, 'with'), named, true) ?? []) : [];
    const built = steps.flatMap((step) =>
      /build-push-action/.test(textOf(entryOf(step, 'uses')) ?? '')
        ? (builtWith(entryOf(step, 'with'), named, false) ?? [])
        : [],
    );
    return [called, built].flat();
  });
}

function builtWith(
  given: DataNode | undefined,
  named: ReadonlyMap<string, readonly string[]>,
  isCalled: boolean,
): Build | undefined {
  const of = (...keys: readonly string[]) =>
    keys.map((key) => textOf(entryOf(given, key))).find((value) => value !== undefined);
  const dockerfile = of('file', 'dockerfile') ?? null;
  const context = of('context');
  if (isCalled) {
    const image = of('image', 'image_name', 'image-name', 'images', 'name', 'repository');
    if (image === undefined || (context === undefined && dockerfile === null)) return undefined;
    return { names: [image], context: context ?? '.', dockerfile, target: of('target') ?? null };
  }
  const names = linesOf(entryOf(given, 'tags')).flatMap((tag) => {
    const step = /^\$\{steps\.([\w-]+)\.outputs\.tags\}$/.exec(tag)?.[1];
    return step === undefined ? [tag] : (named.get(step) ?? []);
  });
  return { names, context: context ?? '.', dockerfile, target: of('target') ?? null };
}

/** The lines or the items of a list that an action takes as one text. */
function linesOf(node: DataNode | undefined): readonly string[] {
  return (textOf(node) ?? '')
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
