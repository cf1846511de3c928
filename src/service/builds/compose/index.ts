import type { BuildRoot, BuildSources, Contribution, Contributor } from '../../contracts/build';
import { OPEN_PROFILES, OPTIONAL_SERVICES } from '../../languages/compose/profiles';
import { type DataNode, dataText, entryOf } from '../../syntax/data-node';
import { printedWithExpressions } from '../printed';
import { buildId, environmentsOf, ordered } from '../roots';
import { type ComposeOutcome, composeOf } from './evaluate';
import { composeStacks } from './stacks';

/** Compose files, as `docker compose up` starts them. */
export const composeFiles: Contributor = { kind: 'compose', find, evaluate };

function find(sources: BuildSources): readonly BuildRoot[] {
  const configured = environmentsOf(sources);
  const paths = ['yml', 'yaml'].flatMap((extension) => sources.matching(`**/*.${extension}`));
  const named = Object.keys(sources.environments()).length > 0;
  return ordered(
    composeStacks(paths, sources).map(
      ({ root, files, environment, variables, profiles, scales }) => {
        const last = files.at(-1) ?? root;
        const own = named ? configured(last) : environment;
        const used = own.class === 'unknown' && own.name === null ? environment : own;
        return {
          id: buildId('compose', root, used),
          kind: 'compose',
          root,
          environment: used,
          files,
          limits: [],
          ...(variables && profiles
            ? { started: { variables, profiles, scales: scales ?? [] } }
            : {}),
        };
      },
    ),
  );
}

function evaluate(
  sources: BuildSources,
  { id, root, environment, files, started }: BuildRoot,
): Contribution {
  const outcome = composeOf(sources, { root, files, environment, ...started });
  const build = { ...outcome.build, id };
  return {
    build,
    takes: build.layers,
    asWritten: [],
    documents: build.documents.map((node) => ({
      name: 'compose.yaml',
      language: 'compose',
      ...printedWithExpressions(withProfiles(node, outcome)),
    })),
  };
}

/** The document with what no profile starts beside it, for whoever reads what runs and what may. */
function withProfiles(node: DataNode, { optional, isAllBehind }: ComposeOutcome): DataNode {
  if (node.kind !== 'map') return node;
  const behind = entryOf(optional ?? undefined, 'services');
  return {
    ...node,
    entries: new Map([
      ...node.entries,
      ...(behind ? [[OPTIONAL_SERVICES, behind] as const] : []),
      ...(isAllBehind ? [[OPEN_PROFILES, dataText('true', node.trail)] as const] : []),
    ]),
  };
}
