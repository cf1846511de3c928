import type { Build, BuildSources, ComposeScale, Environment } from '../../contracts/build';
import { type DataNode, dataUnknown, dataValue, itemsOf, textOf } from '../../syntax/data-node';
import { folderOf } from '../../text/paths';
import type { Notes } from './context';
import { type Application, documentOf, loadApplication, withEnvironments } from './load';
import { projectVariables } from './variables';

/** A stack of compose files that are started together. */
export interface ComposeStack {
  /** The first file, relative to the project root. */
  readonly root: string;
  /** Later files are laid over earlier ones. */
  readonly files: readonly string[];
  readonly environment: Environment;
  /** The files that its variables come from, instead of `.env`; left out where nothing names any. */
  readonly variables?: readonly string[];
  /** The profiles that are started. */
  readonly profiles?: readonly string[];
  /** How often a command line starts services, whatever their files say. */
  readonly scales?: readonly ComposeScale[];
}

/** What `docker compose up` starts of a stack. Never throws; what cannot be read is in `limits`. */
export function evaluateCompose(sources: BuildSources, stack: ComposeStack): Build {
  return composeOf(sources, stack).build;
}

/** What is started of a stack, and what is behind profiles of it. */
export interface ComposeOutcome {
  readonly build: Build;
  /** What is started where somebody asks for its profile, as a document of its own; `null` where nothing is. */
  readonly optional: DataNode | null;
  /** No file says which profiles are started: all of it is behind some. */
  readonly isAllBehind: boolean;
}

/** As {@link evaluateCompose}, with what its profiles leave out. */
export function composeOf(sources: BuildSources, stack: ComposeStack): ComposeOutcome {
  const { root, files, environment } = stack;
  const folder = folderOf(root);
  const notes: Notes = { files: new Set(), limits: [], faults: [] };
  const variables = projectVariables(folder, sources, notes, stack.variables);
  const context = { sources, notes };
  const loaded = loadApplication(files, folder, variables, context);
  const application = withScales(
    withEnvironments(loaded, folder, variables, context),
    stack.scales ?? [],
    sources,
  );
  // Compose takes what is set apart: of nothing, the profile without a name, which switches a service on.
  const said = (variables.get('COMPOSE_PROFILES')?.value ?? '').split(',');
  // A line that names profiles does without the variable.
  const profiles = stack.profiles?.length ? stack.profiles : said.map((each) => each.trim());
  const chosen = withProfiles(application, profiles);
  // Where all of it is behind profiles, and nothing here names one, whoever starts it names some.
  const isAllBehind = chosen.services.size === 0 && application.services.size > 0;
  if (isAllBehind) notes.limits.push('no file says which of its profiles are started');
  const started = isAllBehind ? application : chosen;
  const behind = new Map([...application.services].filter(([name]) => !started.services.has(name)));
  const [fault] = notes.faults;
  const build: Build = {
    id: environment.name === null ? `compose:${root}` : `compose:${root}@${environment.name}`,
    kind: 'compose',
    root,
    environment,
    layers: [...new Set([...files, ...notes.files])],
    closed: !application.isOpen && notes.limits.length === 0,
    limits: notes.limits,
    ...(fault ? { fault } : {}),
    documents: [documentOf(started, sources.uri(root))],
  };
  const optional =
    behind.size === 0 ? null : documentOf({ ...application, services: behind }, sources.uri(root));
  return { build, optional, isAllBehind };
}

/** `--scale web=3` wins over `scale` and `deploy.replicas` (docs.docker.com, `docker compose up`). */
function withScales(
  application: Application,
  scales: readonly ComposeScale[],
  sources: BuildSources,
): Application {
  const services = new Map(application.services);
  for (const { service, count, file } of scales) {
    const node = services.get(service);
    if (node?.kind !== 'map') continue;
    const trail = [{ uri: sources.uri(file), path: '', how: 'written' }] as const;
    const scale =
      count === null
        ? dataUnknown('a command line says it by a variable', trail)
        : dataValue(count, trail);
    const deploy = node.entries.get('deploy');
    const own =
      deploy?.kind === 'map'
        ? ({ ...deploy, entries: new Map([...deploy.entries, ['replicas', scale]]) } as const)
        : undefined;
    const said = own ? (['deploy', own] as const) : (['scale', scale] as const);
    services.set(service, { ...node, entries: new Map<string, DataNode>([...node.entries, said]) });
  }
  return { ...application, services };
}

/** A service with profiles is started where one of them is active. */
function withProfiles(application: Application, active: readonly string[]): Application {
  const isStarted = (node: DataNode) => {
    const own = itemsOf(node.kind === 'map' ? node.entries.get('profiles') : undefined);
    if (own.length === 0 || active.includes('*')) return true;
    return own.some((profile) => {
      const name = textOf(profile);
      return name !== undefined && active.includes(name);
    });
  };
  return {
    ...application,
    services: new Map([...application.services].filter(([, node]) => isStarted(node))),
  };
}
