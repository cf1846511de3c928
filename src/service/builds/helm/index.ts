import type {
  BuildRoot,
  BuildSources,
  Contribution,
  Contributor,
  ValuesLayer,
} from '../../contracts/build';
import { type DataNode, entryOf, nodeAt, textOf } from '../../syntax/data-node';
import { pathIn } from '../../text/paths';
import { virtualDocuments } from '../documents';
import { bound } from '../environment-variables';
import { withWorkloadReferences } from '../rollouts';
import { buildId, environmentsOf, ordered } from '../roots';
import { documentsOf } from './documents';
import { RELEASE_NAME } from './release';
import { printedOnce } from './remembered';
import { renderChart } from './render';
import { helmStacks } from './stacks';
import { unusedValues } from './unused-values';

/** Charts of Helm with their values. */
export const helmCharts: Contributor = { kind: 'helm', find, evaluate };

function find(sources: BuildSources): readonly BuildRoot[] {
  const stacks = helmStacks(sources, environmentsOf(sources));
  // What is needed to tell releases of one chart apart: the release, its namespace, its place in the list.
  const names = stacks.map(({ root, release }, index) => [
    root,
    `${root}:${release?.name ?? index}`,
    `${root}:${release?.namespace ?? index}/${release?.name ?? index}`,
    `${root}:${index}`,
  ]);
  const ids = stacks.map(({ environment }, index) =>
    (names[index] ?? []).map((name) => buildId('helm', name, environment)),
  );
  const counts = new Map<string, number>();
  for (const id of ids.flatMap((each) => [...new Set(each)])) {
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return ordered(
    stacks.map((stack, index) => {
      const { root, files, environment, release, assumed } = stack;
      return {
        id: ids[index]?.find((id) => counts.get(id) === 1) ?? buildId('helm', root, environment),
        kind: 'helm',
        root,
        environment,
        files,
        limits: [],
        ...(release ? { release } : {}),
        ...(assumed === null ? {} : { isDefault: true }),
        ...(assumed === 'published' ? { isPublished: true } : {}),
      };
    }),
  );
}

function evaluate(
  sources: BuildSources,
  { id, kind, root, environment, files: own, release, isDefault, isPublished }: BuildRoot,
): Contribution {
  const layers = release?.values ?? own.map((path): ValuesLayer => ({ kind: 'file', path }));
  const values = layers.flatMap((layer) => (layer.kind === 'file' ? [layer.path] : []));
  const {
    values: seen,
    texts,
    files,
    limits: unread,
    fault,
    vendored,
  } = renderChart(sources, root, {
    layers,
    name: release?.name ?? null,
    namespace: release?.namespace ?? null,
  });
  const {
    documents,
    limits: unknown,
    optional,
    writing,
  } = documentsOf(sources, texts, {
    build: id,
    vendored,
  });
  const limits = [...unread, ...unknown];
  const closed = limits.length === 0;
  const written = new Set(writing);
  const given = new Set([pathIn(root, 'values.yaml'), ...values]);
  const ours = files.filter((path) => !vendored.some((folder) => path.startsWith(`${folder}/`)));
  const isTaken = (path: string) =>
    written.has(path) || (closed && given.has(path)) || !ours.includes(path);
  const objects = withWorkloadReferences(documents.filter(isApplied));
  const present = bound(objects);
  const possible = optional.filter(({ node }) => isApplied(node) && runsPods(node));
  const boundWith = bound([...objects, ...possible.map(({ node }) => node)]).slice(objects.length);
  return {
    build: {
      id,
      kind,
      root,
      environment,
      layers: [...files.filter((path) => !own.includes(path)), ...own],
      closed,
      limits,
      ...(fault ? { fault } : {}),
      ...(isDefault ? { isDefault } : {}),
      ...(isPublished ? { isPublished } : {}),
      ...(release?.name ? {} : { assumed: { [RELEASE_NAME]: '<release>' } }),
      documents,
    },
    takes: files.filter(isTaken),
    asWritten: [],
    documents: [
      ...virtualDocuments(present, printedOnce),
      ...virtualDocuments(boundWith, printedOnce).map((document, index) => ({
        ...document,
        name: `if/${document.name}`,
        condition: possible[index]?.condition ?? '?',
      })),
      ...(closed ? unusedValues(sources, seen, documents, files) : []),
    ],
  };
}

/** Whether an object runs pods. */
function runsPods(node: DataNode): boolean {
  const kind = textOf(entryOf(node, 'kind')) ?? '';
  return /^(?:Deployment|StatefulSet|DaemonSet|Job|CronJob|Rollout|Pod)$/.test(kind);
}

/** What a release runs: objects of a known kind that are no test. */
function isApplied(node: DataNode): boolean {
  if (textOf(entryOf(node, 'kind')) === undefined) return false;
  const hook = textOf(nodeAt(node, ['metadata', 'annotations', 'helm.sh/hook'])) ?? '';
  return !/\btest(?:-success|-failure)?\b/.test(hook);
}
